"""How far two readers of the same cases agree, beyond what chance would make them."""

from collections.abc import Iterable
from dataclasses import dataclass

from sightline.assurance.models.audit import ORDER, Grade

FEW = 2
"""Below this many cases there is nothing to work out."""


@dataclass(frozen=True)
class Agreement:
    """Of `n` cases read twice, in how many both gave the same grade, and Krippendorff's alpha (ordinal).

    Alpha is 1 where they always agree and 0 where they agree no more than chance would; None where it cannot
    be told: too few cases, or one grade for them all.
    """

    n: int
    same: int
    alpha: float | None

    @property
    def words(self) -> str:
        """What it means, in words; a few cases are said to be few."""
        if self.alpha is None:
            return "too few cases, or all of one grade: it cannot be told"
        if self.alpha >= 0.8:
            return "the two agree well"
        return (
            "the two agree somewhat" if self.alpha >= 2 / 3 else "the two do not agree enough to rely on one"
        )


def agreement(pairs: Iterable[tuple[str, str]]) -> Agreement:
    """How far they agree, from each case's two grades."""
    both = [(ORDER[Grade(one)], ORDER[Grade(other)]) for one, other in pairs]
    same = sum(one == other for one, other in both)
    if len(both) < FEW or len({grade for pair in both for grade in pair}) < FEW:
        return Agreement(len(both), same, None)
    import krippendorff

    readings = [[pair[0] for pair in both], [pair[1] for pair in both]]
    domain = sorted(ORDER.values())
    alpha = krippendorff.alpha(readings, level_of_measurement="ordinal", value_domain=domain)
    return Agreement(len(both), same, float(alpha))
