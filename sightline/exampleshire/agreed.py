"""What plans and strategy discussions say is to be done: who does it, by when, and how it came out."""

from datetime import date, timedelta

from sightline.exampleshire.days import after, at
from sightline.exampleshire.draw import Draw
from sightline.exampleshire.world import Row, World
from sightline.record.models.to_do import ActionOutcome

#: How far back what was agreed in plans that are over was brought over; of plans that run it all is there.
BROUGHT = timedelta(days=120)
DONE_IN_TIME, NEVER = 0.7, 0.06
"""Of what is due, so much was done by its day; and so much will not be done at all."""
#: What is to be done, who does it, if not whoever leads the case, and what was seen of it once it was done.
IN_PLANS = (
    ("See each child alone, at school or at home, every ten working days", "", "Seen alone, on these dates."),
    ("Take the children to the dentist", "Their mother", "The practice wrote: both seen, one filling."),
    ("Weigh the baby every week and tell us the same day", "The health visitor", "Four weights, all rising."),
    ("Ring by nine if a child is not at school", "Deputy head, Long Lane primary", "Rang twice."),
    ("Go to the parenting group, all eight evenings", "Both parents", "Seven of the eight."),
    ("Agree with the landlord about the damp in the back room", "", "Dry since the fan was put in; seen it."),
    ("Find out what the children want to say to the next meeting", "", "In their words, in the report."),
    ("Test each week and send the results", "The substance misuse worker", "All clear but one."),
)  # fmt: skip
AFTER_DISCUSSIONS = (
    ("A medical before the child goes home", "A paediatrician", "The report is with the documents."),
    ("Speak to the child alone, with a police officer", "", "Spoken to at school; the notes are here."),
    ("Tell the other parent, and find out who is at home tonight", "", "Rang at six; the grandmother came."),
)  # fmt: skip


def write(world: World) -> None:
    """Write what was agreed in plans that run or ended lately, and in the latest strategy discussions."""
    draw, leads = world.draw("agreed"), _leads(world)
    since = world.last - BROUGHT
    for table, field in (("childprotectionplan", "plan_id"), ("childinneedplan", "help_plan_id")):
        for plan in world.rows.of[table]:
            if (plan.get("ended_on") or world.last) > since:
                _in_a_plan(world, draw, plan, field, leads.get(plan["referral_id"]))
    for held in world.rows.of["strategydiscussion"]:
        if held.get("held_on") and held["held_on"] > since:
            _after(world, draw, held, leads.get(held["referral_id"]))


def _leads(world: World) -> dict[int, int]:
    """Who leads each case that somebody leads now."""
    return {
        row["referral_id"]: row["worker_id"]
        for row in world.rows.of["allocation"]
        if row.get("until_on") is None
    }


def _in_a_plan(world: World, draw: Draw, plan: Row, field: str, lead: int | None) -> None:
    first = draw.number(0, len(IN_PLANS) - 1)
    for number in range(first, first + draw.number(1, 3)):
        what, who, seen = IN_PLANS[number % len(IN_PLANS)]
        agreed_on = after(plan["started_on"], draw.number(0, 5))
        if agreed_on > (plan.get("ended_on") or world.last):
            continue
        due_on = after(agreed_on, draw.number(5, 40))
        action = _action(world, draw, plan, {field: plan["id"]}, (what, who, agreed_on), lead)
        action |= {"due_on": due_on, "due_at": None}
        _came_out(world, draw, action, due_on, seen, plan.get("ended_on"))


def _after(world: World, draw: Draw, held: Row, lead: int | None) -> None:
    what, who, seen = draw.one(AFTER_DISCUSSIONS)
    action = _action(world, draw, held, {"discussion_id": held["id"]}, (what, who, held["held_on"]), lead)
    action |= {"due_on": None, "due_at": at(held["held_on"], draw.number(16, 21) * 60)}
    _came_out(world, draw, action, held["held_on"], seen, None)


def _action(
    world: World, draw: Draw, place: Row, where: Row, said: tuple[str, str, date], lead: int | None
) -> Row:
    what, who, agreed_on = said
    return world.rows.add(
        "agreedaction",
        child_id=place["child_id"],
        referral_id=place["referral_id"],
        **{"plan_id": None, "help_plan_id": None, "discussion_id": None} | where,
        what=what,
        agreed_on=agreed_on,
        owner_id=None if who else lead,
        outside=who,
        **world.wrote(draw, place["recorded_by_id"], agreed_on),
    )


def _came_out(world: World, draw: Draw, action: Row, due_on: date, seen: str, over_on: date | None) -> None:
    """Most of it is done by its day or soon after; some never is, and of some nobody has said."""
    late = 0 if draw.happens(DONE_IN_TIME) else draw.number(2, 60)
    on = max(action["agreed_on"], after(due_on, late)) if late else max(action["agreed_on"], due_on)
    never = draw.happens(NEVER)
    known = on <= min(world.last, over_on or world.last)
    outcome = ActionOutcome.NOT_DONE if never else ActionOutcome.DONE
    action |= {
        "finished_on": on if known else None,
        "finished_by_id": action["recorded_by_id"] if known else None,
        "outcome": outcome.value if known else None,
        "evidence": ("It did not happen, and the plan was changed." if never else seen) if known else None,
    }
