"""When each child was last seen, and by whom: on every list that shows a child."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL

from sightline.record import identity
from sightline.record.models import Sighting
from sightline.record.models.sighting import SightingQuerySet


@dataclass(frozen=True)
class LastSeen:
    """The last day a child was seen, by whom, whether alone (`Sighting.Alone`), and how many days ago."""

    on: date
    by: str
    alone: str
    days: int


def _of(sightings: SightingQuerySet, children: list[int]) -> SightingQuerySet:
    """Those of these children, under whichever entry."""
    also = f"record_sighting.child_id = ANY(%s::bigint[] || {identity.ALSO})"
    mine = RawSQL(also, [children, children], BooleanField())  # noqa: S611 - our own words
    return sightings.filter(mine)


def _joined(children: list[int]) -> RawSQL:
    """The other entries of the children, in every row (`identity.whose`)."""
    return RawSQL(identity.PAIRS, [children])  # noqa: S611 - our own


def last_seen(children: Iterable[int], *, on: date) -> dict[int, LastSeen | None]:
    """For each child the last time they were seen by that day, or None: never, as far as the record knows.

    Attempts that failed do not count; a sighting under another entry for the same person does. One query.
    """
    wanted = list(children)
    return seen_by(times_seen(wanted, on=on), wanted, on=on)


def times_seen(children: list[int], *, on: date) -> QuerySet[Any, Any]:
    """The query that `last_seen` asks, to be asked with others; `seen_by` reads what it finds."""
    sightings = _of(Sighting.objects.seen(), children).filter(happened_on__lte=on)
    latest = sightings.order_by("child_id", "-happened_on", "-pk").distinct("child_id")
    return latest.values_list("child_id", "happened_on", "by__name", "alone", _joined(children))


def seen_by(times: Iterable[Any], children: list[int], *, on: date) -> dict[int, LastSeen | None]:
    """What `last_seen` says, from what `times_seen` found."""
    found: dict[int, LastSeen | None] = dict.fromkeys(children)
    rows = list(times)
    whose = identity.whose(children, rows[0][-1] if rows else None)
    for child, day, by, alone, _ in rows:
        for asked in whose[child]:
            known = found[asked]
            if known is None or known.on < day:
                found[asked] = LastSeen(day, by, alone, (on - day).days)
    return found


#: After so many attempts in a row at which a child was not seen, the team's manager is to know. The number is
#: ours: no text of the law that we hold gives one.
FAILED_FOR_A_MANAGER = 2


@dataclass(frozen=True)
class Attempts:
    """The attempts since a child was last seen: how many failed, the latest of them, and why it failed."""

    many: int
    latest_on: date
    because: str

    @property
    def is_for_a_manager(self) -> bool:
        return self.many >= FAILED_FOR_A_MANAGER


def failed_attempts(children: Iterable[int], *, on: date) -> dict[int, Attempts]:
    """For each child whom somebody has tried to see since they were last seen: those. One query."""
    wanted = list(children)
    known = _of(Sighting.objects.standing(), wanted).filter(happened_on__lte=on)
    tries: dict[int, list[tuple[date, str]]] = {}
    seen: set[int] = set()
    latest_first = known.order_by("-happened_on", "-pk")
    rows = list(
        latest_first.values_list("child", "happened_on", "was_seen", "not_seen_because", _joined(wanted))
    )
    whose = identity.whose(wanted, rows[0][-1] if rows else None)
    for child, day, was_seen, why, _ in rows:
        for asked in whose[child]:
            if was_seen:
                seen.add(asked)
            elif asked not in seen:
                tries.setdefault(asked, []).append((day, why))
    return {child: Attempts(len(failed), *failed[0]) for child, failed in tries.items()}
