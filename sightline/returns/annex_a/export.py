"""Write the lists as the workbook that inspectors use: a sheet for each list, and one about them.

The same lists make the same file, byte for byte: it is dated as of the midnight of its day.
"""

from collections.abc import Iterator
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any

from sightline.returns.annex_a.build import Built
from sightline.returns.annex_a.facts import Value
from sightline.returns.annex_a.lists import LISTS, NOT_HELD, UNHELD, List
from sightline.returns.kept_whole import whole
from sightline.returns.words import many, written

ABOUT = "About these lists"
"""The sheet after the lists. Whoever reads a workbook reads the sheets called List 1 to List 11."""

EMPTY_COLUMNS = {
    (7, "Subject to Emergency Protection Order or Protected Under Police Powers in Last Six Months (Y/N)"):
    NOT_HELD.format("emergency orders and police powers"),
}  # fmt: skip
"""Columns that our own record cannot fill yet, and what stands beside their heading."""

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def workbook(built: Built) -> bytes:
    """The whole file. Every word in it is text: nothing that a record says can become a formula or a link."""
    from xlsxwriter import Workbook

    file = BytesIO()
    with Workbook(file, _OPTIONS) as book:
        book.set_properties(
            {"title": f"Annex A, {written(built.on)}", "created": datetime.combine(built.on, time())}
        )
        styles = _Styles(book)
        for one in LISTS:
            sheet = book.add_worksheet(one.sheet)
            _head(sheet, one, styles)
            for number, row in enumerate(built.rows[one.number], 1):
                _write(sheet, number, row, styles)
        _about(book.add_worksheet(ABOUT), built, styles)
    return file.getvalue()


def write(path: Path, built: Built) -> None:
    """Write the whole file or none of it. Only its owner may read it. Raises Refused where it cannot."""
    content = workbook(built)
    with whole(path) as file:
        file.write(content)


class _Styles:
    def __init__(self, book: Any) -> None:
        self.bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self.day = book.add_format({"num_format": "dd/mm/yyyy"})
        self.text = book.add_format({"quote_prefix": True})
        self.wrapped = book.add_format({"quote_prefix": True, "text_wrap": True, "valign": "top"})


def _head(sheet: Any, one: List, styles: _Styles) -> None:
    sheet.freeze_panes(1, 1)
    sheet.set_column(0, len(one.columns) - 1, 18)
    for column, heading in enumerate(one.headings):
        sheet.write_string(0, column, heading, styles.bold)
        if beside := EMPTY_COLUMNS.get((one.number, heading)):
            sheet.write_comment(0, column, beside)
    if one.number in UNHELD:
        sheet.write_comment(0, 0, one.who)


def _write(sheet: Any, number: int, row: tuple[Value, ...], styles: _Styles) -> None:
    for column, value in enumerate(row):
        if isinstance(value, date):
            sheet.write_datetime(number, column, datetime.combine(value, time()), styles.day)
        elif isinstance(value, int):
            sheet.write_number(number, column, value)
        elif value:
            sheet.write_string(number, column, value, styles.text)


def _about(sheet: Any, built: Built, styles: _Styles) -> None:
    sheet.set_column(0, 0, 12)
    sheet.set_column(1, 1, 36)
    sheet.set_column(2, 2, 14)
    sheet.set_column(3, 3, 90)
    for number, row in enumerate(about(built)):
        for column, words in enumerate(row):
            sheet.write_string(number, column, words, styles.wrapped if number else styles.bold)


def about(built: Built) -> Iterator[tuple[str, str, str, str]]:
    """What each list is of, how many rows it has, and what is empty because nothing here holds it."""
    yield "List", "What it is of", "Rows", f"As the record stood on {written(built.on)}"
    for one in LISTS:
        yield one.sheet, one.title, counted(built, one), one.who
    for (number, heading), why in EMPTY_COLUMNS.items():
        yield f"List {number}", heading, "left blank", why
    yield (
        "",
        "Which days",
        "",
        _six_months(built),
    )
    yield (
        "",
        "Numbers",
        "",
        (
            "Referrals are counted before the one in the row and enquiries besides it; conferences with it. "
            "All are counted over twelve months."
        ),
    )
    yield (
        "",
        "Who holds a case",
        "",
        "The team is the one that holds it now; the worker is whoever led it on the day.",
    )
    yield "", "A blank", "", "Nobody has recorded it. It is never filled with a no."


def counted(built: Built, one: List) -> str:
    """How many rows the list has; never nought for one that is not held."""
    return "not held" if one.number in UNHELD else many(len(built.rows[one.number]), "row")


def _six_months(built: Built) -> str:
    return f"Six months are from {written(built.from_on)} to {written(built.on)}, both included."
