"""Visits that are planned: those of the last weeks, most of them made, and those of the days to come.

Told when everything else is, with a draw of its own, so that nothing else is disturbed.
"""

from datetime import date, timedelta

from sightline.exampleshire.days import DAY, working
from sightline.exampleshire.draw import Draw
from sightline.exampleshire.world import Row, World

PLANNED_SINCE = timedelta(days=28)
IS_PLANNED = 0.6
IS_AHEAD = 0.5
NOT_WRITTEN_UP = 0.02  # of the children who are visited, those whom somebody meant to see and said no more of
CALLED_OFF = 0.03
CALLED_OFF_BECAUSE = "The family rang: a hospital appointment the same morning. Another day is agreed."


def write(world: World) -> None:
    """Plan some of the visits that were made lately, a few that were not, and the next ones."""
    draw = world.draw("planned-visits")
    last: dict[int, Row] = {}
    for row in world.rows.of["sighting"]:
        if row["happened_on"] > world.last - PLANNED_SINCE and "struck_out_at" not in row:
            if draw.happens(IS_PLANNED):
                row["planned_id"] = _plan(world, draw, row, row["happened_on"])["id"]
            last[row["child_id"]] = row
    still_open = {row["child_id"] for row in world.rows.of["referral"] if row.get("closed_on") is None}
    workers = world.rows.of["worker"]
    for child in sorted(last.keys() & still_open):
        if workers[last[child]["by_id"] - 1].get("left_on"):
            continue
        _not_made(world, draw, last[child])
        if draw.happens(IS_AHEAD):
            _plan(world, draw, last[child], working(world.last + draw.number(1, 12) * DAY))


def _not_made(world: World, draw: Draw, after: Row) -> None:
    if after["happened_on"] > world.last - 3 * DAY:
        return
    if draw.happens(NOT_WRITTEN_UP):
        _plan(world, draw, after, world.last - DAY)
    elif draw.happens(CALLED_OFF):
        planned = _plan(world, draw, after, world.last - DAY)
        planned |= {"called_off_on": world.last - DAY, "called_off_because": CALLED_OFF_BECAUSE}


def _plan(world: World, draw: Draw, like: Row, day: date) -> Row:
    """A visit on that day, planned by whoever made this one, some days before."""
    written_on = min(day - draw.number(1, 6) * DAY, world.last)
    return world.rows.add(
        "plannedvisit",
        child_id=like["child_id"],
        by_id=like["by_id"],
        planned_for_on=day,
        purpose=like["purpose"],
        is_announced=like.get("was_announced") is not False,
        **world.wrote(draw, like["by_id"], written_on),
    )
