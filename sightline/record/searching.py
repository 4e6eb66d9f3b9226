"""Every word of the record can be found: which fields hold words, and the triggers that keep them searchable.

Declared once, by the models: the words of an entry are its text fields and its longer lines, codes aside. Its
search lines are written in the transaction that writes the entry, so that what is saved is found at once.
"""

import hashlib
from typing import Any

from django.apps import apps
from django.db import models
from django.db.backends.utils import CursorWrapper

from sightline.record.models import (
    Contact,
    ContactChild,
    Document,
    Identifier,
    OtherName,
    Person,
    Place,
    PlaceAction,
    PlaceReview,
    SamePerson,
    StrategyParticipant,
)
from sightline.record.models.entry import ChildEntry, Entry, EntryQuerySet

#: Lines shorter than this hold a name or a number, and are found by the search for people.
SHORTEST = 100
#: Models whose words are searched otherwise, or are no words of the record's.
NOT_SEARCHED = frozenset(
    {
        Person,
        OtherName,
        Identifier,
        ContactChild,
        SamePerson,
        StrategyParticipant,
        Place,
        PlaceAction,
        PlaceReview,
    }
)
#: Days that lie ahead of what happened, or are not when it happened.
NOT_WHEN = frozenset({"review_point_on", "booked_for_on", "confirmed_at"})

#: Typeset signs, which PostgreSQL takes for letters, and the plain sign or space that each is searched as:
#: "“Gran’s" is found by "Gran".
TYPESET, PLAIN = "’‘“”–—…•·«»\u00a0", "''\"\"        "
UNSET = str.maketrans(TYPESET, PLAIN)

VECTOR = f"""
CREATE OR REPLACE FUNCTION record_search_vector(words text) RETURNS tsvector
LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
    SELECT to_tsvector('english', translate(words, '{TYPESET}', $plain${PLAIN}$plain$))
$$;
"""
WRITE = """
CREATE OR REPLACE FUNCTION record_search_add(
    of_kind text, entry jsonb, of_child bigint, days text, fields text
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    said text := (
        SELECT string_agg(entry->>field, E'\\n' ORDER BY place)
        FROM unnest(string_to_array(fields, ',')) WITH ORDINALITY AS each (field, place)
        WHERE coalesce(entry->>field, '') <> ''
    );
    day text := (
        SELECT entry->>field FROM unnest(string_to_array(days, ',')) WITH ORDINALITY AS each (field, place)
        WHERE entry->>field IS NOT NULL ORDER BY place LIMIT 1
    );
    written timestamptz := (entry->>'recorded_at')::timestamptz;
    happened date := CASE
        WHEN day IS NULL THEN (written AT TIME ZONE 'Europe/London')::date
        WHEN length(day) = 10 THEN day::date
        ELSE (day::timestamptz AT TIME ZONE 'Europe/London')::date
    END;
    struck boolean := entry->>'struck_out_at' IS NOT NULL;
BEGIN
    IF said IS NOT NULL THEN
        INSERT INTO record_searchline
            (child_id, kind, row, page, happened_on, written_at, is_struck_out, words, vector)
        VALUES (of_child, of_kind, (entry->>'id')::bigint, 0, happened, written, struck, said,
                record_search_vector(left(said, 500000)));
    END IF;
    IF of_kind = 'document' THEN
        INSERT INTO record_searchline
            (child_id, kind, row, page, happened_on, written_at, is_struck_out, words, vector)
        SELECT of_child, of_kind, (entry->>'id')::bigint, number, happened, written, struck, t.words,
               record_search_vector(t.words)
        FROM record_filetext t WHERE t.file_id = (entry->>'file_id')::bigint;
    END IF;
END $$;

CREATE OR REPLACE FUNCTION record_search_write(
    of_kind text, entry jsonb, of_child bigint, days text, fields text
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    DELETE FROM record_searchline
    WHERE kind = of_kind AND row = (entry->>'id')::bigint AND child_id = of_child;
    PERFORM record_search_add(of_kind, entry, of_child, days, fields);
END $$;

CREATE OR REPLACE FUNCTION record_search() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF current_setting('app.search', true) = 'later' THEN RETURN NULL; END IF;
    IF TG_TABLE_NAME = 'record_contact' THEN
        PERFORM record_search_write(TG_ARGV[0], to_jsonb(NEW), c.child_id, TG_ARGV[1], TG_ARGV[2])
        FROM record_contactchild c WHERE c.contact_id = NEW.id AND c.struck_out_at IS NULL;
    ELSE
        PERFORM record_search_write(
            TG_ARGV[0], to_jsonb(NEW), (to_jsonb(NEW)->>'child_id')::bigint, TG_ARGV[1], TG_ARGV[2]
        );
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION record_search_named_child() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF current_setting('app.search', true) = 'later' THEN RETURN NULL; END IF;
    IF NEW.struck_out_at IS NULL THEN
        PERFORM record_search_write('contact', to_jsonb(c), NEW.child_id, TG_ARGV[0], TG_ARGV[1])
        FROM record_contact c WHERE c.id = NEW.contact_id;
    ELSE
        DELETE FROM record_searchline
        WHERE kind = 'contact' AND row = NEW.contact_id AND child_id = NEW.child_id;
    END IF;
    RETURN NULL;
END $$;
"""

#: For whoever fills a whole record at once, and makes every line when it is full: until the transaction ends.
LATER = "SET LOCAL app.search = 'later'"
SEARCHED = """
CREATE OR REPLACE TRIGGER every_word_can_be_found AFTER INSERT OR UPDATE ON {table}
FOR EACH ROW EXECUTE FUNCTION record_search('{kind}', '{days}', '{fields}');
"""
NAMED = """
CREATE OR REPLACE TRIGGER every_word_can_be_found AFTER INSERT OR UPDATE ON record_contactchild
FOR EACH ROW EXECUTE FUNCTION record_search_named_child('{days}', '{fields}');
"""
AGAIN = "SELECT count(record_search_{act}('{kind}', to_jsonb(e), {child}, '{days}', '{fields}')) FROM {rows}"


def searched() -> dict[type[Entry], tuple[list[str], list[str]]]:
    """Each model with words in it: the days that say when it happened, the first of them that is filled in,
    and the fields that hold its words.
    """
    found: dict[type[Entry], tuple[list[str], list[str]]] = {}
    for model in apps.get_app_config("record").get_models():
        if (issubclass(model, ChildEntry) or model is Contact) and _may_be_searched(model):
            own = [field for field in model._meta.local_fields if field.name not in _every_entrys()]
            fields = [field.column for field in own if _holds_words(field)]
            days = [field.column for field in own if isinstance(field, models.DateField)]
            if fields:
                found[model] = ([day for day in days if day not in NOT_WHEN], fields)
    return found


def _may_be_searched(model: type[Entry]) -> bool:
    """Not what only some of those who may open the child may see: a search line knows the child alone."""
    own: Any = getattr(model._default_manager, "_queryset_class", EntryQuerySet)
    return model not in NOT_SEARCHED and own.in_sight_of is EntryQuerySet.in_sight_of


def _every_entrys() -> set[str]:
    return {field.name for field in Entry._meta.local_fields} | {"id"}


def _holds_words(field: Any) -> bool:
    if field.choices or isinstance(field, models.EmailField):
        return False
    if isinstance(field, models.TextField):
        return True
    return isinstance(field, models.CharField) and (field.max_length or 0) >= SHORTEST


def install(cursor: CursorWrapper) -> None:
    """Put the triggers in place, and make every line again where what is searched has changed."""
    cursor.execute(VECTOR + WRITE)
    for statement in _triggers():
        cursor.execute(statement)
    wanted = hashlib.sha256("".join([VECTOR, WRITE, *_triggers()]).encode()).hexdigest()
    cursor.execute("SELECT obj_description('record_searchline'::regclass)")
    if cursor.fetchone()[0] != wanted:
        again(cursor)
        cursor.execute(f"COMMENT ON TABLE record_searchline IS '{wanted}'")


def _triggers() -> list[str]:
    return [
        statement
        for model, (days, fields) in searched().items()
        for statement in _trigger(model, ",".join(days), ",".join(fields))
    ]


def _trigger(model: type[Entry], days: str, fields: str) -> list[str]:
    said = {"kind": model._meta.model_name, "table": model._meta.db_table, "days": days, "fields": fields}
    return [SEARCHED.format(**said)] + ([NAMED.format(**said)] if model is Contact else [])


def again(cursor: CursorWrapper) -> None:
    """Make every search line again from the record: nothing else knows anything that the record does not."""
    cursor.execute("DELETE FROM record_searchline")
    for model, (days, fields) in searched().items():
        table = model._meta.db_table
        if model is Contact:
            rows = f"{table} e JOIN record_contactchild c ON c.contact_id = e.id AND c.struck_out_at IS NULL"
        else:
            rows = f"{table} e"
        child = "c.child_id" if model is Contact else "e.child_id"
        said = {"act": "add", "kind": model._meta.model_name, "child": child, "rows": rows}
        cursor.execute(AGAIN.format(days=",".join(days), fields=",".join(fields), **said))


def page_read(cursor: CursorWrapper, file: int) -> None:
    """The words inside a file have been read out: every document of it is searched by them."""
    days, fields = searched()[Document]
    rows = f"record_document e WHERE e.file_id = {int(file)}"
    said = {"act": "write", "kind": "document", "child": "e.child_id", "rows": rows}
    cursor.execute(AGAIN.format(days=",".join(days), fields=",".join(fields), **said))
