"""Signing in with the council's own account, at a real OpenID Connect provider on this machine."""

from collections.abc import Iterator
from typing import Any

import oidc_provider_mock
import pytest
import requests
from django.core.cache import cache
from django.test import Client

from sightline.audit.models import JournalEntry
from sightline.people.models import Role, Worker

SUB = "9f1c"


@pytest.fixture
def provider(settings: Any, db: None) -> Iterator[str]:
    """A provider is running, and Sightline is set up to use it."""
    cache.clear()
    with oidc_provider_mock.run_server_in_thread() as server:
        address = f"http://localhost:{server.server_port}"
        app = {
            "provider_id": "council",
            "name": "the council’s own account",
            "client_id": "sightline",
            "secret": "between us",
            "settings": {"server_url": address},
        }
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
        settings.OIDC_SERVER = address
        settings.SECOND_STEP = True
        yield address


def come(provider: str, email: str, *, verified: bool = True, **claims: Any) -> tuple[Client, Any]:
    """Somebody with this account there presses our link, agrees there, and comes back."""
    known = {"email": email, "email_verified": verified, **claims}
    requests.put(f"{provider}/users/{SUB}", json=known, timeout=10).raise_for_status()
    client = Client()
    leaves = client.get("/sign-in/with/council/?next=/search/")
    agreed = requests.post(leaves["Location"], data={"sub": SUB}, allow_redirects=False, timeout=10)
    return client, client.get(agreed.headers["Location"])


def test_the_page_offers_it_only_where_it_is_set_up(provider: str, settings: Any) -> None:
    link = 'href="/sign-in/with/council/"'
    assert link in Client().get("/sign-in/").content.decode()
    settings.OIDC_SERVER = ""
    assert link not in Client().get("/sign-in/").content.decode()


def test_a_worker_is_known_by_their_verified_address_and_needs_no_second_step_of_ours(
    provider: str, amina: Worker
) -> None:
    client, answer = come(provider, amina.email.upper())
    assert answer["Location"] == "/search/"
    assert client.get("/families/").status_code == 200
    assert client.session["_auth_user_id"] == str(amina.pk)


def test_an_address_that_the_provider_does_not_vouch_for_opens_nothing(provider: str, amina: Worker) -> None:
    client, answer = come(provider, amina.email, verified=False)
    assert "Nobody is known here" in answer.content.decode()
    assert client.get("/families/")["Location"].startswith("/sign-in/")


def test_nobody_is_created(provider: str, amina: Worker) -> None:
    _, answer = come(provider, "stranger@exampleshire.example")
    assert "Nobody is known here" in answer.content.decode()
    assert set(Worker.objects.values_list("email", flat=True)) == {amina.email, "bryn@exampleshire.example"}


def test_a_leaver_is_nobody(provider: str, esther: Worker) -> None:
    esther.left_on = "2026-03-01"
    esther.save()
    client, answer = come(provider, esther.email)
    assert answer.status_code == 403
    assert client.get("/")["Location"].startswith("/sign-in/")


def test_the_claim_gives_the_role_and_the_journal_has_the_change(
    provider: str, settings: Any, amina: Worker
) -> None:
    settings.OIDC_ROLES = {"SL-Managers": "team_manager", "SL-Workers": "social_worker"}
    client, answer = come(provider, amina.email, roles=["Staff", "SL-Workers", "SL-Managers"])
    assert answer["Location"] == "/search/"
    amina.refresh_from_db()
    assert amina.role == Role.TEAM_MANAGER
    written = JournalEntry.objects.filter(table="people_worker", row=amina.pk).latest("pk")
    assert (written.before["role"], written.after["role"]) == ("social_worker", "team_manager")
    assert written.worker == amina.pk
    assert client.get("/team/").status_code == 200


def test_an_account_whose_groups_give_no_role_opens_nothing(
    provider: str, settings: Any, amina: Worker
) -> None:
    settings.OIDC_ROLES = {"SL-Workers": "social_worker"}
    client, answer = come(provider, amina.email, roles=["Staff"])
    assert "has no role here" in answer.content.decode()
    assert client.get("/families/")["Location"].startswith("/sign-in/")


def test_an_answer_that_we_did_not_ask_for_is_refused(provider: str, amina: Worker) -> None:
    client = Client()
    answer = client.get("/sign-in/with/council/back/?code=stolen&state=made-up")
    assert "did not answer as it should" in answer.content.decode()
    assert client.get("/families/")["Location"].startswith("/sign-in/")


def test_a_provider_that_is_down_is_said_to_be(settings: Any, provider: str) -> None:
    apps = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    apps[0]["settings"]["server_url"] = "http://localhost:9"
    answer = Client().get("/sign-in/with/council/")
    assert "does not answer" in answer.content.decode()
