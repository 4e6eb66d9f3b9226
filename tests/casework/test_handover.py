"""A case changes hands when it is accepted; unanswered, it is back with whoever offered it."""

from datetime import UTC, datetime, timedelta

import pytest

from sightline.casework import allocation, closure, handover, standard
from sightline.casework.verb import Refused
from sightline.compliance import handover as standing
from sightline.compliance.child import unmet
from sightline.compliance.holding import in_cases, nobodys
from sightline.people.models import Team
from sightline.record.models import Allocation, ChildProtectionPlan, Enquiry, HandOver, Referral

AT = datetime(2026, 6, 15, 9, tzinfo=UTC)
ON = AT.date()


def later(**span):
    return AT + timedelta(**span)


def stands(offered, at):
    return standing.offers([offered], at=at)[0]


def holders(case):
    return {(piece.kind, piece.worker, piece.team) for piece in in_cases([case.pk])}


def test_the_sender_holds_it_until_the_other_team_has_read_and_accepted(led, amina, bryn, carys, other_team):
    offered = handover.offer(led, by=amina, at=AT, to_team=other_team, because="The family has moved south")
    before = {("referral", amina.pk, bryn.team_id), ("handover", amina.pk, bryn.team_id)}
    assert holders(led) == before
    with pytest.raises(Refused, match="Read the pack"):
        handover.accept(offered, by=carys, at=later(hours=1))
    handover.read(offered, by=carys, at=later(hours=1))
    assert holders(led) == before
    done = handover.accept(offered, by=carys, at=later(hours=2))
    assert (done.answer, done.answered_by, done.read_by) == ("accepted", carys, carys)
    assert holders(led) == {("referral", None, other_team.pk)}
    ended = Allocation.objects.get(referral=led)
    assert (ended.until_on, ended.ended_because) == (
        ON,
        "Handed over by Amina Yusuf: The family has moved south",
    )
    assert nobodys() == []


def test_a_team_may_name_who_leads_as_it_accepts(led, amina, carys, sunil, other_team):
    offered = handover.offer(led, by=amina, at=AT, to_team=other_team, because="The family has moved south")
    handover.read(offered, by=carys, at=AT)
    with pytest.raises(Refused, match="of another team"):
        handover.accept(offered, by=carys, at=AT, lead=amina)
    handover.accept(offered, by=carys, at=AT, lead=sunil)
    assert holders(led) == {("referral", sunil.pk, other_team.pk)}


def test_everything_in_the_case_goes_along(mias_case, amina, carys, sunil, other_team):
    case = mias_case.referral
    again = Enquiry.objects.create(
        recorded_by=amina, child=mias_case.child, referral=case, lead_worker=amina, started_on=ON
    )
    offered = handover.offer(case, by=amina, at=AT, to_team=other_team, because="The family has moved south")
    assert offered.risk == "high"
    handover.read(offered, by=carys, at=AT)
    handover.accept(offered, by=carys, at=AT, lead=sunil)
    again.refresh_from_db()
    plan = ChildProtectionPlan.objects.get(referral=case)
    assert (again.lead_worker, plan.lead_worker, plan.lead_named_on) == (sunil, sunil, ON)
    assert {worker for _, worker, _ in holders(case)} == {sunil.pk}


def test_a_manager_offers_it_to_a_worker_who_accepts(led, amina, bryn, ben):
    offered = handover.offer(led, by=bryn, at=AT, to_worker=ben, because="Amina goes to the court team")
    assert holders(led) == {("referral", amina.pk, bryn.team_id), ("handover", amina.pk, bryn.team_id)}
    handover.read(offered, by=ben, at=AT)
    handover.accept(offered, by=ben, at=AT)
    assert holders(led) == {("referral", ben.pk, bryn.team_id)}


def test_to_choose_who_leads_is_a_managers_act(led, amina, ben, bryn, sunil):
    with pytest.raises(Refused, match="A manager chooses"):
        handover.offer(led, by=amina, at=AT, to_worker=ben, because="He has room")
    with pytest.raises(Refused, match="another team"):
        handover.offer(led, by=bryn, at=AT, to_worker=sunil, because="He has room")
    with pytest.raises(Refused, match="cannot be offered"):
        handover.offer(led, by=bryn, at=AT, to_worker=amina, because="She has it")
    assert not HandOver.objects.exists()


def test_nobody_else_offers_it_or_answers(led, amina, bryn, carys, ben, gwen, other_team):
    for stranger in (ben, carys, gwen):
        with pytest.raises(Refused, match="hands it over"):
            handover.offer(led, by=stranger, at=AT, to_team=other_team, because="It is theirs")
    offered = handover.offer(led, by=amina, at=AT, to_team=other_team, because="It is theirs")
    for stranger in (amina, ben, bryn, gwen):
        with pytest.raises(Refused, match="offered to"):
            handover.read(offered, by=stranger, at=AT)
        with pytest.raises(Refused, match="offered to"):
            handover.accept(offered, by=stranger, at=AT)
        with pytest.raises(Refused, match="offered to"):
            handover.give_back(offered, by=stranger, at=AT, because="No")
    with pytest.raises(Refused, match="withdraws it"):
        handover.withdraw(offered, by=carys, at=AT, because="No")


def test_returned_it_stays_where_it_was_with_the_reason(led, amina, bryn, carys, other_team):
    offered = handover.offer(led, by=amina, at=AT, to_team=other_team, because="The family has moved south")
    handover.read(offered, by=carys, at=AT)
    with pytest.raises(Refused, match="Say why"):
        handover.give_back(offered, by=carys, at=AT, because=" ")
    back = handover.give_back(offered, by=carys, at=AT, because="They are back at their old address")
    assert (back.answer, back.answer_because) == ("returned", "They are back at their old address")
    assert holders(led) == {("referral", amina.pk, bryn.team_id)}
    with pytest.raises(Refused, match="answered already"):
        handover.accept(offered, by=carys, at=AT)


def test_unanswered_it_comes_back_and_goes_up_the_line_and_nothing_is_written(
    led, amina, carys, other_team, bryn
):
    offered = handover.offer(led, by=amina, at=AT, to_team=other_team, because="The family has moved south")
    handover.read(offered, by=carys, at=AT)
    reached = {hours: stands(offered, later(hours=hours)).has_reached for hours in (0, 47, 48, 96, 144, 999)}
    assert reached == {
        0: "receiver",
        47: "receiver",
        48: "sender and both managers",
        96: "service manager",
        144: "director",
        999: "director",
    }
    with pytest.raises(Refused, match="back with Amina Yusuf"):
        handover.accept(offered, by=carys, at=later(hours=48))
    offered.refresh_from_db()
    assert (offered.answered_at, offered.answer) == (None, None)
    assert ("referral", amina.pk, bryn.team_id) in holders(led)


def test_the_hours_go_by_what_is_at_stake(mias_case, led_otherwise, amina, other_team, bryn):
    grave = handover.offer(mias_case.referral, by=amina, at=AT, to_team=other_team, because="Moved")
    plain = handover.offer(led_otherwise, by=bryn, at=AT, to_team=other_team, because="Moved")
    assert (grave.risk, plain.risk) == ("high", "other")
    assert stands(grave, AT).lapses_at == later(hours=4)
    assert stands(plain, AT).lapses_at == later(hours=48)


def test_the_authority_sets_the_hours_and_no_other_unit(led, amina, iris, other_team):
    adopt = {"by": iris, "amount": 8, "adopted_on": ON, "minute": "Board, item 2"}
    with pytest.raises(Refused, match="counted in hours"):
        standard.adopt("handover-answer-other", **adopt, unit="day")
    standard.adopt("handover-answer-other", **adopt, unit="hour")
    offered = handover.offer(led, by=amina, at=AT, to_team=other_team, because="Moved")
    assert stands(offered, AT).lapses_at == later(hours=8)


def test_a_case_is_offered_once_at_a_time_and_again_once_it_lapsed(led, amina, other_team, bryn):
    first = handover.offer(led, by=amina, at=AT, to_team=other_team, because="Moved")
    with pytest.raises(Refused, match="offered to Assessment South already"):
        handover.offer(led, by=amina, at=later(hours=1), to_team=other_team, because="Moved")
    again = handover.offer(led, by=amina, at=later(hours=50), to_team=other_team, because="Moved")
    first.refresh_from_db()
    assert (first.answer, first.answer_because) == ("withdrawn", "Nobody answered; offered again")
    handover.withdraw(again, by=bryn, at=later(hours=51), because="They came back")
    assert holders(led) == {("referral", amina.pk, bryn.team_id)}


def test_another_authority_has_it_when_they_say_so_and_a_plan_after_their_conference(
    mias_case, amina, bryn, other_team
):
    case = mias_case.referral
    sent = handover.offer(case, by=amina, at=AT, to_authority="Elsewhereshire", because="Moved for good")
    assert (sent.notified_on, sent.receiver) == (ON, "Elsewhereshire")
    assert stands(sent, later(days=300)).has_lapsed is False, "no clock of ours binds them"
    theirs = {"taken_over_on": ON + timedelta(days=14), "taken_over_by": "Sam Reed, team manager"}
    with pytest.raises(Refused, match="receipt first"):
        handover.complete(sent, by=amina, at=later(days=1), **theirs)
    handover.record_receipt(sent, by=amina, on=ON, receipt_by="Duty manager, Elsewhereshire")
    with pytest.raises(Refused, match="ours until their conference"):
        handover.complete(sent, by=bryn, at=later(days=1), **theirs)
    plan = ChildProtectionPlan.objects.get(referral=case)
    assert plan.ended_on is None
    done = handover.complete(
        sent, by=bryn, at=later(days=20), their_conference_on=(ON + timedelta(days=14)), **theirs
    )
    plan.refresh_from_db()
    assert (plan.ended_on, plan.end_reason) == (ON + timedelta(days=14), "transferred")
    assert (done.answer, done.receipt_by) == ("accepted", "Duty manager, Elsewhereshire")
    assert Referral.objects.get(pk=case.pk).closed_on is None
    assert holders(case) == {("referral", amina.pk, bryn.team_id)}


def test_an_offer_between_teams_has_no_receipt(led, amina, other_team):
    offered = handover.offer(led, by=amina, at=AT, to_team=other_team, because="Moved")
    with pytest.raises(Refused, match="not offered to another authority"):
        handover.record_receipt(offered, by=amina, on=ON, receipt_by="Carys")


def test_the_pack_makes_itself(mias_case, amina, other_team):
    offered = handover.offer(mias_case.referral, by=amina, at=AT, to_team=other_team, because="Moved")
    pack = standing.pack(offered, on=ON)
    assert (pack.last_seen.by, pack.last_seen.days) == ("Amina Yusuf", 103)
    assert [piece.what for piece in pack.open] == ["Child protection plan"]
    assert "plan-visits" in {clock.duty.id for clock in pack.owed}


def test_a_closed_case_is_not_handed_over_and_its_offer_asks_nothing(led, amina, bryn, other_team):
    handover.offer(led, by=amina, at=AT, to_team=other_team, because="Moved")
    seen = frozenset(clock.duty.id for clock in unmet(led, on=ON))
    closure.close(led, by=bryn, on=ON, reason="RC7", because="They are well", unmet_seen=seen)
    assert list(HandOver.objects.unanswered()) == []
    assert in_cases([led.pk]) == []
    with pytest.raises(Refused, match="is closed"):
        handover.offer(led, by=amina, at=later(hours=1), to_team=other_team, because="Moved")


def test_an_offer_goes_on_in_the_name_of_whoever_leads_next(led, amina, bryn, ben, other_team):
    offered = handover.offer(led, by=amina, at=AT, to_team=other_team, because="Moved")
    allocation.allocate(led, to=ben, by=bryn, on=ON, because="Amina is ill")
    offered.refresh_from_db()
    assert offered.from_worker == ben
    assert {worker for _, worker, _ in holders(led)} == {ben.pk}


def test_no_offer_goes_to_a_closed_team_or_its_own(led, amina, bryn, other_team, assessment_team):
    Team.objects.filter(pk=other_team.pk).update(closed_on=ON)
    other_team.refresh_from_db()
    for team in (other_team, assessment_team):
        with pytest.raises(Refused, match="cannot be offered"):
            handover.offer(led, by=amina, at=AT, to_team=team, because="Moved")


@pytest.fixture
def led_otherwise(bryn, amina, gwen):
    """Another child's case, with nothing in it yet."""
    from sightline.casework import family, referral

    ned = family.add_person(by=gwen, given_name="Ned", family_name="Ash")
    case = referral.receive(by=bryn, child=ned, team=amina.team, received_on=ON, source="6")
    allocation.allocate(case, to=amina, by=bryn, on=ON)
    return case
