"""How a year's findings went, day by day: what a chart draws and the table beside it says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sightline.returns.cin_census.year import Year
from sightline.returns.models import CensusCheck

WIDTH, HEIGHT = 640, 180
LATEST = 7
"""How many of the newest checks the table holds, beside the last of each month."""


@dataclass(frozen=True, slots=True)
class Day:
    """What one day's check counted."""

    on: date
    errors: int
    unexplained: int
    explained: int


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the chart: its points, as SVG writes them, and where it ends."""

    points: str
    end: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Trend:
    """A year's days, oldest first; never empty."""

    year: Year
    days: Sequence[Day]

    @property
    def most(self) -> int:
        """The height of the chart, in findings."""
        return max(1, *(max(day.errors, day.unexplained) for day in self.days))

    @property
    def errors(self) -> Line:
        return self._line([day.errors for day in self.days])

    @property
    def queries(self) -> Line:
        """Those that nobody has explained."""
        return self._line([day.unexplained for day in self.days])

    @property
    def months(self) -> list[tuple[float, str]]:
        """Where on the chart each month begins, and its name."""
        firsts = [date(self.year.ends - (month >= 4), month, 1) for month in (*range(4, 13), 1, 2, 3)]
        return [(self._across(first), f"{first:%b}") for first in firsts]

    @property
    def table(self) -> list[Day]:
        """The newest days and the last of each month, newest first."""
        last = {(day.on.year, day.on.month): day for day in self.days}
        shown = {day.on: day for day in (*last.values(), *self.days[-LATEST:])}
        return [shown[on] for on in sorted(shown, reverse=True)]

    def _line(self, counts: list[int]) -> Line:
        places = [
            (self._across(day.on), round(HEIGHT * (1 - count / self.most), 1))
            for day, count in zip(self.days, counts, strict=True)
        ]
        return Line(" ".join(f"{x},{y}" for x, y in places), places[-1])

    def _across(self, on: date) -> float:
        first, last = self.year.first_day, self.year.last_day
        return round(WIDTH * (on - first).days / (last - first).days, 1)


def trend(year: int) -> Trend | None:
    """The record's own checks of the year that ends in `year`; None where there is none. One query."""
    rows = CensusCheck.objects.filter(name=CensusCheck.OWN, year=year).order_by("checked_on")
    counts = rows.values_list("checked_on", "errors", "queries", "explained")
    days = [Day(on, errors, queries - told, told) for on, errors, queries, told in counts]
    return Trend(Year(year), days) if days else None
