"""Censuses from other systems: checked, kept where only this program reads, and deleted when asked.

The file is kept so that it can be checked again; it is read as data, never served, and its name is random.
"""

import os
import re
import secrets
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

from django.conf import settings

from sightline.people.models import Worker
from sightline.returns.models import CensusCheck
from sightline.returns.watch import check_file

_NAME = re.compile(r"[0-9a-f]{32}", re.ASCII)


def folder() -> Path:
    """Where the files are: beside the database, outside what is served."""
    place = Path(settings.VAR) / "censuses"
    place.mkdir(mode=0o700, exist_ok=True)
    return place


def take(pieces: Iterable[bytes], *, called: str, by: Worker, on: date, at: datetime) -> CensusCheck:
    """Keep and check a file that somebody sent. Raises `refusal.Refused`, keeping nothing of it."""
    path = folder() / f"{secrets.token_hex(16)}.xml"
    kept = False
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.writelines(pieces)
        made = check_file(path, called=called, on=on, at=at, by=by)
        kept = True
        return made
    finally:
        if not kept:
            path.unlink(missing_ok=True)


def forget(made: CensusCheck) -> None:
    """Delete a census from elsewhere: the file, and everything that was found in it."""
    if made.is_own or not _NAME.fullmatch(made.name):
        raise ValueError("only a census from elsewhere can be deleted")
    (folder() / f"{made.name}.xml").unlink(missing_ok=True)
    CensusCheck.objects.filter(name=made.name).delete()
