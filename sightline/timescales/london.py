"""The London day: which instants belong to which day, through the changes of the clocks.

Instants are whole minutes since 1970-01-01T00:00Z. Days are those of the working-day table, 2000–2035.
The tables are built once and are plain lists, so that one day is a look-up and a column of days is one too.
"""

from bisect import bisect_right
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from sightline.timescales.england import FIRST_DAY, LAST_DAY, OutsideTheTable

LONDON = ZoneInfo("Europe/London")
MINUTE = timedelta(minutes=1)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@cache
def midnights() -> list[int]:
    """The minute at which each London day from FIRST_DAY begins, and last of all when LAST_DAY ends."""
    days = range((LAST_DAY - FIRST_DAY).days + 2)
    starts = (datetime.combine(FIRST_DAY + timedelta(days=n), time(), tzinfo=LONDON) for n in days)
    return [minute_of(start) for start in starts]


def minute_of(at: datetime) -> int:
    """The whole minute since 1970 in which this instant falls. Refuses a time that does not say its zone."""
    if at.tzinfo is None:
        raise ValueError(f"{at.isoformat()} does not say which zone it is in")
    return (at - EPOCH) // MINUTE


def instant(minute: int) -> datetime:
    """The minute as a datetime in UTC."""
    return EPOCH + minute * MINUTE


def first_minute_of(day: date) -> int:
    """The minute at which the London day begins. Raises OutsideTheTable outside 2000–2035."""
    return midnights()[_place(day)]


def last_minute_of(day: date) -> int:
    """The last minute of the London day, 23:59. Raises OutsideTheTable outside 2000–2035."""
    return midnights()[_place(day) + 1] - 1


def day_of(at: datetime) -> date:
    """The day it is in London at this instant, in any year."""
    return at.astimezone(LONDON).date()


def day_of_minute(minute: int) -> date:
    """The London day that this minute belongs to, by the table. Raises OutsideTheTable outside 2000–2035."""
    place = bisect_right(midnights(), minute) - 1
    if not 0 <= place <= (LAST_DAY - FIRST_DAY).days:
        raise OutsideTheTable(
            f"{instant(minute)} is outside the table of London days, {FIRST_DAY} to {LAST_DAY}"
        )
    return FIRST_DAY + timedelta(days=place)


def _place(day: date) -> int:
    if not FIRST_DAY <= day <= LAST_DAY:
        raise OutsideTheTable(f"{day} is outside the table of London days, {FIRST_DAY} to {LAST_DAY}")
    return (day - FIRST_DAY).days
