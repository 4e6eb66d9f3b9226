"""A name that is written in other letters is found by how it is written in ours, and the other way round."""

from datetime import date
from unicodedata import category

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from sightline.casework import family, known_by
from sightline.people.models import Worker
from sightline.record.likeness.find import Match, find
from sightline.record.likeness.names import words_of
from sightline.record.likeness.script import ALPHABETS, LETTERS, Foreign
from sightline.record.likeness.sought import Sought
from sightline.record.models import OtherName, Person

#: Letters that this Python knows; PostgreSQL's Unicode may be newer, and nobody is found by those.
KNOWN = [letter for letter in map(chr, ALPHABETS) if category(letter) != "Cn"]

#: The name as it is in the record, what somebody types, and why they are alike.
PAIRS = [
    ("Łukasz", "Lukasz", "the same"),
    ("Lukasz", "Łukasz", "the same"),
    ("Müller", "Muller", "the same"),
    ("Müller", "Mueller", "sounds the same"),
    ("Mueller", "Müller", "sounds the same"),
    ("Øystein", "Oystein", "the same"),
    ("Đặng", "Dang", "the same"),
    ("Зоя", "Zoya", "written in another script"),
    ("Zoya", "Зоя", "written in another script"),
    ("Зоя", "Зоя", "the same"),
    ("Щербаков", "Shcherbakov", "written in another script"),
    ("Γιώργος", "Giorgos", "written in another script"),
    ("მარიამ", "Mariam", "written in another script"),
    ("محمد", "Mohammed", "written in another script"),
    ("محمد", "Muhammad", "written in another script"),
    ("Mohamed", "محمد", "written in another script"),
    ("Mohamed", "Mohammed", "another way of writing it"),
    ("فاطمة", "Fatima", "written in another script"),
    ("Yusuf", "يوسف", "written in another script"),
    ("Youssef", "Yusuf", "another way of writing it"),
    ("ਸਿੰਘ", "Singh", "written in another script"),
    ("שרה", "Sarah", "written in another script"),
]


def look_for(*words: str) -> list[Match]:
    return find(Person.objects.all(), Sought(given=tuple(word for one in words for word in words_of(one))))


@pytest.mark.parametrize(("held", "typed", "why"), PAIRS, ids=[f"{one} {other}" for one, other, _ in PAIRS])
def test_a_given_name_in_another_script_is_found(gwen: Worker, held: str, typed: str, why: str) -> None:
    child = family.add_person(by=gwen, given_name=held, family_name="Thornwell", born_on=date(2016, 5, 4))
    family.add_person(by=gwen, given_name="Petra", family_name="Thornwell", born_on=date(2016, 5, 4))
    first = look_for(typed, "Thornwell")[0]
    assert first.child == child.pk
    assert first.why == f"Given name {why}; family name the same."
    assert [one.child for one in look_for(typed)] == [child.pk], "by that name alone"


def test_a_family_name_and_another_name_in_another_script_are_found(gwen: Worker) -> None:
    child = family.add_person(by=gwen, given_name="Zoya", family_name="Щербакова")
    [match] = look_for("Zoya", "Shcherbakova")
    assert (match.child, match.why) == (
        child.pk,
        "Given name the same; family name written in another script.",
    )
    said = {"use": OtherName.NameUse.NICKNAME, "said_by": "Her aunt"}
    known_by.add_name(child, by=gwen, given_name="Аня", family_name="", **said)
    assert child.pk in {one.child for one in look_for("Anya", "Shcherbakova")}


def test_a_script_says_less_than_the_same_letters_and_more_than_the_same_sound(gwen: Worker) -> None:
    for given_name in ("Зоя", "Zoya", "Zoyah"):
        family.add_person(by=gwen, given_name=given_name, family_name="Thornwell")
    found = [Person.objects.get(pk=one.child).given_name for one in look_for("Zoya", "Thornwell")]
    assert found[0] == "Zoya"
    assert set(found) == {"Зоя", "Zoya", "Zoyah"}


def words_in_postgresql(name: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT record_name_words(%s)", [name])
        return list(cursor.fetchone()[0])


@pytest.mark.django_db
@settings(max_examples=200, deadline=None)
@given(
    st.text(
        st.sampled_from([*KNOWN, *map(chr, range(0x20, 0x7F)), "’", "가", "힣", " "]),
        max_size=20,
    )
)
def test_a_name_has_the_same_words_where_it_is_kept_and_where_it_is_sought(name: str) -> None:
    assert words_in_postgresql(name) == words_of(name)


@pytest.mark.django_db
def test_every_letter_of_every_alphabet_is_the_same_in_both() -> None:
    for begins in range(0, len(LETTERS), 500):
        letters = " ".join(list(LETTERS)[begins : begins + 500])
        assert words_in_postgresql(letters) == words_of(letters)


def test_a_word_knows_whether_it_was_written_in_other_letters() -> None:
    found = words_of("Zoë Зоя-Mai O’Brien")
    assert found == ["zoe", "zoya", "mai", "obrien"]
    assert [isinstance(one, Foreign) for one in found] == [False, True, False, False]
    assert words_of("王 Wang") == ["王", "wang"], "no table says how it is read"
