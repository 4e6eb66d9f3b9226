"""Hard cases from practice. Those about looked-after children, placements and statistics come with their
areas.
"""

from datetime import date

import pytest

from sightline.duties import reference
from sightline.duties.book import BOOK
from sightline.duties.book.assessment import INITIAL_ASSESSMENT, SINGLE_ASSESSMENT
from sightline.duties.book.child_protection import (
    FIRST_REVIEW_CONFERENCE,
    LATER_REVIEW_CONFERENCES,
    PLAN_VISITS,
)
from sightline.duties.book.conference import INITIAL_CONFERENCE
from sightline.duties.book.referral import REFERRAL_DECISION
from sightline.duties.book.strategy_discussion import STRATEGY_DISCUSSION
from sightline.duties.columns import Columns, evaluate
from sightline.duties.language import (
    Kind,
    LocalStandard,
    LooserThanTheLaw,
    Milestone,
    Standing,
    Thread,
    adopt,
)
from sightline.timescales import Timescale, days, hours, weeks, working_days
from tests.law.story import by_columns, by_reference, story, told


def test_nothing_pauses_a_clock() -> None:
    story(
        SINGLE_ASSESSMENT,
        """2026-03-02 referral received    2026-03-05 assessment started
           2026-04-01 new information recorded
           2026-04-09 social worker allocated    2026-05-08 assessment authorised""",
        "due 2026-05-07 met 2026-05-08 late",
    )


def test_a_second_strategy_discussion_does_not_start_the_15_working_days_again() -> None:
    story(
        INITIAL_CONFERENCE,
        """2026-03-02 strategy discussion led to enquiry    2026-03-16 strategy discussion led to enquiry
           2026-03-24 initial conference held""",
        "due 2026-03-23 met 2026-03-24 late",
    )


def test_a_backdated_trigger_moves_the_due_day_to_where_it_should_have_been() -> None:
    as_first_written = list(
        told(REFERRAL_DECISION, "2026-03-05 referral received    2026-03-06 referral decided")
    )
    backdated = list(told(REFERRAL_DECISION, "2026-03-02 referral received"))
    both = as_first_written + backdated
    for evaluate_story in (by_reference, by_columns):
        (before,) = evaluate_story(REFERRAL_DECISION, as_first_written, date(2026, 4, 1))
        (after,) = evaluate_story(REFERRAL_DECISION, both, date(2026, 4, 1))
        assert (before[1], before[-1]) == (date(2026, 3, 6), Standing.IN_TIME)
        assert (after[1], after[-1]) == (date(2026, 3, 3), Standing.LATE)


def test_one_meeting_about_three_siblings_is_one_clock_for_each() -> None:
    facts = [
        Milestone(child, Thread.ENQUIRY.number(record), kind, day)
        for child, record in ((1, 11), (2, 12), (3, 13))
        for kind, day in (
            (Kind.STRATEGY_DISCUSSION_LED_TO_ENQUIRY, date(2026, 3, 27)),
            (Kind.INITIAL_CONFERENCE_HELD, date(2026, 4, 22 if child == 3 else 21)),
        )
    ]
    one_by_one = [
        clock.standing(date(2026, 5, 1))
        for child in (1, 2, 3)
        for clock in reference.clocks(INITIAL_CONFERENCE, [fact for fact in facts if fact.child == child])
    ]
    together = evaluate(INITIAL_CONFERENCE, Columns.of(facts))
    assert one_by_one == [Standing.IN_TIME, Standing.IN_TIME, Standing.LATE]
    assert together.standing(date(2026, 5, 1)).tolist() == one_by_one
    assert together.child.tolist() == [1, 2, 3]


def test_new_information_on_an_open_case_starts_a_strategy_discussion_and_no_new_referral() -> None:
    story(
        STRATEGY_DISCUSSION,
        """2026-03-02 reasonable cause recorded    2026-03-02 strategy discussion held
           2026-06-01 reasonable cause recorded #2""",
        """from 2026-03-02 nothing due met 2026-03-02 in time
           from 2026-06-01 nothing due running""",
    )
    story(SINGLE_ASSESSMENT, "2026-06-01 new information recorded", "no clock")


@pytest.mark.parametrize(
    "duty", ["first-review-conference", "later-review-conferences", "plan-visits", "first-core-group"]
)
def test_a_plans_clocks_stop_at_18_death_or_leaving_the_country_and_not_on_becoming_looked_after(
    duty: str,
) -> None:
    assert set(BOOK[duty].end_kinds) == {
        Kind.CHILD_PROTECTION_PLAN_ENDED,
        Kind.CHILD_TURNED_18,
        Kind.CHILD_DIED,
        Kind.CHILD_LEFT_UK,
    }


def test_turning_18_ends_a_plans_clocks() -> None:
    story(
        FIRST_REVIEW_CONFERENCE,
        "2026-03-02 child protection plan started    2026-05-01 child turned 18",
        "due 2026-06-02 ended 2026-05-01 no longer owed",
    )


def test_contact_referral_and_discussion_on_one_day_each_count() -> None:
    day = "2026-03-02"
    story(
        REFERRAL_DECISION,
        f"{day} referral received  {day} referral decided",
        f"due 2026-03-03 met {day} in time",
    )
    story(STRATEGY_DISCUSSION, f"{day} reasonable cause recorded  {day} strategy discussion held",
          f"nothing due met {day} in time")  # fmt: skip


def test_a_referral_late_on_saturday_night_counts_from_saturday() -> None:
    story(REFERRAL_DECISION, "2026-03-07 23:40 referral received", "due 2026-03-09 overdue")


def test_an_early_review_brings_the_next_one_forward() -> None:
    story(
        LATER_REVIEW_CONFERENCES,
        "2026-03-02 review conference held    2026-04-10 review conference held",
        """from 2026-03-02 due 2026-09-02 met 2026-04-10 in time
           from 2026-04-10 due 2026-10-10 overdue""",
    )


def test_a_conference_before_the_discussion_that_led_to_it_is_not_the_conference_it_called_for() -> None:
    story(
        INITIAL_CONFERENCE,
        "2026-03-26 initial conference held    2026-03-27 strategy discussion led to enquiry",
        "due 2026-04-21 overdue",
    )


def test_an_edition_that_comes_in_while_a_clock_runs_does_not_move_it() -> None:
    story(
        INITIAL_ASSESSMENT,
        "2010-02-26 referral received    2010-03-10 initial assessment authorised",
        "due 2010-03-09 met 2010-03-10 late",
    )


def test_intervals_run_from_the_actual_day_so_they_may_drift_but_leave_no_gap() -> None:
    fortnightly = adopt(PLAN_VISITS, LocalStandard("Exampleshire", weeks(2), date(2020, 1, 1)))
    story(
        fortnightly,
        "2026-03-02 child protection plan started    2026-03-18 child seen    2026-04-01 child seen",
        """from 2026-03-02 due 2026-03-16 met 2026-03-18 late
           from 2026-03-18 due 2026-04-01 met 2026-04-01 in time
           from 2026-04-01 due 2026-04-15 overdue""",
    )


def test_a_calendar_limit_that_falls_on_a_holiday_is_still_due_that_day() -> None:
    story(
        FIRST_REVIEW_CONFERENCE,
        "2026-01-03 child protection plan started",
        "due 2026-04-03 overdue",
        on="2026-04-04",
    )


def test_one_late_at_night_in_summer_is_of_that_london_day_though_utc_says_the_day_before() -> None:
    at_one = list(told(REFERRAL_DECISION, "2026-06-02 00:30 referral received"))
    assert at_one[0].at is not None
    assert at_one[0].at.date() == date(2026, 6, 1)
    story(REFERRAL_DECISION, "2026-06-02 00:30 referral received", "due 2026-06-03 overdue")


@pytest.mark.parametrize(
    ("duty", "within"),
    [
        ("initial-conference", working_days(16)),
        ("initial-conference", weeks(3)),  # from a Saturday, 15 working days are 20 days
        ("first-core-group", days(14)),
        ("referral-decision", hours(25)),
    ],
)
def test_an_authority_may_not_loosen_the_law(duty: str, within: Timescale) -> None:
    standard = LocalStandard("Exampleshire", within, date(2020, 1, 1))
    with pytest.raises(LooserThanTheLaw, match=r"Exampleshire's .* can fall due later than the"):
        adopt(BOOK[duty], standard)


def test_a_childs_id_may_be_greater_than_that_of_any_record() -> None:
    """Sightings stand in the child's own thread: a child who has none may have come after everyone else."""
    accepted, seen = date(2026, 3, 3), date(2026, 3, 5)
    milestones = [
        Milestone(1, Thread.CHILD.number(1), Kind.CHILD_SEEN, seen),
        Milestone(1, Thread.REFERRAL.number(1), Kind.REFERRAL_ACCEPTED, accepted),
        Milestone(90, Thread.REFERRAL.number(2), Kind.REFERRAL_ACCEPTED, accepted),
    ]
    clocks = evaluate(BOOK["child-seen-after-referral"], Columns.of(milestones))
    assert [*zip(clocks.child.tolist(), clocks.standing(seen).tolist(), strict=True)] == [
        (1, Standing.IN_TIME),
        (90, Standing.RUNNING),
    ]
