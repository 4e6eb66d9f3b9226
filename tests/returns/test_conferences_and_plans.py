"""Stories of one child or two: strategy discussion, conference, plan and reviews."""

import pytest

from sightline.duties.language import Standing
from tests.returns.census import child, enquiry, episode, plan
from tests.returns.story import (
    CONFERENCE,
    CONFERENCE_DUE,
    FIRST_REVIEW,
    LATER_REVIEWS,
    REFERRED,
    STRATEGY,
    inspected,
    runs,
    stands,
)


@pytest.mark.parametrize(
    ("held", "not_required", "closed", "on", "standing"),
    [
        (None, "0", None, CONFERENCE_DUE, "running"),
        (None, "0", None, "2026-04-22", "overdue"),
        (CONFERENCE_DUE, "0", None, "2026-05-01", "in time"),
        ("2026-04-22", "0", None, "2026-05-01", "late"),
        (None, "1", None, "2026-05-01", "no longer owed"),
        (None, "TRUE", None, STRATEGY, "no longer owed"),
        ("2026-04-22", "1", None, "2026-05-01", "late"),
        (STRATEGY, "0", None, "2026-05-01", "in time"),
        ("2026-03-26", "0", None, "2026-05-01", "overdue"),
        (None, "0", CONFERENCE_DUE, "2026-05-01", "no longer owed"),
        (None, "0", "2026-04-22", "2026-05-01", "ended unmet"),
        (None, "0", "2026-03-20", "2026-05-01", "overdue"),
    ],
)
def test_a_conference_is_owed_in_15_working_days_of_the_strategy_discussion(
    tmp_path, held: str | None, not_required: str, closed: str | None, on: str, standing: str
) -> None:
    case = episode(REFERRED, enquiry(STRATEGY, held, not_required), CINclosureDate=closed)
    assert stands(tmp_path, child("A1", case), on=on)[CONFERENCE] == {standing: 1}


def test_each_enquiry_has_a_conference_of_its_own(tmp_path) -> None:
    second = enquiry("2026-05-11", "2026-06-02")
    case = child("A1", episode(REFERRED, enquiry(STRATEGY, "2026-04-30"), second))
    assert stands(tmp_path, case, on="2026-12-31")[CONFERENCE] == {"late": 1, "in time": 1}


def test_a_conference_recorded_on_the_episode_is_that_of_the_enquiry_before_it(tmp_path) -> None:
    earlier, later = enquiry(STRATEGY), enquiry("2026-05-11")
    case = child("A1", episode(REFERRED, earlier, later, DateOfInitialCPC="2026-05-20"))
    found = inspected(tmp_path, case, on="2026-12-31")
    assert [run.standing for run in runs(found, CONFERENCE)] == [Standing.OVERDUE, Standing.IN_TIME]
    assert found.doubts == (
        "1 initial conference recorded on the episode: counted for the section 47 enquiry "
        "before it that had none.",
    )


def test_a_conference_with_no_enquiry_is_nobodys_and_is_said(tmp_path) -> None:
    case = child("A1", episode(REFERRED, DateOfInitialCPC="2026-03-20"))
    found = inspected(tmp_path, case, on=REFERRED)
    assert runs(found, CONFERENCE) == []
    assert any("no section 47 enquiry was waiting for one" in doubt for doubt in found.doubts)


@pytest.mark.parametrize(
    ("reviews", "end", "on", "first", "later"),
    [
        ([], None, "2026-02-28", {"running": 1}, None),
        ([], None, "2026-03-01", {"overdue": 1}, None),
        (["2026-02-28"], None, "2026-08-28", {"in time": 1}, {"running": 1}),
        (["2026-03-01"], None, "2026-09-01", {"late": 1}, {"running": 1}),
        (["2026-03-01"], None, "2026-09-02", {"late": 1}, {"overdue": 1}),
        (["2026-02-20", "2026-08-20"], None, "2026-08-20", {"in time": 1}, {"in time": 1, "running": 1}),
        (
            ["2026-02-20", "2026-08-21"], "2026-08-21", "2026-12-31",
            {"in time": 1}, {"late": 1, "no longer owed": 1},
        ),
        ([], "2026-02-28", "2026-12-31", {"no longer owed": 1}, None),
        ([], "2026-03-01", "2026-12-31", {"ended unmet": 1}, None),
        (["2025-11-30"], None, "2026-03-01", {"overdue": 1}, None),
        ([], "2025-11-29", "2026-03-01", {"overdue": 1}, None),
    ],
)  # fmt: skip
def test_a_plan_is_reviewed_within_three_months_and_then_within_six(
    tmp_path,
    reviews: list[str],
    end: str | None,
    on: str,
    first: dict[str, int],
    later: dict[str, int] | None,
) -> None:
    """From 30 November three months end on the last of February."""
    case = child("A1", episode("2025-11-01", plan("2025-11-30", *reviews, end=end), nfa="0"))
    told = stands(tmp_path, case, on=on)
    assert (told[FIRST_REVIEW], told.get(LATER_REVIEWS)) == (first, later)


def test_two_plans_of_one_child_are_reviewed_each_by_its_own_clock(tmp_path) -> None:
    first = episode("2024-01-01", plan("2024-01-10", "2024-04-01", end="2024-04-01"))
    second = episode("2025-11-01", plan("2025-11-30"))
    told = stands(tmp_path, child("A1", first, second), on="2026-03-31")
    assert (told[FIRST_REVIEW], told[LATER_REVIEWS]) == ({"in time": 1, "overdue": 1}, {"no longer owed": 1})


def test_one_conference_about_two_children_is_a_clock_for_each(tmp_path) -> None:
    cases = [child(number, episode(REFERRED, enquiry(STRATEGY, "2026-04-20"))) for number in ("A1", "B2")]
    found = inspected(tmp_path, *cases, on="2026-06-30")
    assert [(found.names[run.child], run.standing) for run in runs(found, CONFERENCE)] == [
        ("A1", Standing.IN_TIME),
        ("B2", Standing.IN_TIME),
    ]


@pytest.mark.parametrize(
    ("born", "died", "standing"),
    [
        ("2015-01-01", "2026-02-28", "no longer owed"),
        ("2015-01-01", "2026-03-01", "ended unmet"),
        ("2008-02-28", None, "no longer owed"),
        ("2008-02-29", None, "ended unmet"),
        ("2008-03-02", None, "overdue"),
    ],
)
def test_death_and_the_eighteenth_birthday_end_the_reviews(
    tmp_path, born: str, died: str | None, standing: str
) -> None:
    """One born on 29 February is eighteen on 1 March of a common year: the day after the review was due."""
    case = child("A1", episode("2025-11-01", plan("2025-11-30")), born=born, died=died)
    assert stands(tmp_path, case, on="2026-03-01")[FIRST_REVIEW] == {standing: 1}


def test_the_same_plan_given_twice_is_counted_twice_and_said(tmp_path) -> None:
    case = child("A1", episode("2025-11-01", plan("2025-11-30"), plan("2025-11-30")))
    found = inspected(tmp_path, case, on="2025-12-01")
    assert len(runs(found, FIRST_REVIEW)) == 2
    assert (
        "1 <ChildProtectionPlans> group of the same child and first day as another: each is counted, so look "
        "whether one was given twice." in found.doubts
    )
