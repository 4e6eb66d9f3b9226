"""What the law asks for one child: plain Python, meant to be obviously right. A page uses it; `columns.py`
answers to it.

The rules, which both evaluators follow and tests state one by one:

1.  The start day is day nought, working day or not. The version in force on that day is the clock's for ever;
    where none is in force there is no clock.
2.  One-off: only the first trigger (by day) in a thread. Recurring: every day with a trigger, and every later
    day with a meeting, starts a clock; a meeting meets the running clocks and starts the next.
3.  A clock is met by the first meeting on or after its start day; strictly after it where that kind of fact
    also starts the clock, or the duty recurs: nothing meets the clock that it starts. Earlier work never
    meets it. Whether work meets a clock is decided by days, whatever the unit of the limit.
4.  `ends_on`: the first such fact on or after the start. Work done on that day counts, later work does not.
    Nothing starts on a day after an earlier ending or lapse in that thread.
5.  `lapses_on`: from that day it is no longer owed, whatever the due date. Work done on that day counts.
6.  A fact in the child's own thread counts in every thread of the child that was open on its day: to meet,
    end or lapse, from the day of the first trigger there. It starts nothing of itself.
7.  The due day is not overdue. Facts after the day asked about are not yet known. Ended without being met:
    left undone if past due, and also where the law sets no number, since then it must be done before the end
    (but once a recurring duty has been met, the clock that its meeting started is left undone only if past
    due); else no longer owed. Ending and lapse on one day: the lapse wins; otherwise the earlier.
8.  No number and no local standard: nothing is due on any day.
9.  Hours are elapsed, in whole minutes of UTC. A start whose time is not known is taken at the last minute of
    its London day and a meeting at its first, so that an unknown time never makes a lateness. Of several
    triggers on one day the earliest instant counts. Due on: the London day of that instant.
10. An authority's standard replaces the limit of clocks that start on or after the day it was adopted.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sightline.duties.language import Duty, LocalStandard, Standing, Thread, Version
from sightline.duties.milestones import Kind, Milestone
from sightline.timescales import Timescale, Unit, london


@dataclass(frozen=True, slots=True)
class Clock:
    """One run of a duty in one thread of one child."""

    duty: Duty
    version: Version
    child: int
    thread: int
    started_on: date
    started_by: Milestone
    due_on: date | None
    due_at: datetime | None
    """Only for a limit in hours."""
    met_on: date | None
    met_by: Milestone | None
    ended_on: date | None
    lapsed_on: date | None
    must_be_done: bool
    """Whether ending it unmet leaves something undone whatever the due day: the law sets no number (rule 7).
    """

    @property
    def limit(self) -> Timescale | None:
        """The limit it runs under, the edition's own or the authority's."""
        return self.version.limit_on(self.started_on)

    @property
    def standard(self) -> LocalStandard | None:
        """The authority's standard it runs under, if it does."""
        return self.version.standard_on(self.started_on)

    @property
    def was_late(self) -> bool:
        """Whether it was met after it was due. False while it is not met, and where nothing was due."""
        if self.due_at is not None and self.met_by is not None:
            return meeting_minute(self.met_by) > london.minute_of(self.due_at)
        return self.met_on is not None and self._is_past_due(self.met_on)

    def standing(self, on: date) -> Standing:
        """How it stands on this day, knowing only the facts of this day and before."""
        if on < self.started_on:
            return Standing.NOT_STARTED
        if self.met_on is not None and self.met_on <= on:
            return Standing.LATE if self.was_late else Standing.IN_TIME
        if self._has_lapsed(on):
            return Standing.NO_LONGER_OWED
        if self.ended_on is not None and self.ended_on <= on:
            left_undone = self.must_be_done or self._is_past_due(self.ended_on)
            return Standing.ENDED_UNMET if left_undone else Standing.NO_LONGER_OWED
        return Standing.OVERDUE if self._is_past_due(on) else Standing.RUNNING

    def explanation(self) -> "Explanation":
        """Where its due day comes from, for a page."""
        limit = self.limit
        skipped = limit.days_not_counted(self.started_on) if limit else []
        return Explanation(
            title=self.duty.title,
            who=self.version.who or self.duty.who,
            law=str(self.version.source),
            verified=self.version.source.verified.words,
            force=self.duty.force.value,
            limit=str(limit) if limit else "no number",
            set_by=self.standard.authority if self.standard else str(self.version.source.edition),
            started_on=self.started_on,
            started_by=self.started_by.kind.words,
            due_on=self.due_on,
            due_at=self.due_at,
            days_not_counted=tuple(skipped),
            notes=tuple(note for note in (self.duty.note, self.version.note) if note),
        )

    def _is_past_due(self, day: date) -> bool:
        return self.due_on is not None and day > self.due_on

    def _has_lapsed(self, on: date) -> bool:
        if self.lapsed_on is None or self.lapsed_on > on:
            return False
        return self.ended_on is None or self.lapsed_on <= self.ended_on


@dataclass(frozen=True, slots=True)
class Explanation:
    """The law, the edition, the fact that started the clock and the days that did not count."""

    title: str
    who: str
    law: str
    verified: str
    force: str
    limit: str
    set_by: str
    """The edition that sets the limit, or the authority whose standard it is."""
    started_on: date
    started_by: str
    due_on: date | None
    due_at: datetime | None
    days_not_counted: tuple[tuple[date, str], ...]
    notes: tuple[str, ...]


def clocks(duty: Duty, milestones: Iterable[Milestone]) -> list[Clock]:
    """Every clock that the duty has started for one child, by thread and then by start day.

    `milestones` are all of one child's, in any order; ValueError if they are of several children's. Raises
    OutsideTheTable where a limit in working days or hours would need a calendar before 2000 or after 2035.
    """
    facts = list(milestones)
    if len({fact.child for fact in facts}) > 1:
        raise ValueError("these milestones are of more than one child: ask for one at a time")
    threads = sorted({fact.thread for fact in facts if Thread.of(fact.thread) is duty.thread})
    return [clock for thread in threads for clock in _clocks_of_thread(duty, thread, facts)]


def _clocks_of_thread(duty: Duty, thread: int, facts: list[Milestone]) -> Iterator[Clock]:
    own = [fact for fact in facts if fact.thread == thread]
    triggers = _of_kinds(own, duty.start_kinds)
    if not triggers:
        return
    first = min(trigger.day for trigger in triggers)
    child_own = [fact for fact in facts if Thread.of(fact.thread) is Thread.CHILD and fact.day >= first]
    counted = own if duty.thread is Thread.CHILD else own + child_own
    stops = _of_kinds(counted, duty.end_kinds + duty.lapse_kinds)
    for day in _start_days(duty, triggers, counted, first):
        version = duty.version_on(day)
        if version is not None and not any(stop.day < day for stop in stops):
            yield _clock(duty, version, day, triggers, counted)


def _start_days(duty: Duty, triggers: list[Milestone], counted: list[Milestone], first: date) -> list[date]:
    if not duty.recurs:
        return [first]
    meetings = [fact for fact in _of_kinds(counted, duty.met_kinds) if fact.day > first]
    return sorted({fact.day for fact in triggers + meetings})


def _clock(
    duty: Duty, version: Version, day: date, triggers: list[Milestone], counted: list[Milestone]
) -> Clock:
    meetings = _of_kinds(counted, duty.met_kinds)
    start = min((fact for fact in triggers or meetings if fact.day == day), default=None, key=_start_order)
    start = start or min((fact for fact in meetings if fact.day == day), key=_start_order)
    limit = version.limit_on(day)
    due_at = limit.due_at(london.instant(start_minute(start))) if limit and limit.unit is Unit.HOURS else None
    ended_on = _first_day(_of_kinds(counted, duty.end_kinds), day)
    lapsed_on = _first_day(_of_kinds(counted, duty.lapse_kinds), day)
    stop = min((stopped for stopped in (ended_on, lapsed_on) if stopped), default=date.max)
    can_meet = [fact for fact in meetings if _can_meet(duty, fact, day) and fact.day <= stop]
    met_by = min(can_meet, default=None, key=_meeting_order)
    return Clock(
        duty=duty,
        version=version,
        child=start.child,
        thread=triggers[0].thread,
        started_on=day,
        started_by=start,
        due_on=london.day_of_minute(london.minute_of(due_at))
        if due_at
        else limit.due(day)
        if limit
        else None,
        due_at=due_at,
        met_on=met_by.day if met_by else None,
        met_by=met_by,
        ended_on=ended_on,
        lapsed_on=lapsed_on,
        must_be_done=version.within is None
        and not (duty.recurs and any(fact.day == day for fact in meetings)),
    )


def _of_kinds(facts: list[Milestone], kinds: tuple[Kind, ...]) -> list[Milestone]:
    return [fact for fact in facts if fact.kind in kinds]


def _can_meet(duty: Duty, fact: Milestone, start: date) -> bool:
    starts_too = duty.recurs or fact.kind in duty.start_kinds
    return fact.day > start if starts_too else fact.day >= start


def _first_day(facts: list[Milestone], start: date) -> date | None:
    return min((fact.day for fact in facts if fact.day >= start), default=None)


def start_minute(fact: Milestone) -> int:
    """The minute at which this fact starts a clock in hours: its day's last, where its time is not known."""
    return london.minute_of(fact.at) if fact.at else london.last_minute_of(fact.day)


def meeting_minute(fact: Milestone) -> int:
    """The minute at which this fact meets a clock in hours: its day's first, where its time is not known."""
    return london.minute_of(fact.at) if fact.at else london.first_minute_of(fact.day)


def _start_order(fact: Milestone) -> tuple[bool, datetime, Kind]:
    """Known times in order, then those not known: they are taken at the day's last minute."""
    return (fact.at is None, fact.at or london.EPOCH, fact.kind)


def _meeting_order(fact: Milestone) -> tuple[date, bool, datetime, Kind]:
    """By day; those whose time is not known first: they are taken at the day's first minute."""
    return (fact.day, fact.at is not None, fact.at or london.EPOCH, fact.kind)
