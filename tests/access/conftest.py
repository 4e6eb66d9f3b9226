"""What the tests of access share: pages served by the web role, the page tests' authority, and a reader."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime

import pytest

from sightline.people.models import Worker
from sightline.record.reader import reading
from tests.web.conftest import browsing, cast, on_the_day, pages_are_served_by_the_web_role, world
from tests.web.world import NOW

__all__ = ["browsing", "cast", "on_the_day", "pages_are_served_by_the_web_role", "world"]

Reads = Callable[..., AbstractContextManager[None]]


@pytest.fixture
def reads(as_web_role: Callable[[], AbstractContextManager[None]]) -> Reads:
    """`with reads(amina):` what follows is asked of PostgreSQL by the web's role, in Amina's name."""

    @contextmanager
    def acting(worker: Worker, *, at: datetime = NOW) -> Iterator[None]:
        with as_web_role(), reading(worker, at=at):
            yield

    return acting
