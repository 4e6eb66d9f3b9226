"""Families: the children, the adults around them, and where they live."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sightline.exampleshire import rates
from sightline.exampleshire.days import years_after
from sightline.exampleshire.draw import Draw, Shares
from sightline.exampleshire.names import (
    HERITAGES,
    STREETS,
    Heritage,
    a_postcode,
    a_pupil_number,
    an_nhs_number,
)
from sightline.exampleshire.world import Row, World
from sightline.record.codes import Disability, Ethnicity, NoPupilNumber, Sex
from sightline.record.models.family import FamilyPlace

UNBORN = 0.025
DISABLED = 0.125
SCHOOL_AGE = 5
YEAR = 365.25
_FIRST_LANGUAGE = 0.3  # of families with a language besides English, those who speak it first
_ADULTS = (
    (FamilyPlace.MOTHER, Sex.FEMALE, 0.96, (19, 34)),
    (FamilyPlace.FATHER, Sex.MALE, 0.58, (20, 40)),
    (FamilyPlace.STEP_PARENT, Sex.MALE, 0.17, (20, 40)),
    (FamilyPlace.GRANDPARENT, Sex.FEMALE, 0.11, (45, 62)),
)
_DISABILITIES = (
    Disability.LEARNING,
    Disability.AUTISM,
    Disability.BEHAVIOUR,
    Disability.MOBILITY,
    Disability.HEARING,
    Disability.COMMUNICATION,
    Disability.PERSONAL_CARE,
    Disability.VISION,
    Disability.INCONTINENCE,
    Disability.CONSCIOUSNESS,
    Disability.OTHER,
)
_MORE_THAN_ONE = 0.55  # of disabled children: our assumption
#: Why there is no pupil number. Of the rest nobody has found out, and the return asks.
_NO_NUMBER = Shares(
    (NoPupilNumber.NOT_OBTAINED, 0.55),
    (NoPupilNumber.NEVER_AT_A_STATE_SCHOOL, 0.25),
    (NoPupilNumber.EDUCATED_ELSEWHERE, 0.08),
    (NoPupilNumber.NO_CERTAIN_MATCH, 0.04),
    (None, 0.08),
)
_SPACING = Shares((1, 0.2), (2, 0.4), (3, 0.2), (4, 0.12), (6, 0.08))


@dataclass
class Child:
    """A child of the family, as far as the making of the record needs to know."""

    id: int
    name: str
    born_on: date
    eighteen_on: date
    died_on: date | None = None

    def age(self, day: date) -> int:
        """Whole years on that day; below nought before birth."""
        return int((day - self.born_on).days // YEAR)


@dataclass
class Family:
    """A family, once the record has it."""

    id: int
    name: str
    town: int
    children: list[Child]
    address: str


def meet(
    world: World, draw: Draw, town: int, by: int, day: date, *, name: str = "", ages: Sequence[float] = ()
) -> Family:
    """Write down a family that nobody here knew until that day; `ages` in years, the eldest child first."""
    heritage = draw.of(HERITAGES)
    name = name or draw.one(heritage.families)
    row = world.rows.add("family", name=name, **world.wrote(draw, by, day))
    ages = ages or _ages(draw, draw.of(rates.CHILDREN_IN_A_FAMILY))
    family = Family(row["id"], name, town, [], _address(draw))
    postcode = a_postcode(town, draw)
    ethnicity = draw.of(heritage.ethnicities)
    language = heritage.language if draw.happens(_FIRST_LANGUAGE) else ""
    for age in ages:
        born_on = day - timedelta(days=int(age * YEAR))
        family.children.append(_child(world, draw, heritage, name, born_on, ethnicity, language, by, day))
        _place(world, draw, family, world.rows.of["person"][-1], FamilyPlace.CHILD, postcode, by, day)
    _adults(world, draw, family, heritage, ethnicity, language, postcode, max(ages), by, day)
    return family


def _ages(draw: Draw, how_many: int) -> list[float]:
    """Ages in years, the eldest first; below nought for a child to be born."""
    if draw.happens(UNBORN):
        youngest = -draw.random() * 0.5
    else:
        youngest = draw.random() * 16.4 if how_many == 1 else draw.random() ** 1.3 * 13
    ages = [youngest]
    while len(ages) < how_many and (older := ages[-1] + draw.of(_SPACING) + draw.random()) < 17:
        ages.append(older)
    return ages[::-1]


def _child(
    world: World, draw: Draw, heritage: Heritage, surname: str, born_on: date, ethnicity: Ethnicity,
    language: str, by: int, day: date,
) -> Child:  # fmt: skip
    sex = Sex.FEMALE if draw.happens(0.48) else Sex.MALE
    given = heritage.given(sex, draw)
    row = _person(world, draw, given, surname, sex, ethnicity, language, by, day)
    child = Child(row["id"], given, born_on, years_after(born_on, 18))
    if day < world.in_full_from:
        _number_of_old(world, row)
    if born_on > world.last:
        row |= {"expected_on": born_on, "given_name": "Baby", "sex": Sex.UNKNOWN.value}
        return child
    row["born_on"] = born_on
    if draw.happens(0.96):
        row["nhs_number"] = an_nhs_number(row["id"]) or None
    if child.age(world.last) >= 4 and draw.happens(0.9):
        row["upn"] = a_pupil_number(row["id"])
    elif child.age(world.last) >= SCHOOL_AGE:
        why = world.draw("no pupil number", row["id"]).of(_NO_NUMBER)
        row["no_upn_because"] = why and why.value
    first = draw.one(_DISABILITIES) if draw.happens(DISABLED) else Disability.NONE
    row["disabilities"] = _disabilities(first, world.draw("disabilities", row["id"]))
    if draw.happens(0.06):
        row["chosen_name"] = given[:3]
    return child


def _number_of_old(world: World, person: Row) -> None:
    """What the old system called a child who was brought over from it."""
    world.rows.add(
        "identifier",
        child_id=person["id"],
        system="Former case system",
        value=f"FS{person['id']:07d}",
        came_from="Brought over with the record",
        recorded_by_id=person["recorded_by_id"],
        recorded_at=person["recorded_at"],
    )


def _disabilities(first: Disability, draw: Draw) -> list[str]:
    """What somebody has found out: often one disability comes with others."""
    if first is Disability.NONE or not draw.happens(_MORE_THAN_ONE):
        return [first.value]
    more = [draw.one(_DISABILITIES).value for _ in range(draw.number(1, 3))]
    return list(dict.fromkeys([first.value, *more]))


def _adults(
    world: World, draw: Draw, family: Family, heritage: Heritage, ethnicity: Ethnicity, language: str,
    postcode: str, eldest: float, by: int, day: date,
) -> None:  # fmt: skip
    for place, sex, share, (youngest, oldest) in _ADULTS:
        if not draw.happens(share):
            continue
        surname = family.name if draw.happens(0.72) else draw.one(heritage.families)
        row = _person(world, draw, heritage.given(sex, draw), surname, sex, ethnicity, language, by, day)
        if draw.happens(0.85):
            years = max(eldest, 0) + draw.number(youngest, oldest)
            row["born_on"] = day - timedelta(days=int(years * YEAR) + draw.number(0, 364))
        lives_there = place is FamilyPlace.MOTHER or draw.happens(0.5)
        _place(world, draw, family, row, place, postcode if lives_there else "", by, day)


def _person(
    world: World, draw: Draw, given: str, surname: str, sex: Sex, ethnicity: Ethnicity, language: str,
    by: int, day: date,
) -> Row:  # fmt: skip
    return world.rows.add(
        "person",
        given_name=given,
        family_name=surname,
        sex=sex.value,
        ethnicity=ethnicity.value,
        language=language,
        **world.wrote(draw, by, day),
    )


def _place(
    world: World,
    draw: Draw,
    family: Family,
    person: Row,
    place: FamilyPlace,
    postcode: str,
    by: int,
    day: date,
) -> None:
    wrote = world.wrote(draw, by, day)
    responsible = None if place is FamilyPlace.CHILD else place in (FamilyPlace.MOTHER, FamilyPlace.FATHER)
    world.rows.add(
        "familymember",
        family_id=family.id,
        child_id=person["id"],
        place=place.value,
        has_parental_responsibility=responsible,
        **wrote,
    )
    address = family.address if postcode else _address(draw)
    code = postcode or a_postcode(family.town, draw)
    moved = place is FamilyPlace.CHILD and draw.happens(0.12) and (person.get("born_on") or day) < day
    since = max(person.get("born_on") or day, day - timedelta(days=draw.number(90, 2500)))
    if moved:
        before = {"address": _address(draw), "postcode": a_postcode(family.town, draw)}
        world.rows.add(
            "residence", child_id=person["id"], from_on=min(since, day), until_on=day, **before, **wrote
        )
        since = day
    world.rows.add(
        "residence", child_id=person["id"], from_on=min(since, day), address=address, postcode=code, **wrote
    )


def _address(draw: Draw) -> str:
    flat = f"Flat {draw.number(1, 12)}, " if draw.happens(0.2) else ""
    return f"{flat}{draw.number(1, 140)} {draw.one(STREETS)}"
