"""Exampleshire, made and loaded once for all the tests that look at it."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from sightline.exampleshire import authority, load
from sightline.exampleshire.world import World
from tests import pattern
from tests.exampleshire.measures import Measures

ON = date(2026, 11, 20)
FEW = 150
"""Open children in the authority that most tests look at."""


@pytest.fixture(scope="session")
def full_size() -> World:
    """The authority at its full size, not loaded."""
    return authority.make(children=2000, seed=1, on=ON)


@pytest.fixture(scope="session")
def measures(full_size: World) -> Measures:
    """What the authority at its full size comes to."""
    return Measures(full_size)


@pytest.fixture(scope="module")
def exampleshire(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, int]]:
    """A small Exampleshire in the database for every test of a module, and then gone; its rows by table.

    The module's tests are marked `django_db`: without a test that is, there is no database for tests.
    """
    with django_db_blocker.unblock():
        lived_in = pattern.made_once("lived_in", lambda: load.load(children=FEW, seed=1, on=ON))
        with pattern.in_a_copy_of(lived_in), transaction.atomic():
            yield load.counted()
            transaction.set_rollback(True)
