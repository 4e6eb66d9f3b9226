"""What a person is known by: names, numbers with their history, homes, a birth date as far as it is known."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from sightline.casework import identifier, known_by
from sightline.compliance import numbers as missing_numbers
from sightline.people.models import MANAGERS
from sightline.record import accuracy
from sightline.record.at_once import Part, at_once
from sightline.record.models import Identifier, OtherName, Person, Residence
from sightline.record.models.identifier import NATIONAL
from sightline.web.finding import about, find_child, find_entry
from sightline.web.form import SignedIn, ask, typed
from sightline.web.known_by_form import ANOTHER, Born, FindRight, Name, Number
from sightline.web.today import today


@dataclass(frozen=True)
class KnownBy:
    """What the child's page says of it: other names, numbers, and which of them nobody has written down."""

    names: list[OtherName]
    numbers: list[Identifier]
    people: list[Person]
    lacks_nhs: bool
    lacks_pupil: bool

    @property
    def nhs(self) -> str:
        return next((one.nhs_number for one in self.people if one.nhs_number), "")

    @property
    def pupil(self) -> str:
        return next((one.upn for one in self.people if one.upn), "")

    @property
    def former(self) -> str:
        return next((one.former_upn for one in self.people if one.former_upn), "")

    @property
    def in_question(self) -> list[Identifier]:
        """National numbers that they are said to have, while somebody else goes by them."""
        own = {one.nhs_number for one in self.people} | {one.upn for one in self.people}
        live = [one for one in self.numbers if one.system in NATIONAL and one.until_on is None]
        return [one for one in live if one.value not in own]


def known_parts(child: Person) -> dict[str, Part]:
    """What is asked to know what one person is known by, under whichever entry; `known_in` makes it."""
    written = Identifier.objects.standing().filter(child__in=child.entries)
    return {
        "names": OtherName.objects.standing().filter(child__in=child.entries),
        "numbers": written.order_by("system", "from_on", "pk"),
    }


def known_in(found: dict[Any, list[Any]], people: list[Person], *, on: date) -> KnownBy:
    """What one person is known by, from what `known_parts` found; `people` is every entry for them."""
    nhs, pupil = missing_numbers.lacks(people, on=on)
    return KnownBy(found["names"], found["numbers"], people, nhs, pupil)


def page_of(child: int) -> str:
    """The address of what a person is known by."""
    return reverse("known-by", args=[child])


def shown(request: SignedIn, pk: int) -> HttpResponse:
    """All of it, with its history."""
    on, found = today(), find_child(request, pk)
    asked = at_once(
        {
            **known_parts(found),
            "also": Person.objects.filter(pk__in=found.entries[1:]),
            "homes": Residence.objects.standing().filter(child__in=found.entries).order_by("-from_on"),
        }
    )
    known = known_in(asked, [found, *asked["also"]], on=on)
    page = {"title": "Known by", "known": known, "homes": asked["homes"]}
    return render(request, "web/known_by.html", {**about(found), **page})


def add_name(request: SignedIn, pk: int) -> HttpResponse:
    found = find_child(request, pk)
    return ask(
        request,
        Name(typed(request), on=today()),
        do=lambda answers: known_by.add_name(found, by=request.user, **answers),
        then=page_of(found.pk),
        said="Saved: search finds them by it.",
        title="Another name",
        **about(found) | {"back": page_of(found.pk), "back_to": "Known by"},
    )


def add_number(request: SignedIn, pk: int) -> HttpResponse:
    """A number; where somebody else goes by it, whether they are one person is asked next."""
    found = find_child(request, pk)

    def do(answers: dict[str, Any]) -> Identifier:
        kind, other = answers.pop("kind"), answers.pop("system")
        system = other if kind == ANOTHER else kind
        return identifier.keep(found, by=request.user, system=system, **answers)

    return ask(
        request,
        Number(typed(request), on=today()),
        do=do,
        then=lambda kept: _then(request, kept),
        said=lambda kept: SAID_OF_TWO if _is_in_question(kept) else "Saved: search finds them by it.",
        title="A number of theirs",
        **about(found) | {"back": page_of(found.pk), "back_to": "Known by"},
    )


SAID_OF_TWO = (
    "Saved as it was said. Somebody else in the record goes by this number: they may be one person, "
    "or the number may be wrong. A manager judges it."
)


def _is_in_question(kept: Identifier) -> bool:
    live = kept.system in NATIONAL and kept.until_on is None
    return live and not kept.is_gone_by(Person.objects.get(pk=kept.child_id))


def _then(request: SignedIn, kept: Identifier) -> str:
    judges = request.user.role in MANAGERS and _is_in_question(kept)
    return reverse("same-person", args=[kept.child_id]) if judges else page_of(kept.child_id)


def find_right(request: SignedIn, pk: int) -> HttpResponse:
    found = find_entry(request, Identifier, pk)
    return ask(
        request,
        FindRight(typed(request), on=today(), initial={"on": today()}),
        do=lambda answers: identifier.find_right(found, by=request.user, **answers),
        then=page_of(found.child_id),
        said="Saved: the number was made sure.",
        title="The number was made sure",
        lead=f"{found.system}: {found.value}",
        **about(found.child) | {"back": page_of(found.child_id), "back_to": "Known by"},
    )


def born(request: SignedIn, pk: int) -> HttpResponse:
    found = find_child(request, pk)

    def do(answers: dict[str, Any]) -> Person:
        sure = "E" if answers["estimated"] else "A"
        day, month = (sure if answers[part] else "U" for part in ("day", "month"))
        said = {"on": answers["on"], "accuracy": day + month + sure, "because": answers["because"]}
        return known_by.put_birth_date_right(found, by=request.user, **said)

    return ask(
        request,
        Born(typed(request), on=today(), initial=_initial(found)),
        do=do,
        then=page_of(found.pk),
        said="Saved: the birth date as far as it is known.",
        title="The birth date",
        **about(found) | {"back": page_of(found.pk), "back_to": "Known by"},
    )


def _initial(child: Person) -> dict[str, Any]:
    if child.born_on is None:
        return {}
    how, on = child.born_accuracy, child.born_on
    month, day = (None if how[1] == "U" else on.month), (None if how[0] == "U" else on.day)
    return {"year": on.year, "month": month, "day": day, "estimated": how != accuracy.WHOLE and "E" in how}
