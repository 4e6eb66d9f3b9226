"""Days and times of the working week, as the made-up authority keeps them."""

from datetime import UTC, date, datetime, time, timedelta

from sightline.timescales import LAST_DAY, is_working_day, working_days_after
from sightline.timescales.london import LONDON

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)


def after(day: date, working_days: int) -> date:
    """That many working days later; the same day for none. About right once the table of them ends."""
    if day.year >= LAST_DAY.year:
        return day + working_days * 7 // 5 * DAY
    return working_days_after(day, working_days) if working_days else day


def working(day: date) -> date:
    """The day itself if people are at work, else the next on which they are; any day once the table ends."""
    if day.year >= LAST_DAY.year:
        return day
    return day if is_working_day(day) else working_days_after(day, 1)


def at(day: date, minute: int) -> datetime:
    """The instant, in UTC, of this minute of the London day (0 to 1439)."""
    return datetime.combine(day, time(minute // 60, minute % 60), tzinfo=LONDON).astimezone(UTC)


def years_after(day: date, years: int) -> date:
    """The same day so many years on; 1 March where there is no 29 February."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
