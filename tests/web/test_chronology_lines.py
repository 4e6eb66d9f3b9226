"""What is pasted of another agency's chronology, read line by line with nothing left out unsaid."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from sightline.record.models.chronology import Event
from sightline.web.chronology_lines import MOST, read

GIVEN = date(2026, 3, 3)


@pytest.mark.parametrize(
    ("line", "on", "words", "accuracy"),
    [
        ("3/2/24\tAbsent all week\tMs Reed", date(2024, 2, 3), "Absent all week; Ms Reed", "AAA"),
        ("03.02.2024 - Late", date(2024, 2, 3), "Late", "AAA"),
        ("• 3-Feb-24 Late", date(2024, 2, 3), "Late", "AAA"),
        ("Monday 3rd of February 2025: Late", date(2025, 2, 3), "Late", "AAA"),
        ('2024-02-03,"Seen, with a ""burn"""', date(2024, 2, 3), 'Seen, with a "burn"', "AAA"),
        ('3 Sept 2024 "I hate it"', date(2024, 9, 3), '"I hate it"', "AAA"),
        ("3 Sept 2024 “I hate it”, she said", date(2024, 9, 3), "“I hate it”, she said", "AAA"),
        ("14/5/98 Her mother was a pupil here", date(1998, 5, 14), "Her mother was a pupil here", "AAA"),
        ("about 3 May 2022 A cut", date(2022, 5, 3), "A cut", "EEE"),
        ("March 2023: Moved", date(2023, 3, 1), "Moved", "UAA"),
        ("11/2023 | Moved", date(2023, 11, 1), "Moved", "UAA"),
        ("c. May 2022 – A cut", date(2022, 5, 1), "A cut", "UEE"),
        ("2019: Nursery", date(2019, 1, 1), "Nursery", "UUA"),
        ("Early 2021 - Often late", date(2021, 1, 1), "Early 2021: Often late", "UUE"),
        ("the end of June 2021: Left", date(2021, 6, 1), "the end of June 2021: Left", "UEE"),
    ],
)
def test_a_day_is_read_as_far_as_it_is_given(line: str, on: date, words: str, accuracy: str) -> None:
    assert read(line, given_on=GIVEN).events == [Event(on, words, accuracy)]


def test_lines_without_a_day_belong_to_the_event_before_and_headings_are_given_back() -> None:
    event = "3/2/24\n\tLate\n2019 pupils were there\n\nMarch was cold\n"
    pasted = f"Chronology for Mia\nDate\tEvent\n{event}4/2/24 On time"
    found = read(pasted, given_on=GIVEN)
    assert found.before == ["Chronology for Mia", "Date\tEvent"]
    assert [one.words for one in found.events] == ["Late\n2019 pupils were there\nMarch was cold", "On time"]


@pytest.mark.parametrize(
    ("pasted", "wrong"),
    [
        ("She was late.", ["No line begins with a day: put each event’s day at the start of its line"]),
        ("3 May 2024", ["Line 1: say what happened after “3 May 2024”"]),
        ("13/2024: Late", ["Line 1: “13/2024” is no month in the calendar"]),
        (
            "3/2/24 a\n4/2/2027: b\n\n31/4/2020, c",
            [
                "Line 2: “4/2/2027” is after the day on which they gave it to us",
                "Line 4: “31/4/2020” is no day in the calendar",
            ],
        ),
        ("3/2/24 Late\n" * (MOST + 1), ["That is 301 events: bring in at most 300 at a time"]),
    ],
)
def test_what_cannot_be_an_event_is_named_by_its_line(pasted: str, wrong: list[str]) -> None:
    with pytest.raises(ValidationError) as refused:
        read(pasted, given_on=GIVEN)
    assert refused.value.messages == wrong
