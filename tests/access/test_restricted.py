"""A restricted record is found and not read; who knows a child is shut out; an emergency opens it a while.

The story: Ivy Birch is a councillor's daughter. Amina leads her case in Bryn's team; Cai works there too.
"""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.apps import apps
from django.db import DatabaseError, transaction
from django.test import Client

from sightline.audit.models import JournalEntry, Look
from sightline.casework import (
    contact,
    emergency,
    family,
    handover,
    relationship,
    restriction,
    same_person,
    warning,
)
from sightline.casework.verb import Refused
from sightline.casework.verb import name as name_worker
from sightline.compliance.warnings import links_and_warnings
from sightline.people.models import Role, Team, Worker
from sightline.record import kept
from sightline.record.models import (
    EmergencyOpening,
    HandOver,
    Person,
    Referral,
    Residence,
    Restriction,
    SearchLine,
    Sighting,
)
from sightline.record.reader import around, existing, matching
from tests.access.conftest import Reads
from tests.access.councillor import COUNCILLOR, opened, restrict, sees
from tests.web.world import NOW, TODAY, World

pytestmark = pytest.mark.django_db
Browsing = Callable[[Worker], Client]


def test_a_restricted_record_is_for_the_named_and_for_whoever_answers_for_it(
    restricted: Restriction,
    world: World,
    cai: Worker,
    named: Worker,
    iris: Worker,
    nadia: Worker,
    senga: Worker,
) -> None:
    """Not for the rest of the team, the director, an auditor or a chair: each of whom saw or may have."""
    readers = (world.cast.amina, world.cast.bryn, named)
    assert [one.name for one in readers if not sees(one, world.ivy)] == []
    others = (cai, iris, nadia, world.cast.esther, world.cast.hal)
    assert [one.name for one in others if sees(one, world.ivy)] == []
    assert sees(cai, world.mia)
    assert sees(iris, world.mia)
    at = NOW + timedelta(hours=1)
    restriction.lift(restricted, by=world.cast.bryn, at=at, because="He has lost his seat")
    assert [one.name for one in (cai, iris) if not sees(one, world.ivy)] == []
    assert not sees(named, world.ivy)


def test_who_is_named_no_longer_is_shut_out_at_once(
    restricted: Restriction, world: World, named: Worker
) -> None:
    bryn = world.cast.bryn
    for one in restricted.named.filter(worker=named):
        restriction.end_naming(one, by=bryn, at=NOW, because="Another team")
    assert not sees(named, world.ivy)
    [ask] = restricted.named.filter(worker=bryn)
    with pytest.raises(Refused, match="somebody who can answer has to be named"):
        restriction.end_naming(ask, by=bryn, at=NOW, because="Busy")
    with pytest.raises(Refused, match="restricted already"):
        restrict(world, named)


def test_only_a_manager_restricts_a_record(world: World, cai: Worker) -> None:
    said = {"level": "sealed", "because": COUNCILLOR, "ask": world.cast.bryn}
    with pytest.raises(Refused, match="A manager restricts a record"):
        restriction.restrict(world.ivy, by=world.cast.amina, **said)
    assert not Restriction.objects.exists()


def test_the_database_itself_shows_nothing_of_it(
    restricted: Restriction, world: World, cai: Worker, reads: Reads
) -> None:
    """No row of the child's in any table, nor in the journal, the looks, the search or the milestones."""
    with reads(cai):
        for model in apps.get_app_config("record").get_models():
            if any(field.name == "child" for field in model._meta.concrete_fields):
                rows = model._default_manager.filter(child=world.ivy.pk)
                assert not rows.exists(), model.__name__
        assert not JournalEntry.objects.filter(child=world.ivy.pk).exists()
        assert not SearchLine.objects.filter(child=world.ivy.pk).exists()
        assert not Person.objects.filter(pk=world.ivy.pk).exists()
        assert Sighting.objects.filter(child=world.mia).exists()
        with existing():
            assert list(Restriction.objects.values_list("child", "ask")) == [
                (world.ivy.pk, world.cast.bryn.pk)
            ]
            assert Person.objects.filter(pk=world.ivy.pk).exists()
            assert not Referral.objects.filter(child=world.ivy).exists()
        assert not Person.objects.filter(pk=world.ivy.pk).exists()


def test_nobody_is_told_by_way_of_a_brother(
    restricted: Restriction, world: World, cai: Worker, reads: Reads
) -> None:
    """A sibling's record stays open, and opens nothing of hers: kin, home, warning or history."""
    bryn, ivy = world.cast.bryn, world.ivy
    noah = world.noah
    for one in (ivy, noah):
        family.move_home(one, by=bryn, address="5 Quay Street", postcode="QX9 9QX", on=date(2026, 3, 1))
    relationship.relate(noah, ivy, by=bryn, relation="HSIB", said_by="Dana")
    family.join_family(world.larches, ivy, by=bryn, place="child")
    days = {"on": date(2026, 3, 1), "review_on": date(2026, 9, 1)}
    warning.warn(
        ivy, by=bryn, risk="workers", what="The press waits at the gate", came_from="Her father", **days
    )
    assert sees(cai, noah)
    assert not sees(cai, ivy)
    with reads(cai):
        _, warnings = links_and_warnings(noah, on=TODAY)
        assert "The press waits at the gate" not in [one.note.what for one in warnings]
        with around([world.urgent.pk, world.waiting.pk]):
            assert not Referral.objects.filter(child=ivy).exists()


def test_whoever_takes_a_contact_tells_the_child_apart_and_not_where_she_lives(
    restricted: Restriction, world: World, reads: Reads
) -> None:
    gwen = world.cast.gwen
    family.move_home(
        world.ivy, by=world.cast.bryn, address="5 Quay Street", postcode="QX9 9QX", on=date(2026, 3, 1)
    )
    with reads(gwen), matching("Ivy Birch"):
        assert Person.objects.get(pk=world.ivy.pk).name == "Ivy Birch"
        assert not Residence.objects.filter(child=world.ivy).exists()
        assert Residence.objects.filter(child=world.mia).exists()


def test_a_contact_about_a_restricted_child_is_somebodys_to_decide(
    restricted: Restriction, world: World
) -> None:
    """The manager of the front door reads what nobody else there may, until it is decided and answered."""
    gwen, hal = world.cast.gwen, world.cast.hal
    assert not sees(hal, world.ivy)
    told = {"route": "telephone", "source": "1B", "words": "She is out alone at night.", "received_at": NOW}
    contact.receive(by=gwen, children=[world.ivy], team=world.cast.front_door, **told)
    assert sees(hal, world.ivy)
    assert not sees(gwen, world.ivy)


def test_trap_a_restricted_record_swallows_hand_overs(
    restricted: Restriction, world: World, carys: Worker, reads: Reads
) -> None:
    """Whoever it is offered to reads it before they answer, and holds it when they accept."""
    south = Team.objects.get(manager=carys)
    case = Referral.objects.get(child=world.ivy)
    assert not sees(carys, world.ivy)
    offer = handover.offer(case, by=world.cast.bryn, at=NOW, to_team=south, because="They have moved south")
    with reads(carys):
        assert Person.objects.get(pk=world.ivy.pk).name == "Ivy Birch"
        assert Sighting.objects.filter(child=world.ivy).count() == 1
        handover.read(HandOver.objects.get(pk=offer.pk), by=carys, at=NOW)
    handover.accept(offer, by=carys, at=NOW)
    assert sees(carys, world.ivy)
    assert not sees(world.cast.amina, world.ivy)
    case.refresh_from_db()
    assert case.team == south


def test_an_offer_that_is_given_back_shuts_again(
    restricted: Restriction, world: World, carys: Worker
) -> None:
    case, south = Referral.objects.get(child=world.ivy), Team.objects.get(manager=carys)
    offer = handover.offer(case, by=world.cast.bryn, at=NOW, to_team=south, because="They have moved south")
    assert sees(carys, world.ivy)
    handover.give_back(offer, by=carys, at=NOW, because="They have not moved")
    assert not sees(carys, world.ivy)


def test_an_emergency_opens_it_for_four_hours_and_not_after(
    restricted: Restriction, world: World, cai: Worker, carys: Worker, reads: Reads
) -> None:
    with reads(carys):
        made = opened(world, carys)
        assert not sees(cai, world.ivy)
    assert (made.holder, made.manager) == (world.cast.amina, world.cast.bryn)
    assert made.until_at == NOW + timedelta(hours=4)
    for hours, shown in ((0, True), (3.9, True), (4.1, False)):
        with reads(carys, at=NOW + timedelta(hours=hours)):
            assert Person.objects.filter(pk=world.ivy.pk).exists() is shown, hours
            assert Sighting.objects.filter(child=world.ivy).exists() is shown, hours
            assert EmergencyOpening.objects.filter(pk=made.pk).exists()


def test_any_childs_record_may_be_opened_in_an_emergency_but_not_ones_own(
    world: World, carys: Worker, reads: Reads
) -> None:
    with reads(carys):
        emergency.open_record(world.mia.pk, by=carys, at=NOW, because="She is at our door")
    with reads(carys):
        assert Person.objects.filter(pk=world.mia.pk).exists()
    with pytest.raises(Refused, match="You may open this record already"):
        emergency.open_record(world.mia.pk, by=world.cast.amina, at=NOW, because="She is at our door")
    assert EmergencyOpening.objects.count() == 1


def test_trap_a_sealed_record_is_broken_into(
    world: World, named: Worker, carys: Worker, reads: Reads
) -> None:
    """Not by the verb, not by a row in the table, and not by an opening from before it was sealed."""
    made = opened(world, carys)
    with reads(carys):
        assert Person.objects.filter(pk=world.ivy.pk).exists()
    restrict(world, named, "sealed")
    with reads(carys):
        assert not Person.objects.filter(pk=world.ivy.pk).exists()
        with pytest.raises(Refused, match="cannot be opened in an emergency"):
            opened(world, carys)
    row = {"recorded_by": carys, "child_id": world.ivy.pk, "because": "x", "opened_at": NOW}
    with reads(carys):
        name_worker(carys)
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            EmergencyOpening.objects.create(**row, holder=made.holder, manager=made.manager)
    assert EmergencyOpening.objects.count() == 1


@pytest.mark.parametrize("role", [Role.ANALYST, Role.AUDITOR, Role.INSPECTOR, Role.ADMINISTRATOR])
def test_nobody_from_outside_the_work_opens_a_record_in_an_emergency(world: World, role: Role) -> None:
    outsider = Worker.objects.create_user("out@exampleshire.example", name="Out Side", role=role)
    with pytest.raises(Refused, match="Only whoever works with children"):
        opened(world, outsider)
    assert not kept.opens_in_an_emergency(world.ivy.pk, outsider)


def test_holder_and_manager_say_that_they_know_and_another_manager_reviews(
    world: World, carys: Worker, cai: Worker
) -> None:
    made, amina, bryn = opened(world, carys), world.cast.amina, world.cast.bryn
    emergency.know(made, by=amina, at=NOW)
    assert (made.holder_knew_at, made.manager_knew_at) == (NOW, None)
    with pytest.raises(Refused, match="say that they know"):
        emergency.know(made, by=cai, at=NOW)
    with pytest.raises(Refused, match="Nobody reviews what they opened themselves"):
        emergency.review(made, by=carys, at=NOW, was_right=True, review="She was at risk")
    with pytest.raises(Refused, match="A manager reviews"):
        emergency.review(made, by=amina, at=NOW, was_right=True, review="She was at risk")
    done = emergency.review(made, by=bryn, at=NOW, was_right=False, review="Nobody had rung")
    assert (done.was_right, done.reviewed_by, done.review) == (False, bryn, "Nobody had rung")
    with pytest.raises(Refused, match="reviewed already"):
        emergency.review(done, by=bryn, at=NOW, was_right=True, review="She was at risk")


def test_a_manager_who_opens_their_own_teams_child_is_told_of_by_somebody_else(
    world: World, carys: Worker, senga: Worker, iris: Worker
) -> None:
    """Where no case says whose a child is, a director is told, or a service manager of what she opens."""
    nobodys = family.add_person(by=iris, given_name="Ada", family_name="Quill")
    made = emergency.open_record(nobodys.pk, by=carys, at=NOW, because="She is here")
    assert (made.holder, made.manager) == (iris, iris)
    bryns = Person.objects.get(pk=world.ivy.pk)
    assert kept.told_of_emergency(bryns.pk, world.cast.bryn) == (world.cast.amina.pk, senga.pk)
    assert kept.told_of_emergency(nobodys.pk, iris) == (senga.pk, senga.pk)


def test_both_entries_of_one_person_are_restricted(
    world: World, cai: Worker, named: Worker, carys: Worker
) -> None:
    """Bryn names who reads it, and they read both; nobody breaks into the one by way of the other."""
    bryn = world.cast.bryn
    again = family.add_person(by=bryn, given_name="Iva", family_name="Birch", born_on=world.ivy.born_on)
    family.form_family(by=bryn, name="Birch", members=[(again, "child"), (world.leo, "child")])
    assert sees(cai, again)
    same_person.join(again, world.ivy, by=bryn, on=TODAY, because="One birth certificate")
    restrict(world, named, "sealed")
    assert [sees(cai, one) for one in (again, world.ivy)] == [False, False]
    assert [sees(named, one) for one in (again, world.ivy)] == [True, True]
    with pytest.raises(Refused, match="cannot be opened in an emergency"):
        emergency.open_record(again.pk, by=carys, at=NOW, because="She is here")


def test_trap_nobody_knows_who_has_looked(
    restricted: Restriction, world: World, named: Worker, browsing: Browsing
) -> None:
    assert browsing(named).get(f"/children/{world.ivy.pk}/").status_code == 200
    assert Look.objects.filter(worker=named.pk, child=world.ivy.pk, page="child").count() == 1
