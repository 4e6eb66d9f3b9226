"""The journey checked: what departs from the way that the law sets out, for a team and for one child."""

from datetime import date, timedelta

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render

from sightline.compliance import journey
from sightline.compliance.child import clocks, owed
from sightline.compliance.journey import Departure
from sightline.people.models import Team, Worker
from sightline.record import milestones
from sightline.record.models import Referral
from sightline.record.models.referral import ReferralQuerySet
from sightline.web.finding import about, find_child, look, paged
from sightline.web.form import SignedIn
from sightline.web.team import find_team
from sightline.web.today import today

#: How long after a case was closed its departures stay on the team's list, in days.
REMEMBERED = timedelta(days=365)


def exceptions(request: SignedIn, pk: int) -> HttpResponse:
    """The team's departures that nobody has made good or accounted for, the oldest first."""
    on, team = today(), find_team(request, pk)
    page = paged(request, of_team(team, request.user, on=on))
    look(request, [one.entry.child_id for one in page.rows])
    shown = {"title": "Out of order", "on": on, "team": team, "page": page, "since": on - REMEMBERED}
    return render(request, "web/exceptions.html", shown)


def of_team(team: Team, worker: Worker, *, on: date) -> list[Departure]:
    """What is outstanding in the team's cases that are open on the day or were closed in the year before."""
    lately = Q(closed_on=None) | Q(closed_on__gt=on - REMEMBERED)
    return journey.outstanding(_cases(Referral.objects.visible_to(worker).filter(lately, team=team)), on=on)


def _cases(referrals: ReferralQuerySet) -> list[Referral]:
    return list(referrals.standing().select_related("child", "contact"))


def child(request: SignedIn, pk: int) -> HttpResponse:
    """One child's way through: every step with its day, and what was left out or came too soon."""
    on, found = today(), find_child(request, pk)
    cases = Referral.objects.visible_to(request.user).filter(child__in=found.entries)
    steps = [one for one in milestones.of_children([found.pk])[found.pk] if one.day <= on]
    page = {
        **about(found),
        "title": "The way through",
        "departures": journey.departures(_cases(cases), on=on),
        "page": paged(request, steps[::-1], per=60),
        "owed": owed(clocks([found.pk], on=on)[found.pk], on=on),
    }
    return render(request, "web/journey.html", page)
