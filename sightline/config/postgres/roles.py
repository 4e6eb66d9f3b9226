"""The two roles: the owner makes the tables and loads them; the web role owns nothing and serves the pages.

PostgreSQL does not hold an owner or a superuser to row-level security or to a refused grant. Pages are served
as neither, so what the database refuses is refused to them.
"""

from typing import LiteralString

import psycopg
from psycopg import sql

from sightline.config import environment
from sightline.config.postgres import connection
from sightline.config.postgres.place import CannotRun
from sightline.config.postgres.server import SUPERUSER

OLDEST = 150000
"""The oldest PostgreSQL that has what the record's integrity is made of: 15, in libpq's numbering."""


def prepare_roles() -> None:
    """Makes what is not there yet: our own server's owner and database, and the web role. Safe to repeat."""
    if connection.is_embedded():
        _make_owner()
    with _connect(connection.parameters(environment.OWNER)) as owner:
        _refuse_an_old_server(owner)
        if _make_web_role(owner):
            _let_owner_act_as_web(owner)
        _refuse_a_powerful_web_role(owner)


def refuse_a_lost_password() -> None:
    """Says so, before anything is served, where the web role's password is not the one that is kept here."""
    try:
        with _connect(connection.parameters(environment.WEB)):
            return
    except CannotRun as refused:
        name = connection.web_role()
        raise CannotRun(
            f"{refused}\nPages are served as {name}: if its password is elsewhere, give DATABASE_WEB_URL."
        ) from None


def _make_owner() -> None:
    facts = {**connection.parameters(environment.OWNER), "user": SUPERUSER, "dbname": "postgres"}
    with _connect(facts) as superuser:
        if not _role_exists(superuser, connection.OWNER_ROLE):
            _execute(superuser, "CREATE ROLE {} LOGIN CREATEDB CREATEROLE", connection.OWNER_ROLE)
        named = superuser.execute("SELECT 1 FROM pg_database WHERE datname = %s", [connection.DATABASE])
        if named.fetchone() is None:
            _execute(superuser, "CREATE DATABASE {} OWNER {}", connection.DATABASE, connection.OWNER_ROLE)


def _make_web_role(owner: psycopg.Connection) -> bool:
    """True if this call made it."""
    name = connection.web_role()
    if _role_exists(owner, name):
        return False
    password = connection.parameters(environment.WEB).get("password")
    words = sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD {}")
    try:
        owner.execute(words.format(sql.Identifier(name), sql.Literal(password)))
    except psycopg.errors.InsufficientPrivilege:
        raise CannotRun(
            f"There is no role {name} to serve pages as, and the role in DATABASE_URL may not make one. "
            f"Have it made (CREATE ROLE {name} LOGIN PASSWORD …) and give DATABASE_WEB_URL."
        ) from None
    return True


def _let_owner_act_as_web(owner: psycopg.Connection) -> None:
    """So that tests can try each refusal as the web role. It must be asked for; nothing is inherited."""
    options = sql.SQL(" WITH INHERIT FALSE, SET TRUE" if owner.info.server_version >= 160000 else "")
    grant = sql.SQL("GRANT {} TO CURRENT_USER").format(sql.Identifier(connection.web_role()))
    owner.execute(grant + options)


def _refuse_an_old_server(owner: psycopg.Connection) -> None:
    if owner.info.server_version < OLDEST:
        has, needs = owner.info.server_version // 10000, OLDEST // 10000
        raise CannotRun(f"DATABASE_URL names PostgreSQL {has}; Sightline needs {needs} or later.")


def _refuse_a_powerful_web_role(owner: psycopg.Connection) -> None:
    powers = "rolsuper OR rolcreaterole OR rolcreatedb OR rolbypassrls OR rolreplication"
    name = connection.web_role()
    found = owner.execute(f"SELECT {powers} FROM pg_roles WHERE rolname = %s", [name]).fetchone()  # noqa: S608 - our own words
    if found and found[0]:
        raise CannotRun(f"The role {name} serves pages and has powers over the database: take them from it.")
    same = owner.execute("SELECT current_user = %s", [name]).fetchone()
    if same and same[0]:
        raise CannotRun(
            "DATABASE_URL and DATABASE_WEB_URL name the same role: pages must not be served as the owner."
        )


def _role_exists(connected: psycopg.Connection, name: str) -> bool:
    return connected.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name]).fetchone() is not None


def _execute(connected: psycopg.Connection, words: LiteralString, *names: str) -> None:
    connected.execute(sql.SQL(words).format(*map(sql.Identifier, names)))


def _connect(facts: dict[str, str]) -> psycopg.Connection:
    try:
        return psycopg.connect(**facts, autocommit=True)  # type: ignore[arg-type]  # read as words
    except psycopg.OperationalError as refused:
        raise CannotRun(f"The database cannot be reached: {refused}".strip()) from None
