"""Every form: bad input keeps what was typed, says what is wrong at the top, and changes nothing."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client

from sightline.audit.models import JournalEntry
from sightline.people.models import Role, Worker
from sightline.web import fields
from sightline.web.form import Form
from tests.web.assured import director
from tests.web.managed import kit
from tests.web.pages import forms
from tests.web.questioned import WORDS_ALONE as SAID_IN_WORDS
from tests.web.world import World

Browsing = Callable[[Worker], Client]


def every_form(kind: type[Form] = Form) -> set[type[Form]]:
    import sightline.web.urls  # noqa: F401  # so that every module with a form in it is loaded

    return {form for child in kind.__subclasses__() for form in ({child} | every_form(child))}


def test_every_field_says_why_it_is_asked_who_reads_it_and_who_owns_it() -> None:
    asked = {
        (form.__name__, name): field for form in every_form() for name, field in form.base_fields.items()
    }
    assert len(asked) > 80
    for where, field in asked.items():
        assert isinstance(field, fields.Asked), where
        assert field.label, where
        assert field.why.endswith("."), where
        assert field.reads, where
        assert field.owner, where
        assert re.fullmatch(r"local|statutory item: .+", field.item), where


def test_every_field_that_must_be_filled_in_says_so_in_its_own_words() -> None:
    for form in every_form():
        for name, field in form.base_fields.items():
            if field.required:
                said = str(field.error_messages["required"])
                assert said != "This field is required.", (form.__name__, name)


def boxes(page: str) -> dict[str, str]:
    """The boxes of a page's own form, with something odd typed in each: a day that is none, long words."""
    main = page.split("<main", 1)[1]
    texts = re.findall(r'<input[^>]*name="([^"]+)"[^>]*type="text"', main)
    texts += re.findall(r'<input[^>]*type="text"[^>]*name="([^"]+)"', main)
    words = re.findall(r'<textarea[^>]*name="([^"]+)"', main)
    days = {name: odd for name in texts for part, odd in ODD.items() if name.endswith(part)}
    return {
        **dict.fromkeys(texts, "A line with <b> & “marks”"),
        **dict.fromkeys(words, "Words that took\nhalf an hour <i>& more"),
        **days,
    }


#: Forms that ask for words alone: none is what is wrong with them.
WORDS_ALONE = {
    "verdict-back",
    "worker-second-step",
    "worker-end",
    "audit-reply",
    "escalation-acknowledge",
    "handover-offer",
    "access-release",
    "look-account",
}
WORDS_ALONE |= {"handover-withdraw", "incident-need-not", "inspection-concern", "safety-note"}
WORDS_ALONE |= {"relationship-dispute", "same-part", "warning-end"}
WORDS_ALONE |= {"analysis-correct", "mark-why", "online-referral-set-aside", "place-strike-out"}
WORDS_ALONE |= {"assessment-family"}
WORDS_ALONE |= {"conflict-end", "emergency", "look-account", "naming-end", "restriction-lift"}
WORDS_ALONE |= SAID_IN_WORDS
ODD = {"_day": "31", "_month": "Febuary", "_year": "2026"}


def kept(page: str) -> list[str]:
    """Everything in the boxes of a page."""
    main = page.split("<main", 1)[1]
    lines = re.findall(r'<input[^>]*value="([^"]*)"', main)
    words = re.findall(r"<textarea[^>]*>\n?(.*?)</textarea>", main, re.DOTALL)
    return [unescape(one) for one in lines + words]


def summary(page: str) -> str:
    """The errors at the top of a page, each leading to its field."""
    return page.split("govuk-error-summary__body")[1].split("</ul>")[0]


ANY_WORDS_WILL_DO = {"contact", "strike-out", "census-explain", "census-files"}
ANY_WORDS_WILL_DO |= {"action-said-done", "procedure-read", "same-answer-answer", "safe-enough-several"}
"""Or a file, or a button alone: these have stories of their own."""


def at_the_form(name: str, address: str, workers: list[Worker], browsing: Browsing) -> Client:
    """The first of these workers for whom a form is there."""
    clients = (browsing(worker) for worker in workers)
    found = next((client for client in clients if client.get(address).status_code == 200), None)
    assert found, f"nobody may open {name}"
    return found


def test_bad_input_keeps_what_was_typed_and_changes_nothing(
    world: World, iris: Worker, priya: Worker, dev: Worker, browsing: Browsing
) -> None:
    pages = forms(world)
    raters = Worker.objects.filter(role=Role.AUDITOR)
    workers = [world.cast.bryn, iris, world.cast.hal, priya, dev, director(), kit(), *raters]
    changes = JournalEntry.objects.count()
    for name, address in pages.items():
        if name in ANY_WORDS_WILL_DO:
            continue
        worker = at_the_form(name, address, workers, browsing)
        typed = boxes(worker.get(address).content.decode())
        typed = dict.fromkeys(typed, " ") if name in WORDS_ALONE else typed
        answer = worker.post(address, typed)
        page = answer.content.decode()
        assert answer.status_code == 422, name
        assert "Nothing has been saved yet" in page, name
        assert page.split("<title>")[1].startswith("Error: "), name
        missing = [words for words in typed.values() if words.strip() and words not in kept(page)]
        assert missing == [], name
        for target in re.findall(r'<a href="#([^"]+)">', summary(page)):
            assert f'id="{target}"' in page, (name, target)
    assert JournalEntry.objects.count() == changes


def test_a_contact_with_bad_input_is_not_decided(world: World, browsing: Browsing) -> None:
    hal, address = browsing(world.cast.hal), forms(world)["contact"]
    answer = hal.post(address, {"because": "We know this family.", "decision": "no_further_action"})
    assert answer.status_code == 422
    assert "Say that you have read the earlier contacts" in answer.content.decode()
    assert "We know this family." in answer.content.decode()
    world.urgent.refresh_from_db()
    assert world.urgent.decided_at is None


def test_nothing_is_struck_out_without_a_reason(world: World, browsing: Browsing) -> None:
    answer = browsing(world.cast.amina).post(forms(world)["strike-out"], {"because": "  "})
    assert answer.status_code == 422
    assert "Say what is wrong with it" in answer.content.decode()
    world.visit.refresh_from_db()
    assert world.visit.struck_out_at is None


def test_what_a_verb_refuses_is_said_at_the_top_with_what_was_typed(world: World, browsing: Browsing) -> None:
    bryn, address = browsing(world.cast.bryn), forms(world)["close"]
    answer = bryn.post(
        address,
        {"reason": "RC8", "because": "All is well now.", "on_day": "24", "on_month": "3", "on_year": "2026"},
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Look again before you close" in summary(page)
    assert "All is well now." in page
    world.referral.refresh_from_db()
    assert world.referral.closed_on is None


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        (
            "referral-acknowledge",
            {"on_day": "25", "on_month": "3", "on_year": "2026"},
            "That day has not come yet",
        ),
        ("referral-acknowledge", {"on_day": "1/3/1999"}, "The day must be 1 January 2000 or later"),
        (
            "referral-acknowledge",
            {"on_day": "30", "on_month": "2", "on_year": "2026"},
            "not a day in the calendar",
        ),
        (
            "conference-book",
            {"form": "review", "on_day": "1/6/2026"},
            "There is no child protection plan to review",
        ),
        ("move", {"address": "2 Elm Road", "on_day": "1/3/2026"}, "Enter the postcode"),
    ],
)
def test_what_is_wrong_is_said_in_plain_words(
    world: World, browsing: Browsing, name: str, typed: dict[str, Any], said: str
) -> None:
    answer = browsing(world.cast.bryn).post(forms(world)[name], typed)
    assert answer.status_code == 422
    assert said in unescape(answer.content.decode())
