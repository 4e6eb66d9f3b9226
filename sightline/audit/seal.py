"""Sealing the journal and the looks, and finding out whether anybody has tampered with them since.

The database refuses to change what was written, but its owner can take that refusal away. So each row carries
a digest of itself, and every so often the rows written since are sealed: their digests and the last seal are
hashed into the next. A row that was changed, removed, added, moved or back-dated then no longer fits, and
whoever keeps the newest seal's digest elsewhere can tell even if every seal was made again.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from psycopg.sql import SQL, Composed, Identifier

from sightline.audit.models import Seal

#: The most rows in one seal, so that verifying needs little memory.
STRETCH = 100_000
NOTHING_BEFORE = "0" * 64

STRETCH_DIGEST = """
SELECT min(id), max(id), count(*),
       encode(sha256(convert_to(
           %s || coalesce(string_agg(id || ':' || digest, ',' ORDER BY id), ''), 'UTF8'
       )), 'hex')
FROM (SELECT id, digest FROM {log} WHERE id > %s AND id <= %s ORDER BY id LIMIT %s) AS stretch
"""
CHANGED = "SELECT id FROM {log} WHERE digest <> audit_digest_of({log}) ORDER BY id LIMIT 20"
BACKDATED = "SELECT id FROM {log} WHERE id > %s AND at < %s ORDER BY id LIMIT 20"
GREATEST = 2**63 - 1


@dataclass(frozen=True)
class Tampering:
    """Something that does not fit: in which log, and what was found."""

    log: str
    what: str


def seal() -> list[Seal]:
    """Seal every row written since the last seals. Waits for writers to finish, and holds new ones for it."""
    return [made for log in Seal.Log.values for made in _seal(log)]


def _seal(log: str) -> Iterator[Seal]:
    with transaction.atomic(), connection.cursor() as cursor:
        # A row's number is given out under the lock that this waits for: none below the last can still come.
        cursor.execute(_sql("LOCK TABLE {log} IN SHARE ROW EXCLUSIVE MODE", log))
        while True:
            before = Seal.objects.filter(log=log).order_by("pk").last()
            start, chained = (before.last, before.digest) if before else (0, NOTHING_BEFORE)
            cursor.execute(_sql(STRETCH_DIGEST, log), [chained, start, GREATEST, STRETCH])
            first, last, many, digest = cursor.fetchone()
            if not many:
                return
            yield Seal.objects.create(log=log, first=first, last=last, many=many, digest=digest)


def verify(*, newest: str | None = None) -> list[Tampering]:
    """Everything that does not fit, in both logs; an empty list where nobody has tampered.

    `newest` is a digest of the journal's newest seal that was kept elsewhere: if the chain no longer holds
    it, the seals themselves were made again.
    """
    found = [tampering for log in Seal.Log.values for tampering in _verify(log)]
    if newest is not None and not Seal.objects.filter(log=Seal.Log.JOURNAL, digest=newest).exists():
        found.append(Tampering(Seal.Log.JOURNAL, "the seal that was kept is not in the chain"))
    return found


def _verify(log: str) -> Iterator[Tampering]:
    yield from _rows(log, "was changed after it was written", CHANGED)
    before, chained, sealed_at = 0, NOTHING_BEFORE, None
    for made in Seal.objects.filter(log=log).order_by("pk").iterator():
        if not _holds(log, made, before, chained):
            yield Tampering(
                log, f"rows {made.first} to {made.last} are not those sealed at {_minute(made.at)}"
            )
        before, chained, sealed_at = made.last, made.digest, made.at
    if sealed_at is not None:
        yield from _rows(
            log, "is dated before a seal that it was written after", BACKDATED, before, sealed_at
        )


def _holds(log: str, made: Seal, before: int, chained: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_sql(STRETCH_DIGEST, log), [chained, before, made.last, GREATEST])
        found: tuple[int, int, int, str] = cursor.fetchone()
    return found == (made.first, made.last, made.many, made.digest)


def _rows(log: str, what: str, statement: str, *values: int | datetime) -> Iterator[Tampering]:
    with connection.cursor() as cursor:
        cursor.execute(_sql(statement, log), values or None)
        for (row,) in cursor.fetchall():
            yield Tampering(log, f"row {row} {what}")


def _sql(statement: str, log: str) -> Composed:
    return SQL(statement).format(log=Identifier(log))


def _minute(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"
