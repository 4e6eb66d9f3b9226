"""How a return's findings are put in words: the same on a screen, in a file and on paper."""

from datetime import date

from sightline.duties.language import Standing

MEANINGS = {
    Standing.ENDED_UNMET: "The work ended, past its due day, and this was never done.",
    Standing.OVERDUE: "The due day has passed and this is not done.",
    Standing.LATE: "It was done, after the due day.",
    Standing.RUNNING: "It is not done yet, and the due day has not passed.",
    Standing.IN_TIME: "It was done on or before the due day.",
    Standing.NO_LONGER_OWED: (
        "It stopped being owed: no further action, no conference needed, or the work ended before it was due."
    ),
}
"""What each standing means."""


def many(number: int, one: str, more: str = "") -> str:
    """A number and its noun: "1 child", "1,200 children"."""
    return f"{number:,} {one if number == 1 else more or one + 's'}"


def listed(parts: list[str]) -> str:
    """Parts as a sentence lists them: "a", "a and b", "a, b and c"."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def written(day: date | None) -> str:
    """A day as people write it: "31 March 2024"; nothing for none."""
    return f"{day.day} {day:%B %Y}" if day else ""
