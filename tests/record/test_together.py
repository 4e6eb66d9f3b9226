"""Two texts changed from the same one become one text in which nobody's words are lost."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sightline.record.together import both

BASE = "One.\nTwo.\nThree."


@pytest.mark.parametrize(
    ("theirs", "mine", "kept"),
    [
        ("One!\nTwo.\nThree.", "One.\nTwo.\nThree!", "One!\nTwo.\nThree!"),
        ("One.\nTwo!\nThree.", "One.\nTwo?\nThree.", "One.\nTwo!\nTwo?\nThree."),
        ("One.\nTwo!\nThree.", "One.\nTwo!\nThree.", "One.\nTwo!\nThree."),
        ("One.\nThree.", "One.\nTwo, and more.\nThree.", "One.\nTwo, and more.\nThree."),
        ("One.\nTwo.\nThree.\nFour.", "Nought.\nOne.\nTwo.\nThree.", "Nought.\nOne.\nTwo.\nThree.\nFour."),
        (BASE, "One.\r\nTwo.\r\nThree, again.", "One.\nTwo.\nThree, again."),
    ],
    ids=[
        "apart",
        "the same paragraph",
        "the same change",
        "taken out and changed",
        "before and after",
        "marks",
    ],
)
def test_what_either_changed_is_changed(theirs: str, mine: str, kept: str) -> None:
    assert both(BASE, theirs, mine) == kept


#: A busy machine is slow to think of texts.
PATIENT = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
LINES = st.lists(st.sampled_from(["a", "b", "c", "d", "e"]), max_size=6).map("\n".join)


@PATIENT
@given(LINES, LINES)
def test_one_who_changed_nothing_loses_nothing_of_the_others(base: str, changed: str) -> None:
    assert both(base, changed, base) == changed
    assert both(base, base, changed) == changed


@PATIENT
@given(LINES, LINES, LINES)
def test_a_paragraph_that_somebody_added_is_in_it(base: str, theirs: str, mine: str) -> None:
    kept = both(base, theirs, mine).split("\n")
    added = (set(theirs.split("\n")) | set(mine.split("\n"))) - set(base.split("\n"))
    assert added <= set(kept)
