"""A child's story as a practitioner could write it, told to both evaluators, and the whole of what they make
of it.

    story(
        INITIAL_CONFERENCE,
        "2026-03-27 strategy discussion led to enquiry    2026-04-21 initial conference held",
        "due 2026-04-21  met 2026-04-21  in time",
    )

A fact is a day, a London time where it is known, the words of its Kind, and `#2` where it is in the child's
second record. A fact about the child is in the child's own thread. Facts stand two spaces or a line apart.
What is expected is one line to a clock, by record and start day; "from …" opens each line where the duty
recurs or there is more than one.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime

from sightline.duties import columns, reference
from sightline.duties.language import Duty, Kind, Milestone, Standing, Thread
from sightline.timescales.london import LONDON

CHILD = 5
KINDS = {kind.words: kind for kind in Kind}
_FACT = re.compile(r"(?P<day>\d{4}-\d\d-\d\d)(?: (?P<time>\d\d:\d\d))? (?P<words>.+?)(?: #(?P<record>\d))?")


def story(duty: Duty, facts: str, expected: str, on: str = "2035-12-31") -> None:
    """Both evaluators give the story exactly these clocks, as they stand on the day `on`."""
    milestones = list(told(duty, facts))
    wanted = [" ".join(line.split()) for line in expected.strip().splitlines()]
    day = date.fromisoformat(on)
    assert _lines(duty, by_reference(duty, milestones, day)) == wanted, "reference"
    assert _lines(duty, by_columns(duty, milestones, day)) == wanted, "columns"


def told(duty: Duty, facts: str) -> Iterator[Milestone]:
    """The milestones of a story."""
    for text in filter(None, re.split(r"\s{2,}|\n", facts.strip())):
        fact = _FACT.fullmatch(text)
        assert fact, f"{text!r} is no fact: a day, perhaps a time, and what happened"
        kind, day = KINDS[fact["words"]], date.fromisoformat(fact["day"])
        own = duty.thread.number(40 + int(fact["record"] or 1)) if duty.thread else Thread.CHILD.number(CHILD)
        thread = Thread.CHILD.number(CHILD) if kind.is_about_the_child else own
        yield Milestone(CHILD, thread, kind, day, _instant(day, fact["time"]))


def _instant(day: date, time: str | None) -> datetime | None:
    if time is None:
        return None
    return datetime.fromisoformat(f"{day} {time}").replace(tzinfo=LONDON).astimezone(UTC)


Told = tuple[date, date | None, date | None, date | None, date | None, Standing]


def by_reference(duty: Duty, milestones: list[Milestone], on: date) -> list[Told]:
    """Started, due, met, ended and lapsed day, and standing, of each clock."""
    return [
        (clock.started_on, clock.due_on, clock.met_on, clock.ended_on, clock.lapsed_on, clock.standing(on))
        for clock in reference.clocks(duty, milestones)
    ]


def by_columns(duty: Duty, milestones: list[Milestone], on: date) -> list[Told]:
    """The same from the other evaluator."""
    clocks = columns.evaluate(duty, columns.Columns.of(milestones))
    standing = clocks.standing(on)
    days = (clocks.started_on, clocks.due_on, clocks.met_on, clocks.ended_on, clocks.lapsed_on)
    rows = zip(*(map(_day, column) for column in days), map(Standing, standing.tolist()), strict=True)
    return [(started or date.min, *rest) for started, *rest in rows]


def _day(number: int) -> date | None:
    return None if number == columns.NEVER else date.fromordinal(date(1970, 1, 1).toordinal() + int(number))


def _lines(duty: Duty, clocks: list[Told]) -> list[str]:
    if not clocks:
        return ["no clock"]
    several = duty.recurs or len(clocks) > 1
    return [(f"from {clock[0]} " if several else "") + _line(*clock[1:]) for clock in clocks]


def _line(
    due: date | None, met: date | None, ended: date | None, lapsed: date | None, standing: Standing
) -> str:
    days = {"met": met, "ended": ended, "lapsed": lapsed}
    said = [f"due {due}" if due else "nothing due", *(f"{word} {day}" for word, day in days.items() if day)]
    return " ".join([*said, standing.words])
