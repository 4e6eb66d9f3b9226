"""Who gets in touch and what comes of it: counted by kind of referrer, compared, and opened."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from sightline.casework import contact, family
from sightline.compliance.referrers import referrers
from sightline.people.models import Worker
from sightline.record.models import Contact
from tests.web.world import NOW, TODAY, World

Browsing = Callable[[Worker], Client]


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


@pytest.fixture
def unheard(world: World) -> World:
    """Eight neighbours rang and nothing followed; eight schools wrote and each was accepted."""
    for number in range(16):
        neighbour = number < 8
        child = family.add_person(by=world.cast.gwen, given_name=f"Child {number}", family_name="Poplar")
        came = NOW - timedelta(days=40 + number)
        told = contact.receive(
            by=world.cast.gwen,
            children=[child],
            received_at=came,
            route="telephone",
            source="1B" if neighbour else "2A",
            words="They are shouting again.",
            team=world.cast.front_door,
        )
        contact.decide(
            told,
            by=world.cast.hal,
            at=came + timedelta(hours=2),
            decision="no_further_action" if neighbour else "referral",
            because="As it was told.",
            history_seen=True,
            team=None if neighbour else world.cast.team,
        )
        if not neighbour:
            contact.tell_referrer(told, by=world.cast.hal, at=came + timedelta(hours=5))
    return world


def test_each_number_is_what_counting_one_by_one_finds(unheard: World) -> None:
    for one in referrers(on=TODAY):
        own = [
            each
            for each in Contact.objects.filter(source=one.code, struck_out_at=None).exclude(decided_at=None)
            if each.decided_at and timedelta(0) <= NOW - each.decided_at < timedelta(days=365)
        ]
        assert one.decided == len(own)
        assert one.accepted == sum(each.decision == "referral" for each in own)
        assert one.nothing == sum(each.decision == "no_further_action" for each in own)
        assert one.told == sum(each.referrer_told_at is not None for each in own)
    by_code = {one.code: one for one in referrers(on=TODAY)}
    assert by_code["1B"].usually_decided == 120
    assert by_code["2A"].usually_told == 180
    assert by_code["1B"].usually_told is None


def test_a_difference_that_chance_does_not_make_is_said(
    unheard: World, iris: Worker, browsing: Browsing
) -> None:
    said = words(browsing(iris).get("/contacts/referrers/"))
    row = said.split("Acquaintance or neighbour</th>")[1].split("</tr>")[0]
    assert "Lower than chance makes" in row
    assert "Higher than chance makes" in row
    assert "within 2 hours 0 minutes" in said


@pytest.mark.parametrize(("code", "what", "many"), [("1B", "nothing", 8), ("2A", "told", 8)])
def test_every_number_opens_a_list_of_as_many(
    unheard: World, hal: Worker, browsing: Browsing, code: str, what: str, many: int
) -> None:
    at_least = {one.code: one for one in referrers(on=TODAY)}[code]
    assert getattr(at_least, what) >= many
    said = words(browsing(hal).get(f"/contacts/referrers/{code}/{what}/"))
    assert f"{getattr(at_least, what)} contacts, the latest first" in said
    assert said.count("</li>") >= many


def test_who_may_only_count_is_shown_no_name(unheard: World, iris: Worker, browsing: Browsing) -> None:
    auditor = Worker.objects.create_user("una@exampleshire.example", name="Una Reed", role="auditor")
    said = words(browsing(auditor).get("/contacts/referrers/1B/nothing/"))
    assert said.count("which you may count and not open") >= 8
    assert "Poplar" not in said


def test_what_is_no_number_is_not_there(unheard: World, hal: Worker, browsing: Browsing) -> None:
    for place in ("1B/shrug/", "ZZ/nothing/"):
        assert browsing(hal).get(f"/contacts/referrers/{place}").status_code == 404
