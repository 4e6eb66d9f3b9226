"""Procedures hold from a day, rest on a law, are looked at again, and are read."""

from datetime import date

import pytest

from sightline.assurance import procedure
from sightline.assurance.models import Procedure
from sightline.assurance.procedure import InForce, kept
from sightline.casework.verb import Refused

BASIS = "Working Together 2023, chapter 3, page 86"


@pytest.fixture
def made(iris, bryn):
    return procedure.write(by=iris, title="Strategy discussions", area="strategy_discussion", owner=bryn)


def version(made, by, begins: date, review: date, words: str = "Hold it the same day."):
    return procedure.bring_into_force(
        made, by=by, in_force_from_on=begins, review_by_on=review, legal_basis=BASIS, words=words
    )


def test_the_version_in_force_is_that_of_the_day_of_the_work(made, bryn, mias_case):
    first = version(made, bryn, date(2024, 1, 8), date(2025, 1, 8))
    second = version(made, bryn, date(2026, 3, 6), date(2027, 3, 6))
    over = InForce()
    assert over.on("strategy_discussion", date(2024, 1, 7)) == []
    assert over.over(mias_case.discussion, date(2026, 3, 5)) == [first]
    assert over.over(mias_case.discussion, date(2026, 3, 6)) == [second]
    assert over.over(mias_case.plan, date(2026, 3, 24)) == []


def test_a_procedure_past_its_review_comes_first(made, iris, bryn):
    other = procedure.write(by=iris, title="Assessments", area="assessment", owner=bryn)
    version(other, bryn, date(2026, 1, 5), date(2027, 1, 5))
    version(made, bryn, date(2025, 1, 6), date(2026, 3, 1))
    on_the_day = {one.version.procedure.title: one.past_review for one in kept(on=date(2026, 3, 1))}
    assert on_the_day == {"Assessments": False, "Strategy discussions": False}
    after = [(one.version.procedure.title, one.past_review) for one in kept(on=date(2026, 3, 2))]
    assert after == [("Strategy discussions", True), ("Assessments", False)]


def test_who_read_it_is_known_by_version_and_leavers_do_not_count(made, bryn, amina, gwen):
    first = version(made, bryn, date(2026, 1, 5), date(2027, 1, 5))
    for worker in (amina, gwen):
        procedure.say_read(first, by=worker, on=date(2026, 1, 6))
    assert [one.read_by for one in kept(on=date(2026, 1, 6))] == [2]
    amina.left_on = date(2026, 1, 31)
    amina.save(update_fields=["left_on"])
    assert [one.read_by for one in kept(on=date(2026, 2, 1))] == [1]
    version(made, bryn, date(2026, 2, 1), date(2027, 2, 1), "Hold it within the hour.")
    assert [one.read_by for one in kept(on=date(2026, 2, 1))] == [0]


def test_nobody_reads_a_version_twice_or_before_it_holds(made, bryn, amina):
    first = version(made, bryn, date(2026, 1, 5), date(2027, 1, 5))
    with pytest.raises(Refused, match="not in force yet"):
        procedure.say_read(first, by=amina, on=date(2026, 1, 4))
    procedure.say_read(first, by=amina, on=date(2026, 1, 5))
    with pytest.raises(Refused, match="a worker reads a version once"):
        procedure.say_read(first, by=amina, on=date(2026, 1, 6))


def test_its_owner_or_a_leader_writes_what_it_says(made, carys, iris):
    with pytest.raises(Refused, match="Bryn Pugh keeps this procedure"):
        version(made, carys, date(2026, 1, 5), date(2027, 1, 5))
    assert version(made, iris, date(2026, 1, 5), date(2027, 1, 5)).words == "Hold it the same day."


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"area": "gardening"}, "area of practice"),
        ({"title": " "}, "a procedure has a title"),
    ],
)
def test_a_procedure_about_nothing_is_refused(iris, bryn, changed, said):
    asked = {"title": "Strategy discussions", "area": "strategy_discussion"} | changed
    with pytest.raises(Refused, match=said):
        procedure.write(by=iris, owner=bryn, **asked)
    assert not Procedure.objects.exists()


def test_a_social_worker_adds_no_procedure(amina, bryn):
    with pytest.raises(Refused, match="keeps the procedures"):
        procedure.write(by=amina, title="Mine", area="assessment", owner=bryn)
