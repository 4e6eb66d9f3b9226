"""What the page tests share: the authority of `world.py`, its day, and workers at their browsers."""

from collections.abc import Callable

import pytest
from django.test import Client

from sightline.people.models import Team, Worker
from tests.web.world import NOW, Cast, World, build


@pytest.fixture
def on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is Tuesday 24 March 2026, ten o'clock."""
    monkeypatch.setattr("sightline.web.today.now", lambda: NOW)


@pytest.fixture
def cast(
    amina: Worker,
    bryn: Worker,
    esther: Worker,
    gwen: Worker,
    hal: Worker,
    assessment_team: Team,
    front_door_team: Team,
) -> Cast:
    return Cast(amina, bryn, esther, gwen, hal, assessment_team, front_door_team)


@pytest.fixture
def world(cast: Cast, carys: Worker, on_the_day: None) -> World:
    return build(cast)


@pytest.fixture
def browsing() -> Callable[[Worker], Client]:
    """`browsing(amina)` is Amina, signed in."""

    def sign_in(worker: Worker) -> Client:
        client = Client()
        client.force_login(worker)
        return client

    return sign_in
