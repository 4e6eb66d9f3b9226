"""Checks that are ours: what stops a rule from being evaluated, and what no rule of the Department's
looks at.

A date that cannot be read is not a missing date, and no rule may call it one. It is told here, and each
rule that needed it says that it was not evaluated there.
"""

from collections.abc import Iterator

from sightline.returns.cin_census.checks.assessments import FACTOR, factors_of
from sightline.returns.cin_census.codes import FACTORS, UPN_UNKNOWN
from sightline.returns.cin_census.columns import READ_AS_DAYS, READ_AS_FLAGS
from sightline.returns.cin_census.comparing import not_in
from sightline.returns.cin_census.rules import Found, Hit, View, rule
from sightline.returns.cin_census.tables import Unread

REFERRAL_FLAG = ("CINdetails", "ReferralNFA")


@rule(
    "SL01", "Header", says="This is not a day that can be read: it is not taken for a missing one", ours=True
)
def unreadable_day(header: View) -> Found:
    """In any item that is a day. A census writes one as 2026-03-31."""
    columns = header.columns
    for table, item in READ_AS_DAYS:
        columns.days(table, item)
        yield from (Hit(row, (), table, (item,)) for row in columns.unreadable.get((table, item), ()))


@rule("SL02", "Header", says="This is neither true nor false (1 nor 0)", ours=True)
def unreadable_flag(header: View) -> Found:
    """In a flag that no rule of the Department's checks. ReferralNFA is 8568's."""
    columns = header.columns
    for table, item in READ_AS_FLAGS:
        columns.flags(table, item)
        if (table, item) != REFERRAL_FLAG:
            yield from (Hit(row, (), table, (item,)) for row in columns.unreadable.get((table, item), ()))


@rule(
    "SL03", "Assessments", "AssessmentFactors", says="Assessment factor is not a code of the set", ours=True
)
def unknown_factor(assessments: View) -> Found:
    for row, factors in enumerate(factors_of(assessments)):
        unknown = tuple((FACTOR, place) for place, code in factors if code not in FACTORS)
        if unknown:
            yield Hit(row, unknown)


@rule("SL04", "ChildIdentifiers", "UPNunknown", says="UPN unknown reason is not a code of the set", ours=True)
def unknown_reason_for_no_number(children: View) -> Found:
    return not_in(children.texts("UPNunknown"), UPN_UNKNOWN)


@rule(
    "SL05",
    "Header",
    says=(
        "An item is given more than once where there may be one: the first was checked, the others were not"
    ),
    ours=True,
)
def repeated_items(header: View) -> Found:
    """Once for each item in each kind of group, with the line of the first."""
    return _elements(header.columns.census.repeated)


@rule(
    "SL06",
    "Header",
    says="An element that is no part of the census was not read",
    ours=True,
    query=True,
)
def unknown_elements(header: View) -> Found:
    """Once for each such element in each kind of group, with the line of the first. A misspelt item looks
    missing.
    """
    return _elements(header.columns.census.unknown)


def _elements(unread: dict[tuple[str, str], Unread]) -> Iterator[Hit]:
    for (table, element), seen in unread.items():
        told = (("element", element), ("times", str(seen.count)))
        yield Hit(None, table=table, told=told, line=seen.line)
