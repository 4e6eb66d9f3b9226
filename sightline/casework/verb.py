"""How a verb runs: in one transaction, in one worker's name, with the database's refusals said in words."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar, cast

from django.db import DatabaseError, IntegrityError, connection, transaction

from sightline.people.models import Worker

P = ParamSpec("P")
R = TypeVar("R")


class Refused(Exception):
    """This cannot be recorded as it stands; the message tells the worker why. Nothing was changed."""


def verb(function: Callable[P, R]) -> Callable[P, R]:
    """Make a function a verb: it takes `by`, the worker who does it, and changes all it says or nothing.

    The transaction is opened in that worker's name, which the journal keeps and without which PostgreSQL
    refuses the change. A constraint that is violated raises `Refused` with the constraint's own sentence.
    """

    @wraps(function)
    def in_one_transaction(*args: P.args, **kwargs: P.kwargs) -> R:
        worker = kwargs["by"]
        if not isinstance(worker, Worker) or worker.pk is None:
            raise TypeError("a verb names the worker who does it")
        try:
            with transaction.atomic():
                name(worker, because=str(kwargs.get("because") or ""))
                return function(*args, **kwargs)
        except IntegrityError as error:
            raise Refused(sentence(error)) from error

    in_one_transaction.is_verb = True  # type: ignore[attr-defined]  # so that a test can list every verb
    return in_one_transaction


def name(worker: Worker, *, because: str = "") -> None:
    """Name the worker, and any reason given, on everything written until the transaction ends."""
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
