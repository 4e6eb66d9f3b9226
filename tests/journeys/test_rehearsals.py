"""North Yorkshire and Rotherham, 2009, cleared by the people whose work it was, at their browsers."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from sightline.casework import handover
from sightline.compliance import worklist
from sightline.compliance.holding import in_team, nobodys
from sightline.exampleshire.rehearsals import north_yorkshire
from sightline.exampleshire.rehearsals.acting import ActingTeam
from sightline.exampleshire.rehearsals.north_yorkshire import LAST_DAY, LISTS
from sightline.people.models import Role, Worker
from sightline.record.models import Assessment, HandOver, Referral
from sightline.timescales.london import LONDON
from tests.cast import PASSWORD
from tests.journeys.walking import choose, follow, press, record_something, saved, write

NOON = datetime(2009, 6, 30, 12, tzinfo=LONDON)


def may_sign_in(*workers: Worker) -> None:
    for worker in workers:
        worker.set_password(PASSWORD)
        worker.save(update_fields=["password"])


@pytest.fixture
def team(site: str, monkeypatch: pytest.MonkeyPatch) -> ActingTeam:
    """The team of 2009 on the last of its days, everything having happened; nobody has cleared anything."""
    monkeypatch.setattr("sightline.web.today.now", lambda: NOON)
    acting = ActingTeam("Rehearsal of 2009", social_workers=6)
    assert north_yorkshire.act_out(acting) == 130
    may_sign_in(acting.manager)
    return acting


def counts(page: Any) -> list[int]:
    """The first three numbers on the team's page."""
    page.goto("/team/")
    shown = page.locator(".app-counts > li").all_inner_texts()
    return [int(re.match(r"\d+", text)[0]) for text in shown[:3]]  # type: ignore[index]  # each begins with its number


def allocate_all(page: Any, name: str, to: list[Worker]) -> int:
    """Give everything on this list to the workers in turn, as many at once as a page holds; how often."""
    times = 0
    follow(page, name)
    while page.get_by_role("link", name="Allocate several at once").count():
        follow(page, "Allocate several at once")
        for number, box in enumerate(page.locator("main select").all()):
            box.select_option(str(to[number % len(to)].pk))
        press(page, "Allocate them")
        assert "Nothing has been done yet" in page.locator("main").inner_text()
        press(page, "Allocate them")
        assert "each is allocated" in page.get_by_role("status").inner_text()
        times += 1
    return times


def assess(case: Referral, worker: Worker, manager: Worker) -> None:
    """By the same forms the worker begins the assessment and writes it, and the manager authorises it."""
    day = {"on_day": "30", "on_month": "6", "on_year": "2009"}
    at_work, at_desk = Client(), Client()
    at_work.force_login(Worker.objects.get(pk=worker.pk))
    at_desk.force_login(Worker.objects.get(pk=manager.pk))
    begun = Assessment.objects.standing().filter(referral=case, authorised_on=None).first()
    if begun is None:
        sent = at_work.post(f"/referrals/{case.pk}/assessment/", {**day, "form": "initial"})
        assert sent.status_code == 302, sent.content.decode()[-3000:]
        begun = Assessment.objects.get(referral=case, authorised_on=None)
    words = {"analysis": "What the school saw is so.", "outcome": "child_in_need"}
    assert at_work.post(f"/assessments/{begun.pk}/write/", words).status_code == 302
    late = {**day, "late_because": "Nobody had it."}
    assert at_desk.post(f"/assessments/{begun.pk}/authorise/", late).status_code == 302


def assess_at_a_browser(case: Referral, at_work: Any, at_desk: Any) -> None:
    """The same, with their own hands: by what each page offers them."""
    if not Assessment.objects.standing().filter(referral=case, authorised_on=None).exists():
        record_something(at_work, case.child, "Begin an assessment")
        at_work.get_by_label("Initial assessment").check()
        press(at_work, "Begin")
    else:
        record_something(at_work, case.child, "Write in the initial assessment")
    write(at_work, "What do you make of it?", "What the school saw is so.")
    choose(at_work, "What should happen next?", "Help the child as a child in need")
    press(at_work, "Save")
    assert "Saved" in saved(at_work)
    record_something(at_desk, case.child, "Authorise the assessment")
    write(at_desk, "If it is late: why?", "Nobody had it.")
    press(at_desk, "Authorise")
    assert "Saved" in saved(at_desk)


def test_fifty_twenty_five_and_fifteen_are_there_and_are_cleared_through_the_pages(
    team: ActingTeam, person: Callable[..., Any]
) -> None:
    bryn = person(team.manager)
    assert counts(bryn) == [50, 25, 15]
    workers = list(team.team.workers.filter(role=Role.SOCIAL_WORKER).order_by("pk"))

    assert allocate_all(bryn, "Never allocated", workers) == 2, "twenty-five at once, and no more to choose"
    assert allocate_all_orphans(bryn, workers) == 1
    late = "fifty more have a worker, and all but the two that came last have an assessment past its day"
    assert counts(bryn) == [0, 73, 0], late

    work = worklist.nobodys_work(team.team, on=LAST_DAY)
    first, *others = work.stalled
    leading = next(worker for worker in workers if worker == first.worker)
    may_sign_in(leading)
    assess_at_a_browser(first.referral, person(leading), bryn)
    for item in others:
        assert item.worker is not None
        assess(item.referral, item.worker, team.manager)

    assert counts(bryn) == [0, 0, 0]
    assert "The longest waiting" not in bryn.locator("main").inner_text()
    left = worklist.nobodys_work(team.team, on=LAST_DAY)
    assert [getattr(left, name) for name in LISTS] == [[], [], []]
    assert nobodys() == []
    assert {piece.worker is not None for piece in in_team(team.team) if piece.kind == "referral"} == {True}


def allocate_all_orphans(page: Any, workers: list[Worker]) -> int:
    page.goto("/team/")
    return allocate_all(page, "Finished and orphaned", workers)


# ── Rotherham


@pytest.fixture
def family_help(team: ActingTeam) -> ActingTeam:
    """The team that works over months; its manager and its service manager can sign in."""
    other = ActingTeam("Family help 2009", social_workers=3)
    above = Worker.objects.create_user(
        "above@rehearsal.example", PASSWORD, name="Seth Gray", role=Role.SERVICE_MANAGER
    )
    for acting in (team, other):
        acting.team.service_manager = above
        acting.team.save(update_fields=["service_manager"])
    may_sign_in(other.manager)
    return other


def test_a_case_that_no_mailbox_can_hold_moves_and_the_unanswered_comes_back(
    team: ActingTeam,
    family_help: ActingTeam,
    person: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    led = Referral.objects.open_on(LAST_DAY).filter(team=team.team, allocations__until_on=None)
    moved, unanswered = led[:2]
    sending, receiving = person(team.manager), person(family_help.manager)

    sending.goto(f"/referrals/{moved.pk}/hand-over/")
    sending.get_by_label("Or to another team").select_option(str(family_help.team.pk))
    sending.get_by_label("Why does it move?").fill("The family needs help over months.")
    sending.get_by_role("button", name="Offer it").click()
    assert "holds it until it is accepted" in sending.get_by_role("status").inner_text()

    receiving.get_by_role("link", name="Hand-overs").click()
    receiving.get_by_role("link", name=moved.child.name).click()
    pack = receiving.locator("main").inner_text()
    assert "What is owed, the soonest first" in pack
    assert "The story of late" in pack
    receiving.get_by_role("button", name="I have read this").click()
    receiving.get_by_label("Accept it: from now on it is ours").check()
    receiving.get_by_role("button", name="Answer").click()
    assert {piece.team for piece in in_team(family_help.team)} == {family_help.team.pk}
    assert moved.pk in {piece.case for piece in in_team(family_help.team)}
    assert HandOver.objects.get().answer == "accepted"

    handover.offer(
        unanswered, by=team.manager, at=NOON, to_team=family_help.team, because="The same, for this family."
    )
    later = NOON + timedelta(days=5)
    monkeypatch.setattr("sightline.web.today.now", lambda: later)
    sending.goto("/hand-overs/")
    assert f"back with {HandOver.objects.latest('pk').sender}" in sending.locator("main").inner_text()
    above = person(family_help.team.service_manager)
    above.goto("/hand-overs/")
    assert "It has reached the " in above.locator("main").inner_text()
    assert unanswered.pk in {piece.case for piece in in_team(team.team)}, "it never left"
    assert date(2009, 7, 5) == later.date()
    assert nobodys() == []
