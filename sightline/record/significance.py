"""A mark is on an event that is there, has happened and is the same child's, held by PostgreSQL.

An event is a dated field of an entry of any kind, so that no foreign key can point at it. The trigger reads
the entry as the tables' owner and locks it: what a reader may see has no part in what is true.
"""

from django.apps import apps
from django.db import models
from django.db.backends.utils import CursorWrapper

from sightline.record.models import Contact, EventAnalysis, SignificantEvent
from sightline.record.models.entry import ChildEntry, Entry

CHECK = """
CREATE OR REPLACE FUNCTION record_check_significance() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    source text := (
        SELECT one.source FROM (VALUES {kinds}) AS one (kind, source, days)
        WHERE one.kind = NEW.kind AND NEW.field = ANY (string_to_array(one.days, ','))
    );
    entry jsonb;
BEGIN
    IF source IS NULL THEN PERFORM record_refuse('a_mark_is_on_a_dated_event'); END IF;
    EXECUTE format('SELECT to_jsonb(e) FROM %I e WHERE id = $1 FOR SHARE', source) INTO entry USING NEW.row;
    IF entry IS NULL OR NOT (CASE WHEN NEW.kind = 'contact' THEN EXISTS (
        SELECT FROM record_contactchild
        WHERE contact_id = NEW.row AND child_id = NEW.child_id AND struck_out_at IS NULL
    ) ELSE (entry->>'child_id')::bigint = NEW.child_id END)
    THEN PERFORM record_refuse('a_mark_is_on_an_event_of_the_same_child'); END IF;
    IF entry->>NEW.field IS NULL THEN PERFORM record_refuse('a_mark_is_on_what_has_happened'); END IF;
    IF entry->>'struck_out_at' IS NOT NULL THEN PERFORM record_refuse('a_mark_is_on_what_stands'); END IF;
    RETURN NULL;
END $$;
"""

#: Asked when an event is named, and not again when the mark is struck out after what it was on.
TRIGGERS = """
CREATE OR REPLACE TRIGGER a_mark_is_on_an_event_of_the_same_child AFTER INSERT ON record_significantevent
FOR EACH ROW EXECUTE FUNCTION record_check_significance();
CREATE OR REPLACE TRIGGER a_mark_is_moved_to_no_other_childs_event
AFTER UPDATE OF child_id, kind, "row", field ON record_significantevent
FOR EACH ROW EXECUTE FUNCTION record_check_significance();
"""


def events() -> dict[type[Entry], list[str]]:
    """Each kind of entry in which an event can be marked, and the columns that say when one happened."""
    found: dict[type[Entry], list[str]] = {}
    for model in apps.get_app_config("record").get_models():
        if issubclass(model, ChildEntry) or model is Contact:
            days = [field.column for field in model._meta.local_fields if _says_when(field)]
            if days and model not in (SignificantEvent, EventAnalysis):
                found[model] = days
    return found


def _says_when(field: object) -> bool:
    return isinstance(field, models.DateField) and field.name not in ("recorded_at", "struck_out_at")


def install(cursor: CursorWrapper) -> None:
    """Put the guard in place; safe to repeat."""
    kinds = ", ".join(
        f"('{model._meta.model_name}', '{model._meta.db_table}', '{','.join(days)}')"
        for model, days in events().items()
    )
    cursor.execute(CHECK.format(kinds=kinds))
    cursor.execute(TRIGGERS)
