"""Visits that are planned: for which day, and called off because."""

from typing import Any

from django.http import HttpResponse

from sightline.casework import sighting as verbs
from sightline.record.models import PlannedVisit
from sightline.record.models.sighting import SightingPurpose
from sightline.web.fields import Day, OneOf, Words, YesNo
from sightline.web.finding import about, find_child, find_entry, record_of
from sightline.web.form import Form, SignedIn, ask, typed
from sightline.web.today import today

READERS = "the worker who is to go, the manager, and whoever covers for them"


class Plan(Form):
    """A visit to come."""

    ahead = frozenset({"planned_for"})

    planned_for = Day(
        label="For which day?",
        missing="Enter the day",
        why="A visit that was planned and not written up is seen the next day.",
        reads=READERS,
    )
    purpose = OneOf(
        label="What is it for?",
        choices=SightingPurpose.choices,
        missing="Choose what it is for",
        why="A visit under a plan is owed apart from one for an assessment.",
        reads=READERS,
    )
    is_announced = YesNo(
        label="Do they know that you are coming?",
        required=False,
        why="An unannounced visit can show a different home.",
        reads=READERS,
    )


class CallOff(Form):
    """A visit that is not made."""

    because = Words(
        label="Why is it not made?",
        rows=3,
        missing="Say why",
        why="A visit that did not happen is part of the child’s story.",
        reads=READERS,
    )
    on = Day(
        label="On which day was that settled?",
        missing="Enter the day",
        why="It is dated like anything that happened.",
        reads="the manager",
    )


def plan(request: SignedIn, pk: int) -> HttpResponse:
    on, child = today(), find_child(request, pk)

    def do(answers: dict[str, Any]) -> PlannedVisit:
        announced = answers.pop("is_announced")
        known = announced if announced is not None else True
        return verbs.plan(child, by=request.user, on=on, is_announced=known, **answers)

    return ask(
        request,
        Plan(typed(request), on=on),
        do=do,
        then=record_of(child),
        said="Saved: the visit is planned.",
        title="Plan a visit",
        **about(child),
    )


def call_off(request: SignedIn, pk: int) -> HttpResponse:
    on, planned = today(), find_entry(request, PlannedVisit, pk)
    return ask(
        request,
        CallOff(typed(request), on=on, initial={"on": on}),
        do=lambda answers: verbs.call_off(planned, by=request.user, **answers),
        then=record_of(planned.child_id),
        said="Saved: the visit is called off.",
        title=f"Call off the visit of {planned.planned_for_on:%-d %B %Y}",
        **about(planned.child),
    )
