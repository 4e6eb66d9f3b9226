"""A few odd looks, a record that an inquiry wants whole, an old one, and a mother who asks for a copy."""

from datetime import date, timedelta

from sightline.exampleshire import sign_in
from sightline.exampleshire.days import at
from sightline.exampleshire.draw import Draw
from sightline.exampleshire.staff import Staff
from sightline.exampleshire.world import Row, World
from sightline.people.models import Role
from sightline.record.models.rights import CorrectionDecision, RetentionChoice, WhoAsks, WithheldBecause

LATE = 22 * 60 + 14
"""Minutes after midnight at which somebody was curious."""
MOTHER = "Their mother, by letter"
ANSWERED = "I covered the office that evening and opened the wrong family. I closed it at once."
HE_NEVER = "He never lived with us. He only came at the weekend."
STANDS = "The landlord and the school both had him at the address. Her words stand beside it."
AN_AUNT = "His aunt has asked to read it when she is back in the country."


def write(world: World, staff: Staff) -> None:
    """Write them about two of Amina’s children, and about the oldest case that is over."""
    draw = world.draw("rights")
    amina, bryn = (_worker(world, person.email)["id"] for person in (sign_in.AMINA, sign_in.BRYN))
    running = [row for row in world.rows.of["allocation"] if row["until_on"] is None]
    hers = sorted({row["child_id"] for row in running if row["worker_id"] == amina})
    if not hers:
        return
    _looks(world, staff, draw, hers[0], amina)
    _hold(world, draw, hers[-1], bryn)
    _copy(world, draw, hers[0], amina)
    _corrections(world, draw, hers[0], amina, bryn)
    _old(world, draw)


def _looks(world: World, staff: Staff, draw: Draw, child: int, amina: int) -> None:
    """Two to account for, and one of the week before that Amina has asked about."""
    day, before = world.last - timedelta(days=3), world.last - timedelta(days=10)
    curious = staff.any(Role.BUSINESS_SUPPORT, before, draw).worker
    other = _worker(world, sign_in.CARYS.email)["id"]
    for worker, moment in ((curious, at(day, LATE)), (other, at(day, 11 * 60)), (curious, at(before, LATE))):
        world.rows.add("look", at=moment, worker=worker, page="child", child=child, words="")
    world.rows.add(
        "looknote",
        child_id=child,
        looker_id=curious,
        looked_on=before,
        note=ANSWERED,
        **world.wrote(draw, amina, before + timedelta(days=1)),
    )


def _hold(world: World, draw: Draw, child: int, bryn: int) -> None:
    day = world.last - timedelta(days=3)
    why = "The coroner has asked that nothing about the family be destroyed"
    world.rows.add("legalhold", child_id=child, from_on=day, because=why, **world.wrote(draw, bryn, day))


def _copy(world: World, draw: Draw, child: int, amina: int) -> None:
    """Asked for nearly a month ago, and being prepared: what is about somebody else is left out."""
    day = world.last - timedelta(days=25)
    asked = world.rows.add(
        "accessrequest",
        child_id=child,
        received_on=day,
        asked_by=WhoAsks.PARENT.value,
        who=MOTHER,
        **world.wrote(draw, amina, day),
    )
    case = next(row for row in world.rows.of["referral"] if row["child_id"] == child)
    world.rows.add(
        "redaction",
        child_id=child,
        request_id=asked["id"],
        kind="referral",
        entry=case["id"],
        words=case["because"].split(".")[0],
        reason=WithheldBecause.ANOTHER_PERSON.value,
        **world.wrote(draw, amina, world.last - timedelta(days=6)),
    )


def _corrections(world: World, draw: Draw, child: int, amina: int, bryn: int) -> None:
    """One that a manager decided, and one that waits for it."""
    day, decided_on = world.last - timedelta(days=20), world.last - timedelta(days=12)
    told = {"child_id": child, "who": MOTHER}
    world.rows.add(
        "correction",
        **told,
        received_on=day,
        said=HE_NEVER,
        decided_on=decided_on,
        decided_by_id=bryn,
        decision=CorrectionDecision.DISAGREED.value,
        decided_because=STANDS,
        **world.wrote(draw, amina, day),
    )
    day = world.last - timedelta(days=4)
    said = "I have never been called by that name."
    world.rows.add("correction", **told, received_on=day, said=said, **world.wrote(draw, amina, day))


def _old(world: World, draw: Draw) -> None:
    """A manager keeps the record that was closed the longest ago for some years more."""
    cases = world.rows.of["referral"]
    under_way = {row["child_id"] for row in cases if row.get("closed_on") is None}
    over = [row for row in cases if row.get("closed_on") and row["child_id"] not in under_way]
    oldest = min(over, key=lambda row: (row["closed_on"], row["id"]))
    manager = next(row["manager_id"] for row in world.rows.of["team"] if row["id"] == oldest["team_id"])
    day = world.last - timedelta(days=8)
    world.rows.add(
        "retentiondecision",
        child_id=oldest["child_id"],
        decided_on=day,
        decision=RetentionChoice.KEEP.value,
        because=AN_AUNT,
        keep_until_on=date(world.on.year + 5, 4, 1),
        **world.wrote(draw, manager, day),
    )


def _worker(world: World, email: str) -> Row:
    return next(row for row in world.rows.of["worker"] if row["email"] == email)
