"""Our own database is made anew in earnest: in one that is kept apart for it, and not in a transaction."""

from django.apps import apps
from django.db import connection

from sightline.exampleshire import load
from tests.exampleshire.conftest import ON

OURS = [model for model in apps.get_models() if model.__module__.startswith("sightline.")]


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
