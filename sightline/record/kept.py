"""Who is kept from whom: restricted records, and people whom a worker knows from elsewhere, as SQL.

`record_sight` takes from what a worker sees whatever these name. They look as the owner, so that a worker is
kept from a neighbour's child without being shown that there is one.
"""

from typing import Any

from django.db import connection
from django.db.backends.utils import CursorWrapper

from sightline.people.models import MANAGERS, PRACTISES, Worker
from sightline.record.sight import listed

KEPT = """
-- An address however it is spaced: two homes are one where these agree, and their postcodes.
CREATE OR REPLACE FUNCTION record_place(address text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT btrim(regexp_replace(replace(lower(address), ',', ' '), '\\s+', ' ', 'g'))
$$;

-- Everybody whose record is restricted, or sealed: under each number that they stand under.
CREATE OR REPLACE FUNCTION record_restricted(at_level text DEFAULT NULL) RETURNS bigint[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH own AS (
        SELECT coalesce(array_agg(child_id), '{}') AS children FROM record_restriction
        WHERE lifted_at IS NULL AND struck_out_at IS NULL AND level = coalesce(at_level, level)
    )
    SELECT CASE WHEN children = '{}' THEN children ELSE children || record_also(children) END FROM own
$$;

-- Whom a worker is kept from: whoever it is said that they know; themselves, their kin and whoever lives
-- where they live; and the families and the other entries of all of these.
CREATE OR REPLACE FUNCTION record_kept_from(who bigint) RETURNS bigint[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH home AS (
        SELECT person_id, upper(postcode) AS postcode, record_place(address) AS place
        FROM record_workerathome WHERE worker_id = who AND struck_out_at IS NULL
    ), known AS (
        SELECT child_id AS id FROM record_conflict
        WHERE worker_id = who AND ended_at IS NULL AND struck_out_at IS NULL
        UNION SELECT person_id FROM home WHERE person_id IS NOT NULL
        UNION SELECT r.other_id FROM record_relationship r JOIN home ON r.child_id = person_id
        WHERE r.struck_out_at IS NULL
        UNION SELECT r.child_id FROM record_relationship r JOIN home ON r.other_id = person_id
        WHERE r.struck_out_at IS NULL
        UNION SELECT r.child_id FROM record_residence r JOIN home
        ON upper(r.postcode) = home.postcode AND record_place(r.address) = home.place
        WHERE r.struck_out_at IS NULL AND r.until_on IS NULL
    ), families AS (
        SELECT id FROM known
        UNION SELECT other.child_id FROM record_familymember one JOIN record_familymember other
            ON other.family_id = one.family_id AND other.struck_out_at IS NULL AND other.until_on IS NULL
        WHERE one.struck_out_at IS NULL AND one.until_on IS NULL AND one.child_id IN (SELECT id FROM known)
    ), every AS (
        SELECT coalesce(array_agg(id), '{}') AS people FROM families
    )
    SELECT CASE WHEN people = '{}' THEN people ELSE people || record_also(people) END FROM every
$$;
"""

#: What is asked of the two by the reader's name; they need `record_sight`.
ASKED = """
CREATE OR REPLACE FUNCTION record_sees(child_id bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT {child_in_sight}
$$;

-- Of whom the reader may learn that there is a restricted record.
CREATE OR REPLACE FUNCTION record_found_to_exist() RETURNS bigint[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce(array_agg(id), '{{}}') FROM unnest(record_restricted()) AS id
    WHERE record_role() IN ({practises}) AND NOT record_sees(id)
    AND NOT id = ANY (record_kept_from(record_reader()))
$$;

-- What is taken from whatever else the reader may look through.
CREATE OR REPLACE FUNCTION record_shut() RETURNS bigint[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce(array_agg(id), '{{}}')
    FROM unnest(record_restricted() || record_kept_from(record_reader())) AS id WHERE NOT record_sees(id)
$$;

CREATE OR REPLACE FUNCTION record_is_somebody(child bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM record_person WHERE id = child)
$$;
CREATE OR REPLACE FUNCTION record_opens_in_an_emergency(child bigint, who bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT record_is_somebody(child) AND EXISTS (
        SELECT FROM people_worker WHERE id = who AND left_on IS NULL AND role IN ({practises})
    ) AND NOT child = ANY (record_restricted('sealed') || record_kept_from(who))
$$;

-- Who is told of an emergency: whoever leads the child's case, and its manager, never whoever opens it.
CREATE OR REPLACE FUNCTION record_told_of_emergency(child bigint, opener bigint)
RETURNS TABLE (holder bigint, manager bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH latest AS (
        SELECT r.id, t.manager_id, t.service_manager_id FROM record_referral r
        JOIN people_team t ON t.id = r.team_id
        WHERE r.child_id = child AND r.struck_out_at IS NULL
        ORDER BY r.closed_on IS NOT NULL, r.received_on DESC, r.id DESC LIMIT 1
    ), managers AS (
        SELECT manager_id AS id, 1 AS rank FROM latest
        UNION ALL SELECT service_manager_id, 2 FROM latest
        UNION ALL SELECT ask_id, 3 FROM record_restriction
        WHERE child_id = child AND lifted_at IS NULL AND struck_out_at IS NULL
        UNION ALL SELECT id, 4 FROM people_worker WHERE role = 'director'
        UNION ALL SELECT id, 5 FROM people_worker WHERE role = 'service_manager'
    ), told AS (
        SELECT m.id FROM managers m JOIN people_worker w ON w.id = m.id
        WHERE w.id <> opener AND w.left_on IS NULL AND w.role IN ({managers})
        AND NOT child = ANY (record_kept_from(w.id)) ORDER BY rank, w.id LIMIT 1
    )
    SELECT coalesce((
        SELECT worker_id FROM record_allocation
        WHERE referral_id = (SELECT id FROM latest) AND until_on IS NULL AND struck_out_at IS NULL
    ), told.id), told.id FROM told
$$;

-- Workers who may know a child from elsewhere, for a manager of the child's: the same postcode, or kin.
CREATE OR REPLACE FUNCTION record_may_know(child bigint) RETURNS TABLE (worker bigint, is_shut boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH near AS (
        SELECT h.worker_id, child = ANY (record_kept_from(h.worker_id)) AS shut, EXISTS (
            SELECT FROM record_residence r WHERE r.child_id = child AND r.struck_out_at IS NULL
            AND r.until_on IS NULL AND upper(r.postcode) = upper(h.postcode)
        ) AS is_near
        FROM record_workerathome h JOIN people_worker w ON w.id = h.worker_id AND w.left_on IS NULL
        WHERE h.struck_out_at IS NULL AND h.worker_id <> record_reader()
        AND record_role() IN ({managers}) AND record_sees(child)
    )
    SELECT worker_id, shut FROM near WHERE shut OR is_near
$$;
"""


def install(cursor: CursorWrapper, child_in_sight: str) -> None:
    """Put the functions in place; safe to repeat."""
    roles = {"practises": listed(PRACTISES), "managers": listed(MANAGERS)}
    cursor.execute(KEPT)
    cursor.execute(ASKED.format(child_in_sight=child_in_sight, **roles))


def is_kept_from(worker: Worker, child: int) -> bool:
    """Whether this worker is kept from this person, because they know them from elsewhere."""
    return bool(_ask("SELECT %s = ANY (record_kept_from(%s))", child, worker.pk)[0][0])


def is_somebody(child: int) -> bool:
    """Whether there is a person of this number in the record."""
    return bool(_ask("SELECT record_is_somebody(%s)", child)[0][0])


def opens_in_an_emergency(child: int, worker: Worker) -> bool:
    """Whether this worker may open this record in an emergency: not if it is sealed, or shut to them."""
    return bool(_ask("SELECT record_opens_in_an_emergency(%s, %s)", child, worker.pk)[0][0])


def kept_from(worker: Worker) -> list[int]:
    """Everybody from whom this worker is kept, because they know them from elsewhere."""
    return list(_ask("SELECT record_kept_from(%s)", worker.pk)[0][0])


def told_of_emergency(child: int, opener: Worker) -> tuple[int, int] | None:
    """The holder and the manager who are told when this worker opens the record; None: there is nobody."""
    found = _ask("SELECT holder, manager FROM record_told_of_emergency(%s, %s)", child, opener.pk)
    return found[0] if found else None


def may_know(child: int) -> dict[int, bool]:
    """Workers who may know this child from elsewhere, for a manager who reads; True: they are shut out."""
    return dict(_ask("SELECT worker, is_shut FROM record_may_know(%s)", child))


def found_to_exist() -> list[int]:
    """Restricted records of which whoever reads may learn no more than that they are there."""
    return list(_ask("SELECT record_found_to_exist()")[0][0])


def _ask(statement: str, *values: int) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())
