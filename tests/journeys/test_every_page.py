"""Every page, and every form with errors in it: what a machine can say about whether everybody can use it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sightline.people.models import Role, Worker
from tests.journeys.conftest import DESK, NARROW, PHONE
from tests.web import held, managed, online, questioned
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
UNDEMANDING = {"analysis-correct", "assessment-write", "audit-read", "procedure-read", "training-register"}
"""Forms that are written a little at a time, and so keep whatever is said; a registration, which ends; and
an analysis, which its author has written already."""
IN_HALVES = pytest.mark.parametrize("half", [0, 1], ids=["one half", "the other half"])
AT_MOST = 100_000
"""Bytes of a page with everything it needs, before compression."""


def whose(world: World, iris: Worker, dev: Worker, priya: Worker) -> dict[str, Worker]:
    """Who opens a page, where it is not the manager of the children on it."""
    cast = world.cast
    fronts = dict.fromkeys(("contacts", "contact", "contact-tell", *online.FRONT_DOORS), cast.hal)
    chairs = dict.fromkeys(("conferences", "plans"), cast.esther)
    returns = dict.fromkeys((name for name in names() if name.startswith("census-")), dev)
    practice = dict.fromkeys(PRACTICE | AUDITS | LOOKING, iris) | dict.fromkeys(LISTS, dev)
    practice["same-answer-answer"] = cast.hal
    practice |= dict.fromkeys(READERS_OWN | JUDGES_OWN, audited(world).nadia)
    senior = dict.fromkeys((*held.SENIOR, *managed.SENIOR, *questioned.SENIOR, "reached-me", "demand"), iris)
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
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        "async (tags) => (await axe.run(document, {runOnly: tags, resultTypes: ['violations']})).violations"
        ".map(one => `${one.id}: ${one.nodes[0].html.slice(0, 200)}`)",
        STANDARDS,
    )
    return list(found)


def wrong_at_any_width(page: Any) -> list[str]:
    """What axe finds at a desk and on a phone, and whether the narrowest screen scrolls sideways."""
    found = []
    for where, size in (("at a desk", DESK), ("on a phone", PHONE)):
        resize(page, size)
        found += [f"{where}, {one}" for one in wrong_with(page)]
    resize(page, NARROW)
    if too_wide := sideways(page):
        found.append(f"on the narrowest, {too_wide} pixels too wide")
    return found


def sideways(page: Any) -> int:
    """By how many CSS pixels the page is wider than the window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def resize(page: Any, size: tuple[int, int]) -> None:
    """Give the window this width and height."""
    page.set_viewport_size({"width": size[0], "height": size[1]})


def weight_of(page: Any, answer: Any, known: dict[str, int]) -> int:
    """Bytes of a page and of all that it brought, as the server sends them to somebody who opens it first.

    The browser says what was brought and not how much: of what it had kept, it says nothing at all.
    """
    brought = set(page.evaluate(BROUGHT))
    for one in brought - known.keys():
        known[one] = len(page.request.get(one).body())
    return len(answer.body()) + sum(known[one] for one in brought)


@IN_HALVES
def test_every_page_can_be_used_by_everybody_is_light_and_fits_the_narrowest(
    half: int, world: World, iris: Worker, dev: Worker, priya: Worker, person: Callable[..., Any]
) -> None:
    found, weighs, scripts = {}, {}, {}
    known: dict[str, int] = {}
    at: dict[int, Any] = {}
    theirs = whose(world, iris, dev, priya)
    for name, address in list(addresses(world).items())[half::2]:
        worker = theirs.get(name, world.cast.bryn)
        page = at.setdefault(worker.pk, at.get(worker.pk) or person(worker))
        answer = page.goto(address)
        assert answer.status == 200, name
        assert page.evaluate(DRESSED) > 100, f"{name} stands there without its style sheet"
        weighs[name] = weight_of(page, answer, known)
        scripts[name] = (page.locator("main textarea").count() > 0, page.evaluate(SCRIPTS))
        found[name] = wrong_at_any_width(page)
    scripts.pop("sign-in", None)  # a passkey needs one; a password and a code do not
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
    assert {name: weight for name, weight in weighs.items() if not 40_000 < weight <= AT_MOST} == {}, known
    assert set(scripts.values()) == {(False, ""), (True, "draft.js")}, "the one that keeps what is typed"


@IN_HALVES
def test_every_form_with_errors_can_be_used_by_everybody(
    half: int, world: World, iris: Worker, dev: Worker, priya: Worker, person: Callable[..., Any]
) -> None:
    found, undemanding = {}, set()
    half_of_them = dict(list(forms(world).items())[half::2])
    raters = Worker.objects.filter(role=Role.AUDITOR)
    workers = [world.cast.bryn, iris, world.cast.hal, dev, priya, managed.kit(), *raters]
    at = [person(worker) for worker in workers]
    for name, address in half_of_them.items():
        page = next((one for one in at if one.request.get(address).status == 200), None)
        assert page is not None, f"nobody may open {name}"
        page.goto(address)
        for box in page.locator("main input[type=text]:visible").all():
            box.fill("")
        page.locator("main form button.govuk-button[type=submit]:not([name=keep_draft])").last.click()
        found[name] = wrong_at_any_width(page)
        if page.locator(".govuk-error-summary").count() == 0:
            undemanding.add(name)
    assert undemanding == UNDEMANDING & half_of_them.keys(), "every other form has something to be said"
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
