"""Whoever knows a child from elsewhere is shut out at once, whatever binds them to the child."""

from datetime import date

import pytest

from sightline.casework import allocation, conflict, family, handover, relationship, restriction
from sightline.casework.verb import Refused
from sightline.people.models import Team, Worker
from sightline.record import kept
from sightline.record.models import (
    Allocation,
    Conflict,
    Referral,
    Restriction,
    Sighting,
    WorkerAtHome,
)
from tests.access.conftest import Reads
from tests.access.councillor import opened, restrict, sees
from tests.web.world import NOW, TODAY, World

pytestmark = pytest.mark.django_db


def live_at_ivys(world: World, worker: Worker, address: str = "3, Quay  Street") -> WorkerAtHome:
    family.move_home(
        world.ivy, by=world.cast.bryn, address="3 Quay Street", postcode="QX9 9QX", on=date(2026, 3, 1)
    )
    return conflict.state_home(by=worker, on=TODAY, address=address, postcode="qx9 9qx")


def test_a_worker_who_lives_where_the_child_lives_is_shut_out_even_as_the_lead(
    world: World, reads: Reads
) -> None:
    """And what they led there is their team's, whose manager is told of it as of any that nobody leads."""
    amina = world.cast.amina
    assert sees(amina, world.ivy)
    live_at_ivys(world, amina)
    assert not sees(amina, world.ivy)
    assert sees(amina, world.mia)
    led = Allocation.objects.get(child=world.ivy)
    assert (led.until_on, led.ended_because) == (TODAY, "They are kept from this record.")
    with reads(amina):
        assert not Sighting.objects.filter(child=world.ivy).exists()


def test_a_child_who_moves_in_is_shut_at_once_though_nobody_says_so(world: World) -> None:
    amina = world.cast.amina
    conflict.state_home(by=amina, on=TODAY, address="3 Quay Street", postcode="QX9 9QX")
    assert sees(amina, world.ivy)
    family.move_home(world.ivy, by=amina, address="3 Quay Street", postcode="QX9 9QX", on=TODAY)
    assert Allocation.objects.filter(child=world.ivy, worker=amina, until_on=None).exists()
    assert not sees(amina, world.ivy)


def test_the_same_postcode_alone_is_for_the_manager_to_look_at(world: World, reads: Reads) -> None:
    amina, bryn = world.cast.amina, world.cast.bryn
    live_at_ivys(world, amina, "4 Quay Street")
    assert sees(amina, world.ivy)
    with reads(bryn):
        assert kept.may_know(world.ivy.pk) == {amina.pk: False}
        assert kept.may_know(world.noah.pk) == {}
    with reads(amina):
        assert kept.may_know(world.ivy.pk) == {}


def test_a_worker_is_kept_from_themselves_their_kin_and_their_kins_family(world: World, cai: Worker) -> None:
    """Cai is Dana's brother, and stands in the record as a child of twenty years ago."""
    himself = family.add_person(by=world.cast.gwen, given_name="Cai", family_name="Larch")
    relationship.relate(himself, world.dana, by=world.cast.gwen, relation="SIB", said_by="Dana")
    assert sees(cai, world.mia)
    conflict.state_home(by=cai, on=TODAY, address="9 Far Lane", postcode="QX1 1QX", person=himself.pk)
    shut = [himself, world.dana, world.mia, world.noah, world.kev, world.second_mia]
    assert [one.name for one in shut if sees(cai, one)] == []
    assert sees(cai, world.ivy)
    with pytest.raises(Refused, match="no record with this number"):
        conflict.state_home(by=cai, on=TODAY, address="9 Far Lane", postcode="QX1 1QX", person=2**31)


def test_a_conflict_that_somebody_says_shuts_the_family_and_beats_every_opening(
    world: World, named: Worker, carys: Worker, iris: Worker, reads: Reads
) -> None:
    amina, bryn = world.cast.amina, world.cast.bryn
    restrict(world, named)
    opened(world, carys)
    for worker in (amina, named, carys, iris):
        conflict.say(world.ivy, by=bryn, on=TODAY, how="friend", worker=worker, because="The same choir")
        assert not sees(worker, world.ivy), worker
        with reads(worker):
            assert not Conflict.objects.exists(), "nobody is shown the row about themselves"
            assert kept.found_to_exist() == []
    with pytest.raises(Refused, match="Each worker says whom they know"):
        conflict.say(world.mia, by=amina, on=TODAY, how="friend", worker=bryn)


def test_a_worker_says_it_of_themselves_and_only_another_manager_ends_it(world: World, reads: Reads) -> None:
    amina, bryn = world.cast.amina, world.cast.bryn
    with reads(amina):
        made = conflict.say(world.noah, by=amina, on=TODAY, how="relative")
    assert [one.name for one in (world.noah, world.mia, world.dana) if sees(amina, one)] == []
    own = conflict.say(world.ivy, by=bryn, on=TODAY, how="neighbour")
    with pytest.raises(Refused, match="Another manager decides this"):
        conflict.end(own, by=bryn, at=NOW, because="We fell out")
    with pytest.raises(Refused, match="A manager says"):
        conflict.end(made, by=amina, at=NOW, because="We fell out")
    conflict.end(made, by=bryn, at=NOW, because="It was another family")
    assert sees(world.cast.gwen, world.mia) == sees(world.cast.hal, world.mia)
    with reads(amina):
        assert not Conflict.objects.filter(worker=amina).exists()


def test_nobody_is_given_work_with_a_child_whom_they_know(world: World, cai: Worker, carys: Worker) -> None:
    """The sentence does not say how they know her."""
    bryn, case = world.cast.bryn, Referral.objects.get(child=world.ivy)
    south = Team.objects.get(manager=carys)
    for worker in (cai, carys):
        conflict.say(world.ivy, by=bryn, on=TODAY, how="relative", worker=worker, because="His niece")
    with pytest.raises(Refused) as refused:
        allocation.allocate(case, to=cai, by=bryn, on=TODAY, override_because="Nobody else")
    assert str(refused.value) == "Cai Rhys cannot be given this work. Choose somebody else."
    with pytest.raises(Refused, match="cannot be given this work"):
        allocation.give_part(case, to=cai, part="co_worker", by=bryn, on=TODAY)
    with pytest.raises(Refused, match="Carys Bevan cannot be offered this case"):
        handover.offer(case, by=bryn, at=NOW, to_team=south, because="They have moved")
    with pytest.raises(Refused, match="cannot be named for this record"):
        restriction.restrict(world.ivy, by=bryn, level="sealed", because="x", ask=bryn, named=[cai])
    assert Allocation.objects.get(child=world.ivy, until_on=None).worker == world.cast.amina
    assert not Restriction.objects.exists()


def test_a_home_is_read_by_whoever_it_is_of_and_by_whoever_knows_the_staff(
    world: World, cai: Worker, senga: Worker, reads: Reads
) -> None:
    conflict.state_home(by=cai, on=TODAY, address="9 Far Lane", postcode="QX1 1QX")
    conflict.state_home(by=cai, on=TODAY, address="10 Far Lane", postcode="QX1 1QX")
    assert [one.address for one in WorkerAtHome.objects.standing()] == ["10 Far Lane"]
    for worker, shown in ((cai, True), (senga, True), (world.cast.bryn, False), (world.cast.amina, False)):
        with reads(worker):
            assert WorkerAtHome.objects.exists() is shown, worker
