"""The people around a child: drawn and told, warned of, in the record twice and lived with on a day."""

from collections.abc import Callable
from datetime import date

from django.test import Client

from sightline.people.models import Worker
from sightline.record.models import Person, Relationship, SamePerson
from sightline.web.genogram import Tie, draw
from tests.web.world import World

Browsing = Callable[[Worker], Client]


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_a_warning_stands_at_the_head_of_every_linked_childs_page(world: World, browsing: Browsing) -> None:
    amina = browsing(world.cast.amina)
    for child in (world.mia, world.noah, world.kev):
        shown = page(amina, f"/children/{child.pk}/")
        head = shown.index("He hit Mia in February. Nobody visits alone while he is there.")
        assert head < shown.index('id="owed"')
        assert "It was to be looked at again by 20 March 2026, and nobody has." in shown
    assert "He hit Mia" not in page(amina, f"/children/{world.ivy.pk}/")


def test_the_drawing_and_its_table_say_the_same(world: World, browsing: Browsing) -> None:
    shown = page(browsing(world.cast.amina), f"/children/{world.dana.pk}/around/")
    drawing = shown[shown.index("<svg") : shown.index("</svg>")]
    for name in ("Mia Larch", "Noah Larch", "Dana Larch", "Kevin Stone"):
        assert name in drawing
        assert name in shown[shown.index("</svg>") :] or name == "Dana Larch"
    assert 'stroke-dasharray="6 4"' in drawing, "Dana disputes that Kev is her partner"
    assert "Dana: He is a friend and lives elsewhere." in shown


def test_generations_stand_in_rows(world: World) -> None:
    gran = Person(pk=90, given_name="Ida", family_name="Larch", sex="F")
    people = [world.mia, world.dana, world.noah, gran]
    ties = [
        Tie(world.mia.pk, world.dana.pk, "PRN"),
        Tie(world.noah.pk, world.dana.pk, "PRN"),
        Tie(world.dana.pk, 90, "PRN", disputed=True),
    ]
    drawn = {one.person.pk: one for one in draw(world.mia.pk, people, ties).people}
    assert drawn[90].y < drawn[world.dana.pk].y < drawn[world.mia.pk].y == drawn[world.noah.pk].y
    assert (drawn[90].shape, drawn[world.noah.pk].shape) == ("circle", "square")
    assert [one.person for one in drawn.values() if one.is_asked] == [world.mia]


def test_who_is_who_is_written_once_and_read_from_both(world: World, browsing: Browsing) -> None:
    amina = browsing(world.cast.amina)
    told = {"other": world.dana.pk, "relation": "PRN", "said_by": "The birth certificate"}
    assert amina.post(f"/children/{world.mia.pk}/around/add/", told).status_code == 302
    made = Relationship.objects.get(relation="PRN")
    assert (made.child, made.other, made.said_by) == (world.mia, world.dana, "The birth certificate")
    back = {"number": world.mia.pk, "relation": "back-GRPRN", "said_by": "Dana"}
    assert amina.post(f"/children/{world.dana.pk}/around/add/", {**back}).status_code == 302
    grand = Relationship.objects.get(relation="GRPRN")
    assert (grand.child, grand.other) == (world.mia, world.dana)
    refused = amina.post(f"/children/{world.mia.pk}/around/add/", {**told, "other": "", "number": 999999})
    assert (refused.status_code, Relationship.objects.count()) == (422, 3)
    assert "There is no record with this number that you may open." in refused.content.decode()


def test_who_lived_here_on_that_day(world: World, browsing: Browsing) -> None:
    amina = browsing(world.cast.amina)
    address = f"/children/{world.mia.pk}/around/on/"
    then = page(amina, f"{address}?on_day=2&on_month=6&on_year=2025")
    for name in ("Mia Larch", "Dana Larch"):
        assert f"{name}</a>" in then
    assert "No home is recorded for Mia Larch on that day." in page(
        amina, f"{address}?on_day=31&on_month=5&on_year=2025"
    )


def test_an_entry_is_joined_and_parted_in_the_browser(world: World, iris: Worker, browsing: Browsing) -> None:
    bryn, mia, again = browsing(world.cast.bryn), world.mia, world.second_mia
    link = f'<a class="govuk-link" href="/children/{mia.pk}/"'
    assert f"In the record twice: work goes on under the name of {link}" in page(
        bryn, f"/children/{again.pk}/"
    )
    parted = SamePerson.objects.get()
    answer = bryn.post(f"/same/{parted.pk}/part/", {"because": "Two birth certificates"})
    assert answer["Location"] == f"/children/{again.pk}/"
    assert not SamePerson.objects.one().exists()
    told = {"number": again.pk, "judged": "here", "because": "The registrar says so"}
    hidden = bryn.post(f"/children/{mia.pk}/same/", told)
    assert (hidden.status_code, SamePerson.objects.one().count()) == (422, 0), "he may no longer open her"
    assert browsing(iris).post(f"/children/{mia.pk}/same/", told)["Location"] == f"/children/{mia.pk}/"
    made = SamePerson.objects.one().get()
    assert (made.child, made.kept, made.judged_on) == (again, mia, date(2026, 3, 24))
