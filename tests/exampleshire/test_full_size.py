"""The authority at its full size, in the database."""

import os
import time

from django.db import connection, transaction

from sightline.exampleshire import load
from sightline.exampleshire.world import World


def test_the_full_size_loads_within_a_minute(db: None, full_size: World) -> None:
    started, busy = time.monotonic(), os.getloadavg()[0] / (os.cpu_count() or 1)
    with transaction.atomic(), connection.cursor() as cursor:
        loaded = load.put(full_size, cursor)
        transaction.set_rollback(True)
    took = time.monotonic() - started
    assert loaded["record_sighting"] > 80_000
    assert sum(loaded.values()) > 300_000
    assert took < 50 * max(1, 1.5 * busy), (
        f"{took:.0f} seconds, on a machine {busy:.1f} times as busy as it is big"
    )
