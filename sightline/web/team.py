"""My team today: what nobody is moving, who was not seen, what waits for me, what each worker carries."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F, Max, Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from sightline.compliance import escalation, oversight, worklist
from sightline.compliance.book import book
from sightline.compliance.cover import absent
from sightline.compliance.load import loads
from sightline.compliance.seen import last_seen
from sightline.compliance.silent import silent
from sightline.compliance.worklist import Item, NobodysWork
from sightline.people.models import OVERSEES, Role, Team, Worker
from sightline.record.models import Referral
from sightline.record.reader import counting
from sightline.timescales import working_days_between
from sightline.web import acting
from sightline.web.finding import Page, look, paged
from sightline.web.form import SignedIn
from sightline.web.today import today


@dataclass(frozen=True)
class Count:
    """A number with its name, its meaning and the address of the list behind it."""

    list: str
    title: str
    means: str
    number: int
    oldest: int | None = None
    """Working days since the oldest of them was received."""


#: Roles that see every team; a service manager sees their own.
EVERY_TEAM = OVERSEES - {Role.SERVICE_MANAGER}
MEANS = {
    "never-allocated": ("Never allocated", "Open, and no worker has ever led it."),
    "stalled": ("Allocated and stalled", "A worker leads it and its assessment is past the day it was due."),
    "orphaned": ("Finished and orphaned", "Open; a worker led it once and nobody does now."),
    "safety-due": (
        "What is safe enough, to be decided",
        "Nobody is moving the work, and a manager has to decide by now, or again, what is safe enough.",
    ),
    "silent": (
        "Silent",
        "Open, a worker leads it, and nothing was written in it for four weeks, or for as long as the"
        " authority has set; no law sets a limit.",
    ),
    "not-seen": ("Not seen since referral", "Open, and the child has not been seen since the referral came."),
}


def teams_of(worker: Worker) -> QuerySet[Team]:
    """The teams whose work this worker answers for: those they manage, whose managers they manage, those of
    whomever they act for, or all."""
    if worker.role in EVERY_TEAM:
        return Team.objects.filter(closed_on=None)
    own = Q(pk=worker.team_id if worker.is_manager else None)
    away = absent(worker, on=today())
    theirs = Q(manager__in=away) | Q(service_manager__in=away)
    return Team.objects.filter(Q(manager=worker) | Q(service_manager=worker) | own | theirs)


def find_team(request: SignedIn, pk: int | None) -> Team:
    """The team with this id, or the one that this manager manages; not there for anybody else."""
    teams = teams_of(request.user).distinct()
    if pk is not None:
        return get_object_or_404(teams, pk=pk)
    team = teams.order_by("pk").first() if request.user.is_manager else None
    if team is None:
        raise Http404
    return team


def counts(work: NobodysWork, unseen: int | None = None) -> list[Count]:
    """The counts of what nobody is moving, each kept apart, and of children not seen where that is known."""
    lists = {"never-allocated": work.never_allocated, "stalled": work.stalled, "orphaned": work.orphaned}
    found = [
        Count(name, *MEANS[name], len(items), max((item.working_days for item in items), default=None))
        for name, items in lists.items()
    ]
    return found if unseen is None else [*found, Count("not-seen", *MEANS["not-seen"], unseen)]


def not_seen(team: Team, *, on: date) -> QuerySet[Referral]:
    """The team's open cases whose child has not been seen since the referral came, longest first."""
    seen = Q(
        child__sightings__was_seen=True,
        child__sightings__struck_out_at=None,
        child__sightings__happened_on__lte=on,
    )
    cases = (
        Referral.objects.open_on(on).filter(team=team).exclude(child__born_on=None, child__expected_on__gt=on)
    )
    since = cases.annotate(seen_on=Max("child__sightings__happened_on", filter=seen))
    waiting = since.filter(Q(seen_on=None) | Q(seen_on__lt=F("received_on")))
    return waiting.select_related("child").order_by("received_on", "pk")


def my_team(request: SignedIn, pk: int | None = None) -> HttpResponse:
    on, team = today(), find_team(request, pk)
    work = worklist.nobodys_work(team, on=on)
    waiting = oversight.decisions(team, on=on)
    page = paged(request, waiting)
    first = oldest(work)
    look(request, [item.child.pk for item in first] + [one.entry.child_id for one in page.rows])
    return render(
        request,
        "web/team.html",
        {
            "title": "My team today" if pk is None else team.name,
            "on": on,
            "team": team,
            "counts": counts(work, not_seen(team, on=on).count()),
            "page": page,
            "oldest": first,
            "acting_for": _acting_for(request.user, team, on=on),
        },
    )


def _acting_for(worker: Worker, team: Team, *, on: date) -> Worker | None:
    """For whom this worker acts on the team's page, where the team is not their own to answer for."""
    own = worker.pk in (team.manager_id, team.service_manager_id) or worker.team_id == team.pk
    return None if own or worker.role in EVERY_TEAM else acting.absent_one(worker, {"team": team}, on=on)


def oldest(work: NobodysWork) -> list[Item]:
    """The three longest waiting of everything that nobody is moving."""
    every = [*work.never_allocated, *work.stalled, *work.orphaned]
    return sorted(every, key=lambda item: (-item.working_days, item.referral.pk))[:3]


def team_list(request: SignedIn, pk: int, name: str) -> HttpResponse:
    if name not in MEANS:
        raise Http404
    on, team = today(), find_team(request, pk)
    if name == "safety-due":
        return _safety_due(request, team, on=on)
    if name == "silent":
        return _silent(request, team, on=on)
    page: Page[Item] = paged(request, _items(team, name, on=on))
    look(request, [item.child.pk for item in page.rows])
    title, means = MEANS[name]
    shown = {"title": title, "means": means, "on": on, "team": team, "page": page, "list": name}
    if name != "not-seen":
        shown["watched"] = escalation.watch(name.replace("-", "_"), page.rows, on=on)
    return render(request, "web/team_list.html", shown)


def _safety_due(request: SignedIn, team: Team, *, on: date) -> HttpResponse:
    work = worklist.nobodys_work(team, on=on)
    due = [one for one in escalation.watched([work], on=on) if one.is_due_again(on)]
    page = paged(request, due)
    look(request, [one.item.child.pk for one in page.rows])
    title, means = MEANS["safety-due"]
    shown = {"title": title, "means": means, "on": on, "team": team, "page": page, "watched": page.rows}
    return render(request, "web/team_list.html", shown)


def _silent(request: SignedIn, team: Team, *, on: date) -> HttpResponse:
    page = paged(request, silent(team, on=on))
    look(request, [one.referral.child_id for one in page.rows])
    title, means = MEANS["silent"]
    shown = {"title": title, "means": means, "on": on, "team": team, "page": page, "silent": page.rows}
    return render(request, "web/team_list.html", shown)


def _items(team: Team, name: str, *, on: date) -> list[Item]:
    if name == "not-seen":
        return _unseen(team, on=on)
    work = worklist.nobodys_work(team, on=on)
    found: list[Item] = getattr(work, name.replace("-", "_"))
    return found


def _unseen(team: Team, *, on: date) -> list[Item]:
    referrals = list(not_seen(team, on=on))
    seen = last_seen([referral.child_id for referral in referrals], on=on)
    return [
        Item(
            referral,
            referral.child,
            None,
            referral.received_on,
            working_days_between(referral.received_on, on),
            seen[referral.child_id],
        )
        for referral in referrals
    ]


def load(request: SignedIn, pk: int) -> HttpResponse:
    on, team = today(), find_team(request, pk)
    shown = {"title": "What each worker carries", "on": on, "team": team}
    return render(request, "web/load.html", {**shown, "loads": loads(team, on=on)})


def teams(request: SignedIn) -> HttpResponse:
    """Every team with its three counts."""
    on = today()
    theirs = teams_of(request.user).filter(closed_on=None).distinct()
    page = paged(request, theirs.select_related("manager"), per=30)
    with counting():
        cases = worklist.open_cases([team.pk for team in page.rows], on=on)
        work = worklist.counted(page.rows, cases, book(), on=on)
        rows = [(team, counts(work[team.pk])) for team in page.rows]
    return render(request, "web/teams.html", {"title": "Teams", "on": on, "page": page, "rows": rows})
