"""Opening a record in an emergency: a reason, a few hours, told at once, and reviewed by a manager."""

from typing import Any

from django.db.models import F
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from sightline.casework import emergency as verbs
from sightline.compliance import emergency as told
from sightline.record.kept import opens_in_an_emergency
from sightline.record.models import EmergencyOpening, Person
from sightline.record.models.restriction import HOURS
from sightline.web import today as clock
from sightline.web.fields import Words, YesNo
from sightline.web.finding import look, paged, record_of
from sightline.web.form import Form, SignedIn, ask, typed
from sightline.web.today import today

READERS = "whoever leads the case, its manager, and whoever may open the record"


class OpenIt(Form):
    """What the emergency is."""

    because = Words(
        label="What is the emergency, and what do you need to know?",
        rows=3,
        missing="Say what the emergency is",
        why="A manager reads it by the next working day, and says whether it was right.",
        reads=READERS,
    )


def open_record(request: SignedIn, pk: int) -> HttpResponse:
    """Nothing of the record is on this page; a record that nobody may break into has none."""
    if not opens_in_an_emergency(pk, request.user):
        raise Http404
    look(request, [pk])
    return ask(
        request,
        OpenIt(typed(request), on=today()),
        do=lambda answers: verbs.open_record(pk, by=request.user, at=clock.now(), **answers),
        then=record_of(pk),
        said=f"The record is open to you for {HOURS} hours. Whoever holds the case and its manager are told.",
        title="Open a record in an emergency",
        lead=f"Record {pk} is not yours to open. If a child may come to harm before you can ask whoever "
        f"holds the case, say so and open it: for {HOURS} hours, with every look logged. Whoever holds the "
        "case and their manager are told at once.",
        button="Open it now",
        back=reverse("home"),
        back_to="Back",
    )


def emergencies(request: SignedIn) -> HttpResponse:
    """What was opened in an emergency and this worker is told of: what waits for them first."""
    on = today()
    rows = told.told_to(request.user, on=on).select_related("recorded_by", "holder", "manager", "reviewed_by")
    page = paged(request, rows.order_by(F("reviewed_at").desc(nulls_first=True), "-opened_at"))
    look(request, [one.child_id for one in page.rows])
    waits = set(told.waiting(request.user, on=on).values_list("pk", flat=True))
    named = Person.objects.visible_to(request.user).in_bulk([one.child_id for one in page.rows])
    shown = [(one, named.get(one.child_id), told.review_by(one), one.pk in waits) for one in page.rows]
    here = {"title": "Opened in an emergency", "on": on, "page": page, "shown": shown}
    return render(request, "web/emergencies.html", {**here, "me": request.user.pk})


def _find(request: SignedIn, pk: int) -> EmergencyOpening:
    """The opening itself, for whoever is told of it though they may not open the record."""
    rows = EmergencyOpening.objects.visible_to(request.user).standing().select_related("recorded_by")
    found = get_object_or_404(rows, pk=pk)
    look(request, [found.child_id])
    return found


def know(request: SignedIn, pk: int) -> HttpResponse:
    """Whoever is told says that they know."""
    found = _find(request, pk)
    if request.method != "POST":
        raise Http404
    return ask(
        request,
        Form(typed(request), on=today()),
        do=lambda answers: verbs.know(found, by=request.user, at=clock.now()),
        then=reverse("emergencies"),
        said="Saved: you know of it.",
        title="Opened in an emergency",
    )


class Review(Form):
    """Whether it was right."""

    was_right = YesNo(
        label="Was it right to open the record?",
        missing="Say whether it was right",
        why="A door that is never looked at becomes a way in.",
        reads=READERS,
    )
    review = Words(
        label="Why, and what follows from it?",
        rows=4,
        missing="Say why",
        why="Whoever opened it learns from it, and so does the next reader.",
        reads=READERS,
    )


def review(request: SignedIn, pk: int) -> HttpResponse:
    found = _find(request, pk)

    def do(answers: dict[str, Any]) -> EmergencyOpening:
        return verbs.review(found, by=request.user, at=clock.now(), **answers)

    return ask(
        request,
        Review(typed(request), on=today()),
        do=do,
        then=reverse("emergencies"),
        said="Saved: it is reviewed.",
        title="Review what was opened in an emergency",
        lead=f"{found.recorded_by.name} opened record {found.child_id} on "
        f"{found.opened_at:%-d %B %Y}: {found.because}",
        back=reverse("emergencies"),
        back_to="Opened in an emergency",
    )
