"""Two records that are kept for few, a worker who knows a child, and two that were opened in an emergency."""

from datetime import date, timedelta

from sightline.exampleshire.days import at
from sightline.exampleshire.draw import Draw
from sightline.exampleshire.world import Row, World
from sightline.people.models import Role
from sightline.record.models.conflict import How
from sightline.record.models.restriction import Level

COUNCILLOR = "The child of a councillor: read by whoever needs to, and by nobody who is curious."
WITNESS = "The family has been moved for their safety, and whoever looks for them may know somebody here."
CALLED = "The child has rung the night team from a bus station and will not say where home is."
AT_THE_DOOR = "The mother is at the desk with both children and says that she cannot go home."
RIGHT = "Nobody else could be reached, and the child was home by ten. It was looked at once and closed."
#: So many old cases, each of a child of whom nothing else is told.
MANY = 5


def write(world: World) -> None:
    """Write them about children whose cases were closed long ago, so that no open work is hidden."""
    draw = world.draw("keeping")
    cases = _over(world)
    workers = [
        row["id"]
        for row in world.rows.of["worker"]
        if row["role"] == Role.SOCIAL_WORKER.value and row.get("left_on") is None
    ]
    if len(cases) < MANY or len(workers) < MANY:
        return
    named, known, night, desk = workers[draw.number(0, len(workers) - MANY) :][:4]
    _restriction(world, draw, cases[0], Level.RESTRICTED, COUNCILLOR, named)
    _restriction(world, draw, cases[1], Level.SEALED, WITNESS, named)
    _conflict(world, draw, cases[2], known)
    _emergency(world, draw, cases[3], night, world.last - timedelta(days=9), CALLED, reviewed=True)
    _emergency(world, draw, cases[4], desk, world.last, AT_THE_DOOR, reviewed=False)


def _over(world: World) -> list[tuple[int, int]]:
    """Children whose only case is over, oldest first, and the manager of a team that is still there."""
    cases: dict[int, list[Row]] = {}
    for row in world.rows.of["referral"]:
        cases.setdefault(row["child_id"], []).append(row)
    managers = {row["id"]: row["manager_id"] for row in world.rows.of["team"] if row.get("closed_on") is None}
    once = [rows[0] for rows in cases.values() if len(rows) == 1 and rows[0].get("closed_on")]
    told = {row["child_id"] for table in ("retentiondecision", "sameperson") for row in world.rows.of[table]}
    told |= {row["kept_id"] for row in world.rows.of["sameperson"]}
    found = [row for row in once if row["team_id"] in managers and row["child_id"] not in told]
    found.sort(key=lambda row: (row["closed_on"], row["id"]))
    return [(row["child_id"], managers[row["team_id"]]) for row in found[:MANY]]


def _restriction(
    world: World, draw: Draw, case: tuple[int, int], level: Level, because: str, named: int
) -> None:
    child, manager = case
    wrote = world.wrote(draw, manager, world.last - timedelta(days=40))
    said = {"level": level.value, "because": because, "ask_id": manager}
    made = world.rows.add("restriction", child_id=child, **said, **wrote)
    for worker in (manager, named):
        world.rows.add("restrictedto", child_id=child, restriction_id=made["id"], worker_id=worker, **wrote)


def _conflict(world: World, draw: Draw, case: tuple[int, int], worker: int) -> None:
    """She said so herself, and where she lives."""
    day = world.last - timedelta(days=60)
    wrote = world.wrote(draw, worker, day)
    how, because = How.FRIEND.value, "Her daughter and mine swim together."
    world.rows.add("conflict", child_id=case[0], worker_id=worker, how=how, because=because, **wrote)
    home = {"address": "2 Sluice Cottages", "postcode": "ZZ9 9ZZ"}
    world.rows.add("workerathome", worker_id=worker, **home, **wrote)


def _emergency(
    world: World, draw: Draw, case: tuple[int, int], by: int, day: date, because: str, *, reviewed: bool
) -> None:
    child, manager = case
    opened_at = at(day, 18 * 60 + draw.number(0, 59))
    known_at = at(day, 20 * 60) if reviewed else None
    world.rows.add(
        "emergencyopening",
        child_id=child,
        because=because,
        opened_at=opened_at,
        holder_id=manager,
        manager_id=manager,
        holder_knew_at=known_at,
        manager_knew_at=known_at,
        reviewed_at=at(day + timedelta(days=1), 10 * 60) if reviewed else None,
        reviewed_by_id=manager if reviewed else None,
        was_right=True if reviewed else None,
        review=RIGHT if reviewed else None,
        **world.wrote(draw, by, day, opened_at),
    )
