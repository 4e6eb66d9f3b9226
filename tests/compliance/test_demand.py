"""Demand by week: what came, was given out, ended and waits; a doubling is seen; and what lies ahead."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sightline.casework import allocation, closure, family, referral
from sightline.compliance.demand import SHOWN, demand, forecast, monday, room
from sightline.compliance.load import Load
from sightline.duties.book import BOOK
from sightline.people.models import Team, Weighed, Worker
from sightline.record.models import Referral

MONDAY = date(2026, 6, 1)
ON = date(2026, 6, 17)
"""A Wednesday: the last whole week is that of 8 June."""


def received(team: Team, by: Worker, on: date, source: str = "6") -> Referral:
    child = family.add_person(by=by, given_name="Child", family_name="Poplar")
    return referral.receive(by=by, child=child, team=team, received_on=on, source=source)


@pytest.fixture
def team(assessment_team: Team, bryn: Worker, amina: Worker) -> Team:
    """Four came in the week of 1 June: one was ended in it, one given out and one closed in the next."""
    one, two, three, _ = (received(assessment_team, bryn, MONDAY + timedelta(days=n)) for n in range(4))
    allocation.allocate(one, to=amina, by=bryn, on=date(2026, 6, 9))
    closure.close(
        two, by=bryn, on=date(2026, 6, 10), reason="RC7", because="Well", unmet_seen=frozenset(BOOK)
    )
    referral.decide(three, by=bryn, on=date(2026, 6, 5), decision="no_further_action", because="A mistake")
    received(assessment_team, bryn, date(2026, 6, 8), source="2A")
    received(assessment_team, bryn, ON)
    return assessment_team


def test_each_week_says_what_came_was_given_out_ended_and_waits(team: Team) -> None:
    weeks = {week.begins_on: week for week in demand([team], on=ON).weeks}
    assert len(weeks) == SHOWN
    before, first, last = (weeks[MONDAY + n * timedelta(weeks=1)] for n in (-1, 0, 1))
    assert (before.received.count, before.waiting, before.open) == (0, 0, 0)
    assert (first.received.count, first.allocated, first.ended, first.waiting, first.open) == (4, 0, 1, 3, 3)
    assert (first.decided, first.nothing) == (1, 1)
    assert (last.received.count, last.allocated, last.ended, last.waiting, last.open) == (1, 1, 1, 2, 3)
    assert max(weeks) == date(2026, 6, 8), "a week that has not ended is no week yet"


def test_another_teams_are_not_among_them_and_the_authority_is_the_sum(
    team: Team, other_team: Team, carys: Worker
) -> None:
    received(other_team, carys, MONDAY)
    assert demand([team], on=ON).weeks[-2].received.count == 4
    assert demand([other_team], on=ON).weeks[-2].received.count == 1
    assert demand(None, on=ON).weeks[-2].received.count == 5


def test_the_last_week_is_told_by_source(team: Team) -> None:
    assert [(one.name, one.last.count) for one in demand([team], on=ON).sources] == [
        ("Police", 0),
        ("School", 1),
    ]


def test_a_doubling_is_seen_in_the_second_week_and_its_source_is_named(
    assessment_team: Team, bryn: Worker
) -> None:
    for back in range(30):
        begins = monday(ON) - timedelta(weeks=back + 1)
        for n in range(10 if back > 1 else 20):
            received(assessment_team, bryn, begins + timedelta(days=n % 5), source="6" if n < 4 else "2A")
    then = demand([assessment_team], on=ON - timedelta(weeks=2))
    now = demand([assessment_team], on=ON)
    assert (then.last.received.called, then.called_weeks) == (0, 0)
    assert now.last.received.called == 1
    assert now.called_weeks >= 1
    assert (now.sources[0].name, now.sources[0].last.called) == ("School", 1)
    assert [one.last.called for one in now.sources] == [1, 0]


def test_the_forecast_is_what_lately_was_against_the_room_there_is(team: Team, amina: Worker) -> None:
    found = demand([team], on=ON)
    weights = {
        Weighed.CHILD: Decimal(1),
        Weighed.ASSESSMENT: Decimal(1),
        Weighed.ENQUIRY: Decimal(2),
        Weighed.PROTECTION_PLAN: Decimal(1),
        Weighed.VISIT: Decimal(0),
        Weighed.LIMIT: Decimal(20),
    }
    carries = Load(amina, children=8, assessments=8, weights=weights)
    ahead = forecast(found, [carries])
    assert (ahead.comes, ahead.ends, ahead.grows) == (4 / 8, 1 / 8, 3 / 8)
    assert ahead.room == 2, "sixteen points of twenty, at two a child"
    assert ahead.weeks_of_room == 5
    unlimited = replace(carries, weights={**weights, Weighed.LIMIT: None})
    assert room([unlimited]) is None
    assert forecast(found, [unlimited]).weeks_of_room is None


def test_it_asks_one_question_whatever_there_is(team: Team) -> None:
    with CaptureQueriesContext(connection) as queries:
        demand([team], on=ON)
    assert len(queries) == 1
