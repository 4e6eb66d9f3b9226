"""The language refuses a law or a fact that makes no sense, and says why."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import numpy as np
import pytest

from sightline.duties import columns, reference
from sightline.duties.binding import gather
from sightline.duties.book.conference import INITIAL_CONFERENCE
from sightline.duties.language import (
    Duty,
    Force,
    Kind,
    LocalStandard,
    LooserThanTheLaw,
    Milestone,
    NotYetExpressed,
    Standing,
    Thread,
    Version,
    adopt,
)
from sightline.timescales import OutsideTheTable, days, hours, weeks, working_days
from tests.law.laws import KNOWN, duty, edition, repealed, version
from tests.law.story import told

DAY = date(2026, 3, 2)


# ── threads and milestones


def test_a_threads_number_is_its_records_id_and_its_kind() -> None:
    assert Thread.REFERRAL.number(7) == 7 * 32 + 2
    assert Thread.of(Thread.ENQUIRY.number(123)) is Thread.ENQUIRY
    assert Thread.record_id(Thread.ENQUIRY.number(123)) == 123


@pytest.mark.parametrize(
    ("make", "complaint"),
    [
        (lambda: Thread.REFERRAL.number(-1), "not the id of a record"),
        (lambda: Thread.of(-3), "not the number of a thread"),
        (lambda: Milestone(1, 31, Kind.REFERRAL_RECEIVED, DAY), "31 is not a valid Thread"),
        (lambda: Milestone(1, Thread.CHILD.number(2), Kind.CHILD_SEEN, DAY), "another child's own"),
        (
            lambda: Milestone(1, 34, Kind.REFERRAL_RECEIVED, DAY, datetime(2026, 3, 2, 9)),  # noqa: DTZ001 - refused for that
            "in UTC, with its zone",
        ),
        (
            lambda: Milestone(
                1,
                34,
                Kind.REFERRAL_RECEIVED,
                DAY,
                datetime(2026, 3, 2, 9, tzinfo=timezone(timedelta(hours=1))),
            ),
            "in UTC, with its zone",
        ),
        (
            lambda: Milestone(1, 34, Kind.REFERRAL_RECEIVED, DAY, datetime(2026, 3, 3, 9, tzinfo=UTC)),
            "is on 2026-03-03 in London, not 2026-03-02",
        ),
    ],
)
def test_a_milestone_that_contradicts_itself_is_refused(make: Callable[[], object], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        make()


def test_a_milestones_day_is_a_date() -> None:
    with pytest.raises(TypeError, match="is a date, not the datetime"):
        Milestone(1, 34, Kind.REFERRAL_RECEIVED, datetime(2026, 3, 2, tzinfo=UTC))


def test_kinds_and_threads_read_as_words() -> None:
    assert Kind.STRATEGY_DISCUSSION_LED_TO_ENQUIRY.words == "strategy discussion led to enquiry"
    assert Kind.CHILD_LEFT_UK.words == "child left UK"
    assert Thread.CHILD_PROTECTION_PLAN.words == "child protection plan"
    assert Standing.NO_LONGER_OWED.words == "no longer owed"


def test_a_kinds_hundreds_are_its_home_area() -> None:
    homes = {kind.name: int(kind) // 100 for kind in Kind}
    assert [name for name, home in homes.items() if home == Thread.CHILD] == [
        kind.name for kind in Kind if kind.is_about_the_child
    ]
    assert set(homes.values()) == {int(thread) for thread in Thread}


# ── duties


@pytest.mark.parametrize(
    ("make", "complaint"),
    [
        (lambda: duty(starts_on=()), "nothing starts it"),
        (lambda: duty(met_by=()), "nothing meets it"),
        (lambda: duty(starts_on=Kind.REFERRAL_CLOSED), "both starts and stops"),
        (lambda: duty(met_by=Kind.REFERRAL_NO_FURTHER_ACTION), "both meets and stops"),
        (lambda: duty(lapses_on=Kind.REFERRAL_CLOSED), "both ends it and makes it no longer owed"),
        (lambda: duty(starts_on=Kind.CHILD_SEEN), "cannot start a referral"),
        (lambda: replace(duty(), versions=()), "no version of it"),
        (lambda: duty(versions=(repealed("2006-04-01"),)), "no version of it"),
        (lambda: duty(versions=(version("2010-03-01", None), version("2006-04-01", None))), "oldest first"),
        (
            lambda: duty(versions=(version("2006-04-01", None), version("2006-04-01", None))),
            "one to an edition",
        ),
        (
            lambda: duty(
                versions=(version("2006-04-01", None), repealed("2010-03-01"), version("2013-04-15", None))
            ),
            "nothing follows a repeal",
        ),
        (lambda: replace(duty(), title=" "), "says what it is and whose"),
        (lambda: edition("2006-04-01", name=" "), "an edition says its name"),
        (lambda: NotYetExpressed("Do it", edition("2006-04-01").at("", KNOWN), ""), "and why not"),
        (lambda: LocalStandard(" ", days(1), DAY), "says whose it is"),
    ],
)
def test_a_law_that_makes_no_sense_is_refused(make: Callable[[], object], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        make()


def test_kinds_may_be_written_one_or_many() -> None:
    one = duty(starts_on=Kind.REFERRAL_RECEIVED)
    assert one == duty(starts_on=(Kind.REFERRAL_RECEIVED,))
    assert one.start_kinds == (Kind.REFERRAL_RECEIVED,)
    assert isinstance(hash(one), int)


def test_a_duty_starts_only_from_a_fact_about_the_child_in_the_childs_own_thread() -> None:
    made: Duty = duty(starts_on=Kind.CHILD_BORN, thread=Thread.CHILD)
    assert made.thread is Thread.CHILD


def test_two_areas_may_not_use_the_same_name() -> None:
    with pytest.raises(ValueError, match="use the same name: visits"):
        gather(({"visits": 1}, {"visits": 2}))


# ── local standards


def test_a_standard_is_adopted_by_every_edition_then_and_since_in_force_and_by_no_earlier_one() -> None:
    law = duty(versions=(version("2006-04-01", working_days(5)), version("2010-03-01", working_days(5))))
    standard = LocalStandard("Exampleshire", working_days(3), date(2012, 1, 1))
    first, second = adopt(law, standard).versions
    assert isinstance(first, Version)
    assert isinstance(second, Version)
    assert (first.local, second.local) == ((), (standard,))


def test_where_an_edition_sets_no_number_any_standard_will_do() -> None:
    local = adopt(duty(None), LocalStandard("Exampleshire", weeks(26), DAY))
    assert isinstance(local.versions[0], Version)
    assert local.versions[0].limit_on(DAY) == weeks(26)
    assert local.versions[0].limit_on(DAY - timedelta(days=1)) is None


def test_a_standard_that_is_later_on_one_day_in_36_years_is_refused() -> None:
    with pytest.raises(
        LooserThanTheLaw, match="Exampleshire's 24 hours can fall due later than the 1 day of"
    ):
        adopt(duty(days(1)), LocalStandard("Exampleshire", hours(24), DAY))


def test_a_repealed_duty_has_no_local_standard() -> None:
    law = duty(versions=(version("2006-04-01", None), repealed("2013-04-15")))
    with pytest.raises(ValueError, match="repealed before 2026-03-02"):
        adopt(law, LocalStandard("Exampleshire", days(1), DAY))


def test_standards_stand_in_the_order_of_adoption() -> None:
    later = adopt(duty(None), LocalStandard("Exampleshire", days(1), DAY))
    with pytest.raises(ValueError, match="in the order of adoption"):
        adopt(later, LocalStandard("Exampleshire", days(2), DAY - timedelta(days=1)))


# ── a clock explains itself


def test_a_clock_explains_its_due_day() -> None:
    (clock,) = reference.clocks(
        INITIAL_CONFERENCE, list(told(INITIAL_CONFERENCE, "2026-04-01 strategy discussion led to enquiry"))
    )
    explained = clock.explanation()
    assert explained.law == "Working Together 2026 (provisional)"
    assert explained.set_by == "Working Together 2026 (provisional)"
    assert explained.verified == "from general knowledge, not read; medium confidence"
    assert explained.force == Force.STATUTORY_GUIDANCE.value
    assert explained.limit == "15 working days"
    assert explained.started_by == "strategy discussion led to enquiry"
    assert explained.due_on == date(2026, 4, 24)
    assert [why for _, why in explained.days_not_counted if "day" in why][:4] == [
        "Good Friday",
        "Saturday",
        "Sunday",
        "Easter Monday",
    ]
    assert explained.notes == (INITIAL_CONFERENCE.note,)


def test_a_clock_under_a_local_standard_says_whose() -> None:
    local = adopt(INITIAL_CONFERENCE, LocalStandard("Exampleshire", working_days(10), DAY))
    (clock,) = reference.clocks(local, list(told(local, "2026-03-02 strategy discussion led to enquiry")))
    assert (clock.explanation().set_by, clock.explanation().limit) == ("Exampleshire", "10 working days")
    assert clock.due_on == date(2026, 3, 16)


# ── what the evaluators refuse


def test_one_child_at_a_time_is_asked_of_the_plain_evaluator() -> None:
    facts = [Milestone(child, Thread.REFERRAL.number(child), Kind.REFERRAL_RECEIVED, DAY) for child in (1, 2)]
    with pytest.raises(ValueError, match="more than one child"):
        reference.clocks(duty(), facts)


@pytest.mark.parametrize(
    ("make", "complaint"),
    [
        (lambda: columns.Columns([1, 2], [34, 34], [201, 201], [20000, 20001]), "milestones of two children"),
        (lambda: columns.Columns([1, 1], [34], [201], [20000]), "different lengths"),
        (lambda: columns.Columns([1], [34], [201], [40000]), "outside 1880 to 2059"),
        (lambda: columns.Columns([1], [-2], [201], [20000]), "not the number of one"),
    ],
)
def test_columns_that_make_no_sense_are_refused(make: Callable[[], object], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        make()


def test_both_evaluators_refuse_a_day_that_the_calendar_does_not_reach() -> None:
    for law, text in ((duty(working_days(5)), "2035-12-31"), (duty(hours(48)), "2035-12-31")):
        facts = list(told(law, f"{text} referral received"))
        with pytest.raises(OutsideTheTable):
            reference.clocks(law, facts)
        with pytest.raises(OutsideTheTable, match=r"1 clocks need a calendar beyond .* children 5"):
            columns.evaluate(law, columns.Columns.of(facts))


def test_no_milestones_make_no_clocks() -> None:
    assert reference.clocks(INITIAL_CONFERENCE, []) == []
    nothing = columns.evaluate(INITIAL_CONFERENCE, columns.Columns.of([]))
    assert len(nothing) == 0
    assert set(nothing.counts(DAY).values()) == {0}


def test_counts_are_of_each_standing() -> None:
    days_of_referrals = np.array([20454, 20454, 20512])
    made = columns.Columns([1, 2, 3], [34, 66, 98], [201, 201, 201], days_of_referrals)
    counts = columns.evaluate(duty(), made).counts(date(2026, 1, 5))
    wanted = {Standing.RUNNING: 2, Standing.NOT_STARTED: 1}
    assert counts == {standing: wanted.get(standing, 0) for standing in Standing}
