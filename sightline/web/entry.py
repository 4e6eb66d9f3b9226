"""Striking out: what was written in error stays readable, with who struck it out and why."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from sightline.casework import entry as verbs
from sightline.record.models import Contact
from sightline.record.models.entry import Entry
from sightline.web.fields import Words
from sightline.web.finding import about, find_child, record_of
from sightline.web.form import Form, SignedIn, ask, typed
from sightline.web.telling import KINDS
from sightline.web.today import today


class StrikeOut(Form):
    """Why it was wrong."""

    because = Words(
        label="What is wrong with it?",
        rows=3,
        missing="Say what is wrong with it",
        why="It stays readable, so the next reader must know why not to rely on it.",
        reads="everybody who reads the record",
    )


def strike_out(request: SignedIn, pk: int, kind: str, entry: int) -> HttpResponse:
    child = find_child(request, pk)
    found = entry_of(child.pk, kind, entry)
    return ask(
        request,
        StrikeOut(typed(request), on=today()),
        do=lambda answers: verbs.strike_out(found, by=request.user, because=answers["because"]),
        then=record_of(child),
        said="Saved: it is struck out. It stays readable, and counts no more.",
        title="Strike out",
        lead=f"{found}. What follows from it in the law is worked out again without it.",
        button="Strike it out",
        **about(child),
    )


def entry_of(child: int, kind: str, pk: int) -> Entry:
    """An entry of this child that stands."""
    model = KINDS.get(kind)
    if model is None:
        raise Http404
    rows: Any = model._default_manager
    whose = {"children__child": child} if model is Contact else {"child": child}
    found: Entry = get_object_or_404(rows.standing().filter(**whose), pk=pk)
    return found
