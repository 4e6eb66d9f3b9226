"""The rehearsal of 2009: what it shows, that Sightline said it, and that nothing is left behind."""

import json
from argparse import Namespace
from collections.abc import Iterator
from datetime import date, timedelta
from statistics import median

import pytest
from django.apps import apps
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from sightline.compliance import worklist
from sightline.compliance.worklist import NobodysWork
from sightline.exampleshire.commands import run_rehearse
from sightline.exampleshire.rehearsals import REHEARSALS, north_yorkshire
from sightline.exampleshire.rehearsals.north_yorkshire import FIRST_DAY, LAST_DAY, LISTS, Found
from sightline.people.models import Team
from sightline.timescales import working_days_after

pytestmark = pytest.mark.django_db

ANSWER = (
    '{"never_allocated": 50, "stalled": 25, "orphaned": 15, "oldest_working_days": 82, "first_shown": '
    '{"never_allocated": "2009-03-02", "stalled": "2009-03-14", "orphaned": "2009-03-18"}}'
)


def rows() -> dict[str, int]:
    """How many rows each table has."""
    return {model._meta.db_table: model._default_manager.count() for model in apps.get_models()}


@pytest.fixture(scope="module")
def found(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Found]:
    """The rehearsal, lived once, its rows counted before and after."""
    with django_db_blocker.unblock(), transaction.atomic():
        before = rows()
        lived = north_yorkshire.rehearse()
        assert rows() == before
        yield lived
        transaction.set_rollback(True)


def test_what_inspectors_found_is_on_the_lists(found: Found) -> None:
    assert {name: len(found.last[name]) for name in LISTS} == {
        "never_allocated": 50,
        "stalled": 25,
        "orphaned": 15,
    }
    never = found.last["never_allocated"]
    assert [item.working_days for item in never] == sorted(
        (item.working_days for item in never), reverse=True
    )
    assert (never[0].working_days, never[0].referral.received_on) == (82, date(2009, 3, 2))
    assert {item.worker for item in never} == {None}
    assert len({item.worker for item in found.last["stalled"]}) == 6
    assert found.json == ANSWER


def test_each_was_on_its_list_from_its_first_day_to_the_last(found: Found) -> None:
    first_day = {
        "never_allocated": lambda item: item.referral.received_on,
        "stalled": lambda item: working_days_after(item.referral.received_on, 7) + timedelta(days=1),
        "orphaned": lambda item: working_days_after(item.referral.received_on, 8),
    }
    for name in LISTS:
        for item in found.last[name]:
            shown = [
                day
                for day in found.days
                if item.referral.pk in {one.referral.pk for one in found.days[day][name]}
            ]
            since = first_day[name](item)
            assert item.since_on == since
            assert shown == [since + timedelta(days=n) for n in range((LAST_DAY - since).days + 1)]


def test_the_teams_other_work_is_on_no_list(found: Found) -> None:
    ever = {item.referral.pk for shown in found.days.values() for items in shown.values() for item in items}
    last = {item.referral.pk for items in found.last.values() for item in items}
    assert ever == last, "nothing was on a list that is not there at the end"
    assert found.handled - len(last) == 40


def test_the_teams_page_said_the_same_every_day(found: Found) -> None:
    assert len(found.pages) == 121
    assert found.pages_agree() is True
    assert found.pages[LAST_DAY] == {"never-allocated": 50, "stalled": 25, "orphaned": 15}
    assert found.pages[FIRST_DAY] == {"never-allocated": 1}


def test_the_story_says_what_was_shown_and_since_when(found: Found) -> None:
    lines = found.story.splitlines()
    assert (
        "   50 referrals never given to anybody             shown since 2 March: 120 days of warning" in lines
    )
    assert (
        "   25 given to a worker, the assessment past due   shown since 14 March: 108 days of warning"
        in lines
    )
    assert (
        "   15 assessed, and no worker left                 shown since 18 March: 104 days of warning"
        in lines
    )
    assert "The oldest came on Monday 2 March and has waited 82 working days." in lines
    assert lines[-1] == "Everything was rolled back: nothing was changed in this database."


def _warning(found: Found, name: str, referral: int) -> int:
    on_the_list = (
        day for day, shown in found.days.items() if any(item.referral.pk == referral for item in shown[name])
    )
    return (LAST_DAY - min(on_the_list)).days


def test_the_list_of_rehearsals_says_the_days_that_were_lived(found: Found) -> None:
    for name, warned in zip(LISTS, REHEARSALS["north-yorkshire"].warned, strict=True):
        days = [_warning(found, name, item.referral.pk) for item in found.last[name]]
        assert (warned.least, warned.middle) == (min(days), int(median(days)))


def test_the_numbers_are_asked_and_not_known(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Break the worklist, and the rehearsal shows what it then would have shown."""
    real = worklist.nobodys_work

    def forgetful(team: Team, *, on: date) -> NobodysWork:
        work = real(team, on=on)
        return NobodysWork(work.never_allocated[1:], [], work.orphaned)

    monkeypatch.setattr(worklist, "nobodys_work", forgetful)
    answer = json.loads(north_yorkshire.rehearse(ask_page=False).json)
    assert (answer["never_allocated"], answer["stalled"], answer["orphaned"]) == (49, 0, 15)
    assert answer["oldest_working_days"] < 82
    assert answer["first_shown"]["stalled"] is None


def test_the_command_ends_with_the_answer(
    found: Found, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(north_yorkshire, "_live", lambda ask_page: found)
    assert run_rehearse(Namespace(name="north-yorkshire", json=True)) == 0
    assert capsys.readouterr().out.splitlines()[-1] == ANSWER
    assert run_rehearse(Namespace(name="north-yorkshire", json=False)) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("Everything was rolled back")
    assert run_rehearse(Namespace(name=None, json=False)) == 0
    assert capsys.readouterr().out.strip().startswith("north-yorkshire")
    assert run_rehearse(Namespace(name="atlantis", json=False)) == 2
    known = ", ".join(REHEARSALS)
    assert capsys.readouterr().err == f"sightline: there is no rehearsal atlantis: {known}\n"
