"""Contacts, referrals and allocation: each duty of those areas of the book, at its edges, on both
evaluators.
"""

from sightline.duties.book.allocation import LEAD_SOCIAL_WORKER, REFERRAL_ALLOCATION, SUPERVISION
from sightline.duties.book.contact import CONTACT_DECISION
from sightline.duties.book.referral import (
    AGENCY_CHECKS,
    MOVE_OUT_HELD,
    REFERRAL_ACKNOWLEDGEMENT,
    REFERRAL_DECISION,
    REFERRAL_WRITTEN_CONFIRMATION,
    REFERRER_FEEDBACK,
    TRANSFER_IN_CONFERENCE,
    WRITTEN_REFERRAL_ACKNOWLEDGEMENT,
)
from tests.law.story import story


def test_a_contact_is_decided_on_and_no_national_number_says_by_when() -> None:
    story(CONTACT_DECISION, "2026-03-02 contact received", "nothing due running", on="2026-06-01")
    story(
        CONTACT_DECISION,
        "2026-03-02 contact received    2026-03-03 contact decided",
        "nothing due met 2026-03-03 in time",
    )


def test_a_referral_is_decided_by_the_end_of_the_next_working_day() -> None:
    friday = "2026-03-27 referral received"
    story(REFERRAL_DECISION, friday, "due 2026-03-30 running", on="2026-03-30")
    story(REFERRAL_DECISION, friday, "due 2026-03-30 overdue", on="2026-03-31")
    story(
        REFERRAL_DECISION, f"{friday}  2026-03-30 referral decided", "due 2026-03-30 met 2026-03-30 in time"
    )
    story(REFERRAL_DECISION, f"{friday}  2026-03-31 referral decided", "due 2026-03-30 met 2026-03-31 late")


def test_a_referral_closed_after_its_day_without_a_decision_is_left_undone() -> None:
    story(
        REFERRAL_DECISION,
        "2009-03-02 referral received    2009-06-30 referral closed",
        "due 2009-03-03 ended 2009-06-30 ended unmet",
    )


def test_a_decision_was_due_in_one_working_day_under_every_edition() -> None:
    for monday, tuesday in (
        ("2006-04-03", "2006-04-04"),
        ("2010-03-01", "2010-03-02"),
        ("2013-04-15", "2013-04-16"),
        ("2015-03-30", "2015-03-31"),
        ("2018-07-09", "2018-07-10"),
        ("2023-12-18", "2023-12-19"),
        ("2026-03-23", "2026-03-24"),
    ):
        story(REFERRAL_DECISION, f"{monday} referral received", f"due {tuesday} running", on=tuesday)
    story(REFERRAL_DECISION, "2006-03-31 referral received", "no clock")


def test_only_a_written_referral_was_acknowledged_before_2013_and_every_referral_since() -> None:
    facts = "{0} referral received    {0} referral received in writing"
    story(WRITTEN_REFERRAL_ACKNOWLEDGEMENT, facts.format("2013-04-12"), "due 2013-04-15 overdue")
    story(REFERRAL_ACKNOWLEDGEMENT, facts.format("2013-04-12"), "no clock")
    story(WRITTEN_REFERRAL_ACKNOWLEDGEMENT, facts.format("2013-04-15"), "no clock")
    story(REFERRAL_ACKNOWLEDGEMENT, facts.format("2013-04-15"), "due 2013-04-16 overdue")


def test_a_referrer_who_cannot_be_answered_is_not_owed_an_acknowledgement_or_an_answer() -> None:
    anonymous = "2026-03-02 referral received    2026-03-02 acknowledgement not possible"
    story(REFERRAL_ACKNOWLEDGEMENT, anonymous, "due 2026-03-03 lapsed 2026-03-02 no longer owed")
    story(REFERRER_FEEDBACK, f"{anonymous}    2026-03-03 referral decided", "no clock")
    story(
        WRITTEN_REFERRAL_ACKNOWLEDGEMENT,
        "2009-03-02 referral received in writing    2009-03-05 acknowledgement not possible",
        "due 2009-03-03 lapsed 2009-03-05 no longer owed",
    )


def test_the_referrer_is_told_after_the_decision_and_before_the_referral_is_closed() -> None:
    decided = "2026-03-02 referral received    2026-03-03 referral decided    "
    story(REFERRER_FEEDBACK, f"{decided}2026-03-09 referrer told", "nothing due met 2026-03-09 in time")
    story(
        REFERRER_FEEDBACK, f"{decided}2026-04-01 referral closed", "nothing due ended 2026-04-01 ended unmet"
    )
    story(REFERRER_FEEDBACK, "2026-03-02 referral received    2026-03-02 referrer told", "no clock")


def test_a_telephoned_referral_was_confirmed_in_writing_within_48_hours_until_2013() -> None:
    call = "2012-05-01 16:30 referral telephoned by professional"
    letter = "referral confirmed in writing"
    law = REFERRAL_WRITTEN_CONFIRMATION
    story(law, f"{call}    2012-05-03 16:30 {letter}", "due 2012-05-03 met 2012-05-03 in time")
    story(law, f"{call}    2012-05-03 16:31 {letter}", "due 2012-05-03 met 2012-05-03 late")
    story(law, f"{call}    2012-05-03 {letter}", "due 2012-05-03 met 2012-05-03 in time")
    story(law, "2013-04-15 16:30 referral telephoned by professional", "no clock")


def test_checks_are_made_before_the_decision_or_left_undone_by_it() -> None:
    received = "2026-03-02 referral received    "
    story(
        AGENCY_CHECKS,
        f"{received}2026-03-03 agency checks made    2026-03-03 referral decided",
        "nothing due met 2026-03-03 ended 2026-03-03 in time",
    )
    story(
        AGENCY_CHECKS,
        f"{received}2026-03-03 referral decided    2026-03-04 agency checks made",
        "nothing due ended 2026-03-03 ended unmet",
    )


def test_a_child_who_moves_here_with_a_plan_has_a_conference_within_15_working_days_of_notice() -> None:
    told = "2026-03-27 transfer in notified"
    story(TRANSFER_IN_CONFERENCE, told, "due 2026-04-21 running", on="2026-04-21")
    story(
        TRANSFER_IN_CONFERENCE,
        f"{told}    2026-04-22 transfer in conference held",
        "due 2026-04-21 met 2026-04-22 late",
    )
    story(
        TRANSFER_IN_CONFERENCE,
        f"{told}    2026-04-10 child turned 18",
        "due 2026-04-21 ended 2026-04-10 no longer owed",
    )


def test_a_child_who_moves_away_is_held_until_the_other_authority_has_taken_over() -> None:
    told = "2026-03-04 move out notified"
    story(MOVE_OUT_HELD, told, "nothing due running", on="2026-09-01")
    story(
        MOVE_OUT_HELD,
        f"{told}    2026-03-20 move out taken over    2026-04-01 referral closed",
        "nothing due met 2026-03-20 ended 2026-04-01 in time",
    )
    story(
        MOVE_OUT_HELD,
        f"{told}    2026-03-16 referral closed    2026-03-20 move out taken over",
        "nothing due ended 2026-03-16 ended unmet",
    )
    story(
        MOVE_OUT_HELD,
        f"{told}    2026-03-16 child turned 18",
        "nothing due lapsed 2026-03-16 no longer owed",
    )


def test_an_accepted_referral_that_is_closed_without_a_worker_was_never_allocated() -> None:
    accepted = "2026-03-02 referral received    2026-03-03 referral accepted    "
    story(REFERRAL_ALLOCATION, accepted, "nothing due running", on="2026-06-01")
    story(
        REFERRAL_ALLOCATION,
        f"{accepted}2026-03-20 social worker allocated",
        "nothing due met 2026-03-20 in time",
    )
    story(
        REFERRAL_ALLOCATION,
        f"{accepted}2026-06-30 referral closed",
        "nothing due ended 2026-06-30 ended unmet",
    )


def test_supervision_goes_on_from_the_day_that_somebody_leads_until_the_case_is_closed() -> None:
    led = "2026-03-02 social worker allocated    "
    story(SUPERVISION, led, "from 2026-03-02 nothing due running", on="2026-06-01")
    story(
        SUPERVISION,
        f"{led}2026-03-30 supervision held    2026-06-30 referral closed",
        """from 2026-03-02 nothing due met 2026-03-30 ended 2026-06-30 in time
           from 2026-03-30 nothing due ended 2026-06-30 no longer owed""",
    )
    story(
        SUPERVISION,
        f"{led}2026-06-30 referral closed",
        "from 2026-03-02 nothing due ended 2026-06-30 ended unmet",
    )


def test_a_plan_has_a_lead_social_worker_from_the_day_it_starts() -> None:
    started = "2026-03-02 child protection plan started    2026-03-{} lead social worker named"
    story(LEAD_SOCIAL_WORKER, started.format("02"), "due 2026-03-02 met 2026-03-02 in time")
    story(LEAD_SOCIAL_WORKER, started.format("03"), "due 2026-03-02 met 2026-03-03 late")
