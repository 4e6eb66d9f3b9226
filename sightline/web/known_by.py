"""What a person is known by: names, numbers with their history, homes, a birth date as far as it is known."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from sightline.casework import identifier, known_by
from sightline.compliance import numbers as missing_numbers
from sightline.people.models import MANAGERS, Role
from sightline.record import accuracy
from sightline.record.at_once import Part, at_once
from sightline.record.models import Identifier, OtherName, Person, Residence
from sightline.record.models.identifier import NATIONAL, NHS_NUMBER, PUPIL_NUMBER
from sightline.record.models.known_by import NameUse
from sightline.record.reader import counting
from sightline.web.fields import MONTHS, Day, Line, OneOf, Pick, Tick, Whole
from sightline.web.finding import about, find_child, find_entry, look, opened, paged
from sightline.web.form import Form, SignedIn, ask, typed
from sightline.web.team import EVERY_TEAM, teams_of
from sightline.web.today import today

READERS = "whoever looks for this person, and whoever answers for the data"
ANOTHER = "another"


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


class Name(Form):
    """Another name."""

    given_name = Line(
        label="Given name",
        required=False,
        why="A search for it finds the same person, and not a second record.",
        reads=READERS,
    )
    family_name = Line(
        label="Family name",
        help_text="Either may be left empty",
        required=False,
        why="A search for it finds the same person, and not a second record.",
        reads=READERS,
    )
    use = OneOf(
        label="What is it, or was it?",
        choices=NameUse.choices,
        missing="Choose what sort of name it is",
        why="A former name is not how to call somebody, and may be dangerous to say aloud.",
        reads=READERS,
    )
    from_on = Day(
        label="From which day, if known?",
        required=False,
        earliest=None,
        why="Papers of a time bear the name of that time.",
        reads=READERS,
    )
    until_on = Day(
        label="Until which day, if known?",
        required=False,
        earliest=None,
        why="Papers of a time bear the name of that time.",
        reads=READERS,
    )
    said_by = Line(
        label="Who told us, or what do we have it from?",
        max_length=200,
        missing="Say where it comes from",
        why="The person may ask, and may say that it is wrong.",
        reads=READERS,
    )


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


class Number(Form):
    """A number of theirs."""

    kind = OneOf(
        label="Which number?",
        choices=[
            (NHS_NUMBER, "NHS number"),
            (PUPIL_NUMBER, "Unique pupil number"),
            (ANOTHER, "Another system’s number"),
        ],
        missing="Choose which number it is",
        why="It says what can be checked about it.",
        reads=READERS,
    )
    system = Line(
        label="If it is another system’s, which?",
        max_length=60,
        required=False,
        why="The same figures mean somebody else elsewhere.",
        reads=READERS,
    )
    value = Line(
        label="The number",
        max_length=60,
        missing="Enter the number",
        why="Other agencies tell people apart by it: health needs the NHS number before a conference.",
        reads=READERS,
    )
    from_on = Day(
        label="From which day, if known?",
        required=False,
        earliest=None,
        why="A number that replaces another ends it on that day.",
        reads=READERS,
    )
    until_on = Day(
        label="Until which day, if it is no longer theirs?",
        required=False,
        earliest=None,
        why="Old papers bear old numbers.",
        reads=READERS,
    )
    came_from = Line(
        label="Who told us, or what do we have it from?",
        max_length=200,
        missing="Say where it comes from",
        why="A wrong number joins two people’s records elsewhere.",
        reads=READERS,
    )

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        if answers.get("kind") == ANOTHER and not answers.get("system"):
            self.add_error("system", "Say which system’s number it is")
        return answers


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
    return live and not identifier.goes_by(kept, Person.objects.get(pk=kept.child_id))


def _then(request: SignedIn, kept: Identifier) -> str:
    judges = request.user.role in MANAGERS and _is_in_question(kept)
    return reverse("same-person", args=[kept.child_id]) if judges else page_of(kept.child_id)


class FindRight(Form):
    """Somebody made sure of it."""

    on = Day(label="On which day?", missing="Enter the day", why="It is dated.", reads=READERS)
    how = Line(
        label="How was it made sure?",
        help_text="Such as: asked of the national service; seen on the red book",
        max_length=200,
        missing="Say how it was made sure",
        why="A number that is only said is not one that is known.",
        reads=READERS,
    )


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


class Born(Form):
    """A birth date as far as it is known."""

    year = Whole(
        label="Year",
        missing="Enter the year",
        min_value=1900,
        max_value=2100,
        why="Age decides what the law asks.",
        reads=READERS,
    )
    month = Pick(
        label="Month",
        choices=[(str(number), name.capitalize()) for number, name in enumerate(MONTHS, 1)],
        empty="Not known",
        required=False,
        why="A month that nobody knows is not made up.",
        reads=READERS,
    )
    day = Whole(
        label="Day",
        required=False,
        min_value=1,
        max_value=31,
        why="A day that nobody knows is not made up.",
        reads=READERS,
    )
    estimated = Tick(
        label="It is an estimate",
        required=False,
        why="Whoever reads it must know how far to rely on it.",
        reads=READERS,
    )
    because = Line(
        label="How was it found out?",
        max_length=200,
        missing="Say how it was found out",
        why="A birth date tells people apart, and a wrong one loses them.",
        reads=READERS,
    )

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        if answers.get("day") and not answers.get("month"):
            self.add_error("month", "Choose the month, or leave the day empty too")
        if self.errors:
            return answers
        try:
            answers["on"] = date(answers["year"], int(answers["month"] or 1), answers["day"] or 1)
        except ValueError:
            self.add_error("day", "That is not a day in the calendar: check the day, the month and the year")
            return answers
        if answers["on"] > self.today:
            self.add_error("year", "That day has not come yet")
        return answers


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


def numbers(request: SignedIn) -> HttpResponse:
    """Numbers that are missing or in question, for whoever answers for the data: an analyst sees our number
    for a child and opens no record by it.
    """
    on = today()
    every = request.user.role in EVERY_TEAM or request.user.role == Role.ANALYST
    with counting():
        teams = None if every else list(teams_of(request.user).filter(closed_on=None).distinct())
        lacking = missing_numbers.missing(teams, on=on)
        asked = missing_numbers.in_question() if every else []
    page = paged(request, lacking, per=40)
    children = {one.child for one in page.rows} | {one.child_id for one in asked[:40]}
    may = opened(request, children)
    look(request, children - may.keys())
    said = {
        "title": "Numbers missing or in question",
        "page": page,
        "asked": asked[:40],
        "may": may,
        "on": on,
    }
    said["nhs"], said["pupil"] = sum(one.nhs for one in lacking), sum(one.pupil for one in lacking)
    return render(request, "web/numbers.html", {**said, "questions": len(asked), "every": every})
