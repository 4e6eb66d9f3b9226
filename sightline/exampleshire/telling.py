"""What people were told and what was written for them: digests, entries to confirm, and one sent back."""

from collections.abc import Iterator
from datetime import date, timedelta

from sightline.exampleshire import sign_in
from sightline.exampleshire.days import DAY, after, at, working
from sightline.exampleshire.draw import Draw, Shares
from sightline.exampleshire.world import Row, World
from sightline.people.models import PRACTISES, Role
from sightline.record.models.sighting import SightingAlone, SightingPurpose

WEEKS = 4
#: Lines in a digest, by whoever answers for more.
MANY = Shares((0, 0.3), (1, 0.35), (2, 0.2), (3, 0.1), (4, 0.05))
MANY_FOR_A_MANAGER = Shares((2, 0.2), (3, 0.3), (4, 0.25), (5, 0.15), (6, 0.07), (8, 0.03))
NOTE = "Met in the kitchen with both brothers about. Talked by the back door for a while on our own."
ASKED_FOR = "Where is the father’s side of the family in this?"


def write(world: World) -> None:
    """Write it all."""
    _digests(world, world.draw("digests"))
    who = {row["email"]: row["id"] for row in world.rows.of["worker"]}
    _to_confirm(world, who[sign_in.AMINA.email], who[sign_in.KIT.email])
    _sent_back(world, who[sign_in.BRYN.email])


def _days(world: World) -> Iterator[date]:
    for back in range(WEEKS * 7):
        day = world.last - back * DAY
        if working(day) == day:
            yield day


def _digests(world: World, draw: Draw) -> None:
    managers = (Role.TEAM_MANAGER, Role.SERVICE_MANAGER, Role.DIRECTOR)
    for worker in world.rows.of["worker"]:
        if worker["left_on"] is not None or worker["role"] not in PRACTISES:
            continue
        lines = MANY_FOR_A_MANAGER if worker["role"] in managers else MANY
        for day in _days(world):
            if day < (worker.get("started_on") or day):
                continue
            many = draw.of(lines)
            world.rows.add(
                "digest",
                worker_id=worker["id"],
                on=day,
                alerts=many,
                things=many and many * draw.number(1, 5),
                sent_at=at(day, 6 * 60 + 2) if many else None,
            )


def _to_confirm(world: World, amina: int, kit: int) -> None:
    """Two visits of Amina's that Kit wrote from her notes, and that she has still to confirm."""
    draw = world.draw("written for")
    mine = [
        row for row in world.rows.of["allocation"] if row["worker_id"] == amina and row["until_on"] is None
    ]
    for allocation in mine[3:5]:
        day = max(allocation["from_on"], world.last - 2 * DAY)
        wrote = world.wrote(draw, kit, world.last)
        seen = world.rows.add(
            "sighting",
            child_id=allocation["child_id"],
            by_id=amina,
            on_behalf_of_id=amina,
            happened_on=day,
            where="At home",
            purpose=SightingPurpose.WELFARE.value,
            was_seen=True,
            alone=SightingAlone.YES.value,
            was_spoken_to=True,
            note=NOTE,
            **wrote,
        )
        _handed(world, seen, amina, kit, day)


def _handed(world: World, seen: Row, amina: int, kit: int, day: date) -> None:
    handed_at = seen["recorded_at"] - timedelta(hours=2)
    world.rows.add(
        "handedentry",
        child_id=seen["child_id"],
        to_id=kit,
        what="sighting",
        about_on=day,
        notes="Kitchen, both brothers. Alone by the back door. Rest in your words please.",
        due_on=after(world.on, 1),
        entered_at=seen["recorded_at"],
        entry=seen["id"],
        recorded_by_id=amina,
        recorded_at=handed_at,
    )


def _sent_back(world: World, bryn: int) -> None:
    """One assessment of Bryn's team went back to its author yesterday and is not in again."""
    team = next(row["id"] for row in world.rows.of["team"] if row["manager_id"] == bryn)
    cases = {row["id"] for row in world.rows.of["referral"] if row["team_id"] == team}
    waiting = [
        row
        for row in world.rows.of["assessment"]
        if row["referral_id"] in cases and row.get("outcome") and row.get("authorised_on") is None
    ]
    for row in [one for one in waiting if one["author_id"] != bryn][:1]:
        world.rows.add(
            "sentback",
            child_id=row["child_id"],
            assessment_id=row["id"],
            sent_back_on=max(world.last, row["started_on"]),
            because=ASKED_FOR,
            **world.wrote(world.draw("sent back"), bryn, world.last),
        )
