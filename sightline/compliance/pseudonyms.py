"""Milestones for analysis, under pseudonyms: the same child has the same one each time, and no name goes out.

A pseudonym is keyed with a secret of this installation, so that nobody who has the file and a list of numbers
can work out who is who. Days and kinds can still point at one child where there are few of a kind: those are
told.
"""

import csv
import hashlib
import hmac
from pathlib import Path

from django.conf import settings
from django.db import connection

from sightline.duties.language import Kind

#: Fewer children than this of a kind could point at one of them.
FEW = 10
COLUMNS = ("child", "kind", "day", "thread")


def pseudonym(what: str, number: int) -> str:
    """Sixteen letters and digits that stand for a child or a thread, and for no other."""
    key = hashlib.sha256(b"pseudonyms" + settings.SECRET_KEY.encode()).digest()
    return hmac.new(key, f"{what}:{number}".encode(), hashlib.sha256).hexdigest()[:16]


def word(kind: int) -> str:
    """A kind of milestone as the file names it."""
    return Kind(kind).name.lower()


def write(place: str) -> list[tuple[str, int]]:
    """Write every milestone to a new file; the kinds that fewer than FEW children have, with how many."""
    with Path(place).open("x", newline="", encoding="utf-8") as file, connection.cursor() as cursor:
        out = csv.writer(file)
        out.writerow(COLUMNS)
        cursor.execute("SELECT child, kind, day, thread FROM record_milestone ORDER BY child, day, kind")
        for child, kind, day, thread in cursor:
            out.writerow((pseudonym("child", child), word(kind), day, pseudonym("thread", thread)))
        cursor.execute(
            "SELECT kind, count(DISTINCT child) FROM record_milestone GROUP BY kind"
            " HAVING count(DISTINCT child) < %s ORDER BY kind",
            [FEW],
        )
        return [(word(kind), many) for kind, many in cursor.fetchall()]
