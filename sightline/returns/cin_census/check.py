"""Check a census against every rule of its collection. Each rule comes out fired, clean or not evaluated.

A rule is never called clean where it could not look: where a value that it read could not be read as a day or
a flag, what it says of that row (or episode, or child: as far as it looks) is left out and said to be not
evaluated; a rule that fails says so too. No rule sees what another found.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from sightline.returns.cin_census import checks
from sightline.returns.cin_census.collection import held
from sightline.returns.cin_census.columns import Columns, NotEvaluated
from sightline.returns.cin_census.findings import Finding, findings
from sightline.returns.cin_census.rules import RULES, Hit, Rule, View, Within
from sightline.returns.cin_census.tables import Census
from sightline.returns.words import many
from sightline.timescales import OutsideTheTable

SECTIONS = checks.SECTIONS
LONGEST_MESSAGE = 200


class Outcome(StrEnum):
    """What came of a rule."""

    FIRED = "fired"
    CLEAN = "clean"
    NOT_EVALUATED = "not_evaluated"


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one rule over the whole return."""

    rule: Rule
    outcome: Outcome
    why: str | None
    """Why it was not evaluated, or not everywhere. None where it was, everywhere."""
    hits: tuple[Hit, ...] = ()
    failed: bool = False
    """Whether the rule itself broke: a fault of ours, and never a pass."""


@dataclass(frozen=True)
class Checked:
    """A census, and what came of every rule of its collection, in the order of their codes."""

    columns: Columns
    results: tuple[Result, ...]

    @property
    def fired(self) -> list[Result]:
        """The rules that fired."""
        return [result for result in self.results if result.outcome is Outcome.FIRED]

    @property
    def failed(self) -> list[Result]:
        """The rules that broke."""
        return [result for result in self.results if result.failed]

    def findings(self) -> Iterator[Finding]:
        """Every finding, by rule and then by place in the file. Made as they are asked for."""
        for result in self.fired:
            yield from self.of(result)

    def of(self, result: Result) -> Iterator[Finding]:
        """The findings of one rule."""
        return findings(self.columns, result.rule, result.hits)


def rules_of(collection: int) -> list[Rule]:
    """The rules of a collection by code: the Department's in order of number, then ours.

    For a year whose rules are not held they are those of the nearest that is.
    """
    return sorted((rule for rule in RULES.values() if rule.applies_to(held(collection))), key=_order)


def _order(rule: Rule) -> tuple[bool, int, str]:
    digits = "".join(letter for letter in rule.code if letter.isdigit())
    return rule.ours, int(digits), rule.code


def check(census: Census, collection: int, rules: Iterable[Rule] | None = None) -> Checked:
    """What comes of each rule (every rule of the collection, unless others are given)."""
    columns = Columns(census, collection)
    results = [_result(rule, columns) for rule in (rules_of(collection) if rules is None else rules)]
    return Checked(columns, tuple(sorted(results, key=lambda result: _order(result.rule))))


def _result(rule: Rule, columns: Columns) -> Result:
    view = View(columns, rule.table)
    try:
        hits = [hit if isinstance(hit, Hit) else Hit(hit) for hit in rule.fires(view)]
    except NotEvaluated as why:
        return Result(rule, Outcome.NOT_EVALUATED, str(why))
    except OutsideTheTable as outside:
        return Result(rule, Outcome.NOT_EVALUATED, f"the working days are not known: {outside}")
    except Exception as problem:  # whatever went wrong in one rule, the others still count, and it is told
        told = f"the rule itself failed: {type(problem).__name__}: {problem}"
        return Result(rule, Outcome.NOT_EVALUATED, told[:LONGEST_MESSAGE], failed=True)
    unread = _Unread(view, rule)
    kept = [hit for hit in hits if not unread.covers(hit)] if unread.rows else hits
    return _told(rule, kept, unread)


def _told(rule: Rule, hits: list[Hit], unread: "_Unread") -> Result:
    why = unread.why if unread.rows else None
    if not hits:
        return Result(rule, Outcome.NOT_EVALUATED if why else Outcome.CLEAN, why)
    once = {(hit.table or rule.table, hit.row, hit.line): hit for hit in reversed(hits)}
    ordered = [once[key] for key in sorted(once, key=lambda key: (key[0], key[1] or 0, key[2] or 0))]
    return Result(rule, Outcome.FIRED, why, tuple(ordered))


class _Unread:
    """The values that a rule read and that could not be read, and the places it may say nothing of."""

    def __init__(self, view: View, rule: Rule) -> None:
        self.columns, self.rule = view.columns, rule
        cells = [
            (table, row, item)
            for table, item in sorted(view.read)
            for row in view.columns.unreadable.get((table, item), ())
        ]
        self.cells = cells
        self.rows = {(table, row) for table, row, _ in cells}
        self.units = (
            set() if rule.within is Within.ROW else {unit for at in self.rows for unit in self._units(*at)}
        )

    @property
    def why(self) -> str:
        """What could not be read, how much of it, and where it first stands."""
        places = (self.columns.tables[table].place(row, item) for table, row, item in self.cells)
        first = min(places, key=lambda place: place.line)
        count = many(len(self.cells), "value")
        return f"not evaluated where {count} could not be read: first <{first.item}> on line {first.line}"

    def covers(self, hit: Hit) -> bool:
        """Whether what the rule says there may hang on such a value."""
        if self.rule.within is Within.RETURN or hit.row is None:
            return True
        line = self.columns.line_of(hit.table or self.rule.table, hit.row)
        if self.rule.within is Within.ROW:
            return any(place in self.rows for place in (*line.items(), *hit.beside))
        return any(place in self.units for place in line.items())

    def _units(self, table: str, row: int) -> Iterator[tuple[str, int]]:
        """The episode or child that a value belongs to: the child, where it is no episode's."""
        line = self.columns.line_of(table, row)
        wanted = (
            "CINdetails"
            if self.rule.within is Within.EPISODE and "CINdetails" in line
            else "ChildIdentifiers"
        )
        if wanted in line:
            yield wanted, line[wanted]
