"""The working days of England, as numbers.

A working day is any day that is not a Saturday, a Sunday, Christmas Day, Good Friday or a bank holiday in
England and Wales under the Banking and Financial Dealings Act 1971. Regulations on children's services use
that formula; a footnote in chapter 5 of Working Together 2023 says "a Saturday, Sunday, or bank holiday",
which comes to the same days. Council closure days, school holidays and out-of-hours cover are working days
like any other.

`england.csv` lists every holiday of 2000–2035 that does not itself fall on a weekend. It was made once, with
the `holidays` package, and tests hold it against that package and against the government's own list over its
range. Holidays still to come are those the present law would give: a new one, when proclaimed, is one line in
that file.
"""

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from importlib.resources import files
from itertools import accumulate

FIRST_DAY = date(2000, 1, 1)
LAST_DAY = date(2035, 12, 31)

_FIRST = FIRST_DAY.toordinal()
_WEEKEND = {5: "Saturday", 6: "Sunday"}


class OutsideTheTable(ValueError):
    """A day before 2000 or after 2035: nobody has said here which of its neighbours are working days."""


def _read() -> Iterator[tuple[date, str]]:
    with files(__package__).joinpath("england.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            note = f" ({row['note']})" if row["note"] else ""
            yield date.fromisoformat(row["day"]), row["name"] + note


HOLIDAYS: dict[date, str] = dict(_read())
"""Every holiday of 2000–2035 that is not on a weekend, and its name, with "(moved from …)" and the like."""


def why_not_working(day: date) -> str | None:
    """Why the day is not a working day: "Saturday", "Sunday" or the holiday's name. None if it is one."""
    return _WEEKEND.get(day.weekday()) or HOLIDAYS.get(day)


def _is_working(day: date) -> bool:
    return why_not_working(day) is None


_days = [FIRST_DAY + timedelta(days=n) for n in range((LAST_DAY - FIRST_DAY).days + 1)]

COUNT_UP_TO: list[int] = list(accumulate(int(_is_working(day)) for day in _days))
"""For each day of the table, counted from FIRST_DAY: how many working days there have been, that day
included.
"""

WORKING_DAYS: list[date] = [day for day in _days if _is_working(day)]
"""Every working day of the table, in order: the day at place n has n working days before it."""


def _count(day: date) -> int:
    if not FIRST_DAY <= day <= LAST_DAY:
        raise OutsideTheTable(f"{day} is outside the table of working days, {FIRST_DAY} to {LAST_DAY}")
    return COUNT_UP_TO[day.toordinal() - _FIRST]


def is_working_day(day: date) -> bool:
    """Whether people are at work. Raises OutsideTheTable before 2000 and after 2035."""
    _count(day)
    return _is_working(day)


def working_days_after(day: date, amount: int) -> date:
    """The day that is `amount` (1 or more) working days after `day`, which is day nought, working day or not.

    Raises OutsideTheTable if either day is outside the table.
    """
    if amount < 1:
        raise ValueError(f"the {amount}th working day after a day is not a day: ask for 1 or more")
    place = _count(day) + amount - 1
    if place >= len(WORKING_DAYS):
        raise OutsideTheTable(
            f"{amount} working days after {day} is later than {LAST_DAY}, where the table ends"
        )
    return WORKING_DAYS[place]


def working_days_between(start: date, end: date) -> int:
    """How many working days old something that began on `start` is on `end`: those after `start`, up to
    `end`.

    Negative if `end` is the earlier. Raises OutsideTheTable if either day is outside the table.
    """
    return _count(end) - _count(start)
