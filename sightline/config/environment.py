"""What the environment says: where this installation keeps its things, and on whose behalf it connects."""

import os
import secrets
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent.parent

OWNER = "owner"
"""The database role that owns the tables: migrations and bulk loads."""
WEB = "web"
"""The database role that serves pages: it owns nothing, so PostgreSQL's own refusals hold for it."""


def var() -> Path:
    """The folder of this installation's state (database, keys, logs): SIGHTLINE_VAR, or `var` here."""
    folder = Path(os.environ.get("SIGHTLINE_VAR") or CHECKOUT / "var").resolve()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def database_role() -> str:
    """On whose behalf this process connects: SIGHTLINE_DATABASE_ROLE, `owner` unless it says `web`."""
    role = os.environ.get("SIGHTLINE_DATABASE_ROLE") or OWNER
    if role not in (OWNER, WEB):
        raise ValueError(f"SIGHTLINE_DATABASE_ROLE is {role!r}: it must be {OWNER} or {WEB}")
    return role


def kept_secret(name: str) -> str:
    """A random secret, made on first use and kept in `var`, readable by nobody else."""
    path = var() / name
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(50))
    return path.read_text().strip()


def is_yes(name: str, default: bool = False) -> bool:
    """Whether the environment's NAME says yes; `default` where it says nothing."""
    value = os.environ.get(name, "").strip().lower()
    return default if not value else value in ("1", "yes", "true", "on")


def listed(name: str, default: str) -> list[str]:
    """The comma-separated words of the environment's NAME."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]
