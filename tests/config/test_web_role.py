"""The role that serves pages owns nothing and may change nothing of the database's shape."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.conf import settings
from django.db import ProgrammingError
from django.db import connection as connected
from psycopg.conninfo import make_conninfo

from sightline.config import environment
from sightline.config.postgres import connection, roles
from sightline.config.postgres.place import CannotRun
from sightline.config.postgres.roles import prepare_roles

Acting = Callable[[], AbstractContextManager[None]]


def asked(words: str, *values: str) -> object:
    with connected.cursor() as cursor:
        cursor.execute(words, values)
        return cursor.fetchone()[0]


def test_a_test_can_ask_as_the_web_role_and_is_the_owner_again_after(as_web_role: Acting) -> None:
    owner = settings.DATABASES["default"]["USER"]
    assert asked("SELECT current_user") == owner
    with as_web_role():
        assert asked("SELECT current_user") == settings.DATABASE_WEB_ROLE
    assert asked("SELECT current_user") == owner
    with pytest.raises(ProgrammingError, match="permission denied"), as_web_role():
        asked("CREATE TABLE drawer (thing int)")
    assert asked("SELECT current_user") == owner, "also after a refusal"


@pytest.mark.django_db
def test_the_web_role_owns_nothing_and_has_no_powers() -> None:
    powers = (
        "SELECT rolsuper OR rolcreaterole OR rolcreatedb OR rolbypassrls FROM pg_roles WHERE rolname = %s"
    )
    assert asked(powers, settings.DATABASE_WEB_ROLE) is False
    owned = "SELECT count(*) FROM pg_class WHERE pg_get_userbyid(relowner) = %s"
    assert asked(owned, settings.DATABASE_WEB_ROLE) == 0


@pytest.mark.django_db
def test_the_owner_is_no_superuser_either() -> None:
    assert asked("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user") is False


def test_preparing_twice_changes_nothing() -> None:
    prepare_roles()
    prepare_roles()


def test_serving_as_the_owner_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    owner = make_conninfo(**connection.parameters(environment.OWNER))
    monkeypatch.setenv("DATABASE_URL", owner)
    monkeypatch.setenv("DATABASE_WEB_URL", owner)
    with pytest.raises(CannotRun, match=r"powers over the database|must not be served as the owner"):
        prepare_roles()


def test_a_database_that_cannot_be_reached_is_told_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://sightline@127.0.0.1:9/sightline")
    with pytest.raises(CannotRun, match="The database cannot be reached"):
        prepare_roles()


def test_a_lost_password_of_the_web_role_is_told_before_anything_is_served(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    nobody = {**connection.parameters(environment.OWNER), "user": "nobody_of_that_name"}
    monkeypatch.setenv("DATABASE_URL", make_conninfo(**connection.parameters(environment.OWNER)))
    monkeypatch.setenv("DATABASE_WEB_URL", make_conninfo(**nobody))
    with pytest.raises(CannotRun, match=r"Pages are served as nobody_of_that_name: .*give DATABASE_WEB_URL"):
        roles.refuse_a_lost_password()


def test_an_old_postgresql_is_refused_with_what_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roles, "OLDEST", 990000)
    with pytest.raises(CannotRun, match=r"names PostgreSQL \d+; Sightline needs 99 or later"):
        prepare_roles()
