"""Who works here, for a system administrator, who sees no child: inviting, roles, second steps, endings."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.views.decorators.http import require_POST

from sightline.audit.models import JournalEntry
from sightline.casework import worker as verbs
from sightline.compliance.attached import attached
from sightline.people.models import Agency, Role, Team, Worker
from sightline.web import today as clock
from sightline.web.fields import Line, Pick, Somebody, TextBox, Words
from sightline.web.form import Form, SignedIn, ask, typed
from sightline.web.today import today

READERS = "system administrators, and whoever checks who could see what"
OWNER = "system administrator"
#: What the history of a worker tells of, in words.
TOLD = {
    "role": "Role", "team_id": "Team", "left_on": "Account’s end", "password": "Password chosen",
    "signed_out_at": "Signed out everywhere", "email": "E-mail address", "name": "Name",
}  # fmt: skip


def teams() -> Any:
    return Team.objects.filter(closed_on=None)


class RoleForm(Form):
    """What somebody is here to do, and in which team."""

    role = Pick(
        label="What are they here to do?",
        choices=Role.choices,
        missing="Choose what they are here to do",
        why="It decides what they may see and decide.",
        reads=READERS,
        owner=OWNER,
    )
    team = Somebody(
        label="In which team?",
        queryset=None,
        required=False,
        empty="In no team",
        why="They see the children whom their team works with.",
        reads=READERS,
        owner=OWNER,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("team", teams())


class Invite(RoleForm):
    """Somebody new."""

    field_order = ("name", "email", "agency", "role", "team")
    name = Line(
        label="Name",
        missing="Enter their name",
        why="It stands under everything they write.",
        reads="whoever reads what they wrote",
        owner=OWNER,
    )
    email = Line(
        label="E-mail address",
        max_length=254,
        missing="Enter their e-mail address",
        widget=TextBox({"type": "email", "autocomplete": "off"}),
        why="They sign in with it, and the council’s own account is matched to it.",
        reads=READERS,
        owner=OWNER,
    )
    agency = Pick(
        label="Whom do they work for?",
        choices=Agency.choices,
        missing="Choose whom they work for",
        why="Partners see only what they have a part in.",
        reads=READERS,
        owner=OWNER,
    )


def _because(label: str) -> Words:
    return Words(label=label, rows=3, missing="Say why", why="It is kept with the change, in the journal.",
                 reads=READERS, owner=OWNER)  # fmt: skip


class ChangeRole(RoleForm):
    because = _because("Who decided this, and why?")


class Because(Form):
    because = _because("How do you know that it is right?")


def worker(request: SignedIn, pk: int) -> HttpResponse:
    """One worker: what they may do, how they sign in, what is attached to them, and each change to that."""
    found = _find(request, pk)
    steps = Authenticator.objects.filter(user=found.pk).exclude(type="recovery_codes")
    page = {"steps": steps, "attached": attached(found), "changes": changes(found), **_about(found)}
    return render(request, "web/worker.html", {**page, "title": found.name})


@dataclass(frozen=True)
class Change:
    """One change to a worker: when, by whom, what each thing became, and why."""

    at: datetime
    by: str
    what: list[str]
    because: str


def changes(found: Worker) -> list[Change]:
    """Each change to a worker, newest first. Three queries."""
    entries = JournalEntry.objects.filter(table="people_worker", row=found.pk).order_by("-pk")[:50]
    names = dict(Worker.objects.filter(pk__in={one.worker for one in entries}).values_list("pk", "name"))
    in_teams = dict(Team.objects.values_list("pk", "name"))
    told = [
        Change(one.at, names.get(one.worker, "The installation"), _what(one, in_teams), one.because)
        for one in entries
    ]
    return [one for one in told if one.what]


def _what(entry: JournalEntry, in_teams: dict[int, str]) -> list[str]:
    was, became = entry.before or {}, entry.after or {}
    changed = [name for name in TOLD if was.get(name) != became.get(name)]
    return [_said(name, became.get(name), in_teams) for name in changed]


def _said(name: str, value: Any, in_teams: dict[int, str]) -> str:
    if name in ("password", "signed_out_at"):
        return TOLD[name]
    if name == "role":
        value = Role(value).label
    return f"{TOLD[name]}: {in_teams.get(value, 'none') if name == 'team_id' else value or 'none'}"


def invite(request: SignedIn) -> HttpResponse:
    return ask(
        request,
        Invite(typed(request), on=today(), initial={"agency": Agency.CHILDRENS_SOCIAL_CARE}),
        do=lambda answers: verbs.invite(by=request.user, on=today(), **answers),
        then=lambda made: reverse("worker", args=[made.pk]),
        said="Saved: they can work here. Now give them a link to choose a password.",
        title="Invite somebody",
        button="Invite them",
    )


def change_role(request: SignedIn, pk: int) -> HttpResponse:
    found = _find(request, pk)
    return ask(
        request,
        ChangeRole(typed(request), on=today(), initial={"role": found.role, "team": found.team_id}),
        do=lambda answers: verbs.give_role(found, by=request.user, **answers),
        then=reverse("worker", args=[pk]),
        said="Saved: they are signed out, and sign in to their new role.",
        **{**_about(found), "title": "Change role or team"},
    )


def reset_second_step(request: SignedIn, pk: int) -> HttpResponse:
    """Their second step is forgotten and they are signed out everywhere; they set up another one."""
    found = _find(request, pk)

    def do(answers: dict[str, Any]) -> None:
        with transaction.atomic():
            verbs.end_sessions(found, by=request.user, at=clock.now(), **answers)
            Authenticator.objects.filter(user=found.pk).delete()

    return ask(
        request,
        Because(typed(request), on=today()),
        do=do,
        then=reverse("worker", args=[pk]),
        said="Saved: they set up a new second step when they next sign in.",
        button="Forget their second step",
        **{**_about(found), "title": "Forget the second step"},
    )


def end_account(request: SignedIn, pk: int) -> HttpResponse:
    """Their account ends: not while any work is attached, which is listed."""
    found = _find(request, pk)
    return ask(
        request,
        Because(typed(request), on=today()),
        do=lambda answers: verbs.end_account(found, by=request.user, on=today(), **answers),
        then=reverse("worker", args=[pk]),
        said="Saved: they are signed out and can sign in no more.",
        template="web/worker_end.html",
        button="End the account today",
        attached=attached(found),
        **{**_about(found), "title": "End the account"},
    )


@require_POST
def give_link(request: SignedIn, pk: int) -> HttpResponse:
    """A link by which they choose a password: it works once, for three days, and is shown only here."""
    found = _find(request, pk)
    if found.left_on is not None:
        raise Http404
    link = request.build_absolute_uri(link_for(found))
    return render(
        request, "web/worker_link.html", {**_about(found), "title": "A link to give them", "link": link}
    )


def link_for(found: Worker) -> str:
    """The address at which this worker chooses a password."""
    whose = urlsafe_base64_encode(force_bytes(found.pk))
    return reverse("choose-password", args=[whose, default_token_generator.make_token(found)])


def _find(request: SignedIn, pk: int) -> Worker:
    return get_object_or_404(Worker.objects.select_related("team"), pk=pk)


def _about(found: Worker) -> dict[str, Any]:
    return {
        "worker": found,
        "lead": f"{found.name}, {found.get_role_display().lower()}",
        "back": reverse("worker", args=[found.pk]),
        "back_to": found.name,
    }
