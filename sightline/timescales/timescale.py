"""Time limits as values: 15 working days, 3 months, 48 hours; when they fall due, and which of two is
tighter.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import cache

from sightline.timescales import england, london


class Unit(StrEnum):
    """What a limit is counted in."""

    HOURS = "hour"
    DAYS = "day"
    WEEKS = "week"
    WORKING_DAYS = "working day"
    MONTHS = "month"


@dataclass(frozen=True, slots=True)
class Timescale:
    """A limit of time. The day that it starts on is day nought, working day or not."""

    amount: int
    unit: Unit

    def __post_init__(self) -> None:
        smallest = 0 if self.unit is Unit.DAYS else 1
        if isinstance(self.amount, bool) or not isinstance(self.amount, int) or self.amount < smallest:
            raise ValueError(
                f"{self.amount!r} is not a number of {self.unit}s: {smallest} or more, and whole"
            )

    def __str__(self) -> str:
        if self.amount == 0:
            return "the same day"
        return f"{self.amount} {self.unit}{'' if self.amount == 1 else 's'}"

    def due(self, start: date) -> date:
        """The last day on which it is still in time. Raises OutsideTheTable where the calendar is not known.

        Hours from a day whose time is not known are counted from the day's last minute (see `due_at`).
        """
        match self.unit:
            case Unit.WORKING_DAYS:
                return england.working_days_after(start, self.amount)
            case Unit.MONTHS:
                return months_after(start, self.amount)
            case Unit.HOURS:
                return london.day_of_minute(london.last_minute_of(start) + 60 * self.amount)
            case _:
                return start + timedelta(days=self.amount * (7 if self.unit is Unit.WEEKS else 1))

    def due_at(self, start: datetime) -> datetime:
        """The instant by which it must be done, for a limit in hours: elapsed time, so a clock change moves
        it.
        """
        if self.unit is not Unit.HOURS:
            raise ValueError(f"{self} is counted in days: it falls due on a day, not at an instant")
        return start + timedelta(hours=self.amount)

    def days_not_counted(self, start: date) -> list[tuple[date, str]]:
        """Each day after `start`, up to the due day, that did not count, and why. Only working days skip
        any.
        """
        if self.unit is not Unit.WORKING_DAYS:
            return []
        after = (start + timedelta(days=n) for n in range(1, (self.due(start) - start).days))
        return [(day, why) for day in after if (why := england.why_not_working(day))]

    def tightens(self, other: "Timescale") -> bool:
        """Whether this falls due no later than `other` whatever day of 2000–2035 the clock starts on.

        Hours are held against days at their least favourable: hours from the last minute of the start day,
        days against hours from its first. Start days so near the end of 2035 that the table cannot say are
        left out.
        """
        return _tightens(self, other)


def hours(amount: int) -> Timescale:
    """So many elapsed hours, on every day of the week."""
    return Timescale(amount, Unit.HOURS)


def days(amount: int) -> Timescale:
    """So many calendar days; `days(0)` is the same day."""
    return Timescale(amount, Unit.DAYS)


def weeks(amount: int) -> Timescale:
    """So many times seven days."""
    return Timescale(amount, Unit.WEEKS)


def working_days(amount: int) -> Timescale:
    """So many working days of England."""
    return Timescale(amount, Unit.WORKING_DAYS)


def months(amount: int) -> Timescale:
    """So many calendar months: the corresponding day, or the month's last where it has no such day."""
    return Timescale(amount, Unit.MONTHS)


def months_after(start: date, amount: int) -> date:
    """The corresponding day so many months on, or that month's last (30 November + 3: 28 or 29 February)."""
    year, month = divmod(start.year * 12 + start.month - 1 + amount, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


@cache
def _tightens(this: Timescale, other: Timescale) -> bool:
    if this.unit is other.unit:
        return this.amount <= other.amount
    every = (england.FIRST_DAY + timedelta(days=n) for n in range(len(england.COUNT_UP_TO)))
    return all(_no_later(this, other, start) for start in every)


def _no_later(this: Timescale, other: Timescale, start: date) -> bool:
    theirs = _end(other, start, from_minute=london.first_minute_of(start))
    return theirs is None or (_end(this, start, from_minute=london.last_minute_of(start)) or _NEVER) <= theirs


_NEVER = datetime.max.replace(tzinfo=UTC)


def _end(limit: Timescale, start: date, from_minute: int) -> datetime | None:
    """The last instant of the limit; None where that is after the table's end."""
    if limit.unit is Unit.HOURS:
        return limit.due_at(london.instant(from_minute))
    try:
        return london.instant(london.last_minute_of(limit.due(start)))
    except england.OutsideTheTable:
        return None
