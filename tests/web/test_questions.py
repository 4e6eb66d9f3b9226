"""How often a page asks the database: every page, for somebody of each role that may open it."""

from collections.abc import Callable

from django.db import connection, reset_queries
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sightline.people.models import Worker
from sightline.web.urls import roles_of
from tests.web.pages import addresses
from tests.web.world import World

Browsing = Callable[[Worker], Client]
MOST_QUERIES = 15
#: What asks more, how much at most, and why.
MORE: dict[str, int] = {
    # All that may wait for a manager, in every team of theirs; their digest asks it too.
    "alerts": 18,
}


def asked(world: World, browsing: Browsing) -> dict[str, int]:
    """How many questions each page asks at most, of whoever in this world may open it, and of a stranger."""
    most: dict[str, int] = {}
    places = addresses(world)
    readers = [(Client(), {"sign-in"})]
    for worker in Worker.objects.filter(left_on=None):
        theirs = {name for name in places if worker.role in roles_of(name)}
        readers.append((browsing(worker), theirs))
    for client, theirs in readers:
        for name in theirs:
            reset_queries()  # Django keeps no more than some thousands
            with CaptureQueriesContext(connection) as queries:
                status = client.get(places[name]).status_code
            if status == 200:
                most[name] = max(most.get(name, 0), len(queries))
    return most


def test_no_page_asks_more_than_fifteen_questions(world: World, priya: Worker, browsing: Browsing) -> None:
    most = asked(world, browsing)
    assert most.keys() == addresses(world).keys()
    assert {name: many for name, many in most.items() if many > MORE.get(name, MOST_QUERIES)} == {}
    assert {name for name in MORE if most[name] <= MOST_QUERIES} == set(), "asks no more than others now"
