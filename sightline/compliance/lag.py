"""How long after it happened each visit was written down, by the team of the worker who made it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from django.db.models import QuerySet
from django.db.models.functions import TruncDate

from sightline.compliance.history import WINDOW
from sightline.record.models import Sighting
from sightline.record.reader import counting


@dataclass(frozen=True, slots=True)
class Lag:
    """Days from a visit to its being written down, over some visits: the middle one, and nine in ten.

    Both are days that a visit really took: the nearest rank, and no average.
    """

    visits: int
    median: int
    nine_in_ten: int
    longest: int

    @classmethod
    def of(cls, days: Sequence[int]) -> "Lag | None":
        """Over these numbers of days; None where there is no visit."""
        if not days:
            return None
        ranked = sorted(days)
        return cls(len(ranked), _rank(ranked, 0.5), _rank(ranked, 0.9), ranked[-1])


def _rank(ranked: Sequence[int], share: float) -> int:
    return ranked[max(0, ceil(share * len(ranked)) - 1)]


def visits(*, on: date) -> QuerySet[Sighting]:
    """The attempts to see a child that were made in the thirteen weeks up to that day and are written down.

    A visit is the team's whose worker made it.
    """
    since = on - timedelta(days=WINDOW)
    made = Sighting.objects.standing().filter(happened_on__gt=since, happened_on__lte=on)
    return made.filter(recorded_at__date__lte=on)


@counting()
def lags(*, on: date) -> dict[int | None, Lag]:
    """The lag of each team's visits; None's are the visits of workers in no team. One query."""
    days: dict[int | None, list[int]] = defaultdict(list)
    rows = visits(on=on).values_list("by__team", "happened_on", TruncDate("recorded_at"))
    for team, happened_on, written_on in rows:
        days[team].append(max(0, (written_on - happened_on).days))
    return {team: lag for team, theirs in days.items() if (lag := Lag.of(theirs))}
