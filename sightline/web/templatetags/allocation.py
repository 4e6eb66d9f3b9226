"""Template words about who works with a child, and what each worker carries."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import template
from django.utils.html import format_html

from sightline.compliance.choosing import Candidate, allowed
from sightline.record.models import Referral, SecondaryWorker

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


@register.inclusion_tag("web/part/beside.html", takes_context=True)
def beside_the_lead(context: dict[str, Any], referral: Referral, on: date) -> dict[str, Any]:
    """Who works beside the lead worker, and what managers allowed all the same. Two queries."""
    parts = SecondaryWorker.objects.on(on).filter(referral=referral).select_related("worker")
    return {"parts": parts, "allowed": allowed(referral), "worker": context["request"].user}
