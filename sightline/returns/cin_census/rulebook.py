"""The rules of the census as a page: each code, its words, what it looks at and how they were read."""

from collections.abc import Iterator
from types import ModuleType

from sightline.returns.cin_census.check import SECTIONS, rules_of
from sightline.returns.cin_census.collection import year_named
from sightline.returns.cin_census.rules import FIRST_HELD, LAST_HELD, RULES, Rule

PLACE = "docs/reference/census-rules.md"

_OPENING = f"""# Rules of the children in need census

`sightline check` holds a return to every rule here, for the years {year_named(FIRST_HELD)} to
{year_named(LAST_HELD)}. This page is made from the rules themselves (`scripts/generated`).

The codes, the words and whether a rule is an error or a query are the Department for Education's list of
109 rules, which has not changed since 2024-25. How it goes about a rule is not part of that list, so where
the words leave something open the last column says how they were read here. Rules whose code begins with SL
are ours: they tell what stops a rule from being evaluated, and what no rule of the Department's looks at.

What is not known: the Department's own rules for pre-proceedings and family group decision making, collected
from 2026-27, and whether any other rule changes in that year. SL11 stands for them and is never called clean.

- An **error** must be mended; a **query** must be mended or explained.
- Each rule comes out *fired*, *clean* or *not evaluated*. Where a value that a rule reads cannot be read as a
  day or a flag, what the rule says there is left out, as far as it looks (the third column), and the rule
  says that it was not evaluated there. A date that cannot be read is SL01, and never a missing date.
- The year is the reference date and the twelve months before it.
- A finding stands at the group that the rule's section is about, one for each such group, with the values on
  the other side beside it. Rules about two of a kind fire on both. 8565 fires on each late group, wherever it
  is, and 8890 on the enquiry. Rules about the whole return have no one place.
- Codes are compared as they are written, capitals included. A flag may be true, false, 1 or 0; a missing flag
  is neither, so rules that need to know say nothing and 8568 does.
- A group with nothing in it counts as absent; a child without identifiers or characteristics as having empty
  ones.
- What ends on a day and what begins on that day do not overlap.
"""

_TABLE = "| rule | what it says | looks at | items shown | how it is read |\n|---|---|---|---|---|"


def page() -> str:
    """The whole page."""
    return _OPENING + "".join(_section(title, modules) for title, modules in SECTIONS.items())


def listed(collection: int) -> Iterator[str]:
    """A line to each rule of a collection."""
    return (
        f"{rule.code:<6} {rule.severity:<6} {rule.table:<22} {rule.says}" for rule in rules_of(collection)
    )


def _section(title: str, modules: tuple[ModuleType, ...]) -> str:
    names = {module.__name__ for module in modules}
    rules = sorted(
        (rule for rule in RULES.values() if rule.fires.__module__ in names),
        key=lambda rule: (rule.ours, rule.code),
    )
    rows = "\n".join(_row(rule) for rule in rules)
    return f"\n## {title}\n\n{_TABLE}\n{rows}\n"


def _row(rule: Rule) -> str:
    items = ", ".join(f"`{item}`" for item in rule.items)
    looks_at = f"`{rule.table}`: {rule.within}"
    years = _years(rule)
    reading = " ".join(part for part in (years, rule.reading) if part)
    return f"| {rule.code} {rule.severity} | {rule.says} | {looks_at} | {items} | {reading} |"


def _years(rule: Rule) -> str:
    if rule.since > FIRST_HELD:
        return f"From {year_named(rule.since)}."
    return f"Until {year_named(rule.until)}." if rule.until < LAST_HELD else ""
