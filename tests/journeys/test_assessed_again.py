"""Ivy is assessed again: what was found in January is brought in, marked, changed, and read as such."""

from collections.abc import Callable
from datetime import date
from typing import Any

from sightline.casework import assessment
from sightline.record.models import CarriedSection
from tests.journeys.conftest import PHONE
from tests.journeys.walking import press, saved
from tests.web.assessed import authorised
from tests.web.world import World

NOW = "Ivy was alone in the flat on two nights in January. Nobody knows of any night since."


def test_what_was_found_before_comes_in_with_one_press_and_says_so(
    world: World, person: Callable[..., Any]
) -> None:
    first = authorised(world)
    begun = assessment.start(first.referral, by=world.cast.amina, on=date(2026, 3, 19), on_open_case=True)
    amina = person(world.cast.amina, size=PHONE)
    amina.goto(f"/assessments/{begun.pk}/write/")
    amina.get_by_label("What do you make of it?").fill("Typed before the button was pressed.")
    for section in ("What has happened", "What keeps the child safe"):
        amina.get_by_text("What was said on 10 February 2026, Amina Yusuf: " + section).click()
        press(amina, f"{section}, 10 February 2026")
        assert "Brought in, and not confirmed yet." in saved(amina)
    assert "10 February 2026, Amina Yusuf: not confirmed" in amina.inner_text("main")
    harm = amina.get_by_label("What has happened, and how bad is it?")
    assert harm.input_value() == first.harm
    harm.fill(NOW)
    press(amina, ": What keeps the child safe")
    bryn = person(world.cast.bryn)
    bryn.goto(f"/assessments/{begun.pk}/")
    told = bryn.inner_text("main")
    assert "it was rewritten, Amina Yusuf" in told
    assert "it is still true, Amina Yusuf" in told
    bryn.get_by_text("What was changed in what was carried forward").click()
    assert "Now: Nobody knows of any night since." in bryn.inner_text("main")
    assert "Typed before the button was pressed." in bryn.inner_text("main")
    marks = CarriedSection.objects.order_by("section").values_list("section", "answer")
    assert list(marks) == [("harm", "rewritten"), ("protective_factors", "still_true")]
