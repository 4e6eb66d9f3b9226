"""Names that people had before, numbers with where they come from, and birth dates that somebody guessed."""

from datetime import timedelta

from sightline.exampleshire.draw import Draw
from sightline.exampleshire.names import ENGLISH
from sightline.exampleshire.world import Row, World
from sightline.record.models.identifier import NHS_NUMBER, PUPIL_NUMBER
from sightline.record.models.known_by import NameUse

#: Shares of people; ours, none of it published.
FORMER, NICKNAME, GUESSED = 0.03, 0.02, 0.05
SOURCE_KEPT = 0.4  # of NHS and pupil numbers
CHECKED = 0.6  # of those
SAID_BY = ("Her own account", "The mother", "The birth certificate", "The school")
NICKNAMES = ("Bear", "Sparrow", "Pip", "Ginger", "Dot", "Tiny")
CAME_FROM = {
    NHS_NUMBER: ("The health visitor", "The general practice", "The hospital"),
    PUPIL_NUMBER: ("The school", "The virtual school"),
}
HOW = {
    NHS_NUMBER: "Asked of the national service",
    PUPIL_NUMBER: "Seen in the school’s own system",
}


def write(world: World) -> None:
    """Write them of everybody who is in the record by now."""
    draw = world.draw("known by")
    for person in list(world.rows.of["person"]):
        if person.get("expected_on"):
            continue
        if draw.happens(FORMER):
            _name(world, draw, person, NameUse.FORMER, person["given_name"], draw.one(ENGLISH.families))
        if draw.happens(NICKNAME):
            _name(world, draw, person, NameUse.NICKNAME, draw.one(NICKNAMES), "")
        if person.get("born_on") and not person.get("nhs_number") and draw.happens(GUESSED):
            person["born_accuracy"] = "EEE"
        for system, field in ((NHS_NUMBER, "nhs_number"), (PUPIL_NUMBER, "upn")):
            if person.get(field) and draw.happens(SOURCE_KEPT):
                _number(world, draw, person, system, person[field])


def _name(world: World, draw: Draw, person: Row, use: NameUse, given: str, family: str) -> None:
    until_on = person["recorded_at"].date() - timedelta(days=draw.number(100, 1500))
    world.rows.add(
        "othername",
        child_id=person["id"],
        given_name=given,
        family_name=family,
        use=use.value,
        until_on=until_on if use is NameUse.FORMER else None,
        said_by=draw.one(SAID_BY),
        **_wrote(person),
    )


def _number(world: World, draw: Draw, person: Row, system: str, value: str) -> None:
    checked = draw.happens(CHECKED)
    world.rows.add(
        "identifier",
        child_id=person["id"],
        system=system,
        value=value,
        came_from=draw.one(CAME_FROM[system]),
        checked_on=person["recorded_at"].date() if checked else None,
        checked_how=HOW[system] if checked else None,
        **_wrote(person),
    )


def said_of_two(world: World, again: Row, child: Row) -> None:
    """The number of a child, said of the same child as they were written down once more."""
    if child.get("nhs_number"):
        said = {"system": NHS_NUMBER, "value": child["nhs_number"], "came_from": "The hospital’s letter"}
        world.rows.add("identifier", child_id=again["id"], **said, **_wrote(again))


def _wrote(person: Row) -> Row:
    return {"recorded_by_id": person["recorded_by_id"], "recorded_at": person["recorded_at"]}
