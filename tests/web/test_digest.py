"""Digests: by a real SMTP server and by GOV.UK Notify, once a day, with no child's name; and measured."""

import base64
import hashlib
import hmac
import json
import socket
import threading
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.conf import LazySettings
from django.core.mail import EmailMessage, get_connection
from django.db import IntegrityError, transaction
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from sightline.casework import absence
from sightline.people.models import Worker
from sightline.record.models import Person
from sightline.web import digest, jobs, notify
from sightline.web.models import Digest
from tests.web import managed
from tests.web.world import NOW, TODAY, World

Browsing = Callable[[Worker], Client]
KEY = "a-key-26785a09-ab16-4eb0-8407-a37497a57506-3d844edf-8d35-48ac-975b-e847b4f122b0"


class Letterbox:
    """What an SMTP server was given."""

    def __init__(self) -> None:
        self.letters: list[Any] = []

    async def handle_DATA(self, server: object, session: object, envelope: Any) -> str:  # noqa: N802 - aiosmtpd’s name for it
        self.letters.append(envelope)
        return "250 taken"


@pytest.fixture
def smtp(settings: LazySettings) -> Iterator[Letterbox]:
    """A real SMTP server on this machine, and Sightline set up to send by it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    box = Letterbox()
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", port, False
    settings.ADDRESS = "https://record.exampleshire.example"
    settings.SENDS_MAIL = True
    yield box
    server.stop()


def send(worker: Worker, on: date = TODAY) -> Digest | None:
    return digest.send(worker, on=on, at=NOW)


def test_a_digest_says_what_asks_and_where_and_names_no_child(world: World, smtp: Letterbox) -> None:
    managed.managed(world)
    for worker in (world.cast.bryn, world.cast.amina):
        assert send(worker) is not None
    assert [letter.rcpt_tos for letter in smtp.letters] == [
        ["bryn@exampleshire.example"],
        ["amina@exampleshire.example"],
    ]
    words = smtp.letters[0].content.decode()
    assert "Subject: Sightline: " in words
    assert "case never given to anybody" in words
    team = world.cast.team.pk
    assert f"https://record.exampleshire.example/teams/{team}/never-allocated/" in words.replace("=\r\n", "")
    for letter in smtp.letters:
        said = letter.content.decode()
        for child in Person.objects.all():
            assert child.given_name not in said.replace("Amina", "").replace("Bryn", ""), child
            assert child.family_name not in said, child


def test_it_is_sent_once_a_day_and_where_nothing_asks_nothing_is_sent(world: World, smtp: Letterbox) -> None:
    first = send(world.cast.bryn)
    assert first is not None
    assert first.sent_at == NOW
    assert send(world.cast.bryn) is None, "done again it does nothing again"
    quiet = send(world.cast.esther)
    assert quiet is not None
    assert (quiet.alerts, quiet.sent_at) == (0, None)
    assert len(smtp.letters) == 1


def test_what_could_not_be_sent_is_tried_again(world: World, smtp: Letterbox, settings: LazySettings) -> None:
    right, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    with pytest.raises(ConnectionRefusedError):
        send(world.cast.bryn)
    assert not Digest.objects.exists()
    settings.EMAIL_PORT = right
    assert send(world.cast.bryn) is not None
    assert len(smtp.letters) == 1


def test_everybody_at_work_is_sent_theirs_on_the_morning_of_a_working_day(
    world: World, dev: Worker, smtp: Letterbox, settings: LazySettings
) -> None:
    jobs.send_digests(timestamp=0)
    jobs.send_digests(timestamp=0)
    queued = ProcrastinateJob.objects.filter(task_name="web.digest")
    whom = {job.args["worker"] for job in queued}
    assert queued.count() == len(whom), "once each, however often it falls due"
    assert {world.cast.bryn.pk, world.cast.amina.pk, world.cast.gwen.pk} <= whom
    assert dev.pk not in whom, "an analyst has no child’s work"
    assert set(queued[0].args) == {"worker", "on"}, "ids and days"
    absence.begin(world.cast.amina, by=world.cast.bryn, from_on=TODAY, covered_by=world.cast.bryn)
    assert world.cast.amina.pk not in digest.whom(on=TODAY)
    assert digest.whom(on=date(2026, 3, 28)) == [], "a Saturday"
    queued.all()
    settings.SENDS_MAIL = False
    jobs.send_digests(timestamp=0)
    assert ProcrastinateJob.objects.filter(task_name="web.digest").count() == len(whom)


# ── GOV.UK Notify


class FakeNotify(BaseHTTPRequestHandler):
    """Takes what the real one would, and keeps it."""

    asked: list[tuple[str, str, dict[str, Any]]]
    answers = 201

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.asked.append((self.path, self.headers["Authorization"], body))
        said = (
            {"id": "1"} if self.answers == 201 else {"errors": [{"error": "RateLimitError", "message": "m"}]}
        )
        self.send_response(self.answers)
        self.end_headers()
        self.wfile.write(json.dumps(said).encode())

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing."""


@pytest.fixture
def fake(settings: LazySettings) -> Iterator[type[FakeNotify]]:
    class Mine(FakeNotify):
        asked: list[tuple[str, str, dict[str, Any]]] = []

    server = HTTPServer(("127.0.0.1", 0), Mine)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.EMAIL_BACKEND = "sightline.web.notify.Backend"
    settings.NOTIFY_ADDRESS = f"http://127.0.0.1:{server.server_port}"
    settings.NOTIFY_KEY, settings.NOTIFY_TEMPLATE = KEY, "217a419e-6a7d-482a-9596-718b889dffce"
    yield Mine
    server.shutdown()
    server.server_close()


def test_notify_is_asked_with_a_proof_that_it_can_check(world: World, fake: type[FakeNotify]) -> None:
    assert send(world.cast.bryn) is not None
    [(path, proof, body)] = fake.asked
    assert path == "/v2/notifications/email"
    assert body["email_address"] == "bryn@exampleshire.example"
    assert body["template_id"] == "217a419e-6a7d-482a-9596-718b889dffce"
    assert "case never given to anybody" in body["personalisation"]["body"]
    scheme, token = proof.split(" ")
    header, claims, signature = token.split(".")
    assert scheme == "Bearer"
    assert json.loads(base64.urlsafe_b64decode(header + "==")) == {"typ": "JWT", "alg": "HS256"}
    told = json.loads(base64.urlsafe_b64decode(claims + "=="))
    assert told["iss"] == "26785a09-ab16-4eb0-8407-a37497a57506"
    secret = b"3d844edf-8d35-48ac-975b-e847b4f122b0"
    expected = hmac.new(secret, f"{header}.{claims}".encode(), hashlib.sha256).digest()
    assert base64.urlsafe_b64decode(signature + "==") == expected


def test_what_notify_refuses_is_not_kept_as_sent_and_names_nobody(
    world: World, fake: type[FakeNotify]
) -> None:
    fake.answers = 429
    with pytest.raises(notify.NotSent, match=r"^GOV\.UK Notify answered 429: RateLimitError$"):
        send(world.cast.bryn)
    assert not Digest.objects.exists()
    quiet = get_connection("sightline.web.notify.Backend", fail_silently=True)
    assert quiet.send_messages([EmailMessage("s", "b", to=["bryn@exampleshire.example"])]) == 1


# ── the page, and how many there are


def test_what_asks_for_me_leads_to_where_it_is_done(world: World, browsing: Browsing) -> None:
    managed.managed(world)
    page = browsing(world.cast.bryn).get("/alerts/").content.decode()
    assert f'href="/teams/{world.cast.team.pk}/never-allocated/">1 case never given to anybody</a>' in page
    assert "It is for the team’s manager, or whoever acts for them." in page
    assert "Leo Ash" not in page
    assert "Nothing asks for you." in browsing(world.cast.esther).get("/alerts/").content.decode()


def test_how_many_alerts_a_person_gets_is_measured(world: World, iris: Worker, browsing: Browsing) -> None:
    for back, many in enumerate((2, 9, 4)):
        on = TODAY - timedelta(days=back)
        Digest.objects.create(worker=world.cast.bryn, on=on, alerts=many, things=20, sent_at=NOW)
    Digest.objects.create(worker=world.cast.amina, on=TODAY - timedelta(weeks=5), alerts=7, things=7)
    assert digest.got(on=TODAY) == [("team_manager", 1, 4, 9)], "of the last four weeks"
    page = browsing(iris).get("/alerts/measured/").content.decode()
    assert '<strong class="app-urgent">9</strong>' in page
    assert browsing(world.cast.amina).get("/alerts/measured/").status_code == 404


@pytest.mark.parametrize(
    ("wrong", "constraint"),
    [
        ({"alerts": 3, "things": 2}, "an_alert_is_of_at_least_one_thing"),
        ({"alerts": 0, "things": 0, "sent_at": NOW}, "an_empty_digest_is_not_sent"),
        ({"alerts": 1, "things": 1, "on": TODAY}, "one_digest_of_a_worker_in_a_day"),
    ],
)
def test_a_digest_is_one_of_a_day_and_counts_what_it_counts(
    bryn: Worker, wrong: dict[str, Any], constraint: str
) -> None:
    Digest.objects.create(worker=bryn, on=TODAY, alerts=1, things=1)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Digest.objects.create(**{"worker": bryn, "on": TODAY - timedelta(days=1), **wrong})
