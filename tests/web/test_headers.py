"""What every answer tells the browser, and where to tell of a weakness."""

from datetime import UTC, datetime
from typing import Any

from django.test import Client

from sightline.people.models import Worker
from tests.web.world import World


def test_every_answer_closes_what_no_page_needs(world: World) -> None:
    client = Client()
    client.force_login(world.cast.amina)
    for place in ("/sign-in/", "/families/", f"/children/{world.mia.pk}/", "/nothing-here/", "/my-account/"):
        told = client.get(place).headers
        assert "unsafe" not in told["Content-Security-Policy"], place
        assert "default-src 'none'" in told["Content-Security-Policy"], place
        assert "frame-ancestors 'none'" in told["Content-Security-Policy"], place
        assert told["X-Content-Type-Options"] == "nosniff", place
        assert told["X-Frame-Options"] == "DENY", place
        assert told["Referrer-Policy"] == "same-origin", place
        assert told["Cross-Origin-Opener-Policy"] == "same-origin", place
        assert told["Cross-Origin-Resource-Policy"] == "same-origin", place
        assert "camera=()" in told["Permissions-Policy"], place
        assert told["Cache-Control"].startswith(("private", "max-age=0")), place


def test_signing_out_clears_what_the_browser_kept(amina: Worker) -> None:
    client = Client()
    client.force_login(amina)
    assert client.post("/sign-out/").headers["Clear-Site-Data"] == '"cache"'


def test_security_txt_says_where_to_write_and_is_never_out_of_date(settings: Any, on_the_day: None) -> None:
    settings.SECURITY_CONTACT = "mailto:security@exampleshire.example"
    answer = Client().get("/.well-known/security.txt")
    told = dict(line.split(": ", 1) for line in answer.content.decode().splitlines())
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert told["Contact"] == "mailto:security@exampleshire.example"
    assert told["Canonical"] == "http://testserver/.well-known/security.txt"
    until = datetime.fromisoformat(told["Expires"])
    assert until == datetime(2026, 9, 20, tzinfo=UTC)


def test_security_txt_has_a_contact_even_where_none_was_given(settings: Any, db: None) -> None:
    settings.SECURITY_CONTACT = ""
    assert (
        "Contact: mailto:security@testserver\n" in Client().get("/.well-known/security.txt").content.decode()
    )
