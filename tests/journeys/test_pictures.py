"""The pictures in the README: drawn by a browser from the authority of `tests/web/world.py`, on its day.

They are drawn where there are none; `SIGHTLINE_PICTURES=yes` draws them again.
"""

import os
import struct
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from sightline.audit.models import JournalEntry
from sightline.record.models.entry import Entry
from sightline.timescales.london import LONDON
from sightline.web.telling import STORY
from tests.journeys.conftest import DESK, PHONE
from tests.web.world import TODAY, World

IMAGES = Path(__file__).resolve().parents[2] / "docs" / "images"
AT_MOST = 200_000
HEIGHT = 1040


def as_if_written_then() -> None:
    """Move the moments of writing from the test's own to the afternoons on which things happened.

    The journal refuses that, so its guards stand aside, in a database that is thrown away.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal")
        guarded = [table for (table,) in cursor.fetchall()]
        for table in guarded:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for model, told in STORY.items():
            for entry in model._default_manager.all():
                model._default_manager.filter(pk=entry.pk).update(
                    recorded_at=_afternoon(entry, told[0].field)
                )
        for change in JournalEntry.objects.filter(operation="UPDATE", table__startswith="record_"):
            JournalEntry.objects.filter(pk=change.pk).update(at=_latest(change.after or {}))
        JournalEntry.objects.filter(operation="INSERT").update(at=datetime(2026, 3, 2, 16, tzinfo=LONDON))
        for table in guarded:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def _afternoon(entry: Entry, field: str) -> datetime:
    value = getattr(entry, field)
    if isinstance(value, datetime):
        return value + timedelta(minutes=10)
    return _at_four(value or date(2026, 3, 12))


def _at_four(day: date) -> datetime:
    return datetime.combine(min(day, TODAY), time(16, 5) if day < TODAY else time(9, 30), tzinfo=LONDON)


def _latest(row: dict[str, Any]) -> datetime:
    """The latest day in a row that has come by now."""
    days = [
        date.fromisoformat(value[:10])
        for name, value in row.items()
        if value and name.endswith(("_on", "_at"))
    ]
    return _at_four(max((day for day in days if day <= TODAY), default=TODAY))


def size_of(picture: bytes) -> tuple[int, int]:
    """Width and height, from a PNG's own header."""
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", picture[16:24])
    return width, height


@pytest.mark.parametrize(
    ("name", "who", "address", "window"),
    [
        ("child", "amina", "child", DESK),
        ("child-on-a-phone", "amina", "child", PHONE),
        ("my-families-on-a-phone", "amina", "my-families", PHONE),
        ("my-team", "bryn", "my-team", DESK),
        ("contact-with-its-history", "hal", "contact", DESK),
        ("why-it-is-due-on-a-phone", "amina", "clock", PHONE),
    ],
)
def test_a_picture_for_the_readme(
    world: World, person: Callable[..., Any], name: str, who: str, address: str, window: tuple[int, int]
) -> None:
    from tests.web.pages import addresses

    as_if_written_then()
    page = person(getattr(world.cast, who), size=window)
    page.goto(addresses(world)[address])
    picture = page.screenshot(clip={"x": 0, "y": 0, "width": window[0], "height": HEIGHT}, full_page=True)
    assert size_of(picture) == (window[0], HEIGHT)
    assert len(picture) < AT_MOST
    place = IMAGES / f"{name}.png"
    if not place.exists() or os.environ.get("SIGHTLINE_PICTURES") == "yes":
        IMAGES.mkdir(parents=True, exist_ok=True)
        place.write_bytes(picture)
    assert size_of(place.read_bytes())[0] == window[0]
