"""The search on every page: by name, birth date or postcode, logged, and never in an address."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from sightline.audit.models import Look
from sightline.people.models import Worker
from sightline.record.likeness.sought import PartialDay, Sought
from sightline.web.matching import read
from tests.web.world import World

Browsing = Callable[[Worker], Client]


def found(client: Client, words: str) -> str:
    place = client.post("/search/", {"words": words})["Location"]
    assert re.fullmatch(r"/search/[0-9a-f]{8}/", place), "none of its words"
    return str(client.get(place).content.decode())


@pytest.mark.parametrize(
    "words",
    [
        "Mia Larch",
        "larch mia",
        "Mya Lartch",
        "Amelia Larch",
        "11/2/2019",
        "2/11/2019",
        "Mia 2019",
        "Larch Feb 2019",
        "QX34LR",
        "14 Rowan Close",
    ],
)
def test_a_child_is_found_by_whatever_is_known(world: World, browsing: Browsing, words: str) -> None:
    page = found(browsing(world.cast.amina), words)
    assert f'href="/children/{world.mia.pk}/"' in page
    assert "Born 11 February 2019. 14 Rowan Close, QX3 4LR." in page


def test_each_likeness_is_explained_field_by_field(world: World, browsing: Browsing) -> None:
    page = found(browsing(world.cast.amina), "Amelia Lartch 2/11/2019 QX3 4LR")
    assert (
        "Very likely: Given name a short form of it; family name spelt nearly the same; "
        "birth date day and month the other way round; postcode the same."
    ) in page


def test_another_teams_children_are_absent_even_from_the_count(
    world: World, carys: Worker, browsing: Browsing
) -> None:
    page = found(browsing(carys), "Larch")
    assert "Nobody whom you may see is like" in page
    assert "Mia" not in page


def test_each_search_is_logged_with_its_words_and_whom_it_showed(world: World, browsing: Browsing) -> None:
    found(browsing(world.cast.amina), "Larch")
    looks = Look.objects.filter(worker=world.cast.amina.pk, page="found", words="Larch")
    assert set(looks.values_list("child", flat=True)) == {
        world.mia.pk,
        world.noah.pk,
        world.dana.pk,
    }


def test_a_search_that_found_nobody_is_logged_too(world: World, carys: Worker, browsing: Browsing) -> None:
    found(browsing(carys), "Larch")
    assert list(Look.objects.filter(worker=carys.pk).values_list("words", "child")) == [("Larch", None)]


def test_going_back_to_an_earlier_search_shows_it_again(world: World, browsing: Browsing) -> None:
    amina = browsing(world.cast.amina)
    first = amina.post("/search/", {"words": "Larch"})["Location"]
    amina.post("/search/", {"words": "Birch"})
    assert "Mia Larch" in amina.get(first).content.decode()


def test_words_that_could_do_harm_do_none(world: World, browsing: Browsing) -> None:
    page = found(browsing(world.cast.amina), "<script>'; DROP TABLE record_person;--")
    assert "&lt;script&gt;" in page
    assert "<script" not in page


def test_the_words_are_taken_apart() -> None:
    assert read("Wren  Hawthorn 8 May 2018 qx72ab") == read("qx7 2ab Wren Hawthorn 8/5/2018")
    assert read("Wren Hawthorn 8/5/2018 QX7 2AB") == Sought(
        given=("wren", "hawthorn"), born=PartialDay(2018, 5, 8), postcode="QX72AB"
    )
    assert read("Wren 31/2/2018") == Sought(given=("wren",), born=PartialDay(2018))
    assert read("Wren May 2018") == Sought(given=("wren",), born=PartialDay(2018, 5))
    assert read("05/2018 O’Brien-Lee") == Sought(given=("obrien", "lee"), born=PartialDay(2018, 5))
    assert read("Zoë 2018 14 Rowan Close") == Sought(
        ("zoe",), born=PartialDay(2018), address="14 rowan close"
    )
    assert read("943 476 5919") == Sought(numbers=frozenset({"9434765919"}))
    assert read("OLD0001").numbers == {"OLD0001"}
    assert read("") == Sought()
