"""Signing in: the first page is the one for the worker's role, and leavers have none."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from sightline.people.models import Role, Worker
from tests.cast import PASSWORD


def sign_in(worker: Worker, password: str = PASSWORD, **more: str) -> tuple[Client, Any]:
    client = Client()
    return client, client.post("/sign-in/", {"login": worker.email, "password": password, **more})


@pytest.mark.parametrize(
    ("role", "first"),
    [
        (Role.SOCIAL_WORKER, "/families/"),
        (Role.FAMILY_WORKER, "/families/"),
        (Role.PARTNER, "/families/"),
        (Role.TEAM_MANAGER, "/team/"),
        (Role.FRONT_DOOR, "/contacts/"),
        (Role.FRONT_DOOR_MANAGER, "/contacts/"),
        (Role.DIRECTOR, "/extent/"),
        (Role.AUDITOR, "/teams/"),
        (Role.CONFERENCE_CHAIR, "/conferences/"),
        (Role.ANALYST, "/returns/"),
    ],
)
def test_the_first_page_is_the_one_for_the_role(amina: Worker, role: Role, first: str) -> None:
    amina.role = role
    amina.save()
    client, answer = sign_in(amina)
    assert answer["Location"] == "/"
    assert client.get("/")["Location"] == first


def test_a_wrong_password_is_said_at_the_top_and_keeps_the_address(amina: Worker) -> None:
    _, answer = sign_in(amina, "not this")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "do not go together" in page.split("</h2>")[1]
    assert f'value="{amina.email}"' in page
    assert "not this" not in page


def test_whoever_has_left_cannot_sign_in(amina: Worker) -> None:
    amina.left_on = date(2026, 3, 1)
    amina.save()
    client, answer = sign_in(amina)
    assert answer.status_code == 422
    assert client.get("/families/").status_code == 302


def test_whoever_leaves_while_signed_in_is_out_at_once(amina: Worker) -> None:
    client, _ = sign_in(amina)
    assert client.get("/families/").status_code == 200
    amina.left_on = date(2026, 3, 1)
    amina.save()
    assert client.get("/families/")["Location"].startswith("/sign-in/")


def test_signing_out_ends_it(amina: Worker) -> None:
    client, _ = sign_in(amina)
    assert client.post("/sign-out/")["Location"] == "/sign-in/"
    assert client.get("/families/")["Location"].startswith("/sign-in/")


def test_signing_in_leads_to_no_other_site(amina: Worker) -> None:
    _, answer = sign_in(amina, next="https://elsewhere.example/")
    assert answer["Location"] == "/"


def test_a_page_is_come_back_to_after_signing_in(amina: Worker) -> None:
    _, answer = sign_in(amina, next="/contacts/")
    assert answer["Location"] == "/contacts/"
