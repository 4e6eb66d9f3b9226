"""Whom warning notes are about, and every child who is linked with them: worked out when somebody looks."""

from collections import defaultdict
from collections.abc import Callable, Container
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce

from sightline.record import identity
from sightline.record.at_once import Part, at_once
from sightline.record.models import (
    FamilyMember,
    Person,
    Relationship,
    Residence,
    WarningNote,
    WarningReview,
)
from sightline.record.reader import warned


@dataclass(frozen=True)
class Warned:
    """A note that a child's page shows: whom it is about, how they are linked, when it is looked at next."""

    note: WarningNote
    person: Person
    linked: str
    review_on: date

    def is_overdue(self, on: date) -> bool:
        return self.review_on < on


#: For each child everybody linked with them, and how.
Links = dict[int, dict[int, str]]


def links_and_warnings(child: Person, *, on: date) -> tuple[dict[int, str], list[Warned]]:
    """Everybody linked with a child on that day, and how; and the notes in force about any of them.

    Whoever may open the child is warned, also of somebody whose own record they may not open: of those a page
    shows the note, and no more. Four queries.
    """
    with warned(child.entries):
        links = linked({child.pk: child.entries}, on=on)
        return links[child.pk], warnings(links, on=on)[child.pk]


def linked(numbers: dict[int, tuple[int, ...]], *, on: date) -> Links:
    """Everybody linked on that day with each child, and how: kin, family, home. One query.

    `numbers`: for each child every number that they stand under (`identity.entries`).
    """
    whose = identity.backwards(numbers)
    found: dict[int, dict[int, str]] = {child: dict.fromkeys(own, "") for child, own in numbers.items()}

    def link(entry: int, other: int, how: str) -> None:
        for child in whose.get(entry, ()):
            found[child].setdefault(other, how)

    asked = at_once(_around(list(whose), on))
    for one in asked["kin"]:
        if one.lasts(on):
            link(one.child_id, one.other_id, one.seen_from(one.child_id).lower())
            link(one.other_id, one.child_id, one.seen_from(one.other_id).lower())
    members = asked["members"]
    own = [(one.family_id, one.child_id) for one in members if one.child_id in whose]
    for place in members:
        for family, entry in own:
            if family == place.family_id:
                link(entry, place.child_id, f"{place.get_place_display().lower()} in the family")
    _at_home(asked["homes"], link, whose)
    return found


def _around(entries: list[int], on: date) -> dict[str, Part]:
    """Everybody's kin, all who are in their families, and all who live at a postcode of theirs."""
    places = FamilyMember.objects.standing().filter(until_on=None)
    there = Residence.objects.on(on)
    return {
        "kin": Relationship.objects.around(*entries),
        "members": places.filter(family__in=places.filter(child__in=entries).values("family")),
        "homes": there.filter(postcode__in=there.filter(child__in=entries).values("postcode")),
    }


def _at_home(homes: list[Any], link: Callable[[int, int, str], None], entries: Container[int]) -> None:
    own: dict[tuple[str, str], list[int]] = defaultdict(list)
    for home in homes:
        if home.child_id in entries:
            own[home.place].append(home.child_id)
    for home in homes:
        for entry in own.get(home.place, ()):
            link(entry, home.child_id, "lives at the same address")


def warnings(around: Links, *, on: date) -> dict[int, list[Warned]]:
    """For each child the notes in force about them and everybody linked with them, each to be looked at
    next as the latest review says, or the note itself. One query.
    """
    people = {one for others in around.values() for one in others}
    reviews = WarningReview.objects.standing().filter(note=OuterRef("pk")).order_by("-reviewed_on", "-pk")
    notes: Any = WarningNote.objects.in_force().filter(child__in=people, noted_on__lte=on)
    notes = notes.annotate(again_on=Coalesce(Subquery(reviews.values("next_review_on")[:1]), "review_on"))
    by_person: dict[int, list[Any]] = defaultdict(list)
    for note in notes.select_related("child").order_by("noted_on", "pk"):
        by_person[note.child_id].append(note)
    return {
        child: [
            Warned(note, note.child, how, note.again_on)
            for person, how in others.items()
            for note in by_person.get(person, ())
        ]
        for child, others in around.items()
    }
