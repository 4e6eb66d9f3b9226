"""What other pages say of the census: what is wrong about a child, and how much is mine to mend."""

from collections.abc import Sequence
from datetime import date

from django import template
from django.db.models import Q

from sightline.people.models import Worker
from sightline.returns import mending
from sightline.returns.models import CensusFinding

register = template.Library()
register.filter("census_says", mending.what_it_says)


@register.filter
def census_values(fields: Sequence[Sequence[str | None]]) -> list[tuple[str, str]]:
    """The items and values of a finding, as people say them."""
    return mending.in_words(fields)


@register.filter
def to_do(finding: CensusFinding) -> str:
    """What mends a finding."""
    return mending.what_to_do(finding.code, finding.severity)


@register.inclusion_tag("web/returns/mine_count.html")
def mine_to_mend(worker: Worker, on: date) -> dict[str, int]:
    """How many findings wait for this worker. One query."""
    mine = mending.led_by(worker, on=on)
    rows = CensusFinding.objects.newest().with_notes().filter(Q(is_explained=False), child__in=mine)
    return {"count": rows.count()}
