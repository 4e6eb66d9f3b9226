"""Alerts: few, ranked and owned; each is worked out, and goes when what it asks for is done."""

from datetime import UTC, date, datetime

import pytest

from sightline.casework import absence, allocation, contact, family, handover, referral, supervision
from sightline.casework.supervision import Agreed
from sightline.compliance.alert_kinds import KINDS
from sightline.compliance.alerts import alerts
from sightline.people.models import AuthorityStandard, Team, Worker
from sightline.record.models import Referral
from tests.cast import Case

ON = date(2026, 6, 15)
AT = datetime(2026, 6, 15, 9, tzinfo=UTC)


def told(worker: Worker, on: date = ON) -> list[tuple[str, int, date]]:
    return [(one.kind, one.many, one.since_on) for one in alerts(worker, on=on)]


@pytest.fixture
def nobodys(assessment_team: Team, bryn: Worker) -> Referral:
    child = family.add_person(by=bryn, given_name="Child", family_name="Poplar")
    made = referral.receive(
        by=bryn, child=child, team=assessment_team, received_on=date(2026, 6, 1), source="6"
    )
    return referral.decide(made, by=bryn, on=date(2026, 6, 1), decision="assess", because="See her")


def test_what_nobody_moves_is_its_managers_and_then_comes_up_the_line(
    nobodys: Referral, bryn: Worker, amina: Worker, senga: Worker, iris: Worker, carys: Worker
) -> None:
    """Received on 1 June: five working days on it reaches the service manager, ten on the director."""
    assert ("never-allocated", 1, date(2026, 6, 1)) in told(bryn)
    assert told(senga) == [("reached-me", 1, date(2026, 6, 8))]
    assert told(iris) == [("reached-me", 1, date(2026, 6, 15))]
    assert told(iris, date(2026, 6, 12)) == []
    assert told(carys) == []
    assert told(amina) == []
    allocation.allocate(nobodys, to=amina, by=bryn, on=ON)
    assert [kind for kind, _, _ in told(bryn)] == []
    assert told(senga) == []
    assert told(iris) == []


def test_the_gravest_comes_first_and_each_kind_says_whose_it_is(nobodys: Referral, bryn: Worker) -> None:
    kinds = [one.kind for one in alerts(bryn, on=ON)]
    assert kinds == ["safety-due", "never-allocated"]
    assert kinds == sorted(kinds, key=list(KINDS).index)
    assert all(kind.whose and kind.words[0] != kind.words[1] for kind in KINDS.values())
    assert len(KINDS) <= 19, "a new kind is argued for: decision 0024 says why each came"


def test_a_leads_child_to_be_seen_is_an_alert_from_the_day_after(mias_case: Case, amina: Worker) -> None:
    AuthorityStandard.objects.create(
        duty="plan-visits", amount=10, unit="working day", adopted_on=date(2026, 1, 1), minute="Board, item 4"
    )
    [alert] = [one for one in alerts(amina, on=ON) if one.kind == "to-see"]
    assert alert.words == "1 child to be seen, the day gone by"
    assert alert.since_on < ON
    assert "to-see" not in [one.kind for one in alerts(amina, on=alert.since_on)]


def test_whoever_acts_for_somebody_has_their_alerts(nobodys: Referral, bryn: Worker, carys: Worker) -> None:
    assert told(carys) == []
    absence.begin(bryn, by=bryn, from_on=ON, covered_by=carys)
    assert [kind for kind, _, _ in told(carys)] == ["safety-due", "never-allocated"]


def test_offers_agreements_and_supervision_ask_their_owners(
    mias_case: Case, bryn: Worker, amina: Worker, carys: Worker, other_team: Team
) -> None:
    AuthorityStandard.objects.create(
        duty="supervision", amount=8, unit="week", adopted_on=date(2026, 1, 1), minute="Board, item 4"
    )
    assert ("supervision", 1, date(2026, 4, 28)) in told(bryn)
    agreed = [Agreed("Ring the school", amina, date(2026, 6, 12))]
    supervision.supervise(
        mias_case.referral, by=bryn, on=date(2026, 6, 8), worker=amina, decisions="Go on", actions=agreed
    )
    assert "supervision" not in [kind for kind, _, _ in told(bryn)]
    assert ("agreed", 1, date(2026, 6, 12)) in told(amina)
    handover.offer(mias_case.referral, by=amina, at=AT, to_team=other_team, because="Moved")
    assert ("handovers", 1, ON) in told(carys)


def test_the_front_door_is_told_of_contacts_that_wait(gwen: Worker, hal: Worker, amina: Worker) -> None:
    sam = family.add_person(by=gwen, given_name="Sam", family_name="Alder")
    contact.receive(
        by=gwen,
        children=[sam],
        received_at=datetime(2026, 6, 11, 15, tzinfo=UTC),
        route="written",
        source="3A",
        words="Sam has lost weight.",
        team=hal.team,
    )
    assert told(gwen, date(2026, 6, 12)) == [], "a working day is not over"
    assert told(gwen) == told(hal) == [("contacts", 1, date(2026, 6, 11))]
    assert told(amina) == []
