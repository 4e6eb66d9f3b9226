"""Reading a case: it is opened first, one reader answers for it, and danger never waits without a holder."""

from datetime import UTC, date, datetime, timedelta

import pytest

from sightline.assurance import verdict
from sightline.assurance.models import FollowUp, SampledCase, Verdict
from sightline.assurance.verdict import PAGE, due_at
from sightline.audit import looks
from sightline.casework.verb import Refused
from sightline.people.models import Team, Worker
from sightline.record.models import Referral
from tests.assurance.conftest import Ended
from tests.assurance.test_sampling import drawn

AT = datetime(2026, 6, 2, 10, 0, tzinfo=UTC)


@pytest.fixture
def case(ended: Ended, nadia: Worker) -> SampledCase:
    """Child 1's case, drawn for Nadia to read and opened."""
    ended(1)
    [one] = drawn(nadia, [nadia], size=1).cases.all()
    opened(one)
    return one


def opened(case: SampledCase) -> None:
    looks.log(worker=case.reader_id, page=PAGE, children=[case.child_id])


def unsafe(case: SampledCase, holder: Worker, *, finding: str = "potential_risk") -> FollowUp:
    given = verdict.give(
        case, by=case.reader, at=AT, finding=finding, because="Nobody saw her.", holder=holder
    )
    return given.follow_up


def test_a_reader_says_what_they_make_of_a_case(case: SampledCase, nadia: Worker) -> None:
    given = verdict.give(case, by=nadia, at=AT, finding="record_gap", because="Seen; the note is missing.")
    assert (given.recorded_by, given.child, given.finding) == (nadia, case.child, "record_gap")
    assert not given.is_unsafe
    assert not FollowUp.objects.exists()


def test_no_case_is_judged_unopened(ended: Ended, nadia: Worker) -> None:
    ended(1)
    [unread] = drawn(nadia, [nadia], size=1).cases.all()
    with pytest.raises(Refused, match="Open the case before you say what you make of it"):
        verdict.give(unread, by=nadia, at=AT, finding="fine", because="Looks fine.")
    opened(unread)
    assert verdict.give(unread, by=nadia, at=AT, finding="fine", because="Seen twice.").finding == "fine"


def test_nobody_else_judges_it_and_it_is_judged_once(case: SampledCase, nadia: Worker, jude: Worker) -> None:
    with pytest.raises(Refused, match="Whoever was given a case to read"):
        verdict.give(case, by=jude, at=AT, finding="fine", because="Fine.")
    verdict.give(case, by=nadia, at=AT, finding="fine", because="Seen twice.")
    with pytest.raises(Refused, match="a case has one verdict"):
        verdict.give(case, by=nadia, at=AT, finding="fine", because="Again.")
    assert Verdict.objects.count() == 1


def test_danger_is_held_by_somebody_from_the_same_moment(
    case: SampledCase, nadia: Worker, bryn: Worker
) -> None:
    with pytest.raises(Refused, match="Say who sees to this child now"):
        verdict.give(case, by=nadia, at=AT, finding="immediate_risk", because="She is alone with him.")
    assert not Verdict.objects.exists(), "the verdict and its work stand or fall together"
    begun = unsafe(case, bryn, finding="immediate_risk")
    assert (begun.holder, begun.child, begun.begun_on) == (bryn, case.child, AT.date())
    assert due_at(begun) == AT + timedelta(hours=4)
    assert list(FollowUp.objects.open()) == [begun]


def test_what_may_be_danger_has_a_day(case: SampledCase, bryn: Worker) -> None:
    assert due_at(unsafe(case, bryn)) == AT + timedelta(hours=24)


def test_a_safe_case_begins_no_work_and_a_leaver_holds_none(
    case: SampledCase, nadia: Worker, carys: Worker, other_team: Team, bryn: Worker
) -> None:
    with pytest.raises(Refused, match="nothing to hold where the child is safe"):
        verdict.give(case, by=nadia, at=AT, finding="fine", because="Fine.", holder=carys)
    other_team.manager = bryn
    other_team.save()
    carys.left_on = date(2026, 6, 1)
    carys.save()
    with pytest.raises(Refused, match="Carys Bevan has left"):
        unsafe(case, carys)


def test_a_child_at_risk_is_referred_again_and_a_team_holds_the_case(
    case: SampledCase, bryn: Worker, assessment_team: Team
) -> None:
    begun = unsafe(case, bryn)
    done = verdict.refer_again(
        begun, by=bryn, on=date(2026, 6, 2), team=assessment_team, because="Nobody saw her."
    )
    again = Referral.objects.open_on(date(2026, 6, 2)).get(child=case.child)
    assert (again.team, again.received_on, again.because) == (
        assessment_team,
        date(2026, 6, 2),
        "Nobody saw her.",
    )
    assert (done.referral, done.outcome, done.ended_by) == (again, "referred_again", bryn)
    assert not FollowUp.objects.open().exists()


def test_where_the_child_is_referred_already_that_case_is_told(
    case: SampledCase, bryn: Worker, assessment_team: Team
) -> None:
    first = verdict.refer_again(
        unsafe(case, bryn), by=bryn, on=date(2026, 6, 2), team=assessment_team, because="Nobody saw her."
    )
    [second_case] = drawn(case.reader, [case.reader], size=1).cases.all()
    opened(second_case)
    second = verdict.refer_again(
        unsafe(second_case, bryn), by=bryn, on=date(2026, 6, 4), team=assessment_team, because="And again."
    )
    assert second.referral == first.referral
    assert second.referral is not None
    assert second.referral.new_information_on == date(2026, 6, 4)


def test_it_ends_with_what_became_of_the_child(
    case: SampledCase, bryn: Worker, amina: Worker, carys: Worker
) -> None:
    begun = unsafe(case, bryn)
    with pytest.raises(Refused, match="Whoever holds this, or a manager"):
        verdict.end(begun, by=amina, on=date(2026, 6, 2), outcome="safe", because="Seen.")
    with pytest.raises(Refused, match="Refer the child again"):
        verdict.end(begun, by=bryn, on=date(2026, 6, 2), outcome="referred_again", because="Yes.")
    verdict.hand_on(begun, to=amina, by=carys)
    done = verdict.end(begun, by=amina, on=date(2026, 6, 2), outcome="safe", because="Seen at school today.")
    assert (done.holder, done.ended_on, done.outcome) == (amina, date(2026, 6, 2), "safe")
    with pytest.raises(Refused, match="ended already"):
        verdict.end(begun, by=amina, on=date(2026, 6, 3), outcome="safe", because="Again.")


def test_a_wrong_verdict_is_taken_back_and_kept(case: SampledCase, nadia: Worker, jude: Worker) -> None:
    given = verdict.give(case, by=nadia, at=AT, finding="fine", because="Seen twice.")
    with pytest.raises(Refused, match="Whoever gave a verdict takes it back"):
        verdict.take_back(given, by=jude, at=AT, because="No.")
    verdict.take_back(given, by=nadia, at=AT, because="That was her sister.")
    again = verdict.give(case, by=nadia, at=AT, finding="record_gap", because="The visit is not written up.")
    assert list(Verdict.objects.standing()) == [again]
    assert Verdict.objects.count() == 2


def test_a_verdict_with_work_is_not_taken_back(case: SampledCase, nadia: Worker, bryn: Worker) -> None:
    begun = unsafe(case, bryn)
    with pytest.raises(Refused, match="Somebody is seeing to this child"):
        verdict.take_back(begun.verdict, by=nadia, at=AT, because="Wrong.")
    assert list(FollowUp.objects.open()) == [begun]
