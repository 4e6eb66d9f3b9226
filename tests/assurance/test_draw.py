"""Drawing: the same seed draws the same, each case has the chance that is said, and nothing is drawn
twice.
"""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.assurance import draw


def places(drawn: list[draw.Drawn]) -> list[int]:
    return [one.place for one in drawn]


def test_a_seed_draws_the_same_for_ever() -> None:
    """These places were written down when the algorithm was made: if they change, so must its name."""
    assert draw.ALGORITHM == "least of PCG64's numbers, 1"
    assert places(draw.simple(1573, 5, 2009)) == FIRST_FIVE
    assert places(draw.weighted([1.0] * 50 + [9.0] * 5, 5, 2009)) == WEIGHTED_FIVE


FIRST_FIVE = [769, 1364, 867, 1484, 289]
WEIGHTED_FIVE = [16, 52, 51, 53, 12]


@given(st.integers(1, 60), st.integers(0, 2**40), st.data())
def test_so_many_are_drawn_and_none_twice(many: int, seed: int, data: st.DataObject) -> None:
    size = data.draw(st.integers(1, many))
    weights = data.draw(st.lists(st.floats(0.1, 50), min_size=many, max_size=many))
    strata = data.draw(st.lists(st.sampled_from("abc"), min_size=many, max_size=many))
    for drawn in (
        draw.simple(many, size, seed),
        draw.weighted(weights, size, seed),
        draw.stratified(strata, size, seed),
    ):
        assert len(set(places(drawn))) == len(drawn) == size
        assert all(0 <= one.place < many and 0 < one.chance <= 1 for one in drawn)


def test_the_chance_that_is_said_is_the_chance_there_is() -> None:
    weights = [1.0, 2.0, 3.0, 4.0, 30.0]
    seen: Counter[int] = Counter()
    for seed in range(1500):
        drawn = draw.weighted(weights, 2, seed)
        seen.update(places(drawn))
    chance = {one.place: one.chance for one in draw.weighted(weights, 5, 0)}
    assert chance == dict.fromkeys(range(5), 1.0), "all of them are certain to be drawn"
    assert seen[4] == 1500, "too heavy to be a matter of chance"
    for place in range(4):
        assert seen[place] / 1500 == pytest.approx(weights[place] / 10, abs=0.04)


def test_simply_each_is_as_likely() -> None:
    seen = Counter(place for seed in range(2000) for place in places(draw.simple(10, 3, seed)))
    assert all(seen[place] / 2000 == pytest.approx(0.3, abs=0.04) for place in range(10))


def test_each_part_gives_its_share_and_a_small_one_at_least_one() -> None:
    strata = ["north"] * 80 + ["south"] * 18 + ["east"] * 2
    drawn = draw.stratified(strata, 10, 7)
    assert Counter(strata[one.place] for one in drawn) == {"north": 8, "south": 1, "east": 1}
    assert {strata[one.place]: one.chance for one in drawn} == {"north": 8 / 80, "south": 1 / 18, "east": 0.5}


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.integers(1, 40), min_size=1), st.data())
def test_shares_come_to_the_whole(many: dict[str, int], data: st.DataObject) -> None:
    size = data.draw(st.integers(1, sum(many.values())))
    shares = draw.in_proportion(many, size)
    assert sum(shares.values()) == size
    assert all(0 <= shares[name] <= many[name] for name in many)
    assert size < len(many) or min(shares.values()) >= 1


def test_more_than_there_are_cannot_be_drawn() -> None:
    for size in (0, 4):
        with pytest.raises(ValueError, match="cannot be drawn from 3"):
            draw.simple(3, size, 1)
    with pytest.raises(ValueError, match="weighs nothing"):
        draw.weighted([1.0, 0.0], 1, 1)


def test_another_list_comes_to_another_digest() -> None:
    first = draw.digest([1, 2], ["a", "b"], [1.0, 2.0])
    others = {
        draw.digest([1, 3], ["a", "b"], [1.0, 2.0]),
        draw.digest([1, 2], ["a", "a"], [1.0, 2.0]),
        draw.digest([1, 2], ["a", "b"], [1.0, 2.5]),
    }
    assert len({first, *others}) == 4
    assert first == draw.digest([1, 2], ["a", "b"], [1.0, 2.0])
