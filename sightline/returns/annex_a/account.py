"""The account of a workbook: what is in it, what is wrong with it, what it shows of the law being kept."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from textwrap import wrap

from sightline.returns.annex_a.check import CHILD, Finding, check, headline
from sightline.returns.annex_a.lists import LISTS, Holds
from sightline.returns.annex_a.read import Workbook
from sightline.returns.annex_a.timeliness import Kept, timeliness
from sightline.returns.inspect import STANDINGS
from sightline.returns.words import many, written

_WIDTH = 100
_AHEAD = frozenset({"Date of Birth"})
SHOWN = 20
"""Findings of a kind that are spelt out, unless all are asked for."""


@dataclass(frozen=True, slots=True)
class Account:
    """Everything that a workbook showed, for the day looked at."""

    book: Workbook
    on: date
    why_that_day: str
    findings: list[Finding]
    kept: list[Kept]

    @property
    def untold(self) -> int:
        """How many assessments no duty could be measured by: their referral is not in List 3.

        The time limit from an assessment's own start was first asked for in 2023.
        """
        table = self.book.tables.get(4)
        assessments = ("single-assessment", "assessment-on-open-case")
        clocks = sum(len(kept.clocks) for kept in self.kept if kept.duty.id in assessments)
        return len(table.lines) - clocks if table else 0

    @property
    def children(self) -> int:
        """How many children are in any of the lists."""
        tables = (table for number, table in self.book.tables.items() if number != len(LISTS))
        return len({line.text(CHILD) for table in tables for line in table.lines} - {""})


def account(book: Workbook, *, on: date | None, today: date) -> Account:
    """The account for that day, or else for the last day in the workbook that is not after today."""
    day, why = (on, "as asked") if on else _last_day(book, today)
    return Account(book, day, why, check(book, on=day), timeliness(book, on=day))


def _last_day(book: Workbook, today: date) -> tuple[date, str]:
    days = [
        day
        for table in book.tables.values()
        for column in table.of.columns
        if column.holds is Holds.DAY and column.heading not in _AHEAD
        for line in table.lines
        if (day := line.day(column.heading)) and day <= today
    ]
    return (max(days), "the last day in it") if days else (today, "today: there is no day in it")


def as_json(told: Account) -> dict[str, object]:
    """The numbers and every finding, for another program."""
    return {
        "children": told.children,
        "on": told.on.isoformat(),
        "lists": [
            {
                "list": one.number,
                "title": one.title,
                "sheet": table.sheet if (table := told.book.tables.get(one.number)) else None,
                "rows": len(table.lines) if table else None,
            }
            for one in LISTS
        ],
        "other_sheets": list(told.book.other_sheets),
        "findings": [
            {"kind": one.kind, "list": one.number, "row": one.row, "child": one.child, "says": one.says}
            for one in told.findings
        ],
        "duties": [_duty(kept, told.on) for kept in told.kept],
        "assessments_not_measured": told.untold,
    }


def _duty(kept: Kept, on: date) -> dict[str, object]:
    counts = {standing.name.lower(): number for standing, number in kept.counts(on).items()}
    return {"id": kept.duty.id, "title": kept.duty.title, "started": len(kept.clocks)} | counts


def as_text(told: Account, name: str, *, with_children: bool = False) -> str:
    """The summary that a person reads; with every finding and clock if asked."""
    return "\n".join(_lines(told, name, with_children))


def _lines(told: Account, name: str, with_children: bool) -> Iterator[str]:
    children = many(told.children, "child", "children")
    yield f"{name}: Annex A, {children}, on {written(told.on)} ({told.why_that_day})"
    yield ""
    for one in LISTS:
        table = told.book.tables.get(one.number)
        rows = "no such sheet" if table is None else many(len(table.lines), "row")
        yield f"  {one.sheet:<9}{one.title:<64}{rows:>14}"
    if told.book.other_sheets:
        yield from wrap(f"Sheets that are none of the lists: {', '.join(told.book.other_sheets)}", _WIDTH)
    yield ""
    yield from wrap(headline(told.findings), _WIDTH)
    yield from _findings(told.findings, with_children)
    yield "\nWhat it shows of the law being kept, where its columns can tell"
    yield from _kept(told, with_children)


def _findings(found: list[Finding], every: bool) -> Iterator[str]:
    for kind in dict.fromkeys(one.kind for one in found):
        these = [one for one in found if one.kind == kind]
        yield f"\n{kind[0].upper()}{kind[1:]}: {len(these):,}"
        shown = these if every else these[:SHOWN]
        for one in shown:
            yield from wrap(str(one), _WIDTH, initial_indent="  - ", subsequent_indent="    ")
        if len(shown) < len(these):
            yield f"    and {len(these) - len(shown):,} more (--children and --json show all)"


def _kept(told: Account, with_children: bool) -> Iterator[str]:
    columns = ["started", *(standing.words for standing in STANDINGS)]
    widths = [max(len(words), 7) for words in columns]
    yield "  ".join(words.rjust(width) for words, width in zip(columns, widths, strict=True))
    for kept in told.kept:
        numbers = [len(kept.clocks), *kept.counts(told.on).values()]
        row = "  ".join(f"{number or '-':>{width}}" for number, width in zip(numbers, widths, strict=True))
        yield f"{row}  {kept.duty.title}"
        if with_children:
            for child, clock in kept.clocks:
                due = written(clock.due_on) or "on no day"
                standing = clock.standing(told.on).words
                yield f"    {child}: from {written(clock.started_on)}, due {due}, {standing}"
    if told.untold:
        untold = many(told.untold, "assessment")
        yield f"{untold} of List 4 not measured: no referral in List 3 says when the time began."
