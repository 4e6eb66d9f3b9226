"""What the tests of access share: pages served by the web role, the page tests' authority, and a reader."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime

import pytest

from sightline.people.models import Role, Worker
from sightline.record.models import Restriction
from sightline.record.reader import reading
from tests.access.councillor import restrict
from tests.web.conftest import browsing, cast, on_the_day, pages_are_served_by_the_web_role, told_once, world
from tests.web.world import NOW, World

__all__ = ["browsing", "cast", "on_the_day", "pages_are_served_by_the_web_role", "told_once", "world"]

Reads = Callable[..., AbstractContextManager[None]]


@pytest.fixture
def reads(as_web_role: Callable[[], AbstractContextManager[None]]) -> Reads:
    """`with reads(amina):` what follows is asked of PostgreSQL by the web's role, in Amina's name."""

    @contextmanager
    def acting(worker: Worker, *, at: datetime = NOW) -> Iterator[None]:
        with as_web_role(), reading(worker, at=at):
            yield

    return acting


@pytest.fixture
def cai(world: World) -> Worker:
    """A social worker of Bryn's team, who leads no case."""
    role, team = Role.SOCIAL_WORKER, world.cast.team
    return Worker.objects.create_user("cai@exampleshire.example", name="Cai Rhys", role=role, team=team)


@pytest.fixture
def named(world: World) -> Worker:
    """A worker of no team, whom Bryn names."""
    role = Role.SOCIAL_WORKER
    return Worker.objects.create_user("nia@exampleshire.example", name="Nia Wynn", role=role)


@pytest.fixture
def restricted(world: World, cai: Worker, named: Worker) -> Restriction:
    return restrict(world, named)
