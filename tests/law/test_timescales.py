"""The working days of England and the limits counted in them: worked examples, boundaries, two other lists
of holidays.
"""

from datetime import UTC, date, datetime, timedelta

import pytest

from sightline.timescales import (
    FIRST_DAY,
    LAST_DAY,
    OutsideTheTable,
    Timescale,
    days,
    hours,
    is_working_day,
    months,
    weeks,
    why_not_working,
    working_days,
    working_days_after,
    working_days_between,
)
from sightline.timescales.england import HOLIDAYS
from sightline.timescales.london import day_of_minute, first_minute_of, instant, last_minute_of, minute_of

EVERY_DAY = [FIRST_DAY + timedelta(days=n) for n in range((LAST_DAY - FIRST_DAY).days + 1)]


def day(text: str) -> date:
    return date.fromisoformat(text)


# ── worked examples


@pytest.mark.parametrize(
    ("start", "limit", "due"),
    [
        ("2026-03-27", working_days(15), "2026-04-21"),  # over Good Friday and Easter Monday
        ("2026-03-28", working_days(15), "2026-04-21"),  # a Saturday is day nought all the same
        ("2026-12-18", working_days(1), "2026-12-21"),
        ("2026-12-24", working_days(1), "2026-12-29"),  # 28 December stands in for Boxing Day
        ("2026-12-26", working_days(1), "2026-12-29"),
        ("2026-03-02", working_days(45), "2026-05-07"),
        ("2026-03-24", working_days(20), "2026-04-23"),
        ("2009-03-02", working_days(1), "2009-03-03"),
        ("2009-03-02", working_days(7), "2009-03-11"),
        ("2009-04-03", working_days(7), "2009-04-16"),
        ("2022-03-10", working_days(15), "2022-03-31"),
    ],
)
def test_worked_examples_fall_due_on_the_day_worked_out_by_hand(
    start: str, limit: Timescale, due: str
) -> None:
    assert limit.due(day(start)) == day(due)


def test_a_referral_of_march_2009_was_82_and_then_125_working_days_old() -> None:
    assert working_days_between(day("2009-03-02"), day("2009-06-30")) == 82
    assert working_days_between(day("2009-03-02"), day("2009-08-31")) == 125


@pytest.mark.parametrize(
    ("start", "limit", "due"),
    [
        ("2025-11-30", months(3), "2026-02-28"),
        ("2023-11-30", months(3), "2024-02-29"),
        ("2026-08-31", months(6), "2027-02-28"),
        ("2026-01-31", months(1), "2026-02-28"),
        ("2026-12-15", months(1), "2027-01-15"),
        ("2026-02-28", months(6), "2026-08-28"),  # the corresponding day, not the last of the month
        ("2026-05-02", weeks(6), "2026-06-13"),
        ("2026-12-24", days(3), "2026-12-27"),  # calendar days run over holidays and end on them
        ("2026-12-24", days(0), "2026-12-24"),
    ],
)
def test_months_weeks_and_days_run_over_every_day(start: str, limit: Timescale, due: str) -> None:
    assert limit.due(day(start)) == day(due)


def test_hours_are_elapsed_so_the_spring_change_moves_them_an_hour_on_the_clock() -> None:
    phoned = datetime(2026, 3, 28, 10, 30, tzinfo=UTC)  # the clocks go on in the night that follows
    assert hours(48).due_at(phoned) == datetime(2026, 3, 30, 10, 30, tzinfo=UTC)
    assert hours(24).due(day("2026-03-27")) == day("2026-03-28")
    assert hours(24).due(day("2026-03-28")) == day("2026-03-30"), "23:59 and 24 hours is 00:59, two days on"


# ── the table


def test_every_holiday_is_in_an_independent_list_and_no_other_is() -> None:
    holidays = pytest.importorskip("holidays")
    theirs = holidays.country_holidays("GB", subdiv="ENG", years=range(FIRST_DAY.year, LAST_DAY.year + 1))
    weekdays = {holiday for holiday in theirs if holiday.weekday() < 5}
    assert set(HOLIDAYS) == weekdays
    assert len(HOLIDAYS) == 294


def test_every_holiday_agrees_with_the_governments_own_list_over_its_years() -> None:
    bank_holidays = pytest.importorskip("govuk_bank_holidays.bank_holidays").BankHolidays
    published = bank_holidays(use_cached_holidays=True).get_holidays(division=bank_holidays.ENGLAND_AND_WALES)
    theirs = {holiday["date"] for holiday in published if holiday["date"].weekday() < 5}
    years = range(min(theirs).year, max(theirs).year + 1)
    assert len(years) >= 15
    assert {holiday for holiday in HOLIDAYS if holiday.year in years} == theirs


@pytest.mark.parametrize(
    ("holiday", "why"),
    [
        ("2002-06-03", "Golden Jubilee of Elizabeth II (once only)"),
        ("2002-06-04", "Spring bank holiday (moved from 27 May 2002)"),
        ("2011-04-29", "Wedding of Prince William and Catherine Middleton (once only)"),
        ("2012-06-04", "Spring bank holiday (moved from 28 May 2012)"),
        ("2012-06-05", "Diamond Jubilee of Elizabeth II (once only)"),
        ("2020-05-08", "Early May bank holiday (moved from 4 May 2020)"),
        ("2022-06-02", "Spring bank holiday (moved from 30 May 2022)"),
        ("2022-06-03", "Platinum Jubilee of Elizabeth II (once only)"),
        ("2022-09-19", "State funeral of Elizabeth II (once only)"),
        ("2023-05-08", "Coronation of Charles III (once only)"),
        ("2009-12-28", "Boxing Day (substitute for Saturday 26 December)"),
        ("2026-04-03", "Good Friday"),
        ("2026-12-26", "Saturday"),
        ("2026-12-27", "Sunday"),
    ],
)
def test_a_day_says_why_nobody_is_at_work(holiday: str, why: str) -> None:
    assert why_not_working(day(holiday)) == why
    assert not is_working_day(day(holiday))


@pytest.mark.parametrize("moved_from", ["2002-05-27", "2012-05-28", "2020-05-04", "2022-05-30"])
def test_the_day_that_a_holiday_was_moved_from_is_a_working_day(moved_from: str) -> None:
    assert is_working_day(day(moved_from))
    assert why_not_working(day(moved_from)) is None


def test_christmas_and_new_year_have_a_substitute_whenever_they_fall_on_a_weekend() -> None:
    for year in range(2000, 2036):
        for month, number in ((1, 1), (12, 25), (12, 26)):
            real = date(year, month, number)
            assert bool(real.weekday() > 4) == any(
                holiday.year == year and f"substitute for {real:%A} {number} {real:%B}" in name
                for holiday, name in HOLIDAYS.items()
            ), real


def test_counting_on_and_counting_between_undo_each_other_from_every_day_of_the_table() -> None:
    for start in EVERY_DAY[:-100:7]:
        for amount in (1, 2, 15, 45):
            due = working_days_after(start, amount)
            assert is_working_day(due)
            assert working_days_between(start, due) == amount
            assert working_days_between(due, start) == -amount


def test_counting_agrees_with_walking_day_by_day() -> None:
    for start in EVERY_DAY[:: len(EVERY_DAY) // 300][:-3]:
        walked, left = start, 15
        while left:
            walked += timedelta(days=1)
            left -= why_not_working(walked) is None
        assert working_days(15).due(start) == walked


# ── what it refuses


@pytest.mark.parametrize("ask", [
    lambda: working_days(1).due(date(1999, 12, 31)),
    lambda: working_days(1).due(date(2036, 1, 1)),
    lambda: working_days(1).due(LAST_DAY),
    lambda: working_days_between(FIRST_DAY, date(2036, 1, 1)),
    lambda: is_working_day(date(1999, 12, 31)),
    lambda: hours(1).due(date(2036, 1, 1)),
    lambda: hours(48).due(LAST_DAY),
])  # fmt: skip
def test_outside_the_table_it_says_so_and_does_not_guess(ask: object) -> None:
    assert callable(ask)
    with pytest.raises(OutsideTheTable, match=r"2000-01-01 to 2035-12-31|later than 2035-12-31"):
        ask()


def test_calendar_limits_need_no_table() -> None:
    assert months(1).due(date(2040, 1, 31)) == date(2040, 2, 29)
    assert weeks(1).due(date(1995, 5, 1)) == date(1995, 5, 8)


@pytest.mark.parametrize("limit", [working_days, months, weeks, hours, days])
def test_a_limit_is_a_whole_number_that_makes_sense(limit: object) -> None:
    assert callable(limit)
    for wrong in (-1, 1.5, True) if limit is days else (0, -1, 1.5, True):
        with pytest.raises(ValueError, match="is not a number of"):
            limit(wrong)


def test_the_nought_th_working_day_after_a_day_is_refused() -> None:
    with pytest.raises(ValueError, match="ask for 1 or more"):
        working_days_after(day("2026-03-28"), 0)


def test_only_hours_fall_due_at_an_instant() -> None:
    with pytest.raises(ValueError, match="counted in days"):
        working_days(1).due_at(datetime(2026, 3, 2, tzinfo=UTC))


# ── in words


def test_a_limit_reads_as_it_is_said() -> None:
    said = [
        str(limit) for limit in (working_days(15), working_days(1), months(3), weeks(6), hours(48), days(0))
    ]
    assert said == ["15 working days", "1 working day", "3 months", "6 weeks", "48 hours", "the same day"]


def test_the_days_that_did_not_count_are_told_with_why() -> None:
    assert working_days(3).days_not_counted(day("2026-04-01")) == [
        (day("2026-04-03"), "Good Friday"),
        (day("2026-04-04"), "Saturday"),
        (day("2026-04-05"), "Sunday"),
        (day("2026-04-06"), "Easter Monday"),
    ]
    assert months(3).days_not_counted(day("2026-04-01")) == []


# ── which is tighter


@pytest.mark.parametrize(
    ("this", "other", "tightens"),
    [
        (working_days(10), working_days(10), True),
        (working_days(11), working_days(10), False),
        (days(14), working_days(10), False),  # from a Saturday, the tenth working day comes a day sooner
        (days(13), working_days(10), False),  # and from a Sunday two
        (days(12), working_days(10), True),
        (working_days(10), weeks(2), False),  # a bank holiday makes it longer
        (working_days(5), weeks(2), True),  # even over Christmas
        (weeks(12), months(3), True),
        (weeks(13), months(3), False),  # from 30 November to the last of February is shorter
        (months(3), weeks(13), False),
        (hours(24), days(1), False),  # the night the clocks go on
        (hours(22), days(1), True),
        (days(1), hours(48), False),  # the night the clocks go back
        (days(0), hours(48), True),
        (working_days(1), hours(48), False),
        (working_days(3000), days(30), False),  # beyond the table's end from any day
        (days(30), working_days(3000), True),
    ],
)
def test_tighter_means_no_later_from_every_start_day(
    this: Timescale, other: Timescale, tightens: bool
) -> None:
    assert this.tightens(other) is tightens


# ── the London day


def test_a_london_day_has_23_24_or_25_hours() -> None:
    lengths = {
        text: last_minute_of(day(text)) - first_minute_of(day(text)) + 1
        for text in ("2026-03-29", "2026-06-01", "2026-10-25")
    }
    assert lengths == {"2026-03-29": 23 * 60, "2026-06-01": 24 * 60, "2026-10-25": 25 * 60}


def test_a_minute_before_midnight_in_summer_is_the_day_before_in_london_and_not_in_utc() -> None:
    late = minute_of(datetime(2026, 6, 1, 22, 59, tzinfo=UTC))
    assert (day_of_minute(late), day_of_minute(late + 1)) == (day("2026-06-01"), day("2026-06-02"))
    assert instant(late + 1) == datetime(2026, 6, 1, 23, 0, tzinfo=UTC)


def test_every_minute_at_the_edges_of_a_day_belongs_to_it() -> None:
    for each in EVERY_DAY[::13]:
        assert day_of_minute(first_minute_of(each)) == day_of_minute(last_minute_of(each)) == each


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="does not say which zone"):
        minute_of(datetime(2026, 6, 1, 12))  # noqa: DTZ001 - refused for that
