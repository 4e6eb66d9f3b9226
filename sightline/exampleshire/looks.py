"""Who looked at whom in the last weeks: mostly at the children they work with."""

from datetime import timedelta

from sightline.exampleshire.days import at
from sightline.exampleshire.staff import Staff
from sightline.exampleshire.world import World
from sightline.people.models import Role

WEEKS = 4
A_CHILD = 3  # looks by the lead worker in those weeks
CURIOUS = 0.002  # of looks, those at a child by somebody with no work there
PAGE = "child"


def write(world: World, staff: Staff) -> None:
    """Log the looks of the last weeks."""
    draw = world.draw("looks")
    leads = [row for row in world.rows.of["allocation"] if row["until_on"] is None]
    for allocation in leads:
        for _ in range(draw.number(0, 2 * A_CHILD)):
            day = world.last - timedelta(days=draw.number(0, WEEKS * 7 - 1))
            if day < allocation["from_on"]:
                continue
            worker = allocation["worker_id"]
            if draw.happens(CURIOUS):
                worker = staff.any(Role.BUSINESS_SUPPORT, day, draw).worker
            moment = at(day, draw.number(8 * 60, 18 * 60))
            world.rows.add(
                "look", at=moment, worker=worker, page=PAGE, child=allocation["child_id"], words=""
            )
