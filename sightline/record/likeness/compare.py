"""How alike what is sought and what the record holds are: field by field, each likeness with its weight."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from operator import itemgetter

import jellyfish

from sightline.record.likeness.names import same_name, same_otherwise
from sightline.record.likeness.script import Foreign
from sightline.record.likeness.sought import PartialDay, Sought
from sightline.record.likeness.weights import WEIGHTS, Field, Likeness

#: Jaro-Winkler likeness of two words from which they are nearly the same word, or something like it.
NEARLY, SOMETHING = 0.92, 0.8
#: And of two addresses.
ADDRESSES = 0.88


@dataclass(frozen=True)
class Held:
    """What the record holds of one person: each name as its given and its family words."""

    names: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    born_on: date | None = None
    postcodes: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    numbers: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Compared:
    """One field, how alike it is, and what that says (`weights`)."""

    field: Field
    likeness: Likeness

    @property
    def weight(self) -> float:
        return WEIGHTS[self.field].get(self.likeness, 0.0)

    def __str__(self) -> str:
        return f"{self.field.value} {self.likeness.value}"


told = cache(Compared)
"""One field and how alike it is, made once: thousands are compared to find somebody."""


def compare(sought: Sought, held: Held) -> tuple[Compared, ...]:
    """Every field that somebody has of whoever is sought, compared; the names in the way that fits best."""
    found = list(_names(sought, held))
    if sought.born is not None:
        found.append(Compared(Field.BORN, born(sought.born, held.born_on)))
    if sought.postcode:
        found.append(Compared(Field.POSTCODE, postcode(sought.postcode, held.postcodes)))
    if sought.address:
        found.append(Compared(Field.ADDRESS, address(sought.address, held.addresses)))
    if sought.numbers:
        found.append(Compared(Field.NUMBER, number(sought.numbers, held.numbers)))
    return tuple(found)


def score(compared: Iterable[Compared]) -> float:
    """What all of it says together, as a base-two logarithm: each point makes it twice as likely."""
    return sum(one.weight for one in compared)


def _names(sought: Sought, held: Held) -> tuple[Compared, ...]:
    if not sought.words:
        return ()
    ways = [
        one for given, family in sought.ways() for name in held.names for one in _fits(given, family, *name)
    ]
    return max(ways, key=score, default=())


def _fits(
    given: tuple[str, ...], family: tuple[str, ...], own_given: tuple[str, ...], own_family: tuple[str, ...]
) -> Iterable[tuple[Compared, ...]]:
    """The ways in which two names fit: as they stand, and the other way round."""
    if not given or not family:
        words = given + family
        yield (told(Field.GIVEN, word(words, own_given)),)
        yield (told(Field.FAMILY, word(words, own_family)),)
        return
    yield told(Field.GIVEN, word(given, own_given)), told(Field.FAMILY, word(family, own_family))
    if word(given, own_family) in ROUND and word(family, own_given) in ROUND:
        yield told(Field.GIVEN, Likeness.ROUND), told(Field.FAMILY, Likeness.ROUND)


ROUND = frozenset({Likeness.SAME, Likeness.SPELT})


def word(ones: tuple[str, ...], others: tuple[str, ...]) -> Likeness:
    """How alike the likest two words of two names are."""
    if not ones or not others:
        return Likeness.UNKNOWN
    return max((_pair(one, other) for one in ones for other in others), key=itemgetter(0))[1]


@lru_cache(1 << 14, typed=True)
def _pair(one: str, other: str) -> tuple[float, Likeness]:
    """How alike two words are, and its rank. Of the many who might be meant, many share a word."""
    across = isinstance(one, Foreign) != isinstance(other, Foreign)
    if one == other:
        return (8, Likeness.SCRIPT) if across else (9, Likeness.SAME)
    if same_otherwise(one, other):
        return (6, Likeness.SCRIPT) if across else (7, Likeness.WRITTEN)
    if same_name(one, other):
        return 5, Likeness.SHORT
    near = jellyfish.jaro_winkler_similarity(one, other)
    if near >= NEARLY:
        return 3 + near, Likeness.SCRIPT if across else Likeness.SPELT
    if sounds(one) == sounds(other):
        return 2, Likeness.SOUNDS
    return (1, Likeness.ALIKE) if near >= SOMETHING else (0, Likeness.UNLIKE)


@lru_cache(4096)
def sounds(word: str) -> str:
    """How a word sounds, roughly; a word of figures as it stands."""
    return jellyfish.metaphone(word) or word


def born(sought: PartialDay, on: date | None) -> Likeness:
    """How alike a birth date is to what is known of one."""
    if on is None:
        return Likeness.UNKNOWN
    if sought.month is None:
        return Likeness.IN_YEAR if sought.year == on.year else Likeness.UNLIKE
    same_month = (sought.year, sought.month) == (on.year, on.month)
    if sought.day is None:
        return Likeness.IN_MONTH if same_month else Likeness.UNLIKE
    if sought.whole == on:
        return Likeness.SAME
    if sought.year == on.year and (sought.month, sought.day) == (on.day, on.month):
        return Likeness.SWAPPED
    figures = f"{sought.year:04}{sought.month:02}{sought.day:02}"
    if jellyfish.damerau_levenshtein_distance(figures, f"{on:%Y%m%d}") == 1:
        return Likeness.FIGURE
    if same_month:
        return Likeness.MONTH
    return Likeness.YEAR if sought.year == on.year else Likeness.UNLIKE


def postcode(sought: str, held: tuple[str, ...]) -> Likeness:
    """How alike the likest of these postcodes is."""
    if not held:
        return Likeness.UNKNOWN
    if sought in held:
        return Likeness.SAME
    near = min(jellyfish.damerau_levenshtein_distance(sought, one) for one in held)
    return Likeness.FIGURE if near == 1 else Likeness.UNLIKE


def address(sought: str, held: tuple[str, ...]) -> Likeness:
    """How alike the likest of these addresses is."""
    if not held:
        return Likeness.UNKNOWN
    if sought in held:
        return Likeness.SAME
    near = max(jellyfish.jaro_winkler_similarity(sought, one) for one in held)
    return Likeness.ALIKE if near >= ADDRESSES else Likeness.UNLIKE


def number(sought: frozenset[str], held: frozenset[str]) -> Likeness:
    """Whether any number is the same, or one figure from it."""
    if not held:
        return Likeness.UNKNOWN
    if not sought.isdisjoint(held):
        return Likeness.SAME
    near = min(jellyfish.damerau_levenshtein_distance(one, other) for one in sought for other in held)
    return Likeness.FIGURE if near == 1 else Likeness.UNLIKE
