"""The ten rules of what a duty means: what counts, how a clock stands, hours, and an authority's own
standard.
"""

from dataclasses import replace
from datetime import date

from sightline.duties.language import Kind, LocalStandard, Thread, adopt
from sightline.timescales import days, hours, months, working_days
from tests.law.laws import VISITS, duty, version
from tests.law.story import story

# ── 6: facts about the child


def test_a_fact_about_the_child_counts_in_every_thread_of_the_child() -> None:
    seen = duty(met_by=Kind.CHILD_SEEN)
    story(
        seen,
        "2026-03-02 referral received    2026-03-03 referral received #2    2026-03-04 child seen",
        """from 2026-03-02 due 2026-03-09 met 2026-03-04 in time
           from 2026-03-03 due 2026-03-10 met 2026-03-04 in time""",
    )


def test_a_fact_about_the_child_from_before_the_thread_was_open_counts_for_nothing_there() -> None:
    leaving = duty(ends_on=Kind.CHILD_LEFT_UK)
    story(leaving, "2020-01-01 child left UK    2026-03-02 referral received", "due 2026-03-09 overdue")
    story(
        leaving,
        "2026-03-02 referral received    2026-03-04 child left UK",
        "due 2026-03-09 ended 2026-03-04 no longer owed",
    )


def test_a_recurring_duty_stops_with_what_happened_to_the_child() -> None:
    plan, birthday = Kind.CHILD_PROTECTION_PLAN_STARTED, Kind.CHILD_TURNED_18
    until_18 = duty(days(14), starts_on=plan, met_by=Kind.CHILD_SEEN, ends_on=birthday, recurs=True)
    story(
        until_18,
        """2026-03-02 child protection plan started    2026-03-10 child seen
           2026-03-11 child turned 18    2026-03-12 child seen""",
        """from 2026-03-02 due 2026-03-16 met 2026-03-10 ended 2026-03-11 in time
           from 2026-03-10 due 2026-03-24 ended 2026-03-11 no longer owed""",
    )


def test_a_duty_in_the_childs_own_thread_starts_from_a_fact_about_the_child() -> None:
    after_birth = duty(days(14), starts_on=Kind.CHILD_BORN, met_by=Kind.CHILD_SEEN, ends_on=(), lapses_on=(),
                       thread=Thread.CHILD)  # fmt: skip
    story(
        after_birth, "2026-03-02 child born    2026-03-10 child seen", "due 2026-03-16 met 2026-03-10 in time"
    )


# ── 7 and 8: how it stands


def test_the_due_day_itself_is_not_overdue() -> None:
    story(duty(), "2026-03-02 referral received", "due 2026-03-09 running", on="2026-03-09")
    story(duty(), "2026-03-02 referral received", "due 2026-03-09 overdue", on="2026-03-10")


def test_facts_after_the_day_asked_about_are_not_yet_known() -> None:
    facts = "2026-03-02 referral received    2026-03-12 referral decided    2026-03-13 referral closed"
    clock = "due 2026-03-09 met 2026-03-12 ended 2026-03-13 "
    standings = {
        "2026-03-01": "not started",
        "2026-03-02": "running",
        "2026-03-11": "overdue",
        "2026-03-12": "late",
    }
    for on, standing in standings.items():
        story(duty(), facts, clock + standing, on=on)


def test_where_the_law_sets_no_number_it_runs_until_it_is_done_and_must_be_done_before_the_end() -> None:
    story(duty(None), "2006-04-03 referral received", "nothing due running")
    story(
        duty(None),
        "2026-03-02 referral received    2027-03-02 referral decided",
        "nothing due met 2027-03-02 in time",
    )
    story(
        duty(None),
        "2026-03-02 referral received    2026-03-03 referral closed",
        "nothing due ended 2026-03-03 ended unmet",
    )


def test_a_local_number_does_not_excuse_what_must_be_done_before_the_end() -> None:
    local = adopt(duty(None), LocalStandard("Exampleshire", working_days(5), date(2020, 1, 1)))
    story(
        local,
        "2026-03-02 referral received    2026-03-03 referral closed",
        "due 2026-03-09 ended 2026-03-03 ended unmet",
    )


def test_once_met_a_recurring_duty_without_a_number_is_not_left_undone_by_an_early_end() -> None:
    visits = replace(VISITS, versions=(version("2006-04-01", None),))
    plan = "2026-03-02 child protection plan started    2026-03-20 child protection plan ended"
    story(visits, plan, "from 2026-03-02 nothing due ended 2026-03-20 ended unmet")
    story(
        visits,
        plan + "    2026-03-09 child seen",
        """from 2026-03-02 nothing due met 2026-03-09 ended 2026-03-20 in time
           from 2026-03-09 nothing due ended 2026-03-20 no longer owed""",
    )


# ── 9: months and hours


def test_a_month_without_the_day_ends_on_its_last() -> None:
    story(duty(months(3)), "2025-11-30 referral received", "due 2026-02-28 overdue")


PHONED = duty(
    hours(48), starts_on=Kind.REFERRAL_TELEPHONED_BY_PROFESSIONAL, met_by=Kind.REFERRAL_CONFIRMED_IN_WRITING
)
CALL = "referral telephoned by professional"
LETTER = "referral confirmed in writing"


def test_hours_run_to_the_minute() -> None:
    story(
        PHONED,
        f"2026-03-02 10:00 {CALL}    2026-03-04 10:00 {LETTER}",
        "due 2026-03-04 met 2026-03-04 in time",
    )
    story(
        PHONED, f"2026-03-02 10:00 {CALL}    2026-03-04 10:01 {LETTER}", "due 2026-03-04 met 2026-03-04 late"
    )


def test_hours_are_elapsed_through_the_night_that_the_clocks_change() -> None:
    story(
        PHONED,
        f"2026-03-28 10:00 {CALL}    2026-03-30 11:00 {LETTER}",
        "due 2026-03-30 met 2026-03-30 in time",
    )
    story(
        PHONED, f"2026-03-28 10:00 {CALL}    2026-03-30 11:01 {LETTER}", "due 2026-03-30 met 2026-03-30 late"
    )
    story(PHONED, f"2026-03-27 23:30 {CALL}", "due 2026-03-30 running", on="2026-03-30")


def test_a_time_that_is_not_known_never_makes_a_lateness() -> None:
    story(PHONED, f"2026-03-02 {CALL}    2026-03-04 23:58 {LETTER}", "due 2026-03-04 met 2026-03-04 in time")
    story(PHONED, f"2026-03-02 10:00 {CALL}    2026-03-04 {LETTER}", "due 2026-03-04 met 2026-03-04 in time")
    story(PHONED, f"2026-03-02 {CALL}    2026-03-05 {LETTER}", "due 2026-03-04 met 2026-03-05 late")


def test_of_several_times_on_a_day_the_earliest_starts_and_the_earliest_meets() -> None:
    calls = f"2026-03-02 {CALL}    2026-03-02 15:00 {CALL}    2026-03-02 10:00 {CALL}"
    story(PHONED, f"{calls}    2026-03-04 10:01 {LETTER}", "due 2026-03-04 met 2026-03-04 late")
    story(
        PHONED,
        f"{calls}    2026-03-04 10:01 {LETTER}    2026-03-04 {LETTER}",
        "due 2026-03-04 met 2026-03-04 in time",
    )


def test_the_due_day_of_an_hour_limit_is_the_london_day_of_its_last_instant() -> None:
    one = duty(hours(1), starts_on=PHONED.starts_on, met_by=PHONED.met_by)
    story(one, f"2026-06-01 22:30 {CALL}", "due 2026-06-01 running", on="2026-06-01")
    story(one, f"2026-06-01 23:00 {CALL}", "due 2026-06-02 running", on="2026-06-02")


# ── 10: an authority's own standard


def test_a_local_standard_replaces_the_limit_from_the_day_it_was_adopted() -> None:
    local = adopt(duty(working_days(5)), LocalStandard("Exampleshire", working_days(3), date(2026, 3, 2)))
    story(local, "2026-03-01 referral received", "due 2026-03-06 running", on="2026-03-06")
    story(local, "2026-03-02 referral received", "due 2026-03-05 running", on="2026-03-05")


def test_a_later_standard_replaces_the_earlier_for_later_clocks_only() -> None:
    local = adopt(duty(None), LocalStandard("Exampleshire", working_days(3), date(2020, 1, 1)))
    local = adopt(local, LocalStandard("Exampleshire", working_days(10), date(2026, 3, 2)))
    story(local, "2019-12-31 referral received", "nothing due running")
    story(local, "2026-03-01 referral received", "due 2026-03-04 overdue")
    story(local, "2026-03-02 referral received", "due 2026-03-16 overdue")


def test_a_local_standard_outlasts_the_edition_it_was_adopted_under() -> None:
    law = duty(versions=(version("2006-04-01", working_days(7)), version("2010-03-01", working_days(10))))
    local = adopt(law, LocalStandard("Exampleshire", working_days(5), date(2008, 1, 1)))
    story(local, "2007-12-31 referral received", "due 2008-01-10 overdue")
    story(local, "2012-03-05 referral received", "due 2012-03-12 overdue")
