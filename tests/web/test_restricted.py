"""A councillor's daughter: what her worker, a colleague, a named worker and a stranger find on the pages."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sightline.audit.models import Look
from sightline.casework import family, restriction
from sightline.compliance.alerts import alerts
from sightline.people.models import Role, Worker
from sightline.record.models import (
    Conflict,
    EmergencyOpening,
    RestrictedTo,
    Restriction,
    WorkerAtHome,
)
from sightline.record.models.entry import EntryQuerySet
from sightline.web.keeping import KEEPING
from tests.web.pages import addresses
from tests.web.world import NOW, TODAY, World

Browsing = Callable[[Worker], Client]
IVY = "Ivy Birch"


@pytest.fixture
def cai(world: World) -> Worker:
    role, team = Role.SOCIAL_WORKER, world.cast.team
    return Worker.objects.create_user("cai@exampleshire.example", name="Cai Rhys", role=role, team=team)


@pytest.fixture
def nia(world: World) -> Worker:
    role = Role.SOCIAL_WORKER
    return Worker.objects.create_user("nia@exampleshire.example", name="Nia Wynn", role=role)


@pytest.fixture
def restricted(world: World, browsing: Browsing, nia: Worker) -> Restriction:
    """Bryn restricts the record, and names Nia, in the browser."""
    bryn = browsing(world.cast.bryn)
    said = {"level": "restricted", "because": "Her father sits on the council", "ask": world.cast.bryn.pk}
    assert bryn.post(f"/children/{world.ivy.pk}/restrict/", said).status_code == 302
    made = Restriction.objects.get()
    assert bryn.post(f"/restrictions/{made.pk}/name/", {"worker": nia.pk}).status_code == 302
    assert set(made.named.values_list("worker", flat=True)) == {nia.pk, world.cast.bryn.pk}
    return made


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return str(answer.content.decode())


def searched(client: Client, words: str) -> str:
    return page(client, client.post("/search/", {"words": words})["Location"])


def test_a_colleague_finds_that_it_exists_and_whom_to_ask_and_nothing_else(
    restricted: Restriction, world: World, cai: Worker, browsing: Browsing
) -> None:
    at_work, ivy = browsing(cai), world.ivy
    shown = searched(at_work, IVY)
    assert f"A restricted record: {IVY}. Ask Bryn Pugh." in shown
    assert f'href="/children/{ivy.pk}/emergency/"' in shown
    assert f'href="/children/{ivy.pk}/"' not in shown
    assert "Nobody whom you may see is like" in shown, "and it is in no count"
    assert "2016" not in shown
    assert Look.objects.filter(worker=cai.pk, page="found", child=ivy.pk).exists()
    assert "Record" not in searched(at_work, "toast").split("<main")[1].split("</main>")[0]
    for place in ("", "story/", "record/", "owed/", "around/", "restricted/", "looks/", "rights/"):
        assert at_work.get(f"/children/{ivy.pk}/{place}").status_code == 404, place
    assert IVY not in page(at_work, "/families/")


def test_a_siblings_pages_are_silent_about_her(
    restricted: Restriction, world: World, cai: Worker, browsing: Browsing
) -> None:
    family.join_family(world.larches, world.ivy, by=world.cast.bryn, place="child")
    at_work = browsing(cai)
    for place in ("", "story/", "around/", "journey/", "owed/", "looks/"):
        assert IVY not in page(at_work, f"/children/{world.noah.pk}/{place}"), place
    assert IVY not in page(at_work, f"/families/{world.larches.pk}/")
    assert IVY in page(browsing(world.cast.amina), f"/families/{world.larches.pk}/")


def test_the_named_worker_reads_it_and_the_page_says_that_it_is_restricted(
    restricted: Restriction, world: World, nia: Worker, browsing: Browsing
) -> None:
    at_work = browsing(nia)
    assert "This record is restricted." in page(at_work, f"/children/{world.ivy.pk}/")
    assert "A restricted record" not in searched(at_work, IVY)
    told = page(at_work, f"/children/{world.ivy.pk}/restricted/")
    assert "Her father sits on the council Others are told to ask Bryn Pugh." in told
    assert "Lift the restriction" not in told
    assert "This record is restricted." not in page(browsing(world.cast.amina), f"/children/{world.mia.pk}/")


def test_the_page_forgets_to_ask_and_postgresql_shows_no_more(
    restricted: Restriction, world: World, cai: Worker, browsing: Browsing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(EntryQuerySet, "visible_to", lambda rows, worker: rows)
    at_work = browsing(cai)
    assert at_work.get(f"/children/{world.ivy.pk}/").status_code == 404
    assert f"A restricted record: {IVY}. Ask Bryn Pugh." in searched(at_work, IVY)
    assert "Left alone overnight" not in searched(at_work, "overnight")


def test_naming_is_ended_and_the_restriction_lifted_in_the_browser(
    restricted: Restriction, world: World, nia: Worker, cai: Worker, browsing: Browsing
) -> None:
    bryn = browsing(world.cast.bryn)
    named = RestrictedTo.objects.get(worker=nia)
    assert bryn.post(f"/named/{named.pk}/end/", {"because": "She has moved team"}).status_code == 302
    assert browsing(nia).get(f"/children/{world.ivy.pk}/").status_code == 404
    assert bryn.post(f"/restrictions/{restricted.pk}/lift/", {"because": "He lost"}).status_code == 302
    restricted.refresh_from_db()
    assert (restricted.lifted_by, restricted.lifted_because) == (world.cast.bryn, "He lost")
    assert IVY in page(browsing(cai), f"/children/{world.ivy.pk}/")


def test_an_emergency_opens_it_tells_two_people_and_is_reviewed(
    restricted: Restriction,
    world: World,
    cai: Worker,
    browsing: Browsing,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    at_work, ivy = browsing(cai), world.ivy
    shown = page(at_work, f"/children/{ivy.pk}/emergency/")
    assert IVY not in shown
    said = {"because": "She has rung from a call box"}
    assert at_work.post(f"/children/{ivy.pk}/emergency/", {"because": ""}).status_code == 422
    assert at_work.post(f"/children/{ivy.pk}/emergency/", said)["Location"] == f"/children/{ivy.pk}/"
    assert IVY in page(at_work, f"/children/{ivy.pk}/")
    assert Look.objects.filter(worker=cai.pk, page="child", child=ivy.pk).exists()
    made = EmergencyOpening.objects.get()
    amina, bryn = world.cast.amina, world.cast.bryn
    assert (made.holder, made.manager, made.because) == (amina, bryn, said["because"])
    for worker in (amina, bryn):
        assert ("emergency", 1) in [(one.kind, one.many) for one in alerts(worker, on=TODAY)]
        assert said["because"] in page(browsing(worker), "/emergencies/")
        assert browsing(worker).post(f"/emergencies/{made.pk}/know/").status_code == 302
    kinds = [[one.kind for one in alerts(worker, on=TODAY)] for worker in (amina, bryn)]
    assert ["emergency" in of for of in kinds] == [False, True], "until it is reviewed"
    shown = page(browsing(bryn), f"/children/{ivy.pk}/restricted/")
    assert "To be reviewed by Wednesday 25 March 2026" in shown
    reviewed = {"was_right": "yes", "review": "Nobody else answered the telephone."}
    assert browsing(amina).post(f"/emergencies/{made.pk}/review/", reviewed).status_code == 404
    assert browsing(bryn).post(f"/emergencies/{made.pk}/review/", reviewed).status_code == 302
    made.refresh_from_db()
    assert (made.was_right, made.reviewed_by, made.review) == (True, bryn, reviewed["review"])
    assert "emergency" not in [one.kind for one in alerts(bryn, on=TODAY)]
    monkeypatch.setattr("sightline.web.today.now", lambda: NOW + timedelta(hours=4, minutes=1))
    assert at_work.get(f"/children/{ivy.pk}/").status_code == 404


def test_a_sealed_record_is_found_and_has_no_door(
    world: World, cai: Worker, nia: Worker, browsing: Browsing
) -> None:
    bryn = world.cast.bryn
    restriction.restrict(world.ivy, by=bryn, level="sealed", because="A witness", ask=nia)
    at_work = browsing(cai)
    shown = searched(at_work, IVY)
    assert f"A restricted record: {IVY}. Ask Nia Wynn." in shown
    assert "emergency" not in shown
    for answer in (
        at_work.get(f"/children/{world.ivy.pk}/emergency/"),
        at_work.post(f"/children/{world.ivy.pk}/emergency/", {"because": "She is here"}),
    ):
        assert answer.status_code == 404
    assert not EmergencyOpening.objects.exists()


def test_who_looks_from_outside_the_work_is_not_told_that_it_exists(
    restricted: Restriction, world: World, nadia: Worker, browsing: Browsing
) -> None:
    assert "A restricted record" not in searched(browsing(nadia), IVY)


def test_a_worker_says_that_they_know_a_child_and_a_manager_ends_it(world: World, browsing: Browsing) -> None:
    amina, bryn = browsing(world.cast.amina), browsing(world.cast.bryn)
    said = {"how": "neighbour", "because": "They moved in over the road"}
    assert amina.post(f"/children/{world.ivy.pk}/known-to/", said)["Location"] == "/"
    assert amina.get(f"/children/{world.ivy.pk}/").status_code == 404
    assert IVY not in searched(amina, IVY).split("<main")[1].replace("“Ivy Birch”", "")
    made = Conflict.objects.get()
    shown = page(bryn, f"/children/{world.ivy.pk}/restricted/")
    assert "Amina Yusuf: a neighbour. They moved in over the road" in shown
    assert "Nobody is allocated" in page(bryn, f"/children/{world.ivy.pk}/")
    assert bryn.post(f"/conflicts/{made.pk}/end/", {"because": "They have moved on"}).status_code == 302
    made.refresh_from_db()
    assert (made.ended_by, made.ended_because) == (world.cast.bryn, "They have moved on")


def test_a_manager_says_that_somebody_else_knows_the_child(
    world: World, cai: Worker, browsing: Browsing
) -> None:
    bryn, address = browsing(world.cast.bryn), f"/children/{world.ivy.pk}/known-to/"
    assert bryn.post(address, {"how": "friend", "worker": cai.pk})["Location"].endswith("/restricted/")
    assert Conflict.objects.get().worker == cai
    assert browsing(cai).get(f"/children/{world.ivy.pk}/").status_code == 404
    assert bryn.get(f"/children/{world.ivy.pk}/").status_code == 200


def test_a_worker_says_where_they_live_and_is_shut_out_of_the_same_home(
    world: World, browsing: Browsing
) -> None:
    gwen, amina = world.cast.gwen, browsing(world.cast.amina)
    family.move_home(world.ivy, by=gwen, address="3 Quay Street", postcode="QX9 9QX", on=date(2026, 3, 1))
    said = {"address": "4 Quay Street", "postcode": "qx9 9qx"}
    assert amina.post("/my-home/", said)["Location"] == "/"
    shown = page(browsing(world.cast.bryn), f"/children/{world.ivy.pk}/restricted/")
    assert "Amina Yusuf lives near, by their postcode, and is not shut out." in shown
    assert "Quay Street" not in shown
    assert amina.get(f"/children/{world.ivy.pk}/").status_code == 200
    assert amina.post("/my-home/", said | {"address": "3, Quay Street"}).status_code == 302
    assert amina.get(f"/children/{world.ivy.pk}/").status_code == 404
    assert 'value="3, Quay Street"' in page(amina, "/my-home/")
    assert WorkerAtHome.objects.standing().count() == 1
    assert "Amina Yusuf is shut out" in page(
        browsing(world.cast.bryn), f"/children/{world.ivy.pk}/restricted/"
    )


def test_these_pages_ask_fifteen_questions_at_most(world: World, browsing: Browsing) -> None:
    places, bryn = addresses(world), browsing(world.cast.bryn)

    asked = {}
    for name in [one[2] for one in KEEPING if one[2] in places and one[2] != "emergency"]:
        with CaptureQueriesContext(connection) as queries:
            assert bryn.get(places[name]).status_code == 200, name
        asked[name] = len(queries)
    assert {name: many for name, many in asked.items() if many > 15} == {}
