"""Sessions end when they should, in the same minute, and never with anybody's words."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from sightline.people.models import Role, Worker
from sightline.record.models import Sighting
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
    gwen: Worker, changed: dict[str, Any]
) -> None:
    here, there = signed_in(gwen), signed_in(gwen)
    Worker.objects.filter(pk=gwen.pk).update(**changed)
    assert is_out(here)
    assert is_out(there)


def test_what_was_typed_when_a_session_ended_is_offered_again(world: World, clock: Any) -> None:
    amina, place = world.cast.amina, f"/children/{world.mia.pk}/visit/"
    client = signed_in(amina)
    page = client.get(place).content.decode().split("<main")[1]
    note = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
    clock(2 * 3600)
    before = Sighting.objects.count()
    answer = client.post(place, {**note, "where": "At home, in the kitchen"})
    assert answer["Location"] == f"/sign-in/?next={place}"
    assert "What you wrote is kept as your draft" in client.get(answer["Location"]).content.decode()
    client.post("/sign-in/", {"login": amina.email, "password": PASSWORD})
    assert "At home, in the kitchen" in client.get(place).content.decode()
    assert Sighting.objects.count() == before, "nothing was saved in anybody's name"
