"""What a journey has: the authority of `tests/web/world.py` being served, and people at their browsers.

The server works in PostgreSQL as the role that serves pages, which owns nothing, so what the database refuses
is refused here too.
"""

import os
import re
import threading
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.db.backends.signals import connection_created

from sightline.people.models import Worker
from sightline.timescales.london import LONDON
from tests.cast import PASSWORD
from tests.web.conftest import cast, on_the_day
from tests.web.telling import told
from tests.web.world import World

__all__ = ["cast", "on_the_day"]

# Playwright keeps an event loop in this thread, and Django would refuse it the database for that alone.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

SIGNED_IN = re.compile(r"^(?!.*/sign-in/)")
"""Any address but that of signing in: whoever goes on before it is reached has not signed in."""
DESK, PHONE, NARROW = (1280, 900), (390, 844), (320, 640)


@pytest.fixture(scope="session", autouse=True)
def rows_can_be_cleared() -> Iterator[None]:
    """At a journey's end its rows are cleared away, which the database refuses to everybody: its guards stand
    aside for that one statement. What was queued goes with them, which Django would leave behind.
    """
    ops = type(connection.ops)
    clear = ops.execute_sql_flush

    def unguarded(self: Any, statements: list[str]) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal")
            guarded = [table for (table,) in cursor.fetchall()]
        aside = [f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in guarded]
        back = [f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in guarded]
        clear(self, [*aside, *statements, "TRUNCATE procrastinate_jobs CASCADE", *back])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ops, "execute_sql_flush", unguarded)
        yield


@pytest.fixture
def world(transactional_db: None, on_the_day: None) -> World:
    """The authority of the page tests, told anew: a journey's rows are there for every connection to see."""
    return told()


@pytest.fixture
def as_the_web() -> Iterator[None]:
    """Whatever thread but the test's own connects, does so as the role that serves pages."""
    mine = threading.current_thread()
    role = connection.ops.quote_name(settings.DATABASE_WEB_ROLE)

    def become(connection: Any, **_: object) -> None:
        if threading.current_thread() is not mine:
            with connection.cursor() as cursor:
                cursor.execute(f"SET ROLE {role}")

    connection_created.connect(become)
    yield
    connection_created.disconnect(become)


@pytest.fixture
def site(transactional_db: None, as_the_web: None, live_server: Any, on_the_day: None) -> str:
    """The address at which Sightline is served, on Tuesday 24 March 2026."""
    return str(live_server.url)


@pytest.fixture
def it_is(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """`it_is(2026, 3, 2, 9, 30)`: the day and the hour at the web's boundary."""

    def set_the_clock(*when: int) -> None:
        now = datetime(*when, tzinfo=LONDON)  # type: ignore[arg-type,misc]  # a year, a month, a day …
        monkeypatch.setattr("sightline.web.today.now", lambda: now)

    return set_the_clock


@pytest.fixture
def person(chromium: Any, site: str) -> Iterator[Callable[..., Any]]:
    """`person(amina)` is a page in a browser at which Amina has signed in; `size`, and `scripts=False`."""
    contexts = []

    def sit_down(worker: Worker | None, *, size: tuple[int, int] = DESK, scripts: bool = True) -> Any:
        width, height = size
        context = chromium.new_context(
            base_url=site, viewport={"width": width, "height": height}, java_script_enabled=scripts
        )
        contexts.append(context)
        page = context.new_page()
        page.goto("/")
        if worker is not None:
            page.get_by_label("E-mail address").fill(worker.email)
            page.get_by_label("Password").fill(PASSWORD)
            page.get_by_role("button", name="Sign in").click()
            page.wait_for_url(SIGNED_IN)
        return page

    yield sit_down
    for context in contexts:
        context.close()
