"""Duties and records made up by Hypothesis, and what it means for the two evaluators to agree on them."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

from sightline.duties import columns, reference
from sightline.duties.language import (
    Confidence,
    Duty,
    Edition,
    Force,
    Kind,
    LocalStandard,
    LooserThanTheLaw,
    Mark,
    Milestone,
    Repealed,
    Standing,
    Thread,
    Verified,
    Version,
    adopt,
)
from sightline.timescales import Timescale, Unit
from sightline.timescales.london import minute_of

FIRST = date(2024, 3, 20)
"""The made-up records fall in some weeks around Easter 2024, when the clocks change too."""
SPAN = 45
CHILDREN = (1, 7)
WORK = (
    Kind.REFERRAL_RECEIVED,
    Kind.REFERRAL_DECIDED,
    Kind.REFERRER_TOLD,
    Kind.REFERRAL_CLOSED,
    Kind.AGENCY_CHECKS_MADE,
)
ABOUT_THE_CHILD = (Kind.CHILD_SEEN, Kind.CHILD_TURNED_18, Kind.CHILD_DIED)
THREADS = (Thread.REFERRAL, Thread.REFERRAL, Thread.CHILD)

editions = st.integers(-30, SPAN - 10).map(lambda n: FIRST + timedelta(days=n))
_KNOWN = Verified(Mark.KNOWLEDGE, Confidence.LOW)

limits = st.one_of(
    st.builds(Timescale, st.integers(0, 12), st.just(Unit.DAYS)),
    st.builds(Timescale, st.integers(1, 3), st.just(Unit.WEEKS)),
    st.builds(Timescale, st.integers(1, 12), st.just(Unit.WORKING_DAYS)),
    st.builds(Timescale, st.integers(1, 2), st.just(Unit.MONTHS)),
    st.builds(Timescale, st.integers(1, 100), st.just(Unit.HOURS)),
)


def _edition(in_force_from: date) -> Edition:
    return Edition("An edition", "An edition", in_force_from, "to the day", "made up")


@st.composite
def versions(draw: st.DrawFn) -> tuple[Version | Repealed, ...]:
    later = draw(st.lists(editions, max_size=2, unique=True))
    dates = sorted({FIRST + timedelta(days=draw(st.integers(-30, 3))), *later})
    made: list[Version | Repealed] = [
        Version(_edition(day).at("", _KNOWN), draw(st.none() | limits)) for day in dates
    ]
    if len(made) > 1 and draw(st.booleans()):
        made[-1] = Repealed(_edition(dates[-1]).at("", _KNOWN))
    return tuple(made)


@st.composite
def duties(draw: st.DrawFn) -> Duty:
    """A duty of any shape that the language allows, with an authority's own standards where they are
    allowed.
    """
    thread = draw(st.sampled_from(THREADS))
    kinds = WORK + ABOUT_THE_CHILD
    starts = draw(st.sets(st.sampled_from(kinds if thread is Thread.CHILD else WORK), min_size=1, max_size=2))
    met = draw(st.sets(st.sampled_from(kinds), min_size=1, max_size=3))
    left = sorted(set(kinds) - starts - met)
    ends = draw(st.sets(st.sampled_from(left), max_size=2)) if left else set()
    left = sorted(set(left) - ends)
    lapses = draw(st.sets(st.sampled_from(left), max_size=2)) if left else set()
    duty = Duty(
        title="Do what is asked",
        who="somebody",
        force=Force.STATUTORY_GUIDANCE,
        thread=thread,
        starts_on=tuple(sorted(starts)),
        met_by=tuple(sorted(met)),
        ends_on=tuple(sorted(ends)),
        lapses_on=tuple(sorted(lapses)),
        recurs=draw(st.booleans()),
        versions=draw(versions()),
    )
    for standard in sorted(draw(st.lists(st.tuples(editions, limits), max_size=2)), key=lambda pair: pair[0]):
        duty = _adopted(duty, *standard)
    return duty


def _adopted(duty: Duty, adopted_on: date, within: Timescale) -> Duty:
    try:
        return adopt(duty, LocalStandard("Exampleshire", within, adopted_on))
    except (LooserThanTheLaw, ValueError):
        return duty


def _milestone(number: int, far: int) -> Milestone:
    """One milestone from one number, so that a whole record is quick to draw and shrinks well."""
    number, child = divmod(number, len(CHILDREN))
    number, kind = divmod(number, len(WORK + ABOUT_THE_CHILD))
    number, place = divmod(number, 8)
    time, ago = divmod(number, SPAN)
    thread = _thread((WORK + ABOUT_THE_CHILD)[kind], CHILDREN[child], place, far)
    day = FIRST + timedelta(days=ago)
    return Milestone(CHILDREN[child], thread, (WORK + ABOUT_THE_CHILD)[kind], day, _time(day, time))


def _thread(kind: Kind, child: int, place: int, far: int) -> int:
    """Mostly one of two referrals of the child's, now and then an enquiry, and the child's own thread."""
    if place == 0 or (kind.is_about_the_child and place < 6):
        return Thread.CHILD.number(child)
    return (Thread.ENQUIRY if place == 1 else Thread.REFERRAL).number(far + child * 2 + place % 2)


def _time(day: date, time: int) -> datetime | None:
    """One of six instants of that London day, in either clock, or none."""
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    return None if time > 5 else noon + timedelta(hours=3 * time - 10, minutes=time)


_NUMBERS = len(CHILDREN) * len(WORK + ABOUT_THE_CHILD) * 8 * SPAN * 10


def records() -> st.SearchStrategy[list[Milestone]]:
    """Milestones of a few children, with ties on a day, times known and not, and threads of several kinds."""
    numbers = st.lists(st.integers(0, _NUMBERS - 1), min_size=24, max_size=50)
    return st.builds(
        lambda many, far: [_milestone(number, far) for number in many], numbers, st.sampled_from((0, 1 << 40))
    )


Row = tuple[Any, ...]


def by_reference(duty: Duty, milestones: Sequence[Milestone], on: Sequence[date]) -> list[Row]:
    """Every clock of every child, as plain values, with its standing on each of these days."""
    rows: list[Row] = []
    for child in sorted({fact.child for fact in milestones}):
        for clock in reference.clocks(duty, [fact for fact in milestones if fact.child == child]):
            rows.append(_row(duty, clock) + tuple(clock.standing(day) for day in on))
    return sorted(rows)


def _row(duty: Duty, clock: reference.Clock) -> Row:
    in_hours = clock.due_at is not None
    met_at = reference.meeting_minute(clock.met_by) if in_hours and clock.met_by else None
    return (
        clock.thread,
        clock.started_on,
        clock.child,
        duty.versions.index(clock.version),
        str(clock.due_on),
        str(minute_of(clock.due_at) if clock.due_at else None),
        str(clock.met_on),
        str(met_at),
        str(clock.ended_on),
        str(clock.lapsed_on),
        clock.must_be_done,
    )


def by_columns(duty: Duty, milestones: Sequence[Milestone], on: Sequence[date]) -> list[Row]:
    """The same from the other evaluator."""
    clocks = columns.evaluate(duty, columns.Columns.of(milestones))
    standings = [clocks.standing(day) for day in on]
    return [
        (
            int(clocks.thread[row]),
            _day(clocks.started_on[row]),
            int(clocks.child[row]),
            int(clocks.version[row]),
            str(_day(clocks.due_on[row])),
            str(_minute(clocks.due_at, row)),
            str(_day(clocks.met_on[row])),
            str(_minute(clocks.met_at, row)),
            str(_day(clocks.ended_on[row])),
            str(_day(clocks.lapsed_on[row])),
            bool(clocks.must_be_done[row]),
            *(Standing(int(standing[row])) for standing in standings),
        )
        for row in range(len(clocks))
    ]


def _day(number: np.int32) -> date | None:
    return None if number == columns.NEVER else date(1970, 1, 1) + timedelta(days=int(number))


def _minute(column: NDArray[np.int64] | None, row: int) -> int | None:
    return None if column is None or column[row] == columns.NO_TIME else int(column[row])
