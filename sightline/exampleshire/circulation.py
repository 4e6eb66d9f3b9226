"""Minutes of conferences: who was sent which version, what they said of it, and who has an older one."""

from datetime import date

from sightline.exampleshire.days import after
from sightline.exampleshire.draw import Draw
from sightline.exampleshire.world import Row, World
from sightline.exampleshire.writing import MOST, stored
from sightline.people.models import Agency
from sightline.record.models.circulation import CopyAnswer, Route
from sightline.record.models.document import DocumentKind

#: Minutes of a plan that runs are there for so many; of so many there is a second version.
WRITTEN, AGAIN = 0.6, 0.25
#: Of those who were there, so many were sent it; of these so many have answered, and of those so many object.
SENT, ANSWERED, OBJECTS = 0.85, 0.5, 0.2
WHO = {
    Agency.POLICE: "Sergeant, neighbourhood team",
    Agency.HEALTH: "Named nurse, Exampleshire children’s clinic",
    Agency.EDUCATION: "Deputy head, Long Lane primary",
}
WORDS = (
    "Minutes of the conference, paper {number}, of {day:%-d %B %Y}.\n\nPresent, apologies, what was decided."
)
WANTS = "I said that she was late on four days, not on fourteen."


def write(world: World) -> None:
    """Write the minutes of the conferences whose plans run, and the copies of them that went out."""
    draw = world.draw("circulation")
    conferences = {one["id"]: one for one in world.rows.of["conference"]}
    plans = [one for one in world.rows.of["childprotectionplan"] if one.get("ended_on") is None]
    for plan in [one for one in plans if draw.happens(WRITTEN)][:MOST]:
        _minutes(world, draw, conferences[plan["made_by_id"]], plan)


def _minutes(world: World, draw: Draw, held: Row, plan: Row) -> None:
    day = after(held["held_on"], draw.number(3, 15))
    if day > world.last:
        return
    first = _paper(world, draw, plan, day, None)
    _send(world, draw, held, first, day)
    later = after(day, draw.number(5, 20))
    if later <= world.last and draw.happens(AGAIN):
        _send(world, draw, held, _paper(world, draw, plan, later, first["id"]), later)


def _paper(world: World, draw: Draw, plan: Row, day: date, replaces: int | None) -> Row:
    number = len(world.rows.of["document"]) + 1
    return world.rows.add(
        "document",
        child_id=plan["child_id"],
        file_id=stored(world, WORDS.format(number=number, day=day), day),
        kind=DocumentKind.MINUTES.value,
        title="Minutes of the conference",
        dated_on=day,
        name=f"minutes{number:04}.pdf",
        replaces_id=replaces,
        **world.wrote(draw, plan["recorded_by_id"], day),
    )


def _send(world: World, draw: Draw, held: Row, paper: Row, day: date) -> None:
    for agency, who in WHO.items():
        if agency not in held["agencies_present"] or not draw.happens(SENT):
            continue
        heard_on = world.known(after(day, draw.number(1, 8))) if draw.happens(ANSWERED) else None
        objects = draw.happens(OBJECTS)
        answer = CopyAnswer.CORRECTION if objects else CopyAnswer.CONFIRMED
        world.rows.add(
            "sentcopy",
            child_id=paper["child_id"],
            conference_id=held["id"],
            document_id=paper["id"],
            person=who,
            agency=agency.value,
            route=Route.SECURE_EMAIL.value,
            sent_on=day,
            answered_on=heard_on,
            answer=answer.value if heard_on else None,
            correction=WANTS if heard_on and objects else "",
            **world.wrote(draw, paper["recorded_by_id"], day),
        )
