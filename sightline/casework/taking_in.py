"""Taking in people as a file tells of them: who they are, what they are known by, their kin; all or none."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sightline.casework.verb import verb
from sightline.people.models import Worker
from sightline.record.models import Identifier, OtherName, Person, Relationship, Residence

Fields = dict[str, Any]
#: A number as its system and its value.
Number = tuple[str, str]


@dataclass
class Kin:
    """What `other`, known by that number, is to `child`: one of the two is whoever is told of."""

    child: Number
    other: Number
    fields: Fields


@dataclass
class Told:
    """One person as a file tells of them: the fields of each row that is to be made of it."""

    own: Number
    person: Fields
    names: list[Fields] = field(default_factory=list)
    numbers: list[Fields] = field(default_factory=list)
    homes: list[Fields] = field(default_factory=list)
    kin: list[Kin] = field(default_factory=list)


@verb
def take_in(people: Iterable[Told], *, by: Worker, because: str = "") -> list[Person]:
    """Write these people down, each with every name, number and home, and who they are to one another.

    A number that somebody in the record goes by already refuses all of them.
    """
    everybody = list(people)
    made = {told.own: _person(told, by) for told in everybody}
    for told in everybody:
        for one in told.kin:
            child, other = (made.get(number) or _known(number) for number in (one.child, one.other))
            if child and other:
                Relationship.objects.create(recorded_by=by, child=child, other=other, **one.fields)
    return list(made.values())


def _person(told: Told, by: Worker) -> Person:
    person = Person.objects.create(recorded_by=by, **told.person)
    for model, rows in ((OtherName, told.names), (Identifier, told.numbers), (Residence, told.homes)):
        for fields in rows:
            model._default_manager.create(recorded_by=by, child=person, **fields)
    return person


def _known(number: Number) -> Person | None:
    return Person.objects.with_number(*number).order_by("pk").first()
