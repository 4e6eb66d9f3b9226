"""What mattered: an event is marked once, by whoever thinks so, and never one that is not this child's."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from sightline.casework import entry, family, sighting, significance
from sightline.casework.verb import Refused
from sightline.record.models import EventAnalysis, SignificantEvent

DAY, TODAY = date(2026, 3, 4), date(2026, 3, 24)


@pytest.fixture
def seen(mia, amina):
    told = {"where": "At school", "purpose": "welfare", "was_seen": True, "alone": "yes"}
    return sighting.record(mia, by=amina, on=DAY, **told)


def test_an_event_is_marked_analysed_by_two_and_corrected_by_its_author(mia, seen, amina, bryn):
    marked = significance.mark(mia, seen, "happened_on", by=amina, on=TODAY)
    assert marked.event == ("sighting", seen.pk, "happened_on")
    assert significance.mark(mia, seen, "happened_on", by=bryn, on=TODAY) == marked, "pressed by both"
    first = significance.analyse(marked, by=amina, on=TODAY, why="She spoke for the first time.")
    other = significance.analyse(marked, by=bryn, on=TODAY, why="Nobody had asked her before.")
    with pytest.raises(Refused, match="Write your own beside it"):
        significance.correct(first, by=bryn, on=TODAY, why="Not so.")
    better = significance.correct(first, by=amina, on=TODAY, why="She spoke of him for the first time.")
    first.refresh_from_db()
    assert (first.struck_out_by, first.struck_out_because) == (amina, significance.CORRECTED)
    assert first.why == "She spoke for the first time."
    assert list(EventAnalysis.objects.standing()) == [other, better]
    with pytest.raises(Refused, match="struck out already"):
        significance.correct(first, by=amina, on=TODAY, why="Again.")
    with pytest.raises(Refused, match="Say why it mattered"):
        significance.analyse(marked, by=amina, on=TODAY, why="  ")
    entry.strike_out(marked, by=bryn, because="It did not matter after all.")
    marked.refresh_from_db()
    with pytest.raises(Refused, match="was struck out"):
        significance.analyse(marked, by=amina, on=TODAY, why="It did.")
    assert significance.mark(mia, seen, "happened_on", by=amina, on=TODAY) != marked, "marked anew"


def test_a_mark_goes_with_the_child_named_by_the_contact(mia, amina, gwen, front_door_team):
    from datetime import UTC, datetime

    from sightline.casework import contact

    ned = family.add_person(by=gwen, given_name="Ned", family_name="Ash")
    told = contact.receive(
        by=gwen, children=[mia], received_at=datetime(2026, 3, 2, 9, tzinfo=UTC), route="telephone",
        source="6", words="She was alone.", team=front_door_team,
    )  # fmt: skip
    assert significance.mark(mia, told, "received_at", by=amina, on=TODAY).child == mia
    with pytest.raises(Refused, match="not about this child"):
        significance.mark(ned, told, "received_at", by=amina, on=TODAY)
    assert SignificantEvent.objects.count() == 1


def refused(mark, **changed):
    """The constraint by which PostgreSQL refuses a copy of this mark with that changed."""
    values = {
        "kind": "sighting",
        "row": mark.row,
        "field": "happened_on",
        "child_id": mark.child_id,
    } | changed
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        SignificantEvent.objects.create(recorded_by=mark.recorded_by, marked_on=TODAY, **values)
    return error.value.__cause__.diag.constraint_name


def test_the_database_refuses_a_mark_on_what_is_not_there_or_another_childs(mia, seen, amina):
    ned = family.add_person(by=amina, given_name="Ned", family_name="Ash")
    marked = significance.mark(mia, seen, "happened_on", by=amina, on=TODAY)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.worker', %s, true)", [str(amina.pk)])
    assert refused(marked) == "an_event_is_marked_once"
    assert refused(marked, kind="unicorn") == "a_mark_is_on_a_dated_event"
    assert refused(marked, kind="worker") == "a_mark_is_on_a_dated_event"
    assert refused(marked, field="note") == "a_mark_is_on_a_dated_event"
    assert refused(marked, row=seen.pk + 1000) == "a_mark_is_on_an_event_of_the_same_child"
    assert refused(marked, child_id=ned.pk) == "a_mark_is_on_an_event_of_the_same_child"
    for change in ("child_id = %s", "row = row + 1000 + %s", "kind = 'contact', row = %s"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE record_significantevent SET {change}", [ned.pk])


def test_what_has_not_happened_or_is_struck_out_is_not_marked_and_a_mark_outlives_its_event(
    mia, seen, amina, mias_referral
):
    with pytest.raises(Refused, match="a mark is on what has happened"):
        significance.mark(mia, mias_referral, "closed_on", by=amina, on=TODAY)
    marked = significance.mark(mia, seen, "happened_on", by=amina, on=TODAY)
    entry.strike_out(seen, by=amina, because="It was her sister.")
    entry.strike_out(marked, by=amina, because="It was her sister.")
    with pytest.raises(Refused, match="a mark is on what stands"):
        significance.mark(mia, seen, "happened_on", by=amina, on=TODAY)
