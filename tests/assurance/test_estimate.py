"""What reading some cases says of all of them; expected figures are from tables and from counting."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from sightline.assurance import estimate
from sightline.assurance.estimate import (
    EVERY_ONE,
    Stratum,
    how_many,
    more_to_read,
    share,
    stratified,
    weighted,
)


def test_seven_of_twenty_three_means_thirteen_to_fifty_three_in_a_hundred() -> None:
    made = share(7, 23)
    assert (round(made.low, 4), round(made.high, 4)) == (0.1321, 0.5292)
    assert made.words == (
        "7 of 23 read: 30%. Of all cases like these it is between 13% and 53%, with 95% certainty."
    )


def test_of_a_list_that_is_known_it_says_how_many() -> None:
    made = share(7, 23, of=1573)
    assert (made.at_least, made.at_most) == how_many(7, 23, of=1573) == (210, 830)
    assert made.words == (
        "7 of 23 read: 30%. Of all 1,573 it is between 13% and 53%, 210 to 830 cases, with 95% certainty."
    )


def test_nothing_found_is_not_nothing_there() -> None:
    made = share(0, 30, of=1512)
    assert (made.share, made.low) == (0.0, 0.0)
    assert made.at_most == 173, "thirty clean cases leave room for a hundred and seventy-three"


def test_reading_nothing_says_nothing_and_reading_everything_says_all() -> None:
    nothing, everything = share(0, 0, of=50), share(4, 50, of=50)
    assert (nothing.low, nothing.high) == (0.0, 1.0)
    assert nothing.words == "Nothing has been read, so nothing is known."
    assert (everything.low, everything.share, everything.high) == (0.08, 0.08, 0.08)
    assert (everything.how, everything.certainty) == (EVERY_ONE, 1.0)
    assert everything.words == "4 of 50 read: 8%. Every case was read, so this is all of them."


@pytest.mark.parametrize(("found", "read", "of"), [(3, 2, None), (-1, 2, None), (1, 9, 8)])
def test_nonsense_is_refused(found: int, read: int, of: int | None) -> None:
    with pytest.raises(ValueError, match="cannot be"):
        share(found, read, of=of)


def test_the_interval_of_a_small_list_is_right_for_every_list_that_there_could_be() -> None:
    """For each number that there could really be, the interval misses it in at most one draw in twenty."""
    of, read = 20, 6
    for really in range(of + 1):
        missed = sum(
            stats.hypergeom.pmf(found, of, really, read)
            for found in range(max(0, read - (of - really)), min(read, really) + 1)
            if not (lambda span: span[0] <= really <= span[1])(how_many(found, read, of=of))
        )
        assert missed <= 0.05 + 1e-9, really


@settings(deadline=None, max_examples=60)
@given(st.integers(1, 60), st.data())
def test_the_exact_count_is_what_trying_every_number_finds(of: int, data: st.DataObject) -> None:
    read = data.draw(st.integers(0, of))
    found = data.draw(st.integers(0, read))
    plausible = [
        many
        for many in range(found, of - read + found + 1)
        if stats.hypergeom.sf(found - 1, of, many, read) > 0.025 - 1e-9
        and stats.hypergeom.cdf(found, of, many, read) > 0.025 - 1e-9
    ]
    assert how_many(found, read, of=of) == (plausible[0], plausible[-1])


def test_a_chance_of_just_what_is_allowed_is_no_surprise() -> None:
    assert how_many(0, 1, of=40) == (0, 39), (
        "the one that is safe is drawn once in forty: two and a half in a hundred"
    )
    assert how_many(1, 1, of=40) == (1, 40)


def test_reading_more_of_a_list_narrows_what_it_says() -> None:
    widths = [share(read // 4, read, of=1000) for read in (20, 40, 100, 400, 1000)]
    spans = [one.high - one.low for one in widths]
    assert spans == sorted(spans, reverse=True)
    assert spans[-1] == 0


# ── drawn in parts, or with unequal chances


def test_parts_are_weighed_by_how_many_they_hold() -> None:
    made = stratified([Stratum(of=900, read=30, found=0), Stratum(of=100, read=30, found=15)])
    assert made.share == pytest.approx(0.05), "half of a tenth, not a quarter of those read"
    assert (made.found, made.read, made.of) == (15, 60, 1000)
    assert made.low < 0.05 < made.high


def test_a_part_of_which_nothing_was_read_is_wholly_unknown() -> None:
    known = stratified([Stratum(900, 60, 0)])
    made = stratified([Stratum(900, 60, 0), Stratum(100, 0, 0)])
    assert made.high == pytest.approx(known.high * 0.9 + 0.1)


def test_one_part_drawn_simply_is_near_the_exact_answer() -> None:
    parts, exact = stratified([Stratum(1500, 60, 12)]), share(12, 60, of=1500)
    assert parts.share == exact.share
    assert parts.low == pytest.approx(exact.low, abs=0.02)
    assert parts.high == pytest.approx(exact.high, abs=0.02)


def test_what_was_likely_to_be_drawn_counts_for_less() -> None:
    heavy = [(True, 0.5)] * 10
    light = [(False, 0.05)] * 40
    made = weighted([*heavy, *light], of=820)
    assert made.share == pytest.approx(20 / 820), "ten stand for twenty, forty for eight hundred"
    assert made.at_least >= 10, "no fewer than were found"
    assert made.high > made.share


def test_equal_weights_are_the_plain_answer() -> None:
    made, exact = weighted([(True, 0.1)] * 7 + [(False, 0.1)] * 16), share(7, 23)
    assert made.share == pytest.approx(exact.share)
    assert made.low == pytest.approx(exact.low, abs=0.01)
    assert made.high == pytest.approx(exact.high, abs=0.01)


def test_weighted_and_stratified_intervals_keep_their_promise() -> None:
    """Over every list of a small world, the interval holds the truth at least as often as it says."""
    of, read, really = (12, 8), (4, 4), (3, 4)
    held = 0.0
    for found in itertools.product(range(5), range(5)):
        chance = 1.0
        for part in range(2):
            chance *= stats.hypergeom.pmf(found[part], of[part], really[part], read[part])
        made = stratified(Stratum(of[part], read[part], found[part]) for part in range(2))
        held += chance * (made.low - 1e-9 <= sum(really) / sum(of) <= made.high + 1e-9)
    assert held >= 0.95


def test_what_was_chosen_and_not_drawn_says_nothing_of_the_rest() -> None:
    made = estimate.not_drawn(7, 23, of=1573)
    assert (made.at_least, made.at_most) == (7, 1557)
    assert "say nothing about those that were not read" in made.words


# ── how many more to read


def test_how_many_more_to_read_is_enough_and_no_more() -> None:
    more = more_to_read(7, 23, within=0.05, of=1573)
    assert more == 259

    def width(many: int) -> float:
        made = share(round(7 / 23 * many), many, of=1573)
        return made.high - made.low

    assert width(23 + more) <= 0.1 < width(23 + more - 1)


def test_knowing_enough_already_asks_for_none() -> None:
    assert more_to_read(30, 100, within=0.2) == 0


def test_before_anything_is_read_it_asks_for_what_a_half_would_need() -> None:
    assert more_to_read(0, 0, within=0.1) == pytest.approx(104, abs=3)
    assert more_to_read(0, 0, within=0.001, of=80) == 80, "never more than there are"
