"""My families: what a practitioner needs to see in five seconds."""

from collections.abc import Iterable

from django.db.models import F, Max, OuterRef, Q, Subquery
from django.http import HttpResponse
from django.shortcuts import render

from sightline.audit.models import JournalEntry, Look
from sightline.compliance import worklist
from sightline.compliance.finishing import own_days
from sightline.people.models import Worker
from sightline.record.at_once import Part, at_once
from sightline.returns import mending
from sightline.returns.models import CensusFinding
from sightline.web.finding import look, paged
from sightline.web.form import SignedIn
from sightline.web.seen import planned_visits
from sightline.web.today import today


def my_families(request: SignedIn) -> HttpResponse:
    on = today()
    page = paged(request, worklist.families(request.user, on=on))
    children = [line.child.pk for family in page.rows for line in family.children]
    mine = mending.led_by(request.user, on=on)
    wrong = CensusFinding.objects.newest().with_notes().filter(Q(is_explained=False), child__in=mine)
    asked = at_once(
        {
            "changed": written_since(request.user, children),
            "planned": planned_visits(children),
            "finishing": own_days(children),
            "to mend": wrong.values_list("pk", flat=True),
        }
    )
    look(request, children)
    return render(
        request,
        "web/families.html",
        {
            "title": "My families",
            "on": on,
            "page": page,
            "children": len(children),
            "changed": {child: last for child, last in asked["changed"] if child is not None},
            "planned": {one.child_id: one for one in asked["planned"]},
            "finishing": {one.child_id: one for one in reversed(asked["finishing"])},
            "to_mend": len(asked["to mend"]),
        },
    )


def written_since(worker: Worker, children: Iterable[int]) -> Part:
    """Children whose record somebody else wrote in since this worker last opened it, and when.

    A record that they have never opened is not among them: everything in it is new.
    """
    wanted = list(children)
    mine = Look.objects.filter(worker=worker.pk, page="child", child=OuterRef("child")).order_by()
    opened = Subquery(mine.values("child").annotate(last=Max("at")).values("last"))
    theirs = JournalEntry.objects.filter(child__in=wanted).exclude(worker=worker.pk).order_by()
    written = theirs.values("child").annotate(last=Max("at"), opened=opened).filter(last__gt=F("opened"))
    return written.values_list("child", "last")
