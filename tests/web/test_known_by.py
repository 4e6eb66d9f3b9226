"""What a person is known by, on their pages: added, found by search, struck out, missing, in question."""

from collections.abc import Callable

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sightline.audit.models import Look
from sightline.casework import family, identifier
from sightline.people.models import Role, Worker
from sightline.record.at_once import at_once
from sightline.record.models import Identifier, OtherName, Person
from sightline.web.known_by import known_in, known_parts
from tests.web.test_around import page
from tests.web.world import TODAY, World

Browsing = Callable[[Worker], Client]
NHS = "9990000018"


def number(value: str, **more: str) -> dict[str, str]:
    return {"kind": "NHS number", "value": value, "came_from": "The GP’s letter", **more}


def found(client: Client, words: str) -> str:
    return page(client, client.post("/search/", {"words": words})["Location"])


def test_another_name_is_added_later_found_and_struck_out(world: World, browsing: Browsing) -> None:
    amina, mia = browsing(world.cast.amina), world.mia
    assert "Mia Larch" not in found(amina, "Zephyrine Quillfeather")
    said = {"given_name": "Zephyrine", "family_name": "Quillfeather", "use": "old", "said_by": "Her gran"}
    answer = amina.post(f"/children/{mia.pk}/known-by/name/", said | {"until_on_year": ""})
    assert (answer.status_code, answer["Location"]) == (302, f"/children/{mia.pk}/known-by/")
    assert "Zephyrine Quillfeather: former name." in page(amina, f"/children/{mia.pk}/known-by/")
    assert "Zephyrine Quillfeather (former name);" in page(amina, f"/children/{mia.pk}/")
    assert "Mia Larch" in found(amina, "Zefyrine Quilfether")
    name = OtherName.objects.get()
    amina.post(f"/children/{mia.pk}/strike-out/othername/{name.pk}/", {"because": "Her cousin’s name"})
    assert "Mia Larch" not in found(amina, "Zefyrine Quilfether")
    assert "Zephyrine" not in page(amina, f"/children/{mia.pk}/")


def test_a_wrong_number_is_said_to_be_wrong_and_stays_in_its_box(world: World, browsing: Browsing) -> None:
    answer = browsing(world.cast.amina).post(
        f"/children/{world.mia.pk}/known-by/number/", number("9990000019")
    )
    said = answer.content.decode()
    assert answer.status_code == 422
    assert "That is not an NHS number: it has ten digits, and the last agrees with the others." in said
    assert 'value="9990000019"' in said
    assert Identifier.objects.filter(system="NHS number").count() == 0


def test_a_missing_number_is_noticed_until_it_is_there(world: World, browsing: Browsing) -> None:
    amina, place = browsing(world.cast.amina), f"/children/{world.mia.pk}/"
    assert "<strong>no NHS number</strong>" in page(amina, place)
    assert "Health cannot be told of a plan without it" in page(amina, f"{place}known-by/")
    amina.post(f"{place}known-by/number/", number("999 000 0018"))
    assert f"NHS number {NHS}" in page(amina, place)
    assert "no NHS number" not in page(amina, place)


def test_a_number_of_somebody_else_is_kept_and_asks_a_manager(world: World, browsing: Browsing) -> None:
    other = family.add_person(by=world.cast.gwen, given_name="Amelia", family_name="Lark")
    identifier.keep(other, by=world.cast.gwen, system="NHS number", value=NHS, came_from="The hospital")
    bryn, amina = browsing(world.cast.bryn), browsing(world.cast.amina)
    answer = bryn.post(f"/children/{world.mia.pk}/known-by/number/", number(NHS))
    assert answer["Location"] == f"/children/{world.mia.pk}/same/"
    assert "Somebody else in the record goes by this number" in page(bryn, answer["Location"])
    assert Person.objects.get(pk=world.mia.pk).nhs_number is None
    assert world.mia.identifiers.get(system="NHS number").value == NHS
    said = page(amina, f"/children/{world.mia.pk}/known-by/")
    assert "Somebody else in the record goes by a number that is said to be theirs" in said
    assert "Amelia" not in said


def test_a_number_is_made_sure_of(world: World, browsing: Browsing) -> None:
    said = {"system": "NHS number", "value": NHS, "came_from": "The GP"}
    kept = identifier.keep(world.mia, by=world.cast.amina, **said)
    amina = browsing(world.cast.amina)
    how = {"on_day": "23", "on_month": "3", "on_year": "2026", "how": "Asked of the national service"}
    assert amina.post(f"/numbers/{kept.pk}/right/", how).status_code == 302
    shown = page(amina, f"/children/{world.mia.pk}/known-by/")
    assert "Made sure on 23 March 2026: Asked of the national service." in shown


def test_a_birth_date_is_written_as_far_as_it_is_known(world: World, browsing: Browsing) -> None:
    amina, place = browsing(world.cast.amina), f"/children/{world.mia.pk}/known-by/born/"
    said = {"year": "2018", "month": "", "day": "4", "because": "Her gran"}
    answer = amina.post(place, said)
    assert (
        answer.status_code,
        "Choose the month, or leave the day empty too" in answer.content.decode(),
    ) == (
        422,
        True,
    )
    assert amina.post(place, said | {"day": ""}).status_code == 302
    assert "2018, the day and month not known" in page(amina, f"/children/{world.mia.pk}/")
    for wrong, why in (
        ({"month": "2", "day": "30"}, "That is not a day in the calendar"),
        ({"year": "2027", "day": ""}, "That day has not come yet"),
    ):
        answer = amina.post(place, said | wrong)
        assert (answer.status_code, why in answer.content.decode()) == (422, True)


def test_whoever_answers_for_the_data_sees_what_is_missing_and_opens_nothing(
    world: World, browsing: Browsing, carys: Worker
) -> None:
    analyst = Worker.objects.create_user("dev@exampleshire.example", name="Dev", role=Role.ANALYST)
    shown = page(browsing(analyst), "/numbers/")
    assert f"Record {world.mia.pk}, {world.cast.team.name}: NHS number" in shown
    assert "/known-by/" not in shown
    assert "Larch" not in shown
    assert f'href="/children/{world.mia.pk}/known-by/"' in page(browsing(world.cast.bryn), "/numbers/")
    assert browsing(world.cast.amina).get("/numbers/").status_code == 404


def test_the_file_is_for_managers_who_may_open_the_child_and_is_logged(
    world: World, browsing: Browsing, carys: Worker
) -> None:
    place = f"/children/{world.mia.pk}/known-by/file/"
    answer = browsing(world.cast.bryn).get(place)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/ld+json")
    assert answer["Content-Disposition"] == f'attachment; filename="person-{world.mia.pk}.json"'
    assert answer.json()["@graph"][0]["name"][0]["familyName"] == ["Larch"]
    looked = Look.objects.filter(worker=world.cast.bryn.pk, child=world.mia.pk, page="person-file")
    assert looked.count() == 1
    assert browsing(world.cast.amina).get(place).status_code == 404
    assert browsing(carys).get(place).status_code == 404
    assert browsing(carys).get(f"/children/{world.mia.pk}/known-by/").status_code == 404


def test_the_section_is_asked_with_the_rest_of_the_page(world: World) -> None:
    mia = Person.objects.with_entries().get(pk=world.mia.pk)
    with CaptureQueriesContext(connection) as asked:
        found = at_once(known_parts(mia))
    said = known_in(found, [mia], on=TODAY)
    assert len(asked) == 1
    assert (said.people, said.nhs, said.names) == ([mia], mia.nhs_number or "", [])
