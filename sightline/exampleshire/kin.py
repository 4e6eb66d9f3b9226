"""Who people are to one another, of whom there is a warning, and who is in the record twice."""

from datetime import timedelta

from sightline.exampleshire.days import DAY
from sightline.exampleshire.draw import Draw
from sightline.exampleshire.handover import STORIES
from sightline.exampleshire.known_by import said_of_two
from sightline.exampleshire.world import Row, World
from sightline.people.models import Role
from sightline.record.models.family import FamilyPlace
from sightline.record.models.relationship import Relation
from sightline.record.models.warning import Risk

#: Of families, those in which somebody has written down who is what to whom.
TOLD = 0.3
DISPUTED = 0.06
WARNED = 0.12  # of step-parents
REVIEWED = 0.5
NO_LONGER = 0.2
TWICE = 4
"""Children of open cases who are in the record twice, half of whom a manager has joined."""
KIN = {
    FamilyPlace.MOTHER.value: (Relation.PARENT, ("Her own account", "The birth certificate")),
    FamilyPlace.FATHER.value: (Relation.PARENT, ("The mother", "The birth certificate")),
    FamilyPlace.STEP_PARENT.value: (Relation.STEP_PARENT, ("The child", "The mother")),
    FamilyPlace.GRANDPARENT.value: (Relation.GRANDPARENT, ("The mother", "Her own account")),
}
WARNINGS = (
    (
        Risk.CHILDREN,
        "Convicted of assault on a former partner’s child. Never alone with a child until assessed.",
        "The police",
    ),
    (
        Risk.PARTNERS,
        "Two earlier partners tell of violence when they left. Never ring the shared telephone.",
        "The multi-agency risk meeting",
    ),
    (
        Risk.WORKERS,
        "Has a dog that bit a health visitor. Ring before you come; visit in pairs.",
        "The health visitor",
    ),
)


def write(world: World) -> None:
    """Write down kin, warnings and doubles, as they stand on the morning of the day."""
    draw = world.draw("kin")
    families: dict[int, list[Row]] = {}
    for place in world.rows.of["familymember"]:
        families.setdefault(place["family_id"], []).append(place)
    managers = [one["id"] for one in world.rows.of["worker"] if one["role"] == Role.TEAM_MANAGER.value]
    for n, places in enumerate(families.values()):
        if n < TWICE or draw.happens(TOLD):
            _kin(world, draw, places)
        for place in places:
            if place["place"] == FamilyPlace.STEP_PARENT.value and draw.happens(WARNED):
                _warning(world, draw, place, draw.one(managers))
    cases = world.rows.of["referral"]
    still_open = {row["child_id"] for row in cases if row["id"] > STORIES and row.get("closed_on") is None}
    still_open -= {row["child_id"] for row in cases[:STORIES]}
    homes = {place["child_id"]: place for place in world.rows.of["familymember"]}
    theirs = still_open & homes.keys()
    children = [one for one in world.rows.of["person"] if one["id"] in theirs and one.get("born_on")]
    for n, child in enumerate(children[:: max(1, len(children) // TWICE)][:TWICE]):
        _twice(world, draw, child, homes[child["id"]], draw.one(managers), joined=n % 2 == 0)


def _kin(world: World, draw: Draw, places: list[Row]) -> None:
    children = [one for one in places if one["place"] == FamilyPlace.CHILD.value]
    for place in places:
        if place["place"] in KIN:
            relation, accounts = KIN[place["place"]]
            for child in children:
                disputed = place["place"] == FamilyPlace.FATHER.value and draw.happens(DISPUTED)
                world.rows.add(
                    "relationship",
                    child_id=child["child_id"],
                    other_id=place["child_id"],
                    relation=relation.value,
                    said_by=draw.one(accounts),
                    disputed_by="He himself" if disputed else "",
                    disputed_because="He asks for a test, and says that they had parted." if disputed else "",
                    recorded_by_id=place["recorded_by_id"],
                    recorded_at=place["recorded_at"],
                )


def _warning(world: World, draw: Draw, place: Row, manager: int) -> None:
    risk, what, source = draw.one(WARNINGS)
    noted_on = max(place["recorded_at"].date(), world.last - timedelta(days=draw.number(20, 200)))
    about = {"child_id": place["child_id"], "recorded_by_id": place["recorded_by_id"]}
    wrote = world.wrote(draw, place["recorded_by_id"], noted_on)
    ended = draw.happens(NO_LONGER)
    note = world.rows.add(
        "warningnote",
        **about | wrote,
        risk=risk.value,
        what=what,
        came_from=source,
        noted_on=noted_on,
        review_on=noted_on + 90 * DAY,
        ended_on=world.last if ended else None,
        ended_by_id=manager if ended else None,
        ended_because="He has left the home, and the divorce is through." if ended else None,
    )
    reviewed_on = noted_on + 80 * DAY
    if reviewed_on < world.last and draw.happens(REVIEWED):
        wrote = world.wrote(draw, place["recorded_by_id"], reviewed_on)
        world.rows.add(
            "warningreview",
            **about | wrote,
            note_id=note["id"],
            reviewed_on=reviewed_on,
            because="Nothing has changed: he is at the address most evenings.",
            next_review_on=reviewed_on + 90 * DAY,
        )


def _twice(world: World, draw: Draw, child: Row, place: Row, manager: int, *, joined: bool) -> None:
    """The child once more, as somebody at night wrote them down in the same family."""
    again = world.rows.add(
        "person",
        given_name=child.get("chosen_name") or child["given_name"],
        family_name=child["family_name"],
        born_on=child["born_on"],
        sex=child["sex"],
        ethnicity="NOBT",
        **world.wrote(draw, child["recorded_by_id"], world.last - 30 * DAY),
    )
    wrote = {"recorded_by_id": again["recorded_by_id"], "recorded_at": again["recorded_at"]}
    here = {"family_id": place["family_id"], "place": place["place"]}
    world.rows.add("familymember", child_id=again["id"], has_parental_responsibility=None, **here, **wrote)
    if not joined:
        said_of_two(world, again, child)
    else:
        world.rows.add(
            "sameperson",
            child_id=again["id"],
            kept_id=child["id"],
            judged_on=world.last - 3 * DAY,
            because="The same birth date, school and mother: at night the first was not found.",
            **world.wrote(draw, manager, world.last - 3 * DAY),
        )
