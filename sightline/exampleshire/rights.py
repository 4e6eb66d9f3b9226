"""A few odd looks, a record that an inquiry wants whole, and somebody who asks for a copy of theirs."""

from datetime import timedelta

from sightline.exampleshire import sign_in
from sightline.exampleshire.days import at
from sightline.exampleshire.staff import Staff
from sightline.exampleshire.world import Row, World
from sightline.people.models import Role

LATE = 22 * 60 + 14
"""Minutes after midnight at which somebody was curious."""


def write(world: World, staff: Staff) -> None:
    """Write them about two of Amina's children."""
    draw = world.draw("rights")
    amina, bryn = (_worker(world, person.email) for person in (sign_in.AMINA, sign_in.BRYN))
    running = [row for row in world.rows.of["allocation"] if row["until_on"] is None]
    hers = sorted({row["child_id"] for row in running if row["worker_id"] == amina["id"]})
    if not hers:
        return
    day = world.last - timedelta(days=3)
    curious = staff.any(Role.BUSINESS_SUPPORT, day, draw).worker
    other = _worker(world, sign_in.CARYS.email)
    for worker, moment in ((curious, at(day, LATE)), (other["id"], at(day, 11 * 60))):
        world.rows.add("look", at=moment, worker=worker, page="child", child=hers[0], words="")
    world.rows.add(
        "legalhold",
        child_id=hers[-1],
        from_on=day,
        because="The coroner has asked that nothing about the family be destroyed",
        **world.wrote(draw, bryn["id"], day),
    )
    world.rows.add(
        "accessrequest",
        child_id=hers[0],
        received_on=world.last - timedelta(days=25),
        asked_by="parent",
        who="Their mother, by letter",
        **world.wrote(draw, amina["id"], world.last - timedelta(days=25)),
    )


def _worker(world: World, email: str) -> Row:
    return next(row for row in world.rows.of["worker"] if row["email"] == email)
