"""The one door by which somebody without an account writes: to what they began themselves, and nothing else.

A stranger is named to PostgreSQL by a key, the salted hash of the receipt number and the secret code that
they hold, for one transaction. Under it the role that serves pages finds the one row that they began and have
not sent (`web_begunreferral`), and no row of the record: to send it and to learn what became of it are two
functions, which run as the tables' owner and do that alone. What was sent is changed by nobody (`SENT`): a
worker takes it up into a contact with the same words, or a manager sets it aside.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from sightline.audit import database as audit
from sightline.people.models import DIRECTOR
from sightline.record.sight import listed

TABLES = ("record_onlinereferral", "record_onlinereferralchild")
BEGUN = "web_begunreferral"
#: What a worker may write on what a stranger sent.
OURS = (
    "team_id",
    "contact_id",
    "taken_up_at",
    "taken_up_by_id",
    "set_aside_at",
    "set_aside_by_id",
    "set_aside_because",
)

TEAMS = """
CREATE OR REPLACE FUNCTION record_teams_of(who bigint) RETURNS bigint[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH selves AS (
        SELECT id, team_id, role FROM people_worker WHERE left_on IS NULL AND (id = who OR id IN (
            SELECT worker_id FROM people_absence WHERE covered_by_id = who
            AND from_on <= (record_moment() AT TIME ZONE 'Europe/London')::date
            AND (until_on IS NULL OR until_on > (record_moment() AT TIME ZONE 'Europe/London')::date)
        ))
    )
    SELECT coalesce(array_agg(t.id), '{{}}') FROM people_team t WHERE EXISTS (
        SELECT FROM selves s WHERE t.id = s.team_id OR s.id IN (t.manager_id, t.service_manager_id)
        OR s.role IN ({everywhere})
    )
$$;
"""

#: What was sent stays; what became of it is said once, unless the contact that it became is struck out.
SENT = """
CREATE OR REPLACE FUNCTION record_check_online_referral() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    ours text[] := ARRAY[{ours}];
    became record_contact%ROWTYPE;
    made_of record_contact%ROWTYPE;
BEGIN
    IF (to_jsonb(OLD) - ours) <> (to_jsonb(NEW) - ours) THEN
        PERFORM record_refuse('what_was_sent_stays_as_it_was_sent');
    END IF;
    IF OLD.set_aside_at IS NOT NULL AND to_jsonb(OLD) <> to_jsonb(NEW) THEN
        PERFORM record_refuse('what_became_of_an_online_referral_is_said_once');
    END IF;
    SELECT * INTO became FROM record_contact WHERE id = OLD.contact_id;
    IF OLD.contact_id IS NOT NULL AND became.struck_out_at IS NULL
       AND (to_jsonb(OLD) - 'team_id') <> (to_jsonb(NEW) - 'team_id')
    THEN PERFORM record_refuse('what_became_of_an_online_referral_is_said_once'); END IF;
    SELECT * INTO made_of FROM record_contact WHERE id = NEW.contact_id;
    IF NEW.contact_id IS NOT NULL AND OLD.contact_id IS DISTINCT FROM NEW.contact_id AND (
        made_of.words, made_of.received_at, made_of.route, made_of.source, made_of.struck_out_at IS NULL
    ) IS DISTINCT FROM (NEW.words, NEW.received_at, 'online'::varchar, NEW.source, true)
    THEN PERFORM record_refuse('a_contact_keeps_what_was_sent_online'); END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER what_was_sent_stays_as_it_was_sent BEFORE UPDATE ON record_onlinereferral
FOR EACH ROW EXECUTE FUNCTION record_check_online_referral();
CREATE OR REPLACE TRIGGER what_was_sent_stays_as_it_was_sent BEFORE UPDATE ON record_onlinereferralchild
FOR EACH ROW EXECUTE FUNCTION audit_refuse('what was sent stays as it was sent');

-- The contact that it became is struck out: it waits again, with the front door that there is now.
CREATE OR REPLACE FUNCTION record_waits_again() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE record_onlinereferral
    SET contact_id = NULL, taken_up_at = NULL, taken_up_by_id = NULL, team_id = record_front_door()
    WHERE contact_id = NEW.id;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER what_was_sent_waits_again AFTER UPDATE OF struck_out_at ON record_contact
FOR EACH ROW WHEN (OLD.struck_out_at IS NULL AND NEW.struck_out_at IS NOT NULL)
EXECUTE FUNCTION record_waits_again();
"""

DOOR = """
CREATE OR REPLACE FUNCTION record_stranger() RETURNS text LANGUAGE sql STABLE AS $$
    SELECT nullif(current_setting('app.stranger', true), '')
$$;
CREATE OR REPLACE FUNCTION record_front_door() RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT id FROM people_team WHERE is_front_door AND closed_on IS NULL ORDER BY id LIMIT 1
$$;

-- Send what this stranger began: once, under the number that they were given, to the front door.
CREATE OR REPLACE FUNCTION record_send_online(answers jsonb, children jsonb, at timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    receipt text;
    made bigint;
BEGIN
    UPDATE web_begunreferral SET sent_at = at, typed = '{}'
    WHERE key = record_stranger() AND sent_at IS NULL AND expires_at > at
    RETURNING number INTO receipt;
    IF receipt IS NULL THEN PERFORM record_refuse('a_stranger_sends_what_they_began_once'); END IF;
    IF record_front_door() IS NULL THEN PERFORM record_refuse('somebody_holds_what_is_sent_online'); END IF;
    INSERT INTO record_onlinereferral (
        number, received_at, team_id, danger_now, source, knows_how, referrer_name, referrer_agency,
        referrer_reach, stays_anonymous, address, postcode, words, tells_of_harm, family_knows
    )
    SELECT receipt, at, record_front_door(), danger_now, source, knows_how, referrer_name, referrer_agency,
        referrer_reach, stays_anonymous, address, postcode, words, tells_of_harm, family_knows
    FROM jsonb_to_record(answers) AS sent (
        danger_now text, source text, knows_how text, referrer_name text, referrer_agency text,
        referrer_reach text, stays_anonymous boolean, address text, postcode text, words text,
        tells_of_harm boolean, family_knows text
    ) RETURNING id INTO made;
    INSERT INTO record_onlinereferralchild (online_referral_id, given_name, family_name, age, born_on)
    SELECT made, given_name, family_name, age, born_on
    FROM jsonb_to_recordset(children) AS child (
        given_name text, family_name text, age text, born_on date
    ) LIMIT 20;
END $$;

-- What whoever sent it may be told: that it came, was taken up, was decided, and that they were told.
DROP FUNCTION IF EXISTS record_became_of_online();
CREATE FUNCTION record_became_of_online()
RETURNS TABLE (received_at timestamptz, taken_up boolean, decided boolean, told boolean, can_be_told boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT o.received_at, o.contact_id IS NOT NULL OR o.set_aside_at IS NOT NULL,
        c.decided_at IS NOT NULL OR o.set_aside_at IS NOT NULL, c.referrer_told_at IS NOT NULL,
        o.referrer_reach <> ''
    FROM web_begunreferral b JOIN record_onlinereferral o ON o.number = b.number
    LEFT JOIN record_contact c ON c.id = o.contact_id
    WHERE b.key = record_stranger()
$$;
"""

POLICIES = """
GRANT INSERT, DELETE ON web_begunreferral TO {role};
REVOKE UPDATE ON web_begunreferral FROM {role};
GRANT UPDATE (typed, revision, saved_at) ON web_begunreferral TO {role};
ALTER TABLE web_begunreferral ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS a_stranger_finds_what_they_began ON web_begunreferral;
CREATE POLICY a_stranger_finds_what_they_began ON web_begunreferral FOR SELECT TO {role}
USING (key = (SELECT record_stranger()));
DROP POLICY IF EXISTS a_stranger_begins_in_their_own_key ON web_begunreferral;
CREATE POLICY a_stranger_begins_in_their_own_key ON web_begunreferral FOR INSERT TO {role}
WITH CHECK (key = (SELECT record_stranger()) AND sent_at IS NULL);
DROP POLICY IF EXISTS a_stranger_goes_on_until_they_send ON web_begunreferral;
CREATE POLICY a_stranger_goes_on_until_they_send ON web_begunreferral FOR UPDATE TO {role}
USING (key = (SELECT record_stranger()) AND sent_at IS NULL) WITH CHECK (key = (SELECT record_stranger()));
DROP POLICY IF EXISTS a_stranger_throws_away_what_they_did_not_send ON web_begunreferral;
CREATE POLICY a_stranger_throws_away_what_they_did_not_send ON web_begunreferral FOR DELETE TO {role}
USING (key = (SELECT record_stranger()) AND sent_at IS NULL);

REVOKE INSERT, UPDATE, DELETE ON record_onlinereferral, record_onlinereferralchild FROM {role};
GRANT UPDATE ({ours}) ON record_onlinereferral TO {role};
ALTER TABLE record_onlinereferral ENABLE ROW LEVEL SECURITY;
ALTER TABLE record_onlinereferralchild ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS a_reader_sees_what_is_theirs_to_see ON record_onlinereferral;
CREATE POLICY a_reader_sees_what_is_theirs_to_see ON record_onlinereferral FOR SELECT TO {role}
USING ({sees});
DROP POLICY IF EXISTS a_worker_changes_what_they_see ON record_onlinereferral;
CREATE POLICY a_worker_changes_what_they_see ON record_onlinereferral FOR UPDATE TO {role}
USING ({sees}) WITH CHECK ((SELECT record_writes_in_own_name()));
DROP POLICY IF EXISTS a_reader_sees_what_is_theirs_to_see ON record_onlinereferralchild;
CREATE POLICY a_reader_sees_what_is_theirs_to_see ON record_onlinereferralchild FOR SELECT TO {role}
USING ({sees_child});
"""


class Became(NamedTuple):
    """What whoever sent a referral may be told of it."""

    received_at: datetime
    taken_up: bool
    decided: bool
    told: bool
    can_be_told: bool


def install_functions(cursor: CursorWrapper) -> None:
    """Put the functions and the guards in place; safe to repeat."""
    cursor.execute(TEAMS.format(everywhere=listed(DIRECTOR)))
    cursor.execute(DOOR)
    cursor.execute(SENT.format(ours=", ".join(f"'{name}'" for name in OURS)))
    audit.journal(cursor, TABLES, besides="or sent by a stranger")


def install_policies(cursor: CursorWrapper, role: str, *, sees: str, sees_child: str) -> None:
    """Open the door to the role that serves pages, and show what came by it to whoever holds it."""
    cursor.execute(POLICIES.format(role=role, ours=", ".join(OURS), sees=sees, sees_child=sees_child))


@contextmanager
def holding(key: str) -> Iterator[None]:
    """What is read and written within is by the stranger who holds this key: all of it, or nothing."""
    nested = connection.in_atomic_block
    with transaction.atomic():
        name(key)
        yield
        if nested:  # else the transaction ends here, and the key with it
            name("")


def name(key: str) -> None:
    """Name the stranger who holds this key, and no worker, until the transaction ends; empty: nobody."""
    _ask("SELECT set_config('app.stranger', %s, true), set_config('app.worker', '', true)", key)


def send(answers: Mapping[str, Any], children: Iterable[Mapping[str, Any]], *, at: datetime) -> None:
    """Send what the stranger who holds the key began: from this instant it is ours."""
    sent = json.dumps(dict(answers)), json.dumps([dict(child) for child in children], default=str)
    _ask("SELECT record_send_online(%s::jsonb, %s::jsonb, %s::timestamptz)", *sent, at.isoformat())


def became() -> Became | None:
    """What became of what the stranger who holds the key sent; None where they sent nothing."""
    found = _ask("SELECT * FROM record_became_of_online()")
    return Became(*found[0]) if found else None


def _ask(statement: str, *values: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())
