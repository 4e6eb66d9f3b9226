"""What is carried forward comes from the same child or the same family, held by PostgreSQL.

Families change and people are joined, so no foreign key can say it. The trigger reads as the tables' owner:
what a reader may see has no part in what is true.
"""

from django.db.backends.utils import CursorWrapper

CHECK = """
CREATE OR REPLACE FUNCTION record_check_carried() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    theirs bigint := (SELECT child_id FROM record_assessment WHERE id = NEW.source_id);
BEGIN
    IF theirs = NEW.child_id OR theirs = ANY (record_also(ARRAY[NEW.child_id])) OR EXISTS (
        SELECT FROM record_familymember mine
        JOIN record_familymember others ON others.family_id = mine.family_id AND others.struck_out_at IS NULL
        WHERE mine.struck_out_at IS NULL AND others.child_id = theirs
        AND (mine.child_id = NEW.child_id OR mine.child_id = ANY (record_also(ARRAY[NEW.child_id])))
    ) THEN RETURN NULL; END IF;
    PERFORM record_refuse('a_section_is_carried_within_the_family');
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER a_section_is_carried_within_the_family
AFTER INSERT OR UPDATE OF child_id, source_id ON record_carriedsection
FOR EACH ROW EXECUTE FUNCTION record_check_carried();
"""


def install(cursor: CursorWrapper) -> None:
    """Put the guard in place; safe to repeat."""
    cursor.execute(CHECK)
