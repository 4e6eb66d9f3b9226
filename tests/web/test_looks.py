"""Odd looks for whoever holds a record, and who has looked, for whom it is about."""

from collections.abc import Callable

import pytest
from django.test import Client

from sightline.audit.models import Look
from sightline.compliance.odd_looks import MANY
from sightline.people.models import Worker
from sightline.record.models import LookNote
from tests.web.world import NOW, TODAY, World

Browsing = Callable[[Worker], Client]


@pytest.fixture
def carys_looked(world: World, carys: Worker) -> Worker:
    """Carys, of another team, opened Mia's record at ten."""
    Look.objects.create(at=NOW, worker=carys.pk, page="child", child=world.mia.pk)
    return carys


def page_of(client: Client, place: str) -> str:
    answer = client.get(place)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_the_holder_is_told_on_their_first_page(
    world: World, carys_looked: Worker, browsing: Browsing
) -> None:
    assert "1 odd look</a> at records you answer for" in page_of(browsing(world.cast.amina), "/families/")
    assert 'href="/odd-looks/"' in page_of(browsing(world.cast.bryn), "/team/")
    for worker in (world.cast.amina, world.cast.bryn):
        page = page_of(browsing(worker), "/odd-looks/")
        assert "Carys Bevan, team manager" in page
        assert "Nothing in the record says what they had to do with the child" in page
    assert "None that nobody has accounted for" in page_of(browsing(carys_looked), "/odd-looks/")


def test_records_that_they_opened_within_the_hour_count_whoever_holds_them(
    world: World, carys_looked: Worker, browsing: Browsing
) -> None:
    elsewhere = range(world.otis.pk + 1000, world.otis.pk + 1000 + MANY)
    Look.objects.bulk_create(
        Look(at=NOW, worker=carys_looked.pk, page="child", child=child) for child in elsewhere
    )
    page = page_of(browsing(world.cast.amina), "/odd-looks/")
    assert f"They opened {MANY} other children’s records within the hour." in page


def test_nobody_is_asked_about_looks_of_their_own(world: World, browsing: Browsing) -> None:
    Worker.objects.filter(pk=world.cast.amina.pk).update(name="Amina Larch")
    Look.objects.create(at=NOW, worker=world.cast.amina.pk, page="child", child=world.mia.pk)
    world.cast.amina.refresh_from_db()
    assert "None that nobody has accounted for" in page_of(browsing(world.cast.amina), "/odd-looks/")
    told = page_of(browsing(world.cast.bryn), "/odd-looks/")
    assert "They have the same family name as the child." in told


def test_the_holder_accounts_for_it_and_is_asked_no_more(
    world: World, carys_looked: Worker, browsing: Browsing
) -> None:
    amina = browsing(world.cast.amina)
    place = f"/children/{world.mia.pk}/looks/{carys_looked.pk}/{TODAY}/"
    assert place in page_of(amina, "/odd-looks/")
    assert amina.post(place, {"note": ""}).status_code == 422
    said = amina.post(place, {"note": "She had no reason to", "is_concern": "on"})
    assert said["Location"] == f"/children/{world.mia.pk}/looks/"
    note = LookNote.objects.get()
    assert (note.looker, note.looked_on, note.is_concern) == (carys_looked, TODAY, True)
    assert "None that nobody has accounted for" in page_of(amina, "/odd-looks/")
    assert "Accounted for: She had no reason to" in page_of(amina, said["Location"])


def test_only_whoever_holds_the_record_accounts_for_a_look(
    world: World, carys_looked: Worker, browsing: Browsing
) -> None:
    place = f"/children/{world.mia.pk}/looks/{carys_looked.pk}/{TODAY}/"
    assert browsing(world.cast.esther).get(place).status_code == 404
    assert browsing(carys_looked).get(place).status_code == 404
    nobody = f"/children/{world.mia.pk}/looks/{world.cast.esther.pk}/{TODAY}/"
    assert browsing(world.cast.amina).get(nobody).status_code == 404


def test_the_person_can_be_told_who_looked_when_and_why_they_could(
    world: World, carys_looked: Worker, browsing: Browsing
) -> None:
    Look.objects.create(at=NOW, worker=world.cast.amina.pk, page="story", child=world.mia.pk)
    page = page_of(browsing(world.cast.amina), f"/children/{world.mia.pk}/looks/")
    hers = page.split("<main")[1].split("Amina Yusuf, social worker")[1]
    assert "Tuesday 24 March 2026" in hers
    assert "They led the work." in hers
    theirs = page.split("Carys Bevan, team manager")[1]
    assert "Nothing in the record says why they could." in theirs


def test_looking_at_who_looked_is_a_look(world: World, browsing: Browsing) -> None:
    page_of(browsing(world.cast.bryn), f"/children/{world.mia.pk}/looks/")
    assert Look.objects.filter(worker=world.cast.bryn.pk, page="child-looks", child=world.mia.pk).count() == 1
