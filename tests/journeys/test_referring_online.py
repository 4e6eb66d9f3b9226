"""A teacher begins, leaves, comes back, sends; the front door takes it up; she sees how far it is."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import cache

from sightline.record.models import Contact, OnlineReferral
from tests.journeys.conftest import DESK, PHONE
from tests.journeys.test_every_page import resize, wrong_at_any_width
from tests.web.world import World

WORDS = "Mia came in without a coat again. She said that Kev had locked her out, and showed me a bruise."
SEEN = "She said that Kev had locked her out"


@pytest.fixture
def device(chromium: Any, site: str) -> Iterator[Callable[..., Any]]:
    """`device()` is a browser at which nobody has signed in; `scripts=False`: one that runs none."""
    cache.clear()
    contexts = []

    def open_one(*, size: tuple[int, int] = DESK, scripts: bool = True) -> Any:
        view = {"width": size[0], "height": size[1]}
        contexts.append(chromium.new_context(base_url=site, viewport=view, java_script_enabled=scripts))
        return contexts[-1].new_page()

    yield open_one
    for context in contexts:
        context.close()


def begun(page: Any) -> tuple[str, str]:
    """From the sign-in page to the number and the code, which are copied down."""
    page.goto("/sign-in/")
    page.get_by_role("link", name="Worried about a child?").click()
    page.get_by_label("No", exact=True).check()
    page.get_by_role("button", name="Begin").click()
    number, code = page.locator(".app-receipt").all_inner_texts()
    page.get_by_role("link", name="Go on and write").click()
    return number, code


def come_back(page: Any, number: str, code: str) -> None:
    page.goto("/refer/")
    page.get_by_label("Receipt number").fill(number)
    page.get_by_label("Secret code").fill(code)
    page.get_by_role("button", name="Open it").click()


def test_a_teacher_begins_comes_back_sends_and_sees_how_far_it_is(
    world: World, device: Callable[..., Any], person: Callable[..., Any]
) -> None:
    at_school = device(scripts=False)
    number, code = begun(at_school)
    at_school.get_by_label("What are you worried about?").fill(WORDS[:40])
    at_school.get_by_role("button", name="Keep it and send later").click()
    assert "Kept. It is not sent yet." in at_school.inner_text("main")
    at_school.get_by_role("button", name="Close it on this device").click()
    assert not OnlineReferral.objects.exists()

    at_home = device(size=PHONE, scripts=False)
    come_back(at_home, number, code)
    box = at_home.get_by_label("What are you worried about?")
    assert box.input_value() == WORDS[:40]
    box.fill(WORDS)
    at_home.get_by_role("button", name="Send it to us").click()
    assert "Choose who you are" in at_home.inner_text(".govuk-error-summary")
    assert box.input_value() == WORDS, "what was typed is still there"
    at_home.get_by_label("Who are you?").select_option(label="I work in a school, college or nursery")
    at_home.get_by_label("Your name").fill("Ada Finch")
    at_home.get_by_label("First name").fill("Mia")
    at_home.get_by_label("Family name").fill("Larch")
    at_home.get_by_role("button", name="Send it to us").click()
    at_home.wait_for_url("**/refer/sent/")
    assert "It is waiting to be read" in at_home.inner_text("main")
    assert number not in at_home.url

    gwen = person(world.cast.gwen)
    assert "The words tell of harm" in gwen.inner_text("main"), "her first page has it"
    gwen.get_by_role("link", name="Sent online: Mia Larch").click()
    assert SEEN in gwen.inner_text("main")
    assert wrong_at_any_width(gwen) == []
    resize(gwen, DESK)
    gwen.get_by_role("button", name="Take it up").click()
    assert wrong_at_any_width(gwen) == []
    resize(gwen, DESK)
    gwen.get_by_role("button", name="Find the child").click()
    gwen.locator(f"button[value='add-{world.mia.pk}']").click()
    gwen.get_by_role("button", name="Save the contact").click()
    made = Contact.objects.get(words=WORDS)
    gwen.wait_for_url(f"**/contacts/{made.pk}/")
    shown = gwen.inner_text("main")
    assert SEEN in shown
    assert "online form of ours" in shown
    assert "School: Ada Finch" in shown

    at_home.reload()
    assert "Somebody has read it and is looking at it" in at_home.inner_text("main")
    assert "Mia" not in at_home.inner_text("main")


def test_the_pages_for_strangers_can_be_used_by_everybody(world: World, device: Callable[..., Any]) -> None:
    page, wrong = device(), {}
    page.goto("/refer/")
    wrong["start"] = wrong_at_any_width(page)
    page.get_by_label("Yes", exact=True).check()
    page.get_by_role("button", name="Begin").click()
    wrong["begun"] = wrong_at_any_width(page)
    page.get_by_role("link", name="Go on and write").click()
    page.get_by_role("button", name="Another child").click()
    wrong["write"] = wrong_at_any_width(page)
    page.get_by_role("button", name="Send it to us").click()
    wrong["refused"] = wrong_at_any_width(page)
    page.get_by_label("What are you worried about?").fill(WORDS)
    page.get_by_label("Who are you?").select_option(index=3)
    page.get_by_label("Where do they live?").fill("4 Canal Row")
    page.get_by_role("button", name="Send it to us").click()
    wrong["sent"] = wrong_at_any_width(page)
    assert {name: found for name, found in wrong.items() if found} == {}
    assert len(wrong) == 5
