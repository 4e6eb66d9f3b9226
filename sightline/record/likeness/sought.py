"""What somebody has of a person: names in any order, some or all of a birth date, a home, a number."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from sightline.record.likeness.names import CALLED


@dataclass(frozen=True)
class PartialDay:
    """A day as far as it is known: a year alone, a month of a year, or the whole of it."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def of(cls, day: date) -> "PartialDay":
        return cls(day.year, day.month, day.day)

    @property
    def whole(self) -> date | None:
        """The day itself, where all of it is known and it is in the calendar."""
        return _in_calendar(self.year, self.month, self.day)

    @property
    def possible(self) -> Iterator[date]:
        """The day, and the day with its month the other way round."""
        for found in (self.whole, _in_calendar(self.year, self.day, self.month)):
            if found is not None:
                yield found


def _in_calendar(year: int, month: int | None, day: int | None) -> date | None:
    if month is None or day is None:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


@dataclass(frozen=True)
class Sought:
    """What is known of whoever is looked for; names as words (`names.words_of`), postcodes without spaces.

    `given` and `family` are kept apart where it is known which is which; otherwise both are in `given`, in
    the order in which they were typed.
    """

    given: tuple[str, ...] = ()
    family: tuple[str, ...] = ()
    born: PartialDay | None = None
    postcode: str = ""
    address: str = ""
    numbers: frozenset[str] = field(default_factory=frozenset)

    @property
    def words(self) -> tuple[str, ...]:
        return self.given + self.family

    def ways(self) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
        """The ways in which the words can be given and family names, as they stand first."""
        if self.family or len(self.given) < 2:
            yield self.given, self.family
            return
        yield self.given[:-1], self.given[-1:]
        yield self.given[1:], self.given[:1]


def called(words: tuple[str, ...]) -> list[str]:
    """These words and every name that somebody called so may be written under."""
    return sorted({str(one) for word in words for one in (word, *CALLED.get(word, ()))})
