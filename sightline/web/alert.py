"""What asks for me today: few lines, ranked, each leading to where it is done; and how many we get."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from sightline.compliance.alert_kinds import KINDS
from sightline.compliance.alerts import alerts as asking
from sightline.people.models import Role, Team
from sightline.web import today as clock
from sightline.web.digest import MEASURED, TOO_MANY, got
from sightline.web.form import SignedIn
from sightline.web.today import today


def alerts(request: SignedIn) -> HttpResponse:
    """What asks for this worker today, the gravest first."""
    on = today()
    found = asking(request.user, on=on, at=clock.now())
    teams = Team.objects.in_bulk({one.team for one in found if one.team})
    rows = []
    for one in found:
        page, args = one.opens
        rows.append((one, reverse(page, args=args), teams.get(one.team or 0), KINDS[one.kind].whose))
    shown = {"title": "What asks for me", "on": on, "rows": rows, "many": TOO_MANY}
    return render(request, "web/alerts.html", shown)


def measured(request: SignedIn) -> HttpResponse:
    """How many alerts people got a day over four weeks, by role, from the digests that were made."""
    on = today()
    rows = [(Role(role).label, *numbers) for role, *numbers in got(on=on)]
    shown = {"title": "How many alerts people get", "on": on, "since": on - MEASURED, "rows": rows}
    return render(request, "web/alerts_measured.html", {**shown, "many": TOO_MANY, "kinds": KINDS.values()})
