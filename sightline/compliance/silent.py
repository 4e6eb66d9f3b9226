"""Silent cases: open, led by somebody, and nothing written in them for many days.

That a case has gone silent is worked out when somebody looks. To read a record breaks no silence, and to
write that something happened does, as does changing what was written. How many days are many is the
authority's own to say (`ways.WAYS`): no text of the law that we hold gives a number. A case that nobody leads
is in the lists of what nobody moves.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.apps import apps
from django.db import connection
from psycopg.sql import SQL, Composed, Identifier

from sightline.compliance.seen import LastSeen, last_seen
from sightline.compliance.ways import Limits
from sightline.people.models import Team, Worker
from sightline.record.models import Allocation, Referral
from sightline.record.models.entry import ChildEntry

WAY = "silent-case"
#: The last day by `on` on which something in a child's record happened, was written, or was changed.
LAST = SQL("""
SELECT child, max(day) FROM (
    SELECT child, day FROM record_milestone WHERE child = ANY(%(children)s)
    UNION ALL
    SELECT child, (at AT TIME ZONE 'Europe/London')::date FROM audit_journalentry
    WHERE child = ANY(%(children)s) AND operation = 'UPDATE'
    UNION ALL
    {written}
) AS told WHERE day <= %(on)s GROUP BY child
""")
WRITTEN = SQL("""
    SELECT child_id, (recorded_at AT TIME ZONE 'Europe/London')::date FROM {table}
    WHERE child_id = ANY(%(children)s)
""")


@dataclass(frozen=True)
class Silent:
    """An open case in which nothing was written for many days: since when, who leads it, when last seen."""

    referral: Referral
    worker: Worker
    since_on: date
    days: int
    last_seen: LastSeen | None


def last_written(children: Iterable[int], *, on: date) -> dict[int, date]:
    """For each of these children the last day on which anything was written about them. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_last(), {"children": list(children), "on": on})
        return dict(cursor.fetchall())


def _last() -> Composed:
    return LAST.format(written=SQL(" UNION ALL ").join(_written()))


def _written() -> Iterator[Composed]:
    for model in apps.get_app_config("record").get_models():
        if issubclass(model, ChildEntry):
            yield WRITTEN.format(table=Identifier(model._meta.db_table))


def silent_since(held: Mapping[int, int], limits: Limits, *, on: date) -> dict[int, date]:
    """Of these cases, each with its child, those that are silent, and since which day. One query."""
    written = last_written(set(held.values()), on=on)
    return {
        case: day
        for case, child in held.items()
        if (day := written.get(child)) and limits.within(WAY, on=day).due(day) < on
    }


def silent(team: Team, *, on: date) -> list[Silent]:
    """This team's silent cases, the longest silent first. Four queries, however many."""
    led = Allocation.objects.on(on).filter(referral__in=Referral.objects.open_on(on).filter(team=team))
    leads = {one.referral_id: one for one in led.select_related("referral__child", "worker")}
    since = silent_since({case: one.child_id for case, one in leads.items()}, Limits(), on=on)
    seen = last_seen([leads[case].child_id for case in since], on=on)
    found = [
        Silent(one.referral, one.worker, day, (on - day).days, seen[one.child_id])
        for case, day in since.items()
        if (one := leads[case])
    ]
    return sorted(found, key=lambda one: (one.since_on, one.referral.pk))
