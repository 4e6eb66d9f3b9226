"""From a day and a time of day, as typed, to an instant."""

from datetime import date, datetime, time

from sightline.timescales.london import LONDON, day_of


def instant(on: date, clock_time: time | None) -> datetime | None:
    """The instant in London; None where the time of day is not known."""
    return None if clock_time is None else datetime.combine(on, clock_time, tzinfo=LONDON)


def at_time(on: date, clock_time: time | None, now: datetime) -> datetime:
    """The instant in London; where the time is not known, now if it is today, else the end of that day."""
    known = instant(on, clock_time)
    if known is not None:
        return known
    return now if day_of(now) == on else datetime.combine(on, time(23, 59), tzinfo=LONDON)
