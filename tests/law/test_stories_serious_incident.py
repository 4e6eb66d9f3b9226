"""Serious incidents: when the national panel is to be told, and when the rapid review is due."""

from sightline.duties.book.serious_incident import (
    RAPID_REVIEW,
    RAPID_REVIEW_AFTER_NOTIFICATION,
    SERIOUS_INCIDENT_DUTY,
    SERIOUS_INCIDENT_NOTIFICATION,
)
from sightline.duties.language import Force
from tests.law.story import story

KNOWN = "2026-03-02 serious incident known    "


def test_a_serious_incident_is_notified_within_five_working_days_of_becoming_aware() -> None:
    story(SERIOUS_INCIDENT_NOTIFICATION, KNOWN, "due 2026-03-09 running", on="2026-03-09")
    story(SERIOUS_INCIDENT_NOTIFICATION, KNOWN, "due 2026-03-09 overdue", on="2026-03-10")
    told = KNOWN + "2026-03-09 serious incident notified"
    story(SERIOUS_INCIDENT_NOTIFICATION, told, "due 2026-03-09 met 2026-03-09 in time")
    late = KNOWN + "2026-03-10 serious incident notified"
    story(SERIOUS_INCIDENT_NOTIFICATION, late, "due 2026-03-09 met 2026-03-10 late")


def test_the_days_count_from_becoming_aware_and_not_from_the_incident() -> None:
    facts = "2026-01-05 serious incident happened    " + KNOWN
    story(SERIOUS_INCIDENT_NOTIFICATION, facts, "due 2026-03-09 overdue")


def test_the_act_itself_sets_no_number_and_is_in_force_from_29_june_2018() -> None:
    story(SERIOUS_INCIDENT_DUTY, KNOWN, "nothing due running")
    story(SERIOUS_INCIDENT_DUTY, "2018-06-28 serious incident known", "no clock")
    story(
        SERIOUS_INCIDENT_DUTY,
        "2018-06-29 serious incident known    2018-07-20 serious incident notified",
        "nothing due met 2018-07-20 in time",
    )
    assert (SERIOUS_INCIDENT_DUTY.force, SERIOUS_INCIDENT_NOTIFICATION.force) == (
        Force.ACT,
        Force.STATUTORY_GUIDANCE,
    )


def test_the_five_days_are_verified_from_2015_and_not_before() -> None:
    story(SERIOUS_INCIDENT_NOTIFICATION, "2015-03-25 serious incident known", "no clock")
    story(SERIOUS_INCIDENT_NOTIFICATION, "2015-03-26 serious incident known", "due 2015-04-02 overdue")


def test_the_rapid_review_is_due_from_the_incident_and_by_the_panel_from_the_notification() -> None:
    facts = """2026-03-02 serious incident happened    2026-03-04 serious incident known
               2026-03-09 serious incident notified    2026-03-24 rapid review sent"""
    story(RAPID_REVIEW, facts, "due 2026-03-23 met 2026-03-24 late")
    story(RAPID_REVIEW_AFTER_NOTIFICATION, facts, "due 2026-03-30 met 2026-03-24 in time")
    assert RAPID_REVIEW.force is RAPID_REVIEW_AFTER_NOTIFICATION.force is Force.NON_STATUTORY_GUIDANCE


def test_an_incident_that_need_not_be_notified_is_owed_nothing_more() -> None:
    facts = """2026-03-02 serious incident happened    2026-03-02 serious incident known
               2026-03-05 serious incident not notifiable"""
    story(SERIOUS_INCIDENT_NOTIFICATION, facts, "due 2026-03-09 lapsed 2026-03-05 no longer owed")
    story(RAPID_REVIEW, facts, "due 2026-03-23 lapsed 2026-03-05 no longer owed")
