"""Searching for people by what a worker has: a name, a birth date, an address or a postcode, in any order."""

import re
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.db.models.functions import Upper

from sightline.record.models import Person, Residence
from sightline.record.models.family import FamilyMember
from sightline.record.models.person import PersonQuerySet
from sightline.web.fields import read_day

POSTCODE = re.compile(r"\b([A-Z]{1,2}[0-9][A-Z0-9]?) ?([0-9][A-Z]{2})\b", re.IGNORECASE)
DAY = re.compile(r"\b\d{1,4}[/.\-]\d{1,2}[/.\-]\d{2,4}\b|\b\d{1,2}(?:st|nd|rd|th)? [A-Za-z]{3,9} \d{4}\b")
#: More than this and the words are too few to tell people apart.
MOST = 200


@dataclass(frozen=True)
class Sought:
    """What the words say: names (or an address), a birth date, a postcode."""

    names: str
    born_on: date | None
    postcodes: tuple[str, ...]


def read(words: str) -> Sought:
    """Take the birth date and the postcode out of what was typed; the rest is a name or an address."""
    born_on = None
    if found := DAY.search(words):
        try:
            born_on = read_day([found[0], "", ""])
            words = words.replace(found[0], " ")
        except ValidationError:
            born_on = None
    postcode = POSTCODE.search(words)
    if postcode:
        words = words.replace(postcode[0], " ")
    codes = (
        (f"{postcode[1]} {postcode[2]}".upper(), f"{postcode[1]}{postcode[2]}".upper()) if postcode else ()
    )
    return Sought(" ".join(words.split()), born_on, codes)


def people(among: PersonQuerySet, words: str) -> list[Person]:
    """The people among these who might be meant, likest first; those found by their home come last."""
    sought = read(words)
    found: list[Person] = []
    if sought.names or sought.born_on:
        found = list(among.like(sought.names, born_on=sought.born_on)[:MOST])
    if homes := _homes(sought):
        named = {person.pk for person in found}
        at_home = among.standing().filter(pk__in=homes)[:MOST]
        found += [person for person in at_home if person.pk not in named]
    return found


def _homes(sought: Sought) -> list[int]:
    """Everyone who has lived at the postcode, or at the address where a house number was given."""
    where = Q(code__in=sought.postcodes) if sought.postcodes else Q()
    if any(letter.isdigit() for letter in sought.names):
        where |= Q(address__icontains=sought.names)
    if not where:
        return []
    homes = Residence.objects.standing().annotate(code=Upper("postcode")).filter(where)
    return list(homes.values_list("child", flat=True)[:MOST])


@dataclass(frozen=True)
class Known:
    """A person as a list of matches shows them: enough to tell them from others of the same name."""

    person: Person
    home: Residence | None
    around: list[FamilyMember]


def known(found: list[Person], on: date) -> list[Known]:
    """Each with where they live and who is around them, so that the right one is chosen. Two queries."""
    people = [person.pk for person in found]
    homes = {home.child_id: home for home in Residence.objects.on(on).filter(child__in=people)}
    places = FamilyMember.objects.standing().filter(until_on=None)
    own = dict(places.filter(child__in=people).values_list("child", "family"))
    around: dict[int, list[FamilyMember]] = {}
    for place in places.filter(family__in=own.values()).select_related("child"):
        around.setdefault(place.family_id, []).append(place)
    return [
        Known(
            person,
            homes.get(person.pk),
            [place for place in around.get(own.get(person.pk, 0), []) if place.child_id != person.pk],
        )
        for person in found
    ]
