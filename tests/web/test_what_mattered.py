"""What mattered, and a whole family's story: marked with one press, told in order, nobody's who is shut."""

from collections.abc import Callable
from html import unescape
from typing import Any

from django.test import Client

from sightline.audit.models import Look
from sightline.casework import family, referral, restriction, sighting, significance
from sightline.people.models import Worker
from sightline.record.models import EventAnalysis, SignificantEvent
from tests.web.world import TODAY, World

Browsing = Callable[[Worker], Client]


def page_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(unescape(answer.content.decode()).split())


def test_an_event_is_marked_with_the_first_button_beside_it(world: World, browsing: Browsing) -> None:
    amina = browsing(world.cast.amina)
    story = page_of(amina, f"/children/{world.mia.pk}/story/")
    place = f"/children/{world.mia.pk}/mattered/sighting/{world.visit.pk}/happened_on/"
    event = story.split(f'<li id="sighting-{world.visit.pk}-happened_on"')[1].split("</li>")[0]
    assert event.index(f'action="{place}"') < event.index("<button") < event.index("<a ")
    answer = amina.post(place, {"page": "1"})
    where = f"/children/{world.mia.pk}/story/?page=1#sighting-{world.visit.pk}-happened_on"
    assert (answer.status_code, answer["Location"]) == (302, where)
    story = page_of(amina, f"/children/{world.mia.pk}/story/")
    assert f'action="{place}"' not in story
    assert "It mattered</strong>, says Amina Yusuf since 24 March 2026" in story
    assert amina.get(place).status_code == 405


def test_what_cannot_be_marked_is_not_there(world: World, browsing: Browsing, carys: Worker) -> None:
    amina, mia, ivy = browsing(world.cast.amina), world.mia.pk, world.ivy.pk
    visit = world.visit.pk
    for place in (
        f"/children/{ivy}/mattered/sighting/{visit}/happened_on/",
        f"/children/{mia}/mattered/sighting/{visit}/note/",
        f"/children/{mia}/mattered/unicorn/{visit}/happened_on/",
        f"/children/{mia}/mattered/significantevent/{visit}/marked_on/",
    ):
        assert amina.post(place).status_code == 404, place
    assert browsing(carys).post(f"/children/{mia}/mattered/sighting/{visit}/happened_on/").status_code == 404
    assert amina.post(f"/children/{mia}/mattered/referral/{world.referral.pk}/closed_on/").status_code == 302
    assert not SignificantEvent.objects.exists()


def test_the_chosen_chronology_has_what_was_marked_in_order_with_why(
    world: World, browsing: Browsing
) -> None:
    cast, mia = world.cast, world.mia
    first = significance.mark(mia, world.earlier, "received_at", by=cast.amina, on=TODAY)
    later = significance.mark(mia, world.visit, "happened_on", by=cast.amina, on=TODAY)
    amina, bryn = browsing(cast.amina), browsing(cast.bryn)
    for client, why in ((amina, "She named him."), (bryn, "We had heard it in autumn.")):
        assert client.post(f"/significant-events/{later.pk}/why/", {"why": why}).status_code == 302
    page = page_of(amina, f"/children/{mia.pk}/mattered/")
    told = page.split("Earliest first")[1]
    order = [
        "Contact: ",
        "Nothing is marked for ",
        "4 March 2026: Seen alone",
        "She named him.",
        "in autumn.",
    ]
    assert sorted(order, key=told.index) == order
    assert "Happened 4 March 2026. Written " in told
    assert "Strategy discussion" not in told
    mine = EventAnalysis.objects.get(why="She named him.")
    assert bryn.get(f"/event-analyses/{mine.pk}/correct/").status_code == 404
    assert "Correct it" in told
    answer = amina.post(f"/event-analyses/{mine.pk}/correct/", {"why": "She named him, unasked."})
    assert answer["Location"] == f"/children/{mia.pk}/mattered/"
    page = page_of(amina, f"/children/{mia.pk}/mattered/")
    assert "<s>She named him.</s>" in page
    assert "She named him, unasked." in page
    gone = {"because": "It was another contact."}
    assert amina.post(f"/children/{mia.pk}/strike-out/significantevent/{first.pk}/", gone).status_code == 302
    assert "Contact: " not in page_of(amina, f"/children/{mia.pk}/mattered/").split("Earliest first")[1]


def test_an_analysis_is_in_the_story_and_is_searched_like_every_word(
    world: World, browsing: Browsing
) -> None:
    event = significance.mark(world.mia, world.visit, "happened_on", by=world.cast.amina, on=TODAY)
    significance.analyse(event, by=world.cast.amina, on=TODAY, why="The zinc bathtub was the clue.")
    amina = browsing(world.cast.amina)
    assert "24 March 2026: Why an event mattered" in page_of(amina, f"/children/{world.mia.pk}/story/")
    found = amina.post("/search/", {"words": "bathtub"})["Location"]
    assert "zinc <mark>bathtub</mark> was the clue" in page_of(amina, found)


def of_the_family(page: str) -> str:
    return page.split("Latest first")[1].split("</ol>")[0]


def test_a_familys_stories_are_told_in_one_line_each_saying_about_whom(
    world: World, browsing: Browsing
) -> None:
    amina, place = browsing(world.cast.amina), f"/families/{world.larches.pk}/story/"
    page = page_of(amina, place)
    told = of_the_family(page)
    about_mia = f'About <a class="govuk-link" href="/children/{world.mia.pk}/">Mia Larch</a>'
    assert about_mia in told
    assert f'href="/children/{world.noah.pk}/">Noah Larch</a>' in told
    assert "Nothing is recorded for" in told
    assert "Told by: " in told.split("Contact: ")[1].split("</li>")[0]
    only = of_the_family(page_of(amina, f"{place}?about={world.noah.pk}"))
    lines = only.split("<li")[1:]
    assert lines
    assert all("Noah Larch</a>" in line for line in lines if "app-story__gap" not in line)
    assert "Nothing is marked yet." in of_the_family(page_of(amina, f"{place}?marked=1"))
    significance.mark(world.mia, world.visit, "happened_on", by=world.cast.amina, on=TODAY)
    marked = of_the_family(page_of(amina, f"{place}?marked=1"))
    assert marked.count("<h3") == 1
    assert "Seen alone: Quarry Hill Primary" in marked
    assert f"About {about_mia[6:]}" in marked


def test_what_was_written_alike_for_brothers_and_sisters_is_told_once(
    world: World, browsing: Browsing
) -> None:
    said: Any = {"where": "Number nine", "purpose": "enquiry", "was_seen": False}
    for child in (world.mia, world.noah):
        sighting.record(child, by=world.cast.amina, on=TODAY, not_seen_because="All away.", **said)
    page = of_the_family(page_of(browsing(world.cast.amina), f"/families/{world.larches.pk}/story/"))
    assert page.count("Not seen: Number nine") == 1
    line = page.split("Not seen: Number nine")[1].split("</li>")[0]
    assert line.index("Noah Larch</a>, ") < line.index("Mia Larch</a>.")


def test_whoever_is_shut_is_absent_even_from_counts_and_whoever_is_shown_is_looked_at(
    world: World, browsing: Browsing, iris: Worker, carys: Worker
) -> None:
    """The director opens every child, but not one whose record was sealed for others."""
    place, bryn = f"/families/{world.larches.pk}/story/", world.cast.bryn
    directors, pip = browsing(iris), family.add_person(by=bryn, given_name="Pip", family_name="Larch")
    family.join_family(world.larches, pip, by=bryn, place="child")
    pips = referral.receive(
        by=bryn, child=pip, team=world.cast.team, received_on=TODAY, source="2A", because="Nits."
    )
    significance.mark(pip, pips, "received_on", by=bryn, on=TODAY)
    marked = f"{place}?marked=1"
    assert "Pip Larch</a>" in of_the_family(page_of(directors, marked))
    looks = Look.objects.filter(worker=iris.pk, page="family-story")
    assert {world.mia.pk, pip.pk} <= set(looks.values_list("child", flat=True))
    restriction.restrict(pip, by=bryn, level="sealed", because="Said in court.", ask=bryn, named=[])
    seen = set(looks.values_list("pk", flat=True))
    for address in (place, marked, f"{place}?about={pip.pk}"):
        page = page_of(directors, address)
        assert "Mia Larch" in page
        assert not [word for word in ("Pip", "Nits", f"/children/{pip.pk}/", "estricted") if word in page]
    assert "Nothing is marked yet." in page_of(directors, marked)
    new = set(looks.exclude(pk__in=seen).values_list("child", flat=True))
    assert world.mia.pk in new
    assert pip.pk not in new
    assert browsing(carys).get(place).status_code == 404
