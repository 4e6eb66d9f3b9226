"""Procedures, second decisions and what was not written up, in a browser: who sees them and what they say."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from sightline.assurance import redecision
from sightline.assurance.models import ProcedureReading, Redecision
from sightline.audit.models import Look
from sightline.people.models import Worker
from sightline.web.models import Draft
from tests.web.assured import decided_again, drawn_contact, procedure_of
from tests.web.world import NOW, TODAY, World

Browsing = Callable[[Worker], Client]


def words(client: Client, address: str) -> str:
    return " ".join(client.get(address).content.decode().split())


@pytest.fixture
def told(world: World, iris: Worker) -> World:
    procedure_of(world)
    decided_again(world)
    return world


def test_the_story_says_which_procedure_was_in_force_that_day(told: World, browsing: Browsing) -> None:
    said = words(browsing(told.cast.amina), f"/children/{told.mia.pk}/story/")
    assert said.count("In force that day: <a") == 2  # the cause and the discussion, both of 10 March
    assert "Strategy discussions</a>, the version of 1 March 2025." in said


def test_a_procedure_past_its_review_is_on_the_board(told: World, iris: Worker, browsing: Browsing) -> None:
    assert "1 of 1 in force are past the day" in words(browsing(iris), "/extent/")
    said = words(browsing(told.cast.amina), "/procedures/")
    assert "Past its review, which was due by 1 March 2026." in said
    assert "You have not said that you read it." in said


def test_a_worker_says_that_they_read_it_once(told: World, browsing: Browsing) -> None:
    amina, version = browsing(told.cast.amina), procedure_of(told)
    address = f"/procedures/versions/{version.pk}/read/"
    assert [amina.post(address).status_code for _ in range(2)] == [302, 422]
    [reading] = ProcedureReading.objects.all()
    assert (reading.recorded_by, reading.read_on) == (told.cast.amina, TODAY)
    said = words(amina, f"/procedures/{version.procedure_id}/")
    assert "You have read and understood this version." in said


def test_its_owner_writes_a_new_version_and_nobody_elses_manager(
    told: World, carys: Worker, browsing: Browsing
) -> None:
    made = procedure_of(told).procedure
    address = f"/procedures/{made.pk}/version/"
    asked = {"legal_basis": "Working Together 2023", "words": "Within the hour.", "changed": "Sooner."}
    for name, day in (("in_force_from_on", date(2026, 4, 1)), ("review_by_on", date(2027, 4, 1))):
        asked |= {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}
    assert browsing(carys).post(address, asked).status_code == 404
    assert browsing(told.cast.bryn).post(address, asked).status_code == 302
    assert "From 1 April 2026: to come. Sooner." in words(browsing(carys), f"/procedures/{made.pk}/")


def test_the_second_reader_sees_the_contact_and_nothing_of_what_was_decided(
    told: World, iris: Worker, carys: Worker, browsing: Browsing
) -> None:
    drawn = drawn_contact(told)
    said = words(browsing(carys), f"/same-answer/{drawn.pk}/")
    assert "Mummy’s friend was cross about the telly" in said
    assert "There is shouting most evenings" in said, "what came before is there"
    assert "As it was known on 2 March 2026." in said
    account = "An injury with an account from the child"
    for after in ("Hal Okafor", account, "2 March 2026: referral of", "answered the door"):
        assert after not in said, after
    looks = Look.objects.filter(worker=carys.pk, page="same-answer-decide").values_list("child", flat=True)
    assert set(looks) == {told.mia.pk, told.noah.pk}


def test_only_whoever_it_waits_for_may_open_it(told: World, carys: Worker, browsing: Browsing) -> None:
    address = f"/same-answer/{drawn_contact(told).pk}/"
    workers = (told.cast.bryn, told.cast.hal, told.cast.gwen, told.cast.amina)
    assert [browsing(worker).get(address).status_code for worker in workers] == [404] * 4
    answer = browsing(carys).post(address, {"decision": "early_help", "because": "Nobody was hurt."})
    assert answer.status_code == 302
    assert browsing(carys).get(address).status_code == 404, "once"
    made = Redecision.objects.first()
    assert made is not None
    assert (made.recorded_by, made.decision) == (carys, "early_help")
    assert not redecision.is_more_protective(made)


def test_a_more_protective_second_answer_waits_for_the_first_teams_manager(
    told: World, iris: Worker, browsing: Browsing
) -> None:
    second = decided_again(told)
    assert "1 to look at:" in words(browsing(iris), "/extent/")
    hal = browsing(told.cast.hal)
    assert (
        "first <strong>take no further action</strong>, then <strong>accept as a referral</strong>"
        in words(hal, "/same-answer/")
    )
    address = f"/same-answer/{second.pk}/answer/"
    assert browsing(told.cast.bryn).get(address).status_code == 404
    assert hal.post(address, {"because": "We accepted the next contact."}).status_code == 302
    assert "1 to look at:" not in words(browsing(iris), "/extent/")
    assert "Front door" in words(hal, "/same-answer/")


def test_what_is_not_written_up_opens_each_child_and_logs_the_look(told: World, browsing: Browsing) -> None:
    said = words(browsing(told.cast.bryn), "/not-written-up/")
    assert f'Strategy discussion: <a class="govuk-link" href="/children/{told.noah.pk}/">' in said
    assert "Monday 23 March 2026, 1 day ago." in said
    looks = Look.objects.filter(worker=told.cast.bryn.pk, page="not-written-up")
    looks = looks.values_list("child", flat=True)
    assert told.noah.pk in set(looks)


def test_drafts_are_counted_by_age_and_their_words_are_nobody_elses(told: World, browsing: Browsing) -> None:
    for days, typed in ((0, "said today"), (5, "said on Thursday"), (40, "said in February")):
        begun_at = NOW - timedelta(days=days)
        Draft.objects.create(
            name=f"draft-{days}", worker=told.cast.amina, page="visit", address="/", title="Record a visit",
            child=told.mia, typed={"words": [typed]}, revision=1, begun_at=begun_at, saved_at=begun_at,
        )  # fmt: skip
    bryn = browsing(told.cast.bryn).get("/not-written-up/")
    assert bryn.context["ages"] == [
        ("Begun today", 1), ("1 to 3 days", 0), ("4 to 7 days", 1), ("8 to 28 days", 0),
        ("More than 28 days", 1),
    ]  # fmt: skip
    said = bryn.content.decode()
    assert [days for _, days in bryn.context["drafts"]] == [40, 5, 0]
    assert "Amina Yusuf" in said
    assert "said " not in said.split('id="drafts"')[1].split("</main>")[0]
