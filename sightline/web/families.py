"""My families: what a practitioner needs to see in five seconds."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import F, Max, OuterRef, Subquery
from django.http import HttpResponse
from django.shortcuts import render

from sightline.audit.models import JournalEntry, Look
from sightline.compliance import worklist
from sightline.people.models import Worker
from sightline.web.finding import look, paged
from sightline.web.form import SignedIn
from sightline.web.seen import planned_visits
from sightline.web.today import today


def my_families(request: SignedIn) -> HttpResponse:
    on = today()
    page = paged(request, worklist.families(request.user, on=on))
    children = [line.child.pk for family in page.rows for line in family.children]
    changed = written_since(request.user, children)
    look(request, children)
    return render(
        request,
        "web/families.html",
        {
            "title": "My families",
            "on": on,
            "page": page,
            "children": len(children),
            "changed": changed,
            "planned": planned_visits(children),
        },
    )


def written_since(worker: Worker, children: Iterable[int]) -> dict[int, datetime]:
    """Children whose record somebody else wrote in since this worker last opened it, and when. One query.

    A record that they have never opened is not among them: everything in it is new.
    """
    wanted = list(children)
    mine = Look.objects.filter(worker=worker.pk, page="child", child=OuterRef("child")).order_by()
    opened = Subquery(mine.values("child").annotate(last=Max("at")).values("last"))
    theirs = JournalEntry.objects.filter(child__in=wanted).exclude(worker=worker.pk).order_by()
    written = theirs.values("child").annotate(last=Max("at"), opened=opened).filter(last__gt=F("opened"))
    return {child: last for child, last in written.values_list("child", "last") if child is not None}
