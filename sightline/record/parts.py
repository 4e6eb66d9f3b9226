"""Nobody leads a case and has a part in it beside the lead on the same day, held by PostgreSQL.

The two are kept in two tables, so that whoever reads allocations reads who answers for the work and nobody
else. Each trigger locks the referral first: of two transactions that are each right alone, the second waits.
"""

from django.db.backends.utils import CursorWrapper

OF = {"record_allocation": "record_secondaryworker", "record_secondaryworker": "record_allocation"}

CHECK = """
CREATE OR REPLACE FUNCTION {table}_check_other_part() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.struck_out_at IS NOT NULL THEN RETURN NULL; END IF;
    PERFORM FROM record_referral WHERE id = NEW.referral_id FOR NO KEY UPDATE;
    IF EXISTS (
        SELECT FROM {other} o
        WHERE o.referral_id = NEW.referral_id AND o.worker_id = NEW.worker_id AND o.struck_out_at IS NULL
          AND daterange(o.from_on, o.until_on, '[)') && daterange(NEW.from_on, NEW.until_on, '[)')
    ) THEN PERFORM record_refuse('nobody_leads_a_case_and_has_a_part_in_it'); END IF;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER nobody_leads_a_case_and_has_a_part_in_it AFTER INSERT OR UPDATE ON {table}
FOR EACH ROW EXECUTE FUNCTION {table}_check_other_part();
"""

LEAVER = """
CREATE OR REPLACE FUNCTION record_check_part_of_leaver() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE gone date := (SELECT left_on FROM people_worker WHERE id = NEW.worker_id FOR SHARE);
BEGIN
    IF gone IS NOT NULL AND NEW.struck_out_at IS NULL AND (NEW.until_on IS NULL OR NEW.until_on > gone)
    THEN PERFORM record_refuse('a_leaver_is_given_no_part'); END IF;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER a_leaver_is_given_no_part AFTER INSERT OR UPDATE ON record_secondaryworker
FOR EACH ROW EXECUTE FUNCTION record_check_part_of_leaver();
"""


def install(cursor: CursorWrapper) -> None:
    """Put the guards in place; safe to repeat."""
    for table, other in OF.items():
        cursor.execute(CHECK.format(table=table, other=other))
    cursor.execute(LEAVER)
