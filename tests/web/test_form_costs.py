"""What forms cost: every number on the page counted again another way; and what got in somebody's way."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from sightline.audit.models import Look
from sightline.casework import entry, own_question, sighting
from sightline.compliance.form_use import READ_AT
from sightline.people.models import Role, Worker
from sightline.record.models import OwnAnswer, Sighting
from sightline.web.form_costs import ASKED_BY, fields_of
from sightline.web.models import FormTime, Obstacle
from tests.web.pages import names
from tests.web.test_drafts import hidden, visit
from tests.web.test_own_questions import asked, page_of
from tests.web.world import NOW, TODAY, World

Browsing = Callable[[Worker], Client]
YEAR = timedelta(days=365)


def row_of(page: str, label: str) -> list[str]:
    """What the table says of this question."""
    cells = page.split(f'<tr><th scope="row">{label}')[1].split("</tr>")[0].split("<td ")
    return [cell.split(">", 1)[1].split("<")[0] for cell in cells[1:]]


@pytest.fixture
def written(world: World, iris: Worker) -> list[Sighting]:
    """Visits to Mia with and without words, one a year ago, one struck out."""
    cast, told = world.cast, {"purpose": "plan", "was_seen": True, "alone": "yes"}
    days = [date(2025, 3, 1), date(2025, 6, 2), date(2025, 11, 3), date(2026, 2, 4), date(2026, 3, 20)]
    made = [
        sighting.record(world.mia, by=cast.amina, on=on, where="At home", note="Well." * (on.day % 2), **told)
        for on in days
    ]
    entry.strike_out(made[-1], by=cast.amina, because="It was Noah.")
    return made


def test_how_often_each_question_is_answered_is_what_the_record_says(
    world: World, written: list[Sighting], iris: Worker, dev: Worker, browsing: Browsing
) -> None:
    page = page_of(browsing(dev), "/forms/")
    year = [
        one
        for one in Sighting.objects.all()
        if one.struck_out_at is None and TODAY - YEAR < one.happened_on <= TODAY
    ]
    assert 3 <= len(year) < Sighting.objects.count()
    section = page.split('id="sighting"')[1].split("<h2")[0]
    assert f"Written {len(year)} times since 24 March 2025" in section
    for label, filled in (
        ("What happened, and what do you think?", [bool(one.note) for one in year]),
        ("At what time?", [one.happened_at is not None for one in year]),
        ("Where?", [bool(one.where) for one in year]),
        ("Spoken to?", [one.was_spoken_to is not None for one in year]),
        ("Was the child seen?", [True for _ in year]),
    ):
        assert row_of(section, label)[0] == f"{sum(filled)} of {len(year)}", label
    assert not any(one.not_alone_because for one in year)
    assert any(one.not_seen_because for one in year)
    assert "If not seen alone, who was there and why? <strong" in section, "proposed for removal"
    assert "If not seen, why not? <strong" not in section


def test_our_own_questions_are_counted_among_the_forms_that_asked_them(
    world: World, written: list[Sighting], iris: Worker, dev: Worker, browsing: Browsing
) -> None:
    pets = asked(iris, "sighting", "Are there animals?", kind="yes_no", only_for="plan")
    late = asked(iris, "sighting", "Who shops?", review_on=date(2026, 3, 1))
    which = asked(iris, "sighting", "Which?", only_if=pets.question, only_if_said="Yes")
    gone = asked(iris, "sighting", "Who was there?")
    own_question.retire(gone.question, by=iris, on=date(2026, 1, 6), from_on=date(2026, 1, 6), because="No.")
    amina, february = world.cast.amina, written[3]
    again = sighting.record(
        world.mia, by=amina, on=date(2026, 3, 2), where="At home", purpose="plan", was_seen=True, alone="yes"
    )
    own_question.answer(february, {pets: "Yes", which: "A goat."}, by=amina, on=TODAY)
    own_question.answer(again, {pets: "Not discussed"}, by=amina, on=TODAY)
    page = page_of(browsing(dev), "/forms/")
    section = page.split('id="sighting"')[1].split("<h2")[0]
    since = [
        one
        for one in Sighting.objects.standing()
        if one.happened_on >= date(2026, 1, 5) and one.happened_on <= TODAY
    ]
    under_plan = [one for one in since if one.purpose == "plan"]
    said = [one.said for one in OwnAnswer.objects.standing() if one.version_id == pets.pk]
    assert row_of(section, "Are there animals?") == [
        f"{len(said)} of {len(under_plan)}",
        f"{said.count('Not discussed')}",
        "Iris Falk",
    ]
    assert row_of(section, "Which?")[0] == "1 of 1"
    assert "Who shops? <strong" in section
    review = "Never answered in twelve months. Its review was due on 1 March 2026: proposed for removal."
    assert review in section
    assert row_of(section, "Who shops?")[0] == f"0 of {len(since)}"
    assert "Who was there?" not in section, "asked no more"
    assert late.owner == iris


def test_the_minutes_are_from_opening_to_saving_and_name_nobody(
    world: World, dev: Worker, browsing: Browsing, monkeypatch: pytest.MonkeyPatch
) -> None:
    amina, place = browsing(world.cast.amina), f"/children/{world.mia.pk}/visit/"
    for minutes in (4, 12, 31):
        note = hidden(amina.get(place).content.decode())
        later = NOW + timedelta(minutes=minutes)
        monkeypatch.setattr("sightline.web.today.now", lambda later=later: later)
        sent = {**visit(world, f"It took {minutes}."), **note}
        assert amina.post(place, sent).status_code == 302
        assert amina.post(place, sent).status_code == 302, "pressed twice"
        monkeypatch.setattr("sightline.web.today.now", lambda: NOW)
    assert list(FormTime.objects.values_list("form", "on", "minutes")) == [
        ("sighting", TODAY, 4),
        ("sighting", TODAY, 12),
        ("sighting", TODAY, 31),
    ]
    assert {field.name for field in FormTime._meta.get_fields()} == {"id", "form", "on", "minutes"}
    page = page_of(browsing(dev), "/forms/")
    assert "In the middle 12 minutes from opening to saving (3 forms timed)." in page


def test_a_draft_that_was_kept_counts_from_when_it_was_begun(
    world: World, browsing: Browsing, monkeypatch: pytest.MonkeyPatch
) -> None:
    amina, place = browsing(world.cast.amina), f"/children/{world.mia.pk}/visit/"
    note = hidden(amina.get(place).content.decode())
    assert amina.post("/drafts/keep/", {**visit(world), **note}).json()["kept"]
    monkeypatch.setattr("sightline.web.today.now", lambda: NOW + timedelta(minutes=50))
    note = hidden(amina.get(place).content.decode())
    assert amina.post(place, {**visit(world), **note}).status_code == 302
    assert [one.minutes for one in FormTime.objects.all()] == [50]


def test_how_much_was_opened_by_somebody_else_is_what_the_log_says(
    world: World, written: list[Sighting], dev: Worker, browsing: Browsing
) -> None:
    amina, bryn = world.cast.amina, world.cast.bryn
    long_ago = NOW - timedelta(days=200)
    Sighting.objects.update(recorded_at=NOW - timedelta(days=20))
    ours = Sighting.objects.standing().filter(child=world.mia).order_by("pk")
    first, second, third = ours[0], ours[1], ours[2]
    for one, at in ((first, 0), (second, 40), (third, 100)):
        Sighting.objects.filter(pk=one.pk).update(recorded_at=long_ago + timedelta(days=at / 4))
    Look.objects.create(at=long_ago + timedelta(days=1), worker=amina.pk, page="story", child=world.mia.pk)
    Look.objects.create(at=long_ago + timedelta(days=5), worker=bryn.pk, page="my-team", child=world.mia.pk)
    Look.objects.create(at=long_ago + timedelta(days=9), worker=bryn.pk, page="story", child=world.mia.pk)
    Look.objects.create(at=long_ago + timedelta(days=120), worker=bryn.pk, page="child", child=world.mia.pk)
    counted = opened = 0
    for one in Sighting.objects.standing():
        if NOW - YEAR < one.recorded_at <= NOW - timedelta(days=90):
            counted += 1
            opened += any(
                look.worker != one.recorded_by_id
                and look.page in ("story", "child")
                and one.recorded_at < look.at <= one.recorded_at + timedelta(days=90)
                for look in Look.objects.filter(child=one.child_id)
            )
    assert (opened, counted) == (1, 3)
    page = page_of(browsing(dev), "/forms/").split('id="sighting"')[1].split("<h2")[0]
    assert "Opened by somebody else within ninety days: 1 of 3." in page


def test_the_pages_that_count_as_reading_are_pages_and_an_assessments_own_is_one_of_them() -> None:
    assert names() >= READ_AT
    assert {"assessment", "assessment-authorise"} <= READ_AT


def test_every_question_in_code_is_on_the_page_and_each_number_has_its_definition(
    world: World, iris: Worker, dev: Worker, browsing: Browsing
) -> None:
    page = page_of(browsing(iris), "/forms/")
    for form, kinds in ASKED_BY.items():
        labels = {str(field.label) for kind in kinds for field in kind.base_fields.values()}
        assert labels == {str(field.label) for field, _ in fields_of(form).values()}
        assert {label for label in labels if f'<th scope="row">{label}' not in page} == set()
    for told in ("Written", "Minutes", "Opened by somebody else", "Answered", "Proposed for removal"):
        assert f"<dt>{told}</dt>" in page
    for worker in (world.cast.amina, world.cast.bryn):
        assert browsing(worker).get("/forms/").status_code == 404


def test_what_got_in_the_way_is_said_answered_and_seen_by_whoever_said_it(
    world: World, iris: Worker, dev: Worker, browsing: Browsing
) -> None:
    amina, director = browsing(world.cast.amina), browsing(iris)
    page = page_of(amina, f"/children/{world.mia.pk}/visit/")
    assert '<a class="govuk-link" href="/in-the-way/visit/">This got in my way</a>' in page
    said = amina.post("/in-the-way/visit/", {"words": "It asks the day again.", "page": "child"})
    assert (said.status_code, said["Location"]) == (302, "/in-the-way/")
    found = Obstacle.objects.get()
    assert (found.page, found.by) == ("visit", world.cast.amina), "the page, and never the child's number"
    listed = page_of(director, "/forms/")
    assert "It asks the day again." in listed
    assert "Iris Falk answers for it." in listed
    assert "visit: 1" in listed
    assert "It asks the day again." not in page_of(browsing(dev), "/forms/"), "numbers alone"
    place = f"/in-the-way/{found.pk}/answer/"
    assert amina.get(place).status_code == 404
    assert director.post(place, {"words": "It is gone from Monday."}).status_code == 302
    mine = page_of(amina, "/in-the-way/")
    assert "Iris Falk answered on 24 March 2026:</strong> It is gone from Monday." in mine
    assert "It asks the day again." not in page_of(browsing(world.cast.bryn), "/in-the-way/")
    assert director.post(place, {"words": "Again."})["Location"] == "/forms/"
    assert Obstacle.objects.get().answer == "It is gone from Monday."
    assert amina.get("/in-the-way/unicorn/").status_code == 404


def test_the_service_manager_of_the_team_answers_first(
    world: World, iris: Worker, senga: Worker, browsing: Browsing
) -> None:
    Obstacle.objects.create(page="visit", words="Too slow.", by=world.cast.amina, said_at=NOW)
    assert "Senga Muir answers for it." in page_of(browsing(iris), "/forms/")
    nobody = Worker.objects.create_user("n@exampleshire.example", name="Nia", role=Role.SOCIAL_WORKER)
    Obstacle.objects.create(page="search", words="Where is it?", by=nobody, said_at=NOW)
    assert "Iris Falk answers for it." in page_of(browsing(senga), "/forms/")
