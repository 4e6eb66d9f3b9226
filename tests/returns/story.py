"""Stories read from a census, and how each duty then stands. The tests that tell them are beside this."""

from datetime import date
from pathlib import Path

from sightline.returns.cin_census.days import Days
from sightline.returns.cin_census.read import read
from sightline.returns.inspect import Inspection, Run, inspect
from tests.returns.census import assessment, census, child, enquiry, episode, plan, write

ASSESSMENT, CONFERENCE = "single-assessment", "initial-conference"
FIRST_REVIEW, LATER_REVIEWS = "first-review-conference", "later-review-conferences"

REFERRED, DUE = "2026-03-02", "2026-05-07"
"""Forty-five working days, past Good Friday, Easter Monday and the early May bank holiday."""

STRATEGY, CONFERENCE_DUE = "2026-03-27", "2026-04-21"
"""Fifteen working days, past Good Friday and Easter Monday."""


FAMILY = census(
    child(
        "A1",
        episode("2023-05-01", assessment("2023-05-02", "2023-09-01"), enquiry("2023-05-05", "2023-05-19")),
    ),
    child("B&lt;2&gt;", episode("2023-06-01", plan("2023-06-20", "2023-09-01"))),
    child("C3", episode("2023-06-01", assessment("2023-07-01", "2023-06-15"), CINclosureDate="2023-12-01")),
)  # fmt: skip
"""Three children: one late, one with a plan, one with dates out of order."""


def inspected(folder: Path, *children: str, on: str) -> Inspection:
    return inspect(
        Days(read(write(folder, census(*children, reference="2026-03-31")))), date.fromisoformat(on)
    )


def stands(folder: Path, *children: str, on: str) -> dict[str, dict[str, int]]:
    """By duty that anybody was owed: how many runs stand in each way."""
    found = inspected(folder, *children, on=on)
    return {
        shown.duty.id: {standing.words: count for standing, count in shown.counts.items() if count}
        for shown in found.shown
        if shown.runs
    }


def runs(found: Inspection, duty: str) -> list[Run]:
    return [run for shown in found.shown if shown.duty.id == duty for run in shown.runs]
