"""Reorganisation: what would change is shown before anything does, and then it happens in one step."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from sightline.casework import reorganisation as verbs
from sightline.compliance.holding import in_team
from sightline.people.models import MANAGERS, Reorganisation, Team, Worker
from sightline.web import today as clock
from sightline.web.confirm import ask_twice
from sightline.web.fields import Line, OneOf, Somebody, SomeOf, Words
from sightline.web.form import Form, SignedIn, typed
from sightline.web.team import teams_of
from sightline.web.today import today
from sightline.web.words import several

READERS = "everybody who works here, and whoever compares before with after"
Kind = Reorganisation.Kind
#: What each kind of change needs besides the reason.
NEEDS = {
    Kind.MERGE: ("into",),
    Kind.CLOSE: ("into",),
    Kind.SPLIT: ("name", "manager", "workers"),
    Kind.RENAME: ("name",),
    Kind.NEW_MANAGER: ("manager",),
}
MISSING = {
    "into": "Choose the team that takes the work",
    "name": "Enter the name",
    "manager": "Choose the manager",
    "workers": "Choose who goes",
}


class Reorganise(Form):
    """What happens to a team."""

    quiet = True

    kind = OneOf(
        label="What happens?",
        choices=Kind.choices,
        missing="Choose what happens",
        why="The day is marked, so that before and after can be compared.",
        reads=READERS,
    )
    into = Somebody(
        label="If it joins another or closes, which team takes the work?",
        queryset=Team.objects.none(),
        required=False,
        why="All its open work and its workers go there.",
        reads=READERS,
    )
    name = Line(
        label="If it is renamed, or part becomes a team, what is the name?",
        required=False,
        why="Families are told it.",
        reads=READERS,
    )
    manager = Somebody(
        label="If it has a new manager, or part becomes a team, who manages?",
        queryset=Worker.objects.none(),
        required=False,
        why="They answer for what the team holds from now on.",
        reads=READERS,
    )
    workers = SomeOf(
        label="If part becomes a team, who goes?",
        required=False,
        why="What they lead goes with them.",
        reads=READERS,
    )
    because = Words(label="Why?", rows=3, missing="Say why", why="It will be asked.", reads=READERS)

    def __init__(self, *args: Any, team: Team, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        self.offer("into", Team.objects.filter(closed_on=None).exclude(pk=team.pk))
        self.offer("manager", Worker.objects.filter(left_on=None, role__in=MANAGERS))
        self.could_go = {str(one.pk): one for one in team.workers.filter(left_on=None)}
        fields["workers"].choices = [(key, one.name) for key, one in self.could_go.items()]

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        for needed in NEEDS.get(answers.get("kind", ""), ()):
            if not answers.get(needed):
                self.add_error(needed, MISSING[needed])
        return answers


def reorganise(request: SignedIn, pk: int) -> HttpResponse:
    on = today()
    team = get_object_or_404(teams_of(request.user).filter(closed_on=None).distinct(), pk=pk)
    form = Reorganise(typed(request), on=on, team=team)

    def do(answers: dict[str, Any]) -> Reorganisation:
        who: dict[str, Any] = {"by": request.user, "because": answers["because"]}
        match answers["kind"]:
            case Kind.MERGE:
                return verbs.merge(team, into=answers["into"], at=clock.now(), **who)
            case Kind.CLOSE:
                return verbs.close(team, into=answers["into"], at=clock.now(), **who)
            case Kind.RENAME:
                return verbs.rename(team, name=answers["name"], on=on, **who)
            case Kind.NEW_MANAGER:
                return verbs.appoint(team, manager=answers["manager"], on=on, **who)
            case Kind.SPLIT:
                go = [form.could_go[key] for key in answers["workers"]]
                part = {"name": answers["name"], "manager": answers["manager"], "workers": go}
                return verbs.split(team, on=on, **part, **who)
        raise Http404

    return ask_twice(
        request,
        form,
        preview=lambda answers: would_change(team, form, answers),
        do=do,
        then=reverse("teams"),
        said="Saved: it is done in one step, and the day is marked.",
        title=f"Reorganise {team.name}",
        button="Do it",
        team=team,
        back=reverse("team", args=[team.pk]),
        back_to=team.name,
    )


def would_change(team: Team, form: Reorganise, answers: dict[str, Any]) -> list[str]:
    """What would move where, counted now."""
    pieces, people = in_team(team), len(form.could_go)
    work = several(len(pieces), "piece") + " of open work"
    go = [form.could_go[key] for key in answers.get("workers") or []]
    theirs = [piece for piece in pieces if piece.worker in {one.pk for one in go}]
    into, name, manager = answers.get("into"), answers.get("name"), answers.get("manager")
    match answers["kind"]:
        case Kind.MERGE | Kind.CLOSE:
            answers_now = into.manager.name if into else ""
            return [
                f"{work} and {several(people, 'worker')} of {team.name} go to {into}.",
                f"{answers_now} answers for them from now on.",
                f"{team.name} closes.",
            ]
        case Kind.SPLIT:
            return [
                f"{name} is made, and {manager} manages it.",
                f"{', '.join(one.name for one in go)} go, with {several(len(theirs), 'piece')} of work.",
                f"{several(len(pieces) - len(theirs), 'piece')} stay with {team.name}.",
            ]
        case Kind.RENAME:
            return [f"{team.name} is called {name} from now on. Nothing moves."]
        case _:
            return [f"{manager} answers for {work} of {team.name}, in place of {team.manager.name}."]
