"""Places and groups on the pages: found before one is added, linked, and telling of nobody hidden."""

import html
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.test import Client

from sightline.audit.models import Look
from sightline.casework import place
from sightline.people.models import Role, Worker
from sightline.record.models import Person, Place, PlaceLink
from tests.web.placed import placed
from tests.web.world import TODAY, World

Browsing = Callable[[Worker], Client]


def words(answer: Any) -> str:
    """A page's words, as somebody reads them."""
    main = answer.content.decode().split("<main", 1)[1]
    said = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())
    return said.replace(" .", ".").replace(" ,", ",").replace(" :", ":")


def on_day(name: str, day: date = TODAY) -> dict[str, str]:
    """A day as it is typed."""
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}


def the_park(world: World) -> Place:
    placed(world)
    return Place.objects.get()


def test_a_place_is_looked_for_from_the_childs_record_and_added_where_it_is_not_there(
    world: World, browsing: Browsing
) -> None:
    amina, child = browsing(world.cast.amina), world.ruby.pk
    assert "None of these: add a place" not in words(amina.get(f"/children/{child}/places/"))
    looked = amina.post(f"/children/{child}/places/", {"words": "bandstand"})
    assert "No place or group is found by “bandstand”." in words(looked)
    assert f'href="/places/new/?child={child}"' in looked.content.decode()
    typed = {
        "kind": "outdoors",
        "name": "The bandstand",
        "worry": "Older men wait there.",
        "team": world.cast.team.pk,
        "came_from": "The park keeper",
        **on_day("on"),
        **on_day("review_on", TODAY + timedelta(days=42)),
    }
    answer = amina.post(f"/places/new/?child={child}", typed)
    park = Place.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/children/{child}/places/{park.pk}/")
    link = {"role": "harmed", "what": "Her telephone was taken.", "came_from": "Ruby", **on_day("on")}
    answer = amina.post(f"/children/{child}/places/{park.pk}/", link, follow=True)
    shown = words(answer)
    assert "Saved: it is on the record that they have to do with it." in shown
    assert "Was harmed there, since 24 March 2026. The place worries us" in shown
    assert "Her telephone was taken." in shown
    record = words(amina.get(f"/children/{child}/"))
    risk, story = record.split("Who Ruby is")[0], record.split("The story")[1]
    assert "Was harmed there: The bandstand, a place or group that worries us since 24 March 2026" in risk
    assert "Older men wait there." in risk
    assert "Was harmed there: The bandstand" in story
    found = words(amina.post(f"/children/{world.mia.pk}/places/", {"words": "bandstand"}))
    assert "Link with The bandstand" in found
    assert "1 person whom you may open is linked with it." in found


def test_a_place_that_worries_us_no_more_is_no_warning(world: World, browsing: Browsing) -> None:
    park, amina, bryn = the_park(world), browsing(world.cast.amina), browsing(world.cast.bryn)
    record = f"/children/{world.mia.pk}/"
    assert "The bandstand, a place or group that worries us" in words(amina.get(record))
    typed = {"because": "It is fenced in.", **on_day("on")}
    assert amina.post(f"/places/{park.pk}/end/", typed).status_code == 404
    shown = words(bryn.post(f"/places/{park.pk}/end/", typed, follow=True))
    assert "so Bryn Pugh. It is fenced in." in shown
    assert "by 24 March 2026; not finished when it worried us no more" in shown
    assert "a place or group that worries us" not in words(amina.get(record))
    assert "The place worries us no more." in words(amina.get(f"{record}places/"))


def test_whoever_may_not_open_a_child_is_told_nothing_of_them_on_a_places_page(
    world: World, carys: Worker, browsing: Browsing
) -> None:
    park = the_park(world)
    for worker, sees in ((world.cast.amina, True), (carys, False)):
        at_work = browsing(worker)
        page, listed = words(at_work.get(f"/places/{park.pk}/")), words(at_work.get("/places/"))
        assert "Mend the lights: Amina Yusuf, by 24 March 2026." in page
        assert ("Mia Larch" in page) is sees
        assert ("1 person whom you may open is linked with it." in listed) is sees
        looks = Look.objects.filter(worker=worker.pk, page="place").values_list("child", flat=True)
        assert list(looks) == ([world.mia.pk] if sees else [])
    assert "Nobody whom you may open is linked with it now." in words(
        browsing(carys).get(f"/places/{park.pk}/")
    )


def test_how_many_others_go_there_is_told_as_far_as_the_reader_may_know(
    world: World, carys: Worker, browsing: Browsing
) -> None:
    park = the_park(world)
    theirs = Person.objects.create(recorded_by=carys, given_name="Ned", family_name="Ash")
    for child, by in ((world.noah, world.cast.amina), (theirs, carys)):
        place.link(child, park, by=by, on=TODAY, role="goes", came_from="School")
    page = words(browsing(world.cast.amina).get(f"/children/{world.mia.pk}/places/"))
    assert "1 other person whom you may open has to do with it." in page


def test_a_link_written_in_error_is_struck_out_and_one_that_is_over_ends(
    world: World, browsing: Browsing
) -> None:
    the_park(world)
    linked, amina = PlaceLink.objects.get(), browsing(world.cast.amina)
    shown = words(amina.post(f"/place-links/{linked.pk}/end/", on_day("on"), follow=True))
    assert "Goes there, since 24 March 2026 until 24 March 2026." in shown
    struck = f"/children/{world.mia.pk}/strike-out/placelink/{linked.pk}/"
    amina.post(struck, {"because": "It was her cousin"})
    assert not PlaceLink.objects.standing().exists()
    assert "No place or group is on the record." in words(amina.get(f"/children/{world.mia.pk}/places/"))


def test_what_is_agreed_about_a_place_is_on_its_owners_list(world: World, browsing: Browsing) -> None:
    park, amina = the_park(world), browsing(world.cast.amina)
    [action] = park.actions.all()
    mine = words(amina.get("/agreed/"))
    assert "About places and groups The bandstand Mend the lights. Due by 24 March 2026." in mine
    typed = {"outcome": "done", "evidence": "They shine.", **on_day("on")}
    shown = words(amina.post(f"/place-actions/{action.pk}/finish/", typed, follow=True))
    assert "Mend the lights: Amina Yusuf, it is done (24 March 2026, Amina Yusuf). They shine." in shown
    assert "About places and groups" not in words(amina.get("/agreed/"))


def test_a_manager_is_led_to_the_teams_own_places_and_whoever_only_looks_writes_nothing(
    world: World, carys: Worker, browsing: Browsing
) -> None:
    park = the_park(world)
    place.add(
        by=carys, team=carys.team, on=TODAY, kind="online", name="A game", worry="Coins are offered.",
        came_from="School", review_on=TODAY,
    )  # fmt: skip
    address = f"/places/?team={world.cast.team.pk}"
    bryn = browsing(world.cast.bryn)
    assert f'href="{address}"' in bryn.get("/team/").content.decode()
    listed = words(bryn.get(address))
    assert "1 place or group." in listed
    assert "A game" not in listed
    assert "2 places and groups." in words(bryn.get("/places/"))
    nadia = Worker.objects.create_user("n@exampleshire.example", None, name="Nadia", role=Role.AUDITOR)
    page = browsing(nadia).get(f"/places/{park.pk}/").content.decode()
    assert f"/places/{park.pk}/review/" not in page
    assert browsing(nadia).get(f"/places/{park.pk}/review/").status_code == 404
