"""Words are never lost: not when the server is killed, the session ends, a tab is closed or two people write.

The server is a process of its own here, so that it can be killed with no warning and started again.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from sightline.people.models import Worker
from sightline.record.models import Assessment, Sighting
from sightline.web.models import Draft
from tests.architecture.tree import ROOT
from tests.cast import PASSWORD
from tests.journeys.conftest import SIGNED_IN
from tests.journeys.test_every_page import sideways, wrong_with
from tests.web.pages import forms
from tests.web.world import World

NOTE = "What happened, and what do you think?"
FIRST = "The house was warm and Mia showed me her new shelf."
SECOND = " She whispered that Kev had rung twice."
SAID = "#draft-said"


class Server:
    """Sightline in a process of its own."""

    def __init__(self, port: int) -> None:
        self.port, self.address = port, f"http://127.0.0.1:{port}"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        database = str(connection.settings_dict["NAME"])
        command = [sys.executable, "-m", "tests.journeys.served", database, str(self.port)]
        self.process = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        for _ in range(600):
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1):
                return
            assert self.process.poll() is None, "the server ended before it served"
            time.sleep(0.05)
        raise AssertionError("the server did not start")

    def kill(self) -> None:
        """With no warning, as a machine that loses its power."""
        if self.process is not None:
            os.kill(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None


@pytest.fixture
def server(transactional_db: None, world: World) -> Iterator[Server]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    running = Server(port)
    running.start()
    yield running
    running.kill()


@pytest.fixture
def browser(chromium: Any, server: Server) -> Iterator[Callable[..., Any]]:
    """`browser(amina)` is a browser of its own, at which Amina has signed in."""
    contexts = []

    def sit_down(worker: Worker, *, scripts: bool = True) -> Any:
        context = chromium.new_context(base_url=server.address, java_script_enabled=scripts)
        contexts.append(context)
        page = context.new_page()
        sign_in(page, worker)
        return page

    yield sit_down
    for context in contexts:
        context.close()


def sign_in(page: Any, worker: Worker) -> None:
    page.goto("/")
    page.get_by_label("E-mail address").fill(worker.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(SIGNED_IN)


def kept_in_the_browser(page: Any) -> str:
    return str(page.evaluate("JSON.stringify(localStorage)"))


def wait_until_said(page: Any, words: str) -> None:
    page.locator(SAID).get_by_text(words).wait_for(timeout=15_000)


def test_a_draft_survives_a_killed_server(world: World, server: Server, browser: Callable[..., Any]) -> None:
    amina = browser(world.cast.amina)
    amina.goto(forms(world)["visit"])
    amina.get_by_label(NOTE).press_sequentially(FIRST[:20])
    wait_until_said(amina, "Your draft was kept 24 March 2026 at 10:00")
    assert FIRST[:20] in Draft.objects.get().typed["note"]
    assert kept_in_the_browser(amina) == "{}", "what the server has, the browser keeps no longer"
    server.kill()
    amina.get_by_label(NOTE).fill(FIRST)
    wait_until_said(amina, "Not kept on the server: it cannot be reached.")
    here = kept_in_the_browser(amina)
    assert f"sightline-draft {world.cast.amina.pk}" in here
    assert "shelf" not in here, "whoever uses the machine next cannot read it"
    server.start()
    wait_until_said(amina, "Your draft was kept")
    assert Draft.objects.get().typed["note"] == [FIRST]
    assert kept_in_the_browser(amina) == "{}"


def test_words_typed_before_the_tab_was_killed_with_the_server_come_back(
    world: World, server: Server, browser: Callable[..., Any]
) -> None:
    amina = browser(world.cast.amina)
    address = forms(world)["visit"]
    amina.goto(address)
    server.kill()
    amina.get_by_label(NOTE).fill(FIRST)
    amina.get_by_role("group", name="Was the child seen?").first.get_by_label("Seen", exact=True).check()
    wait_until_said(amina, "This browser has them, locked.")
    context = amina.context
    amina.close(run_before_unload=False)
    assert not Draft.objects.exists()
    server.start()
    again = context.new_page()
    again.goto(address)
    wait_until_said(again, "Your draft was kept")
    assert again.get_by_label(NOTE).input_value() == FIRST
    assert Draft.objects.get().typed[f"child{world.mia.pk}-was_seen"] == ["seen"]


def test_another_worker_at_the_same_machine_finds_nothing(
    world: World, server: Server, browser: Callable[..., Any]
) -> None:
    amina = browser(world.cast.amina)
    address = forms(world)["visit"]
    amina.goto(address)
    server.kill()
    amina.get_by_label(NOTE).fill(FIRST)
    wait_until_said(amina, "This browser has them, locked.")
    server.start()
    context = amina.context
    amina.close(run_before_unload=False)
    Draft.objects.all().delete()
    context.clear_cookies()
    bryn = context.new_page()
    sign_in(bryn, world.cast.bryn)
    bryn.goto(address)
    assert bryn.get_by_label(NOTE).input_value() == ""
    assert "shelf" not in kept_in_the_browser(bryn)


def test_a_draft_survives_signing_out_and_is_on_the_first_page(
    world: World, browser: Callable[..., Any]
) -> None:
    amina = browser(world.cast.amina)
    amina.goto(forms(world)["visit"])
    amina.get_by_label(NOTE).fill(FIRST)
    amina.get_by_role("button", name="Sign out").click()
    amina.wait_for_url("**/sign-in/")
    sign_in(amina, world.cast.amina)
    amina.get_by_role("link", name="Record a visit: Mia Larch").click()
    assert amina.get_by_label(NOTE).input_value() == FIRST
    amina.get_by_role("link", name="Discard the draft").click()
    assert FIRST in amina.inner_text("main")
    assert wrong_with(amina) == []
    assert sideways(amina) == 0
    amina.get_by_role("link", name="No, go on writing").click()
    assert amina.get_by_label(NOTE).input_value() == FIRST


def test_a_session_that_ended_is_said_and_signing_in_elsewhere_mends_it(
    world: World, browser: Callable[..., Any]
) -> None:
    amina = browser(world.cast.amina)
    amina.goto(forms(world)["visit"])
    cookies = amina.context.cookies()
    amina.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    amina.get_by_label(NOTE).fill(FIRST)
    wait_until_said(amina, "Not kept on the server: you have been signed out.")
    assert len(cookies) == 2
    other = amina.context.new_page()
    sign_in(other, world.cast.amina)
    wait_until_said(amina, "Your draft was kept")
    amina.get_by_label("Where?").fill("At home")
    amina.get_by_role("group", name="What was it for?").get_by_label("For a section 47 enquiry").check()
    for child, seen in (("Mia", "Seen"), ("Noah", "Not part of this visit")):
        panel = amina.get_by_role("region", name=f"{child} Larch")
        panel.get_by_label(seen, exact=True).check()
    amina.get_by_role("region", name="Mia Larch").get_by_label("Seen alone", exact=True).check()
    amina.get_by_role("button", name="Save", exact=True).click()
    assert "the visit is on the record of Mia Larch" in amina.inner_text(".app-saved")
    assert Sighting.objects.filter(note=FIRST).count() == 1
    assert not Draft.objects.open().exists()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_two_people_at_two_browsers_write_in_one_assessment(
    world: World, browser: Callable[..., Any], scripts: bool
) -> None:
    amina, bryn = browser(world.cast.amina, scripts=scripts), browser(world.cast.bryn, scripts=scripts)
    address, likely = forms(world)["assessment-write"], "How likely is it to happen again?"
    amina.goto(address)
    bryn.goto(address)
    amina.get_by_label("What do you make of it?").fill("Gran is the steady one.")
    bryn.get_by_label("What do you make of it?").fill("Kev’s bail ends on Friday.")
    bryn.get_by_label(likely).fill("Likely, if he returns.")
    for page in (amina, bryn):
        if scripts:
            wait_until_said(page, "Your draft was kept")
        page.get_by_role("button", name="Save", exact=True).click()
    assert "Amina Yusuf had written in it since you opened it" in bryn.inner_text(".app-saved")
    written = Assessment.objects.get(pk=world.assessment.pk)
    assert written.analysis == "Gran is the steady one.\nKev’s bail ends on Friday."
    assert bryn.get_by_label("What do you make of it?").input_value() == written.analysis
    amina.reload()
    assert amina.get_by_label(likely).input_value() == "Likely, if he returns."


def test_whoever_opens_a_form_sees_that_a_colleague_is_writing(
    world: World, browser: Callable[..., Any]
) -> None:
    amina, bryn = browser(world.cast.amina), browser(world.cast.bryn)
    amina.goto(forms(world)["visit"])
    amina.get_by_label(NOTE).fill(FIRST)
    wait_until_said(amina, "Your draft was kept")
    bryn.goto(forms(world)["visit"])
    assert "Amina Yusuf is writing here too, since 24 March 2026 at 10:00" in bryn.inner_text("main")
    assert "shelf" not in bryn.content()
    assert wrong_with(bryn) == []
    bryn.get_by_label(NOTE).fill(SECOND)
    wait_until_said(bryn, "Your draft was kept")


def test_pressing_twice_saves_once(world: World, browser: Callable[..., Any]) -> None:
    amina = browser(world.cast.amina)
    amina.goto(forms(world)["move"])
    amina.get_by_role("main").get_by_label("Address").fill("2 Elm Road")
    amina.get_by_role("main").get_by_label("Postcode").fill("QX1 1AA")
    before = world.mia.residences.count()
    amina.get_by_role("button", name="Save").dblclick(no_wait_after=True)
    amina.wait_for_url("**/children/*/")
    assert world.mia.residences.count() == before + 1
