"""Rehearsals: failures that really happened, lived through again with Sightline in place.

Each runs in whatever database is there, in one transaction that is rolled back, and changes nothing. Everyone
in them is made up; what happened, to how many and when, is as it was published.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from sightline.exampleshire.rehearsals import calderdale, north_yorkshire, rotherham


class Lived(Protocol):
    """What a rehearsal found: a story for a person, and one line of JSON for a machine."""

    @property
    def story(self) -> str: ...

    @property
    def json(self) -> str: ...


@dataclass(frozen=True)
class Rehearsal:
    """A failure that can be rehearsed."""

    title: str
    run: Callable[[], Lived]


REHEARSALS = {
    "north-yorkshire": Rehearsal(
        "North Yorkshire, 2009: 50 referrals given to nobody, 25 assessments stalled, 15 orphaned",
        north_yorkshire.rehearse,
    ),
    "calderdale": Rehearsal(
        "Calderdale, 2009: enquiries without the police, without the child seen, without an outcome",
        calderdale.rehearse,
    ),
    "rotherham": Rehearsal(
        "Rotherham, 2009: case files that no mailbox could hold, and managers whose day was taken",
        rotherham.rehearse,
    ),
}
