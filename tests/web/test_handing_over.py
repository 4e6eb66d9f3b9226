"""Handing over, leaving, being away and reorganising: what each page shows, does and refuses."""

from collections.abc import Callable

import pytest
from django.test import Client

from sightline.audit.models import JournalEntry, Look
from sightline.casework import absence, handover
from sightline.compliance.holding import held_by, in_team, nobodys
from sightline.people.models import Absence, Reorganisation, Role, Team, Worker
from sightline.record.models import (
    Acknowledgement,
    Allocation,
    HandOver,
    InformationRequest,
    InterimSafetyDecision,
    Referral,
)
from tests.web.held import held
from tests.web.world import NOW, TODAY, World

Browsing = Callable[[Worker], Client]
ON = {"on_day": "24", "on_month": "3", "on_year": "2026"}


def words(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined]  # any answer has content


@pytest.fixture
def piet(db: None) -> Worker:
    """The manager of Family help."""
    worker = Worker.objects.create_user("piet@exampleshire.example", name="Piet Moor", role=Role.TEAM_MANAGER)
    Team.objects.create(name="Family help", manager=worker)
    return worker


def test_from_offering_to_accepting_the_receiver_alone_may_read(
    world: World, piet: Worker, carys: Worker, browsing: Browsing
) -> None:
    amina, receiver, stranger = (browsing(one) for one in (world.cast.amina, piet, carys))
    childs = f"/children/{world.mia.pk}/"
    assert receiver.get(childs).status_code == 404
    to = Team.objects.get(manager=piet)
    typed = {"to_team": to.pk, "because": "Mia lives in the south now.", "note": "She likes to draw."}
    assert amina.post(f"/referrals/{world.referral.pk}/hand-over/", typed).status_code == 302
    sent = HandOver.objects.get()
    assert (sent.risk, sent.from_worker, sent.recorded_by) == ("high", world.cast.amina, world.cast.amina)
    assert [one.get(f"/hand-overs/{sent.pk}/").status_code for one in (receiver, stranger)] == [200, 404]
    assert (receiver.get(childs).status_code, stranger.get(childs).status_code) == (200, 404)
    assert "To be answered by 24 March 2026 at 14:00" in words(receiver.get("/hand-overs/"))
    pack = words(receiver.get(f"/hand-overs/{sent.pk}/"))
    assert "She likes to draw." in pack
    assert "Section 47 enquiry under way, since 10 March 2026" in pack
    assert Look.objects.filter(worker=piet.pk, child=world.mia.pk, page="handover").exists()
    assert receiver.post(f"/hand-overs/{sent.pk}/read/").status_code == 302
    assert receiver.post(f"/hand-overs/{sent.pk}/answer/", {"answer": "accept"}).status_code == 302
    assert {piece.team for piece in in_team(to)} == {to.pk}
    assert Referral.objects.get(pk=world.referral.pk).team == to
    assert nobodys() == []


def test_a_returned_case_says_why_and_its_reading_ends(
    world: World, piet: Worker, browsing: Browsing
) -> None:
    team = Team.objects.get(manager=piet)
    sent = handover.offer(world.referral, by=world.cast.amina, at=NOW, to_team=team, because="Moved")
    receiver = browsing(piet)
    receiver.post(f"/hand-overs/{sent.pk}/read/")
    answer = receiver.post(f"/hand-overs/{sent.pk}/answer/", {"answer": "return", "because": " "})
    assert answer.status_code == 422
    assert "Say why you return it" in words(answer)
    receiver.post(f"/hand-overs/{sent.pk}/answer/", {"answer": "return", "because": "They are back."})
    assert receiver.get(f"/children/{world.mia.pk}/").status_code == 404
    told = words(browsing(world.cast.amina).get(f"/hand-overs/{sent.pk}/"))
    assert "Returned by Piet Moor" in told
    assert "They are back." in told


def test_an_offer_goes_to_one_and_only_one(world: World, piet: Worker, browsing: Browsing) -> None:
    to = {"to_team": Team.objects.get(manager=piet).pk, "to_authority": "Elsewhereshire", "because": "Moved"}
    answer = browsing(world.cast.amina).post(f"/referrals/{world.referral.pk}/hand-over/", to)
    assert answer.status_code == 422
    assert "Choose one: a worker, a team or another authority" in words(answer)
    assert not HandOver.objects.exists()


def test_a_leavers_work_is_handed_on_after_a_second_look_and_then_the_account_ends(
    world: World, browsing: Browsing
) -> None:
    amina, bryn = world.cast.amina, browsing(world.cast.bryn)
    ben = Worker.objects.create_user(
        "ben@exampleshire.example", name="Ben Olu", role=Role.SOCIAL_WORKER, team=world.cast.team
    )
    address = f"/workers/{amina.pk}/leaving/"
    assert "Mia Larch" in words(bryn.get(address))
    chosen = {f"{piece.kind}-{piece.id}": str(ben.pk) for piece in held_by(amina)}
    typed = {**chosen, **ON, "because": "Amina goes to fostering."}
    shown = bryn.post(address, typed)
    assert "Nothing has been done yet" in words(shown)
    assert "Open case: Mia Larch, since 2 March 2026: Ben Olu" in words(shown)
    assert held_by(ben) == [], "a preview does nothing"
    assert bryn.post(address, {**typed, "confirmed": "yes"}).status_code == 302
    assert held_by(amina) == []
    assert "Nothing open is Amina Yusuf’s" in words(bryn.get(address))
    assert bryn.post(address, ON).status_code == 302
    amina.refresh_from_db()
    assert amina.left_on == TODAY
    assert nobodys() == []
    because = JournalEntry.objects.filter(table="record_allocation", worker=world.cast.bryn.pk).latest("pk")
    assert because.because == "Amina goes to fostering."


def test_who_may_open_the_pages_about_a_worker(
    world: World, carys: Worker, iris: Worker, browsing: Browsing
) -> None:
    amina, bryn = world.cast.amina, world.cast.bryn
    places = (f"/workers/{amina.pk}/leaving/", f"/workers/{amina.pk}/away/")
    allowed = {
        one.name: [browsing(one).get(place).status_code for place in places]
        for one in (amina, bryn, carys, iris, world.cast.gwen)
    }
    assert allowed == {
        amina.name: [404, 200],
        bryn.name: [200, 200],
        carys.name: [404, 404],
        iris.name: [200, 200],
        world.cast.gwen.name: [404, 404],
    }


def test_a_deputy_sees_the_absent_ones_team_and_acts_in_their_own_name(
    world: World, carys: Worker, browsing: Browsing
) -> None:
    bryn, team = world.cast.bryn, world.cast.team
    deputy = browsing(carys)
    assert deputy.get(f"/teams/{team.pk}/").status_code == 404
    absence.begin(bryn, by=bryn, from_on=TODAY, covered_by=carys, because="An operation")
    page = words(deputy.get(f"/teams/{team.pk}/"))
    assert "Bryn Pugh is away: you act for them here, in your own name." in page
    leo = Referral.objects.get(child=world.leo)
    typed = {"to": world.cast.amina.pk, **ON, "because": "Room"}
    assert deputy.post(f"/referrals/{leo.pk}/allocate/", typed).status_code == 302
    led = Allocation.objects.get(referral=leo)
    written = JournalEntry.objects.get(table="record_allocation", row=led.pk)
    assert (written.worker, written.because) == (carys.pk, "Room (acting for Bryn Pugh)")
    assert "An operation" not in page, "why somebody is away is nobody else’s"
    absence.end(Absence.objects.get(), by=bryn, on=TODAY)
    assert deputy.get(f"/teams/{team.pk}/").status_code == 404


def test_a_deputys_families_say_for_whom(world: World, browsing: Browsing) -> None:
    ben = Worker.objects.create_user(
        "ben@exampleshire.example", name="Ben Olu", role=Role.SOCIAL_WORKER, team=world.cast.team
    )
    absence.begin(world.cast.amina, by=world.cast.bryn, from_on=TODAY, covered_by=ben)
    page = words(browsing(ben).get("/families/"))
    assert "Mia Larch" in page
    assert "Amina Yusuf leads and is away: you act for them." in page


def test_a_reorganisation_is_shown_before_it_is_done(
    world: World, iris: Worker, piet: Worker, browsing: Browsing
) -> None:
    into, many = Team.objects.get(manager=piet), len(in_team(world.cast.team))
    director, address = browsing(iris), f"/teams/{world.cast.team.pk}/reorganise/"
    typed = {"kind": "merge", "into": into.pk, "because": "One front line."}
    shown = words(director.post(address, typed))
    assert f"{many} pieces of open work and 2 workers of Assessment North go to Family help." in shown
    assert not Reorganisation.objects.exists()
    assert director.post(address, {**typed, "confirmed": "yes"}).status_code == 302
    assert Reorganisation.objects.get().moved == many
    assert len(in_team(into)) == many
    bryn = Worker.objects.get(pk=world.cast.bryn.pk)
    assert browsing(bryn).post(address, typed).status_code == 404
    missing = director.post(f"/teams/{into.pk}/reorganise/", {"kind": "rename", "because": "x"})
    assert "Enter the name" in words(missing)


def test_several_are_allocated_at_once_after_a_second_look(world: World, browsing: Browsing) -> None:
    bryn, team, leo = browsing(world.cast.bryn), world.cast.team, Referral.objects.get(child=world.leo)
    address = f"/teams/{team.pk}/never-allocated/allocate/"
    typed = {f"lead-{leo.pk}": world.cast.amina.pk, "because": "Room"}
    assert "Choose who leads for at least one child" in words(bryn.post(address, {"because": ""}))
    shown = words(bryn.post(address, typed))
    assert "Amina Yusuf: Leo Ash. They would carry" in shown
    assert not Allocation.objects.filter(referral=leo).exists()
    assert bryn.post(address, {**typed, "confirmed": "yes"}).status_code == 302
    assert Allocation.objects.get(referral=leo).worker == world.cast.amina
    assert browsing(world.cast.amina).get(address).status_code == 404


def test_what_is_safe_enough_is_on_the_list_with_who_decided(world: World, browsing: Browsing) -> None:
    bryn, leo = browsing(world.cast.bryn), Referral.objects.get(child=world.leo)
    lists = f"/teams/{world.cast.team.pk}/never-allocated/"
    assert "No interim safety decision" in words(bryn.get(lists))
    typed = {"is_safe_enough": "no", "because": "He was alone on Sunday.", "until_on_day": "27"}
    typed |= {"until_on_month": "3", "until_on_year": "2026"}
    answer = bryn.post(f"/referrals/{leo.pk}/safe-enough/", typed)
    assert "Not safe enough: say what is done about it now, and by whom." in words(answer)
    bryn.post(f"/referrals/{leo.pk}/safe-enough/", {**typed, "does": "Amina visits today."})
    made = InterimSafetyDecision.objects.get()
    assert (made.decided_by, made.does) == (world.cast.bryn, "Amina visits today.")
    assert "Bryn Pugh decided on 24 March 2026: not safe enough." in words(bryn.get(lists))


def test_what_has_reached_the_director_is_there_until_they_say_that_they_know(
    world: World, iris: Worker, browsing: Browsing
) -> None:
    director = browsing(iris)
    page = words(director.get("/reached-me/"))
    assert "Leo Ash" in page
    assert "With you since Tuesday 24 February 2026." in page
    leo = Referral.objects.get(child=world.leo)
    director.post(f"/referrals/{leo.pk}/known/", {"note": "Bryn allocates today."})
    assert Acknowledgement.objects.get().level == "director"
    assert "Iris Falk, 24 March 2026: Bryn allocates today." in words(director.get("/reached-me/"))
    assert browsing(world.cast.bryn).post(f"/referrals/{leo.pk}/known/", {"note": "x"}).status_code == 404


def test_another_agency_is_asked_chased_and_answers(world: World, browsing: Browsing) -> None:
    amina = browsing(world.cast.amina)
    typed = {"agency": "health", "asks": "Has Mia been seen at the hospital?", **ON}
    assert amina.post(f"/referrals/{world.referral.pk}/ask-an-agency/", typed).status_code == 302
    asked = InformationRequest.objects.get()
    assert "Mia Larch" in words(amina.get("/answers-awaited/"))
    amina.post(f"/information/{asked.pk}/chased/")
    assert "Chased on 24 March." in words(amina.get(f"/information/{asked.pk}/"))
    amina.post(f"/information/{asked.pk}/", {"answer": "told", "told": "Twice in January.", **ON})
    asked.refresh_from_db()
    assert (asked.answer, asked.told, asked.days_chased) == ("told", "Twice in January.", [TODAY])
    assert "Mia Larch" not in words(amina.get("/answers-awaited/"))


def test_what_the_pages_are_tried_with_is_itself_held(world: World) -> None:
    held(world)
    assert nobodys() == []
