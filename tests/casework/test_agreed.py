"""What plans and strategy discussions say is to be done: whose it is, by when, and how it is known."""

from datetime import UTC, date, datetime

import pytest

from sightline.casework import agreed, allocation, child_in_need, strategy_discussion
from sightline.casework.verb import Refused
from sightline.compliance.alerts import alerts
from sightline.compliance.holding import held_by, nobodys
from sightline.people.models import Worker
from sightline.record.models import AgreedAction, Referral, StrategyDiscussion

ON = date(2026, 3, 10)
SEES = "See Mia alone at school"


@pytest.fixture
def case(mias_referral: Referral, amina: Worker, bryn: Worker) -> Referral:
    allocation.allocate(mias_referral, to=amina, by=bryn, on=ON)
    return mias_referral


@pytest.fixture
def action(case: Referral, amina: Worker) -> AgreedAction:
    plan = child_in_need.plan(case, by=amina, on=ON, lead=amina)
    return agreed.agree(plan, by=amina, on=ON, what=SEES, owner=amina, due_on=date(2026, 3, 17))


def asks(worker: Worker, on: date) -> list[str]:
    return [one.words for one in alerts(worker, on=on) if one.kind == "agreed"]


def test_it_is_its_owners_until_somebody_says_how_it_is_known_to_be_done(
    action: AgreedAction, amina: Worker, bryn: Worker
) -> None:
    assert (action.doer, action.agreed_in, action.last_day) == (
        "Amina Yusuf",
        "Child in need plan",
        date(2026, 3, 17),
    )
    assert "agreedaction" in {piece.kind for piece in held_by(amina)}
    assert asks(amina, date(2026, 3, 17)) == []
    assert asks(amina, date(2026, 3, 18)) == ["1 thing that you agreed to do, the day gone by"]
    with pytest.raises(Refused, match="how it is known"):
        agreed.finish(action, by=amina, on=date(2026, 3, 18), outcome="done", evidence=" ")
    done = agreed.finish(
        action, by=amina, on=date(2026, 3, 18), outcome="done", evidence="Her teacher was there; Mia drew."
    )
    assert (done.finished_by, done.get_outcome_display()) == (amina, "It is done")
    assert asks(amina, date(2026, 3, 19)) == []
    assert not AgreedAction.objects.awaited().exists()
    with pytest.raises(Refused, match="already"):
        agreed.finish(action, by=bryn, on=ON, outcome="not_done", evidence="Again")


def test_what_somebody_elsewhere_does_is_answered_for_by_whoever_leads(
    case: Referral, amina: Worker, bryn: Worker
) -> None:
    plan = child_in_need.plan(case, by=amina, on=ON, lead=amina)
    weighs = agreed.agree(
        plan, by=amina, on=ON, what="Weigh her weekly", outside="Rina Shah, health visitor", due_on=ON
    )
    assert weighs.doer == "Rina Shah, health visitor"
    [piece] = [one for one in held_by(amina) if one.kind == "agreedaction"]
    assert (piece.id, nobodys()) == (weighs.pk, [])
    allocation.end(case.allocations.get(), by=bryn, on=ON, because="Amina moves on")
    assert not [one for one in held_by(amina) if one.kind == "agreedaction"]
    assert nobodys() == [], "the team has it"


def test_after_a_strategy_discussion_it_can_be_due_at_an_hour(
    case: Referral, amina: Worker, bryn: Worker
) -> None:
    discussion = strategy_discussion.record_reasonable_cause(case, by=amina, on=ON, cause="A burn")
    at = datetime(2026, 3, 10, 20, tzinfo=UTC)
    with pytest.raises(Refused, match="has not been held"):
        agreed.agree(discussion, by=amina, on=ON, what="A medical tonight", outside="Dr Sen", due_at=at)
    StrategyDiscussion.objects.filter(pk=discussion.pk).update(
        held_on=ON, convened_by=bryn, decision="enquiry", decided_because="A burn nobody explains"
    )
    discussion.refresh_from_db()
    tonight = agreed.agree(discussion, by=amina, on=ON, what="A medical", outside="Dr Sen", due_at=at)
    week = agreed.agree(discussion, by=amina, on=ON, what="Ring the aunt", owner=amina, due_on=ON)
    assert list(AgreedAction.objects.awaited().soonest_first()) == [tonight, week]
    assert list(AgreedAction.objects.awaited().past_due(date(2026, 3, 11))) == [tonight, week]


def test_one_person_does_it_and_the_change_is_kept_with_its_reason(
    action: AgreedAction, amina: Worker, ben: Worker
) -> None:
    with pytest.raises(Refused, match="one person does one thing"):
        agreed.change(action, by=amina, because="Both", owner=ben, outside="Dr Sen", due_on=ON)
    with pytest.raises(Refused, match="Say why"):
        agreed.change(action, by=amina, because="", owner=ben, due_on=ON)
    with pytest.raises(Refused, match="by which day"):
        agreed.change(action, by=amina, because="Soon", owner=ben)
    changed = agreed.change(
        action, by=amina, because="Ben knows her teacher", owner=ben, due_on=date(2026, 3, 20)
    )
    assert (changed.owner, changed.due_on) == (ben, date(2026, 3, 20))


def test_a_plan_that_ends_ends_what_was_agreed_in_it(action: AgreedAction, amina: Worker) -> None:
    plan = action.help_plan
    assert plan is not None
    child_in_need.end(plan, by=amina, on=date(2026, 4, 1), because="She is safe at her aunt’s")
    assert not AgreedAction.objects.awaited().exists()
    assert asks(amina, date(2026, 4, 2)) == []
    with pytest.raises(Refused, match="has ended"):
        agreed.agree(plan, by=amina, on=ON, what="More", due_on=ON)
