"""Nothing open is nobody's, held by PostgreSQL.

Whatever `work.py` declares to be open work has exactly one accountable holder at every instant: a worker in
post, or a team that is not closed, whose manager is in post. The view of all open work says who holds each
piece; the triggers here, put on every declared table, refuse what would leave a piece with nobody. They lock
the holder that they rely on, so that two transactions cannot each be right alone and wrong together:

- a worker cannot leave while holding any open work, leading an open case or managing a team, and is given
  nothing after leaving;
- a team cannot close while any open work is in it, and is given nothing once closed.

Each refusal carries a constraint's name, so that a page says it as a sentence like any other. The functions
run as their owner, who sees all rows, whatever the worker in whose name a page asks may see.
"""

from collections.abc import Iterator

from django.db.backends.utils import CursorWrapper

from sightline.record.work import Declared, declared

REFUSE = """
CREATE OR REPLACE FUNCTION record_refuse(constraint_name text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%', replace(constraint_name, '_', ' ')
        USING ERRCODE = 'check_violation', CONSTRAINT = constraint_name;
END $$;
"""

#: One piece of open work: its holder is locked and must be there.
HOLD = """
CREATE OR REPLACE FUNCTION record_hold(worker bigint, team bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE gone date;
BEGIN
    IF worker IS NULL AND team IS NULL THEN PERFORM record_refuse('nothing_open_is_nobodys'); END IF;
    IF worker IS NOT NULL THEN
        SELECT left_on INTO gone FROM people_worker WHERE id = worker FOR SHARE;
        IF gone IS NOT NULL THEN PERFORM record_refuse('a_leaver_is_given_no_work'); END IF;
    END IF;
    IF team IS NOT NULL THEN
        SELECT closed_on INTO gone FROM people_team WHERE id = team FOR SHARE;
        IF gone IS NOT NULL THEN PERFORM record_refuse('a_closed_team_is_given_no_work'); END IF;
    END IF;
END $$;
"""

#: Every piece of open work that a row is, or whose holder it decides.
HELD = """
CREATE OR REPLACE FUNCTION {table}_is_held() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE piece record;
BEGIN
    FOR piece IN SELECT worker_id, team_id FROM record_open_work WHERE {which} LOOP
        PERFORM record_hold(piece.worker_id, piece.team_id);
    END LOOP;
    RETURN NULL;
END $$;
DROP TRIGGER IF EXISTS {name} ON {table};
CREATE CONSTRAINT TRIGGER {name} AFTER INSERT OR UPDATE ON {table}
DEFERRABLE INITIALLY IMMEDIATE FOR EACH ROW EXECUTE FUNCTION {table}_is_held();
"""

#: An allocation that was ended lasts until its day all the same.
ALLOCATION = """
CREATE OR REPLACE FUNCTION record_check_allocation() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE gone date := (SELECT left_on FROM people_worker WHERE id = NEW.worker_id FOR SHARE);
BEGIN
    IF NEW.struck_out_at IS NULL AND NEW.until_on > gone AND EXISTS (
        SELECT FROM record_referral
        WHERE id = NEW.referral_id AND closed_on IS NULL AND struck_out_at IS NULL
    ) THEN PERFORM record_refuse('a_leaver_is_given_no_work'); END IF;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER a_leaver_is_given_no_work AFTER INSERT OR UPDATE ON record_allocation
FOR EACH ROW EXECUTE FUNCTION record_check_allocation();
"""

WORKER = """
CREATE OR REPLACE FUNCTION record_check_leaver() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.left_on IS NULL THEN RETURN NULL; END IF;
    IF EXISTS (SELECT FROM record_open_work WHERE worker_id = NEW.id) OR EXISTS (
        SELECT FROM record_allocation a JOIN record_referral r ON r.id = a.referral_id
        WHERE a.worker_id = NEW.id AND a.struck_out_at IS NULL AND a.until_on > NEW.left_on
          AND r.struck_out_at IS NULL AND r.closed_on IS NULL
    ) THEN PERFORM record_refuse('nobody_leaves_with_work_attached'); END IF;
    IF EXISTS (
        SELECT FROM people_team t
        WHERE NEW.id IN (t.manager_id, t.service_manager_id)
          AND (t.closed_on IS NULL OR t.closed_on > NEW.left_on)
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
DECLARE gone date;
BEGIN
    FOR gone IN
        SELECT left_on FROM people_worker WHERE id IN (NEW.manager_id, NEW.service_manager_id)
        ORDER BY id FOR SHARE
    LOOP
        IF gone IS NOT NULL AND (NEW.closed_on IS NULL OR NEW.closed_on > gone) THEN
            PERFORM record_refuse('a_team_keeps_a_manager');
        END IF;
    END LOOP;
    IF NEW.closed_on IS NOT NULL AND EXISTS (SELECT FROM record_open_work WHERE team_id = NEW.id)
    THEN PERFORM record_refuse('a_team_closes_without_work'); END IF;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER a_team_keeps_a_manager
AFTER INSERT OR UPDATE OF manager_id, service_manager_id, closed_on ON people_team
FOR EACH ROW EXECUTE FUNCTION record_check_team();
"""

TRIGGER = "nothing_open_is_nobodys"
#: What one trigger for every kind of work has taken the place of.
BEFORE = """
DROP TRIGGER IF EXISTS a_closed_team_is_given_no_work ON record_referral;
DROP TRIGGER IF EXISTS a_closed_team_is_given_no_work ON record_contact;
DROP FUNCTION IF EXISTS record_check_holder();
"""


def held() -> Iterator[tuple[str, str]]:
    """Every table whose rows decide who holds open work, and which pieces a row of it decides about."""
    yield "record_allocation", "case_id = NEW.referral_id"
    for one in declared():
        yield one.model._meta.db_table, _which(one)


def _which(one: Declared) -> str:
    """A case decides who holds whatever is in it; anything else only itself."""
    return "case_id = NEW.id" if one.work.case == "id" else f"kind = '{one.kind}' AND id = NEW.id"


def install(cursor: CursorWrapper) -> None:
    """Put the guards in place, over the view that `work.py` makes; safe to repeat."""
    for statement in (BEFORE, REFUSE, HOLD, ALLOCATION, WORKER, TEAM):
        cursor.execute(statement)
    for table, which in held():
        cursor.execute(HELD.format(table=table, which=which, name=TRIGGER))
