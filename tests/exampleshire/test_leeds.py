"""Leeds rehearsed: each unsafe case is shown the day it closes, and the look-back accounts for every one."""

import json
from argparse import Namespace
from collections import Counter
from collections.abc import Iterator
from datetime import date

import pytest
from django.apps import apps
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from sightline.exampleshire.commands import run_rehearse
from sightline.exampleshire.rehearsals import REHEARSALS, leeds
from sightline.exampleshire.rehearsals.leeds.cases import (
    CASES,
    UNSAFE,
    another_child,
    course_of_each,
    drawn_places,
    seen_by_another,
)
from sightline.exampleshire.rehearsals.leeds.found import FOUND_ON, Found
from sightline.people.models import Role, Worker

pytestmark = pytest.mark.django_db


def rows() -> dict[str, int]:
    """How many rows each table has."""
    return {model._meta.db_table: model._default_manager.count() for model in apps.get_models()}


@pytest.fixture(scope="module")
def lived(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Found]:
    """Those months, lived once, on the day when all has been read; nothing is rolled back yet."""
    with django_db_blocker.unblock(), transaction.atomic():
        found = leeds.live()
        leeds.inspect(found)
        leeds.open_the_report(found)
        yield found
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def found(lived: Found) -> Iterator[Found]:
    """The whole of it: the children have been referred again."""
    with transaction.atomic():
        leeds.refer_again(lived)
        yield lived
        transaction.set_rollback(True)


def test_a_rehearsal_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def lives() -> Found:
        Worker.objects.create_user("kept@rehearsal.example", name="Nobody Kept", role=Role.AUDITOR)
        return Found()

    monkeypatch.setattr(leeds, "live", lives)
    for step in ("inspect", "open_the_report", "refer_again"):
        monkeypatch.setattr(leeds, step, lambda found: None)
    before = rows()
    leeds.rehearse()
    assert rows() == before


def test_what_was_published_is_what_is_laid_out() -> None:
    course = course_of_each()
    drawn = set(drawn_places())
    unsafe = {place for place, (_, is_unsafe) in enumerate(course) if is_unsafe}
    assert (len(course), len(drawn), len(unsafe & drawn), len(unsafe - drawn)) == (1573, 23, 7, 54)
    ways = Counter(way for way, is_unsafe in course if is_unsafe)
    assert ways == {one.way: one.in_sample + one.in_rest for one in UNSAFE}


def test_every_unsafe_case_was_shown_on_the_day_it_was_closed(found: Found) -> None:
    assert len(found.unsafe) == 61
    assert [case for case in found.unsafe if not found.was_shown_at_once(case)] == []
    assert all(found.closed_on[case] < FOUND_ON for case in found.unsafe)
    assert len(found.closed_on) == CASES


def test_the_pattern_names_what_was_wrong(found: Found) -> None:
    expected = {
        "no_discussion": "harm-and-no-discussion",
        "without_police": "discussed-without-the-police",
        "never_seen": "closed-unseen",
        "never_signed": "assessment-never-authorised",
        "no_outcome": "enquiry-without-an-outcome",
        "no_reason": "ended-without-a-reason",
    }
    went = dict(zip(sorted(found.truth), course_of_each(), strict=True))
    shown = Counter((went[case][0].__name__, found.first_shown[case][1]) for case in found.unsafe)
    assert dict(shown.keys()) == expected


def test_false_alarms_are_those_that_no_machine_can_tell_and_the_report_says_so(found: Found) -> None:
    went = dict(zip(sorted(found.truth), course_of_each(), strict=True))
    alarms = Counter(went[case][0] for case in found.first_shown if not found.truth[case])
    laid = Counter(way for way, _ in course_of_each())
    assert alarms == {way: laid[way] for way in (seen_by_another, another_child)}
    assert found.false_alarms == sum(alarms.values()) == 15
    in_sample = sum(not found.truth[case] for case in found.first_shown.keys() & found.sampled)
    assert found.reported_false_alarms == found.false_alarms - in_sample


def test_the_look_back_reads_every_case_and_somebody_holds_each_child_at_risk(found: Found) -> None:
    assert (found.verdicts, found.unsafe_in_rest, found.held) == (1550, 54, 54)
    assert (found.referred_again, found.lost) == (54, 0)
    assert found.inspectors.words == (
        "7 of 23 read: 30%. Of all cases like these it is between 13% and 53%, with 95% certainty."
    )


def test_the_answer_is_one_line(found: Found) -> None:
    answer = json.loads(found.json)
    shown = answer.pop("shown")
    assert answer == {
        "closed": 1573,
        "sampled": 23,
        "unsafe_in_sample": 7,
        "unsafe_in_rest": 54,
        "lost": 0,
        "false_alarms": 15,
        "interval": [0.1321, 0.5292],
        "days_of_warning": {"min": 21, "median": 170},
    }
    assert len(shown) == len({one["child"] for one in shown}) == 61
    assert {frozenset(one) for one in shown} == {
        frozenset({"child", "closed_on", "first_shown_on", "pattern"})
    }
    assert all(one["closed_on"] == one["first_shown_on"] for one in shown)
    assert "\n" not in found.json


def test_the_list_of_rehearsals_says_the_days_that_were_lived(
    found: Found, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    [warned] = REHEARSALS["leeds"].warned
    answer = json.loads(found.json)["days_of_warning"]
    assert (warned.least, warned.middle) == (answer["min"], answer["median"])
    assert run_rehearse(Namespace(name=None, json=False)) == 0
    listed = capsys.readouterr().out
    words = " ".join(listed.split())
    assert f"closed, and the child not safe {warned.least} at least, {warned.middle} in the middle" in words


def test_the_story_ends_with_nothing_changed(found: Found) -> None:
    lines = found.story.splitlines()
    assert lines[-1] == "Everything was rolled back: nothing was changed in this database."
    assert "  harm told of, and no strategy discussion              17                        17" in lines
    assert date(2009, 7, 22) == FOUND_ON


def test_the_page_of_the_look_back_ends_with_every_verdict_and_every_child_held(lived: Found) -> None:
    assert lived.page == [
        "1,550 of 1,550 read",
        "54 children were found at risk.",
        "54 pieces of work began: 54 held by somebody now, 0 referred again.",
        "The sample that is left out said: 7 of 23 read: 30%. Of all 1,573 it is between 13% and 53%, "
        "210 to 830 cases, with 95% certainty.",
        "Together with it, 61 of 1,573 were found at risk.",
        "1,550 went in: 1,550 read, 0 given out and not read, 0 given to nobody, 0 not accounted for.",
    ]
    assert "  1,550 of 1,550 read" in lived.story.splitlines()
