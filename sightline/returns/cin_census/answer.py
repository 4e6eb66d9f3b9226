"""What a check found, on a terminal or for another program, in pieces: there may be many findings."""

import json
from collections.abc import Iterable, Iterator
from itertools import islice

from sightline.returns.cin_census.check import Checked, Outcome, Result
from sightline.returns.cin_census.collection import year_named
from sightline.returns.cin_census.findings import Finding
from sightline.returns.words import many

_dumped = json.JSONEncoder(ensure_ascii=False).encode
"""Made once: making an encoder takes longer than writing a finding with it."""

FIRST_PLACES = 3
"""How many places a summary shows of each rule."""


def as_json(checked: Checked) -> Iterator[str]:
    """One JSON object: each rule of the collection and what came of it, and every finding, one to a line."""
    head = {
        "return": "cin_census",
        "year": year_named(checked.columns.collection),
        "children": checked.columns.census.children,
        "rules": [_rule(result) for result in checked.results],
    }
    yield _dumped(head)[:-1] + ', "findings": ['
    before = "\n"
    for finding in checked.findings():
        yield before + _dumped(_finding(finding))
        before = ",\n"
    yield "]}\n"


def _rule(result: Result) -> dict[str, object]:
    rule = result.rule
    return {"code": rule.code, "severity": rule.severity, "outcome": str(result.outcome), "why": result.why}


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "code": finding.rule.code,
        "severity": finding.rule.severity,
        "child": finding.child,
        "table": finding.table,
        "row": finding.row,
        "fields": finding.fields,
        "line": finding.line,
        "message": finding.rule.says,
    }


def as_text(checked: Checked, name: str, *, every: bool = False) -> Iterator[str]:
    """What a person reads: the errors, the queries and what was not evaluated, with the first places of each
    rule, or every one.
    """
    return (line + "\n" for line in _lines(checked, name, every))


def _lines(checked: Checked, name: str, every: bool) -> Iterator[str]:
    census = checked.columns.census
    year = year_named(checked.columns.collection)
    yield f"{name}: {many(census.children, 'child', 'children')}, checked by the rules of {year}"
    yield _counts(checked)
    for severity, title in (("error", "Errors"), ("query", "Queries")):
        fired = [result for result in checked.fired if result.rule.severity == severity]
        if fired:
            yield from ("", title)
            for result in fired:
                yield from _of_rule(checked, result, every)
    unable = [result for result in checked.results if result.outcome is Outcome.NOT_EVALUATED]
    if unable:
        yield from ("", "Not evaluated")
        yield from (f"  {result.rule.code:<6} {result.rule.says}: {result.why}" for result in unable)
    if not every and any(len(result.hits) > FIRST_PLACES for result in checked.fired):
        yield from ("", f"Every place: sightline check {name} --all, or --json for another program.")


def _counts(checked: Checked) -> str:
    outcomes = [result.outcome for result in checked.results]
    places = {
        severity: sum(len(result.hits) for result in checked.fired if result.rule.severity == severity)
        for severity in ("error", "query")
    }
    return (
        f"{many(outcomes.count(Outcome.FIRED), 'rule')} fired "
        f"({many(places['error'], 'error')}, {many(places['query'], 'query', 'queries')}), "
        f"{outcomes.count(Outcome.CLEAN)} clean, {outcomes.count(Outcome.NOT_EVALUATED)} not evaluated"
    )


def _of_rule(checked: Checked, result: Result, every: bool) -> Iterator[str]:
    yield f"  {result.rule.code:<6} {len(result.hits):>7,}  {result.rule.says}"
    findings: Iterable[Finding] = checked.of(result)
    if not every:
        findings = islice(findings, FIRST_PLACES)
    yield from (f"                  {_place(finding)}" for finding in findings)
    rest = 0 if every else len(result.hits) - FIRST_PLACES
    if rest > 0:
        yield f"                  and {rest:,} more"
    if result.why:
        yield f"                  {result.why}"


def _place(finding: Finding) -> str:
    where = [f"line {finding.line:,}"] if finding.line else []
    where += [f"child {finding.child}"] if finding.child else []
    where += [f"<{finding.table}> {finding.row}" if finding.row is not None else f"<{finding.table}>"]
    values = ", ".join(f"{name} {value or '(none)'}" for name, value in finding.fields)
    return f"{', '.join(where)}: {values}" if values else ", ".join(where)
