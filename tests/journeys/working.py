"""A worker in a process of its own, which can be killed.

`python -m tests.journeys.working NAME PIECE [STOPS]` works in a test's own database, PIECE cases at a time.
With STOPS it says so and stands still in the middle of that piece, after its row is written and before it is
kept; without, it ends when nothing is left to do.
"""

import os
import sys
import time
from typing import Any


def work(database: str, piece: int, stops: int | None) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "sightline.config.settings"
    import django
    from django.conf import settings

    from sightline.config import environment
    from sightline.config.postgres import connection

    settings.DATABASES["default"].update(connection.django_database(environment.OWNER))
    settings.DATABASES["default"]["NAME"] = database
    django.setup()

    from sightline.assurance import look_back
    from sightline.config import working

    look_back.PIECE = piece
    if stops is None:
        working.work(wait=False)
        return
    _stand_still_in(stops)
    working.work()


def _stand_still_in(piece: int) -> None:
    from sightline.assurance.models import ScoredCase

    write, pieces = ScoredCase.objects.bulk_create, 0

    def wrote(*args: Any, **kwargs: Any) -> Any:
        nonlocal pieces
        written, pieces = write(*args, **kwargs), pieces + 1
        if pieces == piece:
            print("in the middle", flush=True)
            time.sleep(600)
        return written

    ScoredCase.objects.bulk_create = wrote  # type: ignore[method-assign]  # in this process only


if __name__ == "__main__":
    work(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]) if sys.argv[3:] else None)
