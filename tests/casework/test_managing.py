"""Managing the work: supervised, decided in batches, written for somebody and confirmed by them."""

from datetime import UTC, date, datetime

import pytest

from sightline.casework import allocation, assessment, delegation, family, referral, supervision
from sightline.casework.referral import Decided
from sightline.casework.supervision import Agreed
from sightline.casework.verb import Refused
from sightline.compliance import child, sign_off
from sightline.compliance.oversight import decisions, queue
from sightline.compliance.supervision import supervised
from sightline.people.models import AuthorityStandard, Team, Worker
from sightline.record.models import Person, Referral, Supervision, SupervisionAction
from tests.cast import Case

ON = date(2026, 6, 15)
AT = datetime(2026, 6, 15, 9, tzinfo=UTC)
RING = "Ring the school"


@pytest.fixture
def every_eight_weeks(db: None) -> None:
    AuthorityStandard.objects.create(
        duty="supervision", amount=8, unit="week", adopted_on=date(2026, 1, 1), minute="Board, item 4"
    )


def supervise(case: Case, bryn: Worker, on: date, **said: object) -> Supervision:
    return supervision.supervise(
        case.referral, by=bryn, on=on, worker=case.allocation.worker, decisions="Go on", **said
    )


# ── supervision


def test_supervision_is_due_by_the_authoritys_own_standard(
    mias_case: Case, bryn: Worker, every_eight_weeks: None
) -> None:
    [before] = supervised(bryn.team, on=date(2026, 4, 27))
    assert (before.last, before.due_on, before.is_overdue(date(2026, 4, 29))) == (
        None,
        date(2026, 4, 28),
        True,
    )
    supervise(mias_case, bryn, date(2026, 4, 28))
    [after] = supervised(bryn.team, on=ON)
    assert after.last is not None
    assert (after.last.held_on, after.due_on) == (date(2026, 4, 28), date(2026, 6, 23))
    assert after.stake.because == ("harm was told of", "a child protection plan")


def test_where_the_authority_set_no_standard_no_day_is_made_up(mias_case: Case, bryn: Worker) -> None:
    [found] = supervised(bryn.team, on=ON)
    assert (found.due_on, found.is_overdue(ON)) == (None, False)


def test_what_is_agreed_stays_until_somebody_says_what_came_of_it(
    mias_case: Case, bryn: Worker, amina: Worker, carys: Worker
) -> None:
    held = supervise(mias_case, bryn, ON, actions=[Agreed(RING, amina, date(2026, 6, 20))])
    [action] = held.actions.all()
    assert [one.what for one in supervised(bryn.team, on=ON)[0].agreed] == [RING]
    with pytest.raises(Refused, match="Say what came of it"):
        supervision.finish(action, by=amina, on=ON, came_of_it=" ")
    with pytest.raises(Refused, match="Amina Yusuf, or whoever answers for the team, says what came of it"):
        supervision.finish(action, by=carys, on=ON, came_of_it="Rung")
    supervision.finish(action, by=amina, on=ON, came_of_it="She was there every day.")
    assert supervised(bryn.team, on=ON)[0].agreed == []
    with pytest.raises(Refused, match="finished already"):
        supervision.finish(action, by=bryn, on=ON, came_of_it="Again")


def test_whoever_answers_for_the_team_supervises_and_nobody_supervises_themselves(
    mias_case: Case, bryn: Worker, carys: Worker, amina: Worker
) -> None:
    with pytest.raises(Refused, match="Whoever answers for the team supervises"):
        supervise(mias_case, carys, ON)
    with pytest.raises(Refused, match="A manager supervises"):
        supervise(mias_case, amina, ON)
    with pytest.raises(Refused, match="Nobody supervises themselves"):
        supervision.supervise(mias_case.referral, by=bryn, on=ON, worker=bryn, decisions="Go on")
    with pytest.raises(Refused, match="Say what you thought"):
        supervision.supervise(mias_case.referral, by=bryn, on=ON, worker=amina, reflection=" ")
    assert not Supervision.objects.exists()
    assert not SupervisionAction.objects.exists()


# ── decisions


def waiting_referral(name: str, team: Team, by: Worker, on: date) -> Referral:
    somebody = family.add_person(by=by, given_name=name, family_name="Poplar")
    return referral.receive(by=by, child=somebody, team=team, received_on=on, source="6")


def test_like_waits_with_like_the_gravest_first(mias_case: Case, bryn: Worker, amina: Worker) -> None:
    late = waiting_referral("Late", bryn.team, bryn, date(2026, 6, 1))
    later = waiting_referral("Later", bryn.team, bryn, date(2026, 6, 8))
    again = assessment.start(mias_case.referral, by=amina, on=date(2026, 6, 1))
    assessment.write(again, by=amina, analysis="Safer", outcome="child_in_need")
    batches = queue(bryn.team, on=ON)
    assert [(batch.what, [one.entry.pk for one, _ in batch.waiting]) for batch in batches] == [
        ("Authorise this assessment", [again.pk]),
        ("Decide this referral", [late.pk, later.pk]),
    ]
    assert batches[0].waiting[0][1].because == (
        "harm was told of",
        "a child protection plan",
        "an assessment under way",
    )
    assert batches[1].since_on == date(2026, 6, 1)


def test_an_assessment_that_was_sent_back_waits_for_its_author(
    mias_case: Case, bryn: Worker, amina: Worker
) -> None:
    again = assessment.start(mias_case.referral, by=amina, on=date(2026, 6, 1))
    assessment.write(again, by=amina, analysis="Safer", outcome="child_in_need")
    assert [one.what for one in decisions(bryn.team, on=ON)] == ["Authorise this assessment"]
    assessment.send_back(again, by=bryn, on=ON, because="Where is her father?")
    assert decisions(bryn.team, on=ON) == []
    assessment.send_again(again, by=amina, on=ON)
    assert [one.what for one in decisions(bryn.team, on=ON)] == ["Authorise this assessment"]


def test_several_referrals_are_decided_together_or_not_at_all(bryn: Worker, amina: Worker) -> None:
    one, two = (waiting_referral(name, bryn.team, bryn, date(2026, 6, 1)) for name in ("One", "Two"))
    each = {one: Decided("assess", "See her"), two: Decided("no_further_action", "The school helps")}
    with pytest.raises(Refused, match="A manager decides"):
        referral.decide_several(each, by=amina, on=ON)
    with pytest.raises(Refused, match="a referral decision has a reason"):
        referral.decide_several({**each, two: Decided("assess", "")}, by=bryn, on=ON)
    assert set(Referral.objects.values_list("decided_on", flat=True)) == {None}, "none, where one is refused"
    referral.decide_several(each, by=bryn, on=ON)
    made = Referral.objects.order_by("pk").values_list("decision", "decided_because", "decided_by")
    assert list(made) == [
        ("assess", "See her", bryn.pk),
        ("no_further_action", "The school helps", bryn.pk),
    ]


# ── sign-offs


def test_a_sign_off_that_never_changed_anything_is_named_and_one_of_the_laws_stays(
    mias_case: Case, bryn: Worker, amina: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sign_off, "ENOUGH", 1)
    found = {one.what: one for one in sign_off.sign_offs(on=ON)}
    authorised = found["Authorise an assessment"]
    assert (authorised.given, authorised.changed) == (1, 0)
    assert (authorised.never_changes, authorised.is_ours) == (True, False)
    assert authorised.at_most == 3
    assert found["Answer the offer of a case"].never_changes is False, "it was not given at all"
    again = assessment.start(mias_case.referral, by=amina, on=date(2026, 6, 1))
    assessment.write(again, by=amina, analysis="Safer", outcome="child_in_need")
    assessment.send_back(again, by=bryn, on=ON, because="Where is her father?")
    assessment.send_again(again, by=amina, on=ON)
    assessment.authorise(again, by=bryn, on=ON)
    authorised = next(one for one in sign_off.sign_offs(on=ON) if one.what == "Authorise an assessment")
    assert (authorised.given, authorised.changed, authorised.never_changes) == (2, 1, False)


# ── written for somebody


@pytest.fixture
def handed(mias_case: Case, amina: Worker, kit: Worker) -> delegation.HandedEntry:
    return delegation.hand(
        mias_case.child, by=amina, to=kit, what="sighting", about_on=ON, notes="At home, alone.", due_on=ON
    )


VISIT = {"on": ON, "where": "At home", "purpose": "plan", "was_seen": True, "alone": "yes"}


def test_what_is_written_for_a_worker_is_theirs_and_counts_once_they_confirm_it(
    handed: delegation.HandedEntry, mias_case: Case, amina: Worker, kit: Worker, bryn: Worker
) -> None:
    def last_plan_visit() -> date | None:
        found = child.clocks([mias_case.child.pk], on=ON, duties={"plan-visits"})[mias_case.child.pk]
        return max((one.met_on for one in found if one.met_on), default=None)

    before = last_plan_visit()
    written = delegation.write_sighting(handed, by=kit, at=AT, **VISIT)
    assert (written.recorded_by, written.by, written.on_behalf_of) == (kit, amina, amina)
    assert written.is_unconfirmed
    assert last_plan_visit() == before, "what is unconfirmed meets nothing"
    for other in (kit, bryn):
        with pytest.raises(Refused, match="Whoever it was written for confirms it"):
            delegation.confirm(written, by=other, at=AT)
    assert delegation.confirm_several([written], by=amina, at=AT) == 1
    assert last_plan_visit() == ON
    with pytest.raises(Refused, match="confirmed already"):
        delegation.confirm_several([written], by=amina, at=AT)


def test_whoever_it_was_handed_to_opens_the_record_until_it_is_written(
    handed: delegation.HandedEntry, mias_case: Case, kit: Worker
) -> None:
    seen = Person.objects.visible_to(kit)
    assert list(seen) == [mias_case.child]
    delegation.write_sighting(handed, by=kit, at=AT, **VISIT)
    assert list(seen.all()) == []


def test_it_is_written_once_by_whoever_it_was_handed_to(
    handed: delegation.HandedEntry, bryn: Worker, kit: Worker, mias_case: Case
) -> None:
    with pytest.raises(Refused, match="handed to somebody else"):
        delegation.write_sighting(handed, by=bryn, at=AT, **VISIT)
    with pytest.raises(Refused, match="What was handed over is this: a visit"):
        delegation.write_core_group(handed, by=kit, at=AT, plan=mias_case.plan, on=ON)
    delegation.write_sighting(handed, by=kit, at=AT, **VISIT)
    with pytest.raises(Refused, match="written already"):
        delegation.write_sighting(handed, by=kit, at=AT, **VISIT)
    with pytest.raises(Refused, match="Business support writes for others"):
        delegation.hand(mias_case.child, by=kit, to=bryn, what="sighting", about_on=ON, notes="x", due_on=ON)


def test_a_parts_end_does_not_end_the_lead(mias_case: Case, bryn: Worker, amina: Worker) -> None:
    jo = Worker.objects.create_user("jo@exampleshire.example", name="Jo", role="family_worker")
    part = allocation.give_part(mias_case.referral, to=jo, part="parenting", by=bryn, on=ON)
    allocation.end_part(part, by=bryn, on=ON, because="Done")
    led = mias_case.referral.allocations.standing().get(until_on=None)
    assert led.worker == amina
