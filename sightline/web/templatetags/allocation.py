"""Template words about what each worker carries."""

from decimal import Decimal

from django import template
from django.utils.html import format_html

from sightline.compliance.choosing import Candidate

register = template.Library()


@register.filter
def points(number: Decimal | int) -> str:
    """Points with no more places than they need: 7, 7.5, 7.25."""
    return f"{Decimal(number):f}".rstrip("0").rstrip(".") if "." in f"{number}" else f"{number}"


@register.simple_tag
def then(candidate: Candidate, what: str) -> str:
    """A figure now and with one more case: "7 → 8", or "7" where it stays."""
    before, after = getattr(candidate.before, what), getattr(candidate.after, what)
    if before == after:
        return points(before)
    now, later = points(before), points(after)
    return format_html(
        '{} <span aria-hidden="true">→</span><span class="app-hidden">, then</span> {}', now, later
    )
