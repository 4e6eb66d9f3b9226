"""Chance that repeats: every draw follows from the seed, so that the same seed makes the same authority."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from random import Random
from typing import Generic, NamedTuple, TypeVar

Thing = TypeVar("Thing")


class Shares(Generic[Thing]):
    """Things and how large a share each has; the shares need not add up to anything in particular."""

    def __init__(self, *shares: tuple[Thing, float]) -> None:
        self.things = tuple(thing for thing, _ in shares)
        self._up_to = list(accumulate(share for _, share in shares))

    def at(self, point: float) -> Thing:
        """The thing that stands at this point, 0 to 1, when all are laid end to end."""
        return self.things[min(bisect_right(self._up_to, point * self._up_to[-1]), len(self.things) - 1)]


class Span(NamedTuple):
    """Whole numbers from `low` to `high`, both included, and the share of all that falls there."""

    low: int
    high: int
    share: float


Spread = tuple[Span, ...]


class Draw(Random):
    """A sequence of draws."""

    def happens(self, share: float) -> bool:
        """True in this share of draws."""
        return self.random() < share

    def one(self, things: Sequence[Thing]) -> Thing:
        """Any of these, each as likely."""
        return things[int(self.random() * len(things))]

    def of(self, shares: Shares[Thing]) -> Thing:
        """One of these, each as likely as its share."""
        return shares.at(self.random())

    def number(self, low: int, high: int) -> int:
        """A whole number from low to high, both included."""
        return low + int(self.random() * (high - low + 1))

    def within(self, spread: Spread) -> int:
        """A number from one of the spans, each span as likely as its share."""
        point = self.random() * sum(span.share for span in spread)
        for span in spread:
            if (point := point - span.share) < 0:
                return self.number(span.low, span.high)
        return spread[-1].high
