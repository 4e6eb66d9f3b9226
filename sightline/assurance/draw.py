"""Drawing places from a list: the same seed and the same list give the same places, on any machine, for ever.

Each case of the list is given the next 64-bit number of PCG64, seeded, and whoever has the least numbers is
drawn. Only the generator's raw numbers are used, which numpy never changes; what it makes of them it may.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

ALGORITHM = "least of PCG64's numbers, 1"
"""Changed whenever the same seed would draw other places, and the old way kept beside the new."""

SCALE = float(1 << 64)


@dataclass(frozen=True)
class Drawn:
    """One case that was drawn: its place in the list from nought, and how likely it was to be drawn."""

    place: int
    chance: float


def numbers(seed: int, many: int) -> NDArray[np.uint64]:
    """The first so many raw numbers of PCG64 from this seed."""
    return np.random.PCG64(seed).random_raw(many)


def simple(many: int, size: int, seed: int) -> list[Drawn]:
    """So many of the list, each as likely as any other; ValueError where it has fewer."""
    _refuse_too_many(many, size)
    order = np.argsort(numbers(seed, many), kind="stable")[:size]
    return [Drawn(int(place), size / many) for place in order]


def stratified(strata: Sequence[str], size: int, seed: int) -> list[Drawn]:
    """So many of each part, in proportion to how many it has, and of each at least one where there is
    room.
    """
    _refuse_too_many(len(strata), size)
    members: dict[str, list[int]] = defaultdict(list)
    for place in np.argsort(numbers(seed, len(strata)), kind="stable").tolist():
        members[strata[place]].append(place)
    shares = in_proportion({name: len(places) for name, places in members.items()}, size)
    return [
        Drawn(place, shares[name] / len(places))
        for name, places in sorted(members.items())
        for place in places[: shares[name]]
    ]


def in_proportion(many: dict[str, int], size: int) -> dict[str, int]:
    """How many of each part: the largest remainders are rounded up, and nobody is left out while there is
    room.
    """
    least = 1 if size >= len(many) else 0
    total = sum(many.values())
    exact = {name: size * count / total for name, count in many.items()}
    shares = {name: max(int(share), least) for name, share in exact.items()}
    by_remainder = sorted(many, key=lambda name: (shares[name] - exact[name], name))
    while (missing := size - sum(shares.values())) != 0:
        step = 1 if missing > 0 else -1
        for name in by_remainder if step > 0 else reversed(by_remainder):
            if least <= shares[name] + step <= many[name]:
                shares[name] += step
                break
    return shares


def weighted(weights: Sequence[float], size: int, seed: int) -> list[Drawn]:
    """So many of the list, each as likely as its weight says, and the chance of each exactly known.

    Systematic: the cases are laid end to end in random order, each as long as its chance, and every whole
    step from a random start draws the one it falls in. One too heavy to be a matter of chance is always
    drawn.
    """
    _refuse_too_many(len(weights), size)
    chances = _chances(np.asarray(weights, np.float64), size)
    raw = numbers(seed, len(weights) + 1)
    order = np.argsort(raw[:-1], kind="stable")
    ends = np.cumsum(chances[order])
    marks = np.arange(size) + float(raw[-1]) / SCALE
    places = order[np.minimum(np.searchsorted(ends, marks, side="right"), len(weights) - 1)]
    return [Drawn(int(place), float(chances[place])) for place in places]


def _chances(weights: NDArray[np.float64], size: int) -> NDArray[np.float64]:
    if len(weights) and weights.min() <= 0:
        raise ValueError("each case has some weight: one that weighs nothing could never be drawn")
    chances, certain = np.zeros(len(weights)), np.zeros(len(weights), bool)
    while True:
        left = size - certain.sum()
        chances[~certain] = weights[~certain] * left / weights[~certain].sum() if not certain.all() else 1
        heavy = ~certain & (chances >= 1)
        if not heavy.any():
            return np.where(certain, 1.0, chances)
        certain |= heavy


def _refuse_too_many(many: int, size: int) -> None:
    if not 0 < size <= many:
        raise ValueError(f"{size} cannot be drawn from {many}")


def digest(cases: Sequence[int], strata: Sequence[str], weights: Sequence[float]) -> str:
    """What a list of cases, parts and weights comes to: another list comes to another."""
    lines = (f"{case}\t{part}\t{weight!r}" for case, part, weight in zip(cases, strata, weights, strict=True))
    return sha256("\n".join(lines).encode()).hexdigest()
