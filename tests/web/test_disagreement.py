"""A disagreement is raised, listed, answered and kept; and a silent case is on a list of the team's."""

from collections.abc import Callable
from datetime import date

from django.test import Client

from sightline.audit.models import JournalEntry, Look
from sightline.casework import disagreement
from sightline.people.models import AuthorityStandard, Worker
from sightline.record.models import Disagreement, DisagreementStep, Referral
from tests.web.world import TODAY, World

Browsing = Callable[[Worker], Client]
TYPED = {
    "decision": "That Mia stays at home while the enquiry runs",
    "because": "Kev has been at the gate twice this week.",
    "wants": "Mia at her gran’s until the conference.",
    "to": "team_manager",
}


def words(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined]  # any answer has content


def test_a_schools_disagreement_is_raised_shown_answered_and_kept(
    world: World, iris: Worker, carys: Worker, browsing: Browsing
) -> None:
    amina, bryn, director = (browsing(one) for one in (world.cast.amina, world.cast.bryn, iris))
    childs, address = f"/children/{world.mia.pk}/", f"/referrals/{world.referral.pk}/disagree/"
    assert address in words(amina.get(f"{childs}record/"))
    assert "Bryn Pugh, team manager" in words(amina.get(address))
    assert "Name the person who disagrees and their agency" in words(
        amina.post(address, {**TYPED, "agency": "education"})
    )
    assert not Disagreement.objects.exists()
    assert amina.post(address, {**TYPED, "agency": "education", "person": "Mr Quill"})["Location"] == childs
    says = "Mr Quill (School, college or nursery) disagrees with a decision since 24 March 2026."
    assert f"{says} Bryn Pugh answers by 31 March 2026." in words(amina.get(childs))
    assert "1 disagreement to answer" in words(bryn.get("/alerts/")).lower()
    step = DisagreementStep.objects.get()
    page = f"/disagreements/{step.pk}/"
    assert page in words(bryn.get("/disagreements/"))
    assert [browsing(one).get(page).status_code for one in (carys, world.cast.amina)] == [404, 200]
    assert "What is your answer?" not in words(amina.get(page)), "it is Bryn's to answer"
    assert "Say why" in words(bryn.post(page, {"outcome": "higher"}))
    assert (
        bryn.post(page, {"outcome": "higher", "because": "Where she lives is not mine."}).status_code == 302
    )
    assert page not in words(bryn.get("/disagreements/"))
    last = DisagreementStep.objects.get(answered_on=None)
    assert (last.level, last.holder) == ("director", iris)
    shown = words(director.get(f"/disagreements/{last.pk}/"))
    assert "Bryn Pugh answered on 24 March 2026: taken one level higher." in shown
    director.post(f"/disagreements/{last.pk}/", {"outcome": "changed", "because": "Gran has room tonight."})
    assert "disagrees with a decision" not in words(amina.get(childs)).split('id="story"')[0]
    story = words(amina.get(f"{childs}story/"))
    assert "The disagreement, answered: the decision is changed" in story
    assert "Gran has room tonight." in story
    wrote = JournalEntry.objects.filter(table__startswith="record_disagreement").order_by("pk")
    assert [(one.operation, one.worker) for one in wrote] == [
        ("INSERT", world.cast.amina.pk),
        ("INSERT", world.cast.amina.pk),
        ("UPDATE", world.cast.bryn.pk),
        ("INSERT", world.cast.bryn.pk),
        ("UPDATE", iris.pk),
    ]
    assert Look.objects.filter(worker=iris.pk, child=world.mia.pk, page="disagreement").exists()


def test_past_its_day_it_is_urgent_on_the_childs_page_and_the_list(world: World, browsing: Browsing) -> None:
    said = {name: TYPED[name] for name in ("decision", "because", "wants")}
    disagreement.disagree(world.referral, by=world.cast.amina, on=date(2026, 3, 10), **said)
    urgent = '<strong class="app-urgent">Bryn Pugh did not answer by 17 March 2026.</strong>'
    assert urgent in words(browsing(world.cast.bryn).get("/disagreements/"))
    waiting = words(browsing(world.cast.amina).get("/disagreements/"))
    assert urgent in waiting, "whoever raised it sees it wait"
    assert "Amina Yusuf disagrees since 10 March 2026" in waiting
    assert urgent in words(browsing(world.cast.amina).get(f"/children/{world.mia.pk}/"))


def test_a_silent_case_is_on_a_list_of_the_teams_and_asks_its_manager(
    world: World, carys: Worker, browsing: Browsing
) -> None:
    AuthorityStandard.objects.create(
        duty="silent-case", amount=1, unit="week", adopted_on=date(2026, 1, 1), minute="Board, item 4"
    )
    bryn, address = browsing(world.cast.bryn), f"/teams/{world.cast.team.pk}/silent/"
    assert address in words(bryn.get("/team/"))
    listed = words(bryn.get(address))
    ruby = Referral.objects.get(child=world.ruby)
    assert (
        f"Nothing written since Wednesday 3 December 2025: <strong>{(TODAY - date(2025, 12, 3)).days} days"
        in (listed)
    )
    assert f"/children/{ruby.child_id}/" in listed
    assert "Otis Hazel" not in listed, "nobody leads it: it is in a list of its own"
    assert "in which nothing is written</a>" in words(bryn.get("/alerts/"))
    assert Look.objects.filter(worker=world.cast.bryn.pk, child=world.ruby.pk, page="team-list").exists()
    assert browsing(carys).get(address).status_code == 404
