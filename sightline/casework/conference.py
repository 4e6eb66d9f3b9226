"""Conferences: booked, held, and what they decide about a child protection plan."""

from collections.abc import Iterable
from datetime import date

from sightline.casework import child_in_need
from sightline.casework.verb import Refused, verb
from sightline.people.models import Role, Worker
from sightline.record.models import ChildProtectionPlan, Conference, Enquiry, Referral


@verb
def book(
    referral: Referral,
    *,
    by: Worker,
    form: str,
    on: date,
    enquiry: Enquiry | None = None,
    plan: ChildProtectionPlan | None = None,
) -> Conference:
    """Book a conference for that day."""
    return Conference.objects.create(
        recorded_by=by,
        child_id=referral.child_id,
        referral=referral,
        form=form,
        booked_for_on=on,
        enquiry=enquiry,
        plan=plan,
    )


@verb
def hold(
    conference: Conference,
    *,
    by: Worker,
    on: date,
    chair: Worker,
    decision: str,
    because: str,
    agencies_present: Iterable[str] = (),
    was_quorate: bool | None = None,
    childs_words: str = "",
    parents_words: str = "",
    dissent: str = "",
    category: str = "",
    lead: Worker | None = None,
    outline: str = "",
    on_behalf_of: Worker | None = None,
) -> Conference:
    """The conference was held, by an independent chair: a plan begins, goes on, ends, or is not needed.

    A plan that it makes starts that same day, with its category of abuse, outline and lead social worker.
    """
    conference = Conference.objects.select_for_update().get(pk=conference.pk)
    if conference.held_on is not None:
        raise Refused("This conference is recorded as held already.")
    _check_independent(chair, conference)
    conference.held_on, conference.chair, conference.decision = on, chair, decision
    conference.decided_because, conference.was_quorate = because, was_quorate
    conference.agencies_present = list(agencies_present)
    conference.on_behalf_of = on_behalf_of
    conference.childs_words, conference.parents_words, conference.dissent = (
        childs_words,
        parents_words,
        dissent,
    )
    conference.save()
    if decision == Conference.Decision.PLAN:
        _make_plan(conference, by=by, on=on, category=category, lead=lead, outline=outline)
    elif decision == Conference.Decision.END:
        _end_plan(conference)
    return conference


def _check_independent(chair: Worker, conference: Conference) -> None:
    """The chair has no operational or line management of the case (Working Together 2023, page 94)."""
    leads = conference.referral.allocations.standing().filter(worker=chair).exists()
    if leads or chair.pk == conference.referral.team.manager_id:
        raise Refused("The chair must be independent of the case.")


def _make_plan(
    conference: Conference, *, by: Worker, on: date, category: str, lead: Worker | None, outline: str
) -> ChildProtectionPlan:
    if not category:
        raise Refused("A child protection plan has a category of abuse.")
    if lead is not None and lead.role != Role.SOCIAL_WORKER:
        raise Refused("A social worker leads a child protection plan.")
    for help_plan in conference.referral.child_in_need_plans.standing().filter(ended_on=None):
        child_in_need.end(help_plan, by=by, on=on, because="A child protection plan takes its place")
    return ChildProtectionPlan.objects.create(
        recorded_by=by,
        child_id=conference.child_id,
        referral=conference.referral,
        made_by=conference,
        started_on=on,
        first_category=category,
        latest_category=category,
        lead_worker=lead,
        lead_named_on=on if lead else None,
        outline=outline,
    )


def _end_plan(conference: Conference) -> None:
    plan = conference.plan
    if plan is None:
        raise Refused("Only the review of a plan can end it.")
    plan.ended_on, plan.ended_by = conference.held_on, conference
    plan.end_reason = ChildProtectionPlan.EndReason.CONFERENCE
    plan.save(update_fields=["ended_on", "ended_by", "end_reason"])
