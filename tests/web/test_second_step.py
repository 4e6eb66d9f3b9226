"""A password alone opens nothing: an app's code or a recovery code goes with it."""

import re
import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.test import Client, override_settings

from sightline.audit.models import JournalEntry
from sightline.exampleshire.rehearsals.page import TeamPage, words_of
from sightline.people.models import Worker
from tests.cast import PASSWORD
from tests.web.world import TODAY, World


@pytest.fixture(autouse=True)
def _asked_for(settings: Any) -> None:
    settings.SECOND_STEP = True


@pytest.fixture(autouse=True)
def _within_one_half_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test lasts from one half minute into the next, in which the code that it typed is good no more."""
    [counter] = totp.yield_hotp_counters_from_time()
    monkeypatch.setattr(totp, "yield_hotp_counters_from_time", lambda: iter([counter]))


def code_of(secret: str) -> str:
    """What the worker's app shows now."""
    [counter] = totp.yield_hotp_counters_from_time()
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


def next_code(secret: str) -> str:
    """The code again, when it is forgotten that it was used."""
    cache.clear()
    return code_of(secret)


def password(client: Client, worker: Worker, **more: str) -> Any:
    return client.post("/sign-in/", {"login": worker.email, "password": PASSWORD, **more})


def second_step(client: Client, code: str) -> Any:
    return client.post("/sign-in/second-step/", {"code": code})


def set_up(worker: Worker) -> tuple[Client, str]:
    """The worker signs in for the first time and sets up an app."""
    client = Client()
    password(client, worker)
    page = client.get("/my-account/app/").content.decode()
    [secret] = re.findall(r'class="app-key">([A-Z2-7]+)<', page)
    client.post("/my-account/app/", {"code": code_of(secret)})
    return client, secret


def test_whoever_has_no_second_step_can_only_set_one_up(amina: Worker) -> None:
    client = Client()
    assert password(client, amina)["Location"] == "/"
    for place in ("/", "/families/", "/search/"):
        assert client.get(place)["Location"] == "/my-account/app/"
    page = client.get("/my-account/app/").content.decode()
    assert "<svg" in page
    assert "A password alone does not open" in page


def test_a_wrong_code_sets_nothing_up(amina: Worker) -> None:
    client = Client()
    password(client, amina)
    client.get("/my-account/app/")
    page = client.post("/my-account/app/", {"code": "000000"}).content.decode()
    assert "That code is not the one" in page.split("</h2>")[1]
    assert not Authenticator.objects.exists()
    assert client.get("/families/").status_code == 302


def test_setting_an_app_up_opens_the_pages_and_shows_the_recovery_codes_once(amina: Worker) -> None:
    client, _ = set_up(amina)
    codes = re.findall(r"<li>(\d{8})</li>", client.get("/my-account/codes/").content.decode())
    assert len(codes) == 10
    assert client.get("/families/").status_code == 200
    assert codes[0] not in client.get("/my-account/codes/").content.decode()


def test_the_next_time_the_code_is_asked_for(amina: Worker) -> None:
    _, secret = set_up(amina)
    client = Client()
    assert password(client, amina, next="/search/")["Location"].startswith("/sign-in/second-step/")
    assert client.get("/families/")["Location"].startswith("/sign-in/"), "the password alone opens nothing"
    assert (
        "That code is not the one"
        in client.post("/sign-in/second-step/", {"code": "000000"}).content.decode()
    )
    assert client.post("/sign-in/second-step/", {"code": next_code(secret)})["Location"] == "/search/"
    assert client.get("/families/").status_code == 200


def test_a_recovery_code_lets_somebody_in_once(amina: Worker) -> None:
    client, _ = set_up(amina)
    [code, *_] = re.findall(r"<li>(\d{8})</li>", client.get("/my-account/codes/").content.decode())
    again = Client()
    password(again, amina)
    assert again.post("/sign-in/second-step/", {"code": code})["Location"] == "/"
    once_more = Client()
    password(once_more, amina)
    assert "not the one" in once_more.post("/sign-in/second-step/", {"code": code}).content.decode()


def test_codes_cannot_be_tried_for_ever(amina: Worker) -> None:
    _, secret = set_up(amina)
    client = Client()
    password(client, amina)
    for _ in range(6):
        page = client.post("/sign-in/second-step/", {"code": "000000"}).content.decode()
    assert "too many tries" in page
    assert (
        "too many tries" in client.post("/sign-in/second-step/", {"code": code_of(secret)}).content.decode()
    )


def test_the_secret_of_the_app_is_not_readable_in_the_database(amina: Worker) -> None:
    _, secret = set_up(amina)
    kept = Authenticator.objects.get(type="totp").data
    assert secret not in str(kept)


def test_the_only_second_step_cannot_be_given_up(amina: Worker) -> None:
    client, _ = set_up(amina)
    page = client.post("/my-account/app/stop/").content.decode()
    assert "your only second step" in page
    assert Authenticator.objects.filter(user=amina, type="totp").exists()


def test_how_one_signs_in_changes_only_after_showing_again_that_it_is_you(amina: Worker) -> None:
    client, _ = set_up(amina)
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] = time.time() - 3600
    session.save()
    assert client.get("/my-account/codes/new/")["Location"].startswith("/my-account/again/")


def test_a_second_step_is_not_asked_of_made_up_records(amina: Worker, settings: Any) -> None:
    settings.SECOND_STEP = False
    client = Client()
    password(client, amina)
    assert client.get("/families/").status_code == 200


def test_all_of_it_is_done_as_the_role_that_owns_nothing(amina: Worker, as_web_role: Any) -> None:
    with as_web_role():
        _, secret = set_up(amina)
        client = Client()
        password(client, amina)
        assert second_step(client, next_code(secret))["Location"] == "/"
        new = {"oldpassword": PASSWORD, "password1": "three odd words", "password2": "three odd words"}
        assert client.post("/my-account/password/", new).status_code == 302
    amina.refresh_from_db()
    assert amina.check_password("three odd words")
    told = JournalEntry.objects.filter(table="people_worker", row=amina.pk).latest("pk")
    assert (told.worker, told.before["password"], told.after["password"]) == (
        amina.pk,
        "not shown",
        "changed",
    )


def test_an_old_hash_is_made_anew_in_the_workers_own_name(amina: Worker, settings: Any) -> None:
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
        "django.contrib.auth.hashers.MD5PasswordHasher",
    ]
    assert password(Client(), amina).status_code == 302
    amina.refresh_from_db()
    assert amina.password.startswith("pbkdf2_sha256$")


def test_a_code_is_good_once(amina: Worker) -> None:
    _, secret = set_up(amina)
    client, code = Client(), next_code(secret)
    password(client, amina)
    assert second_step(client, code)["Location"] == "/"
    another = Client()
    password(another, amina)
    assert "not the one" in second_step(another, code).content.decode()


def test_a_rehearsal_opens_its_pages_where_a_second_step_is_asked_for(world: World) -> None:
    with override_settings(SECOND_STEP=True):
        shown = words_of("my-team", [], by=world.cast.bryn, on=TODAY)
        assert TeamPage(world.cast.bryn).numbers(TODAY) is not None
    assert "My team today" in shown
