"""Moves between authorities: children who came here, and those whom another took over, or has yet to."""

from datetime import timedelta

from sightline.exampleshire.days import DAY, after, at
from sightline.exampleshire.draw import Draw
from sightline.exampleshire.handover import STORIES
from sightline.exampleshire.world import Row, World
from sightline.record.codes import ReasonForClosure
from sightline.record.models.handover import HandOverAnswer, HandOverRisk, HandOverRoute
from sightline.record.models.transfer import PlanThere

#: Of cases closed because the child moved, those that another authority had taken over by then.
TAKEN_OVER = 0.8
THERE = ("Elsewhereshire", "Otherborough", "Farshire")
SENT = "The chronology, the plan, the last assessment and the minutes."


def write(world: World) -> None:
    """Write where children on another authority's plan came from, and how others went."""
    draw = world.draw("moves")
    came = [row for row in world.rows.of["referral"] if row.get("is_transfer_in")]
    for case in came:
        _came(world, draw, case, PlanThere.CHILD_PROTECTION)
    running = [
        row for row in world.rows.of["referral"]
        if row["id"] > STORIES and row.get("closed_on") is None and not row.get("is_transfer_in")
        and row.get("decision") not in (None, "no_further_action")
    ]  # fmt: skip
    for case in running[-2:]:
        _came(world, draw, case, PlanThere.CHILD_IN_NEED)
    _went(world, draw)
    for row in world.rows.of["handover"]:
        if row.get("to_authority") and "sent_on" not in row:
            row |= {"sent_on": row["notified_on"], "sent": SENT, "route": HandOverRoute.SECURE_EMAIL.value}


def _came(world: World, draw: Draw, case: Row, plan: PlanThere) -> None:
    told_on = case["received_on"]
    world.rows.add(
        "transferin",
        child_id=case["child_id"],
        referral_id=case["id"],
        from_authority=draw.one(THERE),
        told_on=told_on,
        told_by="Duty manager there, by telephone and in writing",
        received=draw.one((SENT, "", "The plan. The chronology was asked for.")),
        plan=plan.value,
        plan_since_on=told_on - timedelta(days=draw.number(20, 300)),
        **world.wrote(draw, case["recorded_by_id"], told_on),
    )


def _went(world: World, draw: Draw) -> None:
    """Of cases closed because the child moved: told, sent, and mostly taken over before they were closed."""
    closed = [
        row for row in world.rows.of["referral"]
        if row.get("closure_reason") == ReasonForClosure.MOVED_AUTHORITY and row["id"] > STORIES
        and row["closed_on"] > world.in_full_from and (row["closed_on"] - row["received_on"]).days > 40
    ]  # fmt: skip
    for number, case in enumerate(closed):
        _move(world, draw, case, taken_over=number == 0 or draw.happens(TAKEN_OVER))


def _move(world: World, draw: Draw, case: Row, *, taken_over: bool) -> None:
    told_on = case["closed_on"] - draw.number(12, 30) * DAY
    offered_at, manager = at(told_on, draw.number(9 * 60, 16 * 60)), case["closed_by_id"]
    there = draw.one(THERE)
    row: Row = {
        "child_id": case["child_id"],
        "referral_id": case["id"],
        "from_team_id": case["team_id"],
        "to_authority": there,
        "risk": HandOverRisk.OTHER.value,
        "because": "They have moved there for good.",
        "offered_at": offered_at,
        "notified_on": told_on,
        "sent_on": told_on,
        "sent": SENT,
        "route": draw.one(list(HandOverRoute)).value,
        "recorded_by_id": manager,
        "recorded_at": offered_at,
    }
    if taken_over:
        over_on = min(case["closed_on"], after(told_on, draw.number(3, 8)))
        answered_at = at(over_on, 17 * 60)
        row |= {
            "receipt_on": min(after(told_on, 1), over_on),
            "receipt_by": f"Duty manager, {there}",
            "taken_over_on": over_on,
            "taken_over_by": f"Team manager, {there}",
            "answered_at": answered_at,
            "answered_by_id": manager,
            "answer": HandOverAnswer.ACCEPTED.value,
            "answer_because": f"Taken over by {there}",
        }
    world.rows.add("handover", **row)
