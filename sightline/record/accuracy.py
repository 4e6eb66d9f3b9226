"""Days as far as they are known: which of day, month and year is known, estimated or not known at all."""

import re
from datetime import date

#: A letter each for day, month and year: **A**ccurate, **E**stimated, **U**nknown. Where the month is not
#: known the day is not either, and of the year something is always known: else there is no day at all.
SHAPE = r"^([AE]{3}|U[AE]{2}|UU[AE])$"
WHOLE, MONTH, YEAR, ESTIMATED, ABOUT_YEAR = "AAA", "UAA", "UUA", "EEE", "UUE"


def fits(day: date, accuracy: str) -> bool:
    """Whether a day may stand with this accuracy: what is not known stands as the first."""
    return (
        re.match(SHAPE, accuracy) is not None
        and (accuracy[0] != "U" or day.day == 1)
        and (accuracy[1] != "U" or day.month == 1)
    )


def in_words(day: date, accuracy: str) -> str:
    """ "11 February 2019", "about 11 February 2019", "February 2019, the day not known"."""
    about = "about " if "E" in accuracy else ""
    if accuracy[1] == "U":
        return f"{about}{day.year}, the day and month not known"
    if accuracy[0] == "U":
        return f"{about}{day:%B %Y}, the day not known"
    return f"{about}{day:%-d %B %Y}"
