"""What the law asks for a whole authority at once: the rules of `reference.py`, over columns of millions of
milestones.

Days are int32 days since 1970-01-01, instants int64 whole minutes of UTC since then. A milestone's place in
its thread is one int64 key, the record's id × 65,536 plus its day, so that sorting keys sorts threads and
days together, and "the first meeting on or after the start" is one search. Due days come from a table with a
place for every day that a clock could start on. No loop runs over children, threads or milestones.

This file is over 300 lines because numpy is let into no other.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sightline.duties.language import Duty, Repealed, Standing, Thread
from sightline.duties.milestones import Kind, Milestone
from sightline.timescales import OutsideTheTable, Timescale, Unit, england, london

NEVER = np.int32(np.iinfo(np.int32).max)
"""In a column of days: it has not happened, or nothing is due."""
NO_TIME = np.int64(np.iinfo(np.int64).min)
"""In a column of instants: the time of day is not known."""

Days = NDArray[np.int32]
Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]

_EPOCH = date(1970, 1, 1)
_SPAN = 1 << 16
_MIDDLE = _SPAN >> 1
_OUTSIDE = np.iinfo(np.int32).min
_IN_HOURS = _OUTSIDE + 1
_CHILD = int(Thread.CHILD)
_UNSET = np.iinfo(np.int64).max
_OUTSIDE_MINUTE = np.iinfo(np.int64).min + 1


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return (day - _EPOCH).days


@dataclass(slots=True)
class _Runs:
    """The clocks' starts, by record and then by day, and each one's child."""

    record: Numbers
    day: Days
    child: Numbers
    had_meeting: Flags | None = None
    """For a recurring duty, whether there was a meeting on the start day."""

    def only(self, rows: Numbers) -> Self:
        had_meeting = None if self.had_meeting is None else self.had_meeting[rows]
        return type(self)(self.record[rows], self.day[rows], self.child[rows], had_meeting)


class Facts:
    """The milestones of some kinds in some kind of thread, in order: their keys, children and instants."""

    def __init__(self, key: Numbers, child: Numbers, at: Numbers, records: int) -> None:
        self.key, self.child, self.at = key, child, at
        self.records = records
        """One more than the greatest id of a record or child; nought if too sparse for a table."""

    @cached_property
    def once(self) -> _Runs:
        """The first milestone of each thread, as a start."""
        place = np.flatnonzero(np.diff(self.key >> 16, prepend=-1))
        return _Runs(self.key[place] >> 16, _day(self.key[place]), self.child[place])

    @cached_property
    def _first_day(self) -> Days:
        table = np.full(self.records, NEVER)
        table[self.once.record] = self.once.day
        return table

    def first_in(self, record: Numbers) -> Days:
        """For each record, the day of its first milestone; NEVER if it has none."""
        if len(record) > self.records >> 7 and self.records:
            return self._first_day[record]
        return self._found(_search(self.key, record << 16), record)

    def next_on_or_after(self, record: Numbers, day: Days) -> Days:
        """For each record and day, the day of its first milestone on or after; NEVER if none."""
        found = self.first_in(record)
        behind = np.flatnonzero(found < day)
        if len(behind):
            theirs = record[behind]
            found[behind] = self._found(_search(self.key, _key(theirs, day[behind])), theirs)
        return found

    def earliest(self, instants: Numbers, key: Numbers) -> Numbers:
        """For each key, the least of `instants` (one to a milestone) on that very day; _UNSET if none."""
        least = np.full(len(key), _UNSET)
        if len(self.key):
            begins = np.flatnonzero(np.diff(self.key, prepend=-1))
            groups, lows = self.key[begins], np.minimum.reduceat(instants, begins)
            place = np.minimum(np.searchsorted(groups, key), len(groups) - 1)
            least = np.where(groups[place] == key, lows[place], least)
        return least

    def _found(self, place: NDArray[np.intp], record: Numbers) -> Days:
        """The day of the milestone at each place, where it is of that record; NEVER where it is not."""
        if not len(self.key):
            return np.full(len(record), NEVER)
        key = self.key[np.minimum(place, len(self.key) - 1)]
        there = (key >> 16 == record) & (place < len(self.key))
        return np.where(there, _day(key), NEVER)


def _search(keys: Numbers, wanted: Numbers) -> NDArray[np.intp]:
    """As np.searchsorted, which is several times quicker when what is wanted is in order too."""
    order = np.argsort(wanted, kind="stable")
    place = np.empty(len(wanted), np.intp)
    place[order] = np.searchsorted(keys, wanted[order])
    return place


def _day(key: Numbers) -> Days:
    day = key.astype(np.int32)  # the low half: the day is its lowest sixteen bits
    day &= _SPAN - 1
    day -= _MIDDLE
    return day


def _key(record: Numbers, day: NDArray[np.int32] | Numbers) -> Numbers:
    return record << 16 | (day.astype(np.int64) + _MIDDLE)


class Columns:
    """Milestones as columns, sorted and indexed by kind once, and then used for any number of duties.

    child, thread: integers; kind: the codes of Kind; day: days since 1970; at: minutes since 1970, or
    NO_TIME. ValueError if lengths differ, a thread has two children, or a day is outside 1880–2059.
    """

    def __init__(
        self,
        child: ArrayLike,
        thread: ArrayLike,
        kind: ArrayLike,
        day: ArrayLike,
        at: ArrayLike | None = None,
    ) -> None:
        children, threads = np.asarray(child, np.int64), np.asarray(thread, np.int64)
        kinds, days = np.asarray(kind, np.int16), np.asarray(day, np.int32)
        times = np.full(len(days), NO_TIME) if at is None else np.asarray(at, np.int64)
        _check(children, threads, kinds, days, times)
        self._facts: dict[tuple[tuple[Kind, ...], int], Facts] = {}
        records = int(max(threads.max(initial=0) >> 5, children.max(initial=0))) + 1
        self._records = records if records < 8 * len(threads) + 1024 else 0
        self._groups = dict(_grouped(children, threads, kinds, days, times, self._records))

    @classmethod
    def of(cls, milestones: Iterable[Milestone]) -> Self:
        """The same milestones as columns."""
        rows = [
            (fact.child, fact.thread, int(fact.kind), day_number(fact.day), _minute(fact))
            for fact in milestones
        ]
        return cls(*np.array(rows, np.int64).reshape(-1, 5).T)

    def facts(self, kinds: tuple[Kind, ...], thread: int) -> Facts:
        """The milestones of these kinds in threads of this code."""
        if (kinds, thread) not in self._facts:
            groups = [self._groups[kind, thread] for kind in kinds if (kind, thread) in self._groups]
            self._facts[kinds, thread] = groups[0] if len(groups) == 1 else _merged(groups, self._records)
        return self._facts[kinds, thread]


def _minute(fact: Milestone) -> int:
    return int(NO_TIME) if fact.at is None else london.minute_of(fact.at)


def _check(child: Numbers, thread: Numbers, kind: NDArray[np.int16], day: Days, at: Numbers) -> None:
    if len({len(child), len(thread), len(kind), len(day), len(at)}) > 1:
        raise ValueError("the columns are of different lengths")
    if len(day) and (day.min() < -_MIDDLE or day.max() >= _MIDDLE):
        raise ValueError("a milestone's day is outside 1880 to 2059")
    if len(thread) and (thread.min() < 0 or thread.max() >= 1 << 51):
        raise ValueError("a milestone's thread is not the number of one")
    order = np.argsort(thread)
    same_thread = np.diff(thread[order]) == 0
    if np.any(same_thread & (np.diff(child[order]) != 0)):
        raise ValueError("a thread has milestones of two children: each child has a thread of his or her own")


def _grouped(
    child: Numbers, thread: Numbers, kind: NDArray[np.int16], day: Days, at: Numbers, records: int
) -> Iterable[tuple[tuple[int, int], Facts]]:
    """One Facts to each kind and code of thread."""
    group = (kind << 5) | (thread & 31).astype(np.int16)
    order = np.argsort(group, kind="stable")
    codes, begins = np.unique(group[order], return_index=True)
    for code, rows in zip(codes.tolist(), np.split(order, begins[1:]), strict=False):
        key, times = _key(thread[rows] >> 5, day[rows]), at[rows]
        by_key = np.lexsort((times, key)) if np.any(times != NO_TIME) else np.argsort(key)
        yield (code >> 5, code & 31), Facts(key[by_key], child[rows][by_key], times[by_key], records)


def _merged(groups: list[Facts], records: int) -> Facts:
    none = np.empty(0, np.int64)
    key, child, at = (
        np.concatenate([none, *columns])
        for columns in ([f.key for f in groups], [f.child for f in groups], [f.at for f in groups])
    )
    order = np.argsort(key, kind="stable")
    return Facts(key[order], child[order], at[order], records)


@dataclass(frozen=True, slots=True, eq=False)
class ClockColumns:
    """The clocks of one duty, one to a row, by thread and then by start day. Columns as in
    `reference.Clock`.
    """

    duty: Duty
    child: Numbers
    thread: Numbers
    version: NDArray[np.int8]
    """The place of the clock's version in the duty's versions."""
    started_on: Days
    due_on: Days
    due_at: Numbers | None
    """None where no edition counts in hours; NO_TIME in the rows of those that do not."""
    met_on: Days
    met_at: Numbers | None
    """Likewise; NO_TIME too where it is not met."""
    ended_on: Days
    lapsed_on: Days
    must_be_done: Flags

    def __len__(self) -> int:
        return len(self.thread)

    def standing(self, on: date) -> NDArray[np.int8]:
        """Each clock's Standing on this day, knowing only the facts of this day and before."""
        today = np.int32(day_number(on))
        standing = _either(self.due_on < today, Standing.OVERDUE, Standing.RUNNING)
        if self.duty.end_kinds:
            left_undone = self.must_be_done | (self.ended_on > self.due_on)
            ended = _either(left_undone, Standing.ENDED_UNMET, Standing.NO_LONGER_OWED)
            standing = np.where(self.ended_on <= today, ended, standing)
        if self.duty.lapse_kinds:
            lapsed = (self.lapsed_on <= today) & (self.lapsed_on <= self.ended_on)
            standing = np.where(lapsed, np.int8(Standing.NO_LONGER_OWED), standing)
        met = _either(self._late(), Standing.LATE, Standing.IN_TIME)
        standing = np.where(self.met_on <= today, met, standing)
        return np.where(self.started_on > today, np.int8(Standing.NOT_STARTED), standing)

    def counts(self, on: date) -> dict[Standing, int]:
        """How many clocks stand in each way on this day; every Standing is there, with nought if need be."""
        standing = self.standing(on)
        return {each: int(np.count_nonzero(standing == each)) for each in Standing}

    def _late(self) -> Flags:
        by_day: Flags = self.met_on > self.due_on
        if self.due_at is None or self.met_at is None:
            return by_day
        return np.where(self.due_at == NO_TIME, by_day, self.met_at > self.due_at)


def _either(chosen: Flags, this: Standing, that: Standing) -> NDArray[np.int8]:
    return np.where(chosen, np.int8(this), np.int8(that))


@dataclass(frozen=True, slots=True)
class _Law:
    """For every day that a clock could start on, from 1880 to 2059: the version's place, or -1, and the due
    day.
    """

    version: NDArray[np.int8]
    due: Days
    hours: Days

    @classmethod
    def of(cls, duty: Duty) -> Self:
        law = cls(np.full(_SPAN, -1, np.int8), np.full(_SPAN, NEVER), np.zeros(_SPAN, np.int32))
        for place, version in enumerate(duty.versions):
            law._from(version.in_force_from, -1 if isinstance(version, Repealed) else place)
            if not isinstance(version, Repealed):
                law._limit(version.in_force_from, version.within)
                for standard in version.local:
                    law._limit(max(standard.adopted_on, version.in_force_from), standard.within)
        return law

    def _from(self, day: date, place: int) -> None:
        self.version[_place_of(day) :] = place

    def _limit(self, day: date, limit: Timescale | None) -> None:
        begins = _place_of(day)
        self.due[begins:] = NEVER if limit is None else _due_days(limit)[begins:]
        self.hours[begins:] = limit.amount if limit is not None and limit.unit is Unit.HOURS else 0


def _place_of(day: date) -> int:
    return min(max(day_number(day) + _MIDDLE, 0), _SPAN)


@cache
def _due_days(limit: Timescale) -> Days:
    """The due day for each start day; _OUTSIDE where the table of working days cannot say, _IN_HOURS for
    hours.
    """
    start = np.arange(-_MIDDLE, _MIDDLE, dtype=np.int32)
    match limit.unit:
        case Unit.HOURS:
            return np.full(_SPAN, _IN_HOURS, np.int32)
        case Unit.WORKING_DAYS:
            return _working_days_after(start, limit.amount)
        case Unit.MONTHS:
            return _months_after(start, limit.amount)
        case _:
            return start + np.int32(limit.amount * (7 if limit.unit is Unit.WEEKS else 1))


def _working_days_after(start: Days, amount: int) -> Days:
    count = np.array(england.COUNT_UP_TO)
    working = np.array([day_number(day) for day in england.WORKING_DAYS], np.int32)
    row = start - day_number(england.FIRST_DAY)
    inside = (row >= 0) & (row < len(count))
    place = count[np.where(inside, row, 0)] + amount - 1
    inside &= place < len(working)
    return np.where(inside, working[np.where(inside, place, 0)], np.int32(_OUTSIDE))


def _months_after(start: Days, amount: int) -> Days:
    day = start.astype("datetime64[D]")
    month = day.astype("datetime64[M]")
    later = (month + amount).astype("datetime64[D]")
    last = (month + amount + 1).astype("datetime64[D]") - 1
    due: Days = np.minimum(later + (day - month), last).astype(np.int32)
    return due


def evaluate(duty: Duty, columns: Columns) -> ClockColumns:
    """Every clock that the duty has started, for every child in the columns.

    Raises OutsideTheTable where a limit in working days or hours would need a calendar before 2000 or after
    2035.
    """
    return _Evaluation(duty, columns).clocks()


class _Evaluation:
    """One duty over one authority's columns."""

    def __init__(self, duty: Duty, columns: Columns) -> None:
        self.duty, self.columns, self.law = duty, columns, _Law.of(duty)
        self.triggers = columns.facts(duty.start_kinds, duty.thread)

    def clocks(self) -> ClockColumns:
        runs, ended_on, lapsed_on, met_on = self._runs()
        law_place = runs.day + _MIDDLE
        due_on = self.law.due[law_place]
        due_at = met_at = None
        if self.law.hours.any():
            due_on, due_at, met_at = self._in_hours(runs, due_on, self.law.hours[law_place], met_on)
        _refuse(due_on, runs)
        version = self.law.version[law_place]
        return ClockColumns(
            duty=self.duty,
            child=runs.child,
            thread=runs.record << 5 | int(self.duty.thread),
            version=version,
            started_on=runs.day,
            due_on=due_on,
            due_at=due_at,
            met_on=met_on,
            met_at=met_at,
            ended_on=ended_on,
            lapsed_on=lapsed_on,
            must_be_done=self._must_be_done(runs, version),
        )

    def _runs(self) -> tuple[_Runs, Days, Days, Days]:
        """The starts that a version is in force for and nothing stopped before; and what ends, lapses and
        meets each.

        Nothing starts after a stop, so each clock's stop is its thread's first.
        """
        once = self.triggers.once
        ended, lapsed = self._stops(self.duty.end_kinds, once), self._stops(self.duty.lapse_kinds, once)
        runs, met_on = once, None
        if self.duty.recurs:
            thread, runs, met_on = self._recurring(once, np.minimum(ended, lapsed))
            ended, lapsed = ended[thread], lapsed[thread]
        until = np.minimum(ended, lapsed)
        keep = (self.law.version[runs.day + _MIDDLE] >= 0) & (until >= runs.day)
        if not keep.all():
            rows = np.flatnonzero(keep)
            runs, ended, lapsed, until = runs.only(rows), ended[rows], lapsed[rows], until[rows]
            met_on = None if met_on is None else met_on[rows]
        met_on = self._met(runs) if met_on is None else met_on
        return runs, ended, lapsed, np.where(met_on <= until, met_on, NEVER)

    def _stops(self, kinds: tuple[Kind, ...], once: _Runs) -> Days:
        """The day of each thread's first such fact, its own or about the child since its first trigger."""
        if not kinds:
            return np.broadcast_to(NEVER, len(once.day))
        first = self.columns.facts(kinds, self.duty.thread).first_in(once.record)
        if about_child := self._of_child(kinds):
            first = np.minimum(first, about_child.next_on_or_after(once.child, once.day))
        return first

    def _recurring(self, once: _Runs, until: Days) -> tuple[NDArray[np.intp], _Runs, Days]:
        """Every day with a trigger, and every later day with a meeting: thread, start, and the next meeting.

        A day's key, doubled, and one more if there was a meeting: so that one sort puts days in order and a
        day's meeting after its trigger.
        """
        meetings = self.columns.facts(self.duty.met_kinds, self.duty.thread).key
        meetings = meetings[self.triggers.first_in(meetings >> 16) <= _day(meetings)]
        meetings = np.concatenate((meetings, self._child_meetings(once, until)))
        events = np.sort(np.concatenate((self.triggers.key << 1, meetings << 1 | 1)))
        last_of_day = np.append(np.diff(events >> 1) != 0, True)[: len(events)]
        key, is_meeting = events[last_of_day] >> 1, (events[last_of_day] & 1).astype(bool)
        record = key >> 16
        thread = np.cumsum(np.diff(record, prepend=record[:1]) != 0)
        runs = _Runs(record, _day(key), once.child[thread], is_meeting)
        return thread, runs, _next_meeting(key, is_meeting)

    def _child_meetings(self, once: _Runs, until: Days) -> Numbers:
        """The child's own meetings, as keys in each thread, from its first trigger until it is stopped."""
        about_child = self._of_child(self.duty.met_kinds)
        if about_child is None:
            return np.empty(0, np.int64)
        begins = _search(about_child.key, _key(once.child, once.day))
        last = _key(once.child, np.minimum(until, np.int32(_MIDDLE - 1)))
        ends = _search(about_child.key, last + 1)
        many = np.maximum(ends - begins, 0)
        place = np.repeat(begins - np.cumsum(many) + many, many) + np.arange(many.sum())
        return _key(np.repeat(once.record, many), _day(about_child.key[place]))

    def _of_child(self, kinds: tuple[Kind, ...]) -> Facts | None:
        """The facts about the child, where there are any and the duty is not itself in the child's own
        thread.
        """
        if self.duty.thread is Thread.CHILD:
            return None
        facts = self.columns.facts(kinds, _CHILD)
        return facts if len(facts.key) else None

    def _met(self, runs: _Runs) -> Days:
        """For a one-off duty, the first meeting that can meet each clock."""
        later, same_day = self._met_kinds()
        wanted = [self._next(kinds, runs, after) for kinds, after in ((later, 1), (same_day, 0)) if kinds]
        return wanted[0] if len(wanted) == 1 else np.minimum(*wanted)

    def _next(self, kinds: tuple[Kind, ...], runs: _Runs, after: int) -> Days:
        """The day of the first fact of these kinds, in the thread or about the child, so many days after the
        start.
        """
        wanted = runs.day + np.int32(after) if after else runs.day
        day = self.columns.facts(kinds, self.duty.thread).next_on_or_after(runs.record, wanted)
        if about_child := self._of_child(kinds):
            day = np.minimum(day, about_child.next_on_or_after(runs.child, wanted))
        return day

    def _met_kinds(self) -> tuple[tuple[Kind, ...], tuple[Kind, ...]]:
        """Those that cannot meet a clock on its start day, since they start it; and those that can."""
        starts = self.duty.met_kinds if self.duty.recurs else self.duty.start_kinds
        met = self.duty.met_kinds
        return tuple(k for k in met if k in starts), tuple(k for k in met if k not in starts)

    def _must_be_done(self, runs: _Runs, version: NDArray[np.int8]) -> Flags:
        no_number = np.array([not isinstance(v, Repealed) and v.within is None for v in self.duty.versions])
        if not no_number.any():
            return np.broadcast_to(np.False_, len(version))
        must_be_done: Flags = no_number[version]
        return must_be_done if runs.had_meeting is None else must_be_done & ~runs.had_meeting

    def _in_hours(
        self, runs: _Runs, due_on: Days, hours: Days, met_on: Days
    ) -> tuple[Days, Numbers, Numbers]:
        rows = np.flatnonzero(due_on == _IN_HOURS)
        some = runs.only(rows)
        due_at, met_at = (np.full(len(due_on), NO_TIME) for _ in range(2))
        due_at[rows] = self._start_minute(some) + 60 * hours[rows].astype(np.int64)
        met_at[rows] = self._met_minute(some, met_on[rows])
        due_on = due_on.copy()
        due_on[rows] = _day_of_minute(due_at[rows])
        return due_on, due_at, met_at

    def _start_minute(self, runs: _Runs) -> Numbers:
        """The earliest trigger of the start day, or the earliest meeting where that started the clock."""
        started = self.triggers.earliest(
            _minutes(self.triggers, _last_minutes()), _key(runs.record, runs.day)
        )
        by_meeting = np.flatnonzero(started == _UNSET)
        some = runs.only(by_meeting)
        started[by_meeting] = self._earliest(self.duty.met_kinds, some, some.day, _last_minutes())
        return started

    def _met_minute(self, runs: _Runs, met_on: Days) -> Numbers:
        """The earliest meeting of the day on which the clock was met; NO_TIME where it was not."""
        minute = np.full(len(met_on), NO_TIME)
        rows = np.flatnonzero(met_on != NEVER)
        some, day = runs.only(rows), met_on[rows]
        later, same_day = self._met_kinds()
        on_a_later_day = self._earliest(later, some, day, _first_minutes())
        on_a_later_day[day == some.day] = _UNSET
        minute[rows] = np.minimum(self._earliest(same_day, some, day, _first_minutes()), on_a_later_day)
        _refuse(np.where(minute == _OUTSIDE_MINUTE, _OUTSIDE, 0), runs)
        return minute

    def _earliest(self, kinds: tuple[Kind, ...], runs: _Runs, day: Days, unknown: Numbers) -> Numbers:
        """The earliest of these facts on this day, in the thread or about the child; _UNSET if none."""
        facts = self.columns.facts(kinds, self.duty.thread)
        least = facts.earliest(_minutes(facts, unknown), _key(runs.record, day))
        if about_child := self._of_child(kinds):
            theirs = about_child.earliest(_minutes(about_child, unknown), _key(runs.child, day))
            least = np.minimum(least, theirs)
        return least


def _next_meeting(key: Numbers, is_meeting: Flags) -> Days:
    """For each day in order, the day of the next meeting in the same record; NEVER if none."""
    meeting = np.where(is_meeting, key, _UNSET)
    coming = np.append(np.minimum.accumulate(meeting[::-1])[::-1][1:], _UNSET)[: len(key)]
    return np.where(coming >> 16 == key >> 16, _day(coming), NEVER)


def _refuse(due_on: NDArray[np.integer], runs: _Runs) -> None:
    if len(due_on) and due_on.min() == _OUTSIDE:
        outside = due_on == _OUTSIDE
        children = ", ".join(str(child) for child in np.unique(runs.child[outside])[:5])
        span = f"{england.FIRST_DAY} to {england.LAST_DAY}"
        raise OutsideTheTable(f"{outside.sum()} clocks need a calendar beyond {span}: children {children} …")


@cache
def _midnights() -> Numbers:
    return np.array(london.midnights(), np.int64)


@cache
def _first_minutes() -> Numbers:
    """The minute at which each London day from 1880 to 2059 begins; _OUTSIDE_MINUTE outside the table."""
    return _for_each_day(_midnights()[:-1])


@cache
def _last_minutes() -> Numbers:
    """The last minute of each London day, likewise."""
    return _for_each_day(_midnights()[1:] - 1)


def _for_each_day(minutes: Numbers) -> Numbers:
    begins = _place_of(england.FIRST_DAY)
    every = np.full(_SPAN, _OUTSIDE_MINUTE, np.int64)
    every[begins : begins + len(minutes)] = minutes
    return every


def _minutes(facts: Facts, unknown: Numbers) -> Numbers:
    """The instant of each fact; that which `unknown` has for its day where its time is not known."""
    return np.where(facts.at == NO_TIME, unknown[_day(facts.key) + _MIDDLE], facts.at)


def _day_of_minute(minute: Numbers) -> Days:
    """The London day of each minute; _OUTSIDE where the table does not reach."""
    row = np.searchsorted(_midnights(), minute, side="right") - 1
    inside = (row >= 0) & (row < len(_midnights()) - 1)
    return np.where(inside, row + day_number(england.FIRST_DAY), _OUTSIDE).astype(np.int32)
