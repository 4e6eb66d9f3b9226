"""Warnings: an adult who poses a risk shows at once on every linked child, until a manager ends it."""

from datetime import date

import pytest

from sightline.casework import family, relationship, same_person, warning
from sightline.casework.verb import Refused
from sightline.compliance.warnings import linked, warnings
from sightline.people.models import Worker
from sightline.record import identity
from sightline.record.models import Person, WarningNote

ON = date(2026, 3, 24)


@pytest.fixture
def kev(amina: Worker) -> Person:
    return family.add_person(by=amina, given_name="Kevin", family_name="Stone", sex="M")


@pytest.fixture
def note(kev: Person, amina: Worker) -> WarningNote:
    return warning.warn(
        kev,
        by=amina,
        risk="children",
        what="He hurt a child in 2019.",
        came_from="The police",
        on=date(2026, 3, 1),
        review_on=date(2026, 3, 20),
    )


def shown(child: Person, on: date = ON) -> list[tuple[str, str, date]]:
    found = warnings(linked(identity.entries([child.pk]), on=on), on=on)[child.pk]
    return [(one.person.name, one.linked, one.review_on) for one in found]


def test_nobody_is_warned_of_whom_they_are_not_linked_with(mia: Person, note: WarningNote) -> None:
    assert shown(mia) == []


def test_it_shows_the_day_they_come_to_live_with_the_child(
    mia: Person, kev: Person, note: WarningNote, amina: Worker
) -> None:
    for one in (mia, kev):
        family.move_home(one, by=amina, address="14 Rowan Close", postcode="QX3 4LR", on=date(2026, 3, 10))
    assert shown(mia) == [("Kevin Stone", "lives at the same address", date(2026, 3, 20))]
    assert shown(mia, on=date(2026, 3, 9)) == []
    family.move_home(kev, by=amina, address="2 Elm Row", postcode="QX1 1AA", on=date(2026, 3, 22))
    assert shown(mia) == []


def test_it_shows_through_kin_whichever_way_it_was_written(
    mia: Person, kev: Person, note: WarningNote, amina: Worker
) -> None:
    told = relationship.relate(mia, kev, by=amina, relation="STPPRN", said_by="Mia")
    assert shown(mia) == [("Kevin Stone", "step-parent", date(2026, 3, 20))]
    assert linked({kev.pk: (kev.pk,)}, on=ON)[kev.pk][mia.pk] == "step-child"
    relationship.end(told, by=amina, on=ON)
    assert shown(mia) == []


def test_it_shows_through_the_family_and_through_another_entry_for_the_child(
    mia: Person, kev: Person, note: WarningNote, amina: Worker, bryn: Worker
) -> None:
    again = family.add_person(by=amina, given_name="Amelia", family_name="Larch")
    family.form_family(by=amina, name="Larch", members=[(again, "child"), (kev, "step_parent")])
    assert shown(mia) == []
    same_person.join(again, mia, by=bryn, on=ON, because="One birth certificate")
    [(name, how, _)] = shown(mia)
    assert (name, how) == ("Kevin Stone", "step-parent or partner in the family")


def test_a_review_moves_the_day_and_only_a_manager_ends_it(
    kev: Person, note: WarningNote, amina: Worker, bryn: Worker
) -> None:
    warning.review(note, by=amina, on=ON, because="He is still there.", next_review_on=date(2026, 6, 1))
    assert shown(kev) == [("Kevin Stone", "", date(2026, 6, 1))]
    with pytest.raises(Refused, match="Only a manager"):
        warning.end(note, by=amina, on=ON, because="I think so")
    ended = warning.end(note, by=bryn, on=ON, because="He was found not to have been there.")
    assert (ended.ended_on, ended.ended_by) == (ON, bryn)
    assert shown(kev) == []
    with pytest.raises(Refused, match="ended"):
        warning.review(ended, by=amina, on=ON, because="Again", next_review_on=date(2026, 6, 1))


def test_a_relationship_is_read_from_both_sides_with_its_dispute(
    mia: Person, kev: Person, amina: Worker
) -> None:
    told = relationship.relate(mia, kev, by=amina, relation="PRN", said_by="Dana", from_on=date(2019, 2, 11))
    relationship.dispute(told, by=amina, disputed_by="Kevin", because="He says that he never met her mother.")
    assert (told.seen_from(mia.pk), told.seen_from(kev.pk)) == ("Parent", "Child")
    assert (told.lasts(date(2019, 2, 10)), told.lasts(ON)) == (False, True)
    with pytest.raises(Refused, match="two people are related so once"):
        relationship.relate(kev, mia, by=amina, relation="PRN", said_by="A slip of the pen")
