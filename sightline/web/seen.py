"""Days since seen: every child whose case is open, or was closed lately, the longest unseen first."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render

from sightline.compliance.seen import Attempts, LastSeen, failed_attempts, last_seen
from sightline.people.models import Team, Worker
from sightline.record.models import Allocation, PlannedVisit, Referral
from sightline.record.models.sighting import PlannedVisitQuerySet
from sightline.web.finding import look, paged
from sightline.web.form import SignedIn
from sightline.web.team import find_team
from sightline.web.today import today

#: How long a child stays on the list after the case was closed, in days.
JUST_CLOSED = timedelta(days=28)


@dataclass(frozen=True)
class Line:
    """One child: when last seen, what was tried since, the next visit that is planned, and who leads."""

    referral: Referral
    last_seen: LastSeen | None
    attempts: Attempts | None
    planned: PlannedVisit | None
    lead: Worker | None


def seen(request: SignedIn, pk: int) -> HttpResponse:
    on, team = today(), find_team(request, pk)
    cases = list(_cases(team, request.user, on=on))
    seen_on = last_seen([case.child_id for case in cases], on=on)
    ever = date.min
    cases.sort(key=lambda case: (last.on if (last := seen_on[case.child_id]) else ever, case.received_on))
    page = paged(request, cases)
    children = [case.child_id for case in page.rows]
    look(request, children)
    tried = failed_attempts(children, on=on)
    planned = {one.child_id: one for one in planned_visits(children)}
    leads = _leads(page.rows, on=on)
    lines = [
        Line(
            case,
            seen_on[case.child_id],
            tried.get(case.child_id),
            planned.get(case.child_id),
            leads.get(case.pk),
        )
        for case in page.rows
    ]
    shown = {"title": "Days since seen", "on": on, "team": team, "page": page, "lines": lines}
    return render(request, "web/seen.html", {**shown, "days": JUST_CLOSED.days})


def _cases(team: Team, worker: Worker, *, on: date) -> "list[Referral]":
    visible = Referral.objects.visible_to(worker).filter(team=team)
    lately = Q(closed_on__gt=on - JUST_CLOSED, closed_on__lte=on, struck_out_at=None)
    chosen = visible.filter(Q(pk__in=Referral.objects.open_on(on).values("pk")) | lately)
    return list(chosen.select_related("child"))


def planned_visits(children: list[int]) -> PlannedVisitQuerySet:
    """The visits to each child that were neither written up nor called off, the next one last."""
    awaited = PlannedVisit.objects.awaited().filter(child__in=children).select_related("by")
    return awaited.order_by("-planned_for_on")


def _leads(cases: list[Referral], *, on: date) -> dict[int, Worker]:
    held = Allocation.objects.on(on).filter(referral__in=cases).select_related("worker")
    return {one.referral_id: one.worker for one in held}
