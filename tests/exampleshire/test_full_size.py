"""The authority at its full size, in the database. How long it takes is `bench.load`'s to say."""

from django.db import connection, transaction

from sightline.exampleshire import load
from sightline.exampleshire.world import World


def test_the_full_size_loads_with_every_guard_on(db: None, full_size: World) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        loaded = load.put(full_size, cursor)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SELECT count(*) FROM audit_journalentry WHERE \"table\" LIKE 'record_%'")
        journalled = cursor.fetchone()[0]
        transaction.set_rollback(True)
    assert loaded["record_sighting"] > 80_000
    assert sum(loaded.values()) > 300_000
    assert journalled == sum(many for table, many in loaded.items() if table.startswith("record_"))
