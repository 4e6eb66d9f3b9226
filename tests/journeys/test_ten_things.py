"""Ten things are found in one child's record of 5,000 notes and 500 files, by a person at a browser.

Each in five actions and twenty seconds at most, from the first page after signing in. An action is a box
filled in, or one button or link pressed. Everybody is invented.
"""

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from django.db import connection, transaction

from sightline.casework import allocation, closure, family, referral
from sightline.casework.verb import name
from sightline.compliance.child import unmet
from sightline.record import searching
from sightline.record.models import Document, FilePart, FileText, Person, Sighting, StoredFile
from tests.web.world import NOW, Cast

NOTES, FILES = 5_000, 500
ACTIONS, SECONDS, MADE_IN = 5, 20.0, 40.0
BORN, FIRST = date(2011, 5, 14), date(2012, 1, 9)
#: What notes and files are made of: every word of what is looked for stands among them too, somewhere.
HAY = (
    "She was in the kitchen when I came and offered me tea in a green mug.",
    "We spoke about school, about her brother and about the week to come.",
    "The kettle was on and the house was warm enough for bare feet.",
    "Homework was on the table, half done, next to a cold plate.",
    "He said that the step had been mended and that the bin would go on Friday.",
    "Her teacher had written about reading, and there was a star on the page.",
    "We walked to the park by the sand pit and she counted four herons.",
    "The decision about the summer was put off until the review.",
    "There was a letter on the hall table, opened, from the hospital.",
    "She asked whether I would come again, and I said on which day.",
)


@dataclass
class Made:
    """The record, and who reads it."""

    child: Person
    seconds: float


@pytest.fixture
def record(cast: Cast, site: str) -> Made:
    """Matilda Ferndale's record, made in bulk with every guard standing, and every word of it findable."""
    began = time.monotonic()
    with transaction.atomic():
        child = _matilda(cast)
        name(cast.amina)
        with connection.cursor() as cursor:
            cursor.execute(searching.LATER)
            _notes(child, cast)
            _files(child, cast)
            searching.again(cursor)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return Made(child, time.monotonic() - began)


def _matilda(cast: Cast) -> Person:
    """Who she is and who is around her: an aunt, a home of long ago, a case that was closed, and one open."""
    gwen, bryn = cast.gwen, cast.bryn
    child = family.add_person(by=gwen, given_name="Matilda", family_name="Ferndale", born_on=BORN, sex="F")
    family.form_family(by=gwen, name="Ferndale", members=[(child, "child")], on=FIRST)
    aunt = family.add_person(by=gwen, given_name="Marguerite", family_name="Ashdown")
    family.join_family(child.family_memberships.get().family, aunt, by=gwen, place="other")
    for address, postcode, on in (
        ("9 Cobblers Yard", "QX9 8TZ", date(2013, 4, 2)),
        ("31 Harbour Street", "QX2 2AB", date(2018, 8, 20)),
    ):
        family.move_home(child, by=gwen, address=address, postcode=postcode, on=on)
    _closed(child, cast)
    told = referral.receive(
        by=bryn, child=child, team=cast.team, received_on=date(2025, 3, 3), source="2A", because="Often late."
    )
    because = "Her grandfather’s stroke leaves nobody at home after school, so help begins this week."
    told = referral.decide(told, by=bryn, on=date(2025, 3, 4), decision="assess", because=because)
    allocation.allocate(told, to=cast.amina, by=bryn, on=date(2025, 3, 4), because="There is room.")
    return child


def _closed(child: Person, cast: Cast) -> None:
    on, by = date(2014, 6, 2), cast.bryn
    told = referral.receive(
        by=by, child=child, team=cast.team, received_on=on, source="2A", because="Hungry on Mondays."
    )
    referral.acknowledge(told, by=by, on=on)
    told = referral.decide(
        told, by=by, on=on, decision="no_further_action", because="The school will feed her."
    )
    told = referral.tell_referrer(told, by=by, on=on)
    said = "Breakfast club has a place for her every weekday, and the church brings parcels."
    seen = frozenset(clock.duty.id for clock in unmet(told, on=on))
    closure.close(told, by=by, on=on + timedelta(days=9), reason="RC8", because=said, unmet_seen=seen)


#: Notes among the notes, by their number: each is the only one of its kind.
NEEDLES = {
    0: ("Sandpiper Lodge, the contact centre", "A first meeting with her father, an hour long."),
    1_700: ("At home", "She hid the budgerigar under her bed, because Lenny had promised to drown it."),
    3_100: ("At the dentist", "Two fillings, and she held the nurse’s hand all the time."),
}


def _day(number: int) -> date:
    return FIRST + timedelta(days=number)


def _notes(child: Person, cast: Cast) -> None:
    """A note a day, from the first on."""
    random = Random(64)  # noqa: S311 - chance, not a secret
    rows = []
    for number in range(NOTES):
        where, note = NEEDLES.get(number, ("At home", " ".join(random.sample(HAY, 5))))
        rows.append(
            Sighting(
                child=child,
                recorded_by=cast.amina,
                by=cast.amina,
                happened_on=_day(number),
                where=where,
                purpose="welfare",
                was_seen=True,
                alone="yes",
                note=note,
            )
        )
    Sighting.objects.bulk_create(rows, batch_size=1000)


FILE_OF = "Letter from the orthodontist about the brace that broke"


def _files(child: Person, cast: Cast) -> None:
    """Small files of words; one says what is said nowhere else, and one is called what no other is."""
    random = Random(65)  # noqa: S311 - chance, not a secret
    texts = [f"Paper {number}.\n" + " ".join(random.sample(HAY, 6)) for number in range(FILES)]
    texts[211] += " The kettle went cold on the step while they argued over the caravan."
    stored = StoredFile.objects.bulk_create(
        StoredFile(
            digest=hashlib.sha256(text.encode()).hexdigest(),
            size=len(text.encode()),
            media_type="text/plain",
            read_at=NOW,
        )
        for text in texts
    )
    named = list(zip(stored, texts, strict=True))
    FilePart.objects.bulk_create(FilePart(file=one, number=0, content=text.encode()) for one, text in named)
    FileText.objects.bulk_create(FileText(file=one, number=1, words=text) for one, text in named)
    Document.objects.bulk_create(
        Document(
            child=child,
            recorded_by=cast.amina,
            file=one,
            kind="letter",
            title=FILE_OF if number == 77 else f"School letter {number}",
            dated_on=_day(number * 9),
        )
        for number, one in enumerate(stored)
    )


class Seeking:
    """A person looking for one thing: what they do is counted, and how long it takes them."""

    def __init__(self, page: Any) -> None:
        self.page = page
        page.goto("/")
        self.actions, self._began = 0, time.monotonic()

    @property
    def seconds(self) -> float:
        return time.monotonic() - self._began

    def find(self, words: str) -> "Seeking":
        """Type in the search that every page has, and press its button: two actions."""
        self.page.get_by_role("search").get_by_role("searchbox").fill(words)
        self.page.get_by_role("search").get_by_role("button", name="Find").click()
        self.page.wait_for_load_state()
        self.actions += 2
        return self

    def follow(self, link: str) -> "Seeking":
        found = self.page.get_by_role("main").get_by_role("link", name=link)
        assert found.count(), f"no link “{link}” in: {self.page.inner_text('main')[:2000]}"
        found.first.click()
        self.page.wait_for_load_state()
        self.actions += 1
        return self

    def sees(self, words: str) -> bool:
        """Whether it is on the page, not folded away."""
        return bool(self.page.get_by_role("main").get_by_text(words).first.is_visible())


Way = Callable[[Seeking], bool]
#: What is looked for, and how somebody who half remembers it goes about it.
THINGS: dict[str, Way] = {
    "a phrase inside a file": lambda one: (
        one.find("kettle went cold on the step caravan")
        .follow("Document: School letter 211")
        .sees("argued over the caravan")
    ),
    "a phrase of a note": lambda one: (
        one.find("budgerigar Lenny").follow("Sighting").sees("hid the budgerigar under her bed")
    ),
    "a date": lambda one: (
        one.find("Matilda Ferndale")
        .follow("Matilda Ferndale")
        .find(f"{_day(3_100):%-d %B %Y}")
        .sees("Two fillings")
    ),
    "a person’s name": lambda one: (
        one.find("Margaret Ashdown").follow("Marguerite Ashdown").sees("Who Marguerite is")
    ),
    "a nickname": lambda one: one.find("Tilly Ferndale").follow("Matilda Ferndale").sees("Who Matilda is"),
    "an address": lambda one: one.find("9 Cobblers Yard").follow("Matilda Ferndale").sees("Who Matilda is"),
    "a decision": lambda one: (
        one.find("grandfather stroke nobody after school").follow("Referral").sees("Referral decided")
    ),
    "a file’s title": lambda one: one.find("orthodontist brace").follow("Document").sees(FILE_OF),
    "an old visit": lambda one: one.find("Sandpiper Lodge").follow("Sighting").sees("9 January 2012"),
    "the reason of a closure": lambda one: (
        one.find("breakfast club church parcels").follow("Referral").sees("Case closed")
    ),
}


def test_each_of_ten_things_is_found_in_five_actions_and_twenty_seconds(
    record: Made, cast: Cast, person: Callable[..., Any]
) -> None:
    assert Sighting.objects.filter(child=record.child).count() == NOTES
    assert Document.objects.filter(child=record.child).count() == FILES
    assert record.seconds < MADE_IN
    page = person(cast.amina)
    found, told = {}, []
    for thing, way in THINGS.items():
        one = Seeking(page)
        is_there = way(one)
        found[thing] = (is_there, one.actions <= ACTIONS, one.seconds <= SECONDS)
        told.append(f"{thing}: {one.actions} actions, {one.seconds:.1f} s")
    print(f"made in {record.seconds:.1f} s", *told, sep="\n")
    assert len(found) == 10
    assert {thing: how for thing, how in found.items() if not all(how)} == {}, told
