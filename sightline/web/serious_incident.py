"""Serious incidents: the two clocks of the national panel, and what every agency knew, in one line."""

import csv
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from io import StringIO
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from sightline.assurance.models import Action
from sightline.assurance.standing import states
from sightline.casework import serious_incident as verbs
from sightline.casework.serious_incident import Event
from sightline.compliance.child import clocks
from sightline.duties.language import Thread
from sightline.people.models import Agency
from sightline.record.models import SeriousIncident
from sightline.web.fields import Day, Line, OneOf, Pick, Words, read_day
from sightline.web.finding import about, find_child, find_entry, look, paged
from sightline.web.form import Form, SignedIn, ask, typed
from sightline.web.story import Happening, story
from sightline.web.today import today

WHO: Any = {"reads": "the director, the safeguarding partners and the national panel", "owner": "director"}
MOST_LINES = 500


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


class AgencyLines(Form):
    """Another agency's own chronology."""

    agency = Pick(
        label="Which agency?",
        choices=Agency.choices,
        missing="Choose the agency",
        why="What each knew, and when, is what a review has to find out.",
        **WHO,
    )
    from_what = Line(
        label="What is it taken from?",
        max_length=200,
        missing="Say what it is taken from",
        why="So that anybody can go back to it.",
        **WHO,
    )
    lines = Words(
        label="What happened, a line for each",
        help_text="Day, comma, what happened: 3 March 2026, Seen in accident and emergency with a burn. "
        "Rows of a spreadsheet saved as CSV can be pasted in.",
        rows=10,
        missing="Write at least one line",
        why="It is put in order with our own story.",
        **WHO,
    )

    def clean_lines(self) -> list[tuple[date, str]]:
        """Every line read, or none: the first that cannot be is said with its number."""
        rows = [row for row in csv.reader(StringIO(self.cleaned_data["lines"])) if any(map(str.strip, row))]
        if len(rows) > MOST_LINES:
            raise ValidationError(f"That is {len(rows):,} lines: add at most {MOST_LINES} at a time")
        return [self._line(number, row) for number, row in enumerate(rows, 1)]

    def _line(self, number: int, row: list[str]) -> tuple[date, str]:
        try:
            on = read_day([row[0].strip(), "", ""])
        except ValidationError as error:
            raise ValidationError(
                f"Line {number}: “{row[0].strip()[:40]}” is no day. {error.message}"
            ) from error
        words = ", ".join(part.strip() for part in row[1:] if part.strip())
        if not words:
            raise ValidationError(f"Line {number}: say what happened after the day")
        if on > self.today:
            raise ValidationError(f"Line {number}: that day has not come yet")
        return on, words


@dataclass(frozen=True)
class Told:
    """One line of the merged chronology: the day, whose knowledge it is, and what."""

    on: date
    who: str
    title: str
    words: str
    ours: bool


def merged(incident: SeriousIncident, *, on: date) -> list[Told]:
    """Our own story of the child and every other agency's events, the oldest first."""
    ours = [
        Told(one.on, one.by, one.title, one.words, True)
        for one in story(incident.child, on=on)
        if isinstance(one, Happening) and one.entry.struck_out_at is None
    ]
    theirs = [
        Told(one.happened_on, one.get_agency_display(), f"From {one.from_what}", one.words, False)
        for one in incident.agency_events.standing()
    ]
    return sorted([*ours, *theirs], key=lambda one: one.on)


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


def add_events(request: SignedIn, pk: int) -> HttpResponse:
    found = find_entry(request, SeriousIncident, pk)

    def do(agency: str, from_what: str, lines: list[tuple[date, str]]) -> Any:
        events = [Event(on, agency, words, from_what) for on, words in lines]
        return verbs.add_events(found, by=request.user, events=events)

    form = AgencyLines(typed(request), on=today())
    return _asked(request, found, form, do=do, title="Add another agency’s events")
