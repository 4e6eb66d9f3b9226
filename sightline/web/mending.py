"""Mine to mend: what the census finds about the children whose work this worker leads."""

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from sightline.record.models import Person
from sightline.returns import mending, notes
from sightline.returns.models import CensusFinding
from sightline.web.finding import look, paged
from sightline.web.form import SignedIn
from sightline.web.today import today


def to_mend(request: SignedIn) -> HttpResponse:
    """Errors first; a query that is explained needs nothing, and is not on the list."""
    mine = mending.led_by(request.user, on=today())
    rows = CensusFinding.objects.visible_to(request.user).newest().with_notes().filter(child__in=mine)
    rows = rows.filter(Q(is_explained=False)).order_by("severity", "child", "pk")
    page = paged(request, rows.select_related("check_made"), per=25)
    children = Person.objects.visible_to(request.user).in_bulk({one.child for one in page.rows})
    look(request, children)
    shown = {"title": "Mine to mend", "page": page, "children": children, "notes": notes.notes_on(page.rows)}
    back = {"back": reverse("my-families"), "back_to": "My families"}
    return render(request, "web/returns/mine.html", shown | back)
