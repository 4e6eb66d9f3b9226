"""What other pages say of the census: what is wrong about a child, and how much is mine to mend."""

from collections.abc import Sequence

from django import template

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
