"""The rule on the header."""

from datetime import date

from sightline.returns.cin_census.days import calendar_day
from sightline.returns.cin_census.rules import Found, View, rule


@rule("100", "Header", "ReferenceDate", "Year", says="Reference Date is incorrect")
def another_reference_date(header: View) -> Found:
    """It is 31 March at the end of the census year of the collection that is checked, and its year is the
    header's own (or the next, as some suppliers name the year by its beginning). One that cannot be read
    is incorrect too.
    """
    right, year = date(header.columns.collection, 3, 31), header.texts("Year")[0]
    given = header.texts("ReferenceDate")[0]
    agreed = year is None or year in (str(right.year), str(right.year - 1))
    return [] if agreed and given and calendar_day(given) == right else [0]
