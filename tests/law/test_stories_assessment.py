"""Assessments: each duty of that area of the book, at its edges and at each change of edition, on both
evaluators.
"""

from sightline.duties.book.assessment import (
    ASSESSMENT_ON_OPEN_CASE,
    ASSESSMENT_REVIEW_POINT,
    CHILD_SEEN_AFTER_REFERRAL,
    CHILD_SEEN_ALONE_IN_ASSESSMENT,
    CHILD_SEEN_IN_ASSESSMENT,
    CORE_ASSESSMENT,
    INITIAL_ASSESSMENT,
    INITIAL_ASSESSMENT_ON_NEW_INFORMATION,
    SINGLE_ASSESSMENT,
    WISHES_AND_FEELINGS,
)
from tests.law.story import story


def test_an_initial_assessment_of_2009_has_seven_working_days_for_ever() -> None:
    story(INITIAL_ASSESSMENT, "2009-03-02 referral received", "due 2009-03-11 overdue")
    story(INITIAL_ASSESSMENT, "2009-04-03 referral received", "due 2009-04-16 overdue")
    story(INITIAL_ASSESSMENT, "2009-08-01 referral received", "due 2009-08-11 overdue", on="2026-01-01")


def test_an_initial_assessment_has_ten_working_days_from_march_2010() -> None:
    story(INITIAL_ASSESSMENT, "2010-02-28 referral received", "due 2010-03-09 overdue")
    story(INITIAL_ASSESSMENT, "2010-03-01 referral received", "due 2010-03-15 overdue")


def test_initial_and_core_assessments_end_and_the_single_assessment_begins_on_15_april_2013() -> None:
    last, first = "2013-04-14 referral received", "2013-04-15 referral received"
    story(INITIAL_ASSESSMENT, last, "due 2013-04-26 overdue")
    story(SINGLE_ASSESSMENT, last, "no clock")
    story(INITIAL_ASSESSMENT, first, "no clock")
    story(SINGLE_ASSESSMENT, first, "due 2013-06-19 overdue")
    story(CORE_ASSESSMENT, "2013-04-15 strategy discussion led to enquiry", "no clock")


def test_new_information_on_an_open_case_started_an_initial_assessment_of_its_own() -> None:
    facts = """2009-03-02 referral received    2009-03-09 initial assessment authorised
               2009-06-01 new information recorded    2009-06-10 initial assessment authorised"""
    story(INITIAL_ASSESSMENT, facts, "due 2009-03-11 met 2009-03-09 in time")
    story(INITIAL_ASSESSMENT_ON_NEW_INFORMATION, facts, "due 2009-06-10 met 2009-06-10 in time")


def test_a_core_assessment_has_35_working_days_from_the_discussion_that_began_the_enquiry() -> None:
    began = "2009-03-02 strategy discussion led to enquiry    2009-03-03 enquiry started    "
    story(CORE_ASSESSMENT, began, "due 2009-04-22 running", on="2009-04-22")
    story(
        CORE_ASSESSMENT,
        f"{began}2009-04-22 core assessment authorised",
        "due 2009-04-22 met 2009-04-22 in time",
    )
    story(
        CORE_ASSESSMENT, f"{began}2009-04-23 core assessment authorised", "due 2009-04-22 met 2009-04-23 late"
    )
    story(CORE_ASSESSMENT, "2009-03-02 enquiry started", "due 2009-04-22 overdue")


def test_an_assessment_concludes_within_45_working_days_of_the_referral() -> None:
    received = "2026-03-02 referral received    "
    story(SINGLE_ASSESSMENT, received, "due 2026-05-07 running", on="2026-05-07")
    story(
        SINGLE_ASSESSMENT,
        f"{received}2026-05-07 assessment authorised",
        "due 2026-05-07 met 2026-05-07 in time",
    )
    story(
        SINGLE_ASSESSMENT, f"{received}2026-05-08 assessment authorised", "due 2026-05-07 met 2026-05-08 late"
    )


def test_no_assessment_is_owed_once_no_further_action_was_decided() -> None:
    story(
        SINGLE_ASSESSMENT,
        "2026-03-02 referral received    2026-03-03 referral no further action    2026-03-03 referral closed",
        "due 2026-05-07 ended 2026-03-03 lapsed 2026-03-03 no longer owed",
    )


def test_a_referral_closed_after_45_working_days_without_an_assessment_left_it_undone() -> None:
    facts = "2026-03-02 referral received    2026-05-{} referral closed"
    story(SINGLE_ASSESSMENT, facts.format("07"), "due 2026-05-07 ended 2026-05-07 no longer owed")
    story(SINGLE_ASSESSMENT, facts.format("08"), "due 2026-05-07 ended 2026-05-08 ended unmet")


def test_on_an_open_case_the_census_counts_45_working_days_from_the_assessments_start() -> None:
    story(ASSESSMENT_ON_OPEN_CASE, "2026-03-02 assessment started on open case", "due 2026-05-07 overdue")
    story(ASSESSMENT_ON_OPEN_CASE, "2023-03-31 assessment started on open case", "no clock")


def test_an_assessment_is_checked_at_its_review_point_before_it_is_authorised() -> None:
    started = "2026-03-02 assessment started    "
    story(
        ASSESSMENT_REVIEW_POINT,
        f"{started}2026-03-16 assessment reviewed",
        "nothing due met 2026-03-16 in time",
    )
    story(
        ASSESSMENT_REVIEW_POINT,
        f"{started}2026-04-01 assessment authorised",
        "nothing due ended 2026-04-01 ended unmet",
    )


def test_closed_without_the_child_being_seen_is_a_clock_that_ended_unmet() -> None:
    accepted = (
        "2026-03-02 referral received    2026-03-03 referral accepted    2026-04-30 referral closed    "
    )
    story(CHILD_SEEN_AFTER_REFERRAL, accepted, "nothing due ended 2026-04-30 ended unmet")
    story(
        CHILD_SEEN_AFTER_REFERRAL,
        f"{accepted}2026-04-30 child seen",
        "nothing due met 2026-04-30 ended 2026-04-30 in time",
    )
    story(
        CHILD_SEEN_AFTER_REFERRAL,
        f"{accepted}2026-05-01 child seen",
        "nothing due ended 2026-04-30 ended unmet",
    )


def test_the_child_is_seen_in_the_assessment_and_not_only_before_it() -> None:
    facts = "2026-03-02 assessment started    2026-03-{} child seen    2026-04-01 assessment authorised"
    story(CHILD_SEEN_IN_ASSESSMENT, facts.format("02"), "nothing due met 2026-03-02 ended 2026-04-01 in time")
    story(CHILD_SEEN_IN_ASSESSMENT, facts.format("01"), "nothing due ended 2026-04-01 ended unmet")


def test_seen_is_not_seen_alone() -> None:
    facts = "2026-03-02 assessment started    2026-03-05 {}    2026-04-01 assessment authorised"
    alone = CHILD_SEEN_ALONE_IN_ASSESSMENT
    story(alone, facts.format("child seen"), "nothing due ended 2026-04-01 ended unmet")
    story(alone, facts.format("child seen alone"), "nothing due met 2026-03-05 ended 2026-04-01 in time")
    story(alone, "2023-12-14 assessment started", "no clock")


def test_wishes_and_feelings_are_found_out_before_the_assessment_is_authorised() -> None:
    facts = """2026-03-02 assessment started    2026-04-{} wishes and feelings recorded
               2026-04-01 assessment authorised"""
    story(WISHES_AND_FEELINGS, facts.format("01"), "nothing due met 2026-04-01 ended 2026-04-01 in time")
    story(WISHES_AND_FEELINGS, facts.format("02"), "nothing due ended 2026-04-01 ended unmet")
