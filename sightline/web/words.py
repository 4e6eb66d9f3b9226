"""How pages say days, ages, sightings and clocks: in words that fit the child."""

from datetime import date, datetime, timedelta

from sightline.compliance.seen import LastSeen
from sightline.duties.language import Standing
from sightline.duties.reference import Clock
from sightline.record.models import Person, Sighting
from sightline.timescales import OutsideTheTable, Unit, working_days_between
from sightline.timescales.london import LONDON


def day(value: date | datetime | None) -> str:
    """ "3 March 2026", in London."""
    if value is None:
        return ""
    return f"{value.astimezone(LONDON) if isinstance(value, datetime) else value:%-d %B %Y}"


def weekday(value: date | None) -> str:
    """ "Tuesday 3 March 2026"."""
    return f"{value:%A %-d %B %Y}" if value else ""


def moment(value: datetime | None) -> str:
    """ "3 March 2026 at 14:05", in London."""
    return f"{value.astimezone(LONDON):%-d %B %Y at %H:%M}" if value else ""


def clock_time(value: datetime | None) -> str:
    """ "14:05", in London."""
    return f"{value.astimezone(LONDON):%H:%M}" if value else ""


def minutes(since: datetime, until: datetime) -> str:
    """How long something took, as somebody would say it: "12 minutes", "2 hours 5 minutes"."""
    hours, rest = divmod(int((until - since).total_seconds()) // 60, 60)
    said = several(rest, "minute")
    return f"{several(hours, 'hour')} {said}" if hours else said


def several(number: int, one: str, many: str = "") -> str:
    """ "1 day", "3 days"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def age(person: Person, on: date) -> str:
    """How old somebody is, in the unit that people use at that age."""
    if person.died_on and person.died_on <= on:
        return f"died {day(person.died_on)}"
    if person.born_on is None:
        expected = person.expected_on
        return f"not yet born, expected {day(expected)}" if expected else "age not known"
    weeks = (on - person.born_on).days // 7
    if weeks < 12:
        return f"{several(max(weeks, 0), 'week')} old"
    months = (on.year - person.born_on.year) * 12 + on.month - person.born_on.month
    months -= on.day < person.born_on.day
    return f"{months} months old" if months < 24 else f"{months // 12} years old"


NOT_SEEN = "Not seen yet"
ALONE = {
    Sighting.Alone.YES.value: "alone",
    Sighting.Alone.NO.value: "with others there",
    Sighting.Alone.USUAL_FOR_AGE.value: "with a carer, as is usual at this age",
}


def seen(last: LastSeen | None, person: Person, on: date) -> str:
    """When a child was last seen and by whom; never in words that blame."""
    if last is None:
        unborn = person.born_on is None and person.expected_on is not None
        return "Not yet born" if unborn else NOT_SEEN
    how = ALONE.get(last.alone, "")
    return f"Seen {ago(last.days)} by {last.by}{', ' + how if how else ''}"


def ago(days: int) -> str:
    """ "today", "yesterday", "12 days ago"."""
    return {0: "today", 1: "yesterday"}.get(days, f"{days} days ago")


def due(clock: Clock, on: date) -> str:
    """How a clock stands on that day, as a worker would say it."""
    match clock.standing(on):
        case Standing.RUNNING:
            return _running(clock, on)
        case Standing.OVERDUE if clock.due_on:
            late = _span(clock, clock.due_on, on)
            by = "" if late.startswith("0 ") else f" by {late}"
            return f"overdue{by}: it was due {weekday(clock.due_on)}"
        case Standing.IN_TIME:
            return f"done in time on {day(clock.met_on)}"
        case Standing.LATE:
            return f"done late on {day(clock.met_on)}: it was due {day(clock.due_on)}"
        case Standing.ENDED_UNMET:
            return f"never done: it ended on {day(clock.ended_on)}"
        case _:
            return f"no longer owed from {day(clock.lapsed_on or clock.ended_on)}"


def _running(clock: Clock, on: date) -> str:
    if clock.due_on is None:
        return "before the work ends: the law sets no number of days"
    if clock.due_at is not None:
        return f"due by {clock.due_at.astimezone(LONDON):%H:%M on %A %-d %B %Y}"
    if clock.due_on == on:
        return "due today"
    if clock.due_on == on + timedelta(days=1):
        return f"due tomorrow, {weekday(clock.due_on)}"
    return f"due {weekday(clock.due_on)}, {_span(clock, on, clock.due_on)} from now"


def _span(clock: Clock, start: date, end: date) -> str:
    """The days between, counted as the limit counts them."""
    if clock.limit is None or clock.limit.unit is Unit.WORKING_DAYS:
        try:
            return several(working_days_between(start, end), "working day")
        except OutsideTheTable:
            pass
    return several((end - start).days, "day")
