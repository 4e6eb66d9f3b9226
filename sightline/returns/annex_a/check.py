"""What is wrong with a workbook of the lists: cells, rows, and children in one list and not another."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from sightline.returns.annex_a.codes import YES_NO
from sightline.returns.annex_a.lists import Column, Holds
from sightline.returns.annex_a.read import Line, Table, Workbook
from sightline.returns.words import listed, many

FIRST_DAY = date(1900, 1, 1)
CHILD = "Child Unique ID"
ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"})
SAME_EVERYWHERE = ("Gender", "Ethnicity", "Date of Birth")
ORDERS = {
    2: [("Assessment start date", "Assessment completion date")],
    4: [("Continuous Assessment Start Date", "Continuous Assessment Date of Authorisation")],
    5: [
        (
            "Strategy discussion initiating Section 47 Enquiry Start Date",
            "Date of Initial Child Protection Conference",
        )
    ],
    6: [("CIN Start Date", "CIN Closure Date")],
    7: [
        ("Child Protection Plan Start Date", "Child Protection Plan End Date"),
        ("Child Protection Plan Start Date", "Date of latest review conference"),
    ],
    8: [
        ("Date Started to be Looked After", "Date Ceased to be Looked After"),
        ("Date Started to be Looked After", "Start Date of Most Recent Placement"),
    ],
    10: [
        ("Date the Child Entered Care", "Date Placed for Adoption"),
        ("Date Placed for Adoption", "Date of Adoption Order"),
    ],
    11: [("Date Stage 1 started", "Date Stage 1 ended"), ("Date Stage 2 started", "Date Stage 2 ended")],
}
"""Pairs of columns of which the second never comes first."""
AFTER_BIRTH = frozenset({8, 9, 10})
"""Lists in which nothing comes before birth. A child not yet born is referred, assessed and on plans."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong: what kind, in which list, on which row of its sheet (None: all of it), about whom."""

    kind: str
    number: int
    row: int | None
    child: str
    says: str

    def __str__(self) -> str:
        where = f"List {self.number}" + (f", row {self.row}" if self.row else "")
        return f"{where}{f', child {self.child}' if self.child else ''}: {self.says}"


def check(book: Workbook, *, on: date) -> list[Finding]:
    """Everything wrong, list by list, for a workbook said to be of that day."""
    found = [one for table in book.tables.values() for one in _of_table(table, on)]
    found += [*_who_differs(book), *_elsewhere(book)]
    return sorted(found, key=lambda one: (one.number, one.row or 0))


def _of_table(table: Table, on: date) -> Iterator[Finding]:
    number = table.of.number
    for kind, headings, says in (
        ("column missing", table.missing, "has no column"),
        ("column unknown", table.unknown, "has a column that is none of the list’s:"),
        ("column repeated", table.repeated, "has a column twice:"),
    ):
        for heading in headings:
            yield Finding(kind, number, None, "", f"{says} {heading}")
    for line in table.lines:
        for column in table.of.columns:
            if column.heading in line.cells and (wrong := _wrong(column, line, on)):
                yield Finding(wrong[0], number, line.number, _child(line), f"{column.heading} {wrong[1]}")
        yield from _out_of_order(number, line)
    yield from _twice(table)


def _wrong(column: Column, line: Line, on: date) -> tuple[str, str] | None:
    """What is wrong with one cell: the kind, and in words; None where nothing is."""
    value, text = line.cells[column.heading], line.text(column.heading)
    if text in ERRORS:
        return "not worked out", f"is {text}: a formula that failed"
    if not text:
        return ("blank", "is blank and must not be") if column.must_be_filled else None
    if column.holds is Holds.DAY:
        return _wrong_day(value, text, on)
    if column.holds is Holds.NUMBER and (isinstance(value, str | date) or float(value or 0) < 0):
        return "not a number", f"is {text[:40]!r}, which is no number"
    if column.codes and column.codes.read(text) is None:
        return "unknown code", f"is {text[:60]!r}, which is no code of this column"
    return None


def _wrong_day(value: object, text: str, on: date) -> tuple[str, str] | None:
    if not isinstance(value, date):
        return "not a day", f"is {text[:40]!r}, which is no day"
    if value < FIRST_DAY:
        return "not a day", f"is {value}, before {FIRST_DAY.year}"
    return ("after the day", f"is {value}, after {on}") if value > on else None


def _out_of_order(number: int, line: Line) -> Iterator[Finding]:
    born_on = line.day("Date of Birth")
    for first, then in ORDERS.get(number, ()):
        earlier, later = line.day(first), line.day(then)
        if earlier and later and later < earlier:
            says = f"{then} ({later}) is before {first} ({earlier})"
            yield Finding("out of order", number, line.number, _child(line), says)
    if born_on and number in AFTER_BIRTH:
        for heading in line.cells:
            day = line.day(heading)
            if day and day < born_on:
                says = f"{heading} ({day}) is before the child was born ({born_on})"
                yield Finding("out of order", number, line.number, _child(line), says)


def _twice(table: Table) -> Iterator[Finding]:
    first: dict[tuple[str, ...], int] = {}
    for line in table.lines:
        said = tuple(line.text(heading) for heading in line.cells)
        if said in first:
            says = f"says the same as row {first[said]}"
            yield Finding("row repeated", table.of.number, line.number, _child(line), says)
        first.setdefault(said, line.number)


def _who_differs(book: Workbook) -> Iterator[Finding]:
    """Children of whom two lists say different things."""
    said: dict[tuple[str, str], dict[str, list[tuple[int, int]]]] = defaultdict(lambda: defaultdict(list))
    for table in _of_children(book):
        for line in table.lines:
            for heading in SAME_EVERYWHERE:
                if words := _meant(table, heading, line):
                    said[_child(line), heading][words].append((table.of.number, line.number))
    for (child, heading), ways in said.items():
        if len(ways) > 1 and child:
            number, row = next(iter(ways.values()))[0]
            places = (f"{words} in {_places(where)}" for words, where in ways.items())
            yield Finding("differs", number, row, child, f"{heading} is {listed(list(places))}")


def _meant(table: Table, heading: str, line: Line) -> str:
    text = line.text(heading)
    column = next((one for one in table.of.columns if one.heading == heading), None)
    return (column.codes.read(text) or text) if column and column.codes and text else text


def _places(where: list[tuple[int, int]]) -> str:
    return listed([f"List {number}" for number in sorted({number for number, _ in where})])


def _of_children(book: Workbook) -> Iterable[Table]:
    return (table for number, table in book.tables.items() if number != 11)


def _elsewhere(book: Workbook) -> Iterator[Finding]:
    """Children whom one list makes expected in another, and who are not there."""
    there = {number: {_child(line) for line in table.lines} for number, table in book.tables.items()}
    for number, wanted, is_so, says in _EXPECTED:
        if number not in there or not there.keys() & wanted:
            continue
        known = set().union(*(there.get(one, set()) for one in wanted))
        for line in book.tables[number].lines:
            if is_so(line) and _child(line) and _child(line) not in known:
                absent = listed([f"List {one}" for one in sorted(wanted)])
                where = f"is in none of {absent}" if len(wanted) > 1 else f"is not in {absent}"
                yield Finding("in one list only", number, line.number, _child(line), f"{says}, and {where}")


def _is(line: Line, heading: str, code: str) -> bool:
    return YES_NO.read(line.text(heading)) == code


_RESULT = "Did the Initial Child Protection Conference Result in a Child Protection Plan"
_EXPECTED: tuple[tuple[int, frozenset[int], Callable[[Line], bool], str], ...] = (
    (3, frozenset({4, 6}), lambda line: _is(line, "Referral NFA?", "no"), "the referral led to something"),
    (5, frozenset({7}), lambda line: _is(line, _RESULT, "yes"), "the conference made a plan"),
    (5, frozenset({4, 6, 7}), lambda line: True, "there is an enquiry"),
    (7, frozenset({6}), lambda line: not line.text("Child Protection Plan End Date"), "the plan is open"),
    (
        8,
        frozenset({6}),
        lambda line: not line.text("Date Ceased to be Looked After"),
        "the child is looked after",
    ),
    (10, frozenset({8, 9}), lambda line: not line.text("Date of Adoption Order"), "adoption is planned"),
)
"""In this list, children of whom this is so are expected in one of those lists, because."""


def _child(line: Line) -> str:
    return line.text(CHILD) or line.text("Individual adopter identifier")


def counted(found: Iterable[Finding]) -> Counter[tuple[int, str]]:
    """How many findings of each kind each list has."""
    return Counter((one.number, one.kind) for one in found)


def headline(found: list[Finding]) -> str:
    """What is wrong, in one sentence."""
    if not found:
        return "Nothing in it is wrong, as far as these checks can tell."
    kinds = Counter(one.kind for one in found)
    parts = [f"{number:,} {kind}" for kind, number in kinds.most_common()]
    return f"{many(len(found), 'finding')}: {listed(parts)}."
