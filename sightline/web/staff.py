"""Who works here: names, roles and teams, and no child. The first page of whoever looks after the machine."""

from django.http import HttpResponse
from django.shortcuts import render

from sightline.people.models import ADMINISTRATORS, Worker
from sightline.web.finding import paged
from sightline.web.form import SignedIn


def staff(request: SignedIn) -> HttpResponse:
    """Everybody who works here now, by name; or, when asked for, everybody whose account has ended."""
    words, gone = request.GET.get("words", "").strip(), "left" in request.GET
    found = Worker.objects.filter(left_on__isnull=not gone).select_related("team")
    page = {
        "title": "Who worked here" if gone else "Who works here",
        "page": paged(request, found.filter(name__icontains=words) if words else found, per=50),
        "words": words,
        "gone": gone,
        "may_change": request.user.role in ADMINISTRATORS,
    }
    return render(request, "web/staff.html", page)
