"""Days and times as people write them."""

from datetime import date, time

import pytest
from django.core.exceptions import ValidationError

from sightline.web.fields import Day, Time, read_day

ASKED = {"why": "It matters.", "reads": "everybody"}


@pytest.mark.parametrize(
    "typed",
    [
        ["1", "3", "2026"],
        ["01", "03", "2026"],
        ["1", "March", "2026"],
        ["1st", "mar", "26"],
        [" 1 ", " 3 ", " 2026 "],
        ["1/3/2026", "", ""],
        ["1.3.26", "", ""],
        ["1 March 2026", "", ""],
        ["2026-03-01", "", ""],
    ],
)
def test_a_day_may_be_written_in_many_ways(typed: list[str]) -> None:
    assert Day(label="Day", **ASKED).clean(typed) == date(2026, 3, 1)


@pytest.mark.parametrize(
    "typed",
    [
        ["30", "2", "2026"],
        ["1", "13", "2026"],
        ["1", "M", "2026"],
        ["1", "3", "202"],
        ["1", "3", "12026"],
        ["one", "3", "2026"],
        ["0", "3", "2026"],
        ["1", "3", ""],
        ["1/3", "", ""],
        ["99999999999999999999", "3", "2026"],
    ],
)
def test_what_is_no_day_is_said_to_be_none(typed: list[str]) -> None:
    with pytest.raises(ValidationError) as refusal:
        read_day(typed)
    assert "day" in refusal.value.message


def test_a_day_left_empty_is_none_where_it_may_be() -> None:
    assert Day(label="Day", required=False, **ASKED).clean(["", "", ""]) is None


def test_a_day_left_empty_is_asked_for_where_it_must_be() -> None:
    with pytest.raises(ValidationError, match="Enter the day"):
        Day(label="Day", missing="Enter the day", **ASKED).clean(["", "", ""])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("14:30", time(14, 30)),
        ("2.30pm", time(14, 30)),
        ("1430", time(14, 30)),
        ("2 pm", time(14)),
        ("12am", time(0)),
        ("12:15 p.m.", time(12, 15)),
        ("9", time(9)),
        ("09 05", time(9, 5)),
        ("14:30pm", time(14, 30)),
    ],
)
def test_a_time_may_be_written_in_many_ways(typed: str, meant: time) -> None:
    assert Time(label="Time", **ASKED).clean(typed) == meant


@pytest.mark.parametrize("typed", ["25:00", "noon", "14:61", "13am", "25pm", "-1", "١٤:٣٠x"])
def test_what_is_no_time_is_said_to_be_none(typed: str) -> None:
    with pytest.raises(ValidationError, match="Write the time like"):
        Time(label="Time", **ASKED).clean(typed)
