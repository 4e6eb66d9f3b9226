"""One chronology for a whole family: the stories of all its people together, each line saying about whom."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from sightline.people.models import Agency
from sightline.record.models import (
    AgencyChronology,
    AgencyEvent,
    Contact,
    ContactChild,
    Disagreement,
    Family,
    FamilyMember,
    Person,
    Referral,
    SignificantEvent,
    WarningNote,
)
from sightline.record.models.entry import Entry
from sightline.record.models.significance import Event
from sightline.timescales.london import day_of
from sightline.web.finding import look, paged
from sightline.web.form import SignedIn
from sightline.web.significance import event_of, marks_of
from sightline.web.story import Happening, Silence, story, with_silences
from sightline.web.today import today


@dataclass(frozen=True)
class Together:
    """Several people, as one whose story can be told."""

    entries: tuple[int, ...]


@dataclass(frozen=True)
class Line:
    """One line of the family's chronology: what happened, to whom, who told us, and the marks on it."""

    happening: Happening
    people: list[Person]
    told_us: str
    marks: list[SignificantEvent]


@dataclass(frozen=True)
class People:
    """Those of a family whose records the reader may open, and until when each belonged to it."""

    each: list[Person]
    until: dict[int, date | None]
    """By every number under which one of them stands."""
    whose: dict[int, Person]
    """The person who stands under a number."""

    def only(self, wanted: str) -> "People":
        """That one of them, by number; all of them where it is nobody's."""
        chosen = [one for one in self.each if str(one.pk) == wanted]
        return People(chosen, self.until, self.whose) if chosen else self

    @property
    def entries(self) -> tuple[int, ...]:
        return tuple(pk for one in self.each for pk in one.entries)


def family_story(request: SignedIn, pk: int) -> HttpResponse:
    """The whole family's story, or that of one of them, or only what mattered. Nobody else is there."""
    on = today()
    family = get_object_or_404(Family.objects.visible_to(request.user).standing(), pk=pk)
    every = people_of(request, family)
    chosen = every.only(request.GET.get("about", ""))
    marks = marks_of(chosen.entries)
    marked_only = "marked" in request.GET
    shown = paged(request, list(chronology(chosen, marks, on=on, marked_only=marked_only)), per=40)
    look(request, [one.pk for one in every.each])
    page = {"title": f"Family {family.pk}: the whole story", "family": family, "people": every.each, "on": on}
    page |= {"page": shown, "marked_only": marked_only}
    page["about"] = chosen.each[0].pk if len(chosen.each) < len(every.each) else None
    return render(request, "web/family_story.html", page)


def people_of(request: SignedIn, family: Family) -> People:
    """Whoever is or was of the family and whose record this worker may open. Three queries."""
    places = FamilyMember.objects.visible_to(request.user).standing().filter(family=family)
    until: dict[int, date | None] = {}
    for person, left_on in places.values_list("child", "until_on").order_by("child", "until_on"):
        until[person] = left_on  # the last of them: none, where they belong to it still
    rows = Person.objects.visible_to(request.user).with_entries().filter(pk__in=until)
    each: list[Person] = []
    whose: dict[int, Person] = {}
    for one in rows.order_by(F("born_on").desc(nulls_last=True), "pk"):
        each += [] if one.pk in whose else [one]
        for number in one.entries:
            whose.setdefault(number, one)
            until.setdefault(number, until[one.pk])
    return People(each, until, whose)


def chronology(
    people: People, marks: dict[Event, list[SignificantEvent]], *, on: date, marked_only: bool
) -> Iterator[Line | Silence]:
    """The lines, the latest first, with silence across all of these people as a gap.

    What was written alike for several of them on one day is told once, naming each.
    """
    told = [one for one in story(Together(people.entries), on=on) if isinstance(one, Happening)]
    if marked_only:
        told = [one for one in told if event_of(one) in marks]
    named = _named_by_contacts(told, people)
    alike: dict[Any, list[Happening]] = defaultdict(list)
    for one in told:
        if _is_the_familys(one, people, named):
            alike[_words_of(one)].append(one)
    first = {id(same[0]): same for same in alike.values()}
    for each in with_silences([same[0] for same in first.values()]):
        yield each if isinstance(each, Silence) else _line(first[id(each)], people, named, marks)


def _named_by_contacts(told: Iterable[Happening], people: People) -> dict[int, list[int]]:
    """Which of these people each contact is about. One query."""
    contacts = {one.entry.pk for one in told if isinstance(one.entry, Contact)}
    rows = ContactChild.objects.standing().filter(contact__in=contacts, child__in=people.entries)
    found: dict[int, list[int]] = defaultdict(list)
    for contact, child in rows.values_list("contact", "child").order_by("pk"):
        found[contact].append(child)
    return found


def _numbers(one: Happening, named: dict[int, list[int]]) -> list[int]:
    entry: Any = one.entry
    return named.get(entry.pk, []) if isinstance(entry, Contact) else [entry.child_id]


def _is_the_familys(one: Happening, people: People, named: dict[int, list[int]]) -> bool:
    """Whether it happened to one of them before they left the family, where they have."""
    left = (people.until.get(number) for number in _numbers(one, named))
    return any(until is None or one.on <= until for until in left)


def _words_of(one: Happening) -> Any:
    """What two lines share that are told once: everything that is said, and the day it was written."""
    struck = (one.entry.struck_out_at is not None, one.entry.struck_out_because)
    written_on = day_of(one.written_at) if one.written_at else None
    return one.kind, one.field, one.on, one.title, one.by, one.words, written_on, struck


def _line(
    same: list[Happening],
    people: People,
    named: dict[int, list[int]],
    marks: dict[Event, list[SignificantEvent]],
) -> Line:
    about = {people.whose[number].pk for one in same for number in _numbers(one, named)}
    on_it = [mark for one in same for mark in marks.get(event_of(one), [])]
    told_by = told_us(same[0].entry) if same[0].begins else ""
    return Line(same[0], [one for one in people.each if one.pk in about], told_by, on_it)


def told_us(entry: Entry) -> str:
    """Who outside told us, where that is how it began: their agency."""
    if isinstance(entry, Contact):
        return entry.get_referrer_agency_display() or entry.get_source_display()
    if isinstance(entry, Referral):
        return entry.get_source_display()
    if isinstance(entry, AgencyChronology | AgencyEvent):
        return entry.get_agency_display()
    if isinstance(entry, Disagreement):
        return Agency(entry.agency).label if entry.agency else ""
    return entry.came_from if isinstance(entry, WarningNote) else ""
