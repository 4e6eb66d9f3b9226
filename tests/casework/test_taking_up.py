"""A contact that cannot wait reaches the front door at once, and goes up the line when nobody acts."""

from datetime import UTC, date, datetime, timedelta

import pytest

from sightline.casework import contact
from sightline.casework.standard import adopt
from sightline.casework.verb import Refused
from sightline.compliance.alerts import alerts
from sightline.people.models import Team, Worker
from sightline.record.models import Contact, Person

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
ON = date(2026, 3, 2)


def asked(worker: Worker, at: datetime) -> list[tuple[int, date]]:
    found = alerts(worker, on=at.date(), at=at)
    return [(one.many, one.since_on) for one in found if one.kind == "urgent-contacts"]


@pytest.fixture
def pressing(gwen: Worker, mia: Person, front_door_team: Team) -> Contact:
    return contact.receive(
        by=gwen,
        children=[mia],
        received_at=NINE,
        route="telephone",
        source="2A",
        words="She says she is afraid to go home.",
        tells_of_harm=True,
        team=front_door_team,
    )


def test_it_asks_the_front_door_at_once_and_after_an_hour_those_above(
    pressing: Contact, gwen: Worker, hal: Worker, senga: Worker, iris: Worker, amina: Worker
) -> None:
    assert asked(senga, NINE + timedelta(hours=2)) == [], "the front door is not hers"
    Team.objects.filter(pk=pressing.team_id).update(service_manager=senga)
    soon, later = NINE + timedelta(minutes=1), NINE + timedelta(hours=1)
    for worker in (gwen, hal):
        assert asked(worker, soon) == [(1, ON)]
    for worker in (senga, iris):
        assert asked(worker, later - timedelta(seconds=1)) == []
        assert asked(worker, later) == [(1, ON)]
    assert asked(amina, later) == []


def test_it_is_gone_when_somebody_acts_on_it_and_the_decision_is_still_to_come(
    pressing: Contact, gwen: Worker, hal: Worker, iris: Worker
) -> None:
    contact.take_up(pressing, by=gwen, at=NINE + timedelta(minutes=9))
    for worker in (gwen, hal, iris):
        assert asked(worker, NINE + timedelta(hours=3)) == []
    assert list(Contact.objects.waiting()) == [pressing]
    with pytest.raises(Refused, match=r"Gwen .* is acting on this contact already"):
        contact.take_up(pressing, by=hal, at=NINE + timedelta(minutes=10))


def test_what_is_decided_needs_nobody_to_take_it_up(pressing: Contact, gwen: Worker, hal: Worker) -> None:
    contact.decide(pressing, by=hal, at=NINE, decision="advice", because="Known.", history_seen=True)
    assert asked(gwen, NINE + timedelta(hours=3)) == []
    with pytest.raises(Refused, match="has decided this contact"):
        contact.take_up(pressing, by=gwen, at=NINE)


def test_what_can_wait_asks_nobody(pressing: Contact, gwen: Worker) -> None:
    Contact.objects.update(tells_of_harm=False)
    assert asked(gwen, NINE + timedelta(hours=3)) == []


def test_the_authority_sets_how_long(pressing: Contact, iris: Worker) -> None:
    adopt(
        "urgent-contact", by=iris, amount=2, unit="hour", adopted_on=date(2026, 1, 5), minute="Board, item 2"
    )
    assert asked(iris, NINE + timedelta(minutes=119)) == []
    assert asked(iris, NINE + timedelta(hours=2)) == [(1, ON)]
