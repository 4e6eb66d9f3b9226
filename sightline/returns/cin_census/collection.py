"""Which year's rules a census is to be checked by. A collection is known by the year its census year ends
in.
"""

from datetime import date

from sightline.returns.cin_census.days import calendar_day
from sightline.returns.cin_census.rules import FIRST_HELD, LAST_HELD
from sightline.returns.cin_census.tables import Census
from sightline.returns.refusal import Reason, Refused

MARCH_31 = (3, 31)


def collection_of(census: Census, asked: int | None) -> int:
    """The collection to check by: the one asked for, else the one that the header says.

    Raises Refused where the header does not say, or the rules of that collection are not held.
    """
    collection = asked or _collection_in(census)
    if collection is None:
        raise Refused(Reason("the header does not say which year it is for: say --year 2025-26"))
    if not FIRST_HELD <= collection <= LAST_HELD:
        held = f"the rules held are those of {year_named(FIRST_HELD)} to {year_named(LAST_HELD)}"
        other = "" if asked else "; to check it by the rules of one of them, say --year 2025-26"
        raise Refused(Reason(f"this return is for {year_named(collection)}: {held}{other}", *_place(census)))
    return collection


def _collection_in(census: Census) -> int | None:
    day = calendar_day(census.header("ReferenceDate") or "")
    if isinstance(day, date):
        return day.year + ((day.month, day.day) > MARCH_31)
    year = census.header("Year") or ""
    return int(year) if year.isascii() and year.isdigit() and len(year) == len("2026") else None


def _place(census: Census) -> tuple[int, str] | tuple[()]:
    header = census.tables["Header"]
    return (header.place(0, "ReferenceDate").line, "ReferenceDate") if len(header) else ()


def year_named(collection: int) -> str:
    """The collection as people say it: 2025-26 for the one that ends in 2026."""
    return f"{collection - 1}-{collection % 100:02}"
