"""What reading some cases says of all of them: a share, between which two it lies, and how that is known.

Every interval comes from scipy. Seven of twenty-three means between 13% and 53%, with 95% certainty: that is
the Clopper-Pearson interval, which keeps its promise however small the sample. Where the cases that could
have been drawn are few and known, reading some leaves fewer to doubt: the hypergeometric distribution says
how many.
"""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from scipy import stats

CERTAINTY = 0.95
DUST = 1e-9
"""A chance of just what is allowed is no surprise, whatever the last digit of a float makes of it."""

EXACT = "Clopper-Pearson: exact, for a sample drawn at random from very many"
FINITE = "hypergeometric: exact, for a sample drawn at random from a list that is known"
WEIGHTED = (
    "Korn-Graubard: the Clopper-Pearson interval for as many cases as the sample is worth, "
    "each weighted by how unlikely it was to be drawn"
)
EVERY_ONE = "every case was read: nothing is estimated"
NOT_DRAWN = "the cases were not drawn at random: they say nothing about those that were not read"


@dataclass(frozen=True)
class Estimate:
    """`found` of `read` were so; of all `of` cases (None: very many) the share is from `low` to `high`.

    `share` is the best single guess. Where nothing can be said, it is what is certain: the share cannot be
    less than what was found nor more than what was found and what was not read, and `certainty` is 1.
    """

    found: int
    read: int
    of: int | None
    share: float
    low: float
    high: float
    how: str
    certainty: float = CERTAINTY

    @property
    def at_least(self) -> int:
        """How many of all of them at the least; nought of an unknown number."""
        return math.ceil(self.low * (self.of or 0) - 1e-9)

    @property
    def at_most(self) -> int:
        """How many of all of them at the most."""
        return math.floor(self.high * (self.of or 0) + 1e-9)

    @property
    def words(self) -> str:
        """In one sentence, for a page: what was read and what it means for the rest."""
        if not self.read:
            return "Nothing has been read, so nothing is known."
        begin = f"{self.found} of {self.read} read: {self.share:.0%}."
        if self.how == EVERY_ONE:
            return f"{begin} Every case was read, so this is all of them."
        if self.how == NOT_DRAWN:
            return f"{begin} They were not drawn at random, and say nothing about those that were not read."
        many = f", {self.at_least:,} to {self.at_most:,} cases" if self.of else ""
        span = f"between {self.low:.0%} and {self.high:.0%}{many}"
        of = f"all {self.of:,}" if self.of else "all cases like these"
        return f"{begin} Of {of} it is {span}, with {self.certainty:.0%} certainty."


def share(found: int, read: int, *, of: int | None = None, certainty: float = CERTAINTY) -> Estimate:
    """The share, from cases drawn simply at random; `of` is how many there were to draw from.

    ValueError where more were found than read, or read than there are.
    """
    _refuse_nonsense(found, read, of)
    if not read:
        return Estimate(0, 0, of, 0.0, 0.0, 1.0, FINITE if of else EXACT, certainty)
    if of is None:
        interval = stats.binomtest(found, read).proportion_ci(certainty, method="exact")
        return Estimate(
            found, read, of, found / read, float(interval.low), float(interval.high), EXACT, certainty
        )
    if read == of:
        return Estimate(found, read, of, found / read, found / read, found / read, EVERY_ONE, 1.0)
    low, high = (many / of for many in how_many(found, read, of=of, certainty=certainty))
    return Estimate(found, read, of, found / read, low, high, FINITE, certainty)


def how_many(found: int, read: int, *, of: int, certainty: float = CERTAINTY) -> tuple[int, int]:
    """The least and the most that there can be among all `of`, those found included.

    Those numbers for which finding so many, or so few, would not be surprising: the exact interval from the
    hypergeometric distribution.
    """
    _refuse_nonsense(found, read, of)
    surprising = (1 - certainty) / 2 - DUST
    least = _first(
        found, of - read + found, lambda many: stats.hypergeom.sf(found - 1, of, many, read) > surprising
    )
    too_many = _first(
        found, of - read + found + 1, lambda many: stats.hypergeom.cdf(found, of, many, read) <= surprising
    )
    return least, max(too_many - 1, least)


def _first(low: int, high: int, is_so: Callable[[int], bool]) -> int:
    """The first whole number from low for which it is so, where it stays so; `high` if none before it is."""
    while low < high:
        middle = (low + high) // 2
        if is_so(middle):
            high = middle
        else:
            low = middle + 1
    return low


def _refuse_nonsense(found: int, read: int, of: int | None) -> None:
    if not 0 <= found <= read:
        raise ValueError(f"{found} cannot be found among {read}")
    if of is not None and read > of:
        raise ValueError(f"{read} cannot be read of {of}")


@dataclass(frozen=True)
class Stratum:
    """One part of the list, drawn from by itself: how many there are, were read and were so."""

    of: int
    read: int
    found: int


def stratified(strata: Iterable[Stratum], *, certainty: float = CERTAINTY) -> Estimate:
    """The share in all of it, from cases drawn at random within each part.

    A part of which nothing was read is left out of the share, and counts as wholly unknown in the interval.
    """
    parts = list(strata)
    of, found, read = (sum(getattr(part, name) for part in parts) for name in ("of", "found", "read"))
    if not read:
        return share(0, 0, of=of, certainty=certainty)
    if read == of:
        return share(found, read, of=of)
    known = [part for part in parts if part.read]
    covered = sum(part.of for part in known)
    best = sum(part.of * part.found / part.read for part in known) / covered
    variance = sum(_variance(part) * (part.of / covered) ** 2 for part in known)
    low, high = _worth(best, variance, read, certainty)
    low, high = low * covered / of, (high * covered + of - covered) / of
    return Estimate(found, read, of, best, *_certain(low, high, found, read, of), WEIGHTED, certainty)


def _variance(part: Stratum) -> float:
    """Of the share within one part, drawn without putting back; a single case is as doubtful as can be."""
    unread = 1 - part.read / part.of
    if part.read == 1:
        return 0.25 * unread
    rate = part.found / part.read
    return rate * (1 - rate) / (part.read - 1) * unread


def weighted(
    read: Iterable[tuple[bool, float]], *, of: int | None = None, certainty: float = CERTAINTY
) -> Estimate:
    """The share, from cases drawn with unequal chances: pairs of whether it was so and its chance to be
    drawn.
    """
    answers = [(so, 1 / chance) for so, chance in read]
    if not answers:
        return share(0, 0, of=of, certainty=certainty)
    many, worth = len(answers), sum(weight for _, weight in answers)
    best = sum(weight for so, weight in answers if so) / worth
    spread = sum((weight * (so - best) / worth) ** 2 for so, weight in answers)
    variance = spread * many / (many - 1) if many > 1 else 0.25
    if best in (0, 1):  # nobody differs, so the answers show no spread: the weights do
        low, high = _interval(best, worth**2 / sum(weight**2 for _, weight in answers), certainty)
    else:
        low, high = _worth(best, variance, many, certainty)
    found = sum(so for so, _ in answers)
    low, high = _certain(low, high, found, many, of)
    return Estimate(found, many, of, best, low, high, WEIGHTED, certainty)


def _certain(low: float, high: float, found: int, read: int, of: int | None) -> tuple[float, float]:
    """No fewer than were found, and no more than were found and not read."""
    return (max(low, found / of), min(high, (found + of - read) / of)) if of else (low, high)


def _worth(best: float, variance: float, read: int, certainty: float) -> tuple[float, float]:
    """The interval for as many cases, drawn simply, as would leave the same doubt; never more than were
    read.
    """
    many = min(best * (1 - best) / variance, read) if variance and 0 < best < 1 else read
    return _interval(best, many, certainty)


def _interval(best: float, many: float, certainty: float) -> tuple[float, float]:
    """Clopper-Pearson, for a number of cases that need not be whole."""
    found, tail = best * many, (1 - certainty) / 2
    low = float(stats.beta.ppf(tail, found, many - found + 1)) if found else 0.0
    high = float(stats.beta.ppf(1 - tail, found + 1, many - found)) if found < many else 1.0
    return low, high


def not_drawn(found: int, read: int, *, of: int) -> Estimate:
    """What is certain where the cases read were chosen, not drawn: no more than what was found and not
    read.
    """
    _refuse_nonsense(found, read, of)
    if read == of:
        return share(found, read, of=of)
    best = found / read if read else 0.0
    return Estimate(found, read, of, best, found / of, (found + of - read) / of, NOT_DRAWN, 1.0)


def more_to_read(
    found: int, read: int, *, within: float, of: int | None = None, certainty: float = CERTAINTY
) -> int:
    """How many more to read, if they are as these were, until the share is known to `within` either way.

    Half the interval's width, so 0.05 means five percentage points more or less. Where nothing has been read,
    as many as the least certain share (a half) would need. With `of`, never more than are left.
    """
    rate = found / read if read else 0.5

    def known(many: int) -> bool:
        made = share(round(rate * many), many, of=of, certainty=certainty)
        return made.high - made.low <= 2 * within

    most = of if of is not None else 1
    while of is None and not known(most):
        most *= 2
    # Rounding makes the width waver by a case or two, so the last that is too few is looked for near the
    # first that seems enough.
    enough = _first(max(read, 1), most, known)
    while enough < most and not all(map(known, range(enough, min(enough + 25, most)))):
        enough += 1
    return enough - read
