"""What the page tests share: the authority of `world.py`, its day, and workers at their browsers."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from copy import deepcopy
from datetime import datetime

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from sightline.people.models import Team, Worker
from sightline.record import reader, stranger
from tests.web.telling import told
from tests.web.world import NOW, Cast, World


@pytest.fixture
def on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is Tuesday 24 March 2026, ten o'clock."""
    monkeypatch.setattr("sightline.web.today.now", lambda: NOW)


@pytest.fixture(scope="module")
def told_once(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """The authority in the database for every test of a module, and then gone."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield told()
        transaction.set_rollback(True)


@pytest.fixture
def world(told_once: World, db: None, on_the_day: None) -> World:
    """The authority as it was told: what a test does to it is undone, and these objects are its own."""
    return deepcopy(told_once)


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


@pytest.fixture(autouse=True)
def pages_are_served_by_the_web_role(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a page reads or writes in its reader's name, it does as the role that owns nothing.

    A request has a transaction of its own; here it is a part of the test's, which no count of queries sees.
    """

    @contextmanager
    def request(begin: Callable[[], None], end: str) -> Iterator[None]:
        raw = connection.cursor().connection
        raw.execute("SAVEPOINT request")
        try:
            raw.execute(f"SET LOCAL ROLE {settings.DATABASE_WEB_ROLE}")
            begin()
            yield
            raw.execute(f"SET LOCAL ROLE NONE; {end}; RELEASE SAVEPOINT request")
        except BaseException:
            raw.execute("ROLLBACK TO SAVEPOINT request; RELEASE SAVEPOINT request")
            raise

    def reading(worker: Worker, *, at: datetime) -> AbstractContextManager[None]:
        return request(lambda: reader.name(worker, at=at), "SELECT record_read_as(NULL, NULL)")

    def holding(key: str) -> AbstractContextManager[None]:
        nobody = "SELECT set_config('app.stranger', '', true), set_config('app.worker', '', true)"
        return request(lambda: stranger.name(key), nobody)

    monkeypatch.setattr(reader, "reading", reading)
    monkeypatch.setattr(stranger, "holding", holding)


@pytest.fixture
def browsing() -> Callable[[Worker], Client]:
    """`browsing(amina)` is Amina, signed in."""

    def sign_in(worker: Worker) -> Client:
        client = Client()
        client.force_login(worker)
        return client

    return sign_in
