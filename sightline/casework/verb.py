"""How a verb runs: in one transaction, in one worker's name, with the database's refusals said in words."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar, cast, overload

from django.db import DatabaseError, IntegrityError, connection, transaction

from sightline.people.models import PRACTISES, Role, Worker

P = ParamSpec("P")
R = TypeVar("R")

NOT_WRITERS = "Only whoever works with children writes in the record."


class Refused(Exception):
    """This cannot be recorded as it stands; the message tells the worker why. Nothing was changed."""


@overload
def verb(function: Callable[P, R], /) -> Callable[P, R]: ...
@overload
def verb(*, may: frozenset[Role], refused: str) -> Callable[[Callable[P, R]], Callable[P, R]]: ...
def verb(
    function: Callable[P, R] | None = None, /, *, may: frozenset[Role] = PRACTISES, refused: str = NOT_WRITERS
) -> Callable[P, R] | Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a function a verb: it takes `by`, the worker who does it, and changes all it says or nothing.

    `may` are the roles that may do it, by default all that write in the record; anybody else is refused in
    the words of `refused`. What depends on more than the role, the verb itself asks.

    The transaction is opened in that worker's name, which the journal keeps and without which PostgreSQL
    refuses the change. A constraint that is violated raises `Refused` with the constraint's own sentence.
    """

    def made(function: Callable[P, R]) -> Callable[P, R]:
        @wraps(function)
        def in_one_transaction(*args: P.args, **kwargs: P.kwargs) -> R:
            worker = kwargs["by"]
            if not isinstance(worker, Worker) or worker.pk is None:
                raise TypeError("a verb names the worker who does it")
            if worker.role not in may:
                raise Refused(refused)
            try:
                with transaction.atomic():
                    name(worker, because=str(kwargs.get("because") or ""))
                    return function(*args, **kwargs)
            except IntegrityError as error:
                raise Refused(sentence(error)) from error

        in_one_transaction.is_verb = True  # type: ignore[attr-defined]  # so that a test can list every verb
        in_one_transaction.may = may  # type: ignore[attr-defined]  # so that the access matrix can be made
        return in_one_transaction

    return made if function is None else made(function)


_acting_for: ContextVar[Worker | None] = ContextVar("acting_for", default=None)


@contextmanager
def acting_for(absent: Worker | None) -> Iterator[None]:
    """What is done meanwhile is the deputy's, in the deputy's name; the journal adds for whom they acted."""
    before = _acting_for.set(absent)
    try:
        yield
    finally:
        _acting_for.reset(before)


def name(worker: Worker, *, because: str = "") -> None:
    """Name the worker, and any reason given, on everything written until the transaction ends."""
    absent = _acting_for.get()
    if absent is not None:
        because = f"{because} (acting for {absent.name})".strip()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('app.worker', %s, true), set_config('app.because', %s, true)",
            [str(worker.pk), because],
        )


def sentence(error: DatabaseError) -> str:
    """The violated constraint as a sentence: our constraints are named as what must be true."""
    diagnosis = getattr(error.__cause__, "diag", None)
    constraint = cast(str | None, getattr(diagnosis, "constraint_name", None))
    if not constraint:
        return "The record refused this change."
    words = constraint.replace("_", " ")
    return f"The record refused this: {words}."
