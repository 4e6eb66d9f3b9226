"""What other pages say of the census: what is wrong about a child, and how much is mine to mend."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import template
from django.db.models import Q

from sightline.people.models import EXPLAINS_RETURNS, Worker
from sightline.record.models import Person
from sightline.returns import mending, notes
from sightline.returns.models import CensusFinding

register = template.Library()
register.filter("census_says", mending.what_it_says)
MOST = 20
"""How many findings a child's own page shows; there are seldom more than three."""


@register.filter
def census_values(fields: Sequence[Sequence[str | None]]) -> list[tuple[str, str]]:
    """The items and values of a finding, as people say them."""
    return mending.in_words(fields)


@register.filter
def to_do(finding: CensusFinding) -> str:
    """What mends a finding."""
    return mending.what_to_do(finding.code, finding.severity)


@register.inclusion_tag("web/returns/about_child.html")
def census_about(child: Person, worker: Worker) -> dict[str, Any]:
    """What the last check found about a child, for whoever is on the child's page. Two queries."""
    rows = CensusFinding.objects.newest().filter(child=child.pk).select_related("check_made")
    found = list(rows.order_by("severity", "pk")[: MOST + 1])
    return {
        "findings": found[:MOST],
        "more": len(found) > MOST,
        "notes": notes.notes_on(found[:MOST]),
        "may_explain": worker.role in EXPLAINS_RETURNS,
        "checked": found[0].check_made if found else None,
    }


@register.inclusion_tag("web/returns/mine_count.html")
def mine_to_mend(worker: Worker, on: date) -> dict[str, int]:
    """How many findings wait for this worker. One query."""
    mine = mending.led_by(worker, on=on)
    rows = CensusFinding.objects.newest().with_notes().filter(Q(is_explained=False), child__in=mine)
    return {"count": rows.count()}
