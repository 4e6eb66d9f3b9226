"""Databases that are made once, when the code changes, and copied by whoever needs one."""

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection as connected
from psycopg import sql

import sightline
from sightline.config import environment
from sightline.config.postgres import connection

#: One worker makes it; the others wait for it.
MAKING = 200907


def made_once(what: str = "pattern", fill: Callable[[], object] | None = None) -> str:
    """The name of a database with every table and no row in it, or with what `fill` puts in it."""
    name = f"sightline_{what}_{_code()}"
    copied = made_once() if fill else None
    with _server() as server:
        server.execute("SELECT pg_advisory_lock(%s)", [MAKING])
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            _drop(server, f"sightline_{what}_%")
            _make(server, name, copied, fill or (lambda: call_command("migrate", verbosity=0)))
    return name


@contextmanager
def in_a_copy_of(pattern: str) -> Iterator[None]:
    """Django works in a copy of this database, which is gone afterwards."""
    name = f"test_copy_{os.getpid()}"
    with _server() as server:
        server.execute(_create(name, pattern))
        try:
            with _at(name):
                yield
        finally:
            server.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(name)))


def _server() -> "psycopg.Connection":
    return psycopg.connect(**connection.parameters(environment.OWNER), autocommit=True)


def _code() -> str:
    """What every line of the product comes to: the tables, and whatever is put in them when they are made."""
    root = Path(sightline.__file__).parent
    each = hashlib.sha256()
    for file in sorted(root.rglob("*.py")):
        each.update(file.read_bytes())
    return each.hexdigest()[:16]


def _make(server: psycopg.Connection, name: str, copied: str | None, fill: Callable[[], object]) -> None:
    """Under another name until it is whole, so that a run that was stopped leaves nothing to copy."""
    half = f"{name}_half"
    server.execute(_create(half, copied))
    with _at(half):
        fill()
    server.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(*map(sql.Identifier, (half, name))))


def _create(name: str, copied: str | None) -> sql.Composable:
    made = sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name))
    return made + sql.SQL(" TEMPLATE {}").format(sql.Identifier(copied)) if copied else made


@contextmanager
def _at(name: str) -> Iterator[None]:
    """Django works in this database."""
    told = connected.settings_dict["NAME"]
    connected.close()
    settings.DATABASES["default"]["NAME"] = connected.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connected.close()
        settings.DATABASES["default"]["NAME"] = connected.settings_dict["NAME"] = told


def _drop(server: psycopg.Connection, like: str) -> None:
    for (name,) in server.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [like]).fetchall():
        server.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(name)))
