"""Days, ages and clocks in the words that a worker would use."""

from datetime import date

import pytest

from sightline.compliance.child import clocks
from sightline.compliance.seen import LastSeen
from sightline.record.models import Person
from sightline.web import words
from tests.web.world import World

ON = date(2026, 3, 24)


@pytest.mark.parametrize(
    ("born", "said"),
    [
        (date(2026, 3, 24), "0 weeks old"),
        (date(2026, 3, 10), "2 weeks old"),
        (date(2026, 3, 17), "1 week old"),
        (date(2025, 7, 25), "7 months old"),
        (date(2025, 7, 24), "8 months old"),
        (date(2024, 3, 25), "23 months old"),
        (date(2024, 3, 24), "2 years old"),
        (date(2019, 3, 25), "6 years old"),
        (date(2020, 2, 29), "6 years old"),
    ],
)
def test_an_age_is_in_the_unit_people_use_at_that_age(born: date, said: str) -> None:
    assert words.age(Person(born_on=born), ON) == said


def test_an_age_that_is_not_known_is_not_guessed() -> None:
    assert words.age(Person(), ON) == "age not known"
    assert words.age(Person(expected_on=date(2026, 5, 3)), ON) == "not yet born, expected 3 May 2026"
    dead = Person(born_on=date(2019, 1, 1), died_on=date(2026, 1, 5))
    assert words.age(dead, ON) == "died 5 January 2026"


@pytest.mark.parametrize(
    ("alone", "days", "said"),
    [
        ("yes", 0, "Seen today by Amina Yusuf, alone"),
        ("no", 1, "Seen yesterday by Amina Yusuf, with others there"),
        ("usual_for_age", 12, "Seen 12 days ago by Amina Yusuf, with a carer, as is usual at this age"),
    ],
)
def test_when_a_child_was_last_seen_never_blames(alone: str, days: int, said: str) -> None:
    assert words.seen(LastSeen(ON, "Amina Yusuf", alone, days), Person(born_on=ON), ON) == said


def test_a_clock_is_said_as_a_worker_would_say_it(world: World) -> None:
    found = {
        clock.duty.id: clock
        for clock in clocks([world.mia.pk], on=ON)[world.mia.pk]
        if clock.started_on > date(2026, 1, 1)
    }
    conference = found["initial-conference"]
    assert words.due(conference, ON) == "due Tuesday 31 March 2026, 5 working days from now"
    assert words.due(conference, date(2026, 3, 30)) == "due tomorrow, Tuesday 31 March 2026"
    assert words.due(conference, date(2026, 3, 31)) == "due today"
    assert words.due(conference, date(2026, 4, 7)) == (
        "overdue by 3 working days: it was due Tuesday 31 March 2026"
    ), "Good Friday and Easter Monday do not count"
