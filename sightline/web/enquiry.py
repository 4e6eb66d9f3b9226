"""Section 47 enquiries: started, single or joint, and concluded by a manager."""

from typing import Any

from django.http import HttpResponse

from sightline.casework import enquiry as verbs
from sightline.people.models import Role, Worker
from sightline.record.models import Enquiry, Referral, StrategyDiscussion
from sightline.web.fields import Day, OneOf, Somebody, Words
from sightline.web.finding import about, find_entry, record_of
from sightline.web.form import Form, SignedIn, ask, typed
from sightline.web.today import today

READERS = "the police, the manager, and a conference"
POLICE: dict[str, Any] = {"why": "What they decide changes what we may do.", "reads": READERS}


class StartEnquiry(Form):
    """A section 47 enquiry begins."""

    on = Day(
        label="From which day?",
        missing="Enter the day it begins",
        why="The child is to be seen in the course of it.",
        reads=READERS,
        item="statutory item: section 47 enquiry start date",
    )
    lead = Somebody(
        label="Who leads it?",
        queryset=Worker.objects.none(),
        missing="Choose who leads it",
        why="The guidance has a social worker lead it. Anybody else takes a manager’s reason, below.",
        reads=READERS,
    )
    discussion = Somebody(
        label="Which strategy discussion led to it?",
        queryset=StrategyDiscussion.objects.none(),
        required=False,
        empty="None: there was no strategy discussion",
        why="The conference is owed from the day of the discussion.",
        reads=READERS,
    )
    working = OneOf(
        label="Is it joint?",
        choices=Enquiry.Working.choices,
        required=False,
        why="Police and authority decide it together.",
        reads=READERS,
    )
    police_decision = Words(label="What did the police decide, and why?", rows=3, required=False, **POLICE)
    safety_tonight = Words(
        label="Where does the child sleep tonight, and why is that safe?",
        rows=3,
        required=False,
        why="An enquiry takes days; tonight does not wait.",
        reads=READERS,
    )
    override_because = Words(
        label="If they are not a social worker, or carry too much: why all the same?",
        rows=2,
        required=False,
        why="Only a manager decides so. It is kept, and shown wherever the enquiry is.",
        reads=READERS,
    )

    def __init__(self, *args: Any, referral: Referral, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("lead", referral.team.workers.filter(left_on=None))
        self.offer("discussion", referral.strategy_discussions.standing())


class Working(Form):
    """Single or joint."""

    working = OneOf(
        label="Is it joint?",
        choices=Enquiry.Working.choices,
        missing="Choose one",
        why="Police and authority decide it together.",
        reads=READERS,
    )
    police_decision = Words(label="What did the police decide, and why?", rows=3, required=False, **POLICE)
    on = Day(
        label="On which day was that decided?",
        missing="Enter the day",
        why="It is dated like any decision.",
        reads=READERS,
    )


class Conclude(Form):
    """What the enquiry found."""

    outcome = OneOf(
        label="What did it find?",
        choices=Enquiry.Outcome.choices,
        missing="Choose what it found",
        why="It decides whether a conference is owed.",
        reads=READERS,
        item="statutory item: initial conference not required",
    )
    because = Words(
        label="Why?",
        missing="Say why",
        why="The family is told, and a later enquiry starts from it.",
        reads=READERS,
    )
    on = Day(
        label="On which day?", missing="Enter the day", why="It is dated like any decision.", reads=READERS
    )


def start(request: SignedIn, pk: int) -> HttpResponse:
    on, referral = today(), find_entry(request, Referral, pk, "team")
    led_to = referral.strategy_discussions.standing().filter(decision="enquiry").order_by("-held_on").first()
    own = request.user.pk if request.user.role == Role.SOCIAL_WORKER else None
    initial = {"on": on, "lead": own, "discussion": led_to}
    return ask(
        request,
        StartEnquiry(typed(request), on=on, initial=initial, referral=referral),
        do=lambda answers: verbs.start(referral, by=request.user, **answers),
        then=record_of(referral.child_id),
        said="Saved: the enquiry has begun.",
        title="Begin a section 47 enquiry",
        **about(referral.child),
    )


def working(request: SignedIn, pk: int) -> HttpResponse:
    enquiry = find_entry(request, Enquiry, pk)
    initial = {"on": today(), "working": enquiry.working, "police_decision": enquiry.police_decision}
    return ask(
        request,
        Working(typed(request), on=today(), initial=initial),
        do=lambda answers: verbs.decide_working(enquiry, by=request.user, **answers),
        then=record_of(enquiry.child_id),
        said="Saved: single or joint is decided.",
        title="Single or joint",
        **about(enquiry.child),
    )


def conclude(request: SignedIn, pk: int) -> HttpResponse:
    enquiry = find_entry(request, Enquiry, pk, "lead_worker")
    return ask(
        request,
        Conclude(typed(request), on=today(), initial={"on": today()}),
        do=lambda answers: verbs.conclude(enquiry, by=request.user, **answers),
        then=record_of(enquiry.child_id),
        said="Saved: the enquiry is concluded.",
        title="Conclude this enquiry",
        lead=f"Begun {enquiry.started_on:%-d %B %Y}, led by {enquiry.led_by}.",
        button="Conclude",
        **about(enquiry.child),
    )
