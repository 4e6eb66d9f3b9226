"""Leeds rehearsed: each unsafe case is shown the day it closes, and the look-back accounts for every one."""

import json
import re
from argparse import Namespace
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from threading import Thread
from typing import Any

import pytest
from django.apps import apps
from django.core.servers.basehttp import ThreadedWSGIServer
from django.core.wsgi import get_wsgi_application
from django.db import connection, transaction
from django.test.testcases import QuietWSGIRequestHandler
from pytest_django.plugin import DjangoDbBlocker

from sightline.assurance.models import LookBack, Verdict
from sightline.assurance.models.verdict import Finding
from sightline.assurance.report import Report
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
from sightline.timescales.london import LONDON
from tests.cast import PASSWORD
from tests.journeys.test_every_page import AXE

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
    assert f"closed, and the child not safe {'':>15}{warned.least} at least, {warned.middle} in the" in listed


def test_the_story_ends_with_nothing_changed(found: Found) -> None:
    lines = found.story.splitlines()
    assert lines[-1] == "Everything was rolled back: nothing was changed in this database."
    assert "  harm told of, and no strategy discussion              17                        17" in lines
    assert date(2009, 7, 22) == FOUND_ON


# ── at a browser


class Shared(ThreadedWSGIServer):
    """Serves what this test's own transaction holds: its connection is the test's, and stays open."""

    def _close_connections(self) -> None:
        pass


@pytest.fixture
def address(lived: Found, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Where the authority of those months is served, on the day when all has been read."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # a browser's driver keeps an event loop here
    noon = datetime.combine(leeds.READ_BY, time(12), tzinfo=LONDON)
    monkeypatch.setattr("sightline.web.today.now", lambda: noon)
    connection.inc_thread_sharing()
    server = Shared(("127.0.0.1", 0), QuietWSGIRequestHandler, connections_override={"default": connection})
    server.set_app(get_wsgi_application())
    serving = Thread(target=server.serve_forever, daemon=True)
    serving.start()
    with transaction.atomic():
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        serving.join()
        server.server_close()
        transaction.set_rollback(True)
    connection.dec_thread_sharing()


@pytest.fixture
def person(address: str, chromium: Any) -> Iterator[Callable[[Worker], Any]]:
    """`person(worker)` is a page in a browser at which that worker has signed in."""
    contexts = []

    def sit_down(worker: Worker) -> Any:
        worker.set_password(PASSWORD)
        worker.save(update_fields=["password"])
        contexts.append(chromium.new_context(base_url=address))
        page = contexts[-1].new_page()
        page.goto("/")
        page.get_by_label("E-mail address").fill(worker.email)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        return page

    yield sit_down
    for context in contexts:
        context.close()


def test_in_a_browser_the_look_back_ends_with_every_verdict_and_every_child_held(
    lived: Found, person: Callable[[Worker], Any]
) -> None:
    """The last case is read again by hand, and its child found at no risk: then all 1,550 are in."""
    back = LookBack.objects.get(pk=lived.look_back)
    report = f"/look-backs/{back.pk}/"
    last = Verdict.objects.filter(case__sample=back.readings_id, finding="fine").latest("given_at")
    reader = person(last.recorded_by)
    reader.goto(f"/looking-back/cases/{last.case_id}/")
    reader.get_by_role("link", name="Take it back").click()
    reader.get_by_label("What was wrong with it?").fill("I read the wrong child’s file.")
    reader.get_by_role("button", name="Save").click()
    director = person(back.recorded_by)
    director.goto(report)
    assert "1,549 of 1,550 read" in director.get_by_role("main").inner_text()
    assert "The report so far" in director.get_by_role("main").inner_text()
    reader.get_by_label(Finding.FINE.label).check()
    reader.get_by_label("Why?").fill("The school saw her that week.")
    reader.get_by_role("button", name="Save, and read the next").click()
    assert "None: you have read " in reader.get_by_role("main").inner_text()

    director.goto(report)
    words = director.get_by_role("main").inner_text()
    assert "1,550 of 1,550 read" in words
    assert "54 children were found at risk. 54 pieces of work began: 54 held by somebody now" in words
    assert (
        "1,550 went in: 1,550 read, 0 given out and not read, 0 given to nobody, 0 not accounted for."
        in words
    )
    assert "7 of 23 read: 30%. Of all 1,573 it is between 13% and 53%" in words
    assert "Together with it, 61 of 1,573 were found at risk." in words
    held = {one.child_id for one in Report(back).follow_ups}
    assert len(held) == 54
    assert listed(director, Finding.POTENTIAL_RISK.label) == 54
    director.goto(report)
    assert listed(director, "Picked, and found safe") == lived.reported_false_alarms
    director.goto(report)
    director.evaluate(AXE.read_text(encoding="utf-8"))
    assert director.evaluate("async () => (await axe.run()).violations.map(one => one.id)") == []


def listed(page: Any, name: str) -> int:
    """How many cases the list behind this number says there are."""
    page.get_by_role("main").get_by_role("link", name=name).click()
    found = re.search(r"(\d+) cases, the likeliest", page.get_by_role("main").inner_text())
    assert found
    return int(found[1])


def test_the_page_is_in_the_story(lived: Found) -> None:
    assert lived.page == [
        "1,550 of 1,550 read",
        "54 children were found at risk.",
        "54 pieces of work began: 54 held by somebody now, 0 referred again.",
        "The sample that is left out said: 7 of 23 read: 30%. Of all 1,573 it is between 13% and 53%, "
        "212 to 830 cases, with 95% certainty.",
        "Together with it, 61 of 1,573 were found at risk.",
        "1,550 went in: 1,550 read, 0 given out and not read, 0 given to nobody, 0 not accounted for.",
    ]
    assert "  1,550 of 1,550 read" in lived.story.splitlines()
