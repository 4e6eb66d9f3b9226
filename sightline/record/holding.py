"""Nothing open is nobody's, held by PostgreSQL.

A contact and a referral cannot be written without the team that holds them, nor a team without its manager:
those columns are never null. What columns cannot say is said by the triggers here, which also lock what they
rely on, so that two transactions cannot each be right alone and wrong together:

- a worker cannot leave while leading an open case or managing a team, and is given nothing after leaving;
- a team cannot close while it holds an open case or an undecided contact, and is given nothing once closed.

They look as the owner, at all there is: what the writer may not see counts too.

Each refusal carries a constraint's name, so that a page says it as a sentence like any other.
"""

from django.db.backends.utils import CursorWrapper

REFUSE = """
CREATE OR REPLACE FUNCTION record_refuse(constraint_name text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%', replace(constraint_name, '_', ' ')
        USING ERRCODE = 'check_violation', CONSTRAINT = constraint_name;
END $$;
"""

WORKER = """
CREATE OR REPLACE FUNCTION record_check_leaver() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.left_on IS NULL THEN RETURN NULL; END IF;
    IF EXISTS (
        SELECT FROM record_allocation a JOIN record_referral r ON r.id = a.referral_id
        WHERE a.worker_id = NEW.id AND a.struck_out_at IS NULL
          AND (a.until_on IS NULL OR a.until_on > NEW.left_on)
          AND r.struck_out_at IS NULL AND r.closed_on IS NULL
    ) THEN PERFORM record_refuse('nobody_leaves_with_work_attached'); END IF;
    IF EXISTS (
        SELECT FROM people_team t
        WHERE t.manager_id = NEW.id AND (t.closed_on IS NULL OR t.closed_on > NEW.left_on)
    ) THEN PERFORM record_refuse('a_team_keeps_a_manager'); END IF;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER nobody_leaves_with_work_attached
AFTER INSERT OR UPDATE OF left_on ON people_worker
FOR EACH ROW EXECUTE FUNCTION record_check_leaver();
"""

TEAM = """
CREATE OR REPLACE FUNCTION record_check_team() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE gone date := (SELECT left_on FROM people_worker WHERE id = NEW.manager_id FOR SHARE);
BEGIN
    IF gone IS NOT NULL AND (NEW.closed_on IS NULL OR NEW.closed_on > gone) THEN
        PERFORM record_refuse('a_team_keeps_a_manager');
    END IF;
    IF NEW.closed_on IS NOT NULL AND (
        EXISTS (
            SELECT FROM record_referral
            WHERE team_id = NEW.id AND closed_on IS NULL AND struck_out_at IS NULL
              AND decision IS DISTINCT FROM 'no_further_action'
        ) OR EXISTS (
            SELECT FROM record_contact
            WHERE team_id = NEW.id AND decided_at IS NULL AND struck_out_at IS NULL
        )
    ) THEN PERFORM record_refuse('a_team_closes_without_work'); END IF;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER a_team_keeps_a_manager
AFTER INSERT OR UPDATE OF manager_id, closed_on ON people_team
FOR EACH ROW EXECUTE FUNCTION record_check_team();
"""

ALLOCATION = """
CREATE OR REPLACE FUNCTION record_check_allocation() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE gone date := (SELECT left_on FROM people_worker WHERE id = NEW.worker_id FOR SHARE);
BEGIN
    IF gone IS NOT NULL AND NEW.struck_out_at IS NULL
       AND (NEW.until_on IS NULL OR NEW.until_on > gone)
       AND EXISTS (
           SELECT FROM record_referral
           WHERE id = NEW.referral_id AND closed_on IS NULL AND struck_out_at IS NULL
       )
    THEN PERFORM record_refuse('a_leaver_is_given_no_work'); END IF;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER a_leaver_is_given_no_work AFTER INSERT OR UPDATE ON record_allocation
FOR EACH ROW EXECUTE FUNCTION record_check_allocation();
"""

HELD_BY_A_TEAM = """
CREATE OR REPLACE FUNCTION record_check_holder() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE shut date := (SELECT closed_on FROM people_team WHERE id = NEW.team_id FOR SHARE);
        entry jsonb := to_jsonb(NEW);
BEGIN
    IF shut IS NOT NULL AND entry->>'struck_out_at' IS NULL
       AND coalesce(entry->>'closed_on', entry->>'decided_at') IS NULL
       AND coalesce(entry->>'decision', '') <> 'no_further_action'
    THEN PERFORM record_refuse('a_closed_team_is_given_no_work'); END IF;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER a_closed_team_is_given_no_work AFTER INSERT OR UPDATE ON record_referral
FOR EACH ROW EXECUTE FUNCTION record_check_holder();
CREATE OR REPLACE TRIGGER a_closed_team_is_given_no_work AFTER INSERT OR UPDATE ON record_contact
FOR EACH ROW EXECUTE FUNCTION record_check_holder();
"""


def install(cursor: CursorWrapper) -> None:
    """Put the guards in place; safe to repeat."""
    for statement in (REFUSE, WORKER, TEAM, ALLOCATION, HELD_BY_A_TEAM):
        cursor.execute(statement)
