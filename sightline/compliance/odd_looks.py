"""Who looked at a child's record, why they could, and which looks are odd enough to be asked about.

Nothing here is stored: a look is odd because of what the record says of the day it happened. What a holder
finds out about it is kept (`LookNote`).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from django.db import connection

from sightline.people.models import DIRECTOR, Role, Worker
from sightline.record.reader import counting
from sightline.timescales import is_working_day
from sightline.timescales.london import LONDON

#: For how many days back a holder is shown odd looks.
DAYS = 14
#: From when until when people are at work.
OPENS_AT, SHUTS_AT = time(7), time(20)
#: More records than this opened within the hour is many.
MANY = 25
#: Days before somebody leaves in which what they open is worth asking about.
LAST_DAYS = 7

NOBODY_KNOWS_WHY = "Nothing in the record says what they had to do with the child that day."


@dataclass(frozen=True)
class DaysLooks:
    """What one worker opened of one child's record on one day, and what the record says of them."""

    child: int
    worker: int
    name: str
    role: str
    on: date
    first_at: datetime
    last_at: datetime
    times: int
    left_on: date | None
    leads: bool
    is_in_the_team: bool
    manages: bool
    took_the_contact: bool
    works_with_the_family: bool
    wrote: bool
    same_name: bool
    note: str | None
    """What a holder found out about it; None where nobody has."""
    within_the_hour: int = 0
    """Other children whose records they opened within the hour before the first look or after it."""


def why_they_could(look: DaysLooks) -> list[str]:
    """What bound the worker to the child that day, in words that the child could read; empty: nothing did."""
    said = (
        (look.leads, "They led the work."),
        (look.manages, "They managed the team that held the work."),
        (look.is_in_the_team, "Their team held the work."),
        (look.took_the_contact, "Their team was told about the child."),
        (look.works_with_the_family, "Their team worked with somebody in the family."),
        (look.wrote, "They wrote in the record that day."),
        (look.role in DIRECTOR, f"As {Role(look.role).label.lower()} they answer for the whole authority."),
    )
    return [words for holds, words in said if holds]


def oddness(look: DaysLooks) -> list[tuple[int, str]]:
    """What is odd about a look, each with how much it weighs; the heaviest first. A pure function."""
    found = []
    if not why_they_could(look):
        found.append((4, NOBODY_KNOWS_WHY))
    if look.same_name:
        found.append((4, "They have the same family name as the child."))
    if look.left_on is not None and look.on >= look.left_on - timedelta(days=LAST_DAYS):
        found.append((3, f"They left on {look.left_on:%-d %B %Y}, within a week."))
    if look.within_the_hour >= MANY:
        found.append((2, f"They opened {look.within_the_hour} other children’s records within the hour."))
    if _out_of_hours(look):
        found.append((1, f"It was out of hours: {look.first_at.astimezone(LONDON):%A, %H:%M}."))
    return sorted(found, key=lambda one: -one[0])


def is_odd(look: DaysLooks) -> bool:
    """Whether it weighs enough to be shown: more than being out of hours, which work often is."""
    return sum(weight for weight, _ in oddness(look)) > 1


def _out_of_hours(look: DaysLooks) -> bool:
    ends = (look.first_at.astimezone(LONDON).time(), look.last_at.astimezone(LONDON).time())
    return not is_working_day(look.on) or min(ends) < OPENS_AT or max(ends) >= SHUTS_AT


def odd_looks(worker: Worker, *, on: date) -> list[DaysLooks]:
    """The odd looks of the last fortnight that this worker has to account for, oddest and newest first.

    They are at children whose work the worker leads, or whose team they manage; of the worker's own looks
    their manager is told. Two queries.
    """
    found = _looks(since=on - timedelta(days=DAYS), until=on, holder=worker.pk)
    theirs = (look for look in found if look.worker != worker.pk and look.note is None)
    return ranked(look for look in theirs if is_odd(look))


def ranked(looks: Iterable[DaysLooks]) -> list[DaysLooks]:
    """Looks, the oddest first, and of those as odd the newest."""
    found = list(looks)
    return sorted(found, key=lambda look: (-sum(w for w, _ in oddness(look)), -look.first_at.timestamp()))


def looks_at(children: Iterable[int], *, since: date, until: date) -> list[DaysLooks]:
    """Who opened these children's records from one day to another, newest first. Two queries."""
    return _looks(since=since, until=until, children=list(children))


def _looks(
    *, since: date, until: date, children: list[int] | None = None, holder: int | None = None
) -> list[DaysLooks]:
    starts = datetime.combine(since, time(), tzinfo=LONDON)
    ends = datetime.combine(until + timedelta(days=1), time(), tzinfo=LONDON)
    with connection.cursor() as cursor:
        wanted = {"children": children or [], "holder": holder, "on": until, "lists": list(LISTS)}
        cursor.execute(LOOKS, {**wanted, "starts": starts, "ends": ends})
        found = [DaysLooks(*row) for row in cursor.fetchall()]
    many = _within_the_hour(found)
    return [replace(look, within_the_hour=many.get((look.worker, look.child, look.on), 0)) for look in found]


def _within_the_hour(found: list[DaysLooks]) -> dict[tuple[int, int, date], int]:
    """How many other children's records each worker opened about then, whoever's children they are."""
    if not found:
        return {}
    workers, children = [look.worker for look in found], [look.child for look in found]
    firsts = [look.first_at for look in found]
    with counting(), connection.cursor() as cursor:
        cursor.execute(WITHIN_THE_HOUR, [workers, children, firsts, list(LISTS)])
        return {(worker, child, day): many for worker, child, day, many in cursor.fetchall()}


#: Pages that show a line about each of many children, and open no record.
LISTS = frozenset(
    {
        "my-families", "my-team", "team", "team-load", "team-list", "seen", "exceptions", "contacts",
        "conferences", "plans", "to-mend", "found", "audits", "drafts", "handovers", "awaited", "reached-me",
        "census-rule", "census-children", "annex-a-list", "extent-ended", "extent-written", "not-written-up",
        "incidents", "decisions", "supervision", "agreed", "to-write", "demand-week", "team-demand-week",
        "odd-looks", "retention", "decide-several", "safe-enough-several", "allocate-several",
        "authorise-several", "disagreements", "emergencies",
    }
)  # fmt: skip
LOOKS = """
WITH mine AS MATERIALIZED (
    SELECT unnest(%(children)s::bigint[]) AS child
    UNION SELECT a.child_id FROM record_allocation a JOIN record_referral r ON r.id = a.referral_id
    WHERE a.worker_id = %(holder)s AND a.struck_out_at IS NULL AND a.from_on <= %(on)s
      AND (a.until_on IS NULL OR a.until_on > %(on)s) AND r.closed_on IS NULL
    UNION SELECT r.child_id FROM record_referral r JOIN people_team t ON t.id = r.team_id
    WHERE %(holder)s IN (t.manager_id, t.service_manager_id)
      AND r.struck_out_at IS NULL AND r.closed_on IS NULL
), opened AS (
    SELECT child, worker, (at AT TIME ZONE 'Europe/London')::date AS day,
           min(at) AS first_at, max(at) AS last_at, count(*) AS times
    FROM audit_look JOIN mine USING (child)
    WHERE at >= %(starts)s AND at < %(ends)s AND NOT page = ANY(%(lists)s)
    GROUP BY child, worker, day
), family AS (
    SELECT own.child_id AS child, others.child_id AS member
    FROM record_familymember own JOIN record_familymember others USING (family_id)
    WHERE own.child_id IN (TABLE mine) AND own.struck_out_at IS NULL AND others.struck_out_at IS NULL
), held AS (
    SELECT r.*, t.manager_id, t.service_manager_id
    FROM record_referral r JOIN people_team t ON t.id = r.team_id
    WHERE r.struck_out_at IS NULL
      AND r.child_id IN (TABLE mine UNION SELECT member FROM family)
)
SELECT o.child, o.worker, w.name, w.role, o.day, o.first_at, o.last_at, o.times, w.left_on,
    EXISTS (
        SELECT FROM record_allocation a
        WHERE a.child_id = o.child AND a.worker_id = o.worker AND a.struck_out_at IS NULL
          AND a.from_on <= o.day AND (a.until_on IS NULL OR a.until_on >= o.day)
    ),
    EXISTS (
        SELECT FROM held h
        WHERE h.child_id = o.child AND h.team_id = w.team_id
          AND h.received_on <= o.day AND (h.closed_on IS NULL OR h.closed_on >= o.day)
    ),
    EXISTS (
        SELECT FROM held h
        WHERE h.child_id = o.child AND o.worker IN (h.manager_id, h.service_manager_id)
          AND h.received_on <= o.day AND (h.closed_on IS NULL OR h.closed_on >= o.day)
    ),
    EXISTS (
        SELECT FROM record_contactchild cc JOIN record_contact c ON c.id = cc.contact_id
        WHERE cc.child_id = o.child AND c.team_id = w.team_id AND c.struck_out_at IS NULL
          AND c.received_at < o.day + 1 AND (c.decided_at IS NULL OR c.decided_at >= o.day - 7)
    ),
    EXISTS (
        SELECT FROM family f JOIN held h ON h.child_id = f.member
        WHERE f.child = o.child
          AND (h.team_id = w.team_id OR o.worker IN (h.manager_id, h.service_manager_id))
          AND h.received_on <= o.day AND (h.closed_on IS NULL OR h.closed_on >= o.day)
    ),
    EXISTS (
        SELECT FROM audit_journalentry j
        WHERE j.child = o.child AND j.worker = o.worker AND (j.at AT TIME ZONE 'Europe/London')::date = o.day
    ),
    lower(p.family_name) = lower(regexp_replace(w.name, '^.* ', '')),
    (
        SELECT n.note FROM record_looknote n
        WHERE n.child_id = o.child AND n.looker_id = o.worker AND n.looked_on = o.day
          AND n.struck_out_at IS NULL
    )
FROM opened o
JOIN people_worker w ON w.id = o.worker
JOIN record_person p ON p.id = o.child
ORDER BY o.first_at DESC
"""
WITHIN_THE_HOUR = """
SELECT o.worker, o.child, (o.first_at AT TIME ZONE 'Europe/London')::date, count(DISTINCT l.child)
FROM unnest(%s::bigint[], %s::bigint[], %s::timestamptz[]) AS o (worker, child, first_at)
JOIN audit_look l ON l.worker = o.worker AND l.child <> o.child
    AND l.at BETWEEN o.first_at - interval '1 hour' AND o.first_at + interval '1 hour'
WHERE NOT l.page = ANY(%s)
GROUP BY o.worker, o.child, o.first_at
"""
