"""What is written down because a return asks it: assessments left, births, deaths, numbers, disabilities."""

from datetime import date

import pytest

from sightline.casework import assessment, family
from sightline.casework.verb import Refused
from sightline.people.models import Worker
from sightline.record.models import Person, Referral


def test_a_manager_leaves_an_assessment_because_and_another_may_begin(
    mias_referral: Referral, amina: Worker, bryn: Worker
) -> None:
    begun = assessment.start(mias_referral, by=amina, on=date(2026, 3, 3))
    with pytest.raises(Refused, match="A manager accepts that an assessment is left unfinished"):
        assessment.leave(begun, by=amina, on=date(2026, 3, 9), because="The family moved away")
    with pytest.raises(Refused, match="Say why"):
        assessment.leave(begun, by=bryn, on=date(2026, 3, 9), because=" ")
    left = assessment.leave(begun, by=bryn, on=date(2026, 3, 9), because="The family moved away ")
    assert (left.left_on, left.left_by, left.left_because) == (
        date(2026, 3, 9),
        bryn,
        "The family moved away",
    )
    assert left.authorised_on is None
    again = assessment.start(mias_referral, by=amina, on=date(2026, 3, 16))
    assert again.left_on is None


def test_an_assessment_that_was_left_is_neither_written_nor_finished(
    mias_referral: Referral, amina: Worker, bryn: Worker
) -> None:
    begun = assessment.start(mias_referral, by=amina, on=date(2026, 3, 3))
    assessment.write(begun, by=amina, harm="A bruise", outcome="child_in_need")
    assessment.leave(begun, by=bryn, on=date(2026, 3, 9), because="The family moved away")
    with pytest.raises(Refused, match="left unfinished: begin another"):
        assessment.write(begun, by=amina, harm="Two bruises")
    with pytest.raises(Refused, match="left unfinished: begin another"):
        assessment.authorise(begun, by=bryn, on=date(2026, 3, 10))
    with pytest.raises(Refused, match="not under way"):
        assessment.leave(begun, by=bryn, on=date(2026, 3, 11), because="Again")


def test_an_expected_child_is_born(amina: Worker) -> None:
    baby = family.add_person(by=amina, given_name="Baby", family_name="Ash", expected_on=date(2026, 5, 1))
    family.record_birth(baby, by=amina, on=date(2026, 4, 28), sex="F")
    baby = Person.objects.get(pk=baby.pk)
    assert (baby.born_on, baby.expected_on, baby.sex) == (date(2026, 4, 28), None, "F")


def test_nobody_dies_before_birth(mia: Person, amina: Worker) -> None:
    with pytest.raises(Refused, match="nobody dies before birth"):
        family.record_death(mia, by=amina, on=date(2019, 2, 10))
    family.record_death(mia, by=amina, on=date(2026, 3, 20))
    assert Person.objects.get(pk=mia.pk).died_on == date(2026, 3, 20)


def test_a_pupil_number_takes_the_place_of_why_there_was_none(mia: Person, amina: Worker) -> None:
    family.record_pupil_number(mia, by=amina, no_upn_because="UN6")
    with pytest.raises(Refused, match="a pupil number that is known is not missing"):
        family.record_pupil_number(mia, by=amina, upn="B001000000001", no_upn_because="UN6")
    mia.refresh_from_db()
    family.record_pupil_number(mia, by=amina, upn="B001000000001")
    family.record_pupil_number(mia, by=amina, upn="K001000000004")
    mia.refresh_from_db()
    assert (mia.upn, mia.former_upn, mia.no_upn_because) == ("K001000000004", "B001000000001", None)


def test_no_disability_is_said_and_not_supposed(mia: Person, amina: Worker) -> None:
    assert mia.disabilities == [], "nobody has found out"
    family.record_disabilities(mia, by=amina, disabilities=["NONE"])
    with pytest.raises(Refused, match="no disability stands alone"):
        family.record_disabilities(mia, by=amina, disabilities=["NONE", "LD"])
    assert Person.objects.get(pk=mia.pk).disabilities == ["NONE"]
