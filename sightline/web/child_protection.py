"""Child protection plans: the core group, the lead social worker, the plan sent, and the few other ends."""

from typing import Any

from django.http import HttpResponse

from sightline.casework import child_protection as verbs
from sightline.people.models import Agency, Role, Worker
from sightline.record.models import ChildProtectionPlan
from sightline.web.fields import Day, OneOf, Somebody, SomeOf, Words
from sightline.web.finding import about, find_entry, record_of
from sightline.web.form import Form, SignedIn, ask, typed
from sightline.web.today import today

READERS = "the family, the core group and the chair"


class CoreGroupMet(Form):
    """The core group met."""

    on = Day(
        label="When did it meet?",
        missing="Enter the day it met",
        why="It is to meet within ten working days of the conference.",
        reads=READERS,
    )
    agencies_present = SomeOf(
        label="Who was there?",
        choices=Agency.choices,
        required=False,
        why="It says whose part of the plan nobody spoke for.",
        reads=READERS,
    )
    note = Words(
        label="What has changed, and what is next?",
        required=False,
        why="The plan is carried out here.",
        reads=READERS,
    )


class Lead(Form):
    """A social worker leads the plan."""

    lead = Somebody(
        label="Which social worker leads the plan?",
        queryset=Worker.objects.none(),
        missing="Choose who leads it",
        why="A plan is never without one.",
        reads=READERS,
    )
    on = Day(
        label="From which day?",
        missing="Enter the day",
        why="It is to be the day of the conference.",
        reads=READERS,
    )

    def __init__(self, *args: Any, plan: ChildProtectionPlan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("lead", plan.referral.team.workers.filter(left_on=None, role=Role.SOCIAL_WORKER))


class Circulate(Form):
    """The plan was sent."""

    on = Day(
        label="When was it sent to the family and the agencies?",
        missing="Enter the day it was sent",
        why="Nobody can keep to a plan they have not got.",
        reads=READERS,
    )


class EndPlan(Form):
    """The plan ends without a conference."""

    reason = OneOf(
        label="Why does it end without a conference?",
        choices=[one for one in ChildProtectionPlan.EndReason.choices if one[0] != "conference"],
        missing="Choose why it ends",
        why="Only these end a plan without a conference.",
        reads="the chair and inspectors",
    )
    on = Day(
        label="On which day?",
        missing="Enter the day",
        why="It is dated like any decision.",
        reads="the chair",
        item="statutory item: child protection plan end date",
    )


def core_group(request: SignedIn, pk: int) -> HttpResponse:
    plan = find_entry(request, ChildProtectionPlan, pk)
    return ask(
        request,
        CoreGroupMet(typed(request), on=today(), initial={"on": today()}),
        do=lambda answers: verbs.hold_core_group(plan, by=request.user, **answers),
        then=record_of(plan.child_id),
        said="Saved: the core group met.",
        title="The core group met",
        **about(plan.child),
    )


def lead(request: SignedIn, pk: int) -> HttpResponse:
    plan = find_entry(request, ChildProtectionPlan, pk, "referral__team")
    return ask(
        request,
        Lead(typed(request), on=today(), plan=plan, initial={"on": today(), "lead": plan.lead_worker_id}),
        do=lambda answers: verbs.name_lead(plan, by=request.user, **answers),
        then=record_of(plan.child_id),
        said="Saved: the lead social worker is named.",
        title="Name the lead social worker",
        **about(plan.child),
    )


def circulate(request: SignedIn, pk: int) -> HttpResponse:
    plan = find_entry(request, ChildProtectionPlan, pk)
    return ask(
        request,
        Circulate(typed(request), on=today(), initial={"on": today()}),
        do=lambda answers: verbs.circulate(plan, by=request.user, on=answers["on"]),
        then=record_of(plan.child_id),
        said="Saved: the plan was sent.",
        title="The plan was sent to the family and the agencies",
        **about(plan.child),
    )


def end(request: SignedIn, pk: int) -> HttpResponse:
    plan = find_entry(request, ChildProtectionPlan, pk)
    return ask(
        request,
        EndPlan(typed(request), on=today(), initial={"on": today()}),
        do=lambda answers: verbs.end_without_conference(plan, by=request.user, **answers),
        then=record_of(plan.child_id),
        said="Saved: the plan has ended.",
        title="The plan ends without a conference",
        **about(plan.child),
    )
