"""Control limits for counts by week: which week differs from those before it by more than they differ among
themselves.

A week is held against the 26 that ended two weeks before it, so that a change of two weeks is not its own
yardstick. It is called where it lies beyond three standard deviations, or where it and the week before do
together. The standard deviation is the larger of chance's own (the root of the mean: counts of independent
events) and what the weeks show of themselves (their mean step from one to the next over 1.128, as on a chart
of individual values), and one at the least, so that a series that always varied more is not called for
varying.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt

BASE = 26
"""Weeks that make the yardstick."""
LEAST = 8
"""Fewer weeks than this are no yardstick."""
APART = 1
"""Weeks between the yardstick and the week that is judged."""
BEYOND = 3.0
ONE = 1.0
"""The least deviation: where hardly anything comes, one or two more are no change."""
STEP = 1.128
"""What the mean step between two independent values is, in standard deviations."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What the weeks before make likely: their mean, and how far a week strays from it."""

    mean: float
    deviation: float

    @property
    def low(self) -> float:
        return max(0.0, self.mean - BEYOND * self.deviation)

    @property
    def high(self) -> float:
        return self.mean + BEYOND * self.deviation

    def places(self, one: float, before: float) -> int:
        """1 where a week, or it with the week before it, lies above; -1 below; 0 within."""
        for value, weeks in ((one, 1), (one + before, 2)):
            beyond = BEYOND * self.deviation * sqrt(weeks)
            if abs(value - self.mean * weeks) > beyond:
                return 1 if value > self.mean * weeks else -1
        return 0


@dataclass(frozen=True, slots=True)
class Judged:
    """One week's count, its limits where enough weeks came before, and whether it is called, and how."""

    count: int
    limits: Limits | None
    called: int = 0
    """1: more than the weeks before make likely; -1: fewer; 0: neither, or there is no yardstick."""

    @property
    def words(self) -> str:
        """How it stands, in words."""
        if self.limits is None:
            return "too few weeks before it to say"
        said = {1: "more than usual: a real change", -1: "fewer than usual: a real change", 0: "as usual"}
        return said[self.called]


def limits(before: Sequence[int]) -> Limits | None:
    """The limits that these weeks set, the oldest first; None where there are too few."""
    if len(before) < LEAST:
        return None
    mean = sum(before) / len(before)
    step = sum(abs(later - earlier) for earlier, later in pairwise(before)) / (len(before) - 1)
    return Limits(mean, max(ONE, sqrt(mean), step / STEP))


def judged(counts: Sequence[int]) -> list[Judged]:
    """Every week of these, the oldest first, held against the weeks before it."""
    return list(_judged(counts))


def _judged(counts: Sequence[int]) -> Iterator[Judged]:
    for place, count in enumerate(counts):
        end = max(0, place - APART)
        found = limits(counts[max(0, end - BASE) : end])
        if found is None:
            yield Judged(count, None)
        else:
            yield Judged(count, found, found.places(count, counts[place - 1]))


def called_since(weeks: Sequence[Judged]) -> int:
    """How many weeks in a row, up to the last of these, are called the same way; 0 where the last is not."""
    last = weeks[-1].called if weeks else 0
    many = 0
    while last and many < len(weeks) and weeks[-1 - many].called == last:
        many += 1
    return many
