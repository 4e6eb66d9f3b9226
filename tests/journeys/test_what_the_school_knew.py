"""Amina pastes the school's log, for two children at once; Bryn reads it in the story of each."""

from collections.abc import Callable
from typing import Any

from sightline.record.models import AgencyEvent
from tests.journeys.conftest import DESK, PHONE
from tests.journeys.test_every_page import resize, wrong_at_any_width
from tests.journeys.walking import follow, press, record_something, saved, write
from tests.web.world import World

LOG = """Copied from the safeguarding file
September 2024:\tBoth came from another school.
5/1/26\tMia came without a coat. She said that
she had not slept.
31/2/2026\tNoah was collected late.
"""


def test_a_schools_log_is_pasted_looked_at_and_read_in_the_story_of_each(
    world: World, person: Callable[..., Any]
) -> None:
    amina = person(world.cast.amina, size=PHONE)
    record_something(amina, world.mia, "Another agency’s chronology")
    amina.get_by_label("Which agency’s?").select_option(label="School, college or nursery")
    write(amina, "What is it taken from?", "Their safeguarding log")
    amina.get_by_label("Noah Larch").check()
    write(amina, "What does it say?", LOG)
    press(amina, "Bring it in")
    assert "Line 5: “31/2/2026” is no day in the calendar" in amina.inner_text(".govuk-error-summary")
    assert amina.get_by_label("What does it say?").input_value().strip() == LOG.strip(), "it is still there"
    assert wrong_at_any_width(amina) == []
    resize(amina, PHONE)
    write(amina, "What does it say?", LOG.replace("31/2/2026", "28/2/2026"))
    press(amina, "Bring it in")
    shown = amina.inner_text("main")
    assert "For Mia Larch: 3 events to bring in" in shown
    assert "For Noah Larch: 3 events to bring in" in shown
    assert "Not brought in, because no day stands before it: “Copied from the safeguarding file”" in shown
    assert not AgencyEvent.objects.exists(), "nothing is kept before it was looked at"
    assert wrong_at_any_width(amina) == []
    resize(amina, PHONE)
    press(amina, "Bring it in")
    assert "6 events brought in" in saved(amina)
    assert wrong_at_any_width(amina) == []

    bryn = person(world.cast.bryn, size=DESK)
    bryn.goto(f"/children/{world.noah.pk}/story/")
    told = bryn.inner_text("main")
    assert "Noah was collected late." in told
    assert "School, college or nursery, in its own chronology" in told
    follow(bryn, "What other agencies gave us")
    follow(bryn, "3 events")
    alone = bryn.inner_text("main")
    order = [alone.index(words) for words in ("September 2024", "5 January 2026", "28 February 2026")]
    assert order == sorted(order), "the earliest first, and the vague one where it belongs"
    assert "She said that she had not slept" in " ".join(alone.split()), (
        "an event can have more lines than one"
    )
