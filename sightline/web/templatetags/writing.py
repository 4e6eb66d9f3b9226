"""What a first page says of a worker's drafts: what they were writing, and for how long it has lain."""

from datetime import datetime
from typing import Any

from django import template
from django.urls import reverse

from sightline.people.models import Worker
from sightline.timescales.london import day_of
from sightline.web import today, words
from sightline.web.models import Draft
from sightline.web.places import first_page

register = template.Library()
SHOWN = 5


@register.inclusion_tag("web/part/writing.html", takes_context=True)
def you_were_writing(context: dict[str, Any]) -> dict[str, Any]:
    """The newest drafts, on the worker's own first page and on no other. One query."""
    request = context.get("request")
    worker = getattr(request, "user", None)
    if not isinstance(worker, Worker) or getattr(request, "path", "") != reverse(first_page(worker)[0]):
        return {"drafts": []}
    mine = list(Draft.objects.open().readable_by(worker).select_related("child")[: SHOWN * 10])
    return {"drafts": mine[:SHOWN], "more": len(mine) > SHOWN, "total": len(mine), "now": today.now()}


def writing_for(draft: Draft, at: datetime) -> str:
    """How long ago a draft was last kept: "4 minutes ago", "yesterday", "12 days ago"."""
    days = (day_of(at) - day_of(draft.saved_at)).days
    if days:
        return words.ago(days)
    minutes = int((at - draft.saved_at).total_seconds()) // 60
    if minutes < 1:
        return "just now"
    return (
        f"{words.several(minutes, 'minute')} ago"
        if minutes < 60
        else f"{words.several(minutes // 60, 'hour')} ago"
    )


register.simple_tag(writing_for, name="writing_for")


@register.simple_tag(takes_context=True)
def in_the_way(context: dict[str, Any]) -> str:
    """The address at which this worker says that this page got in their way; empty where there is none."""
    from sightline.web.urls import roles_of

    request = context.get("request")
    worker, match = getattr(request, "user", None), getattr(request, "resolver_match", None)
    if not isinstance(worker, Worker) or match is None or worker.role not in roles_of("in-the-way"):
        return ""
    return reverse("in-the-way", args=[match.view_name]) if roles_of(match.view_name) else ""
