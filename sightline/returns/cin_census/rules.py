"""What a rule of the census is: a code, words, and a small function from columns to the rows it fires on."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from sightline.returns.cin_census.columns import Columns

FIRST_HELD, LAST_HELD = 2025, 2027
"""The collections whose rules are held, by the year they end in: 2024-25, 2025-26 and 2026-27."""
NEWEST_WHOLE = 2026
"""The newest collection whose rules are all held: 2025-26."""


class Within(StrEnum):
    """How far a rule looks from the row that it fires on. Nothing beyond that can change what it says
    there.
    """

    ROW = "the row, and the groups that hold it"
    EPISODE = "the episode"
    CHILD = "the child"
    RETURN = "the whole return"


class Hit(NamedTuple):
    """A place where a rule fires. A bare row number is one too: that row of the rule's own table."""

    row: int | None
    """None: nowhere in particular, the return as a whole."""
    beside: tuple[tuple[str, int], ...] = ()
    """Other rows, with their tables, that must be looked at as well."""
    table: str = ""
    """Where it is not in the rule's own table."""
    items: tuple[str, ...] = ()
    """The items that it is about here, where they are not all of the rule's."""
    told: tuple[tuple[str, str | None], ...] = ()
    """What the rule worked out, by name, where it is not the values of items."""
    line: int | None = None


Found = Iterable[int | Hit]


class View:
    """A table as a rule sees it: its own columns, and in step with its rows those of what holds it.

    Remembers what was read, so that nobody has to say which values a rule's answer hangs on.
    """

    def __init__(self, columns: Columns, table: str, read: set[tuple[str, str]] | None = None) -> None:
        self.columns, self.table = columns, table
        self.read: set[tuple[str, str]] = set() if read is None else read

    def __len__(self) -> int:
        return len(self.columns.tables[self.table])

    def of(self, table: str) -> "View":
        """Another table. What is read there counts as read by this rule."""
        return View(self.columns, table, self.read)

    def days(self, item: str, holder: str = "") -> list[int | None]:
        """Days of this table, or of the nearest that holds it and has such an item (or the one named)."""
        holder = holder or self.columns.holder_of(self.table, item)
        self.read.add((holder, item))
        return self.columns.days_along(self.table, holder, item)

    def flags(self, item: str) -> list[bool | None]:
        """Flags, likewise."""
        holder = self.columns.holder_of(self.table, item)
        self.read.add((holder, item))
        flags = self.columns.flags(holder, item)
        return [flags[row] for row in self.columns.holders(self.table, holder)]

    def texts(self, item: str) -> list[str | None]:
        """What is written, readable or not, None where nothing is. Of this table or the nearest with the
        item.
        """
        holder = self.columns.holder_of(self.table, item)
        texts = self.columns.tables[holder].values[item]
        if holder == self.table:
            return texts
        return [texts[row] for row in self.columns.holders(self.table, holder)]

    def inside(self, table: str) -> list[list[int]]:
        """For each row here, the rows of that table which it holds."""
        return self.columns.inside(self.table, table)

    def holders(self, table: str) -> Sequence[int]:
        """For each row here, the row of that table which holds it."""
        return self.columns.holders(self.table, table)

    def filled(self) -> list[bool]:
        """For each row, whether anything at all is given in it."""
        return self.columns.filled(self.table)

    def texts_inside(self, table: str, item: str) -> list[list[tuple[int, str]]]:
        """For each row here, the rows of that table in it that give the item, and what they say."""
        return self.columns.texts_inside(self.table, table, item)

    @property
    def first_day(self) -> int:
        """The first day of the return's year. Raises NotEvaluated where the reference date cannot be read."""
        return self.columns.first_day

    @property
    def last_day(self) -> int:
        """The reference date, the last day of the return's year. Raises NotEvaluated likewise."""
        return self.columns.last_day


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `items` are shown with each finding; the function's docstring says how the words were
    read.
    """

    code: str
    table: str
    items: tuple[str, ...]
    says: str
    fires: Callable[[View], Found]
    within: Within
    since: int
    until: int
    ours: bool
    query: bool

    @property
    def severity(self) -> str:
        """An error must be mended before the return is accepted; a query mended or explained."""
        return "query" if self.query else "error"

    @property
    def reading(self) -> str:
        """How the words were read, where they leave something open."""
        return " ".join((self.fires.__doc__ or "").split())

    def applies_to(self, collection: int) -> bool:
        """Whether it is a rule of the collection that ends in that year."""
        return self.since <= collection <= self.until


RULES: dict[str, Rule] = {}
"""Every rule by code, as its module declares it. Complete once `sightline.returns.cin_census.checks` is
imported.
"""


def rule(
    code: str,
    table: str,
    *items: str,
    says: str,
    within: Within = Within.ROW,
    since: int = FIRST_HELD,
    until: int = LAST_HELD,
    ours: bool = False,
    query: bool | None = None,
) -> Callable[[Callable[[View], Found]], Callable[[View], Found]]:
    """Declare the function under it a rule. The Department's queries are those whose code ends in Q."""

    def declare(fires: Callable[[View], Found]) -> Callable[[View], Found]:
        if code in RULES:
            raise ValueError(f"there are two rules {code}")
        is_query = code.endswith("Q") if query is None else query
        RULES[code] = Rule(code, table, items, says, fires, within, since, until, ours, is_query)
        return fires

    return declare
