"""What mattered in a child's record, who was sent copies and what agencies gave us, as acts by chance."""

from collections.abc import Callable
from pathlib import Path
from tempfile import NamedTemporaryFile

from sightline.casework import chronology, circulation, document, entry, significance
from sightline.record import models as record
from sightline.record.models.chronology import Event
from tests.casework.any_order import Chance
from tests.casework.any_order_asked import ASKED


def _mark(c: Chance) -> object:
    kind, day = c.random.choice([(record.Sighting, "happened_on"), (record.Referral, "closed_on")])
    return significance.mark(c.child, c.of(kind), day, by=c.by, on=c.on)


def _correct(c: Chance) -> object:
    written = c.of(record.EventAnalysis)
    return significance.correct(written, by=written.recorded_by, on=c.on, why="It was the second time.")


def _put_there(c: Chance) -> object:
    with NamedTemporaryFile(suffix=".txt") as file:
        file.write(b"Minutes: she is to be seen every week.\n")
        file.flush()
        return document.add(
            [c.child], by=c.by, path=Path(file.name), kind="minutes", title="Minutes", on=c.on
        )


def _send(c: Chance) -> object:
    place = c.of(c.random.choice([record.Conference, record.ChildProtectionPlan, record.ChildInNeedPlan]))
    to = {"person": "Dr Onslow", "agency": "health", "route": "secure_email"}
    return circulation.send(place, c.of(record.Document), by=c.by, on=c.on, **to)


def _give(c: Chance) -> object:
    """Now and then what was given before."""
    events = [Event(c.on, c.random.choice(["She came without a coat.", "Late"])) for _ in range(4)]
    agency = c.random.choice(["education", "health"])
    return chronology.bring_in(
        c.child, by=c.by, on=max(events).on, agency=agency, from_what="Its log", events=events
    )


CHOSEN: dict[str, Callable[[Chance], object]] = {
    **ASKED,
    "it mattered": _mark,
    "somebody says why": lambda c: significance.analyse(
        c.of(record.SignificantEvent), by=c.by, on=c.on, why="It was the first time."
    ),
    "they say it better": _correct,
    "a paper is put there": _put_there,
    "somebody is sent it": _send,
    "they want it put right": lambda c: circulation.answer(
        c.of(record.SentCopy), by=c.by, on=c.on, answer="correction", correction="It was Tuesday."
    ),
    "an agency gives us its chronology": _give,
    "it was about another child": lambda c: entry.strike_out(
        c.of(record.AgencyChronology), by=c.by, because="It is about another Mia."
    ),
    "it did not matter": lambda c: entry.strike_out(
        c.of(record.SignificantEvent), by=c.by, because="It was a slip."
    ),
}
