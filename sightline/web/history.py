"""What is known of a household when somebody contacts us: every earlier contact, whatever came of it."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models.expressions import RawSQL

from sightline.record.at_once import Part, at_once
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
    about: list[int] = field(default_factory=list)
    """The entries by which the contact is about each of them."""
    others: dict[int, tuple[Person, str]] = field(default_factory=dict)
    earlier: list[Earlier] = field(default_factory=list)
    referrals: list[Referral] = field(default_factory=list)
    early_help: list[EarlyHelp] = field(default_factory=list)
    """What goes on for any of them."""

    @property
    def closed_without_help(self) -> int:
        return sum(one.closed_without_help for one in self.earlier)

    def how(self, person: Person) -> str:
        """Why this person is here: the child, their place in the family, or the same address."""
        return self.others[person.pk][1] if person.pk in self.others else "the child"


def households(contacts: Iterable[Contact]) -> dict[int, Household]:
    """Each contact's household: its children, their families, whoever lived with them. Five queries."""
    found = {contact.pk: Household() for contact in contacts}
    with around(found):
        _fill(found, contacts)
    return found


def _fill(found: dict[int, Household], contacts: Iterable[Contact]) -> None:
    also = RawSQL("record_also(ARRAY[record_contactchild.child_id])", [])
    named: Any = ContactChild.objects.standing().filter(contact__in=list(found)).annotate(also=also)
    others: dict[int, list[int]] = {}
    for row in named.select_related("child").order_by("pk"):
        found[row.contact_id].children.append(row.child)
        found[row.contact_id].about.append(row.pk)
        others[row.child_id] = row.also
    entries = list(others.keys() | {one for joined in others.values() for one in joined})
    asked = at_once(_around(entries))
    _add_other_entries(found, others, {one.pk: one for one in asked["people"]})
    _add_families(found, asked["places"])
    _add_neighbours(found, {one.pk: one for one in (*asked["homes"], *asked["their homes"])}.values())
    _add_past(found, {contact.pk: contact for contact in contacts})


def _around(entries: list[int]) -> dict[str, Part]:
    """Who the children are, everybody in their families, and everybody at a postcode of theirs."""
    places, homes = FamilyMember.objects.standing(), Residence.objects.standing()
    families = places.filter(child__in=entries).values("family")
    members = places.filter(family__in=families)
    codes = homes.filter(child__in=entries).values("postcode")
    their_codes = homes.filter(child__in=members.values("child")).values("postcode")
    return {
        "people": Person.objects.filter(pk__in=entries),
        "places": members.select_related("child").order_by("child__born_on", "pk"),
        "homes": homes.filter(postcode__in=codes).select_related("child"),
        "their homes": homes.filter(postcode__in=their_codes).select_related("child"),
    }


def _by_person(found: dict[int, Household]) -> dict[int, list[Household]]:
    whose: dict[int, list[Household]] = defaultdict(list)
    for household in found.values():
        for pk in {child.pk for child in household.children} | household.others.keys():
            whose[pk].append(household)
    return whose


def _add(household: Household, person: Person, how: str) -> None:
    if person.pk not in household.others and person not in household.children:
        household.others[person.pk] = (person, how)


def _add_other_entries(
    found: dict[int, Household], others: dict[int, list[int]], people: dict[int, Person]
) -> None:
    """The other entries for the same children: what is known of each is known of all."""
    for household in found.values():
        for child in list(household.children):
            for other in others.get(child.pk, ()):
                if other in people:
                    _add(household, people[other], "the same person, in another entry")


def _add_families(found: dict[int, Household], members: Iterable[FamilyMember]) -> None:
    whose = _by_person(found)
    places: dict[int, list[FamilyMember]] = defaultdict(list)
    for place in members:
        places[place.family_id].append(place)
    for family in places.values():
        concerned = [household for place in family for household in whose.get(place.child_id, [])]
        for household in {id(one): one for one in concerned}.values():
            for place in family:
                _add(household, place.child, place.get_place_display().lower())


def _add_neighbours(found: dict[int, Household], near: Collection[Residence]) -> None:
    whose = _by_person(found)
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
    asked = at_once(_past(list(whose)))
    for row in asked["contacts"]:
        for pk, household in found.items():
            here = row.child_id in household.others or row.child in household.children
            if here and row.contact_id != pk and row.contact.received_at <= contacts[pk].received_at:
                past = pasts[pk].setdefault(row.contact_id, Earlier(row.contact, []))
                past.people.append((row.child, household.how(row.child)))
    for pk, earlier in pasts.items():
        found[pk].earlier = list(earlier.values())
    for referral in asked["referrals"]:
        for household in whose[referral.child_id]:
            household.referrals.append(referral)
    for one in asked["early help"]:
        for household in whose[one.child_id]:
            household.early_help.append(one)


def _past(people: list[int]) -> dict[str, Part]:
    """Every contact and every referral about any of these, latest first, and the early help that goes on."""
    rows = ContactChild.objects.standing().filter(child__in=people, contact__struck_out_at=None)
    rows = rows.select_related("child", "contact__decided_by")
    referrals = Referral.objects.standing().filter(child__in=people).select_related("child", "team")
    return {
        "contacts": rows.order_by("-contact__received_at", "-pk"),
        "referrals": referrals.order_by("-received_on", "-pk"),
        "early help": EarlyHelp.objects.running().filter(child__in=people).select_related("child"),
    }
