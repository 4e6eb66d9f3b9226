"""A case that has gone silent is noticed: by what was written, never by who looked."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection

from sightline.audit import looks
from sightline.casework import allocation, family, sighting
from sightline.compliance.alerts import alerts
from sightline.compliance.silent import last_written, silent
from sightline.people.models import AuthorityStandard
from sightline.record.models import Referral
from sightline.timescales.london import day_of

SEEN_ON = date(2026, 3, 4)
#: Four weeks and a day after the last thing that anybody wrote.
ON = SEEN_ON + timedelta(days=29)


@pytest.fixture
def led(mias_referral, amina, bryn):
    """Mia, whom Amina leads and saw on 4 March; nothing since."""
    allocation.allocate(mias_referral, to=amina, by=bryn, on=date(2026, 3, 3))
    visit(mias_referral, amina, SEEN_ON)
    return mias_referral


def visit(case, worker, on):
    sighting.record(
        case.child, by=worker, on=on, where="At home", purpose="welfare", was_seen=True, alone="yes"
    )


def written_at(table, row, instant):
    """As if this had been written, or changed, at that instant."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.worker', '1', true)")
        cursor.execute(f"UPDATE {table} SET recorded_at = %s WHERE id = %s", [instant, row])


def told(worker, on):
    return [(one.many, one.since_on) for one in alerts(worker, on=on) if one.kind == "silent"]


def test_a_case_in_which_nothing_was_written_for_four_weeks_is_silent(led, amina, bryn, assessment_team):
    before = ON - timedelta(days=1)
    assert (silent(assessment_team, on=before), told(bryn, before)) == ([], [])
    looks.log(worker=amina.pk, page="child", children=[led.child_id])
    [one] = silent(assessment_team, on=ON)
    assert (one.referral, one.worker, one.since_on, one.days) == (led, amina, SEEN_ON, 29)
    assert one.last_seen is not None
    assert one.last_seen.on == SEEN_ON
    assert told(bryn, ON) == [(1, SEEN_ON)]
    assert told(amina, ON) == [], "it is the manager's to ask why"
    visit(led, amina, ON)
    assert (silent(assessment_team, on=ON), told(bryn, ON)) == ([], [])


def test_what_was_written_late_breaks_the_silence_on_the_day_it_was_written(led, amina):
    visit(led, amina, date(2026, 3, 3))
    written_at("record_sighting", led.child.sightings.latest("pk").pk, "2026-03-30 09:00Z")
    assert last_written([led.child_id], on=ON) == {led.child_id: date(2026, 3, 30)}
    assert last_written([led.child_id], on=date(2026, 3, 29)) == {led.child_id: SEEN_ON}


def test_changing_what_was_written_is_writing(led):
    """Every entry is of March; that one of them was changed, the journal says of today, by its own clock."""
    today = day_of(datetime.now(UTC))
    for table in ("record_sighting", "record_allocation", "record_referral"):
        written_at(
            table, Referral.objects.raw(f"SELECT min(id) AS id FROM {table}")[0].pk, "2026-03-04 09:00Z"
        )
    assert last_written([led.child_id], on=today)[led.child_id] == today


def test_the_authority_sets_how_many_days_are_many(led, assessment_team):
    AuthorityStandard.objects.create(
        duty="silent-case", amount=2, unit="week", adopted_on=date(2026, 1, 1), minute="Board, item 4"
    )
    assert silent(assessment_team, on=SEEN_ON + timedelta(days=14)) == []
    assert [one.days for one in silent(assessment_team, on=SEEN_ON + timedelta(days=15))] == [15]


def test_what_nobody_leads_or_is_closed_is_in_other_lists(led, bryn, assessment_team):
    child = family.add_person(by=bryn, given_name="Ned", family_name="Ash")
    Referral.objects.create(
        recorded_by=bryn, child=child, team=assessment_team, received_on=date(2026, 1, 5), source="6"
    )
    assert [one.referral for one in silent(assessment_team, on=ON)] == [led]
    allocation.end(led.allocations.get(), by=bryn, on=date(2026, 3, 20), because="Amina left")
    assert silent(assessment_team, on=ON + timedelta(days=60)) == []
