"""What a return shows of the book of duties on a day: what was done in time, late, not yet, or never."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from sightline.duties.book import BOOK
from sightline.duties.columns import NEVER, ClockColumns, Columns, evaluate
from sightline.duties.language import Duty, Milestone, Standing, Version
from sightline.returns.cin_census.days import Days
from sightline.returns.cin_census.doubts import doubts
from sightline.returns.cin_census.milestones import (
    milestones,
    starts_not_seen,
    why_not_told,
    years_after,
)
from sightline.returns.cin_census.order import Disorder, disorders
from sightline.returns.cin_census.tables import Census
from sightline.returns.refusal import Reason, Refused
from sightline.returns.words import listed, many, written
from sightline.timescales import OutsideTheTable, working_days_between

MISSED = (Standing.ENDED_UNMET, Standing.OVERDUE, Standing.LATE)
"""The standings that mean the law was not kept in time, gravest first."""

STANDINGS = (*MISSED, Standing.RUNNING, Standing.IN_TIME, Standing.NO_LONGER_OWED)
"""Every standing that a clock which has started can have, in the order of a report."""

_EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a duty for one child: a clock, and how it stood on the day looked at."""

    child: int
    """The child's place in the return, from 0."""
    started_on: date
    due_on: date | None
    met_on: date | None
    stopped_on: date | None
    """When it ended or lapsed without being met. None while it is met or open."""
    standing: Standing
    working_days_late: int | None
    """After the due day: when it was met, or stopped, or on the day looked at. None unless it is past due."""
    carried: bool
    """Whether it began before the return's year: work done then may be in an earlier return."""
    version: int
    """The place of its version in the duty's."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A duty that the return can tell about, and each run of it."""

    duty: Duty
    runs: tuple[Run, ...]

    @property
    def counts(self) -> dict[Standing, int]:
        """How many runs stand in each way."""
        found = Counter(run.standing for run in self.runs)
        return {standing: found[standing] for standing in STANDINGS}

    @property
    def missed(self) -> int:
        """How many were late, are overdue, or ended without being met."""
        return sum(1 for run in self.runs if run.standing in MISSED)

    @property
    def missed_and_carried(self) -> int:
        """How many of those began before the year that the return is for."""
        return sum(1 for run in self.runs if run.standing in MISSED and run.carried)

    @property
    def versions(self) -> list[tuple[Version, int]]:
        """The versions that the runs are under and how many each has; every version if there is no run."""
        under = Counter(run.version for run in self.runs)
        every = [(v, under[place]) for place, v in enumerate(self.duty.versions) if isinstance(v, Version)]
        return [(version, runs) for version, runs in every if runs or not self.runs]

    @property
    def source(self) -> str:
        """The editions cited, with the place in each."""
        return "; ".join(str(version.source) for version, _ in self.versions)

    def standing(self, *standings: Standing) -> list[Run]:
        """The runs that stand so: the longest late first, else the first begun."""
        found = [run for run in self.runs if run.standing in standings]
        return sorted(found, key=lambda run: (-(run.working_days_late or 0), run.started_on, run.child))


@dataclass(frozen=True, slots=True)
class Untold:
    """A duty that the return cannot show the doing of, and why."""

    duty: Duty
    why: str


@dataclass(frozen=True, slots=True)
class Inspection:
    """Everything that a return showed, for the day looked at."""

    census: Census
    on: date
    names: list[str]
    shown: tuple[Shown, ...]
    untold: tuple[Untold, ...]
    disorders: tuple[Disorder, ...]
    doubts: tuple[str, ...]

    @property
    def worst_first(self) -> list[Shown]:
        """The duties by how many runs were missed, most first; those that nobody was owed last."""
        return sorted(self.shown, key=lambda shown: (-shown.missed, not shown.runs))

    @property
    def missed(self) -> int:
        """How many runs of all the duties were missed."""
        return sum(shown.missed for shown in self.shown)


def reference_day(days: Days, today: date) -> tuple[date, str]:
    """The day to look at unless another is asked for, and why that one.

    It is the return's own reference date, unless it has none or that day has not come yet: nothing can be
    overdue on a day to come.
    """
    (given, *_) = [*days.of("Header", "ReferenceDate"), None]
    if given is None:
        return today, "today: the return has no reference date"
    if given > today:
        return today, f"today: the return's reference date, {written(given)}, has not come yet"
    return given, "the return's reference date"


def inspect(days: Days, on: date) -> Inspection:
    """What the census shows on that day. Raises Refused where `on` is too near the end of the calendar."""
    facts = milestones(days)
    told = [duty for duty in BOOK.values() if not why_not_told(duty)]
    known = [fact for fact in facts if fact.day <= on]
    columns = Columns.of(known)
    try:
        shown = tuple(Shown(duty, tuple(_runs(evaluate(duty, columns), on, days))) for duty in told)
    except OutsideTheTable:
        raise Refused(Reason(f"{on} is too late to look at: the working days known end in 2035")) from None
    return Inspection(
        census=days.census,
        on=on,
        names=days.census.names(),
        shown=shown,
        untold=tuple(Untold(duty, why) for duty in BOOK.values() if (why := why_not_told(duty))),
        disorders=tuple(disorders(days)),
        doubts=(*doubts(days, facts, on), *_not_counted(told, known)),
    )


def _runs(clocks: ClockColumns, on: date, days: Days) -> Iterator[Run]:
    year_began = _first_day_of_year(days)
    standings = [Standing(code) for code in clocks.standing(on).tolist()]
    columns = (clocks.started_on, clocks.due_on, clocks.met_on, clocks.ended_on, clocks.lapsed_on)
    dates = ([_date(number) for number in column.tolist()] for column in columns)
    rows = zip(clocks.child.tolist(), clocks.version.tolist(), standings, *dates, strict=True)
    for child, version, standing, started_on, due_on, met_on, ended_on, lapsed_on in rows:
        stopped_on = None if met_on else min(filter(None, (ended_on, lapsed_on)), default=None)
        yield Run(
            child=child,
            started_on=started_on or date.min,
            due_on=due_on,
            met_on=met_on,
            stopped_on=stopped_on,
            standing=standing,
            working_days_late=_working_days_late(standing, due_on, met_on or stopped_on or on),
            carried=bool(year_began and started_on and started_on < year_began),
            version=version,
        )


@cache
def _date(number: int) -> date | None:
    """The day of that number, as the columns count them; None for one that never comes."""
    return None if number == NEVER else date.fromordinal(_EPOCH + number)


def _working_days_late(standing: Standing, due_on: date | None, until: date) -> int | None:
    if standing not in MISSED or due_on is None or until <= due_on:
        return None
    return working_days_between(due_on, until)


def _first_day_of_year(days: Days) -> date | None:
    """The first day of the year that the return is for; None where it does not say."""
    (given, *_) = [*days.of("Header", "ReferenceDate"), None]
    if given is None:
        return None
    return years_after(given, -1) + timedelta(days=1)


def _not_counted(told: list[Duty], known: list[Milestone]) -> Iterator[str]:
    for duty in told:
        unseen = listed([kind.words for kind in starts_not_seen(duty)])
        kinds, first = set(duty.start_kinds), duty.versions[0].in_force_from
        before = sum(1 for fact in known if fact.day < first and fact.kind in kinds)
        if unseen:
            yield f"{duty.title}: those begun by {unseen} cannot be seen."
        if before:
            edition = duty.versions[0].source.edition
            yield (
                f"{duty.title}: {many(before, 'start')} not counted, being before {edition} "
                f"({written(edition.in_force_from)}), the first edition to ask for it in these words."
            )
