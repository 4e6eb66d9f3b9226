"""The authority at its full size, in the database. How long it takes is `bench.load`'s to say."""

from django.apps import apps
from django.db import connection, transaction

from sightline.exampleshire import load
from sightline.exampleshire.world import World
from sightline.record.models.entry import Entry


def test_the_full_size_loads_with_every_guard_on(db: None, full_size: World) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        loaded = load.put(full_size, cursor)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute('SELECT "table", count(*) FROM audit_journalentry GROUP BY 1')
        journalled = dict(cursor.fetchall())
        transaction.set_rollback(True)
    assert loaded["record_sighting"] > 80_000
    assert sum(loaded.values()) > 300_000
    entries = {
        one._meta.db_table for one in apps.get_app_config("record").get_models() if issubclass(one, Entry)
    }
    assert {table: journalled.get(table, 0) for table in entries} == {
        table: loaded[table] for table in entries
    }
