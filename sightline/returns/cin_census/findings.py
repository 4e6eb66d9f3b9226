"""Where a rule fired, told so that somebody can mend it: the child, the group, its values and the line."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sightline.returns.cin_census.columns import HOLDERS, Columns
from sightline.returns.cin_census.rules import Hit, Rule

MOST_BESIDE = 10
"""How many of the rows that stand beside a finding have their values shown with it."""
LONGEST_VALUE = 200
"""Characters shown of a value. No item of the census is nearly as long."""

Fields = tuple[tuple[str, str | None], ...]


class Finding(NamedTuple):
    """One place where a rule fired.

    `child` is the authority's number for the child, `row` the place of the group among all of its kind in the
    file, from 0. None: of no one child; nothing that stands in the file; of no one line.
    """

    rule: Rule
    child: str | None
    table: str
    row: int | None
    fields: Fields
    line: int | None


def findings(columns: Columns, rule: Rule, hits: Iterable[Hit]) -> Iterator[Finding]:
    """The findings of one rule, made as they are asked for."""
    numbers = columns.child_numbers
    known: dict[tuple[str, tuple[str, ...]], _Shown] = {}
    for hit in hits:
        table, items = hit.table or rule.table, hit.items or rule.items
        if hit.row is None:
            yield Finding(rule, None, table, None, hit.told, hit.line)
            continue
        shown = known.get((table, items))
        if shown is None:
            shown = known[table, items] = _Shown(columns, table, items)
        yield Finding(
            rule,
            _short(numbers[columns.tables[table].child[hit.row]]) if table != "Header" else None,
            table,
            hit.row if hit.row < columns.given[table] else None,
            shown.fields(hit.row, hit.beside[:MOST_BESIDE]),
            shown.line(hit.row),
        )


@dataclass(frozen=True, slots=True)
class _Column:
    item: str
    values: Sequence[str | None]
    holders: Sequence[int]


class _Shown:
    """What is shown of the rows of one table: items of its own, and of what holds it."""

    def __init__(self, columns: Columns, table: str, items: tuple[str, ...]) -> None:
        self.columns, self.items = columns, items
        self.table = columns.tables[table]
        self.lines = [self.table.lines[item] for item in items if item in self.table.lines]
        self.own = list(self._own(table))

    def _own(self, table: str) -> Iterator[_Column]:
        for item in self.items:
            holder: str | None = table
            while holder is not None and item not in self.columns.tables[holder].values:
                holder = HOLDERS.get(holder)
            if holder is not None:
                values = self.columns.tables[holder].values[item]
                yield _Column(item, values, self.columns.holders(table, holder))

    def line(self, row: int) -> int | None:
        """The line of the first of the items that stands there, else of the group."""
        for lines in self.lines:
            if lines[row]:
                return lines[row]
        return self.table.line[row] or None

    def fields(self, row: int, beside: tuple[tuple[str, int], ...]) -> Fields:
        """The items' values, of the row and then of those beside it.

        Where a name would come twice, the later says which row it is of: `Assessments[7].AssessmentFactors`.
        """
        own = [(column.item, _short(column.values[column.holders[row]])) for column in self.own]
        if not beside:
            return tuple(own)
        names = {name for name, _ in own}
        for table, other in beside:
            values = self.columns.tables[table].values
            for item in (item for item in self.items if item in values):
                own.append(
                    (f"{table}[{other}].{item}" if item in names else item, _short(values[item][other]))
                )
                names.add(item)
        return tuple(own)


def _short(text: str | None) -> str | None:
    return text if text is None or len(text) <= LONGEST_VALUE else f"{text[:LONGEST_VALUE]}…"
