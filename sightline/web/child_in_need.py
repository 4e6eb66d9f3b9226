"""Child in need plans: begun, reviewed and ended."""

from typing import Any

from django.http import HttpResponse

from sightline.casework import child_in_need as verbs
from sightline.people.models import PRACTITIONERS, Agency, Worker
from sightline.record.models import ChildInNeedPlan, Referral
from sightline.record.models.own_question import LongForm
from sightline.web.fields import Day, Somebody, SomeOf, Words
from sightline.web.finding import about, find_entry, record_of
from sightline.web.form import Form, SignedIn, ask, typed
from sightline.web.own_questions import AsksOwn, asked_now, with_own
from sightline.web.today import today

READERS = "the family and everybody with a part in the plan"


class Begin(Form):
    """A child in need plan begins."""

    on = Day(
        label="From which day?",
        missing="Enter the day it begins",
        why="Its reviews and visits are counted from here.",
        reads=READERS,
        item="statutory item: child in need plan start date",
    )
    lead = Somebody(
        label="Who leads it?",
        queryset=Worker.objects.none(),
        required=False,
        why="One person answers to the family for it.",
        reads=READERS,
    )
    outline = Words(
        label="Who will do what, by when, and how will we know that it helped?",
        required=False,
        why="The family should be able to say what the plan is.",
        reads=READERS,
    )

    def __init__(self, *args: Any, referral: Referral, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("lead", referral.team.workers.filter(left_on=None, role__in=PRACTITIONERS))


class Reviewed(AsksOwn):
    """The plan was reviewed."""

    on = Day(
        label="When was it reviewed?",
        missing="Enter the day it was reviewed",
        why="A plan nobody looks at again helps nobody.",
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
        label="What is better, what is not, and what is next?",
        required=False,
        why="The next reader starts here.",
        reads=READERS,
    )


class End(Form):
    """The plan ends."""

    on = Day(
        label="On which day?",
        missing="Enter the day it ends",
        why="It is dated like any decision.",
        reads=READERS,
        item="statutory item: child in need plan end date",
    )
    because = Words(
        label="Why does it end?",
        rows=3,
        missing="Say why it ends",
        why="Help that stops should stop for a reason the family knows.",
        reads=READERS,
    )


def begin(request: SignedIn, pk: int) -> HttpResponse:
    referral = find_entry(request, Referral, pk, "team")
    return ask(
        request,
        Begin(typed(request), on=today(), referral=referral, initial={"on": today()}),
        do=lambda answers: verbs.plan(referral, by=request.user, **answers),
        then=record_of(referral.child_id),
        said="Saved: the child in need plan has begun.",
        title="Begin a child in need plan",
        **about(referral.child),
    )


def review(request: SignedIn, pk: int) -> HttpResponse:
    plan = find_entry(request, ChildInNeedPlan, pk)
    own = asked_now(LongForm.HELP_REVIEW, typed(request))
    form = Reviewed(typed(request), on=today(), initial={"on": today()}, own=own)
    return ask(
        request,
        form,
        do=with_own(form, lambda answers: verbs.review(plan, by=request.user, **answers), by=request.user),
        then=record_of(plan.child_id),
        said="Saved: the plan was reviewed.",
        title="The child in need plan was reviewed",
        **about(plan.child),
    )


def end(request: SignedIn, pk: int) -> HttpResponse:
    plan = find_entry(request, ChildInNeedPlan, pk)
    return ask(
        request,
        End(typed(request), on=today(), initial={"on": today()}),
        do=lambda answers: verbs.end(plan, by=request.user, **answers),
        then=record_of(plan.child_id),
        said="Saved: the child in need plan has ended.",
        title="The child in need plan ends",
        **about(plan.child),
    )
