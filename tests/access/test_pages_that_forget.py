"""A page that forgets to ask whom its worker may see is refused by the database."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from psycopg import DatabaseError
from psycopg_pool import ConnectionPool

from sightline.audit.models import JournalEntry
from sightline.config import environment
from sightline.config.postgres import connection as facts
from sightline.people.models import Worker
from sightline.record.models.entry import EntryQuerySet
from sightline.returns.models import FindingQuerySet
from tests.web.pages import addresses
from tests.web.test_pages import FIRST, RETURNS, about_somebody
from tests.web.world import World

Browsing = Callable[[Worker], Client]


@pytest.fixture
def forgetful(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """No page asks any more whom its worker may see: each takes everything there is.

    What the pages are about is told before, while verbs still ask.
    """
    addresses(world)
    for rows in (EntryQuerySet, FindingQuerySet):
        monkeypatch.setattr(rows, "visible_to", lambda rows, worker: rows)


def test_to_another_team_the_database_shows_no_page(
    world: World, carys: Worker, femi: Worker, browsing: Browsing, forgetful: None
) -> None:
    for worker in (carys, femi):
        elsewhere = browsing(worker)
        answers = {name: elsewhere.get(place).status_code for name, place in about_somebody(world).items()}
        assert answers == dict.fromkeys(answers, 404)


def test_what_another_team_sends_changes_nothing(
    world: World, carys: Worker, browsing: Browsing, forgetful: None
) -> None:
    places = about_somebody(world)
    elsewhere, before = browsing(carys), JournalEntry.objects.count()
    typed = {"on_day": "24/3/2026", "because": "Because", "do": "save", "to": carys.pk, "words": "Larch"}
    answers = {name: elsewhere.post(place, typed).status_code for name, place in places.items()}
    assert answers == dict.fromkeys(answers, 404)
    assert JournalEntry.objects.count() == before


def test_a_list_that_forgets_shows_nobody(
    world: World, carys: Worker, browsing: Browsing, forgetful: None
) -> None:
    elsewhere, places = browsing(carys), addresses(world)
    children = [world.mia, world.noah, world.ivy, world.leo, world.ruby, world.otis]
    for name in FIRST - RETURNS:
        page = elsewhere.get(places[name]).content.decode()
        assert not [child.name for child in children if child.name in page], name


def test_the_page_of_ones_own_child_is_there_all_the_same(
    world: World, browsing: Browsing, forgetful: None
) -> None:
    page = browsing(world.cast.amina).get(addresses(world)["child"])
    assert "Mia Larch" in page.content.decode()


def _one_at_a_time(database: str) -> ConnectionPool[Any]:
    return ConnectionPool(
        kwargs={**facts.parameters(environment.WEB), "dbname": database}, min_size=1, max_size=1, open=True
    )


@pytest.mark.django_db
def test_the_next_to_be_given_a_connection_finds_no_reader_named() -> None:
    """Whether the request before ended well, failed, or was never ended."""
    from django.db import connection

    def borrowed(pool: ConnectionPool[Any]) -> tuple[int, Any]:
        with pool.connection() as one:
            found = one.execute("SELECT pg_backend_pid(), record_reader()").fetchone()
            assert found is not None
            return found

    with _one_at_a_time(str(connection.settings_dict["NAME"])) as pool:
        process, _ = borrowed(pool)
        with pool.connection() as ends_well:
            ends_well.execute("SELECT record_read_as(7, now())")
            named = ends_well.execute("SELECT record_reader()").fetchone()
        assert named == (7,)
        assert borrowed(pool) == (process, None)
        with pytest.raises(DatabaseError), pool.connection() as fails:
            fails.execute("SELECT record_read_as(7, now()); SELECT 1 / 0")
        assert borrowed(pool) == (process, None)
        forgotten = pool.getconn()
        forgotten.execute("SELECT record_read_as(7, now())")
        pool.putconn(forgotten)
        assert borrowed(pool) == (process, None)
