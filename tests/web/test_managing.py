"""Decisions, supervision and what is written for others: what each page shows, does and refuses."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sightline.audit.models import Look
from sightline.casework import assessment
from sightline.people.models import AuthorityStandard, Role, Worker
from sightline.record.models import (
    Assessment,
    CoreGroup,
    HandedEntry,
    InterimSafetyDecision,
    Referral,
    SentBack,
    Sighting,
    Supervision,
    SupervisionAction,
)
from tests.web import managed
from tests.web.world import TODAY, World, at

Browsing = Callable[[Worker], Client]
ON = {"on_day": "24", "on_month": "3", "on_year": "2026"}


def words(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined]  # any answer has content


def test_decisions_wait_like_with_like_with_age_and_what_is_at_stake(
    world: World, browsing: Browsing
) -> None:
    page = words(browsing(world.cast.bryn).get(f"/teams/{world.cast.team.pk}/decisions/"))
    assert "Decide this referral: 1, the longest waiting 30 working days." in page
    first, last = page.index("At stake: harm was told of"), page.index("Leo Ash")
    assert first < last, "what is most at stake first"
    assert "<strong>30 working days</strong>" in page


def test_several_referrals_are_decided_in_one_sitting_after_a_second_look(
    world: World, browsing: Browsing
) -> None:
    bryn, leo = browsing(world.cast.bryn), Referral.objects.get(child=world.leo)
    address = f"/teams/{world.cast.team.pk}/decisions/referrals/"
    typed = {f"decision-{leo.pk}": "assess", f"because-{leo.pk}": ""}
    assert "Say why, for Leo Ash" in words(bryn.post(address, typed))
    typed[f"because-{leo.pk}"] = "Hungry twice in a week."
    shown = words(bryn.post(address, typed))
    assert "Leo Ash: Assess the child’s needs. Hungry twice in a week." in shown
    leo.refresh_from_db()
    assert leo.decided_on is None, "a preview does nothing"
    assert bryn.post(address, {**typed, "confirmed": "yes"}).status_code == 302
    leo.refresh_from_db()
    assert (leo.decision, leo.decided_by, leo.decided_on) == ("assess", world.cast.bryn, TODAY)
    assert "Decide this referral" not in words(bryn.get(f"/teams/{world.cast.team.pk}/decisions/"))


def test_several_children_are_found_safe_enough_each_because(world: World, browsing: Browsing) -> None:
    bryn, address = browsing(world.cast.bryn), f"/teams/{world.cast.team.pk}/decisions/safe/"
    leo, otis = (Referral.objects.get(child=child) for child in (world.leo, world.otis))
    typed = {f"because-{leo.pk}": "Nursery saw him today.", f"because-{otis.pk}": "Gran has moved in."}
    assert "Say of at least one child what you know" in words(bryn.post(address, {}))
    shown = words(bryn.post(address, typed))
    assert "Leo Ash: safe enough until 31 March 2026. Nursery saw him today." in shown
    assert not InterimSafetyDecision.objects.exists()
    bryn.post(address, {**typed, "confirmed": "yes"})
    made = InterimSafetyDecision.objects.values_list("referral", "is_safe_enough", "decided_by", "because")
    assert set(made) == {
        (leo.pk, True, world.cast.bryn.pk, "Nursery saw him today."),
        (otis.pk, True, world.cast.bryn.pk, "Gran has moved in."),
    }


def test_supervision_of_one_child_is_held_agreed_and_finished(world: World, browsing: Browsing) -> None:
    AuthorityStandard.objects.create(
        duty="supervision",
        amount=8,
        unit="week",
        adopted_on=at(1, 1, year=2025).date(),
        minute="Board, item 4",
    )
    bryn, amina = browsing(world.cast.bryn), browsing(world.cast.amina)
    listed = words(bryn.get(f"/teams/{world.cast.team.pk}/supervision/"))
    assert "Due by 28 April 2026." in listed
    assert '<strong class="app-urgent">Due since 28 January 2026.</strong>' in listed, "Ruby’s, never held"
    address = f"/referrals/{world.referral.pk}/supervision/"
    typed = {**ON, "reflection": "What is it like when the telly is on?", "what_1": "Ring the school"}
    assert "Choose who does it, or leave number 1 empty" in words(bryn.post(address, typed))
    typed |= {"owner_1": str(world.cast.amina.pk), "due_on_1_day": "31"}
    typed |= {"due_on_1_month": "3", "due_on_1_year": "2026"}
    assert bryn.post(address, typed).status_code == 302
    held = Supervision.objects.get()
    assert (held.supervisor, held.worker, held.held_on) == (world.cast.bryn, world.cast.amina, TODAY)
    [action] = SupervisionAction.objects.all()
    mine = words(amina.get("/agreed/"))
    assert "Ring the school. Agreed with Bryn Pugh on 24 March 2026; due by 31 March 2026." in mine
    assert amina.get(address).status_code == 404
    assert amina.post(f"/agreed/{action.pk}/", {**ON, "came_of_it": "There all week."}).status_code == 302
    assert "Ring the school" not in words(amina.get("/agreed/"))
    story = words(amina.get(f"/children/{world.mia.pk}/story/"))
    assert "24 March 2026: Supervision with Amina Yusuf" in story
    assert "Agreed in supervision, and finished: Ring the school" in story
    assert "Last supervised on 24 March 2026 by Bryn Pugh." in words(
        bryn.get(f"/teams/{world.cast.team.pk}/supervision/")
    )


def test_every_decision_about_a_child_is_in_one_list_with_who_and_why(
    world: World, browsing: Browsing
) -> None:
    managed.agreed(world)
    page = words(browsing(world.cast.amina).get(f"/children/{world.mia.pk}/decided/"))
    titles = (
        "Supervision with Amina Yusuf",
        "Strategy discussion: ",
        "Allocated to Amina Yusuf",
        "Referral decided: Assess the child’s needs",
        "Contact decided: Accept as a referral",
    )
    places = [page.index(title) for title in titles]
    assert places == sorted(places), "the latest first"
    assert "Amina has room and lives near." in page
    assert "Not seen: At home" not in page, "what happened is in the story"
    assert Look.objects.filter(worker=world.cast.amina.pk, child=world.mia.pk, page="decided").exists()


def test_an_assessment_goes_back_with_what_is_to_be_done_and_comes_in_again(
    world: World, browsing: Browsing
) -> None:
    bryn, amina = browsing(world.cast.bryn), browsing(world.cast.amina)
    address = f"/assessments/{world.assessment.pk}/send-back/"
    assert "Say what is to be done to it" in words(bryn.post(address, ON))
    assert amina.get(address).status_code == 404
    bryn.post(address, {**ON, "because": "Where is her father?"})
    assert (SentBack.objects.get().because, Assessment.objects.get(pk=world.assessment.pk).authorised_on) == (
        "Where is her father?",
        None,
    )
    assert "Authorise this assessment" not in words(bryn.get("/team/"))
    again = f"/assessments/{world.assessment.pk}/send-again/"
    assert again in words(amina.get(f"/children/{world.mia.pk}/record/"))
    assert "Bryn Pugh sent it back on 24 March 2026: Where is her father?" in words(amina.get(again))
    assert "Whoever writes the assessment sends it in again." in words(bryn.post(again, ON))
    amina.post(again, ON)
    assert SentBack.objects.get().answered_on == TODAY
    assert "Authorise this assessment" in words(bryn.get("/team/"))
    assert amina.get(again).status_code == 404


def test_several_assessments_are_read_on_one_page_and_authorised_each_by_its_own_tick(
    world: World, browsing: Browsing
) -> None:
    bryn, address = browsing(world.cast.bryn), f"/teams/{world.cast.team.pk}/decisions/assessments/"
    page = words(bryn.get(address))
    assert "What happened: A bruise to the face, with an account of being hit." in page
    assert "I have read it, and authorise it: Mia Larch" in page
    assert "Tick at least one, or go back" in words(bryn.post(address, {}))
    typed = {f"right-{world.assessment.pk}": "on", f"late-{world.assessment.pk}": ""}
    assert "Mia Larch: child and family assessment by Amina Yusuf. Protect the child" in words(
        bryn.post(address, typed)
    )
    assert bryn.post(address, {**typed, "confirmed": "yes"}).status_code == 302
    world.assessment.refresh_from_db()
    assert (world.assessment.authorised_by, world.assessment.authorised_on) == (world.cast.bryn, TODAY)
    assert "Mia Larch" not in words(bryn.get(address)).split("<main", 1)[1]


@pytest.fixture
def kit(world: World) -> Worker:
    return managed.kit()


def test_a_visit_is_handed_over_written_and_confirmed_with_author_and_owner_apart(
    world: World, kit: Worker, browsing: Browsing
) -> None:
    amina, desk = browsing(world.cast.amina), browsing(kit)
    childs = f"/children/{world.mia.pk}/"
    assert desk.get(childs).status_code == 404
    typed = {"to": kit.pk, "what": "sighting", "notes": "At home. Drew a boat.", "about_on_day": "23/3/2026"}
    assert amina.post(f"{childs}to-be-written/", {**typed, "due_on_day": "25/3/2026"}).status_code == 302
    handed = HandedEntry.objects.get()
    assert "A visit of 23 March 2026: Mia Larch" in words(desk.get("/to-write/"))
    assert desk.get(childs).status_code == 200
    form = words(desk.get(f"/to-write/{handed.pk}/"))
    assert "At home. Drew a boat." in form
    assert amina.get(f"/to-write/{handed.pk}/").status_code == 404, "it was handed to Kit"
    visit = {"on_day": "23/3/2026", "where": "At home", "purpose": "assessment"}
    visit |= {"child-was_seen": "seen", "child-alone": "yes", "child-childs_words": "I drew a boat."}
    assert desk.post(f"/to-write/{handed.pk}/", visit).status_code == 302
    written = Sighting.objects.latest("pk")
    assert (written.recorded_by, written.by, written.on_behalf_of) == (
        kit,
        world.cast.amina,
        world.cast.amina,
    )
    assert desk.get(childs).status_code == 404, "it is written, and the reading ends"
    assert "Seen 20 days ago" in words(amina.get("/families/")), "what is unconfirmed is not yet seen"
    assert "Written for Amina Yusuf, who has not confirmed it yet." in words(amina.get(f"{childs}story/"))
    page = words(amina.get("/to-confirm/"))
    assert "“I drew a boat.”" in page
    assert "Written by Kit Larkin" in page
    assert "Tick what is right" in words(amina.post("/to-confirm/", {}))
    assert amina.post("/to-confirm/", {"right": f"sighting-{written.pk}"}).status_code == 302
    written.refresh_from_db()
    assert written.confirmed_at is not None
    assert "0 entries" in words(amina.get("/to-confirm/"))
    assert "Seen yesterday" in words(amina.get("/families/"))


def test_a_core_group_and_minutes_are_written_on_their_own_forms(
    world: World, kit: Worker, browsing: Browsing
) -> None:
    bryn, desk = browsing(world.cast.bryn), browsing(kit)
    for what in ("core_group", "conference"):
        typed = {"to": kit.pk, "what": what, "notes": "All came.", "about_on_day": "20/3/2026"}
        bryn.post(f"/children/{world.ivy.pk}/to-be-written/", {**typed, "due_on_day": "25/3/2026"})
    group, minutes = HandedEntry.objects.order_by("pk")
    assert desk.post(f"/to-write/{group.pk}/", {"on_day": "20/3/2026", "note": "Toast."}).status_code == 302
    met = CoreGroup.objects.latest("pk")
    assert (met.plan, met.on_behalf_of, met.note) == (world.plan, world.cast.bryn, "Toast.")
    held = {
        "on_day": "20/3/2026",
        "chair": world.cast.esther.pk,
        "decision": "continue",
        "because": "Too soon",
    }
    assert desk.post(f"/to-write/{minutes.pk}/", held).status_code == 302
    world.review.refresh_from_db()
    assert (world.review.held_on.isoformat(), world.review.on_behalf_of) == ("2026-03-20", world.cast.bryn)
    assert "2 entries that others wrote for you" in words(bryn.get("/to-confirm/"))


def test_sign_offs_are_counted_for_whoever_may_retire_them(
    world: World, iris: Worker, browsing: Browsing
) -> None:
    assessment.authorise(world.assessment, by=world.cast.bryn, on=TODAY)
    page = words(browsing(iris).get("/sign-offs/"))
    assert "Authorise an assessment" in page
    assert "1: it was sent back first" not in page
    assert "Too few to say." in page
    assert browsing(world.cast.amina).get("/sign-offs/").status_code == 404


def test_these_lists_ask_no_more_questions_for_more_children(world: World, browsing: Browsing) -> None:
    managed.managed(world)
    team = world.cast.team.pk
    bryn = browsing(world.cast.bryn)
    asked = {}
    for place in (f"/teams/{team}/decisions/", f"/teams/{team}/supervision/", "/to-confirm/", "/sign-offs/"):
        with CaptureQueriesContext(connection) as queries:
            assert bryn.get(place).status_code == 200
        asked[place] = len(queries)
    assert {place: many for place, many in asked.items() if many > 15} == {}


# ── who may allocate


def test_who_may_allocate_who_must_be_refused_and_what_the_log_shows(
    world: World, carys: Worker, senga: Worker, iris: Worker, browsing: Browsing
) -> None:
    """Each role once: managers in the child's own team and above them may; for nobody else is it there."""
    leo, team = Referral.objects.get(child=world.leo), world.cast.team
    address = f"/referrals/{leo.pk}/allocate/"
    own = {Role.TEAM_MANAGER: world.cast.bryn, Role.SERVICE_MANAGER: senga, Role.DIRECTOR: iris}
    answers = {}
    for role in Role:
        worker = own.get(role) or Worker.objects.create_user(
            f"{role}.one@exampleshire.example", None, name="Sam", role=role, team=team
        )
        answers[role] = browsing(worker).get(address).status_code
    may = {role for role, status in answers.items() if status == 200}
    assert may == {*own, Role.FRONT_DOOR_MANAGER}, "a manager in the child’s team, and those above"
    assert set(answers.values()) == {200, 404}
    looked = set(Look.objects.filter(page="allocate", child=world.leo.pk).values_list("worker", flat=True))
    assert {worker.pk for worker in own.values()} <= looked
    assert len(looked) == len(may), "a refused look is no look"
    stranger = browsing(carys)
    assert (stranger.get(address).status_code, stranger.post(address, {}).status_code) == (404, 404)
