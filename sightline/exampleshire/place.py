"""Places and groups outside families that worry Exampleshire, who has to do with them, and what is done."""

from datetime import date, timedelta

from sightline.exampleshire.days import DAY
from sightline.exampleshire.draw import Draw
from sightline.exampleshire.handover import STORIES
from sightline.exampleshire.world import Row, World
from sightline.record.models.place import PlaceKind, PlaceRole
from sightline.record.models.to_do import ActionOutcome

#: The youngest who go there, in years; and of those whose case is open, the share who do.
FROM_AGE, LINKED = 11, 0.12
REVIEWED_EVERY = 42
OLDER_THAN = 260
"""Days: since so long the first of them has worried us."""
#: What it is, its name, where, what worries us there, and who told us.
PLACES = (
    (PlaceKind.OUTDOORS, "The bandstand", "Riverside Gardens", "ZZ4 1AA",
     "Men in their twenties wait there after school with drink and rides home.", "The gardens’ keeper"),
    (PlaceKind.SHOP, "The late takeaway", "Station Parade", "ZZ4 2BD",
     "Children are given food on credit, and asked to carry things for it.", "Two parents, apart"),
    (PlaceKind.TRANSPORT, "Stand C", "The bus station", "ZZ4 2BA",
     "The same three older boys meet the school buses and choose whom to speak to.", "The bus company"),
    (PlaceKind.ONLINE, "A building game’s private servers", "", "",
     "Somebody gives coins for pictures. Four usernames are with the police.", "A school"),
    (PlaceKind.GROUP, "The Elm Court lot", "Around Elm Court", "ZZ5 3CE",
     "Twelve or so, fourteen to seventeen. Two have been stopped with knives.", "The youth service"),
    (PlaceKind.HOME, "The flat over the launderette", "Mill Lane", "ZZ5 1DA",
     "Young people stay for days, and the tenant is frightened of them too.", "The housing officer"),
)  # fmt: skip
#: What is done, who does it if not the team that answers, and how it is known.
DONE = (
    ("Walk past between three and five, twice a week", "Neighbourhood policing", "Log of eleven walks."),
    ("Meet the owner, and say what we see", "", "Met; the back door is shut at eight now."),
    ("Mend the lights and cut the hedge", "The council’s grounds team", "Both done; seen at dusk."),
    ("A detached youth worker there on Fridays", "The youth service", "Four Fridays; nine names."),
)
FOUND = (
    "Fewer of them since the lights, and earlier. Those who are left are older.",
    "No change: the same faces, the same hour.",
    "They moved to the steps behind the library. We look there from now on.",
)
WHAT = {
    PlaceRole.GOES: "Most days after school, and not home before nine.",
    PlaceRole.HARMED: "A telephone was taken, and a promise asked for it.",
    PlaceRole.DRAWS: "Brings younger ones along, and is himself brought by somebody.",
}
SAID_BY = ("The school", "Their mother", "A friend’s parent", "Themselves, to the youth worker")


def write(world: World) -> None:
    """Write the places, each a team's to answer for, the last of them worrying us no more."""
    draw = world.draw("places")
    teams = [
        row for row in world.rows.of["team"] if not row.get("is_front_door") and not row.get("closed_on")
    ]
    made = [
        _place(world, draw, teams[number % len(teams)], number, *said) for number, said in enumerate(PLACES)
    ]
    for number, case in enumerate(_of_age(world)):
        if draw.happens(LINKED) or number == 0:
            _link(world, draw, case, draw.one(made[:-1]))


def _of_age(world: World) -> list[Row]:
    """The open cases of children who are old enough to be out on their own."""
    people = world.rows.of["person"]
    eldest = world.last - timedelta(days=FROM_AGE * 365)
    return [
        row
        for row in world.rows.of["referral"]
        if row["id"] > STORIES
        and row.get("closed_on") is None
        and row.get("decision") != "no_further_action"
        and (people[row["child_id"] - 1].get("born_on") or world.last) < eldest
    ]


def _place(
    world: World, draw: Draw, team: Row, number: int, kind: PlaceKind, name: str, where: str, postcode: str,
    worry: str, told: str,
) -> Row:  # fmt: skip
    manager, worried_on = team["manager_id"], world.last - (OLDER_THAN - 35 * number) * DAY
    ended_on = world.last - 5 * DAY if number == len(PLACES) - 1 else None
    row = world.rows.add(
        "place",
        kind=kind.value,
        name=name,
        address=where,
        postcode=postcode,
        worry=worry,
        worried_on=worried_on,
        came_from=told,
        team_id=team["id"],
        review_on=worried_on + REVIEWED_EVERY * DAY,
        ended_on=ended_on,
        ended_by_id=manager if ended_on else None,
        ended_because="The tenant has moved, and the locks are changed." if ended_on else None,
        **world.wrote(draw, manager, worried_on),
    )
    _act(world, draw, row, manager)
    day = worried_on + REVIEWED_EVERY * DAY
    while day < (ended_on or world.last - 20 * DAY):
        _review(world, draw, row, manager, day)
        day += REVIEWED_EVERY * DAY
    return row


def _act(world: World, draw: Draw, place: Row, by: int) -> None:
    for what, outside, evidence in draw.sample(DONE, 2):
        agreed_on = place["worried_on"] + draw.number(2, 12) * DAY
        due_on = agreed_on + draw.number(14, 60) * DAY
        done_on = world.known(due_on - DAY) if draw.happens(0.7) else None
        world.rows.add(
            "placeaction",
            place_id=place["id"],
            what=what,
            agreed_on=agreed_on,
            owner_id=None,
            outside=outside,
            due_on=due_on,
            finished_on=done_on,
            finished_by_id=by if done_on else None,
            outcome=ActionOutcome.DONE.value if done_on else None,
            evidence=evidence if done_on else None,
            **world.wrote(draw, by, agreed_on),
        )


def _review(world: World, draw: Draw, place: Row, by: int, day: date) -> None:
    world.rows.add(
        "placereview",
        place_id=place["id"],
        reviewed_on=day,
        found=FOUND[(day - place["worried_on"]).days // REVIEWED_EVERY % len(FOUND)],
        next_review_on=day + REVIEWED_EVERY * DAY,
        **world.wrote(draw, by, day),
    )


def _link(world: World, draw: Draw, case: Row, place: Row) -> None:
    role = draw.one((PlaceRole.GOES, PlaceRole.GOES, PlaceRole.GOES, PlaceRole.HARMED, PlaceRole.DRAWS))
    from_on = max(place["worried_on"], case["received_on"])
    manager = world.rows.of["team"][case["team_id"] - 1]["manager_id"]
    world.rows.add(
        "placelink",
        child_id=case["child_id"],
        place_id=place["id"],
        role=role.value,
        what=WHAT[role],
        came_from=draw.one(SAID_BY),
        from_on=from_on,
        until_on=None,
        **world.wrote(draw, manager, from_on),
    )
