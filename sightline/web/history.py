"""What is known of a household when somebody contacts us: every earlier contact, whatever came of it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models.expressions import RawSQL

from sightline.record.models import (
    Contact,
    ContactChild,
    EarlyHelp,
    FamilyMember,
    Person,
    Referral,
    Residence,
)
from sightline.record.reader import around


@dataclass
class Earlier:
    """One earlier contact, and through whom it touches this household."""

    contact: Contact
    people: list[tuple[Person, str]]

    @property
    def closed_without_help(self) -> bool:
        return self.contact.decision == Contact.Decision.NO_FURTHER_ACTION


@dataclass
class Household:
    """The people a contact is about and around, and what has come before: latest first."""

    children: list[Person] = field(default_factory=list)
    others: dict[int, tuple[Person, str]] = field(default_factory=dict)
    earlier: list[Earlier] = field(default_factory=list)
    referrals: list[Referral] = field(default_factory=list)

    @property
    def closed_without_help(self) -> int:
        return sum(one.closed_without_help for one in self.earlier)

    def how(self, person: Person) -> str:
        """Why this person is here: the child, their place in the family, or the same address."""
        return self.others[person.pk][1] if person.pk in self.others else "the child"


def households(contacts: Iterable[Contact]) -> dict[int, Household]:
    """Each contact's household: its children, their families, whoever lived with them. Nine queries."""
    found = {contact.pk: Household() for contact in contacts}
    with around(found):
        _fill(found, contacts)
    return found


def helped(contact: Contact, household: Household) -> list[EarlyHelp]:
    """The early help that goes on for anybody in a contact's household. One query."""
    people = {child.pk for child in household.children} | household.others.keys()
    with around([contact.pk]):
        return list(EarlyHelp.objects.running().filter(child__in=people).select_related("child"))


def _fill(found: dict[int, Household], contacts: Iterable[Contact]) -> None:
    also = RawSQL("record_also(ARRAY[record_contactchild.child_id])", [])
    named: Any = ContactChild.objects.standing().filter(contact__in=list(found)).annotate(also=also)
    others: dict[int, list[int]] = {}
    for row in named.select_related("child").order_by("pk"):
        found[row.contact_id].children.append(row.child)
        others[row.child_id] = row.also
    _add_other_entries(found, others)
    _add_families(found)
    _add_neighbours(found)
    _add_past(found, {contact.pk: contact for contact in contacts})


def _by_person(found: dict[int, Household]) -> dict[int, list[Household]]:
    whose: dict[int, list[Household]] = defaultdict(list)
    for household in found.values():
        for pk in {child.pk for child in household.children} | household.others.keys():
            whose[pk].append(household)
    return whose


def _add(household: Household, person: Person, how: str) -> None:
    if person.pk not in household.others and person not in household.children:
        household.others[person.pk] = (person, how)


def _add_other_entries(found: dict[int, Household], others: dict[int, list[int]]) -> None:
    """The other entries for the same children: what is known of each is known of all."""
    people = Person.objects.in_bulk({one for joined in others.values() for one in joined})
    for household in found.values():
        for child in list(household.children):
            for other in others.get(child.pk, ()):
                if other in people:
                    _add(household, people[other], "the same person, in another entry")


def _add_families(found: dict[int, Household]) -> None:
    whose = _by_person(found)
    standing = FamilyMember.objects.standing()
    own = standing.filter(child__in=list(whose)).values("family")
    places: dict[int, list[FamilyMember]] = defaultdict(list)
    for place in standing.filter(family__in=own).select_related("child").order_by("child__born_on", "pk"):
        places[place.family_id].append(place)
    for family in places.values():
        concerned = [household for place in family for household in whose.get(place.child_id, [])]
        for household in {id(one): one for one in concerned}.values():
            for place in family:
                _add(household, place.child, place.get_place_display().lower())


def _add_neighbours(found: dict[int, Household]) -> None:
    whose = _by_person(found)
    standing = Residence.objects.standing()
    codes = standing.filter(child__in=list(whose)).values("postcode")
    near = list(standing.filter(postcode__in=codes).select_related("child"))
    homes: dict[tuple[str, str], set[int]] = defaultdict(set)
    for home in near:
        if home.child_id in whose:
            homes[home.place].add(home.child_id)
    for home in near:
        if home.child_id not in whose:
            concerned = [one for pk in homes.get(home.place, ()) for one in whose[pk]]
            for household in {id(one): one for one in concerned}.values():
                _add(household, home.child, "lived at the same address")


def _add_past(found: dict[int, Household], contacts: dict[int, Contact]) -> None:
    whose = _by_person(found)
    pasts: dict[int, dict[int, Earlier]] = defaultdict(dict)
    rows = ContactChild.objects.standing().filter(child__in=list(whose), contact__struck_out_at=None)
    for row in rows.select_related("child", "contact__decided_by").order_by("-contact__received_at", "-pk"):
        for pk, household in found.items():
            here = row.child_id in household.others or row.child in household.children
            if here and row.contact_id != pk and row.contact.received_at <= contacts[pk].received_at:
                past = pasts[pk].setdefault(row.contact_id, Earlier(row.contact, []))
                past.people.append((row.child, household.how(row.child)))
    for pk, earlier in pasts.items():
        found[pk].earlier = list(earlier.values())
    referrals = Referral.objects.standing().filter(child__in=list(whose)).select_related("child", "team")
    for referral in referrals.order_by("-received_on", "-pk"):
        for household in whose[referral.child_id]:
            household.referrals.append(referral)
