"""Read a workbook of the lists, as an authority filled it in.

What real workbooks get wrong is taken as it comes and told: sheets and columns in another order, missing,
repeated or unknown, a title above the headings, rows without anything in them. What could harm the reader is
not: no other kind of file, no file without end, no document type, no formula is worked out and nothing is
fetched.
"""

import stat
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sightline.returns.annex_a.lists import LISTS, List, plain
from sightline.returns.refusal import Reason, Refused

LARGEST_FILE = 100 << 20
"""Bytes of a file that is read: a large authority's workbook is a hundredth of that."""
LARGEST_INSIDE = 400 << 20
"""Bytes that everything in it may come to when unpacked."""
MOST_PARTS = 2000
MOST_ROWS = 200_000
"""Rows of one sheet."""
MOST_COLUMNS = 200
HEADINGS_WITHIN = 12
"""Rows in which the headings are looked for."""

Cell = str | int | float | bool | date | None
_OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORKBOOK = "xl/workbook.xml"


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its number in the sheet, from 1, and its cells by heading."""

    number: int
    cells: dict[str, Cell]

    def text(self, heading: str) -> str:
        """What stands there, as text; a whole number without a point."""
        value = self.cells.get(heading)
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        return "" if value is None else str(value).replace("\xa0", " ").strip()

    def day(self, heading: str) -> date | None:
        """The day that stands there; None where there is none, or what stands there is no day."""
        value = self.cells.get(heading)
        return value if isinstance(value, date) else None


@dataclass(slots=True)
class Table:
    """One list as the workbook has it."""

    of: List
    sheet: str
    missing: tuple[str, ...]
    unknown: tuple[str, ...]
    repeated: tuple[str, ...]
    lines: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class Workbook:
    """The lists that a workbook has, by number, and the sheets that are none of them."""

    tables: dict[int, Table]
    other_sheets: tuple[str, ...]

    @property
    def missing(self) -> tuple[List, ...]:
        """The lists that it has no sheet for."""
        return tuple(one for one in LISTS if one.number not in self.tables)


def read(path: Path) -> Workbook:
    """The workbook in that file. Raises Refused, saying why, for anything that is not such a workbook."""
    try:
        _refuse_what_is_no_workbook(path)
        return _read(path)
    except OSError as problem:
        raise Refused(Reason(f"{path} cannot be read: {problem.strerror}")) from problem


def _refuse_what_is_no_workbook(path: Path) -> None:
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise Refused(Reason(f"{path} is not a file"))
    if status.st_size > LARGEST_FILE:
        raise Refused(Reason(f"the file is larger than {LARGEST_FILE >> 20} MB"))
    with path.open("rb") as file:
        opening = file.read(8)
        if not opening:
            raise Refused(Reason("the file is empty"))
        if opening == _OLD_EXCEL:
            raise Refused(Reason(_which_old_excel(opening + file.read(LARGEST_FILE))))
    if not opening.startswith(b"PK") or not zipfile.is_zipfile(path):
        raise Refused(Reason("this is not a workbook (.xlsx)"))
    _refuse_what_unpacks_without_end(path)


def _which_old_excel(content: bytes) -> str:
    if _ENCRYPTED in content:
        return "this workbook has a password: save it without one"
    return "this is an old kind of workbook (.xls): save it as .xlsx"


def _refuse_what_unpacks_without_end(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as parts:
            inside = parts.infolist()
            if _WORKBOOK not in parts.namelist():
                raise Refused(Reason("this is an archive, not a workbook (.xlsx)"))
            if any(part.flag_bits & 1 for part in inside):
                raise Refused(Reason("this workbook has a password: save it without one"))
            if len(inside) > MOST_PARTS or sum(part.file_size for part in inside) > LARGEST_INSIDE:
                raise Refused(Reason(f"it would unpack to more than {LARGEST_INSIDE >> 20} MB"))
            for part in inside:
                if part.filename.endswith((".xml", ".rels", ".vml")):
                    _refuse_a_document_type(parts, part)
    except (zipfile.BadZipFile, NotImplementedError, EOFError) as problem:
        raise Refused(Reason("the workbook is damaged: it cannot be unpacked")) from problem


def _refuse_a_document_type(parts: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    with parts.open(part) as file:
        opening = file.read(1 << 16)
    if b"<!DOCTYPE" in opening.replace(b"\0", b"").upper():
        raise Refused(Reason("a workbook has no document type or entities of its own; none is read"))


def _read(path: Path) -> Workbook:
    from openpyxl import load_workbook

    try:
        with path.open("rb") as file:  # and not by its name, which openpyxl would judge it by
            return _lists_in(load_workbook(file, read_only=True, data_only=True, keep_links=False))
    except Refused:
        raise
    except Exception as problem:  # openpyxl lets whatever the file broke come through: KeyError, ParseError …
        raise Refused(Reason("the workbook is damaged: it cannot be read")) from problem


def _lists_in(book: Any) -> Workbook:
    tables: dict[int, Table] = {}
    others: list[str] = []
    for sheet in book.worksheets:
        rows = _rows(sheet)
        opening = [row for _, row in zip(range(HEADINGS_WITHIN), rows, strict=False)]
        one = _which_list(sheet.title, opening)
        if one is None:
            others.append(sheet.title)
        elif one.number in tables:
            raise Refused(Reason(f"two sheets are {one.sheet}: {tables[one.number].sheet} and {sheet.title}"))
        else:
            tables[one.number] = _table(one, sheet.title, opening, rows)
    if not tables:
        raise Refused(Reason("no sheet of this workbook is one of the eleven lists"))
    return Workbook(tables, tuple(others))


def _rows(sheet: Any) -> Iterator[tuple[Any, ...]]:
    for number, row in enumerate(sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS), 1):
        if number > MOST_ROWS:
            raise Refused(Reason(f"{sheet.title} has more than {MOST_ROWS:,} rows"))
        yield row


def _which_list(title: str, opening: list[tuple[Any, ...]]) -> List | None:
    """By the sheet's name where it is one, or else by headings that are those of one list alone."""
    named = {plain(one.sheet): one for one in LISTS}
    if one := named.get(plain(title)):
        return one
    best = max(LISTS, key=lambda one: max((_known(row, one) for row in opening), default=0))
    found = max((_known(row, best) for row in opening), default=0)
    return best if found == len(best.columns) else None


def _known(row: tuple[Any, ...], one: List) -> int:
    """How many of the list's headings the row has."""
    there = {plain(cell) for cell in row if isinstance(cell, str)}
    return sum(plain(heading) in there for heading in one.headings)


def _table(one: List, title: str, opening: list[tuple[Any, ...]], rest: Iterable[tuple[Any, ...]]) -> Table:
    at = max(range(len(opening)), key=lambda place: _known(opening[place], one), default=0)
    heads = opening[at] if opening else ()
    if _known(heads, one) * 2 < len(one.columns):
        raise Refused(Reason(f"{title} has no row with the headings of {one.sheet}"))
    named = {plain(heading): heading for heading in one.headings}
    places: dict[str, int] = {}
    unknown, repeated = [], []
    for place, cell in enumerate(heads):
        heading = named.get(plain(cell)) if cell is not None else None
        if heading in places:
            repeated.append(str(cell))
        elif heading:
            places[heading] = place
        elif cell is not None and str(cell).strip():
            unknown.append(str(cell)[:100])
    missing = tuple(heading for heading in one.headings if heading not in places)
    table = Table(one, title, missing, tuple(unknown), tuple(repeated))
    numbered = enumerate([*opening[at + 1 :]], at + 2)
    table.lines = [*_lines(numbered, places), *_lines(enumerate(rest, len(opening) + 1), places)]
    return table


def _lines(rows: Iterable[tuple[int, tuple[Any, ...]]], places: dict[str, int]) -> Iterator[Line]:
    """The rows with anything in them."""
    for number, row in rows:
        cells = {heading: _cell(row[place]) for heading, place in places.items() if place < len(row)}
        if any(value not in (None, "") for value in cells.values()):
            yield Line(number, cells)


def _cell(value: Any) -> Cell:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, str):
        return value.strip() or None
    return value if value is None or isinstance(value, int | float | date) else str(value)
