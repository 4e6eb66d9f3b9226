"""A check that one child is safe: who holds it, by when, what happened minute by minute, what was found."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from sightline.assurance import safety_check as verbs
from sightline.assurance.models import SafetyCheck
from sightline.people.models import Worker
from sightline.web import today as clock
from sightline.web.audit_form import holders
from sightline.web.fields import Line, OneOf, Somebody, Words
from sightline.web.finding import look
from sightline.web.form import Form, SignedIn, ask, typed
from sightline.web.today import today

WHO: Any = {"reads": "whoever asked for the check, the child’s manager and the director", "owner": "director"}


class HandOn(Form):
    to = Somebody(
        label="Who holds it now?",
        queryset=Worker.objects.none(),
        missing="Choose who holds it now",
        why="One named worker holds it at every minute.",
        **WHO,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("to", holders())


class Note(Form):
    words = Line(
        label="What has happened?",
        max_length=500,
        missing="Write what has happened",
        why="Whoever asked can see that somebody is on the way.",
        **WHO,
    )


class Made(Form):
    found = OneOf(
        label="Is the child safe?",
        choices=SafetyCheck.Found.choices,
        missing="Say whether the child is safe",
        why="The check is over when somebody has said so.",
        **WHO,
    )
    what_was_found = Words(
        label="What was found, and how do you know?",
        rows=4,
        missing="Say what was found",
        help_text="Who saw the child, where, and what the child said or showed",
        why="Safe is a finding like any other: it has to be shown.",
        **WHO,
    )
    what_was_done = Words(
        label="What was done?",
        rows=3,
        missing="Say what was done, or that nothing had to be",
        why="It is what changed for the child.",
        **WHO,
    )


def find_check(request: SignedIn, pk: int) -> SafetyCheck:
    rows = SafetyCheck.objects.visible_to(request.user).standing()
    found: SafetyCheck = get_object_or_404(
        rows.select_related("child", "holder", "checked_by", "audit", "inspection", "recorded_by"), pk=pk
    )
    look(request, [found.child_id])
    return found


def check(request: SignedIn, pk: int) -> HttpResponse:
    found = find_check(request, pk)
    page = {
        "title": "A check that a child is safe",
        "on": today(),
        "check": found,
        "child": found.child,
        "due_at": verbs.due_at(found),
        "is_late": found.checked_at is None and clock.now() > verbs.due_at(found),
        "notes": found.notes.standing().select_related("recorded_by"),
        "may_act": found.checked_at is None and _may_act(found, request.user),
    }
    return render(request, "web/assurance/safety_check.html", page)


def _may_act(found: SafetyCheck, worker: Worker) -> bool:
    return worker.pk == found.holder_id or worker.is_manager


def _open(request: SignedIn, pk: int) -> SafetyCheck:
    found = find_check(request, pk)
    if found.checked_at is not None or not _may_act(found, request.user):
        raise Http404
    return found


def _asked(request: SignedIn, found: SafetyCheck, form: Form, **page: Any) -> HttpResponse:
    back = reverse("safety-check", args=[found.pk])
    return ask(request, form, then=back, child=found.child, back=back, back_to="The check", **page)


def hand_on(request: SignedIn, pk: int) -> HttpResponse:
    found = _open(request, pk)
    return _asked(
        request,
        found,
        HandOn(typed(request), on=today()),
        do=lambda answers: verbs.hand_to(found, by=request.user, at=clock.now(), **answers),
        said="Saved: they hold it from this minute.",
        title="Hand it on",
        button="They hold it now",
    )


def note(request: SignedIn, pk: int) -> HttpResponse:
    found = _open(request, pk)
    return _asked(
        request,
        found,
        Note(typed(request), on=today()),
        do=lambda answers: verbs.note(found, by=request.user, at=clock.now(), **answers),
        said="Saved, with the minute.",
        title="What has happened so far",
    )


def made(request: SignedIn, pk: int) -> HttpResponse:
    found = _open(request, pk)
    return _asked(
        request,
        found,
        Made(typed(request), on=today()),
        do=lambda answers: verbs.made(found, by=request.user, at=clock.now(), **answers),
        said="Saved: the child has been checked.",
        title="The child has been checked",
        button="Save what was found",
    )
