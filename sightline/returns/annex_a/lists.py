"""The eleven lists: their columns, in order and as the workbook spells them, and what may stand in each.

`columns.csv` holds the 169 columns: the list, the heading, what it holds, the set of codes where that is
known here, and whether it must be filled. Source: the inspectors' workbook as an authority fills it in
(January 2024).
"""

import csv
import re
from collections import defaultdict
from dataclasses import dataclass
from enum import Enum
from importlib.resources import files

from sightline.returns.annex_a import codes
from sightline.returns.annex_a.codes import CodeSet


class Holds(Enum):
    """What kind of value a column holds."""

    DAY = "day"
    NUMBER = "number"
    CODE = "code"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, what it holds, and whether it must be filled.

    `codes` is None for a column of codes whose set is not held here: whatever it says is taken.
    """

    heading: str
    holds: Holds
    must_be_filled: bool
    codes: CodeSet | None


@dataclass(frozen=True, slots=True)
class List:
    """One list: its number, what it is of, which children are in it, and its columns."""

    number: int
    title: str
    who: str
    columns: tuple[Column, ...]

    @property
    def sheet(self) -> str:
        """The name of its sheet."""
        return f"List {self.number}"

    @property
    def headings(self) -> tuple[str, ...]:
        """What stands in its first row."""
        return tuple(column.heading for column in self.columns)


def plain(heading: object) -> str:
    """A heading without what workbooks differ in: capitals, spaces, quotation marks, "(Y/N)"."""
    return re.sub(r"[^a-z0-9]+", "", str(heading or "").lower().replace("(y/n)", ""))


def _columns() -> dict[int, list[Column]]:
    found: dict[int, list[Column]] = defaultdict(list)
    with files(__package__).joinpath("columns.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            known = getattr(codes, row["codes"]) if row["codes"] else None
            holds, must = Holds(row["holds"]), bool(row["must be filled"])
            found[int(row["list"])].append(Column(row["heading"], holds, must, known))
    return found


NOT_HELD = "Not held by this system yet: {}. An empty list here is not a count of none."
_ABOUT = {
    1: ("Contacts", "Each child of each contact received in the six months before the day."),
    2: ("Early help assessments", NOT_HELD.format("early help assessments")),
    3: ("Referrals", "Each referral received in the six months before the day."),
    4: (
        "Assessments",
        "Each assessment begun or authorised in the six months before the day, or under way on it; "
        "not those that were left unfinished.",
    ),
    5: (
        "Section 47 enquiries and initial child protection conferences",
        "Each enquiry begun, or with its initial conference held, in the six months before the day, or still "
        "without a conclusion on it; and each initial conference of those months with no enquiry behind it.",
    ),
    6: (
        "Children in need",
        "Each case open on the day, whatever plan the child has, or closed in the six months before it; "
        "not referrals that came to no further action.",
    ),
    7: ("Child protection plans", "Each plan open on the day, or ended in the six months before it."),
    8: ("Children in care", NOT_HELD.format("children looked after")),
    9: ("Care leavers", NOT_HELD.format("care leavers")),
    10: ("Children for adoption", NOT_HELD.format("adoption")),
    11: ("Prospective adopters", NOT_HELD.format("adopters")),
}
#: Lists that our own record cannot fill yet.
UNHELD = frozenset({2, 8, 9, 10, 11})

LISTS = tuple(List(number, *_ABOUT[number], tuple(columns)) for number, columns in _columns().items())
"""All eleven, in order."""


def numbered(number: int) -> List:
    """The list with this number. IndexError if there is none."""
    if not 1 <= number <= len(LISTS):
        raise IndexError(number)
    return LISTS[number - 1]
