"""Logs without personal data."""

import logging
import traceback
from types import TracebackType

ExceptionFacts = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class WithoutWords(logging.Formatter):
    """Says when, how bad, where and what kind of failure, without the failure's own words.

    An exception's message may carry what was typed or a row of the record (PostgreSQL's DETAIL does), so a
    trace keeps its files, lines and the exceptions' names, and drops their messages.
    """

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def formatException(self, ei: ExceptionFacts) -> str:  # noqa: N802 - the name is the standard library's
        """The trace of an exception and of those behind it, oldest first, each by name only."""
        return "\n".join(part for failure in _chain(ei[1]) for part in _trace(failure))


def _chain(failure: BaseException | None) -> list[BaseException]:
    chain: list[BaseException] = []
    while failure is not None and failure not in chain:
        chain.append(failure)
        failure = failure.__cause__ or failure.__context__
    return chain[::-1]


def _trace(failure: BaseException) -> list[str]:
    frames = traceback.format_tb(failure.__traceback__)
    return [
        *(frame.rstrip("\n") for frame in frames),
        f"{type(failure).__module__}.{type(failure).__qualname__}",
    ]
