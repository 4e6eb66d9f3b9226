"""Drawing numbers over time: our own SVG, always with a table of the same numbers beside it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

WIDTH, HEIGHT = 640, 180


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its points as SVG writes them, what it shows, and how it is drawn."""

    points: str
    shows: str
    kind: str = "whole"


@dataclass(frozen=True, slots=True)
class Dot:
    """One point that stands out, and why."""

    x: float
    y: float
    shows: str
    stands_out: bool = False


@dataclass(slots=True)
class Chart:
    """Lines over days, from `first` to `last` across and from nought to `most` upwards."""

    first: date
    last: date
    most: float
    unit: str = ""
    lines: list[Line] = field(default_factory=list)
    dots: list[Dot] = field(default_factory=list)
    marks: list[tuple[float, str]] = field(default_factory=list)

    def across(self, on: date) -> float:
        """Where a day stands, from the left."""
        return round(WIDTH * (on - self.first).days / max(1, (self.last - self.first).days), 1)

    def down(self, value: float) -> float:
        """Where a value stands, from the top."""
        return round(HEIGHT * (1 - min(value, self.most) / (self.most or 1)), 1)

    def line(self, points: Iterable[tuple[date, float | None]], shows: str, kind: str = "whole") -> None:
        """Draw a line through these days, broken where a day has no value."""
        run: list[str] = []
        for on, value in points:
            if value is not None:
                run.append(f"{self.across(on)},{self.down(value)}")
                continue
            self._end(run, shows, kind)
            run = []
        self._end(run, shows, kind)

    def _end(self, run: Sequence[str], shows: str, kind: str) -> None:
        if run:
            self.lines.append(Line(" ".join(run if len(run) > 1 else [*run, *run]), shows, kind))

    def level(self, value: float, shows: str, kind: str = "dashed") -> None:
        """Draw a straight line at this value."""
        self.line([(self.first, value), (self.last, value)], shows, kind)

    def dot(self, on: date, value: float) -> None:
        """Let one day's value stand out."""
        self.dots.append(Dot(self.across(on), self.down(value), "", stands_out=True))

    def mark(self, on: date, words: str) -> None:
        """Mark a day with an upright line."""
        if self.first <= on <= self.last:
            self.marks.append((self.across(on), words))

    @property
    def top(self) -> str:
        """What the top of the scale is called."""
        return f"{self.most:,.0f}{self.unit}"

    @property
    def months(self) -> list[tuple[float, str]]:
        """Where each month begins, and its name; every third of a long time."""
        firsts, on = [], date(self.first.year, self.first.month, 1)
        while on <= self.last:
            firsts.append(on)
            on = date(on.year + on.month // 12, on.month % 12 + 1, 1)
        apart = 1 if len(firsts) < 14 else 3
        return [(self.across(one), f"{one:%b}") for one in firsts if one >= self.first][::apart]
