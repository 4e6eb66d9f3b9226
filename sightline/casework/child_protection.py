"""Child protection plans: the core group, the lead social worker, and the few ends besides a conference."""

from collections.abc import Iterable
from datetime import date

from sightline.casework.allocation import allow
from sightline.casework.verb import verb
from sightline.people.models import MANAGERS, Worker
from sightline.record.models import ChildProtectionPlan, CoreGroup
from sightline.record.models.allocation import WorkKind


@verb
def hold_core_group(
    plan: ChildProtectionPlan,
    *,
    by: Worker,
    on: date,
    agencies_present: Iterable[str] = (),
    note: str = "",
    on_behalf_of: Worker | None = None,
) -> CoreGroup:
    """The core group met. `on_behalf_of` has still to confirm it, where it was handed over to be written."""
    return CoreGroup.objects.create(
        recorded_by=by,
        child_id=plan.child_id,
        plan=plan,
        held_on=on,
        agencies_present=list(agencies_present),
        note=note,
        on_behalf_of=on_behalf_of,
    )


@verb
def name_lead(
    plan: ChildProtectionPlan, *, by: Worker, lead: Worker, on: date, override_because: str = ""
) -> ChildProtectionPlan:
    """A social worker leads the plan from this day (Working Together 2023, page 96), or a reason is given."""
    allow(plan.referral, worker=lead, work=WorkKind.PROTECTION_PLAN, by=by, on=on, because=override_because)
    plan.lead_worker, plan.lead_named_on = lead, on
    plan.save(update_fields=["lead_worker", "lead_named_on"])
    return plan


@verb
def circulate(plan: ChildProtectionPlan, *, by: Worker, on: date) -> ChildProtectionPlan:
    """The plan was sent to the family and the agencies."""
    plan.circulated_on = on
    plan.save(update_fields=["circulated_on"])
    return plan


@verb(may=MANAGERS, refused="A manager records that a plan ended without a conference.")
def end_without_conference(
    plan: ChildProtectionPlan, *, by: Worker, on: date, reason: str
) -> ChildProtectionPlan:
    """The plan ends because of what happened to the child: moved, turned 18, died or left the country."""
    plan.ended_on, plan.end_reason = on, reason
    plan.save(update_fields=["ended_on", "end_reason"])
    return plan
