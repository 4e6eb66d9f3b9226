"""Control limits: a doubling is called within two weeks, and what is only chance seldom is."""

from math import sqrt

import numpy as np
import pytest

from sightline.compliance.control import BASE, LEAST, Judged, called_since, judged, limits

TRIES = 400


def called_within_two_weeks(usual: float, then: float, *, seed: int) -> float:
    """Of many made-up series that change from one mean to another, the share called by the second week."""
    draw = np.random.default_rng(seed)
    found = 0
    for _ in range(TRIES):
        weeks = [*draw.poisson(usual, BASE + 1), *draw.poisson(then, 2)]
        found += any(one.called == 1 for one in judged(weeks)[-2:])
    return found / TRIES


@pytest.mark.parametrize(("usual", "at_least"), [(40, 1.0), (20, 0.98), (10, 0.8)])
def test_a_doubling_is_called_within_two_weeks(usual: float, at_least: float) -> None:
    assert called_within_two_weeks(usual, 2 * usual, seed=71) >= at_least


def test_what_is_only_chance_is_seldom_called() -> None:
    draw = np.random.default_rng(72)
    weeks = judged([int(one) for one in draw.poisson(20, 3000)])
    called = sum(one.called != 0 for one in weeks) / len(weeks)
    assert called < 0.02


def test_a_series_that_always_varied_more_is_not_called_for_varying() -> None:
    draw = np.random.default_rng(73)
    wild = draw.poisson(draw.gamma(4, 5, 3000))  # of mean 20, and twice as wide as chance alone would make it
    called = sum(one.called != 0 for one in judged([int(one) for one in wild])) / 3000
    assert called < 0.04


def test_the_yardstick_is_what_it_says() -> None:
    found = limits([4, 6] * 13)
    assert found is not None
    assert (found.mean, found.deviation) == (5, max(sqrt(5), 2 / 1.128))
    assert limits([5] * (LEAST - 1)) is None
    assert judged([5] * 4) == [Judged(5, None)] * 4
    assert judged([5] * 4)[-1].words == "too few weeks before it to say"


def test_two_weeks_together_are_called_where_neither_is_alone() -> None:
    weeks = judged([20, 24, 16] * 9 + [31, 31])
    assert [one.called for one in weeks[-2:]] == [0, 1]
    assert weeks[-1].words == "more than usual: a real change"
    assert called_since(weeks) == 1


def test_fewer_is_called_too_and_for_how_long() -> None:
    weeks = judged([40] * 27 + [8, 9, 7])
    assert [one.called for one in weeks[-3:]] == [-1, -1, -1]
    assert called_since(weeks) == 3
    assert called_since(judged([40] * 30)) == 0
