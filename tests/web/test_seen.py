"""Days since seen: everybody's child on one list, with what was tried and what is planned."""

from collections.abc import Callable
from datetime import date

from django.test import Client

from sightline.casework import sighting
from sightline.people.models import Worker
from tests.web.world import World

Browsing = Callable[[Worker], Client]


def test_every_childs_days_are_shown_with_attempts_and_the_next_visit(
    world: World, browsing: Browsing
) -> None:
    for day in (20, 23):
        sighting.record(
            world.mia,
            by=world.cast.amina,
            on=date(2026, 3, day),
            where="At home",
            purpose="enquiry",
            was_seen=False,
            not_seen_because="Nobody opened",
        )
    page = browsing(world.cast.bryn).get(f"/teams/{world.cast.team.pk}/seen/").content.decode()
    mia = page.split("Mia Larch")[1].split("</li>")[0]
    assert (
        "<strong>Tried 3 times since, and not seen</strong>; the last on 23 March 2026: Nobody opened" in mia
    )
    assert "Amina Yusuf plans to visit on Monday 30 March 2026." in mia
    leo = page.split("Leo")[1].split("</li>")[0]
    assert "Nobody leads." in leo, "children whom nobody was given are on the list too"
    assert page.index("Leo") < page.index("Mia Larch"), "never seen comes first"


def test_a_visit_is_planned_and_called_off_from_the_childs_record(world: World, browsing: Browsing) -> None:
    amina = browsing(world.cast.amina)
    planned = {
        "planned_for_day": "26",
        "planned_for_month": "3",
        "planned_for_year": "2026",
        "purpose": "plan",
    }
    answer = amina.post(f"/children/{world.noah.pk}/visit/plan/", planned, follow=True)
    assert "Saved: the visit is planned." in answer.content.decode()
    [visit] = world.noah.plannedvisits.all()
    assert (visit.planned_for_on, visit.by, visit.is_announced) == (date(2026, 3, 26), world.cast.amina, True)
    assert "planned for Thursday 26 March 2026" in amina.get("/families/").content.decode()
    off = {"because": "Noah is in hospital", "on_day": "24", "on_month": "3", "on_year": "2026"}
    answer = amina.post(f"/planned-visits/{visit.pk}/call-off/", off, follow=True)
    assert "Saved: the visit is called off." in answer.content.decode()
    story = amina.get(f"/children/{world.noah.pk}/story/").content.decode()
    assert "24 March 2026: A planned visit was called off" in story
