"""A census in columns: each group a table, each item a column, each value with the line it stood on."""

from array import array
from dataclasses import dataclass, field

from sightline.returns.cin_census.shape import TABLES


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stood: its line in the file (from 1), table, row of that table (from 0) and item."""

    line: int
    table: str
    row: int
    item: str


class Table:
    """One kind of group. Row r is the r-th such group in the file.

    `values[item][r]` is the text, without surrounding space, or None where it is absent or blank.
    `lines[item][r]` is the line the item stood on, 0 where it is absent.
    `line[r]` is the line of the group itself, `child[r]` the row of its child in the table `Child`, and
    `parent[r]` the row of the group that holds it (the episode for an assessment; the plan for a review).
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.values: dict[str, list[str | None]] = {item: [] for item in TABLES[name].items}
        self.lines = {item: array("q") for item in self.values}
        self.line, self.child, self.parent = array("q"), array("q"), array("q")

    def __len__(self) -> int:
        return len(self.line)

    def begin(self, line: int, child: int, parent: int) -> int:
        """Add a row with nothing in it yet; its number."""
        self.line.append(line)
        self.child.append(child)
        self.parent.append(parent)
        for item, values in self.values.items():
            values.append(None)
            self.lines[item].append(0)
        return len(self.line) - 1

    def put(self, row: int, item: str, value: str | None, line: int) -> bool:
        """Put a value where there is none yet; whether it was put. The first of a repeated item stands."""
        if self.lines[item][row]:
            return False
        self.values[item][row], self.lines[item][row] = value, line
        return True

    def place(self, row: int, item: str) -> Place:
        """Where that item of that row stood; the group's own line where the item is absent."""
        return Place(self.lines[item][row] or self.line[row], self.name, row, item)


@dataclass(slots=True)
class Unread:
    """Elements the reader met and left: how many, and the line of the first."""

    count: int
    line: int


@dataclass(slots=True)
class Census:
    """A census as it was read. Nothing is judged: a day that is no day is kept here as the text it was.

    `unknown` and `repeated` are keyed by (table, element): elements that are no part of the census, and
    items given more than once in one group, of which the first was kept.
    """

    tables: dict[str, Table] = field(default_factory=lambda: {name: Table(name) for name in TABLES})
    unknown: dict[tuple[str, str], Unread] = field(default_factory=dict)
    repeated: dict[tuple[str, str], Unread] = field(default_factory=dict)

    @property
    def children(self) -> int:
        """How many children: `<Child>` elements."""
        return len(self.tables["Child"])

    @property
    def episodes(self) -> int:
        """How many episodes of need: `<CINdetails>` groups."""
        return len(self.tables["CINdetails"])

    def header(self, item: str) -> str | None:
        """An item of the header; None where the file has no header or leaves it out."""
        values = self.tables["Header"].values[item]
        return values[0] if values else None

    def names(self) -> list[str]:
        """What to call each child, in order: the authority's own number, or where in the file it stands.

        Letters that would act on a screen and not show on it are replaced.
        """
        table, identifiers = self.tables["Child"], self.tables["ChildIdentifiers"]
        known = {
            child: "".join(
                letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in number
            )
            for child, number in zip(identifiers.child, identifiers.values["LAchildID"], strict=True)
            if number
        }
        return [
            known.get(child) or f"(no LAchildID, line {table.line[child]})" for child in range(len(table))
        ]
