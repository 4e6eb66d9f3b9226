"""Naming the reader to PostgreSQL: for one transaction, and in nobody else's.

Pages are read as a role that PostgreSQL shows nothing until it knows who reads. A request names its worker in
the transaction that it runs in. The name is local to that transaction, so the next request that is given the
same connection finds nobody named, whatever became of this one.

Three things are read beyond one's own children, each for as long as it takes and by whose work it is:
numbers counted from the whole record (`counting`), names to tell people apart while a contact is written
down (`matching`), and what came before the contacts one has to decide (`around`).
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import connection, transaction

from sightline.people.models import Worker

NAME = "SELECT record_read_as(%s, %s)"
SCOPE = "SELECT record_scope(%s, %s::bigint[], %s)"


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
    """Within, everything may be counted. What comes of it is numbers only, and names of workers and teams."""
    _ask(SCOPE, "counts", [], "")
    try:
        yield
    finally:
        _leave()


@contextmanager
def matching(words: str = "") -> Iterator[None]:
    """Within, anybody can be told apart: name, birth date, home, family, numbers; nothing of their story.

    Only for a reader who takes contacts. PostgreSQL itself logs the words for which it was opened.
    """
    _ask(SCOPE, "identity", [], words[:200])
    try:
        yield
    finally:
        _leave()


@contextmanager
def around(contacts: Iterable[int]) -> Iterator[None]:
    """Within, the contacts and referrals that came before these can be read: of the children whom they are
    about, their families, and whoever lived where they live. Only of contacts that the reader may see.
    """
    _ask(SCOPE, "history", list(contacts), "")
    try:
        yield
    finally:
        _leave()


def _leave() -> None:
    if not connection.needs_rollback:  # what is rolled back forgets the scope by itself
        _ask(SCOPE, "", [], "")


def _ask(statement: str, *values: int | str | datetime | list[int] | None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
