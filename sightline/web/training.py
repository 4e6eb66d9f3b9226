"""What a worker is registered as and trained in, and until when."""

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from sightline.casework import training as verbs
from sightline.people.models import CHAIRS, DIRECTOR, KNOWS_TRAINING, Course, Role, Worker
from sightline.web.fields import Day, Line, OneOf
from sightline.web.form import Form, SignedIn, ask, typed
from sightline.web.today import today

READERS = "whoever allocates work, and the director"


class Completed(Form):
    """A course was completed."""

    ahead = frozenset({"expires_on"})
    course = OneOf(
        label="Which course?",
        choices=Course.choices,
        missing="Choose the course",
        why="Some work asks for it.",
        reads=READERS,
    )
    completed_on = Day(
        label="On which day was it completed?", missing="Enter the day", why="It is dated.", reads=READERS
    )
    expires_on = Day(
        label="If it runs out: on which day?",
        required=False,
        why="Whoever allocates is told before it has run out.",
        reads=READERS,
    )


class Registered(Form):
    """A registration with Social Work England."""

    ahead = frozenset({"until"})
    number = Line(
        label="What is the Social Work England number?",
        max_length=20,
        required=False,
        why="The law reserves the title and some of the work to those who are registered.",
        reads=READERS,
    )
    until = Day(
        label="Until which day are they registered?",
        required=False,
        why="Registration is renewed every year.",
        reads=READERS,
    )


def workers_of(worker: Worker) -> QuerySet[Worker]:
    """The workers whose training this worker may see: their own, their teams', or everybody's."""
    if worker.role in DIRECTOR | CHAIRS | {Role.AUDITOR, Role.ADMINISTRATOR}:
        return Worker.objects.all()
    own = Q(pk=worker.pk)
    if worker.is_manager:
        own |= Q(team__manager=worker) | Q(team__service_manager=worker)
        own |= Q(team=worker.team_id, team__isnull=False)
    return Worker.objects.filter(own)


def find_worker(request: SignedIn, pk: int) -> Worker:
    """The worker with this id; not there for whoever may not see what they are trained in."""
    return get_object_or_404(workers_of(request.user).select_related("team"), pk=pk)


def training(request: SignedIn, pk: int) -> HttpResponse:
    """One worker's registration and courses, each with until when it counts."""
    worker = find_worker(request, pk)
    page = {
        "title": "Registration and training",
        "on": today(),
        "of": worker,
        "trainings": worker.trainings.select_related("recorded_by"),
        "may_record": _records(request.user, worker),
    }
    return render(request, "web/training.html", page)


def _records(by: Worker, worker: Worker) -> bool:
    return by.pk != worker.pk and by.role in KNOWS_TRAINING


def complete(request: SignedIn, pk: int) -> HttpResponse:
    on, worker = today(), find_worker(request, pk)
    return ask(
        request,
        Completed(typed(request), on=on),
        do=lambda answers: verbs.complete(worker, by=request.user, **answers),
        then=reverse("training", args=[worker.pk]),
        said="Saved: the course is recorded.",
        title="A course was completed",
        lead=worker.name,
        back=reverse("training", args=[worker.pk]),
        back_to="Registration and training",
    )


def register(request: SignedIn, pk: int) -> HttpResponse:
    on, worker = today(), find_worker(request, pk)
    initial = {"number": worker.social_work_england_number, "until": worker.registered_until_on}
    return ask(
        request,
        Registered(typed(request), on=on, initial=initial),
        do=lambda answers: verbs.register(worker, by=request.user, **answers),
        then=reverse("training", args=[worker.pk]),
        said="Saved: the registration is recorded.",
        title="Registration with Social Work England",
        lead=worker.name,
        back=reverse("training", args=[worker.pk]),
        back_to="Registration and training",
    )
