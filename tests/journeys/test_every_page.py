"""Every page, and every form with errors in it: what a machine can say about whether everybody can use it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sightline.people.models import Role, Worker
from tests.journeys.conftest import DESK, NARROW, PHONE
from tests.web import held, managed
from tests.web.assured import PRACTICE
from tests.web.audited import AUDITS, LISTS, READERS_OWN, audited
from tests.web.looked import JUDGES_OWN, LOOKING
from tests.web.pages import addresses, forms, names
from tests.web.world import World

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
BROUGHT = "performance.getEntriesByType('resource').map((one) => one.name)"
DRESSED = "document.styleSheets[0]?.cssRules.length || 0"
SCRIPTS = "[...document.scripts].map((one) => one.src.split('/').pop() || 'written in the page').join()"
UNDEMANDING = {"assessment-write", "audit-read", "procedure-read", "training-register"}
"""Forms that are written a little at a time, and so keep whatever is said; and a registration, which ends."""
AT_MOST = 100_000
"""Bytes of a page with everything it needs, before compression."""


def whose(world: World, iris: Worker, dev: Worker, priya: Worker) -> dict[str, Worker]:
    """Who opens a page, where it is not the manager of the children on it."""
    cast = world.cast
    fronts = dict.fromkeys(("contacts", "contact", "contact-tell"), cast.hal)
    chairs = dict.fromkeys(("conferences", "plans"), cast.esther)
    returns = dict.fromkeys((name for name in names() if name.startswith("census-")), dev)
    practice = dict.fromkeys(PRACTICE | AUDITS | LOOKING, iris) | dict.fromkeys(LISTS, dev)
    practice["same-answer-answer"] = cast.hal
    practice |= dict.fromkeys(READERS_OWN | JUDGES_OWN, audited(world).nadia)
    senior = dict.fromkeys((*held.SENIOR, *managed.SENIOR, "reached-me", "demand"), iris)
    people = dict.fromkeys((name for name in names() if name.startswith("worker")), priya)
    return {
        **people,
        **senior,
        **practice,
        **returns,
        **fronts,
        **chairs,
        "my-families": cast.amina,
        "agreed": cast.amina,
        **dict.fromkeys(("to-write", "write-for"), managed.kit()),
        "teams": iris,
        "staff": iris,
        "analyst": dev,
    }


def wrong_with(page: Any) -> list[str]:
    """What axe finds against WCAG 2.2 AA and good practice, each with the first place it is at."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        "async (tags) => (await axe.run(document, {runOnly: tags})).violations"
        ".map(one => `${one.id}: ${one.nodes[0].html.slice(0, 200)}`)",
        STANDARDS,
    )
    return list(found)


def weight_of(page: Any, answer: Any, known: dict[str, int]) -> int:
    """Bytes of a page and of all that it brought, as the server sends them to somebody who opens it first.

    The browser says what was brought and not how much: of what it had kept, it says nothing at all.
    """
    brought = set(page.evaluate(BROUGHT))
    for one in brought - known.keys():
        known[one] = len(page.request.get(one).body())
    return len(answer.body()) + sum(known[one] for one in brought)


def sideways(page: Any) -> int:
    """By how many CSS pixels the page is wider than the window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


@pytest.fixture
def opened(
    world: World, iris: Worker, dev: Worker, priya: Worker, person: Callable[..., Any]
) -> Callable[[tuple[int, int]], Iterator[tuple[str, Any, Any]]]:
    """`opened(PHONE)` opens every page in turn as somebody who may see it, and gives its answer."""

    def each(size: tuple[int, int]) -> Iterator[tuple[str, Any, Any]]:
        at: dict[int, Any] = {}
        for name, address in addresses(world).items():
            worker = whose(world, iris, dev, priya).get(name, world.cast.bryn)
            if worker.pk not in at:
                at[worker.pk] = person(worker, size=size)
            page = at[worker.pk]
            answer = page.goto(address)
            assert answer.status == 200, name
            assert page.evaluate(DRESSED) > 100, f"{name} stands there without its style sheet"
            yield name, page, answer

    return each


def test_axe_finds_nothing_on_any_page_at_a_desk(opened: Any) -> None:
    assert {name: wrong for name, page, _ in opened(DESK) if (wrong := wrong_with(page))} == {}


def test_on_a_phone_axe_finds_nothing_and_every_page_is_light_and_fits_the_narrowest(opened: Any) -> None:
    found, weighs, scripts, wide = {}, {}, {}, {}
    known: dict[str, int] = {}
    for name, page, answer in opened(PHONE):
        weighs[name] = weight_of(page, answer, known)
        scripts[name] = (page.locator("main textarea").count() > 0, page.evaluate(SCRIPTS))
        found[name] = wrong_with(page)
        page.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
        wide[name] = sideways(page)
        page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    del scripts["sign-in"]  # a passkey needs one; a password and a code do not
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
    assert {name: weight for name, weight in weighs.items() if not 40_000 < weight <= AT_MOST} == {}, known
    assert set(scripts.values()) == {(False, ""), (True, "draft.js")}, "the one that keeps what is typed"
    assert {name: pixels for name, pixels in wide.items() if pixels} == {}


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_axe_finds_nothing_on_a_form_with_errors(
    world: World,
    iris: Worker,
    dev: Worker,
    priya: Worker,
    person: Callable[..., Any],
    size: tuple[int, int],
) -> None:
    found, pages, undemanding = {}, forms(world), set()
    raters = Worker.objects.filter(role=Role.AUDITOR)
    workers = [world.cast.bryn, iris, world.cast.hal, dev, priya, managed.kit(), *raters]
    at = [person(worker, size=size) for worker in workers]
    for name, address in pages.items():
        page = next((one for one in at if one.goto(address).status == 200), None)
        assert page is not None, f"nobody may open {name}"
        for box in page.locator("main input[type=text]:visible").all():
            box.fill("")
        page.locator("main form button.govuk-button[type=submit]:not([name=keep_draft])").last.click()
        found[name] = wrong_with(page)
        if page.locator(".govuk-error-summary").count() == 0:
            undemanding.add(name)
    assert undemanding == UNDEMANDING, "every other form has something that must be said"
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
