"""Referrals: received, acknowledged, checked, decided by a manager, and the referrer told."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import HttpResponse

from sightline.casework import referral as verbs
from sightline.people.models import Agency, Team
from sightline.record.codes import PrimaryNeed, ReferralSource
from sightline.record.models import EarlyHelp, Referral
from sightline.record.models.contact import Route
from sightline.web.fields import Day, OneOf, Pick, Somebody, Tick, Words
from sightline.web.finding import about, find_child, find_entry, record_of
from sightline.web.form import Form, SignedIn, ask, typed
from sightline.web.today import today

READERS = "the worker and manager who take it on"


class ReceiveReferral(Form):
    """A referral that reached us without a contact of its own."""

    received_on = Day(
        label="When did it reach us?",
        missing="Enter the day it reached us",
        why="The working day to decide in, and the time for the assessment, count from it.",
        reads=READERS,
        item="statutory item: date of the referral",
    )
    because = Words(
        label="Why was the child referred?",
        missing="Say why the child was referred",
        why="Everybody who opens the record asks this first.",
        reads="everybody who works with the child",
    )
    source = Pick(
        label="Who referred?",
        choices=ReferralSource.choices,
        missing="Choose who referred",
        why="It says what they could have seen for themselves.",
        reads=READERS,
        item="statutory item: referral source",
    )
    route = OneOf(
        label="How did it reach us?",
        choices=Route.choices,
        missing="Choose how it reached us",
        why="A written referral is to be acknowledged; a telephoned one confirmed in writing.",
        reads="the front door",
    )
    referrer_agency = Pick(
        label="Their agency",
        choices=Agency.choices,
        empty="None, or not known",
        required=False,
        why="A professional is told what we decided.",
        reads="the front door",
    )
    referrer_cannot_be_told = Tick(
        label="The referrer cannot be told: anonymous, or it would put the child at risk",
        required=False,
        why="Then no acknowledgement is owed.",
        reads="the manager",
    )
    primary_need = Pick(
        label="Main need, as far as it is known",
        choices=PrimaryNeed.choices,
        required=False,
        empty="Not stated",
        why="The census counts it.",
        reads="analysts",
        item="statutory item: primary need code",
    )
    team = Somebody(
        label="Which team takes it?",
        queryset=Team.objects.none(),
        missing="Choose the team that takes it",
        why="It is never nobody’s.",
        reads="the team’s manager",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("team", Team.objects.filter(closed_on=None, is_front_door=False))


class OnADay(Form):
    """Something that was done, and the day it was done."""

    on = Day(
        label="On which day?",
        missing="Enter the day",
        why="It is what the law counts from, or to.",
        reads="the manager, and whoever works with the child next",
    )


class DecideReferral(OnADay):
    """A manager decides what follows a referral."""

    decision = OneOf(
        label="What happens next?",
        choices=Referral.Decision.choices,
        missing="Choose what happens next",
        why="Everything that follows starts from it.",
        reads=READERS,
        item="statutory item: referral no further action",
    )
    because = Words(
        label="Why?",
        missing="Say why, in a sentence or two",
        why="The family, the referrer and the next worker need the reason, not only the answer.",
        reads="everybody who works with the child",
    )
    field_order = ("decision", "because", "on")


def receive(request: SignedIn, pk: int) -> HttpResponse:
    child = find_child(request, pk)
    initial = {"received_on": today(), "team": request.user.team_id}

    def do(answers: dict[str, Any]) -> Referral:
        cannot = answers.pop("referrer_cannot_be_told")
        answers["primary_need"] = answers["primary_need"] or PrimaryNeed.NOT_STATED.value
        return verbs.receive(by=request.user, child=child, referrer_can_be_told=not cannot, **answers)

    return ask(
        request,
        ReceiveReferral(typed(request), on=today(), initial=initial),
        do=do,
        then=lambda made: record_of(child),
        said="Saved: the referral is on the record.",
        title="Record a referral",
        **about(child),
    )


def _on_a_day(
    request: SignedIn, pk: int, do: Callable[..., Referral], *, title: str, said: str
) -> HttpResponse:
    referral = find_entry(request, Referral, pk)
    return ask(
        request,
        OnADay(typed(request), on=today(), initial={"on": today()}),
        do=lambda answers: do(referral, by=request.user, on=answers["on"]),
        then=record_of(referral.child_id),
        said=said,
        title=title,
        **about(referral.child),
    )


def acknowledge(request: SignedIn, pk: int) -> HttpResponse:
    said = "Saved: the referrer was told that it arrived."
    return _on_a_day(request, pk, verbs.acknowledge, title="The referrer was told that it arrived", said=said)


def checks(request: SignedIn, pk: int) -> HttpResponse:
    said = "Saved: the checks were made."
    return _on_a_day(request, pk, verbs.record_checks, title="Agency checks were made", said=said)


def tell(request: SignedIn, pk: int) -> HttpResponse:
    said = "Saved: the referrer was told what was decided."
    return _on_a_day(
        request, pk, verbs.tell_referrer, title="The referrer was told what was decided", said=said
    )


def new_information(request: SignedIn, pk: int) -> HttpResponse:
    said = "Saved: new information came."
    return _on_a_day(request, pk, verbs.record_new_information, title="New information came", said=said)


def decide(request: SignedIn, pk: int) -> HttpResponse:
    referral = find_entry(request, Referral, pk)
    page = {"title": "Decide this referral", "referral": referral, "lead": _lead(referral, today())}
    return ask(
        request,
        DecideReferral(typed(request), on=today(), initial={"on": today()}),
        do=lambda answers: verbs.decide(referral, by=request.user, **answers),
        then=record_of(referral.child_id),
        said="Saved: the referral is decided.",
        button="Decide",
        **page,
        **about(referral.child),
    )


def _lead(referral: Referral, on: date) -> str:
    why = f"Referred {referral.received_on:%-d %B %Y}: {referral.because or 'no reason was written down.'}"
    helped = EarlyHelp.objects.running().filter(child=referral.child_id).first()
    if helped is None or not helped.is_asked_by(referral):
        return why
    return f"{why}\nEarly help goes on since {helped.began_on:%-d %B %Y}: it is to change {helped.change}"
