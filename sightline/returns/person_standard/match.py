"""How well somebody in a file matches somebody in the record: the grades of the draft on matching.

0.99 by a number; 0.8 by names, birth date, postcode and first line of the address; 0.7 by names, birth date
and postcode; 0.6 by names and birth date.
"""

from dataclasses import dataclass

from sightline.casework.taking_in import Told
from sightline.record.models import Person, Residence

BY_NUMBER, BY_ADDRESS, BY_POSTCODE, BY_NAME = 0.99, 0.8, 0.7, 0.6


@dataclass(frozen=True)
class Matched:
    """Somebody in the record who may be meant, and how well they match."""

    child: int
    grade: float


def matches(told: Told) -> list[Matched]:
    """Whoever matches, the best first."""
    numbers = {(one["system"], one["value"]) for one in told.numbers} | {told.own}
    national = {
        ("NHS number", told.person.get("nhs_number")),
        ("Unique pupil number", told.person.get("upn")),
    }
    known = {(system, value) for system, value in numbers | national if value}
    found = {one.pk: BY_NUMBER for number in known for one in Person.objects.with_number(*number)}
    who = told.person
    named = Person.objects.standing().filter(
        given_name__iexact=who["given_name"], family_name__iexact=who["family_name"]
    )
    for one in named.filter(born_on=who["born_on"]) if who["born_on"] else ():
        found.setdefault(one.pk, _by_home(one, told))
    return sorted((Matched(*one) for one in found.items()), key=lambda one: (-one.grade, one.child))


def _by_home(person: Person, told: Told) -> float:
    theirs = Residence.objects.standing().filter(child=person)
    lived = {
        (code.replace(" ", "").upper(), line.lower())
        for code, line in theirs.values_list("postcode", "address")
    }
    told_of = {(one["postcode"].replace(" ", "").upper(), one["address"].lower()) for one in told.homes}
    if lived & told_of:
        return BY_ADDRESS
    codes = {code for code, _ in told_of if code}
    return BY_POSTCODE if codes & {code for code, _ in lived} else BY_NAME
