"""What mattered: events of a story marked with one press, and the chosen chronology of the marked ones."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from sightline.casework import significance as verbs
from sightline.record.models import EventAnalysis, SignificantEvent
from sightline.record.models.significance import Event
from sightline.record.significance import events
from sightline.web import story
from sightline.web.entry import entry_of
from sightline.web.fields import Words
from sightline.web.finding import about, find_child, find_entry
from sightline.web.form import Form, SignedIn, ask, enter, typed
from sightline.web.story import Happening, Recorded, Silence
from sightline.web.telling import KINDS, STORY, WITH
from sightline.web.today import today

READERS = "everybody who reads the record, and whoever asks for a copy of it"
#: What the story tells of that can be marked: not the analyses themselves.
MARKABLE = {str(model._meta.model_name) for model in events()} & {
    str(model._meta.model_name) for model in STORY
}


@dataclass(frozen=True)
class Line:
    """One line of a chronology: what happened, and the marks on it."""

    happening: Happening
    marks: list[SignificantEvent]


def event_of(one: Happening) -> Event:
    """Which event this is."""
    return one.kind, one.entry.pk, one.field


def marks_of(children: Iterable[int]) -> dict[Event, list[SignificantEvent]]:
    """Every mark that stands on these people's stories, with its analyses. Two queries."""
    written = EventAnalysis.objects.select_related("recorded_by", "struck_out_by")
    marks = SignificantEvent.objects.standing().filter(child__in=list(children)).select_related("recorded_by")
    found: dict[Event, list[SignificantEvent]] = defaultdict(list)
    for one in marks.prefetch_related(Prefetch("analyses", written)).order_by("pk"):
        found[one.event].append(one)
    return dict(found)


def chosen(child: Recorded, marks: dict[Event, list[SignificantEvent]], *, on: date) -> list[Line | Silence]:
    """What was marked, in order of when it happened, with the long gaps between. A query a kind, and two."""
    told = [
        one
        for one in story.happenings(child, list(_marked(marks)))
        if event_of(one) in marks and one.on <= on
    ]
    told.sort(key=lambda one: (one.on, one.entry.recorded_at, one.entry.pk), reverse=True)
    return list(reversed(lines(story.with_silences(told), marks)))


def lines(
    told: Iterable[Happening | Silence], marks: dict[Event, list[SignificantEvent]]
) -> list[Line | Silence]:
    """What a story tells, each happening with its marks."""
    return [one if isinstance(one, Silence) else Line(one, marks.get(event_of(one), [])) for one in told]


def _marked(marks: Iterable[Event]) -> Iterator[Any]:
    """The entries that these events are in, struck out or not."""
    by_kind: dict[str, set[int]] = defaultdict(set)
    for kind, row, _ in marks:
        by_kind[kind].add(row)
    for kind, rows in sorted(by_kind.items()):
        model: Any = KINDS.get(kind)
        if model is None:  # a mark on what no story tells
            continue
        named = ("recorded_by", "struck_out_by", *WITH.get(model, ()))
        found = model._default_manager.filter(pk__in=rows).select_related(*named)
        yield from found.prefetch_related("participants") if kind == "strategydiscussion" else found


def mattered(request: SignedIn, pk: int) -> HttpResponse:
    """The chosen chronology of one child: only what was marked, in order, with the analyses beside it."""
    on, found = today(), find_child(request, pk)
    shown = chosen(found, marks_of(found.entries), on=on)
    return render(request, "web/mattered.html", {**about(found), "title": "What mattered", "lines": shown})


@require_POST
def mark(request: SignedIn, pk: int, kind: str, entry: int, field: str) -> HttpResponse:
    """Mark one event, and go back to where it stands in the story."""
    on, child = today(), find_child(request, pk)
    found = entry_of(child, kind, entry)
    if kind not in MARKABLE or field not in {told.field for told in STORY[type(found)]}:
        raise Http404
    back, page = reverse("story", args=[child.pk]), request.POST.get("page", "")
    place = f"{back}{f'?page={page}' if page.isdigit() else ''}#{kind}-{entry}-{field}"
    form = Form(typed(request), on=on)
    done = form.is_valid() and enter(
        request,
        form,
        do=lambda: verbs.mark(child, found, field, by=request.user, on=on),
        then=place,
        said="Saved: it is marked as having mattered.",
    )
    return done or redirect(back)


class Analyse(Form):
    """Why it mattered."""

    why = Words(
        label="Why did it matter?",
        rows=5,
        missing="Say why it mattered",
        why="A list of events is no analysis: say what changed for the child, and what it tells us.",
        reads=READERS,
    )


def analyse(request: SignedIn, pk: int) -> HttpResponse:
    """Write why a marked event mattered, beside what others wrote."""
    on, event = today(), find_entry(request, SignificantEvent, pk)
    return ask(
        request,
        Analyse(typed(request), on=on),
        do=lambda answers: verbs.analyse(event, by=request.user, on=on, **answers),
        then=reverse("mattered", args=[event.child_id]),
        said="Saved: it stands beside the event.",
        title="Why it mattered",
        lead=said_of(event),
        **about(event.child),
    )


def correct(request: SignedIn, pk: int) -> HttpResponse:
    """Its author writes an analysis anew."""
    on, analysis = today(), find_entry(request, EventAnalysis, pk, "event")
    if analysis.recorded_by_id != request.user.pk:
        raise Http404
    return ask(
        request,
        Analyse(typed(request), on=on, initial={"why": analysis.why}),
        do=lambda answers: verbs.correct(analysis, by=request.user, on=on, **answers),
        then=reverse("mattered", args=[analysis.child_id]),
        said="Saved: what you wrote before is struck out, and stays readable.",
        title="Correct why it mattered",
        lead=said_of(analysis.event),
        **about(analysis.child),
    )


def said_of(event: SignificantEvent) -> str:
    """What a mark is on, in the story's own words."""
    for one in story.happenings(event.child, list(_marked([event.event]))):
        if event_of(one) == event.event:
            return f"{one.on:%-d %B %Y}: {one.title}"
    return str(event)
