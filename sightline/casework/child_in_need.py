"""Child in need plans: begun, reviewed and ended."""

from collections.abc import Iterable
from datetime import date

from sightline.casework.verb import Refused, verb
from sightline.people.models import Worker
from sightline.record.models import ChildInNeedPlan, ChildInNeedReview, ChildProtectionPlan, Referral


@verb
def plan(
    referral: Referral, *, by: Worker, on: date, lead: Worker | None = None, outline: str = ""
) -> ChildInNeedPlan:
    """Begin a child in need plan. While a child protection plan runs, that is the child's plan instead."""
    running = ChildProtectionPlan.objects.standing().filter(child=referral.child_id, ended_on=None)
    if running.exists():
        raise Refused("The child has a child protection plan, which takes the place of this one.")
    return ChildInNeedPlan.objects.create(
        recorded_by=by,
        child_id=referral.child_id,
        referral=referral,
        started_on=on,
        lead_worker=lead,
        outline=outline,
    )


@verb
def review(
    plan: ChildInNeedPlan, *, by: Worker, on: date, agencies_present: Iterable[str] = (), note: str = ""
) -> ChildInNeedReview:
    """The plan was reviewed."""
    return ChildInNeedReview.objects.create(
        recorded_by=by,
        child_id=plan.child_id,
        plan=plan,
        held_on=on,
        agencies_present=list(agencies_present),
        note=note,
    )


@verb
def end(plan: ChildInNeedPlan, *, by: Worker, on: date, because: str) -> ChildInNeedPlan:
    """The plan ends, because."""
    if not because.strip():
        raise Refused("Say why the plan ends.")
    plan.ended_on, plan.ended_because = on, because.strip()
    plan.save(update_fields=["ended_on", "ended_because"])
    return plan
