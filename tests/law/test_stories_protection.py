"""From reasonable cause to the end of a plan: each duty of those areas of the book, at its edges, on both
evaluators.
"""

from sightline.duties.book.child_in_need import CHILD_IN_NEED_REVIEWS, CHILD_IN_NEED_VISITS
from sightline.duties.book.child_protection import (
    FIRST_CORE_GROUP,
    FIRST_REVIEW_CONFERENCE,
    LATER_CORE_GROUPS,
    LATER_REVIEW_CONFERENCES,
    PLAN_CIRCULATION,
    PLAN_VISITS,
    REVIEW_AFTER_BIRTH,
)
from sightline.duties.book.conference import INITIAL_CONFERENCE
from sightline.duties.book.enquiry import CHILD_SEEN_IN_ENQUIRY, ENQUIRY_CONCLUSION, JOINT_WORKING_DECISION
from sightline.duties.book.strategy_discussion import (
    ENQUIRY_DECISION,
    ENQUIRY_DUTY,
    STRATEGY_DISCUSSION,
    STRATEGY_DISCUSSION_WITH_POLICE,
    STRATEGY_DISCUSSION_WITH_POLICE_AND_HEALTH,
)
from tests.law.story import story

# ── strategy discussions and enquiries


def test_reasonable_cause_calls_for_a_strategy_discussion() -> None:
    cause = "2026-03-02 reasonable cause recorded    "
    story(STRATEGY_DISCUSSION, cause, "nothing due running", on="2026-03-20")
    story(
        STRATEGY_DISCUSSION,
        f"{cause}2026-03-02 strategy discussion held",
        "nothing due met 2026-03-02 in time",
    )
    story(
        STRATEGY_DISCUSSION, f"{cause}2026-03-09 referral closed", "nothing due ended 2026-03-09 ended unmet"
    )


def test_the_police_were_the_minimum_until_2013_and_health_with_them_since() -> None:
    before = "2013-04-12 strategy discussion held    2013-04-12 strategy discussion held with police    "
    before += "2013-04-12 enquiry decided"
    after = before.replace("2013-04-12", "2013-04-15")
    story(STRATEGY_DISCUSSION_WITH_POLICE, before, "nothing due met 2013-04-12 ended 2013-04-12 in time")
    story(STRATEGY_DISCUSSION_WITH_POLICE_AND_HEALTH, before, "no clock")
    story(STRATEGY_DISCUSSION_WITH_POLICE, after, "no clock")
    story(STRATEGY_DISCUSSION_WITH_POLICE_AND_HEALTH, after, "nothing due ended 2013-04-15 ended unmet")
    story(
        STRATEGY_DISCUSSION_WITH_POLICE_AND_HEALTH,
        f"{after}    2013-04-15 strategy discussion held with police and health",
        "nothing due met 2013-04-15 ended 2013-04-15 in time",
    )


def test_health_who_come_a_day_later_were_not_where_it_was_decided() -> None:
    story(
        STRATEGY_DISCUSSION_WITH_POLICE_AND_HEALTH,
        "2026-03-02 strategy discussion held    2026-03-02 enquiry decided    "
        "2026-03-03 strategy discussion held with police and health",
        "nothing due ended 2026-03-02 ended unmet",
    )


def test_the_authority_decides_whether_to_enquire() -> None:
    facts = "2026-03-02 reasonable cause recorded    2026-03-03 strategy discussion held    "
    story(ENQUIRY_DECISION, f"{facts}2026-03-03 enquiry decided", "nothing due met 2026-03-03 in time")
    story(ENQUIRY_DUTY, f"{facts}2026-03-03 enquiry decided", "nothing due met 2026-03-03 in time")
    story(ENQUIRY_DECISION, f"{facts}2026-04-01 referral closed", "nothing due ended 2026-04-01 ended unmet")
    story(ENQUIRY_DUTY, f"{facts}2026-04-01 referral closed", "nothing due ended 2026-04-01 ended unmet")


def test_an_enquiry_sees_the_child_agrees_with_the_police_and_concludes() -> None:
    facts = "2026-03-03 enquiry started    2026-03-12 enquiry concluded    "
    story(
        CHILD_SEEN_IN_ENQUIRY,
        f"{facts}2026-03-04 child seen",
        "nothing due met 2026-03-04 ended 2026-03-12 in time",
    )
    story(CHILD_SEEN_IN_ENQUIRY, facts, "nothing due ended 2026-03-12 ended unmet")
    story(JOINT_WORKING_DECISION, facts, "nothing due ended 2026-03-12 ended unmet")
    story(
        JOINT_WORKING_DECISION,
        f"{facts}2026-03-03 joint working decided",
        "nothing due met 2026-03-03 ended 2026-03-12 in time",
    )
    story(ENQUIRY_CONCLUSION, facts, "nothing due met 2026-03-12 in time")
    story(
        ENQUIRY_CONCLUSION,
        "2026-03-03 enquiry started    2026-05-01 referral closed",
        "nothing due ended 2026-05-01 ended unmet",
    )


# ── conferences


def test_the_conference_is_within_15_working_days_of_the_strategy_discussion() -> None:
    led = "2026-03-27 strategy discussion led to enquiry    "
    story(
        INITIAL_CONFERENCE,
        f"{led}2026-04-21 initial conference held",
        "due 2026-04-21 met 2026-04-21 in time",
    )
    story(
        INITIAL_CONFERENCE, f"{led}2026-04-22 initial conference held", "due 2026-04-21 met 2026-04-22 late"
    )
    story(INITIAL_CONFERENCE, led, "due 2026-04-21 running", on="2026-04-21")
    story(INITIAL_CONFERENCE, led, "due 2026-04-21 overdue", on="2026-04-22")


def test_no_conference_is_owed_once_none_is_required() -> None:
    story(
        INITIAL_CONFERENCE,
        "2026-03-27 strategy discussion led to enquiry    2026-05-01 conference not required",
        "due 2026-04-21 lapsed 2026-05-01 no longer owed",
    )


def test_the_15_working_days_run_from_the_first_such_discussion_under_every_edition() -> None:
    for first, later, due in (
        ("2009-03-02", "2009-03-16", "2009-03-23"),
        ("2012-03-05", "2012-03-12", "2012-03-26"),
        ("2022-03-10", "2022-03-17", "2022-03-31"),
    ):
        discussions = (
            f"{later} strategy discussion led to enquiry    {first} strategy discussion led to enquiry"
        )
        story(INITIAL_CONFERENCE, discussions, f"due {due} overdue")


# ── child protection plans


def test_the_first_core_group_is_within_ten_working_days_of_the_conference() -> None:
    plan = "2026-03-23 initial conference held    2026-03-23 child protection plan started    "
    story(FIRST_CORE_GROUP, f"{plan}2026-04-08 core group held", "due 2026-04-08 met 2026-04-08 in time")
    story(FIRST_CORE_GROUP, f"{plan}2026-04-09 core group held", "due 2026-04-08 met 2026-04-09 late")


def test_core_groups_go_on_until_the_plan_ends() -> None:
    story(
        LATER_CORE_GROUPS,
        "2026-03-02 core group held    2026-04-13 core group held    2026-05-20 child protection plan ended",
        """from 2026-03-02 nothing due met 2026-04-13 ended 2026-05-20 in time
           from 2026-04-13 nothing due ended 2026-05-20 no longer owed""",
    )


def test_a_plan_is_circulated_and_since_2023_somebody_must_say_by_when() -> None:
    story(
        PLAN_CIRCULATION,
        "2026-03-02 child protection plan started    2026-03-09 plan circulated",
        "nothing due met 2026-03-09 in time",
    )
    story(PLAN_CIRCULATION, "2023-12-14 child protection plan started", "no clock")


def test_the_first_review_is_within_three_months_and_later_ones_six_months_apart() -> None:
    facts = """2025-11-30 child protection plan started    2026-02-28 review conference held
               2026-08-29 review conference held"""
    story(FIRST_REVIEW_CONFERENCE, facts, "due 2026-02-28 met 2026-02-28 in time")
    story(
        LATER_REVIEW_CONFERENCES,
        facts,
        """from 2026-02-28 due 2026-08-28 met 2026-08-29 late
           from 2026-08-29 due 2027-02-28 running""",
        on="2027-02-28",
    )


def test_a_plan_that_ended_before_its_review_was_due_owes_none() -> None:
    facts = "2026-03-02 child protection plan started    2026-06-{} child protection plan ended"
    story(FIRST_REVIEW_CONFERENCE, facts.format("02"), "due 2026-06-02 ended 2026-06-02 no longer owed")
    story(FIRST_REVIEW_CONFERENCE, facts.format("03"), "due 2026-06-02 ended 2026-06-03 ended unmet")


def test_a_plan_made_before_birth_is_reviewed_after_it() -> None:
    facts = """2026-03-02 child protection plan started    2026-04-01 born on a plan
               2026-04-15 review conference held"""
    story(REVIEW_AFTER_BIRTH, facts, "nothing due met 2026-04-15 in time")


def test_visits_under_a_plan_follow_one_another_until_it_ends() -> None:
    story(
        PLAN_VISITS,
        """2026-03-02 child protection plan started    2026-03-10 child seen
           2026-03-20 child protection plan ended    2026-03-25 child seen""",
        """from 2026-03-02 nothing due met 2026-03-10 ended 2026-03-20 in time
           from 2026-03-10 nothing due ended 2026-03-20 no longer owed""",
    )
    story(
        PLAN_VISITS,
        "2026-03-02 child protection plan started    2026-03-20 child protection plan ended",
        "from 2026-03-02 nothing due ended 2026-03-20 ended unmet",
    )


# ── child in need plans


def test_a_child_in_need_plan_is_reviewed_and_the_child_is_seen() -> None:
    plan = "2026-03-02 child in need plan started    2026-05-01 child in need plan ended    "
    story(CHILD_IN_NEED_REVIEWS, plan, "from 2026-03-02 nothing due ended 2026-05-01 ended unmet")
    story(CHILD_IN_NEED_VISITS, plan, "from 2026-03-02 nothing due ended 2026-05-01 ended unmet")
    story(
        CHILD_IN_NEED_REVIEWS,
        f"{plan}2026-04-01 child in need plan reviewed",
        """from 2026-03-02 nothing due met 2026-04-01 ended 2026-05-01 in time
           from 2026-04-01 nothing due ended 2026-05-01 no longer owed""",
    )
    story(
        CHILD_IN_NEED_VISITS,
        f"{plan}2026-04-01 child seen",
        """from 2026-03-02 nothing due met 2026-04-01 ended 2026-05-01 in time
           from 2026-04-01 nothing due ended 2026-05-01 no longer owed""",
    )
