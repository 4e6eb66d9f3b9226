"""The pages that only a search leads to: a contact being written, whom it may be about, who was found."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.journeys.conftest import DESK, NARROW, PHONE
from tests.journeys.test_every_page import sideways, wrong_with
from tests.web.world import World


def walked(page: Any) -> Iterator[str]:
    """Each such page in turn, in every state that it has, by what it shows."""
    page.goto("/contacts/new/")
    yield "a contact not yet begun"
    page.get_by_role("button", name="Find the child").click()
    yield "a search for a person"
    page.get_by_label("Name, birth date, address or postcode").last.fill("Zebedee Quirk")
    page.get_by_role("button", name="Search", exact=True).click()
    yield "nobody found, and somebody new to add"
    page.get_by_role("button", name="Add to the contact").click()
    assert page.locator(".govuk-error-summary").count() == 1
    yield "somebody new without a name"
    page.get_by_label("Name, birth date, address or postcode").last.fill("Mia Larch")
    page.get_by_role("button", name="Search", exact=True).click()
    yield "people it might be"
    page.locator("button", has_text="This is them").first.click()
    yield "a contact about somebody"
    page.get_by_role("button", name="Save the contact").last.click()
    assert page.locator(".govuk-error-summary").count() == 1
    yield "a contact with errors"
    for words in ("Larch", "Zebedee Quirk"):
        page.get_by_role("search").get_by_role("searchbox").fill(words)
        page.get_by_role("button", name="Find", exact=True).click()
        yield f"a search for {words}"


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_axe_finds_nothing_where_only_a_search_leads(
    world: World, person: Callable[..., Any], size: tuple[int, int]
) -> None:
    page = person(world.cast.gwen, size=size)
    found = {shown: wrong_with(page) for shown in walked(page)}
    assert len(found) == 9
    assert {shown: wrong for shown, wrong in found.items() if wrong} == {}


def test_none_of_them_scrolls_sideways_on_the_narrowest_screen(
    world: World, person: Callable[..., Any]
) -> None:
    page = person(world.cast.gwen, size=NARROW)
    assert {shown: wide for shown in walked(page) if (wide := sideways(page))} == {}
