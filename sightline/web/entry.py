"""Striking out: what was written in error stays readable, with who struck it out and why."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from sightline.casework import entry as verbs
from sightline.record.models import (
    AgencyChronology,
    Contact,
    Document,
    Identifier,
    OtherName,
    OwnAnswer,
    Person,
    SearchLine,
)
from sightline.record.models.entry import Entry
from sightline.record.searching import searched
from sightline.web.fields import Words
from sightline.web.finding import about, find_child, record_of
from sightline.web.form import Form, SignedIn, ask, typed
from sightline.web.story import told_of
from sightline.web.telling import KINDS
from sightline.web.today import today

#: What the story does not tell, and may be struck out all the same.
KNOWN_BY: dict[str, type[Entry]] = {"othername": OtherName, "identifier": Identifier}


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
    found = entry_of(child, kind, entry)
    return ask(
        request,
        StrikeOut(typed(request), on=today()),
        do=lambda answers: verbs.strike_out(found, by=request.user, because=answers["because"]),
        then=record_of(child),
        said="Saved: it is struck out. It stays readable, and counts no more.",
        title="Strike out",
        lead=f"{found}. {_besides(found)}What follows from it in the law is worked out again without it.",
        button="Strike it out",
        **about(child),
    )


def _besides(entry: Entry) -> str:
    """What is struck out together with it."""
    if not isinstance(entry, AgencyChronology):
        return ""
    return f"{entry.events.standing().count()} events of it are struck out as well. "


def entry_of(child: Person, kind: str, pk: int) -> Entry:
    """An entry of this child that stands."""
    found = _whether_or_not_it_stands(child, (KINDS | KNOWN_BY).get(kind), pk)
    if found.struck_out_at is not None:
        raise Http404
    return found


def _whether_or_not_it_stands(child: Person, model: type[Entry] | None, pk: int) -> Entry:
    if model is None:
        raise Http404
    rows: Any = model._default_manager
    whose = "children__child__in" if model is Contact else "child__in"
    found: Entry = get_object_or_404(rows.filter(**{whose: child.entries}).distinct(), pk=pk)
    return found


def read(request: SignedIn, pk: int, kind: str, entry: int) -> HttpResponse:
    """One entry, whole: where a search, a summary or a list leads. What was struck out is said to be."""
    child = find_child(request, pk)
    models = {str(model._meta.model_name): model for model in searched()} | KINDS
    found = _whether_or_not_it_stands(child, models.get(kind), entry)
    if isinstance(found, Document):
        return redirect("document", found.pk)
    if isinstance(found, OwnAnswer):
        whole = found.entry
        return redirect("entry", child.pk, whole._meta.model_name, whole.pk)
    lines = SearchLine.objects.filter(child__in=child.entries, kind=kind, row=found.pk)
    told = told_of(found)
    words = "" if told else "\n".join(lines.values_list("words", flat=True))
    name = str(found._meta.verbose_name).capitalize()
    page = {"title": name, "entry": found, "words": words, "story": told}
    return render(request, "web/entry.html", {**page, **about(child)})
