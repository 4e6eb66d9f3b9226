"""What many rules ask of a column or two: the rows where one day is before another, or a code is not in
its set.
"""

from collections.abc import Collection, Iterable

Days = list[int | None]
Texts = list[str | None]
SATURDAY = 5


def before(first: Days, then: Days) -> list[int]:
    """The rows where both days are given and the first is the earlier."""
    pairs = enumerate(zip(first, then, strict=True))
    return [row for row, (a, b) in pairs if a is not None and b is not None and a < b]


def same_day(first: Days, then: Days) -> list[int]:
    """The rows where both days are given and are one day."""
    pairs = enumerate(zip(first, then, strict=True))
    return [row for row, (a, b) in pairs if a is not None and a == b]


def outside(days: Days, first: int, last: int) -> list[int]:
    """The rows where the day is given and is not one of those from `first` to `last`."""
    return [row for row, day in enumerate(days) if day is not None and not first <= day <= last]


def missing_or_after(days: Days, last: int) -> list[int]:
    """The rows where the day is not given, or is after `last`."""
    return [row for row, day in enumerate(days) if day is None or day > last]


def at_weekends(days: Days) -> list[int]:
    """The rows where the day is a Saturday or a Sunday."""
    return [row for row, day in enumerate(days) if day is not None and (day + 6) % 7 >= SATURDAY]


def missing_or_not_in(texts: Texts, known: Collection[str]) -> list[int]:
    """The rows where the code is not given, or is not one of the set."""
    return [row for row, text in enumerate(texts) if text not in known]


def not_in(texts: Texts, known: Collection[str]) -> list[int]:
    """The rows where a code is given that is not one of the set."""
    return [row for row, text in enumerate(texts) if text is not None and text not in known]


def repeated(texts: Texts, rows: Iterable[int]) -> list[int]:
    """Those of the rows whose text is given in another of them too."""
    seen: dict[str, int] = {}
    listed = list(rows)
    for row in listed:
        if text := texts[row]:
            seen[text] = seen.get(text, 0) + 1
    return [row for row in listed if seen.get(texts[row] or "", 0) > 1]
