"""A family drawn: a square for a man or boy, a circle for a woman or girl, a diamond where it is not known.

Our own SVG, always with a table of the same people and relationships beside it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sightline.record.codes import Sex
from sightline.record.models import Person
from sightline.record.models.family import FamilyPlace
from sightline.record.models.relationship import Relation

ACROSS, DOWN, SIZE = 130, 120, 34
#: How many generations above `child` the other one stands.
ABOVE = {
    Relation.PARENT: 1,
    Relation.STEP_PARENT: 1,
    Relation.ADOPTIVE_PARENT: 1,
    Relation.FOSTER_CARER: 1,
    Relation.GUARDIAN: 1,
    Relation.AUNT: 1,
    Relation.UNCLE: 1,
    Relation.GRANDPARENT: 2,
}
#: What a place in a family says of its children, where nobody has written down the relationship itself.
BY_PLACE = {
    FamilyPlace.MOTHER: Relation.PARENT,
    FamilyPlace.FATHER: Relation.PARENT,
    FamilyPlace.STEP_PARENT: Relation.STEP_PARENT,
    FamilyPlace.GRANDPARENT: Relation.GRANDPARENT,
    FamilyPlace.CARER: Relation.GUARDIAN,
}


@dataclass(frozen=True)
class Tie:
    """One relationship as it is drawn and told: `other` is this to `child`."""

    child: int
    other: int
    relation: str
    disputed: bool = False
    over: bool = False

    @property
    def style(self) -> str:
        """How its line is drawn: whole, broken where somebody disputes it, dotted where it is over."""
        if self.disputed:
            return "6 4"
        return "2 4" if self.over else ""


@dataclass(frozen=True)
class Drawn:
    """One person where they stand."""

    person: Person
    x: int
    y: int
    is_asked: bool

    @property
    def shape(self) -> str:
        return {Sex.FEMALE.value: "circle", Sex.MALE.value: "square"}.get(self.person.sex, "diamond")

    @property
    def left(self) -> int:
        return self.x - SIZE // 2

    @property
    def top(self) -> int:
        return self.y - SIZE // 2

    @property
    def right(self) -> int:
        return self.x + SIZE // 2

    @property
    def bottom(self) -> int:
        return self.y + SIZE // 2


@dataclass(frozen=True)
class Genogram:
    """The drawing: its size, its people, and the lines between them."""

    width: int
    height: int
    people: list[Drawn]
    lines: list[tuple[str, str]]
    size: int = SIZE


def draw(asked: int, people: Iterable[Person], ties: Iterable[Tie]) -> Genogram:
    """Everybody in the row of their generation, elders at the top, whoever was asked about marked."""
    everybody, ties = {person.pk: person for person in people}, list(ties)
    rows: dict[int, list[Person]] = {}
    for pk, level in _levels(asked, everybody, ties).items():
        rows.setdefault(level, []).append(everybody[pk])
    top, most = min(rows), max(len(row) for row in rows.values())
    places: dict[int, Drawn] = {}
    for level, row in rows.items():
        row.sort(
            key=lambda one: (
                (one.born_on is None, one.born_on, one.pk) if one.born_on else (True, None, one.pk)
            )
        )
        indent = (most - len(row)) * ACROSS // 2
        for n, person in enumerate(row):
            x, y = indent + n * ACROSS + ACROSS // 2, (level - top) * DOWN + SIZE
            places[person.pk] = Drawn(person, x, y, person.pk == asked)
    height = (max(rows) - top) * DOWN + SIZE * 3
    return Genogram(most * ACROSS, height, list(places.values()), [_line(tie, places) for tie in ties])


def _levels(asked: int, people: dict[int, Person], ties: list[Tie]) -> dict[int, int]:
    """Each person's generation: 0 for whoever was asked about, above it below nought."""
    levels, waiting = {asked: 0}, [asked]
    while waiting:
        at = waiting.pop()
        for tie in ties:
            step = ABOVE.get(Relation(tie.relation), 0)
            for one, other, up in ((tie.child, tie.other, -step), (tie.other, tie.child, step)):
                if one == at and other in people and other not in levels:
                    levels[other] = levels[at] + up
                    waiting.append(other)
    return {pk: levels.get(pk, 0) for pk in people}


def _line(tie: Tie, places: dict[int, Drawn]) -> tuple[str, str]:
    one, other = places[tie.child], places[tie.other]
    if one.y == other.y:
        dip = one.bottom + 10 + abs(one.x - other.x) // 14
        return f"M{one.x},{one.bottom} V{dip} H{other.x} V{other.bottom}", tie.style
    middle = (one.y + other.y) // 2
    return f"M{one.x},{one.y} V{middle} H{other.x} V{other.y}", tie.style
