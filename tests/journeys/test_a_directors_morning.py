"""A director's morning in a real browser: what nobody looked at, who may be in danger, an action agreed."""

from collections.abc import Callable
from typing import Any

import pytest

from sightline.assurance.models import Action
from sightline.people.models import Worker
from tests.journeys.conftest import DESK, PHONE
from tests.web.assured import decided_again, procedure_of
from tests.web.world import World


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_from_the_board_to_a_child_and_to_an_action_that_the_record_will_prove(
    world: World, iris: Worker, person: Callable[..., Any], size: tuple[int, int]
) -> None:
    procedure_of(world)
    decided_again(world)
    page = person(iris, size=size)
    assert page.url.endswith("/extent/"), "the first page"
    main = page.get_by_role("main")
    assert "No case has ended since 24 March 2025." in main.inner_text()
    assert "1 of 1 in force are past the day" in main.inner_text()
    assert "Not known: the law sets no day" in main.inner_text()
    main.get_by_role("link", name="Cases closed without the child being seen").click()
    assert main.get_by_role("heading", level=1).inner_text() == "Cases closed without the child being seen"
    page.go_back()
    main.get_by_role("link", name="booked or mentioned, and not written up").click()
    main.get_by_role("link", name="Noah Larch").click()
    assert "Noah Larch" in main.get_by_role("heading", level=1).inner_text()
    page.get_by_role("link", name="Actions", exact=True).click()
    main.get_by_role("link", name="Agree an action").click()
    main.get_by_label("Our own finding").check()
    main.get_by_label("Which letter, report or audit").fill("The board of 24 March 2026")
    main.get_by_label("What was found?").fill("Assessments run past their day.")
    main.get_by_label("What is to be different?").fill("No assessment runs past its day.")
    main.get_by_label("Who owns it?").select_option(label="Bryn Pugh")
    for box, typed in (("Day", "30"), ("Month", "6"), ("Year", "2026")):
        main.get_by_label(box, exact=True).fill(typed)
    main.get_by_role("button", name="Save", exact=True).click()
    assert "stays unverified until somebody does" in main.inner_text()
    main.get_by_role("link", name="Give it a measure").click()
    main.get_by_label("Which measure would show it?").select_option(label="Assessments past their day")
    main.get_by_label("What must it come to?").fill("0")
    main.get_by_label("For how many weeks").fill("8")
    main.get_by_role("button", name="Save", exact=True).click()
    assert "Not yet since 24 March 2026." in main.inner_text()
    assert "Today: 3." in main.inner_text()
    made = Action.objects.get()
    assert (made.owner, made.measure, made.threshold) == (world.cast.bryn, "single-assessment-overdue", 0)
