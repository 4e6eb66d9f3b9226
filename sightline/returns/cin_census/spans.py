"""Stretches of days, and which of them run at the same time. Days are numbers (`date.toordinal`).

A span runs from its first day until its last: on the last day it is over, so that what ends on a day and what
begins on that day do not run at the same time. One without an end runs for ever. One that ends before it
begins is not a stretch of time and is left out. Nothing here takes longer than sorting does.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

FOR_EVER = 10**9


class Span(NamedTuple):
    """Something that runs, and the row that says so."""

    start: int
    end: int
    row: int


def spans(rows: Iterable[int], starts: list[int | None], ends: list[int | None]) -> list[Span]:
    """The spans of those rows, by start and then end. A row without a start has none."""
    found = (
        Span(start, FOR_EVER if (end := ends[row]) is None else end, row)
        for row in rows
        if (start := starts[row]) is not None
    )
    return sorted(span for span in found if span.start <= span.end)


def overlaps(ordered: list[Span]) -> Iterator[tuple[Span, Span]]:
    """Pairs that run at the same time, the one that begins first before the other.

    Not every pair: each span that overlaps any other is in at least one.
    """
    longest: Span | None = None
    for span in ordered:
        if longest is not None and span.start < longest.end:
            yield longest, span
        if longest is None or span.end > longest.end:
            longest = span


def begun_during(ordered: list[Span]) -> dict[int, int]:
    """The rows that begin while another is running, and the row of one that is. Those that begin together
    do.
    """
    found: dict[int, int] = {}
    for first, second in overlaps(ordered):
        found.setdefault(second.row, first.row)
        if first.start == second.start:
            found.setdefault(first.row, second.row)
    return found


class Running:
    """Answers which span, if any, is running on a day."""

    def __init__(self, ordered: list[Span]) -> None:
        self.starts = [span.start for span in ordered]
        self.longest: list[Span] = []
        for span in ordered:
            last = self.longest[-1] if self.longest else span
            self.longest.append(span if span.end > last.end else last)

    def on(self, day: int, *, strictly: bool = False) -> Span | None:
        """A span that has begun by that day (with `strictly`, before it) and ends after it."""
        place = bisect_right(self.starts, day - 1 if strictly else day) - 1
        if place < 0 or self.longest[place].end <= day:
            return None
        return self.longest[place]
