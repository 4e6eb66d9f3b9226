"""Traps that others' code fell into, and that ours does not: a test for each, named after it."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, IntegrityError, connection, models, transaction
from django.test import Client

from sightline.audit.models import JournalEntry, Look
from sightline.casework import absence, allocation, family, handover, same_person, sighting, worker
from sightline.casework.verb import Refused
from sightline.casework.verb import name as name_worker
from sightline.compliance import handover as offers
from sightline.compliance.authority import asked
from sightline.people.models import MANAGERS, Role, Team, Worker
from sightline.record import identity
from sightline.record.likeness.find import find
from sightline.record.likeness.sought import Sought
from sightline.record.milestones import of_children
from sightline.record.models import (
    Assessment,
    HandOver,
    Person,
    Referral,
    SamePerson,
    SearchName,
    Sighting,
)
from sightline.record.models.entry import ChildEntry, Entry
from sightline.timescales import working_days_between
from sightline.timescales.england import is_working_day
from sightline.web import matrix
from tests.access.conftest import Reads
from tests.web.pages import addresses
from tests.web.world import NOW, TODAY, World

pytestmark = pytest.mark.django_db
Browsing = Callable[[Worker], Client]


def refused_by_the_database(sql: str, *values: object) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


def test_trap_the_audit_trail_is_deleted_when_a_case_is_finished(world: World) -> None:
    kept = JournalEntry.objects.filter(child=world.mia.pk).count()
    refused_by_the_database("DELETE FROM audit_journalentry WHERE child = %s", world.mia.pk)
    refused_by_the_database("UPDATE audit_journalentry SET because = '' WHERE child = %s", world.mia.pk)
    refused_by_the_database("TRUNCATE audit_journalentry")
    assert JournalEntry.objects.filter(child=world.mia.pk).count() == kept > 0


def test_trap_closing_wipes_who_held_the_case(world: World) -> None:
    """What is closed is frozen: a closure without who and why is refused, and so is rubbing it out."""
    columns = {"closed_on": TODAY, "closed_by": world.cast.bryn.pk, "closed_because": "Safe with her gran"}
    name_worker(world.cast.bryn)
    for left_out in ("closed_by_id", "closed_because"):
        said = {"closed_by_id": columns["closed_by"], "closed_because": columns["closed_because"]}
        said[left_out] = None
        sql = "UPDATE record_referral SET closed_on = %s, closed_by_id = %s, closed_because = %s, "
        sql += "closure_reason = 'RC8' WHERE id = %s"
        refused_by_the_database(sql, TODAY, said["closed_by_id"], said["closed_because"], world.referral.pk)
    refused_by_the_database("UPDATE record_referral SET team_id = NULL WHERE id = %s", world.referral.pk)
    refused_by_the_database("DELETE FROM record_allocation WHERE referral_id = %s", world.referral.pk)
    refused_by_the_database("DELETE FROM record_referral WHERE id = %s", world.referral.pk)


def test_trap_a_deadline_is_a_counter_that_a_job_moves_each_night() -> None:
    counted = [
        f"{model.__name__}.{field.name}"
        for model in apps.get_models()
        if issubclass(model, Entry)
        for field in model._meta.local_fields
        if isinstance(field, models.IntegerField)
        and any(word in field.name for word in ("days", "hours", "overdue", "elapsed", "age"))
    ]
    assert counted == []


def test_trap_working_days_are_a_difference_of_days_of_the_month() -> None:
    assert working_days_between(date(2026, 1, 29), date(2026, 2, 3)) == 3
    for start in (date(2025, 1, 1) + timedelta(days=n) for n in range(0, 730, 7)):
        for length in (1, 9, 31, 40):
            days = [start + timedelta(days=n) for n in range(1, length + 1)]
            counted = sum(is_working_day(day) for day in days)
            assert working_days_between(start, days[-1]) == counted, (start, length)


def test_trap_facts_that_the_code_sets_do_not_fire_the_rules(world: World) -> None:
    """A fact is a fact by whatever it was written: the law reads one view over all of them."""
    name_worker(world.cast.amina)
    milestones = "SELECT count(*) FROM record_milestone WHERE child = %s"
    with connection.cursor() as cursor:
        cursor.execute(milestones, [world.otis.pk])
        [before] = cursor.fetchone()
        fields = [field for field in Sighting._meta.concrete_fields if field.attname != "id"]
        row = Sighting.objects.filter(was_seen=True).values(*[one.attname for one in fields])[0]
        row |= {"child_id": world.otis.pk, "happened_on": TODAY}
        places = ", ".join(["%s"] * len(row))
        columns = ", ".join(f'"{column}"' for column in row)
        written = f"INSERT INTO record_sighting ({columns}) VALUES ({places})"
        values = [json.dumps(value) if isinstance(value, dict) else value for value in row.values()]
        cursor.execute(written, values)
        cursor.execute(milestones, [world.otis.pk])
        assert cursor.fetchone()[0] > before


def test_trap_only_some_peoples_reading_is_logged(world: World, browsing: Browsing, iris: Worker) -> None:
    place = addresses(world)["child"]
    for reader in (world.cast.amina, world.cast.bryn, iris):
        browsing(reader).get(place)
        assert Look.objects.filter(worker=reader.pk, page="child", child=world.mia.pk).exists(), reader


def test_trap_anybody_in_the_service_may_allocate(world: World) -> None:
    verbs = matrix.functions()
    giving = {name: verbs[name].may for name in verbs if name.startswith("casework.allocation.")}
    assert {name for name, may in giving.items() if may != MANAGERS} == {"casework.allocation.allow"}
    with pytest.raises(Refused, match="A manager allocates work"):
        allocation.allocate(
            world.referral, to=world.cast.amina, by=world.cast.amina, on=TODAY, because="I would like it"
        )


def test_trap_one_answer_stands_for_a_group_of_siblings(world: World) -> None:
    """Whether a child was seen, and alone, is a row of that child's and of no other's."""
    told = {"on": TODAY, "where": "At home", "purpose": "welfare", "was_seen": True, "alone": "yes"}
    before = Sighting.objects.filter(child=world.noah).count()
    made = sighting.record(world.mia, by=world.cast.amina, **told)
    assert made.child == world.mia
    assert Sighting.objects.filter(child=world.noah).count() == before
    assert not [one for one in Sighting._meta.get_fields() if one.many_to_many]


def test_trap_whoever_wrote_it_approves_it(world: World) -> None:
    written = world.assessment
    name_worker(world.cast.bryn)
    with pytest.raises(IntegrityError, match="nobody_authorises_their_own_assessment"), transaction.atomic():
        Assessment.objects.filter(pk=written.pk).update(
            authorised_on=TODAY, authorised_by=written.author_id, outcome="no_further_action"
        )


def test_trap_the_due_date_is_typed_by_whoever_is_measured() -> None:
    """No verb that work is measured by takes a day on which it would be due."""
    measured = ("referral", "assessment", "strategy_discussion", "enquiry", "conference", "closure")
    typed = {
        name
        for name, verb in matrix.functions().items()
        if name.split(".")[1] in measured and {"due_on", "due_at"} & set(verb.__wrapped__.__annotations__)
    }
    assert typed == set()
    stored = {one.name for model in (Assessment, HandOver) for one in model._meta.get_fields()}
    assert not {"due_on", "due_at", "answer_by_on"} & stored


def test_trap_a_transfer_waits_for_ever(world: World, carys: Worker) -> None:
    """Nothing is written, and still the offer has lapsed and has come up the line."""
    offered = handover.offer(
        world.referral, by=world.cast.amina, at=NOW, to_team=carys.team, because="She lives there"
    )
    [at_once] = offers.offers([offered], at=NOW)
    [much_later] = offers.offers([offered], at=NOW + timedelta(days=30))
    assert (at_once.has_lapsed, much_later.has_lapsed) == (False, True)
    assert much_later.has_reached == "director"
    assert much_later.handover.from_worker == world.cast.amina, "and it is hers all the while"


def test_trap_a_leavers_work_cannot_be_given_to_anybody(world: World, priya: Worker) -> None:
    with pytest.raises(Refused, match="nobody leaves with work attached"):
        worker.end_account(world.cast.amina, by=priya, on=TODAY, because="She moves to Cardiff")
    world.cast.amina.refresh_from_db()
    assert world.cast.amina.left_on is None
    assert world.referral.allocations.standing().get(until_on=None).worker == world.cast.amina


def test_trap_the_receiver_of_a_hand_over_cannot_read_it(world: World, carys: Worker, reads: Reads) -> None:
    """An offer opens the record to whoever is to answer it, in PostgreSQL too, and until they have."""
    with reads(carys):
        assert not Person.objects.filter(pk=world.mia.pk).exists()
    offered = handover.offer(
        world.referral, by=world.cast.amina, at=NOW, to_team=carys.team, because="She lives there"
    )
    with reads(carys):
        assert Person.objects.filter(pk=world.mia.pk).exists()
        assert Person.objects.visible_to(carys).filter(pk=world.mia.pk).exists()
    handover.withdraw(offered, by=world.cast.amina, at=NOW, because="She came back")
    with reads(carys):
        assert not Person.objects.filter(pk=world.mia.pk).exists()


def test_trap_whoever_covers_for_somebody_away_is_shut_out(world: World, carys: Worker, reads: Reads) -> None:
    absence.begin(world.cast.amina, by=world.cast.bryn, covered_by=carys, from_on=TODAY, until_on=None)
    with reads(carys):
        assert Person.objects.filter(pk=world.mia.pk).exists()


def test_trap_two_entries_are_merged_for_good(world: World) -> None:
    """A join moves no row, and is taken back by striking one line out."""
    judged = SamePerson.objects.one().get()
    rows = {model: _whose(model) for model in apps.get_models() if issubclass(model, ChildEntry)}
    del rows[SamePerson]
    same_person.part(judged, by=world.cast.bryn, because="Two birth certificates")
    assert identity.entries([world.mia.pk]) == {world.mia.pk: (world.mia.pk,)}
    same_person.join(world.second_mia, world.mia, by=world.cast.bryn, on=TODAY, because="One, copied twice")
    assert set(identity.entries([world.mia.pk])[world.mia.pk]) == {world.mia.pk, world.second_mia.pk}
    assert {model: _whose(model) for model in rows} == rows


def _whose(model: type[ChildEntry]) -> dict[int, int]:
    rows: Any = model._default_manager
    return dict(rows.values_list("pk", "child"))


def test_trap_a_merge_shows_a_record_to_whoever_may_open_the_other(
    world: World, browsing: Browsing, reads: Reads
) -> None:
    """Amina may open Mia, whose other entry is of a case that was Bryn's: he reads it, and she does not."""
    mia, amelia = world.mia.pk, world.second_mia.pk
    theirs = [model for model in apps.get_models() if issubclass(model, ChildEntry)]
    with reads(world.cast.bryn):
        assert identity.entries([mia, amelia]) == {mia: (mia, amelia), amelia: (amelia, mia)}
        assert Referral.objects.filter(child__in=[mia, amelia]).count() == 2
        assert {one.child for one in of_children([amelia])[amelia]} == {amelia}
    with reads(world.cast.amina):
        assert identity.entries([mia, amelia]) == {mia: (mia,), amelia: (amelia,)}
        assert identity.kept([amelia]) == {}
        assert [model for model in theirs if model._default_manager.filter(child=amelia).exists()] == []
        assert not JournalEntry.objects.filter(table="record_sameperson").exists()
        assert not SearchName.objects.filter(child=amelia).exists()
        assert of_children([amelia])[amelia] == []
        assert {one.child for one in asked([mia, amelia], by=date(2027, 1, 1), on=TODAY)} == {mia}
    reading = browsing(world.cast.amina)
    assert reading.get(f"/children/{amelia}/").status_code == 404
    assert "Amelia" not in reading.get(f"/children/{mia}/").content.decode()
    assert "Amelia Larch</a>" in browsing(world.cast.bryn).get(f"/children/{mia}/").content.decode()


def test_trap_somebody_joins_a_record_that_they_may_not_open(
    world: World, carys: Worker, browsing: Browsing, reads: Reads
) -> None:
    told = {"by": carys, "on": TODAY, "because": "I would like to read it"}
    before = SamePerson.objects.count()
    with reads(carys):
        ned = family.add_person(by=carys, given_name="Ned", family_name="Ash")
        for first, second in ((ned, world.mia), (world.mia, ned)):
            with pytest.raises((Refused, DatabaseError)), transaction.atomic():
                same_person.join(first, second, **told)
    assert SamePerson.objects.count() == before


def test_trap_the_whole_record_is_one_document() -> None:
    """No entry keeps a bag of answers: every fact has a field, a type and a constraint of its own."""
    bags = [
        f"{model.__name__}.{field.name}"
        for model in apps.get_app_config("record").get_models()
        for field in model._meta.local_fields
        if isinstance(field, models.JSONField)
    ]
    assert bags == []


def test_trap_adults_are_not_people(world: World) -> None:
    """A mother is in the index as her child is, found by the same search, once."""
    assert isinstance(world.dana, Person)
    assert world.dana.pk in {one.child for one in find(Person.objects.all(), Sought(given=("dana", "larch")))}
    assert {role.value for role in Role} & {"parent", "adult"} == set()
    assert Team._meta.get_field("manager").related_model is Worker
