"""Helping a child in need: the plan begins, is reviewed and ends, from the child's page."""

from collections.abc import Callable
from datetime import date

from django.test import Client

from sightline.compliance.child import clocks
from sightline.people.models import Worker
from sightline.record.models import ChildInNeedPlan, ChildInNeedReview
from tests.web.world import TODAY, World

Browsing = Callable[[Worker], Client]


def page(client: Client, address: str) -> str:
    return str(client.get(address).content.decode())


def test_a_plan_begins_is_reviewed_and_ends_and_the_story_tells_it(world: World, browsing: Browsing) -> None:
    amina, child = browsing(world.cast.amina), f"/children/{world.mia.pk}/"
    begun = amina.post(
        f"/referrals/{world.referral.pk}/child-in-need-plan/",
        {
            "on_day": "20/3/2026",
            "lead": world.cast.amina.pk,
            "outline": "Breakfast club, and Gran on Sundays.",
        },
    )
    assert begun["Location"] == child
    plan = ChildInNeedPlan.objects.get(child=world.mia)
    assert (plan.started_on, plan.lead_worker, plan.recorded_by) == (
        date(2026, 3, 20),
        *[world.cast.amina] * 2,
    )
    amina.post(
        f"/child-in-need-plans/{plan.pk}/review/",
        {"on_day": "23/3/2026", "agencies_present": ["education"], "note": "Mia eats at school now."},
    )
    assert ChildInNeedReview.objects.get(plan=plan).note == "Mia eats at school now."
    shown = page(amina, child)
    assert "Breakfast club, and Gran on Sundays." in shown
    assert "Child in need plan reviewed: School, college or nursery" in shown
    owed = {clock.duty.id: clock for clock in clocks([world.mia.pk], on=TODAY)[world.mia.pk]}
    assert owed["child-in-need-reviews"].started_on == date(2026, 3, 23)
    amina.post(
        f"/child-in-need-plans/{plan.pk}/end/", {"on_day": "24/3/2026", "because": "Gran has moved in."}
    )
    plan.refresh_from_db()
    assert (plan.ended_on, plan.ended_because) == (TODAY, "Gran has moved in.")
    assert "Gran has moved in." in page(amina, child)


def test_a_plan_ends_for_a_reason_and_what_was_typed_stays(world: World, browsing: Browsing) -> None:
    amina = browsing(world.cast.amina)
    answer = amina.post(
        f"/child-in-need-plans/{world.help_plan.pk}/end/", {"on_day": "24/3/2026", "because": ""}
    )
    said = answer.content.decode()
    assert "Say why it ends" in said
    assert "24" in said
    world.help_plan.refresh_from_db()
    assert world.help_plan.ended_on is None


def test_another_teams_worker_cannot_touch_a_plan(world: World, carys: Worker, browsing: Browsing) -> None:
    elsewhere = browsing(carys)
    for end in ("review", "end"):
        assert elsewhere.get(f"/child-in-need-plans/{world.help_plan.pk}/{end}/").status_code == 404
    assert elsewhere.get(f"/referrals/{world.referral.pk}/child-in-need-plan/").status_code == 404


def test_a_manager_leaves_an_assessment_unfinished_because(world: World, browsing: Browsing) -> None:
    address = f"/assessments/{world.assessment.pk}/leave/"
    refused = browsing(world.cast.amina).post(address, {"on_day": "24/3/2026", "because": "Moved"})
    world.assessment.refresh_from_db()
    assert (refused.status_code, world.assessment.left_by) == (404, None), "it is a manager’s page"
    browsing(world.cast.bryn).post(address, {"on_day": "24/3/2026", "because": "The family moved away."})
    world.assessment.refresh_from_db()
    assert (world.assessment.left_by, world.assessment.left_on) == (world.cast.bryn, TODAY)
    assert "The family moved away." in page(browsing(world.cast.bryn), f"/children/{world.mia.pk}/story/")
