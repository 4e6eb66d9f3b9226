"""The database that each worker of the tests copies: migrated once, and again only when the code changes."""

import hashlib
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


def made_once() -> str:
    """The name of a database with every table and no row in it."""
    name = f"sightline_pattern_{_code()}"
    with psycopg.connect(**connection.parameters(environment.OWNER), autocommit=True) as server:
        server.execute("SELECT pg_advisory_lock(%s)", [MAKING])
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            _drop(server, "sightline_pattern_%")
            _make(server, name)
    return name


def _code() -> str:
    """What every line of the product comes to: the tables, and whatever is put in them when they are made."""
    root = Path(sightline.__file__).parent
    each = hashlib.sha256()
    for file in sorted(root.rglob("*.py")):
        each.update(file.read_bytes())
    return each.hexdigest()[:16]


def _make(server: psycopg.Connection, name: str) -> None:
    """Under another name until it is whole, so that a run that was stopped leaves nothing to copy."""
    half = f"{name}_half"
    server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(half)))
    told, settings.DATABASES["default"]["NAME"] = settings.DATABASES["default"]["NAME"], half
    connected.close()
    try:
        connected.settings_dict["NAME"] = half
        call_command("migrate", verbosity=0)
    finally:
        connected.close()
        connected.settings_dict["NAME"] = settings.DATABASES["default"]["NAME"] = told
    server.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(*map(sql.Identifier, (half, name))))


def _drop(server: psycopg.Connection, like: str) -> None:
    for (name,) in server.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [like]).fetchall():
        server.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(name)))
