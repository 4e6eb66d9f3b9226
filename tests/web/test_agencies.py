"""Bringing in another agency's chronology by its pages: looked at first, for siblings too, and read again."""

from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client

from sightline.audit.models import Look
from sightline.people.models import Worker
from sightline.record.models import AgencyChronology, AgencyEvent
from tests.web.world import World

Browsing = Callable[[Worker], Client]
LINES = """What the school has on the Larches
5/1/2026\tMia came without a coat.
September 2024:\tBoth came from another school.
"""


def said(answer: Any) -> str:
    return " ".join(unescape(answer.content.decode()).split())


@pytest.fixture
def asked(world: World) -> dict[str, Any]:
    family = [world.mia.pk, *(one.pk for one in siblings(world))]
    given = {"agency": "education", "from_what": "Their files", "lines": LINES, "children": family}
    return given | {"given_on_day": "3", "given_on_month": "3", "given_on_year": "2026"}


def siblings(world: World) -> list[Any]:
    from sightline.web.sighting import children_of

    class Asking:
        user = world.cast.amina

    return children_of(world.mia, Asking())[1:]  # type: ignore[arg-type]  # only who asks is read


def test_it_is_shown_as_it_was_read_before_anything_is_kept(
    world: World, browsing: Browsing, asked: dict[str, Any]
) -> None:
    amina, place = browsing(world.cast.amina), f"/children/{world.mia.pk}/agencies/chronology/"
    assert siblings(world), "she has a brother or a sister"
    shown = said(amina.post(place, asked))
    assert "For Mia Larch: 2 events to bring in" in shown
    assert "Not brought in, because no day stands before it: “What the school has on the Larches”" in shown
    assert "September 2024, the day not known: Both came from another school." in shown
    assert not AgencyEvent.objects.exists()
    answer = amina.post(place, {**asked, "confirmed": "yes"})
    assert answer["Location"] == f"/children/{world.mia.pk}/agencies/"
    each = 1 + len(siblings(world))
    assert (AgencyChronology.objects.count(), AgencyEvent.objects.count()) == (each, 2 * each)
    page = said(amina.get(answer["Location"]))
    assert page.index("came from another school") < page.index("without a coat"), "the earliest first"
    assert "Their files" in page
    again = said(amina.post(place, {**asked, "lines": LINES + "6/1/2026 Late"}))
    assert "For Mia Larch: 1 event to bring in; 2 are there already, or said twice" in again
    assert amina.post(place, {**asked, "confirmed": "yes"}).status_code == 422, "nothing in it is new"


def test_the_whole_familys_story_says_which_agency_told_us(
    world: World, browsing: Browsing, asked: dict[str, Any]
) -> None:
    amina = browsing(world.cast.amina)
    amina.post(f"/children/{world.mia.pk}/agencies/chronology/", {**asked, "confirmed": "yes"})
    story = said(amina.get(f"/families/{world.larches.pk}/story/"))
    assert story.count("Mia came without a coat.") == 1, "told once, of each whom it is about"
    assert "Told by: School, college or nursery." in story


def test_a_line_that_cannot_be_read_is_named_and_everything_typed_is_still_there(
    world: World, browsing: Browsing, asked: dict[str, Any]
) -> None:
    place = f"/children/{world.mia.pk}/agencies/chronology/"
    answer = browsing(world.cast.amina).post(place, {**asked, "lines": LINES + "31/2/2026 Late"})
    assert answer.status_code == 422
    assert "Line 4: “31/2/2026” is no day in the calendar" in said(answer)
    assert "Mia came without a coat." in said(answer)
    assert not AgencyEvent.objects.exists()


def test_one_chronology_alone_and_striking_it_out_takes_its_events_with_it(
    world: World, browsing: Browsing, asked: dict[str, Any]
) -> None:
    amina, mia = browsing(world.cast.amina), world.mia.pk
    place = f"/children/{mia}/agencies/chronology/"
    amina.post(place, {**asked, "children": [mia], "confirmed": "yes"})
    police = {"agency": "police", "from_what": "Their log", "lines": "4/1/2026 A call", "children": [mia]}
    amina.post(place, {**asked, **police, "confirmed": "yes"})
    schools = AgencyChronology.objects.get(agency="education")
    alone = said(amina.get(f"/children/{mia}/agencies/?of={schools.pk}"))
    assert ("without a coat" in alone, "A call" in alone) == (True, False)
    strike = f"/children/{mia}/strike-out/agencychronology/{schools.pk}/"
    assert "2 events of it are struck out as well." in said(amina.get(strike))
    amina.post(strike, {"because": "It is another Mia."})
    rest = said(amina.get(f"/children/{mia}/agencies/"))
    assert ("without a coat" in rest, "A call" in rest) == (False, True)


def test_it_is_read_by_whoever_may_open_the_child_and_the_look_is_logged(
    world: World, browsing: Browsing, asked: dict[str, Any], carys: Worker
) -> None:
    place = f"/children/{world.mia.pk}/agencies/"
    browsing(world.cast.amina).post(f"{place}chronology/", {**asked, "confirmed": "yes"})
    assert browsing(carys).get(place).status_code == 404
    before = Look.objects.filter(child=world.mia.pk).count()
    browsing(world.cast.bryn).get(place)
    assert Look.objects.filter(child=world.mia.pk).count() == before + 1
