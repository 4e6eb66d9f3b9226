"""What a person is known by: other names, numbers with their history, a birth date as far as it is known."""

from datetime import date

import pytest
from django.db import connection

from sightline.casework import entry, family, identifier, known_by, same_person
from sightline.casework.verb import Refused
from sightline.duties.language import Kind
from sightline.people.models import Worker
from sightline.record.likeness.find import alike, find, twice
from sightline.record.likeness.sought import Sought
from sightline.record.milestones import of_children
from sightline.record.models import Identifier, OtherName, Person
from sightline.record.models.identifier import NHS_NUMBER, PUPIL_NUMBER
from sightline.returns.cin_census.codes import check_letter
from tests.cast import Case

FIRST, SECOND = "9990000018", "9990000026"
MOVED = date(2026, 3, 2)


def found(*words: str) -> list[str]:
    return [Person.objects.get(pk=one.child).name for one in find(Person.objects.all(), Sought(given=words))]


def numbers(person: Person) -> list[tuple[str, date | None, date | None]]:
    return list(person.identifiers.values_list("value", "from_on", "until_on"))


def say(person: Person, by: Worker, value: str, system: str = NHS_NUMBER, **more: object) -> Identifier:
    return identifier.keep(person, by=by, system=system, value=value, came_from="The GP’s letter", **more)


def test_another_name_finds_them_until_it_is_struck_out(mias_case: Case, amina: Worker) -> None:
    mia = mias_case.child
    assert found("Zephyrine", "Quillfeather") == []
    said = {"use": OtherName.NameUse.FORMER, "said_by": "Her grandmother", "until_on": date(2022, 5, 1)}
    name = known_by.add_name(mia, by=amina, given_name=" Zephyrine ", family_name="Quillfeather", **said)
    assert (name.name, name.recorded_by, name.until_on) == (
        "Zephyrine Quillfeather",
        amina,
        date(2022, 5, 1),
    )
    assert found("Zephyrine", "Quillfeather") == found("Quilfether", "zefyrine") == ["Mia Larch"]
    entry.strike_out(name, by=amina, because="It was her cousin’s name")
    assert found("Zephyrine", "Quillfeather") == []
    assert found("Mia", "Larch") == ["Mia Larch"]


def test_a_nickname_finds_them_with_their_family_name(mias_case: Case, amina: Worker) -> None:
    said = {"use": OtherName.NameUse.NICKNAME, "said_by": "Mia"}
    known_by.add_name(mias_case.child, by=amina, given_name="Sparrowhawk", family_name="", **said)
    assert found("Sparrowhawk", "Larch") == found("Sparrowhawk") == ["Mia Larch"]
    family.record_death(mias_case.child, by=amina, on=date(2026, 6, 1))
    assert found("Sparrowhawk", "Larch") == ["Mia Larch"], "the line is made again with the person"


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ({"given_name": " ", "family_name": ""}, "Give a given name, a family name or both"),
        ({"given_name": "Mim", "family_name": "", "said_by": " "}, "another name is said by somebody"),
        (
            {
                "given_name": "Mim",
                "family_name": "",
                "from_on": date(2026, 2, 1),
                "until_on": date(2026, 1, 1),
            },
            "a name is left after it is taken",
        ),
    ],
)
def test_a_name_that_says_nothing_is_refused(
    mias_case: Case, amina: Worker, name: dict[str, object], why: str
) -> None:
    with pytest.raises(Refused, match=why):
        known_by.add_name(mias_case.child, by=amina, **{"use": "nickname", "said_by": "Mia", **name})
    assert OtherName.objects.count() == 0


def test_a_number_is_taken_with_its_spaces_and_replaced_with_its_history(
    mias_case: Case, amina: Worker
) -> None:
    mia = mias_case.child
    say(mia, amina, "999 000 0018", from_on=date(2019, 2, 11))
    mia.refresh_from_db()
    assert mia.nhs_number == FIRST
    say(mia, amina, SECOND, from_on=MOVED)
    mia.refresh_from_db()
    assert mia.nhs_number == SECOND
    assert numbers(mia) == [(FIRST, date(2019, 2, 11), MOVED), (SECOND, MOVED, None)]


def test_a_number_on_the_record_before_is_not_lost_when_another_takes_its_place(
    mias_case: Case, amina: Worker
) -> None:
    ned = family.add_person(by=amina, given_name="Ned", family_name="Ash", nhs_number=FIRST)
    say(ned, amina, SECOND, from_on=MOVED)
    assert numbers(ned) == [(FIRST, None, MOVED), (SECOND, MOVED, None)]
    assert ned.identifiers.get(value=FIRST).came_from == identifier.ON_THE_RECORD


def test_a_pupil_number_takes_the_place_of_another_in_what_the_return_reads(
    mias_case: Case, amina: Worker
) -> None:
    ned = family.add_person(by=amina, given_name="Ned", family_name="Ash", no_upn_because="UN6")
    say(ned, amina, "u001000000001", PUPIL_NUMBER)
    say(ned, amina, "L001000000004", PUPIL_NUMBER)
    ned.refresh_from_db()
    assert (ned.upn, ned.former_upn, ned.no_upn_because) == ("L001000000004", "U001000000001", None)


@pytest.mark.parametrize(
    ("system", "value", "why"),
    [
        (NHS_NUMBER, "9990000019", "it has ten digits, and the last agrees"),
        (NHS_NUMBER, "999000001", "it has ten digits"),
        (NHS_NUMBER, "nine", "it has ten digits"),
        (PUPIL_NUMBER, "A001000000001", "the first letter agrees"),
        (PUPIL_NUMBER, "B00100000001", "a letter, eleven digits"),
        ("", "X1", "an identifier names its system"),
    ],
)
def test_a_number_that_cannot_be_right_is_refused_and_nothing_is_written(
    mias_case: Case, amina: Worker, system: str, value: str, why: str
) -> None:
    with pytest.raises(Refused, match=why):
        say(mias_case.child, amina, value, system)
    assert Identifier.objects.count() == 0
    assert Person.objects.get(pk=mias_case.child.pk).nhs_number is None


@pytest.mark.parametrize(
    "rest", ["001000000001", "80001234567A", "80001234567Z", "935123456789", "I00100000000"]
)
def test_postgresql_and_the_census_agree_about_a_check_letter(db: None, rest: str) -> None:
    letter = check_letter(rest)
    for tried in "ABCDEFGHJKLMNPQRTUVWXYZIOS":
        with connection.cursor() as cursor:
            cursor.execute("SELECT record_is_pupil_number(%s)", [tried + rest])
            assert cursor.fetchone()[0] == (tried == letter)


def test_the_same_number_said_of_two_is_kept_and_asked_about(
    mias_case: Case, amina: Worker, bryn: Worker
) -> None:
    mia = mias_case.child
    say(mia, amina, FIRST)
    other = family.add_person(by=amina, given_name="Gwendoline", family_name="Pemberton-Ash")
    assert alike(other.pk, Person.objects.exclude(pk=other.pk)) == []
    said = say(other, amina, FIRST)
    mia.refresh_from_db()
    other.refresh_from_db()
    assert (mia.nhs_number, other.nhs_number, numbers(other)) == (FIRST, None, [(FIRST, None, None)])
    assert not said.is_gone_by(other)
    [match] = twice([mia.pk], Person.objects.all())
    assert {match[0], match[1].child} == {mia.pk, other.pk}
    assert [one.child for one in alike(other.pk, Person.objects.exclude(pk=other.pk))] == [mia.pk]
    identifier.find_right(mia.identifiers.get(), by=amina, on=MOVED, how="Asked of the national service")
    with pytest.raises(Refused, match="a number is found right of one person"):
        identifier.find_right(said, by=amina, on=MOVED, how="It is on her card")
    same_person.join(other, mia, by=bryn, on=MOVED, because="One NHS number, one birth certificate")
    assert Identifier.objects.count() == 2


def test_a_number_written_on_the_wrong_one_is_struck_out_there_and_given_to_the_right_one(
    mias_case: Case, amina: Worker
) -> None:
    mia = mias_case.child
    ned = family.add_person(by=amina, given_name="Ned", family_name="Ash")
    wrong = say(ned, amina, FIRST)
    entry.strike_out(wrong, by=amina, because="It is Mia’s")
    assert Person.objects.get(pk=ned.pk).nhs_number is None
    say(mia, amina, FIRST)
    assert Person.objects.get(pk=mia.pk).nhs_number == FIRST
    with pytest.raises(Refused, match="This record has that number already"):
        say(mia, amina, FIRST)


def test_a_birth_date_is_known_as_far_as_it_is(mias_case: Case, amina: Worker) -> None:
    mia = mias_case.child
    for on, accuracy, words, adult_on in (
        (date(2009, 1, 1), "UUA", "2009, the day and month not known", date(2027, 12, 31)),
        (date(2009, 2, 1), "UAA", "February 2009, the day not known", date(2027, 2, 28)),
        (date(2009, 2, 3), "EEE", "about 3 February 2009", date(2027, 2, 3)),
        (date(2009, 2, 3), "AAA", "3 February 2009", date(2027, 2, 3)),
    ):
        known_by.put_birth_date_right(mia, by=amina, on=on, accuracy=accuracy, because="Her passport")
        adult = {one.day for one in of_children([mia.pk])[mia.pk] if one.kind is Kind.CHILD_TURNED_18}
        assert (Person.objects.get(pk=mia.pk).born_in_words, adult) == (words, {adult_on})
    with pytest.raises(Refused, match="the day, or the day and the month"):
        known_by.put_birth_date_right(mia, by=amina, on=date(2009, 2, 3), accuracy="UAA", because="Guess")
    with pytest.raises(Refused, match="Say how it was found out"):
        known_by.put_birth_date_right(mia, by=amina, on=date(2009, 2, 3), because=" ")


def test_a_home_keeps_the_number_of_its_property(mias_case: Case, amina: Worker) -> None:
    there = {"address": "3 Kiln Lane", "postcode": "zz1 1aa", "on": MOVED}
    home = family.move_home(mias_case.child, by=amina, uprn="000123456789", **there)
    assert (home.uprn, home.postcode) == ("123456789", "ZZ1 1AA")
    with pytest.raises(Refused, match="a property number has up to twelve digits"):
        family.move_home(mias_case.child, by=amina, uprn="12345x", **there)
