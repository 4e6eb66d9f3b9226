"""When each child was last seen, and by whom: on every list that shows a child."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sightline.record.models import Sighting


@dataclass(frozen=True)
class LastSeen:
    """The last day a child was seen, by whom, whether alone (`Sighting.Alone`), and how many days ago."""

    on: date
    by: str
    alone: str
    days: int


def last_seen(children: Iterable[int], *, on: date) -> dict[int, LastSeen | None]:
    """For each child the last time they were seen by that day, or None: never, as far as the record knows.

    Attempts that failed do not count. One query.
    """
    wanted = list(children)
    found: dict[int, LastSeen | None] = dict.fromkeys(wanted)
    sightings = Sighting.objects.seen().filter(child__in=wanted, happened_on__lte=on)
    latest = sightings.order_by("child_id", "-happened_on", "-pk").distinct("child_id")
    for child, day, by, alone in latest.values_list("child_id", "happened_on", "by__name", "alone"):
        found[child] = LastSeen(day, by, alone, (on - day).days)
    return found
