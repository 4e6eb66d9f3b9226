"""What mattered: whoever leads a child's plan has marked some of what led to it, and said why."""

from datetime import date

from sightline.exampleshire.days import after
from sightline.exampleshire.draw import Draw
from sightline.exampleshire.world import Row, World

#: Of the events that could be marked, so many were; and of those marked, of so many it is said why.
MARKED, SAID, TWICE = 0.6, 0.7, 0.15
#: The kinds of event that are marked, each with its day and what somebody may have thought of it.
EVENTS = (
    (
        "strategydiscussion",
        "held_on",
        (
            "The first time that the police, the school and the nurse said what each of them knew.",
            "Three separate worries became one picture on this day.",
        ),
    ),
    (
        "childprotectionplan",
        "started_on",
        (
            "Their mother asked for help in this meeting, which she had never done.",
            "What was agreed here is what had failed the year before. It needed to be different.",
        ),
    ),
    (
        "sighting",
        "happened_on",
        (
            "The first time alone, and the first time that anybody asked about nights.",
            "What was said here fits what the school heard in spring.",
        ),
    ),
)
OTHERS = "I read it otherwise: the change came later, when the grandmother moved in."


def write(world: World) -> None:
    """Write the marks on plans that run, and on what is known of those children."""
    draw = world.draw("what mattered")
    running = [one for one in world.rows.of["childprotectionplan"] if one.get("ended_on") is None]
    leads = {one["child_id"]: one for one in running}
    for kind, field, why in EVENTS:
        latest = {row["child_id"]: row for row in world.rows.of[kind] if _stands(row, field)}
        for child, plan in leads.items():
            if child in latest and draw.happens(MARKED):
                _mark(world, draw, (kind, field), latest[child], plan, draw.one(why))


def _stands(row: Row, field: str) -> bool:
    return row.get(field) is not None and row.get("struck_out_at") is None


def _mark(world: World, draw: Draw, what: tuple[str, str], row: Row, plan: Row, why: str) -> None:
    kind, field = what
    by, on = plan["recorded_by_id"], _later(world, draw, row[field])
    event = world.rows.add(
        "significantevent",
        child_id=row["child_id"],
        kind=kind,
        row=row["id"],
        field=field,
        marked_on=on,
        **world.wrote(draw, by, on),
    )
    if draw.happens(SAID):
        _say(world, draw, event, by, why)
    if draw.happens(TWICE):
        _say(world, draw, event, row["recorded_by_id"], OTHERS)


def _say(world: World, draw: Draw, event: Row, by: int, why: str) -> None:
    on = _later(world, draw, event["marked_on"])
    world.rows.add(
        "eventanalysis",
        child_id=event["child_id"],
        event_id=event["id"],
        written_on=on,
        why=why,
        **world.wrote(draw, by, on),
    )


def _later(world: World, draw: Draw, day: date) -> date:
    return min(world.last, after(day, draw.number(0, 6)))
