"""Visits are planned, made or called off; a child tried for and not seen is somebody's to know."""

from datetime import date

import pytest

from sightline.casework import sighting
from sightline.casework.entry import strike_out
from sightline.casework.verb import Refused
from sightline.compliance.seen import Attempts, failed_attempts
from sightline.people.models import Worker
from sightline.record.models import Person, PlannedVisit, Sighting

MONDAY, THURSDAY = date(2026, 3, 2), date(2026, 3, 5)


def attempt(child: Person, by: Worker, on: date, *, seen: bool) -> Sighting:
    how = {"alone": "yes"} if seen else {"not_seen_because": f"Nobody opened on {on:%-d %B}"}
    return sighting.record(child, by=by, on=on, where="At home", purpose="plan", was_seen=seen, **how)


def test_a_planned_visit_is_made_by_the_attempt_of_that_day_seen_or_not(mia: Person, amina: Worker) -> None:
    planned = sighting.plan(mia, by=amina, on=MONDAY, planned_for=THURSDAY, purpose="plan")
    other_day = attempt(mia, amina, MONDAY, seen=True)
    assert (other_day.planned, list(PlannedVisit.objects.awaited())) == (None, [planned])
    made = attempt(mia, amina, THURSDAY, seen=False)
    assert made.planned == planned
    assert not PlannedVisit.objects.awaited().exists()
    with pytest.raises(Refused, match="This visit was made, and is written up"):
        sighting.call_off(planned, by=amina, on=THURSDAY, because="Never mind")


def test_a_visit_whose_entry_was_struck_out_is_awaited_again(mia: Person, amina: Worker) -> None:
    planned = sighting.plan(mia, by=amina, on=MONDAY, planned_for=THURSDAY, purpose="plan")
    strike_out(attempt(mia, amina, THURSDAY, seen=True), by=amina, because="It was her sister")
    assert list(PlannedVisit.objects.awaited()) == [planned]


def test_a_visit_is_called_off_once_and_with_a_reason(mia: Person, amina: Worker) -> None:
    planned = sighting.plan(mia, by=amina, on=MONDAY, planned_for=THURSDAY, purpose="plan")
    with pytest.raises(Refused, match="a visit is called off for a reason"):
        sighting.call_off(planned, by=amina, on=THURSDAY, because="")
    done = sighting.call_off(planned, by=amina, on=THURSDAY, because="Snow: the road is shut")
    assert (done.called_off_on, done.called_off_because) == (THURSDAY, "Snow: the road is shut")
    assert not PlannedVisit.objects.awaited().exists()
    with pytest.raises(Refused, match="This visit is called off already"):
        sighting.call_off(planned, by=amina, on=THURSDAY, because="Again")


def test_nobody_plans_for_a_day_that_has_gone(mia: Person, amina: Worker) -> None:
    with pytest.raises(Refused, match="A visit is planned for a day to come"):
        sighting.plan(mia, by=amina, on=THURSDAY, planned_for=MONDAY, purpose="plan")
    assert not PlannedVisit.objects.exists()


def test_attempts_count_from_the_last_time_a_child_was_seen(mia: Person, amina: Worker) -> None:
    for day, seen in ((1, False), (2, True), (3, False), (5, False)):
        attempt(mia, amina, date(2026, 3, day), seen=seen)
    one = failed_attempts([mia.pk], on=date(2026, 3, 4))
    assert one == {mia.pk: Attempts(1, date(2026, 3, 3), "Nobody opened on 3 March")}
    two = failed_attempts([mia.pk], on=date(2026, 3, 5))
    assert two == {mia.pk: Attempts(2, date(2026, 3, 5), "Nobody opened on 5 March")}
    assert (one[mia.pk].is_for_a_manager, two[mia.pk].is_for_a_manager) == (False, True)
    attempt(mia, amina, date(2026, 3, 6), seen=True)
    assert failed_attempts([mia.pk], on=date(2026, 3, 6)) == {}
