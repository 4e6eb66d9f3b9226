"""What people do at a page: press, follow a link, answer a question, write in a box, see that it is saved.

Whoever presses or follows waits until the next page is all there, as a person does: what is on it can then be
counted.
"""

import re
from typing import Any

from sightline.record.models import Person


def press(page: Any, name: str) -> None:
    page.get_by_role("main").get_by_role("button", name=name).first.click()
    page.wait_for_load_state()


def follow(page: Any, name: str) -> None:
    page.get_by_role("main").get_by_role("link", name=name).first.click()
    page.wait_for_load_state()


def choose(page: Any, question: str, answer: str) -> None:
    page.get_by_role("group", name=question).get_by_label(answer, exact=True).check()


def write(page: Any, label: str, words: str) -> None:
    page.get_by_role("main").get_by_label(re.compile(f"^{re.escape(label)}")).first.fill(words)


def saved(page: Any) -> str:
    """What the page says was saved; an error on it is a failure with its words."""
    assert page.locator(".govuk-error-summary").count() == 0, page.locator(
        ".govuk-error-summary"
    ).inner_text()
    return str(page.locator(".app-saved").inner_text())


def record_something(page: Any, child: Person, link: str) -> None:
    page.goto(f"/children/{child.pk}/")
    follow(page, "Record something")
    follow(page, link)
