"""What PostgreSQL itself does for the audit: the journal's trigger, and the refusal to rewrite history.

The trigger function runs as the owner of the journal (`SECURITY DEFINER`), so that the web's own role needs
no right to write in it and cannot forge an entry. It refuses any change that no worker is named on: the name
is the transaction's `app.worker`, set by `casework.verb`.

Only who works here may also be written with no worker named, and only by the tables' owner: the first
administrator has nobody to be named by. The journal then says worker 0, the installation. And what somebody
without an account sends us is nobody's writing here: added with no worker named, it stands as worker -1, a
stranger, and whatever is done with it afterwards names its worker. No password, not even its hash, is in the
journal.
"""

from collections.abc import Iterable

from django.db.backends.utils import CursorWrapper

WRITE_JOURNAL = """
CREATE OR REPLACE FUNCTION audit_write_journal() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    named text := coalesce(current_setting('app.worker', true), '');
    was jsonb := CASE WHEN TG_OP = 'INSERT' THEN NULL ELSE to_jsonb(OLD) END;
    is_now jsonb := CASE WHEN TG_OP = 'DELETE' THEN NULL ELSE to_jsonb(NEW) END;
    kept jsonb := coalesce(is_now, was);
    acting text := coalesce(nullif(current_setting('role'), 'none'), session_user);
    keeper text := (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = TG_RELID);
    besides text := CASE WHEN TG_NARGS = 1 THEN TG_ARGV[0] ELSE '' END;
    why text := coalesce(current_setting('app.because', true), '');
BEGIN
    IF was ? 'password' THEN was := was || '{"password": "not shown"}'; END IF;
    IF is_now ? 'password' THEN
        is_now := is_now || jsonb_build_object('password',
            CASE WHEN TG_OP = 'UPDATE' AND OLD.password <> NEW.password THEN 'changed' ELSE 'not shown' END);
    END IF;
    IF named = '' AND besides = 'or by the installation' AND acting = keeper THEN named := '0'; END IF;
    IF named = '' AND besides = 'or sent by a stranger' AND TG_OP = 'INSERT' THEN
        named := '-1'; why := 'sent online by somebody who has no account here';
    END IF;
    IF named = '' THEN
        RAISE EXCEPTION 'a change to % must name the worker who makes it', TG_TABLE_NAME
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    INSERT INTO audit_journalentry (at, worker, because, "table", row, child, operation, before, after)
    VALUES (
        clock_timestamp(), named::bigint, why,
        TG_TABLE_NAME, (kept->>'id')::bigint,
        CASE WHEN TG_TABLE_NAME = 'record_person' THEN (kept->>'id')::bigint
             ELSE (kept->>'child_id')::bigint END,
        TG_OP, was, is_now
    );
    RETURN NULL;
END $$;
"""

REFUSE = """
CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'insufficient_privilege';
END $$;
"""

#: A row's own digest: of everything in it but the digest. Times are taken in UTC, whoever asks.
DIGEST = """
CREATE OR REPLACE FUNCTION audit_digest_of(entry anyelement) RETURNS text
LANGUAGE sql STABLE SET timezone = 'UTC' AS $$
    SELECT encode(sha256(convert_to((to_jsonb(entry) - 'digest')::text, 'UTF8')), 'hex')
$$;
CREATE OR REPLACE FUNCTION audit_write_digest() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.digest := audit_digest_of(NEW);
    RETURN NEW;
END $$;
"""

DIGESTED = """
CREATE OR REPLACE TRIGGER every_row_has_its_digest BEFORE INSERT ON {table}
FOR EACH ROW EXECUTE FUNCTION audit_write_digest();
"""

APPEND_ONLY = """
CREATE OR REPLACE TRIGGER {table}_is_append_only BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION audit_refuse('what was written here cannot be changed or removed');
CREATE OR REPLACE TRIGGER {table}_is_never_emptied BEFORE TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse('what was written here cannot be changed or removed');
"""

PEOPLE_JOURNALLED = """
CREATE OR REPLACE TRIGGER every_change_is_journalled AFTER INSERT OR UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION audit_write_journal('or by the installation');
"""

JOURNALLED = """
CREATE OR REPLACE TRIGGER every_change_is_journalled AFTER INSERT OR UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION audit_write_journal({besides});
CREATE OR REPLACE TRIGGER nothing_is_deleted BEFORE DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION audit_refuse('the record is struck out, never deleted');
CREATE OR REPLACE TRIGGER nothing_is_emptied BEFORE TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse('the record is struck out, never deleted');
"""


def install(cursor: CursorWrapper) -> None:
    """Put the audit's functions and its own append-only triggers in place; safe to repeat."""
    cursor.execute(WRITE_JOURNAL)
    cursor.execute(REFUSE)
    cursor.execute(DIGEST)
    for table in ("audit_journalentry", "audit_look"):
        cursor.execute(DIGESTED.format(table=table))
    for table in ("audit_journalentry", "audit_look", "audit_seal"):
        cursor.execute(APPEND_ONLY.format(table=table))


def journal(cursor: CursorWrapper, tables: Iterable[str], *, besides: str = "") -> None:
    """Journal every change to these tables from now on, and refuse to delete from them; safe to repeat.

    `besides`: who may add to them besides a worker who is named.
    """
    for table in tables:
        cursor.execute(JOURNALLED.format(table=table, besides=f"'{besides}'" if besides else ""))


def journal_people(cursor: CursorWrapper, tables: Iterable[str]) -> None:
    """Journal every change to who works here; the owner may write it in the installation's own name."""
    for table in tables:
        cursor.execute(PEOPLE_JOURNALLED.format(table=table))
