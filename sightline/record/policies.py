"""Row-level security: PostgreSQL shows the role that serves pages only what its reader may see.

Each table's policies are made from the models when they are installed, so a new model is covered without
another line. What a reader sees of a table is the very condition that `visible_to` asks
(`EntryQuerySet.in_sight_of`), for whoever the request named. No reader named, no rows. The owner, who
migrates, loads and does the nightly work, is not held by them.
"""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connections, models
from django.db.backends.utils import CursorWrapper

from sightline.people.models import KNOWS_STAFF, TAKES_CONTACTS
from sightline.record import stranger
from sightline.record.models.entry import ChildEntry, Entry, EntryQuerySet
from sightline.record.models.online_referral import OnlineReferral, OnlineReferralChild
from sightline.record.sight import NAMED, Reader, listed

#: What the reader is writing: an entry can be read back in the transaction that writes it, and no later.
WRITTEN_NOW = "{of}.recorded_by_id = (SELECT record_reader()) AND {of}.recorded_at >= (SELECT record_since())"
A_NEW_PERSON = f"EXISTS (SELECT FROM record_person p WHERE p.id = {{child}} AND {WRITTEN_NOW.format(of='p')})"
CHILD_IN_SIGHT = """
record_in_sight(
    (SELECT record_sight(record_reader())),
    (SELECT octet_length(record_sight(record_reader())) * 8 - 1)::bigint, {}
)
"""
IN_OWN_NAME = "(SELECT record_writes_in_own_name())"

POLICY = """
DROP POLICY IF EXISTS {name} ON {table};
CREATE POLICY {name} ON {table} AS PERMISSIVE FOR {command} TO {role} {condition};
"""
SECURE = "ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;"


def entries() -> list[type[Entry]]:
    """The models whose rows are entries."""
    return sorted(
        (model for model in apps.get_models() if issubclass(model, Entry)), key=lambda one: one._meta.db_table
    )


def others() -> list[type[models.Model]]:
    """The models that are no entries and yet say who may see them."""
    return [
        model
        for model in apps.get_models()
        if hasattr(model._default_manager, "in_sight_of")
        and not issubclass(model, Entry)
        and model._meta.db_table not in stranger.TABLES
    ]


def install(cursor: CursorWrapper, role: str, *, using: str) -> None:
    """Put the policies in place; safe to repeat."""
    cursor.execute(
        FUNCTIONS.format(takes=listed(TAKES_CONTACTS), child_in_sight=CHILD_IN_SIGHT.format("child_id"))
    )
    for model in entries():
        table = model._meta.db_table
        cursor.execute(SECURE.format(table=table))
        for name, command, holds in _policies(model, using):
            cursor.execute(POLICY.format(name=name, table=table, command=command, role=role, condition=holds))
    for other in others():
        table, reads = other._meta.db_table, condition(other, NAMED, using)
        cursor.execute(SECURE.format(table=table) + OTHER.format(table=table, role=role, condition=reads))
    online = {"sees": OnlineReferral, "sees_child": OnlineReferralChild}
    conditions = {name: condition(model, NAMED, using) for name, model in online.items()}
    stranger.install_policies(cursor, role, **conditions)
    logs = {"journal": _journal(using), "fewer": _told_to_fewer()}
    cursor.execute(LOGS.format(role=role, **logs, child_in_sight=CHILD_IN_SIGHT.format("child")))


def _policies(model: type[Entry], using: str) -> Iterator[tuple[str, str, str]]:
    table = model._meta.db_table
    theirs = f"({condition(model, NAMED, using)})"
    seen = f"{theirs} OR ({WRITTEN_NOW.format(of=table)})"
    reads = seen + "".join(f" OR {condition(model, _beside(scope), using)}" for scope in sorted(model.beside))
    writers = f"(SELECT record_role()) IN ({listed(model.written_by)})"
    makes = f"{table}.recorded_by_id = (SELECT record_reader()) AND {IN_OWN_NAME} AND {writers}"
    may = f"({' OR '.join([theirs, *_also(model)])}) AND {model.only_written}"
    yield "a_reader_sees_what_is_theirs_to_see", "SELECT", f"USING ({reads})"
    yield "a_worker_writes_in_their_own_name", "INSERT", f"WITH CHECK ({makes} AND {may})"
    changes = f"USING ({seen}) WITH CHECK (({seen}) AND {IN_OWN_NAME} AND {writers})"
    yield "a_worker_changes_what_they_see", "UPDATE", changes


def _also(model: type[Entry]) -> Iterator[str]:
    """When else an entry may be written: about somebody added just now, and as its model says."""
    if any(field.column == "child_id" for field in model._meta.concrete_fields) and _is_as_its_child(model):
        yield A_NEW_PERSON.format(child=f"{model._meta.db_table}.child_id")
    if model.also_written:
        yield model.also_written


def _beside(scope: str) -> Reader:
    return Reader(NAMED.pk, map=f"record_beside('{scope}')")


def condition(model: type[models.Model], reader: Reader, using: str) -> str:
    """What a reader sees of a model, as a condition on a row of its table."""
    rows: Any = model._default_manager.using(using).order_by()
    query = rows.filter(rows.in_sight_of(reader)).query
    compiler = query.get_compiler(using)
    compiler.pre_sql_setup()
    sql, params = compiler.compile(query.where)
    if len([one for one in query.alias_map.values() if query.alias_refcount[one.table_alias]]) > 1:
        raise TypeError(f"{model.__qualname__}.in_sight_of joins: ask with Reader.sees_through")
    operations: Any = connections[using].ops
    return str(operations.compose_sql(sql, params))


def _journal(using: str) -> str:
    """Entries without a child of their own are in the journal by their row, for whoever sees that row."""
    rows = [
        f"(\"table\" = '{model._meta.db_table}' AND EXISTS "
        f'(SELECT FROM {model._meta.db_table} e WHERE e.id = audit_journalentry."row"))'
        for model in entries()
        if model._meta.db_table != "record_person"
        and not any(field.column == "child_id" for field in model._meta.concrete_fields)
    ]
    about_workers = f"\"table\" LIKE 'people%' AND (SELECT record_role()) IN ({listed(KNOWS_STAFF)})"
    return " OR ".join([*rows, about_workers])


def _told_to_fewer() -> str:
    """Where not everybody who may open the child sees an entry, they see no more of it in the journal."""
    rows = [
        f"(\"table\" <> '{model._meta.db_table}' OR EXISTS "
        f'(SELECT FROM {model._meta.db_table} e WHERE e.id = audit_journalentry."row"))'
        for model in entries()
        if issubclass(model, ChildEntry) and not _is_as_its_child(model)
    ]
    return " AND ".join(["true", *rows])


def _is_as_its_child(model: type[Entry]) -> bool:
    """Whether an entry is for whoever may open its child, and for nobody else."""
    rows: Any = model._default_manager
    return type(rows.none()).in_sight_of is EntryQuerySet.in_sight_of


FUNCTIONS = """
CREATE OR REPLACE FUNCTION record_read_as(who bigint, moment timestamptz) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('app.reader', coalesce(who::text, ''), true),
            set_config('app.moment', coalesce(moment::text, ''), true),
            set_config('app.since', CASE WHEN who IS NULL THEN '' ELSE statement_timestamp()::text END, true),
            set_config('app.sight', '', true), set_config('app.scope', '', true),
            set_config('app.beside', '', true), set_config('app.homes', '', true);
END $$;

CREATE OR REPLACE FUNCTION record_beside(scope text) RETURNS bytea LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN scope = 'whereabouts' AND current_setting('app.scope', true) = 'identity'
                THEN decode(current_setting('app.homes'), 'hex')
                WHEN current_setting('app.scope', true) = scope AND current_setting('app.beside', true) <> ''
                THEN decode(current_setting('app.beside'), 'hex') ELSE '\\x00' END
$$;

CREATE OR REPLACE FUNCTION record_writes_in_own_name() RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT current_setting('app.worker', true) = current_setting('app.reader', true)
$$;

-- Whether the reader has written a contact down in this transaction: then whom it is about can be named.
CREATE OR REPLACE FUNCTION record_takes_a_contact() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT record_role() IN ({takes}) AND EXISTS (
        SELECT FROM (SELECT * FROM record_contact ORDER BY id DESC LIMIT 20) AS c
        WHERE c.recorded_by_id = record_reader() AND c.recorded_at >= record_since()
    )
$$;

-- What is read beyond one's own children. What each scope opens is worked out here, for the named reader.
DROP FUNCTION IF EXISTS record_scope(text, bigint[], text);
CREATE FUNCTION record_scope(scope text, about bigint[], words text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    beside bytea := '\\x00';
    shut bigint[];
BEGIN
    IF current_setting('app.scope', true) = 'counts' THEN
        RETURN;
    END IF;
    shut := record_shut();
    IF scope = 'identity' AND record_role() IN ({takes}) THEN
        INSERT INTO audit_look (worker, page, words)
        SELECT record_reader(), 'contact-people', words WHERE words <> '';
        beside := record_map('{{}}', true);
        PERFORM set_config('app.homes', encode(record_map(shut, true), 'hex'), true);
    ELSIF scope = 'history' THEN
        beside := record_map(ARRAY(SELECT unnest(record_around(about)) EXCEPT SELECT unnest(shut)), false);
    ELSIF scope = 'warnings' THEN
        beside := record_map(ARRAY(SELECT unnest(record_linked(about)) EXCEPT SELECT unnest(shut)), false);
    ELSIF scope = 'existence' THEN
        beside := record_map(record_found_to_exist(), false);
    END IF;
    PERFORM set_config('app.scope', scope, true), set_config('app.beside', encode(beside, 'hex'), true);
END $$;

-- Whom contacts are about, among those that the reader may see; their families; who lived where they lived.
CREATE OR REPLACE FUNCTION record_around(contacts bigint[]) RETURNS bigint[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH theirs AS (
        SELECT child_id AS id FROM record_contactchild
        WHERE contact_id = ANY (contacts) AND struck_out_at IS NULL AND contact_id IN (
            SELECT contact_id FROM record_contactchild
            WHERE contact_id = ANY (contacts) AND struck_out_at IS NULL AND {child_in_sight}
        )
    ), family AS (
        SELECT id FROM theirs
        UNION SELECT other.child_id FROM record_familymember one JOIN record_familymember other
            ON other.family_id = one.family_id AND other.struck_out_at IS NULL
        WHERE one.struck_out_at IS NULL AND one.child_id IN (SELECT id FROM theirs)
    ), homes AS (
        SELECT DISTINCT upper(postcode) AS postcode, record_place(address) AS place FROM record_residence
        WHERE struck_out_at IS NULL AND child_id IN (SELECT id FROM family)
    )
    SELECT coalesce(array_agg(id), '{{}}') FROM (
        SELECT id FROM family
        UNION SELECT child_id FROM record_residence
        WHERE struck_out_at IS NULL
        AND (upper(postcode), record_place(address)) IN (SELECT postcode, place FROM homes)
    ) AS everybody
$$;

-- Whoever is linked with children whom the reader may see: kin, the family as it is, the same address today.
CREATE OR REPLACE FUNCTION record_linked(children bigint[]) RETURNS bigint[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH theirs AS (
        SELECT child_id AS id FROM unnest(children) AS child_id WHERE {child_in_sight}
    ), homes AS (
        SELECT DISTINCT upper(postcode) AS postcode, record_place(address) AS place FROM record_residence
        WHERE struck_out_at IS NULL AND until_on IS NULL AND child_id IN (SELECT id FROM theirs)
    )
    SELECT coalesce(array_agg(id), '{{}}') FROM (
        SELECT other_id AS id FROM record_relationship
        WHERE struck_out_at IS NULL AND child_id IN (SELECT id FROM theirs)
        UNION SELECT child_id FROM record_relationship
        WHERE struck_out_at IS NULL AND other_id IN (SELECT id FROM theirs)
        UNION SELECT other.child_id FROM record_familymember one JOIN record_familymember other
            ON other.family_id = one.family_id AND other.struck_out_at IS NULL AND other.until_on IS NULL
        WHERE one.struck_out_at IS NULL AND one.until_on IS NULL AND one.child_id IN (SELECT id FROM theirs)
        UNION SELECT child_id FROM record_residence
        WHERE struck_out_at IS NULL AND until_on IS NULL
        AND (upper(postcode), record_place(address)) IN (SELECT postcode, place FROM homes)
    ) AS everybody
$$;
"""

#: What is no entry is kept, changed and taken away by the verbs of its own layer.
OTHER = """
DROP POLICY IF EXISTS a_reader_keeps_what_is_theirs_to_see ON {table};
CREATE POLICY a_reader_keeps_what_is_theirs_to_see ON {table} FOR ALL TO {role}
USING ({condition}) WITH CHECK ((SELECT record_reader()) IS NOT NULL);
"""

LOGS = """
ALTER TABLE audit_journalentry ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS a_reader_sees_what_is_theirs_to_see ON audit_journalentry;
CREATE POLICY a_reader_sees_what_is_theirs_to_see ON audit_journalentry FOR SELECT TO {role} USING (
    child IS NOT NULL AND {child_in_sight} AND {fewer} OR {journal}
);
ALTER TABLE audit_look ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS a_reader_sees_what_is_theirs_to_see ON audit_look;
CREATE POLICY a_reader_sees_what_is_theirs_to_see ON audit_look FOR SELECT TO {role} USING (
    worker = (SELECT record_reader()) OR {child_in_sight}
);
DROP POLICY IF EXISTS a_worker_logs_their_own_looks ON audit_look;
CREATE POLICY a_worker_logs_their_own_looks ON audit_look FOR INSERT TO {role}
WITH CHECK (worker = (SELECT record_reader()));
"""
