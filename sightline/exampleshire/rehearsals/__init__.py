"""Rehearsals: failures that really happened, lived through again with Sightline in place.

Each runs in whatever database is there, in one transaction that is rolled back, and changes nothing. Everyone
in them is made up; what happened, to how many and when, is as it was published.
"""

from collections.abc import Callable
from dataclasses import dataclass

from sightline.exampleshire.rehearsals import north_yorkshire


@dataclass(frozen=True)
class Rehearsal:
    """A failure that can be rehearsed."""

    title: str
    run: Callable[[], north_yorkshire.Found]


REHEARSALS = {
    "north-yorkshire": Rehearsal(
        "North Yorkshire, 2009: 50 referrals given to nobody, 25 assessments stalled, 15 orphaned",
        north_yorkshire.rehearse,
    ),
}
