"""Naming the reader to PostgreSQL: for one transaction, and in nobody else's.

Pages are read as a role that PostgreSQL shows nothing until it knows who reads. A request names its worker in
the transaction that it runs in. The name is local to that transaction, so the next request that is given the
same connection finds nobody named, whatever became of this one.

Five doors lead beyond one's own children, each open for as long as it takes: to numbers
counted from the whole record (`counting`), to names that tell people apart while a contact is written down
(`matching`), to what came before the contacts that one has to decide (`around`), to warnings of whoever
is linked with a child that one may see (`warned`), and to whom to ask about a restricted record (`existing`).
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from sightline.people.models import Worker

#: The door that is open, and none other with it.
_open: ContextVar[str] = ContextVar("open", default="")
NAME = "SELECT record_read_as(%s, %s)"
OPEN = """
SELECT coalesce(current_setting('app.scope', true), ''), coalesce(current_setting('app.beside', true), ''),
       record_scope(%s, %s::bigint[], %s)
"""
CLOSE = "SELECT set_config('app.scope', %s, true), set_config('app.beside', %s, true)"


@contextmanager
def reading(worker: Worker, *, at: datetime) -> Iterator[None]:
    """What is read and written within is by this worker, at this instant: all of it, or nothing."""
    nested = connection.in_atomic_block
    with transaction.atomic():
        name(worker, at=at)
        yield
        if nested:  # else the transaction ends here, and the name with it
            name(None, at=None)


def name(worker: Worker | None, *, at: datetime | None) -> None:
    """Name the reader until the transaction ends; None: nobody."""
    _ask(NAME, worker.pk if worker else None, at)


@contextmanager
def counting() -> Iterator[None]:
    """Within, everything may be read, to count it: what comes of it is numbers, and names of workers
    and teams.

    A second decision about a contact is read so too, blind, by whoever was drawn to make it. Where this door
    is open it is not opened again.
    """
    if _open.get() == "counts":
        yield
        return
    with _through("counts"):
        yield


@contextmanager
def matching(words: str = "") -> Iterator[None]:
    """Within, anybody can be told apart: name, birth date, home, family, numbers; nothing of their story.

    Only for a reader who takes contacts. PostgreSQL itself logs the words for which it was opened.
    """
    with _through("identity", words=words[:200]):
        yield


@contextmanager
def around(contacts: Iterable[int]) -> Iterator[None]:
    """Within, the contacts, referrals and early help that came before these can be read: of whomever they are
    about, their families, and whoever lived where they live. Only of contacts that the reader may see.
    """
    with _through("history", contacts):
        yield


@contextmanager
def warned(children: Iterable[int]) -> Iterator[None]:
    """Within, the warnings of whoever is linked with these children can be read, who they are and how they
    are linked: nothing else of their record. Only of children whom the reader may see.
    """
    with _through("warnings", children):
        yield


@contextmanager
def existing() -> Iterator[None]:
    """Within, who restricted records are about can be read, and whom to ask: nothing else of the record. Only
    for a reader who practises, and not of anybody from whom they are kept.
    """
    with _through("existence"):
        yield


@contextmanager
def _through(door: str, about: Iterable[int] = (), words: str = "") -> Iterator[None]:
    """Through one door, and back to where the reader was; what is rolled back goes back by itself."""
    before = _ask(OPEN, door, list(about), words)
    within = _open.set(door)
    try:
        yield
    finally:
        _open.reset(within)
        if not connection.needs_rollback:
            _ask(CLOSE, *before[:2])


def _ask(statement: str, *values: int | str | datetime | list[int] | None) -> tuple[Any, ...]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return tuple(cursor.fetchone())
