"""How many on each day gone by: spells that began and ended, and events that went well or did not.

Days are numbers since 1970-01-01, as in `duties.columns`; each row names its child and the thread of the work
it stands for, so that every number opens into the list behind it. What had happened by a day counts on that
day, however late it was written down.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

import numpy as np
from numpy.typing import NDArray

from sightline.duties.columns import NEVER, NO_TIME, ClockColumns, Days, Flags, Numbers, day_number

#: How far back an event counts towards a day's value: thirteen weeks, that day included.
WINDOW = 91


@dataclass(frozen=True, slots=True)
class Value:
    """What a measure was on a day: a number, and out of how many where it is a share."""

    number: int
    out_of: int | None = None

    @property
    def percent(self) -> float | None:
        """The share in per cent; None for a plain number, and where there was nothing to take a share of."""
        return 100 * self.number / self.out_of if self.out_of else None


@dataclass(frozen=True, slots=True)
class Behind:
    """One piece of work behind a number: whose, in which thread, and since or on which day."""

    child: int
    thread: int
    on: date


@dataclass(frozen=True, slots=True, eq=False)
class Spells:
    """Work that stood in some way from one day until, but not on, another."""

    child: Numbers
    thread: Numbers
    begins: Days
    ends: Days

    @classmethod
    def overdue(cls, clocks: ClockColumns) -> Self:
        """From the day after each clock fell due until it was met, ended or lapsed."""
        ends = np.minimum(np.minimum(clocks.met_on, clocks.ended_on), clocks.lapsed_on)
        late = (clocks.due_on != NEVER) & (clocks.due_on < ends - 1)
        return cls(clocks.child[late], clocks.thread[late], clocks.due_on[late] + np.int32(1), ends[late])

    def series(self, first: date, last: date) -> list[Value]:
        """How many stood so on each day from the first to the last."""
        counts = np.cumsum(_per_day(self.begins, first, last) - _per_day(self.ends, first, last))
        return [Value(int(count)) for count in counts]

    def behind(self, on: date) -> list[Behind]:
        """Those that stood so on that day, the longest first."""
        day = day_number(on)
        rows = np.flatnonzero((self.begins <= day) & (self.ends > day))
        return _listed(self.child, self.thread, self.begins, rows)

    def only(self, threads: Collection[int]) -> Self:
        """Those of these threads."""
        rows = np.isin(self.thread, np.array(sorted(threads), np.int64))
        return type(self)(self.child[rows], self.thread[rows], self.begins[rows], self.ends[rows])


@dataclass(frozen=True, slots=True, eq=False)
class Events:
    """Work whose outcome was settled on a day, well or not; a day's value is of the thirteen weeks to it.

    `counts_bad`: the value is how many did not go well, and not the share that did.
    """

    child: Numbers
    thread: Numbers
    day: Days
    good: Flags
    counts_bad: bool = False

    @classmethod
    def in_time(cls, clocks: ClockColumns) -> Self:
        """Each clock on the day it fell due: whether it was met by then.

        Where nothing was due it is settled when it is met or ends. What was no longer owed does not count.
        """
        over = np.minimum(clocks.ended_on, clocks.lapsed_on)
        met = (clocks.met_on != NEVER) & (clocks.met_on <= clocks.due_on)
        undone = clocks.must_be_done & (clocks.ended_on < clocks.lapsed_on)
        unmet = np.where(over <= clocks.due_on, np.where(undone, clocks.ended_on, NEVER), clocks.due_on)
        settled = np.where(clocks.due_on == NEVER, clocks.met_on, clocks.due_on)
        day = np.where(met, settled, unmet).astype(np.int32)
        counted = day != NEVER
        good = met & ~_late_by_the_hour(clocks)
        return cls(clocks.child[counted], clocks.thread[counted], day[counted], good[counted])

    @classmethod
    def left_undone(cls, clocks: ClockColumns) -> Self:
        """Each clock that ended without being met although it was past due or had to be done."""
        undone = (
            (clocks.ended_on < clocks.lapsed_on)
            & (clocks.met_on > clocks.ended_on)
            & (clocks.must_be_done | (clocks.ended_on > clocks.due_on))
        )
        good = np.zeros(int(undone.sum()), np.bool_)
        day = clocks.ended_on[undone]
        return cls(clocks.child[undone], clocks.thread[undone], day, good, counts_bad=True)

    def series(self, first: date, last: date) -> list[Value]:
        """The value on each day from the first to the last."""
        before = first - timedelta(days=WINDOW)
        bad, good = (np.cumsum(_per_day(self.day[rows], before, last)) for rows in (~self.good, self.good))
        bad, good = (counts[WINDOW:] - counts[:-WINDOW] for counts in (bad, good))
        if self.counts_bad:
            return [Value(int(count)) for count in bad]
        return [Value(int(well), int(well + badly)) for well, badly in zip(good, bad, strict=True)]

    def behind(self, on: date) -> list[Behind]:
        """Those of the thirteen weeks to that day that did not go well, the latest first."""
        day = day_number(on)
        rows = np.flatnonzero(~self.good & (self.day <= day) & (self.day > day - WINDOW))
        return _listed(self.child, self.thread, self.day, rows)[::-1]

    def only(self, threads: Collection[int]) -> Self:
        """Those of these threads."""
        rows = np.isin(self.thread, np.array(sorted(threads), np.int64))
        parts = (self.child[rows], self.thread[rows], self.day[rows], self.good[rows])
        return type(self)(*parts, counts_bad=self.counts_bad)


def _late_by_the_hour(clocks: ClockColumns) -> Flags:
    """Met on the day it was due and after the hour."""
    if clocks.due_at is None or clocks.met_at is None:
        return np.zeros(len(clocks), np.bool_)
    same_day = (clocks.met_on == clocks.due_on) & (clocks.due_at != NO_TIME)
    late: Flags = same_day & (clocks.met_at > clocks.due_at)
    return late


def _per_day(days: Days, first: date, last: date) -> NDArray[np.int64]:
    """How many fall on each day; those before the first are counted on it."""
    begin, many = day_number(first), (last - first).days + 1
    known = days[days < begin + many].astype(np.int64)
    return np.bincount(np.maximum(known - begin, 0), minlength=many)


def _listed(child: Numbers, thread: Numbers, day: Days, rows: NDArray[np.intp]) -> list[Behind]:
    order = rows[np.lexsort((thread[rows], day[rows]))]
    days = day[order].astype("datetime64[D]").tolist()
    return [Behind(*row) for row in zip(child[order].tolist(), thread[order].tolist(), days, strict=True)]
