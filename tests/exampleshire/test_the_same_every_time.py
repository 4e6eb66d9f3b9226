"""The same seed, day and size make the same record, whenever and wherever it is loaded."""

import hashlib
import re
from collections.abc import Iterator
from datetime import date, datetime

import pytest
from django.apps import apps
from django.db import connection, models
from pytest_django.plugin import DjangoDbBlocker

from sightline.exampleshire import load
from tests import pattern
from tests.exampleshire.conftest import ON

OURS = [model for model in apps.get_models() if model.__module__.startswith("sightline.")]
INSTANT = re.compile(r'"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[.\d]*[+-]\d\d:\d\d)"')


@pytest.fixture
def databases_apart(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Other databases than the tests' own may be made and worked in."""
    with django_db_blocker.unblock():
        yield


def loaded_once(seed: int = 1, on: date = ON, children: int = 40) -> dict[str, str]:
    """The fingerprint of every table after a load into a new database, where every number begins at one."""
    with pattern.in_a_copy_of(pattern.made_once()):
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            began: datetime = cursor.fetchone()[0]
        load.load(children=children, seed=seed, on=on)
        return {model._meta.db_table: fingerprint(model, began) for model in OURS}


def fingerprint(model: type[models.Model], began: datetime) -> str:
    """A digest of every row, but for the instants at which it was loaded and what was digested from them."""

    def unless_while_loading(found: re.Match[str]) -> str:
        return found[0] if datetime.fromisoformat(found[1]) < began else '"while it was loaded"'

    with connection.cursor() as cursor:
        table = model._meta.db_table
        cursor.execute(f"SELECT (to_jsonb(whole) - 'digest')::text FROM {table} AS whole")
        rows = sorted(INSTANT.sub(unless_while_loading, row) for (row,) in cursor.fetchall())
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()


def test_the_same_seed_day_and_size_make_the_same_record(databases_apart: None) -> None:
    first, again = loaded_once(), loaded_once()
    assert {table for table in first if again[table] != first[table]} == set()
    for other in (loaded_once(seed=2), loaded_once(on=date(2026, 11, 21)), loaded_once(children=41)):
        assert other["record_referral"] != first["record_referral"]
        assert other["record_sighting"] != first["record_sighting"]
