"""Reading a chronology that somebody pasted: from a letter, a table, an e-mail or a spreadsheet.

A line that begins with a day begins an event; what does not belongs to the event before it. Nothing that was
pasted is left out unsaid: what stands before the first day is given back, and a day that is none is an error.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from django.core.exceptions import ValidationError

from sightline.record.accuracy import ABOUT_YEAR, ESTIMATED, MONTH, WHOLE, YEAR
from sightline.record.models.chronology import Event
from sightline.web.fields import MONTHS, read_day

MOST = 300
"""Events that are read at once."""
ABOUT_MONTH = "UEE"
_NAMED = "|".join(f"{name[:3]}(?:{name[3:]})?" for name in MONTHS) + "|sept"
#: How vague words put a day; they stay in the words of the event.
_VAGUE = r"early|mid|late|(?:the )?(?:end|start) of|spring|summer|autumn|winter"
_ABOUT = r"(?:(?P<about>about|around|approx(?:imately)?\.?|circa|c\.)\s+)?"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+)?"
_FIGURES = r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})"
_WORDS = rf"\d{{1,2}}(?:st|nd|rd|th)?[\s-]+(?:of\s+)?(?:{_NAMED})\.?,?[\s-]+(?:\d{{4}}|\d{{2}})"
_YEAR = rf"(?:(?P<named>{_NAMED})\.?,?\s+|(?P<month>\d{{1,2}})/)?(?P<year>(?:19|20)\d\d)"
_WHOLE = rf"{_WEEKDAY}(?P<whole>{_FIGURES}|{_WORDS})(?!\d)\"?\s*(?P<after>[\t,;:|–—-]?)"
#: A month or a year alone begins an event only where something parts it from the words that follow.
_PART = rf"(?P<part>(?:(?P<vague>{_VAGUE})[\s-]+)?{_YEAR})\"?\s*(?P<then>[\t,;:|–—-]|$)"
_LINE = re.compile(rf'^[\s"•*·–-]*{_ABOUT}(?:{_WHOLE}|{_PART})\s*(?P<words>.*)$', re.IGNORECASE)


class Reading(NamedTuple):
    """The events that were read, and the lines before the first, which say no day."""

    events: list[Event]
    before: list[str]


def read(pasted: str, *, given_on: date) -> Reading:
    """The events in what was pasted; ValidationError names each line that cannot be one."""
    before: list[str] = []
    found: list[tuple[int, re.Match[str], list[str]]] = []
    for number, line in enumerate(pasted.splitlines(), 1):
        if match := _LINE.match(line):
            found.append((number, match, [match["words"]]))
        elif line.strip():
            (found[-1][2] if found else before).append(line)
    if len(found) > MOST:
        raise ValidationError(f"That is {len(found):,} events: bring in at most {MOST} at a time")
    events, wrong = [], []
    for number, match, words in found:
        try:
            events.append(_event(match, words, given_on))
        except ValidationError as error:
            wrong.append(f"Line {number}: {error.message}")
    if not found:
        raise ValidationError("No line begins with a day: put each event’s day at the start of its line")
    if wrong:
        raise ValidationError(wrong[:5])
    return Reading(events, [line.strip() for line in before])


def _event(match: re.Match[str], lines: list[str], given_on: date) -> Event:
    on, accuracy = _day(match, given_on)
    said = match["whole"] or match["part"]
    if on > given_on:
        raise ValidationError(f"“{said}” is after the day on which they gave it to us")
    words = "\n".join(_cells(lines, match["after"] or match["then"] or ""))
    if not words:
        raise ValidationError(f"say what happened after “{said}”")
    return Event(on, f"{said}: {words}" if match["vague"] else words, accuracy)


def _day(match: re.Match[str], given_on: date) -> tuple[date, str]:
    """The day and how far it is known; a year of two figures is the last of that name."""
    about = bool(match["about"] or match["vague"])
    if whole := match["whole"]:
        parts = [part for part in re.split(r"[\s/.,-]+", whole) if part.lower() != "of"]
        if len(parts[0]) == 4:
            parts.reverse()
        if len(parts[2]) == 2:
            parts[2] = str(2000 + int(parts[2]) - (100 if 2000 + int(parts[2]) > given_on.year else 0))
        try:
            return read_day(parts), ESTIMATED if about else WHOLE
        except ValidationError:
            raise ValidationError(f"“{whole}” is no day in the calendar") from None
    year = int(match["year"])
    if named := match["named"]:
        month = next(number for number, one in enumerate(MONTHS, 1) if one.startswith(named.lower()[:3]))
    elif match["month"]:
        month = int(match["month"])
        if not 1 <= month <= 12:
            raise ValidationError(f"“{match['part']}” is no month in the calendar")
    else:
        return date(year, 1, 1), ABOUT_YEAR if about else YEAR
    return date(year, month, 1), ABOUT_MONTH if about else MONTH


def _cells(lines: list[str], after: str) -> Iterator[str]:
    """The words of an event, line by line, without the marks that a spreadsheet puts around a cell."""
    words = "\n".join(lines).strip()
    if re.fullmatch(r'"(?:[^"]|"")*"', words) and (
        '""' in words or "\n" in words or ("," in words and "," in after)
    ):
        words = words[1:-1].replace('""', '"')
    for line in words.split("\n"):
        if cells := [cell.strip() for cell in line.split("\t") if cell.strip()]:
            yield "; ".join(cells)
