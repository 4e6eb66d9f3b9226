"""A look-back in a browser, to its end: its worker is killed midway, and nothing is lost or done twice."""

import signal
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from sightline.assurance import look_back as looking
from sightline.assurance.models import FollowUp, LookBack, ScoredCase, Verdict
from sightline.assurance.models.verdict import Finding
from sightline.audit.models import JournalEntry
from sightline.people.models import Role
from tests.architecture.tree import ROOT
from tests.journeys.conftest import DESK, PHONE
from tests.journeys.test_every_page import sideways, wrong_with
from tests.web.audited import somebody
from tests.web.looked import closed
from tests.web.world import World

Person = Callable[..., Any]
CHILDREN = ("Ned", "Una", "Wyn", "Ada", "Bo", "Cy")


def a_worker(*, piece: int = 1, stops: int | None = None) -> "subprocess.Popen[str]":
    """Somebody's machine that does jobs: it stands still in that piece, or does all that is left and ends."""
    words = [str(connection.settings_dict["NAME"]), str(piece), *([str(stops)] if stops else [])]
    command = [sys.executable, "-m", "tests.journeys.working", *words]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def half_a_minute_goes_by() -> None:
    """The dead worker's last sign of life is as old as it will be in half a minute."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_workers SET last_heartbeat = last_heartbeat - interval '31 seconds'"
        )


def test_a_worker_killed_in_the_middle_of_a_look_back_loses_nothing_and_does_nothing_twice(
    world: World, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looking, "PIECE", 1)
    cases = [closed(world, name) for name in CHILDREN]
    page = person(somebody("Nadia Osei", Role.AUDITOR), size=DESK)
    begin(page)
    assert "0 of 6 scored" in page.get_by_role("main").inner_text()

    killed = a_worker(stops=3)
    assert killed.stdout is not None
    assert killed.stdout.readline() == "in the middle\n"
    killed.send_signal(signal.SIGKILL)
    assert killed.wait() == -signal.SIGKILL
    page.reload()
    assert "2 of 6 scored" in page.get_by_role("main").inner_text(), "the third was not kept"
    [cut_off] = ProcrastinateJob.objects.filter(status="doing", task_name="assurance.score")
    page.get_by_role("button", name="Carry on now").click()

    half_a_minute_goes_by()
    assert a_worker().wait(timeout=60) == 0
    page.reload()
    assert "All are scored: 6 fit a pattern." in page.get_by_role("main").inner_text()
    assert sorted(ScoredCase.objects.values_list("referral", flat=True)) == [case.pk for case in cases]
    written = JournalEntry.objects.filter(table="assurance_scoredcase")
    assert written.count() == 6, "the journal has each once"
    assert not ProcrastinateJob.objects.filter(task_name="assurance.score").exists()
    assert not ProcrastinateJob.objects.filter(pk=cut_off.pk).exists()
    read_to_the_end(page, person, world)


def begin(page: Any, *, since: str = "1 1 2026", until: str = "24 3 2026", leaves_out: str = "") -> None:
    page.get_by_role("link", name="Looking back").click()
    page.get_by_role("link", name="Look-backs").click()
    page.get_by_role("link", name="Begin a look-back").click()
    main = page.get_by_role("main")
    main.get_by_label("What is it called?").fill("All that ended this year")
    main.get_by_label("Cases closed, and referrals ended in no further action").check()
    for legend, typed in (("Ended from which day?", since), ("Until which day?", until)):
        boxes = main.get_by_role("group", name=legend)
        for box, part in zip(("Day", "Month", "Year"), typed.split(), strict=True):
            boxes.get_by_label(box, exact=True).fill(part)
    if leaves_out:
        main.get_by_label("Leave out a sample that was read already?").select_option(leaves_out)
    main.get_by_label("Every case, the most dangerous first").check()
    main.get_by_role("button", name="Begin").click()


def read_to_the_end(page: Any, person: Person, world: World) -> None:
    """Six in: Nadia reads all, finds two at risk, and the report accounts for six."""
    main = page.get_by_role("main")
    main.get_by_role("link", name="Give the cases out").click()
    main.get_by_label("Nadia Osei").check()
    main.get_by_label("How many of those that no pattern picked").fill("0")
    main.get_by_label("From which seed?").fill("7")
    main.get_by_role("button", name="Give out").click()
    page.get_by_role("link", name="Looking back").first.click()
    main.get_by_role("link", name="Read the next").click()
    for number in range(len(CHILDREN)):
        at_risk = number < 2
        assert f"{len(CHILDREN) - number} case" in main.inner_text()
        main.get_by_label(Finding.POTENTIAL_RISK.label if at_risk else Finding.FINE.label).check()
        main.get_by_label("Why?").fill("Nobody saw this child." if at_risk else "The school saw this child.")
        main.get_by_role("button", name="Save, and read the next").click()
    assert "None: you have read 6 cases." in main.inner_text()
    report = f"/look-backs/{LookBack.objects.get().pk}/"
    page.goto(report)
    assert "6 of 6 read" in main.inner_text()
    assert "6 went in: 6 read, 0 given out and not read, 0 given to nobody, 0 not accounted for." in (
        main.inner_text()
    )
    assert (
        "2 children were found at risk. 2 pieces of work began: 2 held by somebody now" in main.inner_text()
    )
    assert wrong_with(page) == []
    assert sideways(page) == 0
    assert (Verdict.objects.count(), FollowUp.objects.count()) == (6, 2)
    held(person(world.cast.bryn, size=PHONE))


def held(page: Any) -> None:
    """Their manager holds both from that minute, and refers one child again."""
    page.get_by_role("link", name="Looking back").click()
    main = page.get_by_role("main")
    children = main.get_by_role("link", name="Rowan")
    assert children.count() >= 1
    children.first.click()
    main.get_by_role("link", name="Refer the child again").click()
    main.get_by_label("Why is the child referred again?").fill("Go and see this child today.")
    main.get_by_role("button", name="Refer").click()
    assert "Referred again: a team works with the child" in main.inner_text()
    assert FollowUp.objects.filter(ended_on=None).count() == 1
