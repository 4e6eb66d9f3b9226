"""How to reach the database: ours through its private socket, or the one that DATABASE_URL names."""

import os
from typing import Any

from psycopg.conninfo import conninfo_to_dict

from sightline.config import environment
from sightline.config.postgres.place import find_place

OWNER_ROLE = "sightline"
WEB_ROLE = "sightline_web"
DATABASE = "sightline"
WEB_PASSWORD = "database_web_password"  # noqa: S105 - the name of the file that keeps it, not the password


def is_embedded() -> bool:
    """Whether the database is our own."""
    return not os.environ.get("DATABASE_URL")


def web_role() -> str:
    """Name of the role that serves pages."""
    given = os.environ.get("DATABASE_WEB_URL")
    return str(conninfo_to_dict(given).get("user") or WEB_ROLE) if given else WEB_ROLE


def django_database(role: str) -> dict[str, Any]:
    """Django's DATABASES entry for the owner or the web role.

    Serving keeps a pool of connections a process; Django gives each request's back when it ends.
    """
    facts = parameters(role)
    options: dict[str, Any] = {name: value for name, value in facts.items() if name not in DJANGO_NAMES}
    options["prepare_threshold"] = 0  # what is asked at once is planned once: `record/at_once.py`
    if role == environment.WEB:
        options["pool"] = {
            "min_size": 1,
            "max_size": int(os.environ.get("SIGHTLINE_POOL", "8")),
            "timeout": 10,
        }
    return {
        "ENGINE": "django.db.backends.postgresql",
        **{theirs: facts.get(ours, "") for ours, theirs in DJANGO_NAMES.items()},
        "CONN_MAX_AGE": 0,
        "OPTIONS": options,
    }


DJANGO_NAMES = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}


def parameters(role: str) -> dict[str, Any]:
    """libpq's connection parameters for the owner or the web role."""
    if is_embedded():
        return _embedded(OWNER_ROLE if role == environment.OWNER else WEB_ROLE)
    owner = conninfo_to_dict(os.environ["DATABASE_URL"])
    if role == environment.OWNER:
        return owner
    given = os.environ.get("DATABASE_WEB_URL")
    if given:
        return conninfo_to_dict(given)
    return {**owner, "user": WEB_ROLE, "password": environment.kept_secret(WEB_PASSWORD)}


def _embedded(user: str) -> dict[str, Any]:
    place = find_place(environment.var())
    return {"host": str(place.socket), "port": "5432", "dbname": DATABASE, "user": user}
