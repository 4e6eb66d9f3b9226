"""The language that the law is written in: duties, their versions, and where each came from.

Everything here is a value, checked when it is made. What the law *does* with a child's record is in
`reference.py` (one child, plain) and `columns.py` (a whole authority); the rules both follow are listed in
`reference.py`.
"""

from dataclasses import dataclass, replace
from datetime import date
from enum import IntEnum, StrEnum

from sightline.duties.citation import Citation, Confidence, Edition, Mark, Verified, require
from sightline.duties.milestones import Kind, Milestone, Thread
from sightline.timescales import Timescale

__all__ = [
    "Citation",
    "Confidence",
    "Duty",
    "Edition",
    "Force",
    "Kind",
    "LocalStandard",
    "LooserThanTheLaw",
    "Mark",
    "Milestone",
    "NotYetExpressed",
    "Repealed",
    "Standing",
    "Thread",
    "Verified",
    "Version",
    "adopt",
]


class Force(StrEnum):
    """What kind of "must" it is. Guidance may be departed from for a recorded reason; an Act may not."""

    ACT = "Act of Parliament"
    REGULATIONS = "regulations"
    STATUTORY_GUIDANCE = "statutory guidance"
    NON_STATUTORY_GUIDANCE = "non-statutory guidance"
    LOCAL_STANDARD = "local standard"
    INDICATOR = "performance indicator"


class Standing(IntEnum):
    """How a clock stands on a day, as far as the record of that day and before shows."""

    NOT_STARTED = 0  # it starts on a later day
    RUNNING = 1
    OVERDUE = 2
    IN_TIME = 3
    LATE = 4
    ENDED_UNMET = 5
    NO_LONGER_OWED = 6

    @property
    def words(self) -> str:
        """As a page says it: "ended unmet"."""
        return self.name.lower().replace("_", " ")


class LooserThanTheLaw(ValueError):
    """A local standard that would fall due later than the national limit on some day."""


@dataclass(frozen=True, slots=True)
class LocalStandard:
    """One authority's own limit, for clocks that start on or after the day it was adopted."""

    authority: str
    within: Timescale
    adopted_on: date
    source: str = ""
    """Where the authority wrote it down."""

    def __post_init__(self) -> None:
        require(self.authority.strip(), "a local standard says whose it is")


@dataclass(frozen=True, slots=True)
class Version:
    """The duty as one edition states it, for clocks that start while that edition is in force."""

    source: Citation
    within: Timescale | None
    """None where this edition sets no number: then it must be done before the duty ends."""
    local: tuple[LocalStandard, ...] = ()
    """The authority's standards that have applied under this version, in the order they were adopted."""
    who: str = ""
    """Whose duty it is under this edition, where that differs from the duty's `who`."""
    note: str = ""

    def __post_init__(self) -> None:
        adopted = [standard.adopted_on for standard in self.local]
        require(
            adopted == sorted(set(adopted)), f"{self.source}: local standards stand in the order of adoption"
        )
        for standard in self.local:
            self._refuse_if_looser(standard)

    @property
    def in_force_from(self) -> date:
        """The first day on which a clock under this version may start."""
        return self.source.edition.in_force_from

    def standard_on(self, start: date) -> LocalStandard | None:
        """The authority's standard for a clock that starts on this day, if it has one."""
        adopted = [standard for standard in self.local if standard.adopted_on <= start]
        return adopted[-1] if adopted else None

    def limit_on(self, start: date) -> Timescale | None:
        """The limit for a clock that starts on this day: the authority's own where it has one, or the
        edition's.
        """
        standard = self.standard_on(start)
        return standard.within if standard else self.within

    def _refuse_if_looser(self, standard: LocalStandard) -> None:
        if self.within is not None and not standard.within.tightens(self.within):
            later = f"can fall due later than the {self.within} of {self.source}"
            raise LooserThanTheLaw(f"{standard.authority}'s {standard.within} {later}")


@dataclass(frozen=True, slots=True)
class Repealed:
    """From this edition on the duty is no more. Clocks already started keep their version."""

    source: Citation

    @property
    def in_force_from(self) -> date:
        """The first day on which no clock starts."""
        return self.source.edition.in_force_from


Kinds = Kind | tuple[Kind, ...]


def _as_tuple(kinds: Kinds) -> tuple[Kind, ...]:
    return (kinds,) if isinstance(kinds, Kind) else kinds


@dataclass(frozen=True, slots=True)
class Duty:
    """Something the law requires: what starts it, what meets it, what ends it, and within how long, by
    edition.
    """

    title: str
    who: str
    force: Force
    thread: Thread
    starts_on: Kinds
    met_by: Kinds
    ends_on: Kinds = ()
    """The duty is over: unmet work that was past due, or had no number, has been left undone."""
    lapses_on: Kinds = ()
    """The duty is no longer owed, whatever the due date."""
    recurs: bool = False
    versions: tuple[Version | Repealed, ...] = ()
    note: str = ""
    id: str = ""
    """The duty's name in the book, in kebab case; the book gives it."""

    def __post_init__(self) -> None:
        for field in ("starts_on", "met_by", "ends_on", "lapses_on"):
            object.__setattr__(self, field, _as_tuple(getattr(self, field)))
        require(self.title.strip() and self.who.strip(), "a duty says what it is and whose")
        self._check_kinds()
        self._check_versions()

    def _check_kinds(self) -> None:
        starts, met, ends, lapses = map(
            set, (self.start_kinds, self.met_kinds, self.end_kinds, self.lapse_kinds)
        )
        require(starts, f"{self.title}: nothing starts it")
        require(met, f"{self.title}: nothing meets it")
        require(not ends & lapses, f"{self.title}: the same fact both ends it and makes it no longer owed")
        require(not (ends | lapses) & starts, f"{self.title}: the same fact both starts and stops it")
        require(not (ends | lapses) & met, f"{self.title}: the same fact both meets and stops it")
        child_starts = [kind for kind in self.start_kinds if kind.is_about_the_child]
        stray = child_starts and self.thread is not Thread.CHILD
        require(
            not stray,
            f"{self.title}: a fact about the child cannot start a {self.thread.words}",
        )

    def _check_versions(self) -> None:
        require(self.versions and isinstance(self.versions[0], Version), f"{self.title}: no version of it")
        dates = [version.in_force_from for version in self.versions]
        require(dates == sorted(set(dates)), f"{self.title}: versions stand oldest first, one to an edition")
        repeals = [version for version in self.versions[:-1] if isinstance(version, Repealed)]
        require(not repeals, f"{self.title}: nothing follows a repeal")

    @property
    def start_kinds(self) -> tuple[Kind, ...]:
        """`starts_on`, always as a tuple."""
        return _as_tuple(self.starts_on)

    @property
    def met_kinds(self) -> tuple[Kind, ...]:
        """`met_by`, always as a tuple."""
        return _as_tuple(self.met_by)

    @property
    def end_kinds(self) -> tuple[Kind, ...]:
        """`ends_on`, always as a tuple."""
        return _as_tuple(self.ends_on)

    @property
    def lapse_kinds(self) -> tuple[Kind, ...]:
        """`lapses_on`, always as a tuple."""
        return _as_tuple(self.lapses_on)

    def version_on(self, start: date) -> Version | None:
        """The version in force on the day a clock starts; None before the first and after a repeal."""
        in_force = [version for version in self.versions if version.in_force_from <= start]
        return in_force[-1] if in_force and isinstance(in_force[-1], Version) else None


@dataclass(frozen=True, slots=True)
class NotYetExpressed:
    """A requirement that this language cannot say yet, and precisely why."""

    title: str
    source: Citation
    why: str

    def __post_init__(self) -> None:
        require(self.title.strip() and self.why.strip(), "it says what is not expressed, and why not")


def adopt(duty: Duty, standard: LocalStandard) -> Duty:
    """The duty with an authority's own limit, for clocks that start on or after the day it was adopted.

    Raises LooserThanTheLaw if the limit could fall due later than that of any edition then or since in force;
    ValueError if the duty had been repealed by then. Where an edition sets no number, any limit will do.
    """
    lasts_until = [later.in_force_from for later in duty.versions[1:]] + [date.max]
    versions = tuple(
        replace(version, local=(*version.local, standard))
        if isinstance(version, Version) and until > standard.adopted_on
        else version
        for version, until in zip(duty.versions, lasts_until, strict=True)
    )
    require(versions != duty.versions, f"{duty.title}: repealed before {standard.adopted_on}")
    return replace(duty, versions=versions)
