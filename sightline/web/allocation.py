"""Allocation: a manager sees what each worker carries, and gives the work to one of them."""

from typing import Any

from django.http import HttpResponse

from sightline.casework import allocation as verbs
from sightline.compliance import oversight
from sightline.people.models import Worker
from sightline.record.models import Allocation, Referral
from sightline.web.fields import Day, Somebody, Words
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

    def __init__(self, *args: Any, referral: Referral, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        workers: Any = self.fields["to"]
        workers.queryset = referral.team.workers.filter(left_on=None)


class EndAllocation(Form):
    """The worker stops leading."""

    on = Day(
        label="From which day does nobody lead?",
        missing="Enter the day",
        why="From then the team and its manager hold the work.",
        reads="the manager",
    )
    because = Words(
        label="Why?", rows=3, missing="Say why", why="Handing over is where children are lost.", reads=READERS
    )


def allocate(request: SignedIn, pk: int) -> HttpResponse:
    on, referral = today(), find_entry(request, Referral, pk, "team")
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
        loads=oversight.loads(referral.team, on=on),
        **about(referral.child),
    )


def end(request: SignedIn, pk: int) -> HttpResponse:
    on, allocation = today(), find_entry(request, Allocation, pk, "worker")
    return ask(
        request,
        EndAllocation(typed(request), on=on, initial={"on": on}),
        do=lambda answers: verbs.end(allocation, by=request.user, **answers),
        then=record_of(allocation.child_id),
        said="Saved: the team and its manager hold the work.",
        title=f"{allocation.worker.name} stops leading",
        **about(allocation.child),
    )
