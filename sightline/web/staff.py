"""Who works here: names, roles and teams, and no child. The first page of whoever looks after the machine."""

from django.http import HttpResponse
from django.shortcuts import render

from sightline.people.models import Worker
from sightline.web.finding import paged
from sightline.web.form import SignedIn


def staff(request: SignedIn) -> HttpResponse:
    """Everybody who works here now, by name."""
    page = paged(request, Worker.objects.filter(left_on=None).select_related("team"), per=50)
    return render(request, "web/staff.html", {"title": "Who works here", "page": page})
