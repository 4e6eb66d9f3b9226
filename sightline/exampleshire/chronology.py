"""Other agencies' chronologies: what a school, a nurse or the police gave for a conference, day by day."""

from collections.abc import Iterable
from datetime import date, timedelta

from sightline.exampleshire.draw import Draw
from sightline.exampleshire.world import Row, World
from sightline.people.models import Agency
from sightline.record.accuracy import MONTH, WHOLE

#: Of the children on a plan, those of whom each agency gave a chronology before the conference.
GAVE = 0.45
BEFORE = timedelta(days=5)
"""How long before the plan began it was given to us."""
AGENCIES = (
    (
        Agency.EDUCATION,
        "The school’s log",
        (
            "Came without a coat for the second week.",
            "Fell asleep in the afternoon. Said that nobody had gone to bed.",
            "Not in school, and nobody rang.",
            "An aunt came to the gate and asked to take the children home. They waited for their mother.",
            "Told the dinner lady that there was shouting in the night.",
            "On time all week, with breakfast.",
        ),
    ),
    (
        Agency.HEALTH,
        "The school nurse’s record",
        (
            "Not brought to have eyes tested. The second letter was sent.",
            "Weighed and measured: has lost weight since spring.",
            "A tooth was taken out that could have been saved.",
            "Their mother rang about sleep, and was glad to be asked how she was.",
        ),
    ),
    (
        Agency.POLICE,
        "The police log",
        (
            "Called to raised voices at the address. All was quiet; the children were asleep.",
            "Called by a neighbour. A door was broken. Their mother did not want to say more.",
        ),
    ),
)
Happened = tuple[date, str, str]
"""The day, what happened, and how far the day is known."""


def write(world: World) -> None:
    """Write those that were given before the plans that run."""
    draw = world.draw("chronology")
    for plan in world.rows.of["childprotectionplan"]:
        if plan.get("ended_on") is not None or plan.get("struck_out_at"):
            continue
        given_on = plan["started_on"] - BEFORE
        for agency, from_what, words in AGENCIES:
            if draw.happens(GAVE):
                events = list(_events(draw, given_on, words))
                bring_in(world, draw, plan, given_on, (agency, from_what), events)


def _events(draw: Draw, given_on: date, words: tuple[str, ...]) -> Iterable[Happened]:
    """The last year, an event now and then; of one in three the agency knew only the month."""
    for each in words:
        on = given_on - timedelta(days=draw.number(3, 360))
        yield (on.replace(day=1), each, MONTH) if draw.happens(0.3) else (on, each, WHOLE)


def bring_in(
    world: World, draw: Draw, of: Row, given_on: date, whose: tuple[Agency, str], events: Iterable[Happened]
) -> None:
    """One agency's chronology of the child whom this row is about, by whoever wrote the row."""
    agency, from_what = whose
    theirs = {"child_id": of["child_id"], "agency": agency.value, "from_what": from_what}
    wrote = world.wrote(draw, of["recorded_by_id"], given_on)
    given = world.rows.add("agencychronology", given_on=given_on, **theirs, **wrote)
    for on, words, accuracy in events:
        world.rows.add(
            "agencyevent",
            chronology_id=given["id"],
            given_on=given_on,
            happened_on=on,
            accuracy=accuracy,
            words=words,
            **theirs,
            **wrote,
        )
