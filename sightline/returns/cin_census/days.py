"""The days and flags of a census, out of its text. A day that is no day is refused with its place."""

import re
from collections.abc import Iterator
from datetime import date

from sightline.returns.cin_census.shape import DAYS, FLAGS
from sightline.returns.cin_census.tables import Census, Table
from sightline.returns.refusal import Reason, Refused
from sightline.timescales import FIRST_DAY, LAST_DAY

FIRST_BIRTH = date(1950, 1, 1)
"""A birth date need not be a working day, but nobody born before this is in a census."""

_WRITTEN = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?(?:Z|[+-]\d{2}:\d{2})?", re.ASCII
)
_SHOWABLE = re.compile(r"[\d\s/.:-]{1,30}", re.ASCII)
"""Text that may be repeated in a message. With letters in it, it might be a name out of place."""

_FLAGS = dict.fromkeys(("true", "1", "yes", "y"), True) | dict.fromkeys(("false", "0", "no", "n"), False)


class Days:
    """Every day and flag of a census, by table and item, in step with the rows of its tables.

    Raises Refused with every impossible day in the file, in the order of their lines. With `wrong`, they are
    put there instead, and read as absent.
    """

    def __init__(self, census: Census, *, wrong: list[Reason] | None = None) -> None:
        self.census = census
        self._known: dict[str, date | str] = {}
        found: list[Reason] = []
        self._days = {
            (table.name, item): list(self._column(table, item, found))
            for table in census.tables.values()
            for item in table.values
            if item in DAYS
        }
        found.sort(key=lambda reason: reason.line or 0)
        if wrong is not None:
            wrong.extend(found)
        elif found:
            raise Refused(*found)

    def of(self, table: str, item: str) -> list[date | None]:
        """The days in that column; None where the item is absent or blank."""
        return self._days[table, item]

    def flag(self, table: str, item: str) -> list[bool | None]:
        """The yes-or-no column; None where it is absent, blank or not understood."""
        if item not in FLAGS:
            raise ValueError(f"{item} is not yes or no")
        texts = self.census.tables[table].values[item]
        return [None if text is None else _FLAGS.get(text.lower()) for text in texts]

    def _column(self, table: Table, item: str, wrong: list[Reason]) -> Iterator[date | None]:
        first = FIRST_BIRTH if "BirthDate" in item else FIRST_DAY
        for row, text in enumerate(table.values[item]):
            day = None if text is None else self._day(text, first)
            if isinstance(day, str):
                wrong.append(Reason(day, table.place(row, item).line, item))
                day = None
            yield day

    def _day(self, text: str, first: date) -> date | str:
        """The day, or why it is none."""
        known = self._known.get(text)
        if known is None:
            known = self._known[text] = calendar_day(text)
        if isinstance(known, date) and not first <= known <= LAST_DAY:
            return f"{text!r} is outside {first.year} to {LAST_DAY.year}"
        return known


def calendar_day(text: str) -> date | str:
    """The day written there, or why it is none."""
    written = _WRITTEN.fullmatch(text)
    if not written:
        shown = repr(text) if _SHOWABLE.fullmatch(text) else "what is written"
        return f"{shown} is not a date as a census writes one (2024-03-31)"
    try:
        return date(*(int(part) for part in written.groups()))
    except ValueError:
        return f"{text!r} is not a day in the calendar"
