"""Early help: most of it steps down from a case that was closed, and some of it is stepped up again."""

from datetime import date, timedelta

from sightline.exampleshire.days import DAY, after
from sightline.exampleshire.draw import Draw
from sightline.exampleshire.handover import STORIES
from sightline.exampleshire.world import Row, World
from sightline.people.models import Agency
from sightline.record.codes import ReasonForClosure
from sightline.record.models.early_help import EarlyHelpOutcome

#: Of cases closed as referred to early help, those after which it began; and of those closed with a child in
#: need plan.
BEGUN, AFTER_A_PLAN = 0.7, 0.12
LED_HERE = 0.4
#: Why the family needs help, and what it is to change.
NEEDS = (
    ("Mornings are hard, and school is missed on most Mondays.", "At school by nine, five days a week."),
    ("Money runs out before the month does.", "The rent is paid and there is food on Sundays."),
    ("She is on her own with three, and does not sleep.", "Two nights of sleep a week, and a nursery place."),
    ("He shouts when he is frightened, and the children hide.", "He knows when to walk out and come back."),
)
ELSEWHERE = (
    (Agency.EDUCATION, "Deputy head, Long Lane primary"),
    (Agency.HEALTH, "Health visitor, Exampleshire children’s clinic"),
    (Agency.VOLUNTARY, "Family worker, Exampleshire Homework Club"),
)
ALSO = (
    (Agency.EDUCATION, "Breakfast club lead, Long Lane primary", "A place at breakfast club"),
    (Agency.HOUSING, "Tenancy officer", "The repairs, and the arrears"),
    (Agency.HEALTH, "School nurse", "Sleep, and teeth"),
)
FOUND = (
    "Three of five mornings, which is more than in spring. Mondays are still hard.",
    "It helps when somebody comes. On the weeks without, nothing has changed yet.",
    "They say that it is theirs now: the chart is on the fridge and they keep it.",
)
ENDED = {
    EarlyHelpOutcome.NEEDS_MET: "What we set out to change has changed, and they know whom to ring.",
    EarlyHelpOutcome.CONSENT_WITHDRAWN: "They wrote that they want nobody to come any more.",
    EarlyHelpOutcome.NOT_TAKEN_UP: "Four appointments, and nobody was in. The school knows.",
    EarlyHelpOutcome.STEPPED_UP: "It had got worse than this help can hold.",
}


def write(world: World) -> None:
    """Write early help after the cases that closed in the years held in full, each child's in order."""
    draw = world.draw("early help")
    cases: dict[int, list[Row]] = {}
    for row in world.rows.of["referral"]:
        cases.setdefault(row["child_id"], []).append(row)
    plans = {row["referral_id"]: row for row in world.rows.of["childinneedplan"] if row.get("ended_on")}
    for every in cases.values():
        every.sort(key=lambda row: (row["received_on"], row["id"]))
        for number, case in enumerate(every):
            later = every[number + 1] if number + 1 < len(every) else None
            if case["id"] > STORIES and (case.get("closed_on") or date.min) > world.in_full_from:
                _after(world, draw, case, plans.get(case["id"]), later)
    _open_somewhere(world, draw)


def _after(world: World, draw: Draw, case: Row, plan: Row | None, later: Row | None) -> None:
    told = case["closure_reason"] == ReasonForClosure.EARLY_HELP
    ended = plan is not None and case["closure_reason"] == ReasonForClosure.OTHER
    if not draw.happens(BEGUN if told else AFTER_A_PLAN if ended else 0):
        return
    began_on = after(case["closed_on"], draw.number(0, 5))
    if began_on > world.last or (later and later["received_on"] < began_on):
        return
    _begin(world, draw, case, plan if ended else None, began_on, later)


def _begin(world: World, draw: Draw, case: Row, plan: Row | None, began_on: date, later: Row | None) -> None:
    because, change = draw.one(NEEDS)
    manager = world.rows.of["team"][case["team_id"] - 1]["manager_id"]
    here = draw.happens(LED_HERE)
    agency, person = ("", "") if here else draw.one(ELSEWHERE)
    row = world.rows.add(
        "earlyhelp",
        child_id=case["child_id"],
        team_id=case["team_id"],
        began_on=began_on,
        because=because,
        change=change,
        consented_on=began_on,
        consented_by=draw.one(("Their mother", "Their father", "Both parents", "Their grandmother")),
        lead_worker_id=manager if here else None,
        lead_agency=str(agency),
        lead_person=person,
        stepped_down_from_id=case["id"],
        after_plan_id=plan["id"] if plan else None,
        **_ending(world, draw, began_on, later),
        **world.wrote(draw, manager, began_on),
    )
    until = row["ended_on"] or world.last
    _around(world, draw, row, manager)
    day = began_on + draw.number(35, 50) * DAY
    while day < until:
        _review(world, draw, row, manager, day)
        day += draw.number(40, 70) * DAY


def _ending(world: World, draw: Draw, began_on: date, later: Row | None) -> Row:
    """When it ended and how: with the child's next referral, or after some months; or it goes on."""
    over_on = began_on + timedelta(days=draw.number(60, 330))
    outcome = draw.one(
        (EarlyHelpOutcome.NEEDS_MET, EarlyHelpOutcome.NEEDS_MET, EarlyHelpOutcome.CONSENT_WITHDRAWN,
         EarlyHelpOutcome.NOT_TAKEN_UP)
    )  # fmt: skip
    up = later is not None and later["received_on"] <= over_on
    if up and later is not None:
        over_on, outcome = later["received_on"], EarlyHelpOutcome.STEPPED_UP
    ended_on = world.known(over_on)
    return {
        "ended_on": ended_on,
        "outcome": outcome.value if ended_on else None,
        "ended_because": ENDED[outcome] if ended_on else None,
        "stepped_up_to_id": later["id"] if ended_on and up and later else None,
    }


def _around(world: World, draw: Draw, row: Row, by: int) -> None:
    agency, person, does = draw.one(ALSO)
    world.rows.add(
        "earlyhelpmember",
        child_id=row["child_id"],
        early_help_id=row["id"],
        worker_id=None,
        agency=str(agency),
        person=person,
        does=does,
        from_on=row["began_on"],
        **world.wrote(draw, by, row["began_on"]),
    )


def _review(world: World, draw: Draw, row: Row, by: int, day: date) -> None:
    world.rows.add(
        "earlyhelpreview",
        child_id=row["child_id"],
        early_help_id=row["id"],
        held_on=day,
        found=draw.one(FOUND),
        family_said=draw.one(("It is better when you ring first.", "", "We are all right.")),
        next_on=None,
        **world.wrote(draw, by, day),
    )


def _open_somewhere(world: World, draw: Draw) -> None:
    """However few children there are, one has early help that goes on and was reviewed."""
    if any(row["ended_on"] is None for row in world.rows.of["earlyhelp"]):
        return
    helped = {row["child_id"] for row in world.rows.of["earlyhelp"]}
    closed = [
        row for row in world.rows.of["referral"]
        if row["id"] > STORIES and row.get("closed_on") and row["child_id"] not in helped
    ]  # fmt: skip
    last = max(closed, key=lambda row: (row["closed_on"], row["id"]), default=None)
    if last is not None:
        _begin(world, draw, last, None, after(last["closed_on"], 1), None)
        world.rows.of["earlyhelp"][-1] |= {"ended_on": None, "outcome": None, "ended_because": None}
