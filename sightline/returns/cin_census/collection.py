"""Which year's rules a census is to be checked by. A collection is known by the year its census year ends
in.
"""

from datetime import date

from sightline.returns.cin_census.days import calendar_day
from sightline.returns.cin_census.rules import FIRST_HELD, LAST_HELD, NEWEST_WHOLE
from sightline.returns.cin_census.tables import Census
from sightline.returns.refusal import Reason, Refused

MARCH_31 = (3, 31)


def collection_of(census: Census, asked: int | None) -> int:
    """The collection to check by: the one asked for, else the one that the header says, else the newest whose
    rules are all held.

    A return of a year whose rules are not held is checked by those of the nearest year that is (`rules_of`),
    over its own census year. Raises Refused only where somebody asked for such a year.
    """
    if asked is not None and asked != held(asked):
        span = f"{year_named(FIRST_HELD)} to {year_named(LAST_HELD)}"
        raise Refused(Reason(f"no rules are held for {year_named(asked)}, only those of {span}"))
    return asked or _collection_in(census) or NEWEST_WHOLE


def held(collection: int) -> int:
    """The collection whose rules are used for this one: itself, or the nearest whose rules are held."""
    return min(max(collection, FIRST_HELD), LAST_HELD)


def told_of(census: Census, asked: int | None, collection: int) -> str | None:
    """What whoever checks it should know about the year it is checked by; None where there is nothing."""
    rules = held(collection)
    if asked is None and _collection_in(census) is None:
        return f"the header does not say which year this is for: checked as {year_named(collection)}"
    if rules != collection:
        return f"no rules are held for {year_named(collection)}: checked by those of {year_named(rules)}"
    return None


def _collection_in(census: Census) -> int | None:
    day = calendar_day(census.header("ReferenceDate") or "")
    if isinstance(day, date):
        return day.year + ((day.month, day.day) > MARCH_31)
    year = census.header("Year") or ""
    return int(year) if year.isascii() and year.isdigit() and len(year) == len("2026") else None


def year_named(collection: int) -> str:
    """The collection as people say it: 2025-26 for the one that ends in 2026."""
    return f"{collection - 1}-{collection % 100:02}"
