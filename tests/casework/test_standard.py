"""The authority may tighten the law or fill a gap in it, and never loosen it."""

from datetime import date

import pytest

from sightline.casework import standard
from sightline.casework.verb import Refused
from sightline.compliance import book
from sightline.people.models import AuthorityStandard

ADOPTED = {"adopted_on": date(2026, 1, 5), "minute": "Cabinet, 5 January 2026, item 7"}


def test_a_tighter_limit_is_adopted_and_in_the_book(iris):
    made = standard.adopt("single-assessment", by=iris, amount=35, unit="working day", **ADOPTED)
    law = book.book()["single-assessment"]
    assert str(made) == "single-assessment: 35 working days"
    assert str(law.version_on(date(2026, 2, 2)).limit_on(date(2026, 2, 2))) == "35 working days"
    assert str(law.version_on(date(2026, 1, 2)).limit_on(date(2026, 1, 2))) == "45 working days"


def test_a_gap_in_the_law_may_be_filled_with_any_limit(iris):
    standard.adopt("plan-visits", by=iris, amount=10, unit="working day", **ADOPTED)
    law = book.book()["plan-visits"]
    assert str(law.version_on(date(2026, 2, 2)).limit_on(date(2026, 2, 2))) == "10 working days"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"amount": 46}, "later than the 45 working days"),
        ({"amount": 10, "unit": "week"}, "later than the 45 working days"),
        ({"amount": 0}, "not a number of"),
        ({"minute": " "}, "where the authority decided"),
        ({"duty": "tea"}, "no duty called tea"),
    ],
)
def test_a_looser_or_meaningless_standard_is_refused_and_nothing_is_kept(iris, changed, said):
    asked = {"duty": "single-assessment", "amount": 35, "unit": "working day"} | ADOPTED | changed
    with pytest.raises(Refused, match=said):
        standard.adopt(asked.pop("duty"), by=iris, **asked)
    assert not AuthorityStandard.objects.exists()


def test_it_is_the_directors_act(bryn):
    with pytest.raises(Refused, match="director adopts"):
        standard.adopt("plan-visits", by=bryn, amount=10, unit="working day", **ADOPTED)


def test_a_standard_that_slipped_in_does_not_bend_the_law_or_break_a_page(iris):
    loose = AuthorityStandard.objects.create(
        duty="single-assessment", amount=60, unit="working day", **ADOPTED
    )
    stray = AuthorityStandard.objects.create(duty="tea", amount=1, unit="day", **ADOPTED)
    law = book.book()["single-assessment"]
    assert str(law.version_on(date(2026, 2, 2)).limit_on(date(2026, 2, 2))) == "45 working days"
    (first, too_late), (second, unknown) = book.refused()
    assert (first, second) == (loose, stray)
    assert "can fall due later than the 45 working days" in too_late
    assert unknown == "the book has no such duty"
