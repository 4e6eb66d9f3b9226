"""Searching for people by what a worker has: a name, a birth date, an address or a postcode, in any order."""

import re
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError

from sightline.record.at_once import at_once
from sightline.record.likeness.find import Match
from sightline.record.likeness.names import words_of
from sightline.record.likeness.sought import PartialDay, Sought
from sightline.record.models import Person, Residence
from sightline.record.models.family import FamilyMember
from sightline.web.fields import read_day

POSTCODE = re.compile(r"\b([A-Z]{1,2}[0-9][A-Z0-9]?) ?([0-9][A-Z]{2})\b", re.IGNORECASE)
DAY = re.compile(r"\b\d{1,4}[/.\-]\d{1,2}[/.\-]\d{2,4}\b|\b\d{1,2}(?:st|nd|rd|th)? [A-Za-z]{3,9} \d{4}\b")
MONTH = re.compile(r"\b(\d{1,2})/(\d{4})\b|\b([A-Za-z]{3,9}) ((?:19|20)\d\d)\b")
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
NUMBER = re.compile(r"\b\d{3} ?\d{3} ?\d{4}\b|\b[A-Za-z]+[\-/]?\d[\w\-/]*\b|\b\d{5,}\b")
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


def read(words: str) -> Sought:
    """What somebody typed, taken apart: a birth date or part of one, a postcode, numbers, an address, names.

    From its first figure on, what is left is an address; what stands before it is names.
    """
    whole = words.strip()
    code = POSTCODE.search(words)
    words = words.replace(code[0], " ") if code else words
    born, words = _born(words)
    numbers = frozenset(one[0].replace(" ", "") for one in NUMBER.finditer(words))
    numbers |= {whole} if any(letter.isdigit() for letter in whole) and " " not in whole else frozenset()
    words = NUMBER.sub(" ", words)
    figure = re.search(r"\d", words)
    names, address = (words[: figure.start()], words[figure.start() :]) if figure else (words, "")
    return Sought(
        given=tuple(words_of(names)),
        born=born,
        postcode=f"{code[1]}{code[2]}".upper() if code else "",
        address=" ".join(address.lower().replace(",", " ").split()),
        numbers=numbers,
    )


def _born(words: str) -> tuple[PartialDay | None, str]:
    """The birth date in what was typed, as far as it goes, and the rest."""
    if found := DAY.search(words):
        try:
            return PartialDay.of(read_day([found[0], "", ""])), words.replace(found[0], " ")
        except ValidationError:
            year = YEAR.search(found[0])
            return PartialDay(int(year[0])) if year else None, words.replace(found[0], " ")
    if (found := MONTH.search(words)) and (month := _month(found)):
        return PartialDay(int(found[2] or found[4]), month), words.replace(found[0], " ")
    if found := YEAR.search(words):
        return PartialDay(int(found[0])), words.replace(found[0], " ")
    return None, words


def _month(found: re.Match[str]) -> int | None:
    if found[1]:
        return int(found[1]) if 1 <= int(found[1]) <= 12 else None
    named = found[3].lower()[:3]
    return MONTHS.index(named) + 1 if named in MONTHS else None


@dataclass(frozen=True)
class Known:
    """A person as a list of matches shows them: enough to tell them from others of the same name, and why."""

    person: Person
    match: Match
    home: Residence | None
    around: list[FamilyMember]


def known(found: list[Match], on: date) -> list[Known]:
    """Each with where they live and who is around them, so that the right one is chosen. One query."""
    wanted = [match.child for match in found]
    places = FamilyMember.objects.standing().filter(until_on=None)
    theirs = places.filter(child__in=wanted).values("family")
    asked = at_once(
        {
            "people": Person.objects.filter(pk__in=wanted),
            "homes": Residence.objects.on(on).filter(child__in=wanted),
            "places": places.filter(family__in=theirs).select_related("child"),
        }
    )
    people = {one.pk: one for one in asked["people"]}
    homes = {home.child_id: home for home in asked["homes"]}
    own: dict[int, int] = {}
    around: dict[int, list[FamilyMember]] = {}
    for place in asked["places"]:
        own[place.child_id] = place.family_id
        around.setdefault(place.family_id, []).append(place)
    return [
        Known(
            people[match.child],
            match,
            homes.get(match.child),
            [place for place in around.get(own.get(match.child, 0), []) if place.child_id != match.child],
        )
        for match in found
        if match.child in people
    ]
