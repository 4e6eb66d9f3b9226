"""Which looks are odd, and why somebody could look: from what the record says of that day."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from sightline.audit.models import Look
from sightline.casework import allocation, rights
from sightline.casework.verb import Refused
from sightline.compliance.odd_looks import (
    MANY,
    NOBODY_KNOWS_WHY,
    DaysLooks,
    is_odd,
    looks_at,
    odd_looks,
    oddness,
    why_they_could,
)
from sightline.people.models import Role, Worker
from sightline.record.models import Person

TUESDAY = date(2026, 3, 24)
AT_TEN = datetime(2026, 3, 24, 10, tzinfo=UTC)

PLAIN = DaysLooks(
    child=1, worker=2, name="Amina Yusuf", role="social_worker", on=TUESDAY, first_at=AT_TEN, last_at=AT_TEN,
    times=1, left_on=None, leads=True, is_in_the_team=True, manages=False, took_the_contact=False,
    works_with_the_family=False, wrote=False, same_name=False, within_the_hour=3, note=None,
)  # fmt: skip
"""The worker who leads the case opens it on a Tuesday at ten."""


def reasons(**changed: object) -> list[str]:
    return [words for _, words in oddness(replace(PLAIN, **changed))]


def test_a_look_by_whoever_leads_the_case_is_not_odd() -> None:
    assert oddness(PLAIN) == []
    assert why_they_could(PLAIN) == ["They led the work.", "Their team held the work."]


UNBOUND = {"leads": False, "is_in_the_team": False}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (UNBOUND, NOBODY_KNOWS_WHY),
        ({"same_name": True}, "They have the same family name as the child."),
        ({"left_on": date(2026, 3, 27)}, "They left on 27 March 2026, within a week."),
        ({"within_the_hour": MANY}, f"They opened {MANY} other children’s records within the hour."),
    ],
)
def test_a_look_is_odd_for_a_stated_reason(changed: dict[str, object], said: str) -> None:
    assert reasons(**changed) == [said]
    assert is_odd(replace(PLAIN, **changed))


@pytest.mark.parametrize(
    "at",
    [
        datetime(2026, 3, 24, 22, 15, tzinfo=UTC),
        datetime(2026, 3, 24, 5, 30, tzinfo=UTC),
        datetime(2026, 3, 28, 11, tzinfo=UTC),
    ],
    ids=["late", "early", "a Saturday"],
)
def test_being_out_of_hours_adds_to_a_reason_and_is_not_enough_by_itself(at: datetime) -> None:
    late = replace(PLAIN, on=at.date(), first_at=at, last_at=at)
    assert [weight for weight, _ in oddness(late)] == [1]
    assert not is_odd(late)
    worse = replace(late, **UNBOUND)
    assert sum(weight for weight, _ in oddness(worse)) > sum(w for w, _ in oddness(replace(PLAIN, **UNBOUND)))


def test_the_director_answers_for_every_child_and_nobody_else_does_by_their_role() -> None:
    theirs = {role: why_they_could(replace(PLAIN, role=role, **UNBOUND)) for role in Role.values}
    assert theirs.pop("director") == ["As director they answer for the whole authority."]
    assert set(map(tuple, theirs.values())) == {()}


def opened(worker: Worker, child: Person, *, at: datetime = AT_TEN, page: str = "child") -> None:
    Look.objects.create(at=at, worker=worker.pk, page=page, child=child.pk)


def test_the_record_says_what_bound_each_worker_to_the_child_that_day(
    mias_referral, mia, amina, bryn, gwen, carys, iris
):
    allocation.allocate(mias_referral, to=amina, by=bryn, on=date(2026, 3, 3))
    for worker in (amina, bryn, gwen, carys, iris):
        opened(worker, mia)
    found = {one.name: one for one in looks_at([mia.pk], since=TUESDAY, until=TUESDAY)}
    assert (found["Amina Yusuf"].leads, found["Amina Yusuf"].is_in_the_team) == (True, True)
    assert (found["Bryn Pugh"].manages, found["Bryn Pugh"].leads) == (True, False)
    assert why_they_could(found["Carys Bevan"]) == []
    assert why_they_could(found["Gwen Marsh"]) == []
    assert {one.name for one in odd_looks(bryn, on=TUESDAY)} == {"Carys Bevan", "Gwen Marsh"}


def test_an_allocation_that_had_ended_binds_nobody(mias_referral, mia, amina, bryn):
    led = allocation.allocate(mias_referral, to=amina, by=bryn, on=date(2026, 3, 3))
    allocation.end(led, by=bryn, on=date(2026, 3, 10), because="She went to another team")
    Worker.objects.filter(pk=amina.pk).update(team=None)
    opened(amina, mia)
    [look] = looks_at([mia.pk], since=TUESDAY, until=TUESDAY)
    assert why_they_could(look) == []


def test_the_oddest_come_first_and_then_the_newest(mias_referral, mia, bryn, carys, gwen):
    Worker.objects.filter(pk=gwen.pk).update(name="Gwen Larch")
    opened(carys, mia, at=AT_TEN)
    opened(carys, mia, at=AT_TEN - timedelta(days=4))
    opened(gwen, mia, at=AT_TEN - timedelta(days=5))
    found = [(one.name, one.on.day) for one in odd_looks(bryn, on=TUESDAY)]
    assert found == [("Gwen Larch", 19), ("Carys Bevan", 24), ("Carys Bevan", 20)]


def test_a_line_in_a_list_opens_no_record_and_old_looks_are_not_asked_about(mias_referral, mia, bryn, carys):
    opened(carys, mia, page="conferences")
    opened(carys, mia, at=AT_TEN - timedelta(days=30))
    assert odd_looks(bryn, on=TUESDAY) == []
    assert looks_at([], since=TUESDAY, until=TUESDAY) == []


def test_a_look_that_was_accounted_for_is_asked_about_no_more(mias_referral, mia, amina, bryn, carys):
    opened(carys, mia)
    rights.account_for_look(
        mia, by=bryn, looker=carys, looked_on=TUESDAY, note="She covers for me on Tuesdays", is_concern=False
    )
    assert odd_looks(bryn, on=TUESDAY) == []
    [told] = looks_at([mia.pk], since=TUESDAY, until=TUESDAY)
    assert told.note == "She covers for me on Tuesdays"
    with pytest.raises(Refused, match="a days looks are accounted for once"):
        rights.account_for_look(mia, by=bryn, looker=carys, looked_on=TUESDAY, note="Again", is_concern=False)
    with pytest.raises(Refused, match="Nobody accounts for their own looks"):
        rights.account_for_look(mia, by=amina, looker=amina, looked_on=TUESDAY, note="I", is_concern=False)
