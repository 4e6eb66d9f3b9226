"""Drafts: what is typed and not saved is kept for whoever typed it; a form sent twice is saved once."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sightline.audit.models import JournalEntry
from sightline.people.models import Absence, Worker
from sightline.record.models import Assessment, Sighting
from sightline.record.sight import openings
from sightline.web.models import Draft
from tests.web.pages import forms
from tests.web.test_forms import every_form
from tests.web.world import NOW, World

Browsing = Callable[[Worker], Client]
LATER = "She said it again on the way out."


def text(answer: Any) -> str:
    return unescape(answer.content.decode())


def hidden(page: str) -> dict[str, str]:
    """The note that a form carries of whose it is."""
    return dict(re.findall(r'name="(draft|draft_revision)" value="([^"]*)"', page))


def visit(world: World, note: str = "The bruise has gone.", **more: str) -> dict[str, str]:
    mia, noah = f"child{world.mia.pk}", f"child{world.noah.pk}"
    seen = {f"{mia}-was_seen": "seen", f"{mia}-alone": "yes", f"{noah}-was_seen": "not_part"}
    return {"on_day": "24/3/2026", "where": "At home", "purpose": "enquiry", "note": note, **seen, **more}


@pytest.fixture
def address(world: World) -> str:
    return forms(world)["visit"]


@pytest.fixture
def writing(world: World, browsing: Browsing) -> Client:
    return browsing(world.cast.amina)


def test_what_is_typed_is_kept_and_is_no_part_of_the_record(
    world: World, writing: Client, address: str
) -> None:
    changes, note = JournalEntry.objects.count(), hidden(text(writing.get(address)))
    told = writing.post("/drafts/keep/", {**visit(world), "on_day": "32", **note}).json()
    assert (told["kept"], told["apart"], told["at"]) == (True, False, "24 March 2026 at 10:00")
    kept = Draft.objects.get()
    assert (kept.worker, kept.child, kept.page, kept.address) == (
        world.cast.amina,
        world.mia,
        "visit",
        address,
    )
    page = text(writing.get(address))
    assert "The bruise has gone." in page
    assert 'value="32"' in page, "a day that is none is kept as it was typed"
    assert f'name="child{world.mia.pk}-was_seen" value="seen"' in page.replace(' type="radio"', "")
    assert "This is your draft, last kept 24 March 2026 at 10:00" in page
    assert JournalEntry.objects.count() == changes
    assert not Sighting.objects.filter(note="The bruise has gone.").exists()


def test_every_form_with_room_for_words_keeps_them(world: World, browsing: Browsing) -> None:
    offered = {}
    for name, place in forms(world).items():
        worker = browsing(world.cast.hal if name.startswith("contact") else world.cast.bryn)
        answer = worker.get(place)
        if answer.status_code == 200:
            page = text(answer)
            main = page.split("<main", 1)[1]
            offered[name] = ("<textarea" in main, 'name="keep_draft"' in main, "draft.js" in page)
    assert {name for name, (words, *_) in offered.items() if words} >= {
        *("assessment-write", "visit", "discussion-hold", "conference-hold", "enquiry-conclude", "close"),
        *("contact", "help-plan", "core-group", "referral-decide", "strike-out"),
    }
    assert {name: found for name, found in offered.items() if len(set(found)) > 1} == {}


def test_a_draft_is_its_writers_and_colleagues_see_only_that_somebody_writes(
    world: World, writing: Client, browsing: Browsing, address: str
) -> None:
    writing.post("/drafts/keep/", {**visit(world, LATER), **hidden(text(writing.get(address)))})
    bryn = browsing(world.cast.bryn)
    page = text(bryn.get(address))
    assert "Amina Yusuf is writing here too" in page
    assert "since 24 March 2026 at 10:00" in page
    assert LATER not in page
    assert LATER not in text(bryn.get("/drafts/"))
    name = Draft.objects.get().name
    assert LATER not in text(bryn.get(f"{address}?draft={name}"))
    assert bryn.get(f"/drafts/{name}/discard/").status_code == 404
    assert bryn.post(f"/drafts/{name}/discard/").status_code == 404
    assert Draft.objects.get().typed["note"] == [LATER]


def test_nobody_keeps_words_in_anothers_draft(
    world: World, writing: Client, browsing: Browsing, address: str
) -> None:
    note = hidden(text(writing.get(address)))
    answer = browsing(world.cast.bryn).post("/drafts/keep/", {**visit(world), **note})
    assert answer.status_code == 409
    assert (
        writing.post("/drafts/keep/", {**visit(world), **note, "draft": note["draft"] + "x"}).status_code
        == 409
    )
    assert not Draft.objects.exists()


def test_saving_makes_the_draft_an_entry_and_lets_its_words_go(
    world: World, writing: Client, address: str
) -> None:
    note = hidden(text(writing.get(address)))
    now = writing.post("/drafts/keep/", {**visit(world), **note}).json()
    saved = {**visit(world), "draft": now["draft"], "draft_revision": now["revision"]}
    assert writing.post(address, saved)["Location"] == f"/children/{world.mia.pk}/"
    kept = Draft.objects.get()
    assert (kept.typed, kept.aside, kept.led_to) == ({}, {}, f"/children/{world.mia.pk}/")
    assert "You have no drafts" in text(writing.get("/drafts/"))
    assert "The bruise has gone." not in text(writing.get(address))
    late = writing.post("/drafts/keep/", saved).json()
    assert late == {"kept": False, "entered": True}, "a late keeping brings nothing back"


def test_the_same_form_sent_twice_is_saved_once(world: World, writing: Client, address: str) -> None:
    sent = {**visit(world), **hidden(text(writing.get(address)))}
    first, again = writing.post(address, sent), writing.post(address, sent, follow=True)
    assert first["Location"] == again.redirect_chain[-1][0]
    assert "It was sent twice and saved once" in text(again).replace("it was", "It was")
    assert Sighting.objects.filter(note="The bruise has gone.").count() == 1


def test_a_form_gone_back_to_and_changed_is_another(world: World, writing: Client, address: str) -> None:
    note = hidden(text(writing.get(address)))
    writing.post(address, {**visit(world), **note})
    writing.post(address, {**visit(world, LATER), **note})
    assert list(Sighting.objects.order_by("-pk").values_list("note", flat=True)[:2]) == [
        LATER,
        "The bruise has gone.",
    ]


def test_a_refused_form_is_sent_again_and_saved(world: World, writing: Client, address: str) -> None:
    sent = {**visit(world, where=""), **hidden(text(writing.get(address)))}
    refused = writing.post(address, sent)
    assert refused.status_code == 422
    assert Draft.objects.get().typed["note"] == ["The bruise has gone."], "kept, though it was refused"
    mended = {**visit(world), **hidden(text(refused))}
    assert writing.post(address, mended).status_code == 302
    assert Sighting.objects.filter(note="The bruise has gone.").count() == 1
    assert not Draft.objects.open().exists()


def test_save_and_come_back_needs_no_script(world: World, writing: Client, address: str) -> None:
    sent = {**visit(world), "keep_draft": "yes", **hidden(text(writing.get(address)))}
    answer = writing.post(address, sent, follow=True)
    assert "Kept as a draft for you. It is not in the record until you save it." in text(answer)
    first = text(writing.get("/families/"))
    assert f"{address}?draft={Draft.objects.get().name}" in first
    assert "Record a visit: Mia Larch</a>, just now" in first
    assert "The bruise has gone." in text(writing.get(address))


def test_a_first_page_says_what_was_being_written_and_for_how_long(
    world: World, writing: Client, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    writing.post("/drafts/keep/", {**visit(world), **hidden(text(writing.get(address)))})
    for later, said in (
        ({"minutes": 1}, "1 minute ago"),
        ({"hours": 5}, "5 hours ago"),
        ({"days": 3}, "3 days ago"),
    ):
        from datetime import timedelta

        monkeypatch.setattr("sightline.web.today.now", lambda by=timedelta(**later): NOW + by)
        assert f"Record a visit: Mia Larch</a>, {said}" in text(writing.get("/families/"))
        assert said in text(writing.get("/drafts/"))


def test_words_from_two_windows_are_both_kept(world: World, writing: Client, address: str) -> None:
    note = hidden(text(writing.get(address)))
    writing.post("/drafts/keep/", {**visit(world), **note})
    apart = writing.post("/drafts/keep/", {**visit(world, LATER), **note}).json()
    assert apart["apart"] is True
    assert {draft.typed["note"][0] for draft in Draft.objects.open()} == {"The bruise has gone.", LATER}
    assert "You have another draft here" in text(writing.get(address))


def test_discarding_asks_and_then_the_words_are_gone(world: World, writing: Client, address: str) -> None:
    writing.post("/drafts/keep/", {**visit(world), **hidden(text(writing.get(address)))})
    asked = f"/drafts/{Draft.objects.get().name}/discard/"
    page = text(writing.get(asked))
    assert "Discard this draft?" in page
    assert "The bruise has gone." in page
    assert Draft.objects.exists(), "asking discards nothing"
    assert "Discarded" in text(writing.post(asked, follow=True))
    assert not Draft.objects.exists()


def test_a_form_that_meets_an_ended_session_keeps_its_words(
    world: World, writing: Client, address: str
) -> None:
    sent = {**visit(world), **hidden(text(writing.get(address)))}
    writing.logout()
    answer = writing.post(address, sent, follow=True)
    assert answer.redirect_chain == [(f"/sign-in/?next={address}", 302)]
    assert "What you wrote is kept as your draft" in text(answer)
    assert not Sighting.objects.filter(note="The bruise has gone.").exists()
    writing.force_login(world.cast.amina)
    assert "The bruise has gone." in text(writing.get(address))


def test_a_form_from_before_somebody_else_signed_in_keeps_its_words_for_its_writer(
    world: World, writing: Client, address: str
) -> None:
    at_the_desk = Client(enforce_csrf_checks=True)
    at_the_desk.force_login(world.cast.bryn)
    sent = {**visit(world), **hidden(text(writing.get(address)))}
    answer = at_the_desk.post(address, sent)
    assert answer.status_code == 403
    assert "kept as a draft for whoever wrote it" in text(answer)
    assert Draft.objects.get().worker == world.cast.amina
    assert "The bruise has gone." not in text(at_the_desk.get(address))


def test_without_a_note_an_ended_session_keeps_nothing(world: World, address: str) -> None:
    answer = Client().post(address, visit(world))
    assert answer["Location"] == f"/sign-in/?next={address}"
    assert not Draft.objects.exists()


def test_a_draft_about_a_child_who_may_no_longer_be_opened_is_not_shown(
    world: World, writing: Client, address: str, carys: Worker
) -> None:
    writing.post("/drafts/keep/", {**visit(world), **hidden(text(writing.get(address)))})
    Worker.objects.filter(pk=world.cast.amina.pk).update(team=None)
    writing.force_login(Worker.objects.get(pk=world.cast.amina.pk))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.worker', %s, true)", [str(world.cast.bryn.pk)])
        Absence.objects.filter(covered_by=world.cast.amina).update(until_on=NOW.date())
        for model, one in openings():  # whatever binds her to a child is Bryn's now
            if one.to and model._meta.get_field(one.to.split("__")[0]).related_model is Worker:
                rows = model._default_manager.filter(**{one.to: world.cast.amina})
                rows.update(**{one.to: world.cast.bryn})
    listed = text(writing.get("/drafts/"))
    assert "Mia Larch" not in listed
    assert "1 draft of yours is about a child whose record you may no longer open" in listed
    assert writing.get(address).status_code == 404
    assert Draft.objects.get().typed["note"] == ["The bruise has gone."]


# ── two people at once


def test_two_people_write_in_one_assessment_and_both_are_saved(world: World, browsing: Browsing) -> None:
    address = forms(world)["assessment-write"]
    amina, bryn = browsing(world.cast.amina), browsing(world.cast.bryn)
    hers, his = hidden(text(amina.get(address))), hidden(text(bryn.get(address)))
    as_it_was = {
        "childs_words": world.assessment.childs_words,
        "harm": world.assessment.harm,
        "wishes_recorded_on_day": "4/3/2026",
        "outcome": "protection",
    }
    amina.post(
        address, {**as_it_was, "factors": ["3B", "18C"], "analysis": "Hers.", "likelihood": "Likely.", **hers}
    )
    answer = bryn.post(
        address, {**as_it_was, "factors": ["3B", "18C", "4A"], "analysis": "His.", **his}, follow=True
    )
    assert "Amina Yusuf had written in it since you opened it" in text(answer)
    written = Assessment.objects.get(pk=world.assessment.pk)
    assert written.analysis == "Hers.\nHis.", "where both wrote, both stand"
    assert written.likelihood == "Likely.", "what he left empty does not empty hers"
    assert set(written.factors) == {"3B", "18C", "4A"}
    assert written.childs_words == "She feels safe at school and with her gran."
    assert "Hers.\nHis." in text(answer), "and he sees it at once"


def test_writing_again_in_what_one_saved_oneself_is_no_quarrel(world: World, browsing: Browsing) -> None:
    address, amina = forms(world)["assessment-write"], browsing(world.cast.amina)
    note = hidden(text(amina.get(address)))
    amina.post(address, {"analysis": "First.", **note})
    amina.post(address, {"analysis": "Second.", **note})
    assert Assessment.objects.get(pk=world.assessment.pk).analysis == "Second."


# ── what the database holds, and how much is asked of it


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("an_entered_draft_led_somewhere", {"entered_at": NOW, "typed": {}}),
        ("an_entered_draft_keeps_no_words", {"entered_at": NOW, "led_to": "/"}),
        ("a_draft_is_kept_after_it_is_begun", {"saved_at": NOW.replace(year=2025)}),
    ],
)
def test_the_database_refuses(world: World, constraint: str, change: dict[str, Any]) -> None:
    draft = Draft.objects.create(
        name="one", worker=world.cast.amina, page="visit", address="/", title="A visit",
        typed={"note": ["x"]}, revision=1, begun_at=NOW, saved_at=NOW,
    )  # fmt: skip
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Draft.objects.filter(pk=draft.pk).update(**change)


def test_a_form_with_drafts_asks_few_questions(
    world: World, writing: Client, browsing: Browsing, address: str
) -> None:
    for client in (writing, browsing(world.cast.bryn)):
        for _ in range(3):
            note = hidden(text(client.get(f"{address}?draft=none")))
            client.post("/drafts/keep/", {**visit(world, note["draft"][:20]), **note, "draft_revision": "9"})
    with CaptureQueriesContext(connection) as queries:
        writing.get(address)
    assert len(queries) <= 15
    with CaptureQueriesContext(connection) as queries:
        writing.get("/drafts/")
    assert len(queries) <= 15


def test_forms_are_found() -> None:
    long = [
        form for form in every_form() if any(getattr(one, "is_long", 0) for one in form.base_fields.values())
    ]
    assert len(long) >= 15
