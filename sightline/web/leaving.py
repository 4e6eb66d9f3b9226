"""Leaving and absence: what somebody holds is handed on, and who acts for them while they are away."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from sightline.casework import absence as absences
from sightline.casework import leaving as verbs
from sightline.compliance.cover import answers_for
from sightline.compliance.holding import Piece, children_of, held_by
from sightline.people.models import MANAGERS, SENIOR_MANAGERS, Absence, Worker
from sightline.record.models import Person
from sightline.web.confirm import ask_twice
from sightline.web.fields import Day, Pick, Somebody, Words
from sightline.web.finding import look
from sightline.web.form import Form, SignedIn, ask, typed
from sightline.web.today import today

READERS = "whoever takes it on, and whoever asks later why it moved"
LATER, TEAM = "", "team"
#: How many pieces one page hands on; the rest come when these are done.
AT_ONCE = 30


class HandOn(Form):
    """For each piece of work, who takes it."""

    quiet = True

    because = Words(
        label="Why does the work move?", rows=2, missing="Say why", why="Each case says so.", reads=READERS
    )
    on = Day(
        label="From which day?", missing="Enter the day", why="Nobody is without a worker.", reads=READERS
    )

    def __init__(
        self, *args: Any, pieces: list[Piece], workers: list[Worker], names: dict[int, Person], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.pieces, self.workers = pieces, {str(one.pk): one for one in workers}
        takes = [(TEAM, "Back to its team")] + [(key, one.name) for key, one in self.workers.items()]
        for piece in pieces:
            child = names.get(piece.child or 0)
            about = f"{piece.what}: {child.name}" if child else piece.what
            self.fields[self.name(piece)] = Pick(
                label=f"{about}, since {piece.since_on:%-d %B %Y}",
                choices=takes,
                empty="Leave it for now",
                required=False,
                why="Somebody by name takes it, or its team and manager.",
                reads=READERS,
            )

    @staticmethod
    def name(piece: Piece) -> str:
        return f"{piece.kind}-{piece.id}"

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        if not self.to(answers):
            raise ValidationError("Choose who takes at least one of them")
        return answers

    def to(self, answers: dict[str, Any]) -> dict[Piece, Worker | None]:
        """The pieces that were chosen, and who takes each."""
        chosen = {piece: answers.get(self.name(piece)) for piece in self.pieces}
        return {piece: self.workers.get(who) for piece, who in chosen.items() if who}


class EndAccount(Form):
    """From which day."""

    on = Day(
        label="On which day did they leave?",
        missing="Enter the day",
        why="From then they cannot sign in.",
        reads="whoever asks later who worked here",
    )


class Away(Form):
    """From when until when, and who acts for them."""

    ahead = frozenset({"from_on", "until_on"})

    from_on = Day(
        label="Away from which day?", missing="Enter the day", why="The deputy acts from then.", reads=READERS
    )
    until_on = Day(
        label="If it is known, back on which day?",
        required=False,
        why="Until then what comes to them goes to the deputy.",
        reads=READERS,
    )
    covered_by = Somebody(
        label="Who acts for them?",
        queryset=Worker.objects.none(),
        missing="Choose who acts for them",
        why="Somebody answers at every moment.",
        reads="everybody who works with these families",
    )
    because = Words(
        label="If it is to be kept, why?",
        rows=2,
        required=False,
        why="It is private.",
        reads="nobody but the worker and whoever writes it",
    )

    def __init__(self, *args: Any, worker: Worker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Worker.objects.filter(left_on=None).exclude(pk=worker.pk)
        theirs = others.filter(role__in=MANAGERS) if worker.is_manager else others.filter(team=worker.team_id)
        self.offer("covered_by", theirs)


class Back(Form):
    """From which day."""

    on = Day(
        label="Back from which day?",
        missing="Enter the day",
        why="What comes is theirs again.",
        reads=READERS,
    )


def leaving(request: SignedIn, pk: int) -> HttpResponse:
    """All that somebody holds, each piece with who takes it next; whatever is left stays on this page."""
    on, worker = today(), find_worker(request, pk)
    held = held_by(worker)
    pieces = held[:AT_ONCE]
    names = children_of(pieces)
    look(request, names)
    if not held:
        return _end(request, worker)
    form = HandOn(
        typed(request), on=on, initial={"on": on}, pieces=pieces, workers=_takers(worker), names=names
    )

    def do(answers: dict[str, Any]) -> Any:
        given = {"on": answers["on"], "because": answers["because"]}
        return verbs.hand_on(worker, by=request.user, to=form.to(answers), **given)

    def preview(answers: dict[str, Any]) -> list[str]:
        return [
            f"{form.fields[form.name(piece)].label}: {to.name if to else 'back to its team'}"
            for piece, to in form.to(answers).items()
        ]

    return ask_twice(
        request,
        form,
        preview=preview,
        do=do,
        then=request.path,
        said="Saved: it is handed on.",
        title=f"What {worker.name} holds",
        lead=f"{len(held)} pieces of open work, the oldest first. A case takes along what is in it. "
        "The account can be ended when nothing is left here.",
        button="Hand on what is chosen",
        back=_team_of(worker),
        back_to="The team",
    )


def _end(request: SignedIn, worker: Worker) -> HttpResponse:
    on = today()
    return ask(
        request,
        EndAccount(typed(request), on=on, initial={"on": on}),
        do=lambda answers: verbs.end_account(worker, by=request.user, **answers),
        then=_team_of(worker),
        said="Saved: the account is ended.",
        title=f"{worker.name} leaves",
        lead=f"Nothing open is {worker.name}’s.",
        button="End the account",
        back=_team_of(worker),
        back_to="The team",
    )


def away(request: SignedIn, pk: int) -> HttpResponse:
    on, worker = today(), find_worker(request, pk, or_self=True)
    return ask(
        request,
        Away(typed(request), on=on, initial={"from_on": on}, worker=worker),
        do=lambda answers: absences.begin(worker, by=request.user, **answers),
        then=_team_of(worker) if request.user.is_manager else reverse("home"),
        said="Saved: what comes to them goes to the deputy while they are away.",
        title=f"{worker.name} is away",
        lead="The work stays theirs. Whoever acts for them signs in their own name.",
    )


def back(request: SignedIn, pk: int) -> HttpResponse:
    on = today()
    found = get_object_or_404(Absence.objects.not_over(on).select_related("worker", "covered_by"), pk=pk)
    if request.user.pk not in (found.worker_id, found.covered_by_id):
        find_worker(request, found.worker_id)
    return ask(
        request,
        Back(typed(request), on=on, initial={"on": on}),
        do=lambda answers: absences.end(found, by=request.user, **answers),
        then=reverse("home"),
        said="Saved: they are back.",
        title=f"{found.worker.name} is back",
        lead=f"{found.covered_by.name} has acted for them since {found.from_on:%-d %B %Y}.",
    )


def find_worker(request: SignedIn, pk: int, *, or_self: bool = False) -> Worker:
    """A worker in post whom this manager answers for; not there for anybody else."""
    found = get_object_or_404(Worker.objects.filter(left_on=None).select_related("team__manager"), pk=pk)
    if or_self and found.pk == request.user.pk:
        return found
    theirs = found.team is not None and answers_for(request.user, found.team, on=today())
    if request.user.role not in SENIOR_MANAGERS and not (request.user.is_manager and theirs):
        raise Http404
    return found


def _takers(leaver: Worker) -> list[Worker]:
    return list(Worker.objects.filter(left_on=None, team=leaver.team_id).exclude(pk=leaver.pk))


def _team_of(worker: Worker) -> str:
    return reverse("team-load", args=[worker.team_id]) if worker.team_id else reverse("home")
