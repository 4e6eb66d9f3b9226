"""Sharing: ask another agency, chase, and write down what they said."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from sightline.casework import sharing as verbs
from sightline.compliance.cover import covered_by
from sightline.people.models import Agency
from sightline.record.models import InformationRequest, Referral
from sightline.web.fields import Day, Line, OneOf, Pick, Words
from sightline.web.finding import about, find_entry, look, paged, record_of
from sightline.web.form import Form, SignedIn, ask, typed
from sightline.web.today import today

READERS = "whoever works with the child, and whoever asks later what was known"


class Ask(Form):
    """What is asked of whom."""

    ahead = frozenset({"answer_by_on"})

    agency = Pick(
        label="Which agency?",
        choices=Agency.choices,
        missing="Choose the agency",
        why="What each agency answers, and how soon, can be counted.",
        reads=READERS,
    )
    asked_of = Line(label="Whom there?", required=False, why="So that we can chase.", reads=READERS)
    asks = Words(
        label="What do we ask?",
        rows=4,
        missing="Say what we ask",
        why="It is what they answer.",
        reads=READERS,
    )
    on = Day(
        label="Asked on which day?", missing="Enter the day", why="The wait counts from it.", reads=READERS
    )
    answer_by_on = Day(
        label="If it is sooner or later than usual, answer by which day?",
        required=False,
        why="Until they answer, what we asked counts as not known.",
        reads=READERS,
    )


class Answered(Form):
    """What came of it."""

    answer = OneOf(
        label="What came of it?",
        choices=InformationRequest.Answer.choices,
        missing="Choose what came of it",
        why="A check that nobody answered is not a check.",
        reads=READERS,
    )
    told = Words(
        label="If they told us something, or refused, what did they say?",
        rows=4,
        required=False,
        why="In their words.",
        reads=READERS,
    )
    on = Day(label="On which day?", missing="Enter the day", why="The wait ends on it.", reads=READERS)


def ask_agency(request: SignedIn, pk: int) -> HttpResponse:
    on, referral = today(), find_entry(request, Referral, pk)
    return ask(
        request,
        Ask(typed(request), on=on, initial={"on": on}),
        do=lambda answers: verbs.ask(referral, by=request.user, **answers),
        then=record_of(referral.child_id),
        said="Saved: until they answer, it is not known.",
        title="Ask another agency",
        button="It is asked",
        **about(referral.child),
    )


def answered(request: SignedIn, pk: int) -> HttpResponse:
    on, found = today(), find_entry(request, InformationRequest, pk)
    chased = ", ".join(f"{day:%-d %B}" for day in found.days_chased)

    def do(answers: dict[str, Any]) -> InformationRequest:
        return verbs.answer(found, by=request.user, **answers)

    return ask(
        request,
        Answered(typed(request), on=on, initial={"on": on}),
        do=do,
        then=record_of(found.child_id),
        said="Saved: the answer is in the record.",
        template="web/information.html",
        title="What another agency answered",
        lead=f"{found.get_agency_display()} was asked on {found.asked_on:%-d %B %Y}: {found.asks}"
        + (f" Chased on {chased}." if chased else ""),
        button="Save the answer",
        one=found,
        **about(found.child),
    )


def chase(request: SignedIn, pk: int) -> HttpResponse:
    found = find_entry(request, InformationRequest, pk)
    if request.method != "POST":
        raise Http404
    return ask(
        request,
        Form(typed(request), on=today()),
        do=lambda answers: verbs.chase(found, by=request.user, on=today()),
        then=reverse("information-answer", args=[found.pk]),
        said="Saved: they were asked again today.",
        title="Ask again",
        **about(found.child),
    )


def awaited(request: SignedIn) -> HttpResponse:
    """What other agencies have not answered, in the cases of this worker and of those they act for."""
    on, me = today(), request.user
    acting = [me, *covered_by(me, on=on)]
    rows = InformationRequest.objects.visible_to(me).unanswered().select_related("child")
    mine = {"referral__allocations__until_on": None, "referral__allocations__struck_out_at": None}
    own = rows.filter(holder__in=acting) | rows.filter(
        holder=None, referral__allocations__worker__in=acting, **mine
    )
    page = paged(request, own.distinct())
    look(request, [one.child_id for one in page.rows])
    shown = {"title": "Answers awaited", "on": on, "page": page}
    return render(request, "web/awaited.html", shown)
