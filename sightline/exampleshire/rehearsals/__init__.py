"""Rehearsals: failures that really happened, lived through again with Sightline in place.

Each runs in whatever database is there, in one transaction that is rolled back, and changes nothing. Everyone
in them is made up; what happened, to how many and when, is as it was published.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from sightline.exampleshire.rehearsals import calderdale, leeds, north_yorkshire, rotherham


class Lived(Protocol):
    """What a rehearsal found: a story for a person, and one line of JSON for a machine."""

    @property
    def story(self) -> str: ...

    @property
    def json(self) -> str: ...


@dataclass(frozen=True)
class Warned:
    """One failing, and how many days before inspectors found it Sightline first shows it.

    Of several cases: the fewest days, and the median rounded down. As last lived: a test lives it again.
    """

    failing: str
    least: int
    middle: int


@dataclass(frozen=True)
class Rehearsal:
    """A failure that can be rehearsed."""

    title: str
    run: Callable[[], Lived]
    found_by: str = ""
    """Who found it, and on which day."""
    warned: tuple[Warned, ...] = ()


REHEARSALS = {
    "north-yorkshire": Rehearsal(
        "North Yorkshire, 2009: 50 referrals given to nobody, 25 assessments stalled, 15 orphaned",
        north_yorkshire.rehearse,
        "inspectors, taken as on 30 June 2009",
        (
            Warned("referrals never given to anybody", 6, 63),
            Warned("given to a worker, the assessment past due", 18, 62),
            Warned("assessed, and no worker left", 20, 62),
        ),
    ),
    "calderdale": Rehearsal(
        "Calderdale, 2009: enquiries without the police, without the child seen, without an outcome",
        calderdale.rehearse,
        "inspectors, taken as on 17 July 2009",
        (Warned("enquiries not properly made", 18, 31),),
    ),
    "leeds": Rehearsal(
        "Leeds, 2009: 7 of 23 closed cases unsafe, and 54 of the 1,550 that nobody had looked at",
        leeds.rehearse,
        "inspectors, taken as on 22 July 2009",
        (Warned("closed, and the child not safe", 21, 170),),
    ),
    "rotherham": Rehearsal(
        "Rotherham, 2009: case files that no mailbox could hold, and managers whose day was taken",
        rotherham.rehearse,
        "inspectors, taken as on 28 August 2009",
        (Warned("offered to another team, and not answered", 30, 53),),
    ),
}
