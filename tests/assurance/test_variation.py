"""A difference stands out when chance would hardly make it, by the exact binomial distribution."""

from math import comb

import pytest

from sightline.assurance.variation import ACTION, WARNING, limits, placed, together
from sightline.compliance.history import Value


def chance_of_at_most(many: int, out_of: int, share: float) -> float:
    """By hand: the chance of so many or fewer."""
    return sum(comb(out_of, n) * share**n * (1 - share) ** (out_of - n) for n in range(many + 1))


@pytest.mark.parametrize("out_of", [1, 5, 23, 200])
@pytest.mark.parametrize("share", [0.02, 0.5, 0.92])
@pytest.mark.parametrize("certainty", [WARNING, ACTION])
def test_the_limits_are_the_exact_binomial_ones(out_of: int, share: float, certainty: float) -> None:
    found, left = limits(out_of, share, certainty), (1 - certainty) / 2
    low, high = round(found.low * out_of), round(found.high * out_of)
    assert low == 0 or chance_of_at_most(low - 1, out_of, share) < left
    assert chance_of_at_most(low, out_of, share) >= left
    assert chance_of_at_most(high, out_of, share) >= 1 - left > chance_of_at_most(high - 1, out_of, share)


def test_the_same_share_stands_out_in_a_large_team_and_not_in_a_small_one() -> None:
    whole = Value(900, 1000)
    small, large = placed(Value(7, 10), whole), placed(Value(140, 200), whole)
    assert small is not None
    assert large is not None
    assert (small.share, large.share) == (0.7, 0.7)
    assert (small.stands_out, large.stands_out) == (False, True)
    assert (small.words, large.words) == (
        "within what chance makes",
        "lower than chance makes 1 in 500 times",
    )


def test_a_warning_is_not_yet_outside_the_limits() -> None:
    some = placed(Value(82, 100), Value(900, 1000))
    assert some is not None
    assert (some.words, some.stands_out) == ("lower than chance makes 1 in 20 times", False)


def test_a_share_of_nothing_has_no_place() -> None:
    assert placed(Value(0, 0), Value(9, 10)) is None
    assert placed(Value(1, 1), Value(0, 0)) is None


def test_all_together_are_their_sum() -> None:
    assert together([Value(3, 4), Value(0, 0), Value(5, 10)]) == Value(8, 14)
