"""Serious incidents: the two clocks of the national panel, and what every agency knew, in one line."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from sightline.assurance.models import Action
from sightline.assurance.standing import states
from sightline.casework import serious_incident as verbs
from sightline.compliance.child import clocks
from sightline.duties.language import Thread
from sightline.record.models import AgencyEvent, SeriousIncident
from sightline.web.fields import Day, Line, OneOf, Words
from sightline.web.finding import about, find_child, find_entry, look, paged
from sightline.web.form import Form, SignedIn, ask, typed
from sightline.web.story import Happening, story
from sightline.web.today import today

WHO: Any = {"reads": "the director, the safeguarding partners and the national panel", "owner": "director"}


class Record(Form):
    """A child died or was seriously harmed."""

    harm = OneOf(
        label="What became of the child?",
        choices=SeriousIncident.Harm.choices,
        missing="Choose what became of the child",
        why="Either is notified where abuse or neglect is known or suspected.",
        item="statutory item: Children Act 2004, section 16C",
        **WHO,
    )
    happened_on = Day(
        label="On which day did it happen?",
        missing="Enter the day it happened",
        why="Working Together counts the rapid review from it.",
        **WHO,
    )
    known_on = Day(
        label="On which day did we become aware of it?",
        missing="Enter the day we became aware",
        why="The five working days to notify it count from this day.",
        **WHO,
    )
    what = Words(
        label="What is known to have happened?",
        missing="Say what is known",
        why="So that everybody starts from the same account.",
        **WHO,
    )


class Notify(Form):
    on = Day(
        label="When was the panel notified?", missing="Enter the day", why="It ends the first clock.", **WHO
    )
    reference = Line(
        label="What is the panel’s reference?",
        max_length=60,
        missing="Give the panel’s reference",
        why="It shows that they have it.",
        **WHO,
    )


class NeedNot(Form):
    because = Words(
        label="Why need it not be notified?",
        missing="Say why it need not be notified",
        why="The decision is read again whenever anything new is known.",
        **WHO,
    )


class ReviewSent(Form):
    on = Day(
        label="When was the rapid review sent to the panel?",
        missing="Enter the day",
        why="It ends both clocks of the rapid review.",
        **WHO,
    )


@dataclass(frozen=True)
class Told:
    """One line of the merged chronology: the day, whose knowledge it is, and what."""

    on: date
    who: str
    title: str
    words: str
    ours: bool


def merged(incident: SeriousIncident, *, on: date) -> list[Told]:
    """Our own story of the child with what every other agency told us, the oldest first."""
    told = [one for one in story(incident.child, on=on) if isinstance(one, Happening)]
    return [_told(one) for one in reversed(told) if one.entry.struck_out_at is None]


def _told(one: Happening) -> Told:
    if isinstance(one.entry, AgencyEvent):
        who = one.entry.get_agency_display()
        return Told(one.on, who, f"From {one.entry.from_what}", one.entry.words, False)
    return Told(one.on, one.by, one.title, one.words, True)


def incidents(request: SignedIn) -> HttpResponse:
    """Every serious incident about a child this worker may see, the newest first."""
    rows = SeriousIncident.objects.visible_to(request.user).standing().select_related("child").distinct()
    page = paged(request, rows.order_by("-known_on", "-pk"))
    look(request, [row.child_id for row in page.rows])
    return render(
        request, "web/assurance/incidents.html", {"title": "Serious incidents", "on": today(), "page": page}
    )


def incident(request: SignedIn, pk: int) -> HttpResponse:
    """One incident: its clocks, what came of it, and the merged chronology."""
    on, found = today(), find_entry(request, SeriousIncident, pk, "notified_by", "not_notifiable_by")
    thread = Thread.SERIOUS_INCIDENT.number(found.pk)
    running = [clock for clock in clocks([found.child_id], on=on)[found.child_id] if clock.thread == thread]
    actions = list(Action.objects.visible_to(request.user).standing().filter(incident=found))
    page = {"title": "Serious incident", "on": on, "child": found.child, "incident": found, "clocks": running}
    page |= {"page": paged(request, merged(found, on=on), per=40), "actions": actions}
    page["states"] = states(actions, on=on)
    return render(request, "web/assurance/incident.html", page)


def record(request: SignedIn, pk: int) -> HttpResponse:
    child = find_child(request, pk)
    return ask(
        request,
        Record(typed(request), on=today()),
        do=lambda answers: verbs.record(child, by=request.user, **answers),
        then=lambda made: reverse("incident", args=[made.pk]),
        said="Saved. The national panel is to be notified within five working days of our becoming aware.",
        title="Record a serious incident",
        **about(child),
    )


def _asked(
    request: SignedIn, found: SeriousIncident, form: Form, *, do: Callable[..., Any], title: str
) -> HttpResponse:
    """Ask what `do` needs to know of the incident, by the names that it takes it by."""
    here = reverse("incident", args=[found.pk])
    shown = {**about(found.child), "back": here, "back_to": "The incident"}
    return ask(
        request, form, do=lambda answers: do(**answers), then=here, said="Saved.", title=title, **shown
    )


def notify(request: SignedIn, pk: int) -> HttpResponse:
    found = find_entry(request, SeriousIncident, pk)
    form = Notify(typed(request), on=today())
    do = partial(verbs.notify, found, by=request.user)
    return _asked(request, found, form, do=do, title="The national panel was notified")


def need_not(request: SignedIn, pk: int) -> HttpResponse:
    found, on = find_entry(request, SeriousIncident, pk), today()
    form = NeedNot(typed(request), on=on)
    do = partial(verbs.need_not_notify, found, by=request.user, on=on)
    return _asked(request, found, form, do=do, title="It need not be notified")


def review_sent(request: SignedIn, pk: int) -> HttpResponse:
    found = find_entry(request, SeriousIncident, pk)
    form = ReviewSent(typed(request), on=today())
    do = partial(verbs.send_review, found, by=request.user)
    return _asked(request, found, form, do=do, title="The rapid review was sent")
