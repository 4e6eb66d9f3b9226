"""The ten rules of what a duty means, the first five: versions, what starts a clock, what meets it, what
stops it.
"""

from sightline.duties.language import Kind
from sightline.timescales import days, months, working_days
from tests.law.laws import VISITS, duty, repealed, version
from tests.law.story import story

REVIEWS = duty(
    months(6), starts_on=Kind.REVIEW_CONFERENCE_HELD, met_by=Kind.REVIEW_CONFERENCE_HELD, recurs=True
)  # fmt: skip


# ── 1: day nought and the version in force


def test_the_start_day_is_day_nought_even_on_a_holiday() -> None:
    story(duty(working_days(1)), "2026-04-03 referral received", "due 2026-04-07 running", on="2026-04-07")


def test_a_clock_keeps_the_version_of_its_start_day_for_ever() -> None:
    law = duty(versions=(version("2006-04-01", working_days(7)), version("2010-03-01", working_days(10))))
    story(law, "2010-02-28 referral received", "due 2010-03-09 running", on="2010-03-09")
    story(law, "2010-03-01 referral received", "due 2010-03-15 running", on="2010-03-15")


def test_a_version_is_in_force_on_its_first_day_and_not_the_day_before() -> None:
    story(duty(), "2006-03-31 referral received", "no clock")
    story(duty(), "2006-04-01 referral received", "due 2006-04-07 overdue")


def test_a_repealed_duty_starts_no_clock_and_leaves_those_that_run() -> None:
    law = duty(versions=(version("2006-04-01", working_days(5)), repealed("2013-04-15")))
    story(law, "2013-04-15 referral received", "no clock")
    story(
        law,
        "2013-04-14 referral received    2013-04-22 referral decided",
        "due 2013-04-19 met 2013-04-22 late",
    )


# ── 2: what starts a clock


def test_only_the_first_trigger_in_a_thread_starts_a_one_off_duty() -> None:
    story(duty(), "2026-03-09 referral received    2026-03-02 referral received", "due 2026-03-09 overdue")


def test_each_record_of_the_child_has_a_clock_of_its_own() -> None:
    story(
        duty(),
        "2026-03-02 referral received    2026-03-03 referral decided    2026-03-02 referral received #2",
        """from 2026-03-02 due 2026-03-09 met 2026-03-03 in time
           from 2026-03-02 due 2026-03-09 overdue""",
    )


def test_a_recurring_duty_starts_again_with_each_meeting_from_its_own_day() -> None:
    story(
        VISITS,
        "2026-03-02 child protection plan started    2026-03-10 child seen    2026-03-30 child seen",
        """from 2026-03-02 due 2026-03-16 met 2026-03-10 in time
           from 2026-03-10 due 2026-03-24 met 2026-03-30 late
           from 2026-03-30 due 2026-04-13 running""",
        on="2026-04-13",
    )


def test_a_meeting_before_the_first_trigger_starts_nothing() -> None:
    story(
        VISITS,
        "2026-02-20 child seen    2026-03-02 child protection plan started",
        "from 2026-03-02 due 2026-03-16 overdue",
    )


def test_a_review_before_the_plan_started_starts_nothing() -> None:
    plan, review = Kind.CHILD_IN_NEED_PLAN_STARTED, Kind.CHILD_IN_NEED_PLAN_REVIEWED
    reviews = duty(days(30), starts_on=plan, met_by=review, recurs=True)
    story(
        reviews,
        "2026-02-20 child in need plan reviewed    2026-03-02 child in need plan started",
        "from 2026-03-02 due 2026-04-01 overdue",
    )


def test_two_meetings_on_a_day_are_one() -> None:
    story(
        VISITS,
        "2026-03-02 child protection plan started    2026-03-10 child seen    2026-03-10 child seen",
        """from 2026-03-02 due 2026-03-16 met 2026-03-10 in time
           from 2026-03-10 due 2026-03-24 overdue""",
    )


# ── 3: what meets it


def test_work_on_the_start_day_and_on_the_due_day_is_in_time() -> None:
    story(
        duty(),
        "2026-03-02 referral received  2026-03-02 referral decided",
        "due 2026-03-09 met 2026-03-02 in time",
    )
    story(
        duty(),
        "2026-03-02 referral received  2026-03-09 referral decided",
        "due 2026-03-09 met 2026-03-09 in time",
    )
    story(
        duty(),
        "2026-03-02 referral received  2026-03-10 referral decided",
        "due 2026-03-09 met 2026-03-10 late",
    )


def test_work_before_the_trigger_never_meets_it() -> None:
    story(duty(), "2026-03-01 referral decided    2026-03-02 referral received", "due 2026-03-09 overdue")


def test_earlier_work_does_not_hide_later_work() -> None:
    story(
        duty(),
        "2026-03-01 referral decided    2026-03-02 referral received    2026-03-05 referral decided",
        "due 2026-03-09 met 2026-03-05 in time",
    )


def test_nothing_meets_the_clock_that_it_starts() -> None:
    story(
        REVIEWS,
        "2026-03-02 review conference held    2026-09-02 review conference held",
        """from 2026-03-02 due 2026-09-02 met 2026-09-02 in time
           from 2026-09-02 due 2027-03-02 overdue""",
    )


def test_a_visit_cannot_meet_the_clock_it_starts() -> None:
    story(
        VISITS,
        "2026-03-02 child protection plan started    2026-03-02 child seen",
        "from 2026-03-02 due 2026-03-16 overdue",
    )


def test_of_several_ways_to_meet_it_only_the_one_that_starts_it_waits_a_day() -> None:
    either = duty(
        starts_on=(Kind.REFERRAL_RECEIVED, Kind.REFERRER_TOLD),
        met_by=(Kind.REFERRAL_DECIDED, Kind.REFERRER_TOLD),
    )
    story(either, "2026-03-02 referrer told", "due 2026-03-09 overdue")
    story(
        either,
        "2026-03-02 referrer told    2026-03-02 referral decided",
        "due 2026-03-09 met 2026-03-02 in time",
    )
    story(
        either,
        "2026-03-02 referrer told    2026-03-04 referrer told",
        "due 2026-03-09 met 2026-03-04 in time",
    )


# ── 4 and 5: what stops it


def test_work_done_on_the_day_it_ended_counts_and_the_day_after_does_not() -> None:
    facts = "2026-03-02 referral received    2026-03-05 referral closed    2026-03-{} referral decided"
    story(duty(), facts.format("05"), "due 2026-03-09 met 2026-03-05 ended 2026-03-05 in time")
    story(duty(), facts.format("06"), "due 2026-03-09 ended 2026-03-05 no longer owed")


def test_ended_by_the_due_day_it_is_no_longer_owed_and_after_it_is_left_undone() -> None:
    facts = "2026-03-02 referral received    2026-03-{} referral closed"
    story(duty(), facts.format("09"), "due 2026-03-09 ended 2026-03-09 no longer owed")
    story(duty(), facts.format("10"), "due 2026-03-09 ended 2026-03-10 ended unmet")


def test_lapsed_it_is_no_longer_owed_even_past_its_due_day() -> None:
    facts = "2026-03-02 referral received    2026-05-01 referral no further action"
    story(duty(), facts, "due 2026-03-09 lapsed 2026-05-01 no longer owed")
    story(duty(), facts, "due 2026-03-09 lapsed 2026-05-01 overdue", on="2026-04-30")


def test_work_on_the_day_it_lapsed_counts_and_later_work_does_not() -> None:
    facts = (
        "2026-03-02 referral received    2026-03-04 referral no further action    2026-03-{} referral decided"
    )
    story(duty(), facts.format("04"), "due 2026-03-09 met 2026-03-04 lapsed 2026-03-04 in time")
    story(duty(), facts.format("05"), "due 2026-03-09 lapsed 2026-03-04 no longer owed")


def test_when_it_ends_and_lapses_on_one_day_the_lapse_wins_and_otherwise_the_earlier() -> None:
    facts = (
        "2026-03-02 referral received    2026-05-{} referral closed    2026-05-{} referral no further action"
    )
    story(
        duty(), facts.format("01", "01"), "due 2026-03-09 ended 2026-05-01 lapsed 2026-05-01 no longer owed"
    )
    story(duty(), facts.format("01", "02"), "due 2026-03-09 ended 2026-05-01 lapsed 2026-05-02 ended unmet")
    story(
        duty(), facts.format("02", "01"), "due 2026-03-09 ended 2026-05-02 lapsed 2026-05-01 no longer owed"
    )


def test_nothing_starts_after_an_ending_or_a_lapse_but_on_its_day_it_may() -> None:
    story(duty(), "2026-03-01 referral closed    2026-03-02 referral received", "no clock")
    story(duty(), "2026-03-01 referral no further action    2026-03-02 referral received", "no clock")
    story(
        duty(),
        "2026-03-02 referral closed    2026-03-02 referral received",
        "due 2026-03-09 ended 2026-03-02 no longer owed",
    )


def test_a_recurring_duty_does_not_start_again_after_its_end() -> None:
    story(
        VISITS,
        """2026-03-02 child protection plan started    2026-03-10 child seen
           2026-03-12 child protection plan ended    2026-03-20 child seen""",
        """from 2026-03-02 due 2026-03-16 met 2026-03-10 ended 2026-03-12 in time
           from 2026-03-10 due 2026-03-24 ended 2026-03-12 no longer owed""",
    )
