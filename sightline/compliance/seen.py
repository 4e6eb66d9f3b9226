"""When each child was last seen, and by whom: on every list that shows a child."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import BooleanField, Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL

from sightline.compliance.ways import TIMES, adopted
from sightline.record import identity
from sightline.record.models import Sighting, UnseenDecision
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


@dataclass(frozen=True)
class Attempts:
    """The attempts since a child was last seen: how many failed, the latest of them, and why it failed."""

    many: int
    latest_on: date
    because: str
    attempt: int = field(default=0, compare=False)
    """The latest of them by its number."""
    asked_on: date | None = field(default=None, compare=False)
    """The day of the attempt by which there were too many: since then a manager is to decide."""
    is_decided: bool = field(default=False, compare=False)
    """Whether a manager has decided, since the latest of them, what to do."""

    @property
    def is_for_a_manager(self) -> bool:
        """Whether there were as many as the authority lets pass, or more."""
        return self.asked_on is not None

    @property
    def waits(self) -> bool:
        """Whether a manager is to decide about these attempts, and has not."""
        return self.is_for_a_manager and not self.is_decided


def failed_attempts(children: Iterable[int], *, on: date) -> dict[int, Attempts]:
    """For each child whom somebody has tried to see since they were last seen: those. One query.

    How many are too many is the authority's to say; the number to begin with is ours, and no text of the law
    that we hold gives one. What was decided after an earlier attempt is no answer to a later one.
    """
    wanted = list(children)
    return attempts_of(attempts_made(wanted, on=on), wanted)


def attempts_made(wanted: list[int], *, on: date) -> QuerySet[Any, Any]:
    """The query that `failed_attempts` asks, to be asked with others; `attempts_of` reads what it finds."""
    known = _of(Sighting.objects.standing(), wanted).filter(happened_on__lte=on)
    after = Q(happened_on=OuterRef("happened_on"), pk__gt=OuterRef("pk"))
    seen_later = Sighting.objects.standing().filter(
        Q(happened_on__gt=OuterRef("happened_on"), happened_on__lte=on) | after,
        child=OuterRef("child"),
        was_seen=True,
    )
    decided = Exists(UnseenDecision.objects.standing().filter(attempt=OuterRef("pk")))
    latest_first = known.filter(~Exists(seen_later)).order_by("-happened_on", "-pk")
    what = ("child", "happened_on", "was_seen", "not_seen_because", "pk")
    return latest_first.values_list(*what, decided, adopted("failed-attempts", on=on), _joined(wanted))


def attempts_of(made: Iterable[Any], wanted: list[int]) -> dict[int, Attempts]:
    """What `failed_attempts` says, from what `attempts_made` found."""
    rows = list(made)
    limit = (rows[0][-2] if rows else None) or TIMES["failed-attempts"].until_adopted
    tries: dict[int, list[tuple[date, str, int, bool]]] = {}
    seen: set[int] = set()
    whose = identity.whose(wanted, rows[0][-1] if rows else None)
    for child, day, was_seen, *attempt, _, _ in rows:
        for asked in whose[child]:
            if was_seen:
                seen.add(asked)
            elif asked not in seen:
                tries.setdefault(asked, []).append((day, *attempt))
    return {child: _attempts(failed, limit) for child, failed in tries.items()}


def _attempts(failed: list[tuple[date, str, int, bool]], limit: int) -> Attempts:
    """What the attempts since a child was last seen come to, the latest first.

    Asked since the attempt that made them too many or, where a manager has decided since, the first after it.
    """
    latest_on, because, attempt, is_decided = failed[0]
    since = next((number for number, one in enumerate(failed) if one[-1]), len(failed))
    asked = [day for number, (day, *_) in enumerate(failed[: since or 1]) if len(failed) - number >= limit]
    return Attempts(len(failed), latest_on, because, attempt, min(asked, default=None), is_decided)
