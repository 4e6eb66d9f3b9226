"""The rehearsal of 2009: every case moves without e-mail, the unanswered come back, none is nobody's."""

import json
from collections.abc import Iterator
from statistics import median

import pytest
from django.apps import apps
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from sightline.exampleshire.rehearsals import REHEARSALS, rotherham
from sightline.exampleshire.rehearsals.rotherham import CASES, Found

pytestmark = pytest.mark.django_db


def rows() -> dict[str, int]:
    """How many rows each table has."""
    return {model._meta.db_table: model._default_manager.count() for model in apps.get_models()}


@pytest.fixture(scope="module")
def found(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Found]:
    """The rehearsal, lived once, its rows counted before and after."""
    with django_db_blocker.unblock(), transaction.atomic():
        before = rows()
        lived = rotherham.rehearse()
        assert rows() == before
        yield lived
        transaction.set_rollback(True)


def test_every_case_moves_and_is_given_to_a_worker(found: Found) -> None:
    assert (len(found.moved), sum(found.given_out)) == (CASES, CASES)
    assert set(found.held.values()) == {"a worker"}
    assert len(found.given_out) < CASES / 3, "the manager gives out many at once"


def test_the_unanswered_come_back_and_go_up_the_line_by_themselves(found: Found) -> None:
    again = CASES // 3
    assert found.offered == CASES + again
    assert len(found.came_back) == again
    assert found.reached["service manager"] <= found.came_back.keys()
    assert found.reached["director"] <= found.came_back.keys()
    assert found.came_back.keys() <= found.moved, "and every one of them moved in the end"


def test_the_list_of_rehearsals_says_how_many_days_of_warning_there_were(found: Found) -> None:
    [warned] = REHEARSALS["rotherham"].warned
    assert (warned.least, warned.middle) == (min(found.warning), int(median(found.warning)))
    assert len(found.warning) == CASES // 3


def test_nothing_was_nobodys_on_any_evening(found: Found) -> None:
    assert found.nobodys == 0


def test_the_answer_is_on_one_line_and_the_story_says_it(found: Found) -> None:
    answer = json.loads(found.json)
    assert (answer["moved"], answer["by_email"], answer["nobodys"]) == (CASES, 0, 0)
    assert f"{CASES:>5} moved, and none by e-mail: the pack makes itself from the record" in found.story
    assert found.story.splitlines()[-1] == "Everything was rolled back: nothing was changed in this database."
