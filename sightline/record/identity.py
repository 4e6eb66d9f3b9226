"""One person under several numbers: which entries of the record are of the same person.

Two entries for one person are joined by a judgement (`SamePerson`) and no row moves: whatever reads a child's
record asks here for all the numbers that it stands under. Parted again, each has just what it had.

A join lets nobody in. Who may open both entries reads them as one; who may open one of them reads that one,
and is not told of the other: views and functions here read with the rights of whoever asks.
"""

from collections import defaultdict
from collections.abc import Iterable

from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.models.expressions import RawSQL

from sightline.duties.language import Milestone, Thread

VIEWS = """
CREATE OR REPLACE VIEW record_joined (entry, kept) WITH (security_invoker = true) AS
SELECT child_id, kept_id FROM record_sameperson WHERE are_one AND struck_out_at IS NULL;

CREATE OR REPLACE VIEW record_kept (entry, kept) WITH (security_invoker = true) AS
WITH RECURSIVE up (entry, kept) AS (
    SELECT entry, kept FROM record_joined
    UNION SELECT up.entry, j.kept FROM up JOIN record_joined j ON j.entry = up.kept
)
SELECT entry, kept FROM up WHERE NOT EXISTS (SELECT FROM record_joined j WHERE j.entry = up.kept);

-- Every entry joined with these, however many judgements lie between.
CREATE OR REPLACE FUNCTION record_joined_with(people bigint[]) RETURNS TABLE (asked bigint, entry bigint)
LANGUAGE sql STABLE SECURITY INVOKER SET search_path = public, pg_temp AS $$
    WITH RECURSIVE one (asked, entry) AS (
        SELECT n, n FROM unnest(people) n
        UNION
        SELECT one.asked, CASE WHEN j.kept = one.entry THEN j.entry ELSE j.kept END
        FROM one JOIN record_joined j ON one.entry IN (j.entry, j.kept)
    )
    SELECT asked, entry FROM one WHERE entry <> asked
$$;
CREATE OR REPLACE FUNCTION record_also(people bigint[]) RETURNS bigint[]
LANGUAGE sql STABLE SECURITY INVOKER SET search_path = public, pg_temp AS $$
    SELECT coalesce(array_agg(DISTINCT entry), '{}') FROM record_joined_with(people)
$$;
"""
#: Whoever joins sees a part of what is joined: only the owner can see that a chain would close on itself.
ONE_WAY = """
CREATE OR REPLACE FUNCTION record_check_joined_one_way() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.struck_out_at IS NOT NULL OR NOT NEW.are_one THEN RETURN NULL; END IF;
    PERFORM pg_advisory_xact_lock('record_sameperson'::regclass::oid::bigint);
    IF NOT EXISTS (SELECT FROM record_kept WHERE entry = NEW.child_id)
    THEN PERFORM record_refuse('what_is_set_aside_leads_to_one_entry'); END IF;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER what_is_set_aside_leads_to_one_entry AFTER INSERT OR UPDATE ON record_sameperson
FOR EACH ROW EXECUTE FUNCTION record_check_joined_one_way();
"""
JOINED = "SELECT asked, entry FROM record_joined_with(%s::bigint[]) ORDER BY entry"
#: The other entries of these people, inside a query about them: empty, nearly always.
ALSO = "(SELECT record_also(%s::bigint[]))"
#: The same, of each of them with whom: nothing, nearly always. Asked inside a query, once for all its rows.
PAIRS = "(SELECT array_agg(ARRAY[asked, entry] ORDER BY asked, entry) FROM record_joined_with(%s::bigint[]))"
EVERY = "SELECT unnest(%s::bigint[] || record_also(%s::bigint[]))"
KEPT = "SELECT entry, kept FROM record_kept WHERE entry = ANY(%s::bigint[])"


def install(cursor: CursorWrapper) -> None:
    """Put the views and the guard in place; safe to repeat."""
    cursor.execute(VIEWS + ONE_WAY)


def entries(people: Iterable[int]) -> dict[int, tuple[int, ...]]:
    """For each of these, every number that the same person stands under, their own first. One query."""
    found: dict[int, list[int]] = {one: [one] for one in people}
    for asked, entry in _asked(JOINED, found):
        found[asked].append(entry)
    return {one: tuple(numbers) for one, numbers in found.items()}


def every(people: Iterable[int]) -> RawSQL:
    """Every number that these people stand under, inside a query that asks for what is about them."""
    numbers = list(people)
    return RawSQL(EVERY, [numbers, numbers])  # noqa: S611 - the statement is ours, the numbers are parameters


def kept(people: Iterable[int]) -> dict[int, int]:
    """For each of these that is set aside, the entry whose name is used. One query."""
    return dict(_asked(KEPT, people))


def name_of(person: int) -> RawSQL:
    """The entry whose name is used of this one, inside a query: nothing where it is not set aside."""
    return RawSQL("(SELECT max(kept) FROM record_kept WHERE entry = %s)", [person])


def _asked(statement: str, people: Iterable[int]) -> list[tuple[int, int]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, [list(people)])
        return [(one, other) for one, other in cursor.fetchall()]


def whose(people: list[int], pairs: list[list[int]] | None) -> dict[int, list[int]]:
    """For each entry, those of these people whose it is, by what `PAIRS` found."""
    found: dict[int, list[int]] = defaultdict(list)
    for asked, entry in [*((one, one) for one in people), *(pairs or ())]:
        found[entry].append(asked)
    return found


def backwards(entries_of: dict[int, tuple[int, ...]]) -> dict[int, list[int]]:
    """For each entry, those who were asked about and are the same person."""
    found: dict[int, list[int]] = defaultdict(list)
    for asked, numbers in entries_of.items():
        for number in numbers:
            found[number].append(asked)
    return found


def as_ones(fact: Milestone, child: int) -> Milestone:
    """A milestone of one entry as a fact about the person: its thread too, where it is the child's own."""
    own = Thread.CHILD.number(fact.child)
    thread = Thread.CHILD.number(child) if fact.thread == own else fact.thread
    return Milestone(child, thread, fact.kind, fact.day, fact.at)
