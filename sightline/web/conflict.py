"""Conflicts of interest: say that somebody knows a child from elsewhere, end it, and say where one lives."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from sightline.casework import conflict as verbs
from sightline.people.models import Worker
from sightline.record.models import Conflict, WorkerAtHome
from sightline.web import today as clock
from sightline.web.fields import Line, OneOf, Somebody, Whole, Words
from sightline.web.finding import about, find_child, find_entry
from sightline.web.form import Form, SignedIn, ask, typed
from sightline.web.restricted import in_post
from sightline.web.today import today

READERS = "whoever may open the record, but never the worker who is kept from it"
OWN = "you, senior managers and system administrators"


class Know(Form):
    """Who knows the child, and how."""

    how = OneOf(
        label="How do they know the child or the family?",
        choices=Conflict.How.choices,
        missing="Choose how they know them",
        why="It says for how long it is likely to matter.",
        reads=READERS,
    )
    because = Words(
        label="What should a manager know of it?",
        rows=3,
        required=False,
        why="A manager decides when it has ended.",
        reads=READERS,
    )
    worker = Somebody(
        label="Who knows them?",
        queryset=Worker.objects.none(),
        empty="I do",
        required=False,
        why="The record and the family’s are shut to them at once.",
        reads=READERS,
    )

    def __init__(self, *args: Any, by: Worker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if by.is_manager:
            self.offer("worker", in_post().exclude(pk=by.pk))
        else:
            del self.fields["worker"]


def know(request: SignedIn, pk: int) -> HttpResponse:
    on, child = today(), find_child(request, pk)
    back = reverse("restricted", args=[child.pk])
    return ask(
        request,
        Know(typed(request), on=on, by=request.user),
        do=lambda answers: verbs.say(child, by=request.user, on=on, **answers),
        then=lambda made: reverse("home") if made.worker_id == request.user.pk else back,
        said="Saved: the record is shut to them, and so is the family’s.",
        title="Somebody here knows the child or the family",
        lead="From this moment the records of the child and of the family are shut to them, whatever else "
        "they do there. A case that they lead goes back to its team.",
        button="Shut it to them",
        **about(child),
    )


class EndConflict(Form):
    """It matters no longer."""

    because = Words(
        label="Why does it matter no longer?",
        rows=3,
        missing="Say why",
        why="The records are open to them again at once, where anything binds them to the child.",
        reads=READERS,
    )


def end(request: SignedIn, pk: int) -> HttpResponse:
    found = find_entry(request, Conflict, pk, "worker")
    return ask(
        request,
        EndConflict(typed(request), on=today()),
        do=lambda answers: verbs.end(found, by=request.user, at=clock.now(), **answers),
        then=reverse("restricted", args=[found.child_id]),
        said="Saved: they are kept from it no longer.",
        title="They are kept from the record no longer",
        lead=f"{found.worker.name}: {found.get_how_display().lower()}. {found.because}",
        **about(found.child),
    )


class Home(Form):
    """Where a worker lives."""

    address = Line(
        label="Number and street",
        max_length=99,
        missing="Enter the number and the street",
        why="The records of whoever lives there with you are shut to you, and nothing else is done with it.",
        reads=OWN,
    )
    postcode = Line(
        label="Postcode",
        max_length=8,
        missing="Enter the postcode",
        why="A child’s manager is told that a worker lives near, and not where.",
        reads=OWN,
    )
    person = Whole(
        label="If you are in the record yourself: the number of your record",
        required=False,
        min_value=1,
        why="Your own record and your family’s are shut to you.",
        reads=OWN,
    )


def my_home(request: SignedIn) -> HttpResponse:
    on = today()
    said = WorkerAtHome.objects.visible_to(request.user).standing().filter(worker=request.user).first()
    known = {"address": said.address, "postcode": said.postcode, "person": said.person_id} if said else {}
    return ask(
        request,
        Home(typed(request), on=on, initial=known),
        do=lambda answers: verbs.state_home(by=request.user, on=on, **answers),
        then=reverse("home"),
        said="Saved: you are kept from the records of your own home and family.",
        title="Where I live",
        lead="So that nobody is a social worker to their own family or next door by accident.",
    )
