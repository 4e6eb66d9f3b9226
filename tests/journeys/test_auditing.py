"""An auditor and an inspector at their browsers: a case read and graded, and nothing written in the room."""

from collections.abc import Callable
from typing import Any

import pytest

from sightline.assurance import sampling
from sightline.assurance.models import Audit, SafetyCheck
from sightline.assurance.models.audit import Question
from sightline.audit.models import JournalEntry, Look
from sightline.people.models import Role
from tests.journeys.conftest import DESK, PHONE
from tests.web.audited import audited, case_of, somebody
from tests.web.world import TODAY, World

Person = Callable[..., Any]


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_an_auditor_reads_a_case_and_asks_for_a_check(world: World, person: Person, scripts: bool) -> None:
    nadia = somebody("Nadia Osei", Role.AUDITOR)
    page = person(nadia, size=DESK, scripts=scripts)
    given = [sampling.Listed(case_of(world.ivy).pk)]
    asked = {"population": "open", "method": "whole", "size": 1, "seed": 1}
    sampling.draw_sample(by=nadia, on=TODAY, cases=given, readers=[nadia], asks="How good?", **asked)
    page.goto(f"/children/{world.ivy.pk}/")
    page.get_by_role("link", name="Audit this case").click()
    page.get_by_label("Why is this case read?").fill("Drawn in March’s sample")
    page.get_by_role("button", name="Begin").click()
    page.get_by_label("What is different for this child because of us?").fill("Ivy has breakfast.")
    page.get_by_label("What was done well, and what did it do for the child?").fill("Ivy was asked.")
    page.get_by_label("What must somebody do for this child now").fill("See Ivy at home tonight.")
    for question in Question:
        page.get_by_label(question.label, exact=True).select_option("inadequate")
        page.get_by_label(f"What shows it? {question.label}").fill("Nothing in the story shows it.")
    page.get_by_role("button", name="Save and give it a grade").click()
    page.get_by_role("radio", name="Inadequate").check()
    page.get_by_role("button", name="Finish").click()
    assert page.get_by_role("status").inner_text().startswith("Finished.")
    assert Audit.objects.get().grade == "inadequate"
    managers = person(world.cast.bryn, size=PHONE)
    managers.goto("/team/")
    managers.get_by_role("link", name="Ivy Birch").first.click()
    managers.get_by_role("link", name="The child has been checked").click()
    managers.get_by_role("radio", name="The child is safe").check()
    managers.get_by_label("What was found, and how do you know?").fill("Seen at home, with her gran.")
    managers.get_by_label("What was done?").fill("Gran stays until Friday.")
    managers.get_by_role("button", name="Save what was found").click()
    assert "The child is safe" in managers.locator("main").inner_text()
    assert not SafetyCheck.objects.open().exists()


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_an_inspector_reads_one_child_at_a_time_and_writes_nothing(
    world: World, person: Person, size: tuple[int, int]
) -> None:
    room = audited(world).inspection
    inspector, before = somebody("Owen Lacey", Role.INSPECTOR), JournalEntry.objects.count()
    page = person(inspector, size=size)
    page.goto("/")
    page.get_by_role("link", name="Inspection of March 2026").click()
    names = [one.child.name for one in room.children.select_related("child")]
    for name in names:
        page.goto(f"/inspections/{room.pk}/")
        page.locator("table").get_by_role("link", name=name).click()
        assert page.get_by_role("heading", level=1).inner_text().startswith(name)
        assert page.get_by_role("button", name="Read this case").count() == 0
        page.get_by_role("link", name="The child’s own page").click()
        assert page.get_by_role("link", name="Record something").count() == 0
    assert JournalEntry.objects.count() == before
    seen = Look.objects.filter(worker=inspector.pk, page="inspection-child").values_list("child", flat=True)
    assert set(seen) == set(room.children.values_list("child", flat=True))
