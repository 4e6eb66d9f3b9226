"""A census as the checks read it: columns of days, flags and text, each in step with the rows of a table.

A day is its number (`date.toordinal`), a flag True or False. What cannot be read is None here as what is
absent is, and `unreadable` remembers where it stood: what a rule then says of such a place is not believed
(see `check`). So a rule is written as if everything could be read, and a date that is no date is never
taken for a missing one.
"""

from array import array
from collections.abc import Callable, Sequence
from copy import copy
from datetime import date, timedelta
from functools import cached_property
from typing import Generic, TypeVar

from sightline.returns.cin_census.days import calendar_day
from sightline.returns.cin_census.shape import DAYS, FLAGS, TABLES
from sightline.returns.cin_census.tables import Census, Table
from sightline.returns.words import written
from sightline.timescales import FIRST_DAY, LAST_DAY, is_working_day, working_days_between
from sightline.timescales.timescale import months_after

HOLDERS = {
    "CINdetails": "ChildIdentifiers",
    "ChildCharacteristics": "ChildIdentifiers",
    "Disabilities": "ChildCharacteristics",
    "Assessments": "CINdetails",
    "AssessmentFactors": "Assessments",
    "CINplanDates": "CINdetails",
    "Section47": "CINdetails",
    "ChildProtectionPlans": "CINdetails",
    "Reviews": "ChildProtectionPlans",
    "PreProceedingsandFGDM": "CINdetails",
}
"""What holds each row of a table: an episode its assessments, a child's identifiers its episodes."""

ONE_TO_A_CHILD = ("ChildIdentifiers", "ChildCharacteristics")
ONE_DAY = timedelta(days=1)
_NONE_INSIDE: list[int] = []
_FLAGS = {"true": True, "1": True, "false": False, "0": False}
_T = TypeVar("_T")


class NotEvaluated(Exception):
    """A rule cannot be applied to this return, and why, in words."""


class Columns:
    """One census, prepared once; every rule reads from here."""

    def __init__(self, census: Census, collection: int) -> None:
        """`collection` is the year in which the collection's census year ends: 2026 for 2025-26."""
        self.census, self.collection = census, collection
        self.tables = dict(census.tables)
        self.given = {name: len(table) for name, table in census.tables.items()}
        self.unreadable: dict[tuple[str, str], dict[int, str]] = {}
        self._days: dict[tuple[str, str], list[int | None]] = {}
        self._flags: dict[tuple[str, str], list[bool | None]] = {}
        self._along: dict[tuple[str, str, str], list[int | None]] = {}
        self._known = _Known(_day_number)
        self._holders: dict[tuple[str, str], Sequence[int]] = {}
        self._inside: dict[tuple[str, str], list[list[int]]] = {}
        self._filled: dict[str, list[bool]] = {}
        self._texts_inside: dict[tuple[str, str, str], list[list[tuple[int, str]]]] = {}
        self._read_an_absent_group_as_an_empty_one()

    @cached_property
    def last_day(self) -> int:
        """The reference date, on which the return's year ends. Raises NotEvaluated where it cannot serve."""
        day = self.days("Header", "ReferenceDate")[0]
        if day is None:
            raise NotEvaluated("the header has no reference date that can be read")
        if not FIRST_DAY.toordinal() < day <= LAST_DAY.toordinal():
            raise NotEvaluated(
                f"the reference date, {written(date.fromordinal(day))}, is not in 2000 to 2035"
            )
        return day

    @cached_property
    def first_day(self) -> int:
        """The day after the reference date of the year before."""
        return (months_after(date.fromordinal(self.last_day), -12) + ONE_DAY).toordinal()

    def first_within(self, working_days: int) -> int:
        """The earliest day from which no more than so many working days pass until the reference date."""
        last = day = date.fromordinal(self.last_day)
        while working_days_between(day - ONE_DAY, last) <= working_days:
            day -= ONE_DAY
        return day.toordinal()

    def working_day_before(self, day: int) -> int:
        """The last working day before that one."""
        before = date.fromordinal(day) - ONE_DAY
        while not is_working_day(before):
            before -= ONE_DAY
        return before.toordinal()

    def days(self, table: str, item: str) -> list[int | None]:
        """A column of days."""
        key = (table, item)
        if key not in self._days:
            self._days[key] = self._read(table, item, self._known)
        return self._days[key]

    def flags(self, table: str, item: str) -> list[bool | None]:
        """A column of flags."""
        key = (table, item)
        if key not in self._flags:
            self._flags[key] = self._read(table, item, _Known(_flag))
        return self._flags[key]

    def days_along(self, table: str, holder: str, item: str) -> list[int | None]:
        """The days of a table that holds this one, in step with this one's rows."""
        key = (table, holder, item)
        if key not in self._along:
            found = self.days(holder, item)
            self._along[key] = [found[row] for row in self.holders(table, holder)]
        return self._along[key]

    def holders(self, table: str, holder: str) -> Sequence[int]:
        """For each row of the table, the row of `holder` that holds it, directly or not."""
        key = (table, holder)
        if key not in self._holders:
            self._holders[key] = self._find_holders(table, holder)
        return self._holders[key]

    def inside(self, holder: str, table: str) -> list[list[int]]:
        """For each row of `holder`, the rows of the table that it holds, directly or not."""
        key = (holder, table)
        if key not in self._inside:
            found = [_NONE_INSIDE] * len(self.tables[holder])
            for row, held_by in enumerate(self.holders(table, holder)):
                if found[held_by] is _NONE_INSIDE:
                    found[held_by] = [row]
                else:
                    found[held_by].append(row)
            self._inside[key] = found
        return self._inside[key]

    def filled(self, table: str) -> list[bool]:
        """For each row of the table, whether anything at all is given in it."""
        if table not in self._filled:
            columns = self.tables[table].values.values()
            self._filled[table] = [any(row) for row in zip(*columns, strict=True)]
        return self._filled[table]

    def texts_inside(self, holder: str, table: str, item: str) -> list[list[tuple[int, str]]]:
        """For each row of `holder`, the rows of the table it holds that give the item, and what they say."""
        key = (holder, table, item)
        if key not in self._texts_inside:
            texts = self.tables[table].values[item]
            self._texts_inside[key] = [
                [(row, text) for row in rows if (text := texts[row])] if rows else []
                for rows in self.inside(holder, table)
            ]
        return self._texts_inside[key]

    def line_of(self, table: str, row: int) -> dict[str, int]:
        """The row, and each row that holds it, by table; the row itself first."""
        found = {table: row}
        while table in HOLDERS:
            row, table = self.holders(table, HOLDERS[table])[row], HOLDERS[table]
            found[table] = row
        return found

    def holder_of(self, table: str, item: str) -> str:
        """The table with that item: this one, or the nearest that holds it."""
        while item not in TABLES[table].items:
            table = HOLDERS[table]
        return table

    def _find_holders(self, table: str, holder: str) -> Sequence[int]:
        if table == holder:
            return range(len(self.tables[table]))
        if holder == "ChildIdentifiers":
            return [self._identifiers[child] for child in self.tables[table].child]
        if HOLDERS[table] == holder:
            return self.tables[table].parent
        between = self.holders(HOLDERS[table], holder)
        return [between[row] for row in self.tables[table].parent]

    @cached_property
    def _identifiers(self) -> list[int]:
        """For each child, the row of its identifiers; the first where there is more than one."""
        found = [0] * self.census.children
        for row in range(len(self.tables["ChildIdentifiers"]) - 1, -1, -1):
            found[self.tables["ChildIdentifiers"].child[row]] = row
        return found

    @cached_property
    def child_numbers(self) -> list[str | None]:
        """The authority's own number for each child; None where there is none."""
        numbers = self.tables["ChildIdentifiers"].values["LAchildID"]
        return [numbers[row] for row in self._identifiers]

    def _read(self, table: str, item: str, known: "_Known[_T]") -> list[_T | None]:
        texts = self.tables[table].values[item]
        column = [None if text is None else known[text] for text in texts]
        if known.wrong:
            found = {row: known.wrong[text] for row, text in enumerate(texts) if text in known.wrong}
            if found:
                self.unreadable[table, item] = found
        return column

    def _read_an_absent_group_as_an_empty_one(self) -> None:
        """Give each child without identifiers or characteristics a blank row of them, after the others."""
        lines = self.census.tables["Child"].line
        for name in ONE_TO_A_CHILD:
            having = set(self.tables[name].child)
            without = [child for child in range(self.census.children) if child not in having]
            places = [(lines[child], child) for child in without]
            self.tables[name] = _with_blank_rows(self.tables[name], places)
        if not self.given["Header"]:
            self.tables["Header"] = _with_blank_rows(self.tables["Header"], [(0, -1)])


class _Known(dict[str, _T | None], Generic[_T]):
    """What each text says; why for those that say nothing is in `wrong`."""

    def __init__(self, meaning: Callable[[str], _T | str]) -> None:
        super().__init__()
        self.meaning = meaning
        self.wrong: dict[str | None, str] = {}

    def __missing__(self, text: str) -> _T | None:
        said = self.meaning(text)
        if isinstance(said, str):
            self.wrong[text] = said
            self[text] = None
        else:
            self[text] = said
        return self[text]


def _day_number(text: str) -> int | str:
    day = calendar_day(text)
    return day if isinstance(day, str) else day.toordinal()


def _flag(text: str) -> bool | str:
    return _FLAGS.get(text.lower(), "what is written is neither true nor false")


def _with_blank_rows(table: Table, places: list[tuple[int, int]]) -> Table:
    if not places:
        return table
    longer = copy(table)
    longer.values = {item: list(values) for item, values in table.values.items()}
    longer.lines = {item: array("q", lines) for item, lines in table.lines.items()}
    longer.line, longer.child, longer.parent = (
        array("q", c) for c in (table.line, table.child, table.parent)
    )
    for line, child in places:
        longer.begin(line, child, child)
    return longer


READ_AS_DAYS = sorted((name, item) for name, group in TABLES.items() for item in group.items if item in DAYS)
READ_AS_FLAGS = sorted(
    (name, item)
    for name, group in TABLES.items()
    for item in group.items
    if item in FLAGS | {"FGDMMeetingOffer", "FGDMMeetingFac"}
)
