"""Demand: what comes in each week against what is usual, what waits, and what lies ahead."""

from contextlib import nullcontext
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render

from sightline.compliance.demand import LATELY, WEEK, Demand, demand, forecast, monday
from sightline.compliance.load import loads_of
from sightline.compliance.seen import last_seen
from sightline.people.models import Role, Team, Worker
from sightline.record.models import Referral
from sightline.record.reader import counting
from sightline.web.chart import Chart
from sightline.web.finding import look, paged
from sightline.web.form import SignedIn
from sightline.web.team import EVERY_TEAM, find_team, teams_of
from sightline.web.today import today


def authority(request: SignedIn) -> HttpResponse:
    """All the teams that this worker answers for: the whole authority's, or a service manager's own."""
    teams = list(teams_of(request.user).filter(closed_on=None).distinct())
    whole = request.user.role in EVERY_TEAM
    return _page(request, None if whole else teams, "Demand", {"whole": whole, "teams": teams})


def of_team(request: SignedIn, pk: int) -> HttpResponse:
    """One team."""
    team = find_team(request, pk)
    return _page(request, [team], f"Demand: {team.name}", {"team": team, "teams": [team]})


def _page(request: SignedIn, teams: list[Team] | None, title: str, more: dict[str, Any]) -> HttpResponse:
    on = today()
    working = Worker.objects.filter(left_on=None, role__in=(Role.SOCIAL_WORKER, Role.FAMILY_WORKER))
    with nullcontext() if "team" in more else counting():
        found = demand(teams, on=on)
        carried = loads_of(working.filter(team__in=[team.pk for team in more["teams"]]), on=on)
    shown = {
        "title": title,
        "on": on,
        "demand": found,
        "chart": _drawn(found),
        "ahead": forecast(found, carried),
        "lately": LATELY,
        **more,
    }
    return render(request, "web/demand.html", shown)


def _drawn(found: Demand) -> Chart:
    weeks = found.weeks
    most = max(1.0, *(week.received.count for week in weeks))
    most = max(most, *(week.received.limits.high for week in weeks if week.received.limits))
    drawn = Chart(weeks[0].begins_on, weeks[-1].begins_on, most)
    drawn.line([(week.begins_on, float(week.received.count)) for week in weeks], "received")
    for edge in ("low", "high"):
        points = [(week.begins_on, getattr(week.received.limits, edge, None)) for week in weeks]
        drawn.line(points, f"{edge}er limit", "thin")
    drawn.line(
        [(week.begins_on, getattr(week.received.limits, "mean", None)) for week in weeks], "usual", "dashed"
    )
    for week in weeks:
        if week.received.called:
            drawn.dot(week.begins_on, float(week.received.count))
    return drawn


def week(request: SignedIn, begins: date, pk: int | None = None) -> HttpResponse:
    """The children referred in one week, of a team or of all the teams that this worker answers for."""
    if begins != monday(begins):
        raise Http404
    on, team = today(), find_team(request, pk) if pk is not None else None
    received = (
        Referral.objects.visible_to(request.user)
        .standing()
        .filter(received_on__gte=begins, received_on__lt=begins + WEEK)
    )
    page = paged(request, _of(received, team).select_related("child", "team").order_by("received_on", "pk"))
    children = [one.child_id for one in page.rows]
    look(request, children)
    shown = {"title": "Referred in one week", "on": on, "begins": begins, "team": team, "page": page}
    return render(request, "web/demand_week.html", {**shown, "seen": last_seen(children, on=on)})


def _of(received: QuerySet[Referral], team: Team | None) -> QuerySet[Referral]:
    return received if team is None else received.filter(team=team)
