"""The people around a child: drawn and told, warned of, in the record twice and lived with on a day."""

from collections.abc import Callable
from datetime import date

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sightline.casework import family, warning
from sightline.people.models import Worker
from sightline.record.models import Person, Relationship, SamePerson, WarningNote
from sightline.web.around import AROUND
from sightline.web.genogram import Tie, draw
from tests.web.pages import addresses
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


def test_somebody_is_warned_of_a_man_whose_own_record_they_may_not_open(
    world: World, iris: Worker, browsing: Browsing
) -> None:
    """He has just moved in with Ivy, and is in no family that her worker works with."""
    stranger = family.add_person(by=iris, given_name="Todd", family_name="Vane", sex="M")
    warning.warn(
        stranger,
        by=iris,
        risk="children",
        what="He was sent to prison in 2011 for what he did to a boy.",
        came_from="Probation",
        on=date(2026, 3, 2),
        review_on=date(2026, 9, 1),
    )
    for one in (world.ivy, stranger):
        family.move_home(one, by=iris, address="3 Alder Row", postcode="QX2 2BB", on=date(2026, 3, 16))
    amina = browsing(world.cast.amina)
    assert amina.get(f"/children/{stranger.pk}/").status_code == 404
    for address in (f"/children/{world.ivy.pk}/", f"/children/{world.ivy.pk}/around/"):
        shown = page(amina, address)
        assert "Todd Vane (lives at the same address). He was sent to prison in 2011" in shown
        assert f'href="/children/{stranger.pk}/"' not in shown
    assert "Todd Vane" not in page(amina, f"/children/{world.mia.pk}/")
    assert f'href="/children/{stranger.pk}/"' in page(browsing(iris), f"/children/{world.ivy.pk}/")


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
    nobodys = family.add_person(by=iris, given_name="Amelie", family_name="Larch", born_on=mia.born_on)
    hidden = bryn.post(f"/children/{mia.pk}/same/", {**told, "number": nobodys.pk})
    assert "There is no record with this number that you may open." in hidden.content.decode()
    assert (hidden.status_code, SamePerson.objects.one().count()) == (422, 0)
    assert bryn.post(f"/children/{mia.pk}/same/", told)["Location"] == f"/children/{mia.pk}/"
    made = SamePerson.objects.one().get()
    assert (made.child, made.kept, made.judged_on) == (again, mia, date(2026, 3, 24))


def test_each_form_about_the_people_around_a_child_is_saved(world: World, browsing: Browsing) -> None:
    """In the browser as it is served: by the role that PostgreSQL holds to what its reader may see."""
    amina, bryn, kev = browsing(world.cast.amina), browsing(world.cast.bryn), world.kev
    lives = Relationship.objects.get()
    said = {"disputed_by": "Dana’s mother", "because": "She has never met him."}
    assert amina.post(f"/relationships/{lives.pk}/dispute/", said).status_code == 302
    ends = {"on_day": "20", "on_month": "3", "on_year": "2026"}
    assert amina.post(f"/relationships/{lives.pk}/end/", ends).status_code == 302
    lives.refresh_from_db()
    assert (lives.disputed_by, lives.until_on) == ("Dana’s mother", date(2026, 3, 20))
    told = {"risk": "workers", "what": "He follows cars.", "came_from": "A neighbour"}
    days = {"on_day": "23", "on_month": "3", "on_year": "2026"}
    days |= {"review_on_day": "23", "review_on_month": "6", "review_on_year": "2026"}
    assert amina.post(f"/children/{kev.pk}/warning/", told | days).status_code == 302
    note = WarningNote.objects.get(risk="workers")
    assert (note.child, note.recorded_by, note.review_on) == (kev, world.cast.amina, date(2026, 6, 23))
    again = {"because": "He did it again.", "next_review_on_day": "1"}
    again |= {"next_review_on_month": "7", "next_review_on_year": "2026"}
    assert amina.post(f"/warnings/{note.pk}/review/", again).status_code == 302
    assert note.reviews.get().next_review_on == date(2026, 7, 1)
    over = {"because": "He has sold the car."}
    assert amina.post(f"/warnings/{note.pk}/end/", over).status_code == 404
    assert bryn.post(f"/warnings/{note.pk}/end/", over).status_code == 302
    note.refresh_from_db()
    assert (note.ended_by, note.ended_because) == (world.cast.bryn, "He has sold the car.")


def test_two_entries_are_told_apart_and_not_suggested_again(world: World, browsing: Browsing) -> None:
    bryn, mia = browsing(world.cast.bryn), world.mia
    other = family.add_person(by=world.cast.gwen, given_name="Mia", family_name="Larch", born_on=mia.born_on)
    family.join_family(world.larches, other, by=world.cast.gwen, place="child")
    twice = f"/teams/{world.cast.team.pk}/twice/"
    suggested = f'<a class="govuk-link" href="/children/{other.pk}/">Mia Larch</a>'
    assert suggested in page(bryn, twice)
    said = {"number": other.pk, "judged": "two", "because": "Cousins, born on one day"}
    assert bryn.post(f"/children/{mia.pk}/same/", said).status_code == 302
    assert (SamePerson.objects.get(are_one=False).kept, suggested in page(bryn, twice)) == (other, False)


def test_the_pages_about_the_people_around_a_child_ask_fifteen_questions_at_most(
    world: World, browsing: Browsing
) -> None:
    asked, places, bryn = {}, addresses(world), browsing(world.cast.bryn)
    for name in [one[2] for one in AROUND if one[2] in places]:
        with CaptureQueriesContext(connection) as queries:
            assert bryn.get(places[name]).status_code == 200, name
        asked[name] = len(queries)
    assert {name: many for name, many in asked.items() if many > 15} == {}
