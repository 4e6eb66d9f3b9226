"""Sessions end when they should, in the same minute, and never with anybody's words."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from sightline.people.models import HeldWords, Role, Worker
from sightline.record.models import Sighting
from sightline.web import session
from tests.cast import PASSWORD
from tests.web.world import NOW, World


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Any:
    """`clock(3600)`: an hour passes."""
    at = [1_774_346_400.0]
    monkeypatch.setattr("sightline.web.session.time.time", lambda: at[0])

    def passes(seconds: float) -> None:
        at[0] += seconds

    return passes


def signed_in(worker: Worker) -> Client:
    client = Client()
    client.post("/sign-in/", {"login": worker.email, "password": PASSWORD})
    assert client.get("/families/").status_code == 200
    return client


def again(client: Client, worker: Worker, place: str) -> Any:
    client.post("/sign-in/", {"login": worker.email, "password": PASSWORD})
    return client.get(place)


def is_out(client: Client) -> bool:
    return client.get("/families/")["Location"].startswith("/sign-in/")


def test_an_hour_without_a_page_ends_a_session(amina: Worker, clock: Any) -> None:
    client = signed_in(amina)
    clock(59 * 60)
    assert client.get("/families/").status_code == 200
    clock(61 * 60)
    assert is_out(client)


def test_a_long_day_ends_a_session_however_busy(amina: Worker, clock: Any) -> None:
    client = signed_in(amina)
    for _ in range(14):
        clock(50 * 60)
        assert client.get("/families/").status_code == 200
    clock(50 * 60)
    assert is_out(client)


@pytest.mark.parametrize(
    "changed",
    [{"role": Role.ANALYST}, {"team": None}, {"left_on": date(2026, 3, 24)}, {"signed_out_at": NOW}],
)
def test_another_role_or_team_or_leaving_ends_every_session_at_once(
    amina: Worker, changed: dict[str, Any]
) -> None:
    here, there = signed_in(amina), signed_in(amina)
    Worker.objects.filter(pk=amina.pk).update(**changed)
    assert is_out(here)
    assert is_out(there)


VISIT = {"purpose": "assessment", "where": "At home, in the kitchen", "happened": "She drew a house."}


def test_what_was_typed_when_a_session_ended_is_offered_again(world: World, clock: Any) -> None:
    amina = world.cast.amina
    client, place = signed_in(amina), f"/children/{world.mia.pk}/visit/"
    clock(2 * 3600)
    before = Sighting.objects.count()
    answer = client.post(place, VISIT)
    assert answer["Location"] == f"/sign-in/?next={place}"
    assert "What you typed is kept" in client.get(answer["Location"]).content.decode()
    page = again(client, amina, place).content.decode()
    assert "At home, in the kitchen" in page
    assert "You were signed out before this was saved" in page
    assert Sighting.objects.count() == before, "nothing was saved in anybody's name"


def test_held_words_are_for_whoever_typed_them(world: World, clock: Any) -> None:
    client, place = signed_in(world.cast.amina), f"/children/{world.mia.pk}/visit/"
    clock(2 * 3600)
    client.post(place, VISIT)
    page = again(client, world.cast.bryn, place).content.decode()
    assert "What we have recorded" not in page
    assert "At home, in the kitchen" not in page


def test_held_words_go_when_the_form_is_sent_again(world: World, clock: Any) -> None:
    amina = world.cast.amina
    client, place = signed_in(amina), f"/children/{world.mia.pk}/visit/"
    clock(2 * 3600)
    client.post(place, VISIT)
    again(client, amina, place)
    client.post(place, VISIT)
    assert not HeldWords.objects.exists()


def test_held_words_are_not_offered_after_a_week(world: World, clock: Any) -> None:
    amina = world.cast.amina
    client, place = signed_in(amina), f"/children/{world.mia.pk}/visit/"
    clock(2 * 3600)
    client.post(place, VISIT)
    HeldWords.objects.update(held_at=NOW - timedelta(days=8))
    assert "At home, in the kitchen" not in again(client, amina, place).content.decode()


def test_a_leavers_words_are_not_held(world: World) -> None:
    client, place = Client(), f"/children/{world.mia.pk}/visit/"
    client.force_login(world.cast.esther)
    Worker.objects.filter(pk=world.cast.esther.pk).update(left_on=date(2026, 3, 24))
    client.post(place, VISIT)
    assert not HeldWords.objects.exists()


def test_secrets_are_never_held(amina: Worker, clock: Any) -> None:
    client = signed_in(amina)
    clock(2 * 3600)
    client.post("/my-account/password/", {"oldpassword": PASSWORD, "password1": "x", "password2": "x"})
    assert not HeldWords.objects.exists()
    assert "/my-account/" in session.NEVER_HELD
