"""The Person standard: whoever can be held is written, read into an empty record, and written the same."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from sightline.audit.models import Look
from sightline.casework import family, identifier, known_by, relationship, taking_in
from sightline.casework.taking_in import Kin, Told
from sightline.casework.verb import Refused as RefusedByRecord
from sightline.config.command import main
from sightline.exampleshire.names import a_pupil_number, an_nhs_number
from sightline.people.models import Worker
from sightline.record.accuracy import fits
from sightline.record.codes import Disability, Ethnicity, NoPupilNumber, Sex
from sightline.record.models import Identifier, OtherName, Person
from sightline.record.models.relationship import Relation
from sightline.returns.person_standard import match, read, write
from sightline.returns.refusal import Refused
from tests.cast import Case

TODAY = date(2026, 6, 22)
LETTERS = st.characters(codec="utf-8", exclude_categories=("C", "Z"))
WORDS = st.text(LETTERS, min_size=1, max_size=30)
SOME = st.just("") | WORDS
DAYS = st.dates(date(1930, 1, 1), TODAY)


@st.composite
def spans(draw: st.DrawFn, *, begins: bool = False) -> dict[str, Any]:
    first, last = sorted((draw(DAYS), draw(DAYS)))
    return {
        "from_on": first if begins or draw(st.booleans()) else None,
        "until_on": last if draw(st.booleans()) else None,
    }


@st.composite
def days(draw: st.DrawFn, name: str, on: st.SearchStrategy[date]) -> dict[str, Any]:
    how = draw(st.sampled_from(["AAA", "EEE", "AEA", "UAA", "UEA", "UUA", "UUE", "AAE"]))
    day = draw(on)
    first = day.replace(day=1 if how[0] == "U" else day.day, month=1 if how[1] == "U" else day.month)
    assert fits(first, how)
    return {f"{name}_on": first, f"{name}_accuracy": how}


@st.composite
def people(draw: st.DrawFn, serial: int) -> Told:
    person = {
        "given_name": draw(WORDS),
        "family_name": draw(WORDS),
        "chosen_name": draw(SOME),
        "other_names": draw(SOME),
        "language": draw(SOME),
        "sex": draw(st.sampled_from(Sex.values)),
        "ethnicity": draw(st.sampled_from(Ethnicity.values)),
        "disabilities": sorted(draw(st.sets(st.sampled_from(sorted({*Disability.values} - {"NONE"}))))),
        "nhs_number": draw(st.sampled_from([None, an_nhs_number(serial * 4 + 1) or None])),
    }
    pupil = draw(st.sampled_from(["number", "reason", "nothing"]))
    if pupil == "number":
        person |= {"upn": a_pupil_number(serial), "former_upn": a_pupil_number(serial + 50)}
    elif pupil == "reason":
        person["no_upn_because"] = draw(st.sampled_from(NoPupilNumber.values))
    if draw(st.booleans()):
        person |= draw(days("born", st.dates(date(1930, 1, 1), date(1990, 1, 1))))
        person |= draw(st.just({}) | days("died", st.dates(date(1992, 1, 1), TODAY)))
    elif draw(st.booleans()):
        person["expected_on"] = draw(st.dates(TODAY, date(2026, 12, 31)))
    told = Told(("Test", str(serial)), person)
    for use in draw(st.lists(st.sampled_from(OtherName.NameUse.values), max_size=3, unique=True)):
        name = {"given_name": draw(SOME), "family_name": draw(WORDS), "use": use, "said_by": draw(WORDS)}
        told.names.append(name | draw(spans()))
    for system in draw(st.lists(WORDS, max_size=3, unique=True)):
        told.numbers.append(_number(draw, f"{system}{serial}", draw(WORDS)))
    if person["nhs_number"] and draw(st.booleans()):
        told.numbers.append(_number(draw, "NHS number", str(person["nhs_number"])))
    if draw(st.booleans()):
        told.numbers.append(_number(draw, "NHS number", "9990000018" if serial % 2 else "9990000026"))
    for _ in range(draw(st.integers(0, 2))):
        uprn = draw(st.just("") | st.integers(1, 999_999_999_999).map(str))
        home = {"address": draw(WORDS), "postcode": draw(st.text(LETTERS, max_size=8)), "uprn": uprn}
        told.homes.append(home | draw(spans(begins=True)))
    return told


def _number(draw: st.DrawFn, system: str, value: str) -> dict[str, Any]:
    how = draw(st.none() | WORDS) if system != "NHS number" else None
    said = {"system": system, "value": value, "came_from": draw(WORDS), **draw(spans())}
    return said | {"checked_on": draw(DAYS) if how else None, "checked_how": how}


@st.composite
def households(draw: st.DrawFn) -> list[Told]:
    found = [draw(people(serial)) for serial in range(1, draw(st.integers(1, 3)) + 1)]
    for relation in draw(st.lists(st.sampled_from(Relation.values), max_size=2, unique=True)):
        if len(found) > 1:
            fields = {"relation": relation, "said_by": draw(WORDS), **draw(spans())}
            disputed = draw(st.booleans())
            fields |= {"disputed_by": draw(WORDS), "disputed_because": draw(WORDS)} if disputed else {}
            one, other = draw(st.permutations(found))[:2]
            one.kin.append(Kin(one.own, other.own, fields))
    return found


class Back(Exception):
    """So that a transaction is rolled back, and the record is empty again."""


def written(people: list[Told], by: Worker) -> str:
    """What is written of these people, once they are in an empty record; which is empty again."""
    said = ""
    try:
        with transaction.atomic():
            said = write.file(one.pk for one in taking_in.take_in(people, by=by))
            raise Back
    except Back:
        return said


@pytest.mark.django_db
@given(data=st.data())
@settings(max_examples=30, deadline=None)
def test_whoever_can_be_held_is_written_read_and_written_the_same(data: st.DataObject) -> None:
    by = Worker.objects.filter(email="gwen@exampleshire.example").first() or Worker.objects.create_user(
        "gwen@exampleshire.example", name="Gwen", role="social_worker"
    )
    first = written(data.draw(households()), by)
    told = read.read(first.encode(), on=TODAY, called="a file")
    assert told.left_out == []
    assert written(told.people, by) == first
    assert Person.objects.count() == 0


@pytest.fixture
def known(mias_case: Case, amina: Worker) -> Person:
    """Mia, with another name, two numbers, a home and a grandmother."""
    mia = mias_case.child
    said = {"said_by": "Her grandmother", "until_on": date(2022, 5, 1)}
    known_by.add_name(mia, by=amina, given_name="Mia", family_name="Ash", use="birth", **said)
    identifier.keep(
        mia, by=amina, system="NHS number", value="9990000018", came_from="The GP", from_on=date(2019, 3, 1)
    )
    identifier.keep(mia, by=amina, system="The old system", value="OLD/1", came_from="A list")
    there = {"address": "3 Kiln Lane", "postcode": "ZZ1 1AA", "uprn": "10012345678"}
    family.move_home(mia, by=amina, on=date(2020, 1, 6), **there)
    gran = family.add_person(by=amina, given_name="Una", family_name="Ash")
    relationship.relate(mia, gran, by=amina, relation="GRPRN", said_by="Una", from_on=None)
    return Person.objects.get(pk=mia.pk)


def test_a_child_as_the_standard_has_her(known: Person) -> None:
    [said] = write.document([known.pk])["@graph"]
    assert said["identifier"] == [
        {
            "@type": "Identifier",
            "system": "https://fhir.nhs.uk/Id/nhs-number",
            "value": "9990000018",
            "sightline:cameFrom": "The GP",
            "sightline:from": "2019-03-01",
            "sightline:goesBy": True,
        },
        {
            "@type": "Identifier",
            "system": "urn:sightline:system:Sightline%20999",
            "value": str(known.pk),
            "sightline:cameFrom": write.HERE,
        },
        {
            "@type": "Identifier",
            "system": "urn:sightline:system:The%20old%20system",
            "value": "OLD/1",
            "sightline:cameFrom": "A list",
        },
    ]
    assert said["name"] == [
        {"@type": "Name", "familyName": ["Larch"], "givenName": ["Mia"], "use": "usual"},
        {
            "@type": "Name",
            "familyName": ["Ash"],
            "givenName": ["Mia"],
            "use": "old",
            "sightline:use": "birth",
            "sightline:saidBy": "Her grandmother",
            "sightline:until": "2022-05-01",
        },
    ]
    assert said["dateOfBirth"] == {"@type": "PartialDate", "date": "2019-02-11", "accuracyIndicator": "AAA"}
    assert (said["isDeceased"], said["sexCode"]) == (False, "2")
    assert said["address"] == [
        {
            "@type": "Address",
            "line1": "3 Kiln Lane",
            "postcode": "ZZ1 1AA",
            "UPRN": "10012345678",
            "use": "home",
            "sightline:from": "2020-01-06",
        }
    ]
    assert [one["relationship"] for one in said["relatedPerson"]] == [["GRPRN"]]


def foreign(**changed: Any) -> bytes:
    """Somebody as another system writes them, in the shape of the standard's own example."""
    said = {
        "@context": "context.jsonld",
        "@type": "Person",
        "identifier": [
            {"@type": "Identifier", "value": "9990000034", "system": "https://fhir.nhs.uk/Id/nhs-number"}
        ],
        "name": [
            {"familyName": ["Ash"], "givenName": ["Ned", "Anselm"], "preferredName": "Ned", "use": "official"}
        ],
        "dateOfBirth": {"date": "2018-05-04", "accuracyIndicator": "AAA"},
        "isDeceased": False,
        "address": [
            {"line1": "12 Old Lane", "city": "Othertown", "postcode": "ZZ2 4XY", "UPRN": "000100012345"}
        ],
        "sexCode": "1",
        "ethnicityCode": "13",
    }
    return json.dumps(said | changed).encode()


def test_another_systems_person_is_taken_in_whole(amina: Worker) -> None:
    told = read.read(foreign(), on=TODAY, called="theirs.json")
    [ned] = taking_in.take_in(told.people, by=amina)
    assert (ned.given_name, ned.family_name, ned.chosen_name, ned.nhs_number) == (
        "Ned Anselm",
        "Ash",
        "Ned",
        "9990000034",
    )
    assert (ned.sex, ned.ethnicity, ned.born_on) == ("M", "WBRI", date(2018, 5, 4))
    [home] = ned.residences.all()
    assert (home.address, home.uprn, home.from_on) == ("12 Old Lane, Othertown", "100012345", TODAY)
    assert Identifier.objects.get().came_from == "theirs.json"
    assert [str(one) for one in told.left_out] == [
        "<person 1, address 1>: the address does not say since when: the day of reading stands for it"
    ]


def test_what_has_no_place_is_named_and_never_dropped_in_silence() -> None:
    partial = {"date": "2018-05-04", "accuracyIndicator": "UAA"}
    told = read.read(
        foreign(contact=[{"name": "Home"}], genderCode="1", dateOfBirth=partial, address=[]),
        on=TODAY,
        called="x",
    )
    assert [one.element for one in told.left_out] == [
        "person 1, contact",
        "person 1, genderCode",
        "person 1, dateOfBirth",
    ]
    assert (told.people[0].person["born_on"], told.people[0].person["born_accuracy"]) == (
        date(2018, 5, 1),
        "UAA",
    )


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"\xff\xfe", "this is not a file of text in UTF-8"),
        (b"{", "line 1: this is not JSON"),
        (b'{"@graph": []}', "there are no people in the file"),
        (b"[7]", "<person 1>: this is no person"),
        (foreign(identifier=[]), "<person 1, identifier>: a person has an identifier"),
        (
            foreign(identifier=[{"value": "1"}]),
            "<person 1, identifier 1>: an identifier has a system and a value",
        ),
        (foreign(name=[]), "<person 1, name>: a person has a name"),
        (foreign(name=[{"familyName": ["Ash"]}]), "a name with a given and a family name"),
        (foreign(name=[{"familyName": [7]}]), "familyName is not words"),
        (
            foreign(dateOfBirth={"date": "4 May"}),
            "<person 1, dateOfBirth>: date is not a day written as 2019-02-11",
        ),
        (
            foreign(dateOfBirth={"date": "2018-05-04", "accuracyIndicator": "ABC"}),
            "three letters of A, E and U",
        ),
        (foreign(sexCode="7"), "sexCode is not a code that is known"),
        (
            foreign(address=[{"line1": "1", "UPRN": "1234567890123"}]),
            "<person 1, address 1>: a UPRN has up to twelve",
        ),
    ],
)
def test_a_mistake_is_told_with_its_place_and_no_name(content: bytes, why: str) -> None:
    with pytest.raises(Refused) as refused:
        read.read(content, on=TODAY, called="theirs.json")
    assert why in str(refused.value)
    assert "Ned" not in str(refused.value)


def test_a_number_that_cannot_be_right_takes_nobody_in(amina: Worker) -> None:
    people = [json.loads(foreign()), json.loads(foreign())]
    people[1]["identifier"][0]["value"] = "9990000035"
    told = read.read(json.dumps(people).encode(), on=TODAY, called="theirs.json")
    with pytest.raises(RefusedByRecord, match="an nhs numbers check digit agrees"):
        taking_in.take_in(told.people, by=amina)
    assert Person.objects.count() == Identifier.objects.count() == 0


@pytest.mark.parametrize(
    ("changed", "grade"),
    [
        ({"nhs_number": "9990000034"}, match.BY_NUMBER),
        ({"home": ("12 Old Lane, Othertown", "zz24xy")}, match.BY_ADDRESS),
        ({"home": ("Elsewhere", "ZZ2 4XY")}, match.BY_POSTCODE),
        ({}, match.BY_NAME),
        ({"born_on": date(2018, 5, 5)}, None),
    ],
)
def test_each_grade_of_a_match(amina: Worker, changed: dict[str, Any], grade: float | None) -> None:
    home = changed.pop("home", None)
    who = {"given_name": "ned anselm", "family_name": "ASH", "born_on": date(2018, 5, 4), **changed}
    ned = family.add_person(by=amina, **who)
    if home:
        family.move_home(ned, by=amina, address=home[0], postcode=home[1], on=TODAY)
    [told] = read.read(foreign(), on=TODAY, called="x").people
    assert [(one.child, one.grade) for one in match.matches(told)] == ([(ned.pk, grade)] if grade else [])


def test_the_command_writes_and_logs_and_reads_and_refuses(
    known: Person, amina: Worker, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, theirs = tmp_path / "people.json", tmp_path / "theirs.json"
    as_amina = ["--as", amina.email]
    assert main(["person", "write", str(known.pk), "--out", str(out), *as_amina]) == 0
    assert json.loads(out.read_text())["@graph"][0]["sexCode"] == "2"
    assert Look.objects.filter(worker=amina.pk, child=known.pk, page="person write").count() == 1
    assert main(["person", "read", str(out), "--leave-out", *as_amina]) == 2
    assert f"record {known.pk} has this number" in capsys.readouterr().err
    theirs.write_bytes(foreign())
    before = Person.objects.count()
    assert main(["person", "read", str(theirs), *as_amina]) == 2
    assert "say --leave-out" in capsys.readouterr().err
    assert main(["person", "read", str(theirs), "--leave-out", *as_amina]) == 0
    assert "Nothing was written" in capsys.readouterr().out
    assert Person.objects.count() == before
    assert main(["person", "read", str(theirs), "--leave-out", "--for-real", *as_amina]) == 0
    assert "1 person taken in." in capsys.readouterr().out
    assert Person.objects.count() == before + 1
