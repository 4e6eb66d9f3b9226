"""What every test may have: a database of its own, the web role, and a real browser.

The tests run on their own PostgreSQL, in `var/test`, never on a record that is shown or kept.
With DATABASE_URL they use that server, in databases named test_….
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import Any

import pytest
from django.conf import settings
from django.db import connection as connected
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from sightline.config import environment
from sightline.config.postgres import connection
from sightline.config.postgres.roles import prepare_roles
from sightline.config.postgres.server import Server
from tests import pattern

pytest_plugins = ("tests.cast",)

NOTHING_IS_KEPT = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
CHROMIUM_OPTIONS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

while_testing = pytest.StashKey[ExitStack]()


def pytest_configure(config: pytest.Config) -> None:
    """Starts the tests' own PostgreSQL once, before any worker, and points Django at it."""
    if not hasattr(config, "workerinput"):
        os.environ["SIGHTLINE_VAR"] = str(environment.var() / "test")
        if connection.is_embedded():
            config.stash[while_testing] = ExitStack()
            config.stash[while_testing].enter_context(Server(environment.var(), NOTHING_IS_KEPT).running())
        prepare_roles()
    settings.DATABASES["default"].update(connection.django_database(environment.OWNER))
    settings.SECOND_STEP = False  # what a second step asks has tests of its own
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.WHITENOISE_AUTOREFRESH = True


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Where one test of a module begins from the page tests' authority, each of them does, in any order."""
    told = {item.path for item in items if "told_once" in getattr(item, "fixturenames", ())}
    for item in items:
        names = getattr(item, "fixturenames", [])
        if item.path in told and "db" in names and "told_once" not in names:
            names.insert(0, "told_once")


def pytest_unconfigure(config: pytest.Config) -> None:
    """Lets the tests' server go; it stops unless another run needs it."""
    if while_testing in config.stash:
        config.stash[while_testing].close()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, django_db_blocker: DjangoDbBlocker
) -> None:
    """Each worker's database is a copy of one that is made when the code changes."""
    with django_db_blocker.unblock():
        settings.DATABASES["default"].setdefault("TEST", {})["TEMPLATE"] = pattern.made_once()


@pytest.fixture
def as_web_role(db: None) -> Callable[[], AbstractContextManager[None]]:
    """`with as_web_role():` what follows is asked of PostgreSQL by the role that serves pages."""

    @contextmanager
    def acting() -> Iterator[None]:
        role = connected.ops.quote_name(settings.DATABASE_WEB_ROLE)
        with transaction.atomic(), connected.cursor() as cursor:
            cursor.execute(f"SET LOCAL ROLE {role}")
            yield
            cursor.execute("SET LOCAL ROLE NONE")

    return acting


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A running Chromium, driven by Playwright: `chromium.new_context()` is a person at a machine."""
    from playwright.sync_api import sync_playwright

    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(CHROMIUM_OPTIONS))
        yield browser
        browser.close()


@pytest.fixture
def database_apart(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Django works in a new database with every table and no row, until the test ends."""
    with django_db_blocker.unblock(), pattern.in_a_copy_of(pattern.made_once()):
        yield
