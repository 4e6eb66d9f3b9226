"""A copy of a record, a correction, a legal hold, and records whose time is up."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sightline.audit.models import Look
from sightline.casework import referral, rights
from sightline.casework.verb import Refused
from sightline.compliance import retention
from sightline.people.models import Worker
from sightline.record.models import (
    AccessRequest,
    Correction,
    LegalHold,
    Person,
    Redaction,
    Referral,
    RetentionDecision,
)
from sightline.web.over_records import RIGHTS
from sightline.web.story import story
from tests.web.pages import addresses
from tests.web.world import NOW, TODAY, World

Browsing = Callable[[Worker], Client]


def page_of(client: Client, place: str) -> str:
    answer = client.get(place)
    assert answer.status_code == 200
    return str(answer.content.decode())


@pytest.fixture
def request_of_dana(world: World) -> AccessRequest:
    return rights.receive_request(
        world.mia, by=world.cast.amina, on=TODAY, asked_by="parent", who="Dana Larch, by letter"
    )


def packed(answer: object) -> tuple[str, dict[str, object]]:
    """The page and the data in a copy."""
    file = ZipFile(BytesIO(answer.content))
    return file.read("record.html").decode(), json.loads(file.read("record.json"))


def test_a_copy_is_asked_for_and_a_month_is_given(world: World, browsing: Browsing) -> None:
    amina = browsing(world.cast.amina)
    said = {"on_day": "24", "on_month": "3", "on_year": "2026", "asked_by": "parent", "who": "Dana Larch"}
    place = amina.post(f"/children/{world.mia.pk}/copy/", said)["Location"]
    page = page_of(amina, place)
    assert "To be answered by Friday 24 April 2026" in page
    assert "We do not know yet that it is they" in page
    assert place in page_of(amina, f"/children/{world.mia.pk}/rights/")


def test_what_is_left_out_is_not_in_the_copy_and_why_is(
    world: World, request_of_dana: AccessRequest, browsing: Browsing
) -> None:
    amina, place = browsing(world.cast.amina), f"/copies/{request_of_dana.pk}/"
    whole, data = packed(amina.get(f"{place}file/"))
    assert world.visit.childs_words in whole
    amina.post(
        f"{place}leave-out/sighting/{world.visit.pk}/",
        {"words": world.visit.childs_words, "reason": "serious_harm"},
    )
    amina.post(f"{place}leave-out/referral/{world.referral.pk}/", {"words": "", "reason": "another_person"})
    page, data = packed(amina.get(f"{place}file/"))
    told = json.dumps(data, ensure_ascii=False)
    for text in (page, told):
        assert world.visit.childs_words not in text
        assert "to show it would be likely to cause serious harm" in text.lower()
    assert "[left out]" in page
    assert "Left out: it is about another person, who has not agreed." in page
    assert '"kind": "referral"' not in told
    left = Redaction.objects.order_by("pk").values_list("kind", "entry", "reason", "recorded_by")
    assert list(left) == [
        ("sighting", world.visit.pk, "serious_harm", world.cast.amina.pk),
        ("referral", world.referral.pk, "another_person", world.cast.amina.pk),
    ]
    assert "serious harm" in page_of(amina, place)


def test_words_that_are_left_out_are_left_out_of_what_was_said_to_be_wrong(
    world: World, request_of_dana: AccessRequest, browsing: Browsing
) -> None:
    said = "Rhys was not there when it happened."
    rights.receive_correction(world.mia, by=world.cast.amina, on=TODAY, who="Dana Larch", said=said)
    amina, place = browsing(world.cast.amina), f"/copies/{request_of_dana.pk}/"
    assert said in packed(amina.get(f"{place}file/"))[0]
    amina.post(f"{place}leave-out/sighting/{world.visit.pk}/", {"words": "Rhys", "reason": "another_person"})
    page, data = packed(amina.get(f"{place}file/"))
    assert data["corrections"] == [{"said": "[left out] was not there when it happened.", "decided": ""}]
    assert "[left out] was not there when it happened.” Not decided yet." in page


def test_a_copy_goes_out_as_a_sandboxed_download_and_each_is_a_look(
    world: World, request_of_dana: AccessRequest, browsing: Browsing
) -> None:
    answer = browsing(world.cast.amina).get(f"/copies/{request_of_dana.pk}/file/")
    assert answer["Content-Disposition"] == f'attachment; filename="record-{request_of_dana.pk}.zip"'
    assert answer["Content-Security-Policy"].startswith("sandbox")
    logged = Look.objects.filter(page="access-copy", worker=world.cast.amina.pk)
    assert [one.child for one in logged] == [world.mia.pk]


def test_nothing_is_released_to_somebody_unknown_and_only_by_a_manager(
    world: World, request_of_dana: AccessRequest, browsing: Browsing
) -> None:
    with pytest.raises(Refused, match="Say first how we know who asks"):
        rights.release(request_of_dana, by=world.cast.bryn, on=TODAY, to="Dana Larch")
    place = f"/copies/{request_of_dana.pk}/"
    given = {"identity_shown": "Passport seen", "to": "Dana Larch, by hand"}
    assert browsing(world.cast.amina).post(f"{place}release/", given).status_code == 404
    bryn = browsing(world.cast.bryn)
    assert bryn.post(f"{place}release/", given)["Location"] == place
    request_of_dana.refresh_from_db()
    assert (request_of_dana.released_on, request_of_dana.released_by) == (TODAY, world.cast.bryn)
    assert "Released 24 March 2026 by Bryn Pugh to Dana Larch, by hand" in page_of(bryn, place)
    with pytest.raises(Refused, match="was released on 24 March 2026"):
        rights.leave_out(
            request_of_dana, by=world.cast.amina, kind="sighting", entry=world.visit.pk, reason="crime"
        )


def test_what_was_wrong_is_struck_out_and_both_versions_stay(world: World, browsing: Browsing) -> None:
    amina, bryn = browsing(world.cast.amina), browsing(world.cast.bryn)
    said = {"on_day": "24", "on_month": "3", "on_year": "2026", "who": "Dana", "said": "He never lived here."}
    amina.post(f"/children/{world.mia.pk}/correction/", said)
    asked = Correction.objects.get()
    wrong = f"sighting:{world.visit.pk}"
    decided = {"decision": "struck_out", "wrong": wrong, "because": "She has shown us the tenancy"}
    assert amina.post(f"/corrections/{asked.pk}/decide/", decided).status_code == 404
    bryn.post(f"/corrections/{asked.pk}/decide/", decided)
    asked.refresh_from_db()
    world.visit.refresh_from_db()
    assert (asked.decision, asked.decided_by) == ("struck_out", world.cast.bryn)
    assert (asked.kind, asked.entry) == ("sighting", world.visit.pk)
    assert world.visit.struck_out_because == "Put right at their request: She has shown us the tenancy"
    story = page_of(amina, f"/children/{world.mia.pk}/story/")
    assert world.visit.where in story, "what was written is still readable"
    told = page_of(amina, f"/children/{world.mia.pk}/rights/")
    assert "He never lived here." in told
    assert f'href="/children/{world.mia.pk}/entries/sighting/{world.visit.pk}/"' in told


def test_what_is_put_right_is_in_the_record_of_whoever_asked(world: World) -> None:
    asked = rights.receive_correction(
        world.leo, by=world.cast.amina, on=TODAY, who="Dana", said="It was not he."
    )
    with pytest.raises(Refused, match="about somebody else"):
        rights.decide_correction(
            asked, by=world.cast.bryn, on=TODAY, decision="struck_out", because="So it was",
            wrong=world.visit,
        )  # fmt: skip
    world.visit.refresh_from_db()
    assert world.visit.struck_out_at is None


def test_what_stands_has_their_disagreement_beside_it(world: World) -> None:
    asked = rights.receive_correction(
        world.mia, by=world.cast.amina, on=TODAY, who="Dana", said="I was not drunk."
    )
    with pytest.raises(Refused, match="Say which entry is wrong"):
        rights.decide_correction(
            asked, by=world.cast.bryn, on=TODAY, decision="struck_out", because="She is right"
        )
    rights.decide_correction(
        asked, by=world.cast.bryn, on=TODAY, decision="disagreed", because="Two people saw it"
    )
    with pytest.raises(Refused, match="decided already"):
        rights.decide_correction(
            asked, by=world.cast.bryn, on=TODAY, decision="disagreed", because="Two people saw it"
        )


def test_a_manager_places_and_ends_a_legal_hold(world: World, browsing: Browsing) -> None:
    bryn, day = browsing(world.cast.bryn), {"on_day": "24", "on_month": "3", "on_year": "2026"}
    place = f"/children/{world.mia.pk}/legal-hold/"
    assert browsing(world.cast.amina).post(place, day).status_code == 404
    bryn.post(place, {**day, "because": "The inquiry into Hill House"})
    held = LegalHold.objects.get()
    with pytest.raises(Refused, match="under a legal hold"):
        rights.decide_retention(
            world.mia, by=world.cast.bryn, on=TODAY, decision="destroy", because="It is old"
        )
    bryn.post(f"/legal-holds/{held.pk}/end/", {**day, "because": "It has reported"})
    held.refresh_from_db()
    assert (held.ended_on, held.ended_because) == (TODAY, "It has reported")
    assert "The inquiry into Hill House" in page_of(bryn, f"/children/{world.mia.pk}/rights/")


@pytest.mark.parametrize(
    ("keeping", "born", "closed", "until"),
    [
        (retention.LOOKED_AFTER, date(2010, 5, 1), date(2020, 1, 1), date(2085, 5, 1)),
        (retention.PROTECTION, date(2010, 5, 1), date(2020, 1, 1), date(2055, 1, 1)),
        (retention.IN_NEED, date(2010, 5, 1), date(2020, 1, 1), date(2035, 5, 1)),
        (retention.IN_NEED, None, date(2020, 1, 1), date(2045, 1, 1)),
        (retention.IN_NEED, date(1990, 5, 1), date(2020, 1, 1), date(2026, 1, 1)),
        (retention.REFERRAL, date(2010, 5, 1), date(2020, 1, 1), date(2026, 1, 1)),
    ],
)
def test_how_long_a_record_is_kept(
    keeping: retention.Keeping, born: date | None, closed: date, until: date
) -> None:
    assert retention.kept_until(born, closed, keeping) == until


def test_every_length_says_where_it_is_from_and_how_far_it_was_checked() -> None:
    for keeping in retention.KINDS:
        assert keeping.source
        assert keeping.verified in (retention.READ, retention.OURS)
    assert "2010, regulation 50" in retention.LOOKED_AFTER.source


@pytest.fixture
def old(world: World) -> Person:
    """Leo's case came to nothing in 2019, and was closed."""
    leo = world.leo
    mine = Referral.objects.get(child=leo)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.worker', %s, true)", [str(world.cast.bryn.pk)])
        cursor.execute(
            "UPDATE record_referral SET received_on = '2019-01-07', received_at = NULL, closed_by_id = %s,"
            " closed_on = '2019-02-01', closure_reason = 'RC7', closed_because = 'No need' WHERE id = %s",
            [world.cast.bryn.pk, mine.pk],
        )
    return leo


def test_a_record_whose_time_is_up_is_listed_until_somebody_decides_to_keep_it(
    world: World, old: Person, browsing: Browsing
) -> None:
    bryn = world.cast.bryn
    [due] = retention.due(bryn, on=TODAY)
    assert (due.child, due.keeping, due.since_on) == (old, retention.REFERRAL, date(2025, 2, 1))
    client = browsing(bryn)
    with CaptureQueriesContext(connection) as queries:
        assert old.name in page_of(client, "/retention/")
    assert len(queries) <= 15
    place = f"/children/{old.pk}/retention/"
    assert (
        "Enter the day until which"
        in client.post(place, {"decision": "keep", "because": "His sister"}).content.decode()
    )
    until = {"keep_until_on_day": "1", "keep_until_on_month": "4", "keep_until_on_year": "2030"}
    client.post(place, {"decision": "keep", "because": "His sister is known to us", **until})
    assert retention.due(bryn, on=TODAY) == []
    assert [one.child for one in retention.due(bryn, on=date(2030, 4, 2))] == [old]


def test_deciding_to_destroy_destroys_nothing_and_stays_on_the_list(world: World, old: Person) -> None:
    rights.decide_retention(old, by=world.cast.bryn, on=TODAY, decision="destroy", because="Its time is up")
    [due] = retention.due(world.cast.bryn, on=TODAY)
    assert due.decided == RetentionDecision.objects.get()
    assert Person.objects.filter(pk=old.pk).exists()


def test_a_record_under_a_hold_or_with_anything_open_is_not_due(world: World, old: Person) -> None:
    held = rights.hold(old, by=world.cast.bryn, on=TODAY, because="A claim")
    assert retention.due(world.cast.bryn, on=TODAY) == []
    rights.end_hold(held, by=world.cast.bryn, on=TODAY, because="It was settled")
    referral.receive(
        by=world.cast.bryn, child=old, team=world.cast.team, received_on=TODAY, source="1A", because="Again"
    )
    assert retention.due(world.cast.bryn, on=TODAY) == []


def test_the_list_is_of_those_whom_the_manager_may_see(world: World, old: Person, carys: Worker) -> None:
    assert retention.due(carys, on=TODAY) == []


def test_pages_about_a_record_ask_fifteen_questions_at_most_besides_those_of_the_story(
    world: World, carys: Worker, browsing: Browsing
) -> None:
    bryn, mia = world.cast.bryn, world.mia
    Look.objects.bulk_create(
        Look(at=NOW - timedelta(days=day), worker=worker.pk, page="child", child=child.pk)
        for day in range(13)
        for worker in (carys, world.cast.esther)
        for child in (mia, world.noah)
    )
    for number in range(12):
        told = {"by": bryn, "on": TODAY, "who": f"Dana Larch, letter {number}"}
        rights.receive_request(mia, asked_by="parent", **told)
        rights.receive_correction(mia, said="He never lived with us.", **told)
        rights.hold(mia, by=bryn, on=TODAY, because="An inquiry has asked for it")
    places, client, found = addresses(world), browsing(bryn), {}
    for name in [*(page[2] for page in RIGHTS if page[2] != "access-copy"), "my-families"]:
        client.get(places[name])
        with CaptureQueriesContext(connection) as queries:
            assert client.get(places[name]).status_code == 200, name
        found[name] = len(queries)
    with CaptureQueriesContext(connection) as queries:
        client.get(f"/copies/{AccessRequest.objects.filter(child=mia)[0].pk}/file/")
    found["access-copy"] = len(queries)
    with CaptureQueriesContext(connection) as queries:
        assert story(mia, on=TODAY)
    told = dict.fromkeys(("access-request", "access-copy", "correction-decide"), len(queries))
    assert {name: many for name, many in found.items() if many - told.get(name, 0) > 15} == {}
