"""Our own database is made anew in earnest: in one that is kept apart for it, and not in a transaction."""

import os
from collections.abc import Iterator

import psycopg
import pytest
from django.apps import apps
from django.db import connection
from psycopg import sql
from pytest_django.plugin import DjangoDbBlocker

from sightline.config import environment
from sightline.config.postgres.connection import parameters
from sightline.exampleshire import load
from tests import pattern
from tests.exampleshire.conftest import ON

OURS = [model for model in apps.get_models() if model.__module__.startswith("sightline.")]


@pytest.fixture
def database_apart(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Django works in a new database with every table and no row, until the test ends."""
    name, told = f"test_apart_{os.getpid()}", connection.settings_dict["NAME"]
    with (
        django_db_blocker.unblock(),
        psycopg.connect(**parameters(environment.OWNER), autocommit=True) as server,
    ):
        pattern_of_it = sql.Identifier(pattern.made_once())
        server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), pattern_of_it))
        connection.close()
        connection.settings_dict["NAME"] = name
        try:
            yield
        finally:
            connection.close()
            connection.settings_dict["NAME"] = told
            server.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(name)))


def guards() -> set[tuple[str, str]]:
    """Every trigger of ours, and the table that it guards."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE NOT tgisinternal")
        return set(cursor.fetchall())


def test_our_own_is_emptied_and_may_be_loaded_again(database_apart: None) -> None:
    before = guards()
    load.load(children=20, seed=1, on=ON)
    load.empty_our_own()
    assert {model._default_manager.count() for model in OURS} == {0}
    load.refuse_unless_empty()
    assert guards() == before
