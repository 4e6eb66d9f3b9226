"""Restricted records: who may read one and why; restrict it, name somebody, and lift it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from sightline.casework import restriction as verbs
from sightline.compliance.emergency import review_by
from sightline.people.models import MANAGERS, PRACTISES, Worker
from sightline.record.kept import may_know
from sightline.record.models import Conflict, EmergencyOpening, Person, RestrictedTo, Restriction
from sightline.web import today as clock
from sightline.web.fields import OneOf, Somebody, Words
from sightline.web.finding import about, find_child, find_entry
from sightline.web.form import Form, SignedIn, ask, typed
from sightline.web.today import today

READERS = "whoever may open the record"


def restricted(request: SignedIn, pk: int) -> HttpResponse:
    """Who may read this record, who is kept from it, and when it was opened in an emergency."""
    child = find_child(request, pk)
    opened = EmergencyOpening.objects.visible_to(request.user).standing().filter(child=child)
    running = Restriction.objects.running().filter(child=child).select_related("ask", "recorded_by").first()
    page = {
        **about(child),
        "title": "Who may open the record",
        "restriction": running,
        "named": RestrictedTo.objects.running().filter(child=child).select_related("worker", "recorded_by"),
        "conflicts": Conflict.objects.visible_to(request.user)
        .running()
        .filter(child=child)
        .select_related("worker", "recorded_by"),
        "near": _near(child) if request.user.role in MANAGERS else [],
        "opened": [(one, review_by(one)) for one in opened.select_related("recorded_by", "reviewed_by")],
    }
    return render(request, "web/restricted.html", page)


def _near(child: Person) -> list[tuple[Worker, bool]]:
    """Workers who may know the child, by where they live or who they are; whether they are shut out."""
    found = may_know(child.pk)
    return [(one, found[one.pk]) for one in Worker.objects.filter(pk__in=found).order_by("name")]


def _page_of(child: Person | int) -> str:
    return reverse("restricted", args=[child.pk if isinstance(child, Person) else child])


def in_post() -> Any:
    """Whoever works with children here."""
    return Worker.objects.filter(left_on=None, role__in=PRACTISES).order_by("name")


class Restrict(Form):
    """For whom the record is from now on, and why."""

    level = OneOf(
        label="How closely is it kept?",
        choices=Restriction.Level.choices,
        missing="Choose how closely it is kept",
        why="A sealed record helps nobody in an emergency: seal as few as you can.",
        reads=READERS,
    )
    because = Words(
        label="Why is it restricted?",
        rows=3,
        missing="Say why it is restricted",
        why="Whoever may lift it has to know what it was for.",
        reads=READERS,
    )
    ask = Somebody(
        label="Whom do others ask?",
        queryset=Worker.objects.none(),
        missing="Choose whom others ask",
        why="Everybody who searches for the child by name is told to ask this worker, and nothing else.",
        reads="everybody who works with children",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("ask", in_post())


def restrict(request: SignedIn, pk: int) -> HttpResponse:
    child = find_child(request, pk)
    return ask(
        request,
        Restrict(typed(request), on=today(), initial={"ask": request.user}),
        do=lambda answers: verbs.restrict(child, by=request.user, **answers),
        then=_page_of(child),
        said="Saved: the record is restricted. Name whoever else has to read it.",
        title="Restrict the record",
        lead="It stays open to whoever leads the case or holds work in it, to the managers of the team that "
        "holds it, to whoever a hand-over is offered to, and to those who are named. That it is there can be "
        "found by anybody who works with children. A warning written about this child is restricted too.",
        button="Restrict it",
        **about(child),
    )


class NameSomebody(Form):
    """One worker more."""

    worker = Somebody(
        label="Who may read the record?",
        queryset=Worker.objects.none(),
        missing="Choose who may read it",
        why="They read all of it, and every look is logged.",
        reads=READERS,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("worker", in_post())


def name(request: SignedIn, pk: int) -> HttpResponse:
    found = find_entry(request, Restriction, pk)
    return ask(
        request,
        NameSomebody(typed(request), on=today()),
        do=lambda answers: verbs.name_worker(found, by=request.user, **answers),
        then=_page_of(found.child_id),
        said="Saved: they may read the record.",
        title="Name somebody who may read it",
        **about(found.child),
    )


class EndNaming(Form):
    """They need it no longer."""

    because = Words(
        label="Why do they need it no longer?",
        rows=2,
        missing="Say why",
        why="The record is shut to them at once.",
        reads=READERS,
    )


def end_naming(request: SignedIn, pk: int) -> HttpResponse:
    found = find_entry(request, RestrictedTo, pk, "worker", "restriction")
    return ask(
        request,
        EndNaming(typed(request), on=today()),
        do=lambda answers: verbs.end_naming(found, by=request.user, at=clock.now(), **answers),
        then=_page_of(found.child_id),
        said="Saved: they may read it no longer.",
        title=f"{found.worker.name} is named no longer",
        **about(found.child),
    )


class Lift(Form):
    """It is restricted no longer."""

    because = Words(
        label="Why may it be lifted?",
        rows=3,
        missing="Say why it may be lifted",
        why="The record is open at once to everybody bound to the child.",
        reads=READERS,
    )


def lift(request: SignedIn, pk: int) -> HttpResponse:
    found = find_entry(request, Restriction, pk)
    return ask(
        request,
        Lift(typed(request), on=today()),
        do=lambda answers: verbs.lift(found, by=request.user, at=clock.now(), **answers),
        then=_page_of(found.child_id),
        said="Saved: the record is restricted no longer.",
        title="Lift the restriction",
        lead=f"It was restricted because: {found.because}",
        button="Lift it",
        **about(found.child),
    )
