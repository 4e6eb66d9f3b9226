"""The world that is being made: its days, its people at work and the rows of its record so far."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sightline.exampleshire.days import DAY, MINUTE, at
from sightline.exampleshire.draw import Draw, Shares

Row = dict[str, Any]

#: Days until something is written down. Most is written the same day.
_LAG = Shares((0, 0.72), (1, 0.16), (2, 0.06), (3, 0.03), (5, 0.02), (9, 0.01))
YEARS = 9
"""How many whole years of history there are before the year that it is."""
IN_FULL = timedelta(days=2 * 365 + 30)
"""How far back the record is whole. Of what was over by then a part was brought over from the old system."""
BROUGHT_OVER = 0.08
CONTACTS_KEPT = timedelta(days=365)
"""How far back contacts that came to nothing go: older ones stayed in the old system."""


class Rows:
    """Rows by table, each a dictionary of columns; what is not said takes the column's default."""

    def __init__(self) -> None:
        self.of: dict[str, list[Row]] = defaultdict(list)

    def add(self, table: str, /, **values: Any) -> Row:
        """Add a row; its id is its place in its table, counted from 1."""
        rows = self.of[table]
        values["id"] = len(rows) + 1
        rows.append(values)
        return values


@dataclass
class World:
    """Everything that happened before the morning of `on`; nothing later is in the record."""

    seed: int
    on: date
    children: int
    teams: int | None = None
    """How many teams there are besides the front door; None: as many as so many children need."""
    rows: Rows = field(default_factory=Rows)

    def __post_init__(self) -> None:
        self.last = self.on - DAY
        self.begins_on = date(self.on.year - YEARS, 4, 1)
        self.in_full_from = self.on - IN_FULL
        self._end = datetime.combine(self.last, time(21), tzinfo=UTC)

    def draw(self, *about: object) -> Draw:
        """A sequence of draws that belongs to this alone, so that a change elsewhere leaves it as it is."""
        return Draw("/".join(map(str, (self.seed, self.on, *about))))

    def known(self, day: date | None) -> date | None:
        """The day, if it has been; else None: it is still to come."""
        return day if day is not None and day <= self.last else None

    def wrote(self, draw: Draw, by: int, day: date, instant: datetime | None = None) -> Row:
        """Who wrote an entry about that day (or instant), and when they wrote it."""
        if instant is None:
            instant = at(day + draw.of(_LAG) * DAY, draw.number(9 * 60, 18 * 60))
        else:
            instant += draw.number(5, 90) * MINUTE
        return {"recorded_by_id": by, "recorded_at": min(instant, self._end)}
