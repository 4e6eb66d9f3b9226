"""Lists: however long, few questions to the database, light for a phone, and the oldest never hidden."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.contrib.staticfiles.finders import find
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sightline.casework import allocation, conference, contact, family, referral
from sightline.people.models import Team, Worker
from sightline.record.codes import ReferralSource
from sightline.record.models import ChildProtectionPlan
from tests.web.world import NOW, Cast

Browsing = Callable[[Worker], Client]
MOST_QUERIES = 15
MOST_FOR_ALERTS = 18
"""It asks for everything that may wait for a manager, in every team of theirs."""
MOST_BYTES = 100_000


def children(cast: Cast, many: int) -> None:
    """So many children referred, the first longest ago: most allocated, some on plans, some nobody's."""
    for number in range(many):
        born = date(2012, 1, 1) + timedelta(days=61 * number)
        child = family.add_person(
            by=cast.gwen, given_name=f"Child{number}", family_name="Poplar", born_on=born
        )
        family.form_family(by=cast.gwen, name=f"Poplar {number}", members=[(child, "child")])
        received = date(2025, 11, 3) + timedelta(days=number)
        made = referral.receive(
            by=cast.bryn,
            child=child,
            team=cast.team,
            received_on=received,
            source=ReferralSource.SCHOOL,
            because="Often late, often hungry, and lately frightened to go home at the end of the day.",
        )
        if number % 3:
            allocation.allocate(made, to=cast.amina, by=cast.bryn, on=received)
        booked = conference.book(made, by=cast.bryn, form="initial", on=date(2026, 3, 1))
        if number % 2:
            _plan(cast, booked)
        contact.receive(
            by=cast.gwen,
            children=[child],
            received_at=NOW - timedelta(hours=many - number),
            route="telephone",
            source=ReferralSource.SCHOOL,
            words="Often late, often hungry, and lately frightened to go home at the end of the day.",
            team=cast.front_door,
        )


def _plan(cast: Cast, booked: conference.Conference) -> ChildProtectionPlan:
    conference.hold(
        booked,
        by=cast.esther,
        on=date(2026, 3, 1),
        chair=cast.esther,
        decision="plan",
        because="Neglect over months.",
        category="NEG",
        lead=cast.amina,
    )
    return ChildProtectionPlan.objects.get(made_by=booked)


def test_a_team_page_for_two_hundred_open_children_asks_fifteen_questions_at_most(
    cast: Cast, on_the_day: None, browsing: Browsing
) -> None:
    for number in range(200):
        child = family.add_person(by=cast.gwen, given_name=f"Child{number}", family_name="Poplar")
        made = referral.receive(
            by=cast.bryn, child=child, team=cast.team, received_on=date(2026, 1, 5), source="2A"
        )
        if number % 2:
            allocation.allocate(made, to=cast.amina, by=cast.bryn, on=date(2026, 1, 6))
    bryn = browsing(cast.bryn)
    with CaptureQueriesContext(connection) as queries:
        page = bryn.get("/team/").content.decode()
    assert "<b>100</b>" in page
    assert "200 decisions" in page
    assert len(queries) <= MOST_QUERIES


@pytest.mark.parametrize("many", [5, 60])
def test_a_list_asks_few_questions_and_is_light_whatever_its_length(
    cast: Cast, iris: Worker, on_the_day: None, browsing: Browsing, many: int
) -> None:
    children(cast, many)
    team = Team.objects.get(pk=cast.team.pk).pk
    lists = {
        "/families/": cast.amina,
        "/team/": cast.bryn,
        f"/teams/{team}/never-allocated/": cast.bryn,
        f"/teams/{team}/stalled/": cast.bryn,
        f"/teams/{team}/not-seen/": cast.bryn,
        f"/teams/{team}/silent/": cast.bryn,
        "/disagreements/": cast.bryn,
        "/moves/": cast.bryn,
        "/step-downs/": cast.bryn,
        f"/teams/{team}/early-help/": cast.bryn,
        f"/teams/{team}/load/": cast.bryn,
        f"/teams/{team}/decisions/": cast.bryn,
        f"/teams/{team}/supervision/": cast.bryn,
        f"/teams/{team}/demand/": cast.bryn,
        "/alerts/": cast.bryn,
        "/agreed/": cast.amina,
        "/demand/": iris,
        "/contacts/": cast.hal,
        "/conferences/": cast.esther,
        "/plans/": cast.esther,
        "/teams/": iris,
    }
    asked, weights = {}, {}
    sheet = Path(str(find("build/sightline.css"))).stat().st_size
    for address, worker in lists.items():
        client = browsing(worker)
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(address)
        assert answer.status_code == 200, address
        asked[address] = len(queries)
        weights[address] = len(answer.content) + sheet
    most = {"/alerts/": MOST_FOR_ALERTS}
    assert {one: many for one, many in asked.items() if many > most.get(one, MOST_QUERIES)} == {}
    assert {address: weight for address, weight in weights.items() if weight > MOST_BYTES} == {}


def test_a_search_asks_few_questions_whatever_it_finds(
    cast: Cast, on_the_day: None, browsing: Browsing
) -> None:
    children(cast, 30)
    bryn = browsing(cast.bryn)
    address = bryn.post("/search/", {"words": "Poplar"})["Location"]
    with CaptureQueriesContext(connection) as queries:
        answer = bryn.get(address)
    assert "30 people whom you may see" in answer.content.decode()
    assert len(queries) <= MOST_QUERIES


def test_a_long_list_says_how_long_it_is_and_begins_with_the_oldest(
    cast: Cast, on_the_day: None, browsing: Browsing
) -> None:
    children(cast, 60)
    hal = browsing(cast.hal)
    first, last = hal.get("/contacts/").content.decode(), hal.get("/contacts/?page=4").content.decode()
    assert "60 contacts waiting" in first
    assert "1 to 15 of 60" in first
    assert "46 to 60 of 60" in last
    order = re.findall(r"Child(\d+) Poplar", first)
    assert order == sorted(order, key=int)
    assert order[0] == "0"
    assert re.findall(r"Child(\d+) Poplar", last)[-1] == "59"


def test_urgent_contacts_come_before_older_ones(cast: Cast, on_the_day: None, browsing: Browsing) -> None:
    children(cast, 5)
    sam = family.add_person(by=cast.gwen, given_name="Sam", family_name="Alder", born_on=date(2013, 4, 2))
    contact.receive(
        by=cast.gwen,
        children=[sam],
        received_at=NOW,
        route="telephone",
        source=ReferralSource.POLICE,
        words="Alone in the house.",
        team=cast.front_door,
        is_urgent=True,
    )
    page = browsing(cast.hal).get("/contacts/").content.decode()
    assert page.index("Sam Alder") < page.index("Child0 Poplar")


def test_a_child_never_seen_is_listed_as_not_seen(cast: Cast, on_the_day: None, browsing: Browsing) -> None:
    children(cast, 5)
    page = browsing(cast.bryn).get(f"/teams/{cast.team.pk}/not-seen/").content.decode()
    assert "5 children, the oldest first" in page
    assert page.count("Not seen yet") == 5
