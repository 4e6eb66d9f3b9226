"""The register of actions and its measures in a browser: who reads them, who writes, and what they say."""

from collections.abc import Callable

import pytest
from django.test import Client

from sightline.assurance.models import Action
from sightline.audit.models import Look
from sightline.people.models import Worker
from tests.web.assured import assured
from tests.web.world import World

Browsing = Callable[[Worker], Client]


@pytest.fixture
def agreed(world: World, iris: Worker) -> Action:
    return assured(world)


def words(client: Client, address: str) -> str:
    return " ".join(client.get(address).content.decode().split())


def test_managers_read_the_register_and_workers_without_an_action_do_not(
    agreed: Action, world: World, carys: Worker, dev: Worker, browsing: Browsing
) -> None:
    for worker, status in ((world.cast.bryn, 200), (carys, 200), (world.cast.amina, 404), (dev, 404)):
        answers = {
            browsing(worker).get(place).status_code for place in ("/actions/", f"/actions/{agreed.pk}/")
        }
        assert answers == {status}, worker.name


def test_a_manager_agrees_no_action_and_changes_none(
    agreed: Action, world: World, browsing: Browsing
) -> None:
    bryn = browsing(world.cast.bryn)
    for place in ("new/", f"{agreed.pk}/measure/", f"{agreed.pk}/owner/", f"{agreed.pk}/said-done/"):
        assert bryn.get(f"/actions/{place}").status_code == 404
        assert bryn.post(f"/actions/{place}", {"threshold": 1, "because": "x"}).status_code == 404


def test_the_register_says_how_each_action_stands_and_why(
    agreed: Action, iris: Worker, browsing: Browsing
) -> None:
    said = words(browsing(iris), "/actions/")
    assert "Every child is seen soon after the referral." in said
    assert "Holding, not yet long enough</strong> since 4 March 2026." in said
    assert "to be at least 90% for 8 weeks" in said


def test_the_owner_sees_their_own_action_whatever_their_role(
    agreed: Action, world: World, iris: Worker, browsing: Browsing
) -> None:
    answer = browsing(iris).post(
        f"/actions/{agreed.pk}/owner/", {"owner": world.cast.gwen.pk, "because": "She runs the front door."}
    )
    assert (answer.status_code, Action.objects.get().owner) == (302, world.cast.gwen)
    assert browsing(world.cast.gwen).get(f"/actions/{agreed.pk}/").status_code == 200
    answer = browsing(world.cast.gwen).post(f"/actions/{agreed.pk}/said-done/", {"because": "A new rota."})
    assert answer.status_code == 302
    assert "“A new rota.” Gwen Marsh, 24 March 2026. This proves nothing." in words(
        browsing(iris), f"/actions/{agreed.pk}/"
    )


def test_an_action_is_agreed_and_given_a_measure(world: World, iris: Worker, browsing: Browsing) -> None:
    asked = {
        "source": "audit",
        "came_from": "Audit of February",
        "weight": "development",
        "found": "Two visits were not written up.",
        "recommendation": "Visits are written up within two working days.",
        "owner": world.cast.hal.pk,
        "due_on_day": "1",
        "due_on_month": "7",
        "due_on_year": "2026",
    }
    director = browsing(iris)
    answer = director.post("/actions/new/", asked)
    made = Action.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/actions/{made.pk}/")
    assert "It stays unverified until somebody does." in words(director, f"/actions/{made.pk}/")
    given = {"measure": "visits-written-in-time", "threshold": "90", "weeks": "6", "because": ""}
    assert director.post(f"/actions/{made.pk}/measure/", given).status_code == 302
    made.refresh_from_db()
    assert (made.measure, made.threshold, made.holds_for_weeks) == ("visits-written-in-time", 90, 6)
    assert "at least 90%, on every day of 6 weeks, measured from 24 March 2026" in words(
        director, f"/actions/{made.pk}/"
    )


def test_a_measure_opens_the_children_behind_it_and_logs_each(
    world: World, iris: Worker, browsing: Browsing
) -> None:
    said = words(browsing(iris), "/measures/child-seen-after-referral-left-undone/")
    assert "<strong>0</strong> on Tuesday 24 March 2026" in said
    said = words(browsing(iris), "/measures/initial-conference-in-time/")
    assert "nothing to measure" in said
    said = words(browsing(iris), "/measures/single-assessment-overdue/")
    shown = [child for child in (world.ruby, world.otis, world.ivy, world.mia) if child.name in said]
    assert shown == [world.ruby, world.otis, world.ivy]
    looks = Look.objects.filter(worker=iris.pk, page="measure").values_list("child", flat=True)
    assert set(looks) == {child.pk for child in shown}


def test_a_manager_sees_only_their_own_children_behind_a_measure(
    world: World, carys: Worker, browsing: Browsing
) -> None:
    said = words(browsing(carys), "/measures/single-assessment-overdue/")
    assert "Another 3 about children whose record you may not open." in said
    assert world.ruby.name not in said


def test_no_measure_by_that_name_is_not_there(world: World, iris: Worker, browsing: Browsing) -> None:
    assert browsing(iris).get("/measures/morale/").status_code == 404
