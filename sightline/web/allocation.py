"""Allocation: a manager sees what each worker carries and would carry, and gives the work to one of them."""

from typing import Any

from django.http import HttpResponse

from sightline.casework import allocation as verbs
from sightline.compliance.choosing import candidates
from sightline.compliance.fitness import NEEDS
from sightline.people.models import Worker
from sightline.people.weight import Weighed, weights
from sightline.record.models import Allocation, Referral, SecondaryWorker
from sightline.web.fields import Day, OneOf, Somebody, Words
from sightline.web.finding import about, find_entry, record_of
from sightline.web.form import Form, SignedIn, ask, typed
from sightline.web.today import today

READERS = "the worker, the manager, and whoever asks later why"


class Allocate(Form):
    """Who leads from when."""

    to = Somebody(
        label="Who leads?",
        queryset=Worker.objects.none(),
        missing="Choose who leads",
        why="Every open case has one named worker.",
        reads="everybody who works with the child",
    )
    on = Day(
        label="From which day?",
        missing="Enter the day",
        why="It is when the family has somebody to call.",
        reads="the manager",
    )
    because = Words(
        label="Why this worker?",
        rows=3,
        required=False,
        why="Skill, language, a brother or sister already known: it helps the next time.",
        reads=READERS,
    )
    override_because = Words(
        label="If they lack something for this work: why all the same?",
        rows=3,
        required=False,
        why="It is kept with what was lacking, and shown wherever the work is.",
        reads=READERS,
    )

    def __init__(self, *args: Any, referral: Referral, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("to", referral.team.workers.filter(left_on=None))


class GivePart(Form):
    """Somebody works beside the lead."""

    to = Somebody(
        label="Who?",
        queryset=Worker.objects.none(),
        missing="Choose who has a part",
        why="They may open the child’s record from that day.",
        reads="everybody who works with the child",
    )
    part = OneOf(
        label="What is their part?",
        choices=SecondaryWorker.Part.choices,
        missing="Choose their part",
        why="So that the family knows who does what.",
        reads="everybody who works with the child",
    )
    on = Day(label="From which day?", missing="Enter the day", why="It is dated.", reads="the manager")
    because = Words(label="Why?", rows=3, required=False, why="It helps whoever comes next.", reads=READERS)

    def __init__(self, *args: Any, referral: Referral, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lead = Allocation.objects.on(self.today).filter(referral=referral).values("worker")
        others = Worker.objects.filter(left_on=None, team__isnull=False).exclude(pk__in=lead)
        self.offer("to", others)


class Stop(Form):
    """Somebody stops leading, or their part ends."""

    on = Day(
        label="From which day?",
        missing="Enter the day",
        why="If nobody leads from then, the team and its manager hold the work.",
        reads="the manager",
    )
    because = Words(
        label="Why?", rows=3, missing="Say why", why="Handing over is where children are lost.", reads=READERS
    )


def allocate(request: SignedIn, pk: int) -> HttpResponse:
    on, referral = today(), find_entry(request, Referral, pk, "team")
    points = weights(on=on)
    return ask(
        request,
        Allocate(typed(request), on=on, initial={"on": on}, referral=referral),
        do=lambda answers: verbs.allocate(referral, by=request.user, **answers),
        then=record_of(referral.child_id),
        said="Saved: the work is allocated.",
        template="web/allocate.html",
        title="Allocate",
        button="Allocate",
        team=referral.team,
        candidates=candidates(referral, on=on),
        needs=NEEDS,
        weights=[(Weighed(kind).label, many) for kind, many in points.items() if kind != Weighed.LIMIT],
        limit=points.get(Weighed.LIMIT),
        **about(referral.child),
    )


def end(request: SignedIn, pk: int) -> HttpResponse:
    on, allocation = today(), find_entry(request, Allocation, pk, "worker")
    return ask(
        request,
        Stop(typed(request), on=on, initial={"on": on}),
        do=lambda answers: verbs.end(allocation, by=request.user, **answers),
        then=record_of(allocation.child_id),
        said="Saved: the team and its manager hold the work.",
        title=f"{allocation.worker.name} stops leading",
        **about(allocation.child),
    )


def give_part(request: SignedIn, pk: int) -> HttpResponse:
    on, referral = today(), find_entry(request, Referral, pk)
    return ask(
        request,
        GivePart(typed(request), on=on, initial={"on": on}, referral=referral),
        do=lambda answers: verbs.give_part(referral, by=request.user, **answers),
        then=record_of(referral.child_id),
        said="Saved: they have a part, and may open the record.",
        title="Somebody works beside the lead worker",
        lead="They see the child. They never replace the lead worker, and answer for nothing alone.",
        **about(referral.child),
    )


def end_part(request: SignedIn, pk: int) -> HttpResponse:
    on, part = today(), find_entry(request, SecondaryWorker, pk, "worker")
    return ask(
        request,
        Stop(typed(request), on=on, initial={"on": on}),
        do=lambda answers: verbs.end_part(part, by=request.user, **answers),
        then=record_of(part.child_id),
        said="Saved: their part has ended.",
        title=f"{part.worker.name}’s part ends",
        **about(part.child),
    )
