"""Audits, checks and inspections in the browser: who sees what, and that an inspector writes nothing."""

import html
import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import resolve, reverse
from openpyxl import load_workbook

from sightline.assurance import audit, sampling
from sightline.assurance.models import Audit, SafetyCheck
from sightline.assurance.models.audit import Question
from sightline.audit.models import JournalEntry, Look
from sightline.people.models import Role, Worker
from sightline.record.models.entry import Entry
from sightline.web.models import Draft
from tests.web.audited import AUDITS, LISTS, Audited, audited, case_of, read, somebody
from tests.web.pages import addresses, names
from tests.web.world import TODAY, World

Browsing = Callable[[Worker], Client]


def words(answer: Any) -> str:
    """A page's words, as somebody reads them."""
    main = answer.content.decode().split("<main", 1)[1]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())


@pytest.fixture
def practice(world: World) -> Audited:
    return audited(world)


def everything_written() -> dict[str, int]:
    """How many rows each table of entries has, and the journal."""
    models = [model for model in apps.get_models() if issubclass(model, Entry)]
    return {model.__name__: model._default_manager.count() for model in models} | {
        "journal": JournalEntry.objects.count()
    }


# ── the inspector


def test_nothing_is_written_from_any_address_by_an_inspector(
    world: World, practice: Audited, browsing: Browsing
) -> None:
    """Every address there is gets a POST, with what each form would take: no new one can be left out here."""
    posted = {**addresses(world), **_only_pressed(practice, addresses(world))}
    posted.pop("sign-in")
    assert names() - posted.keys() == {"sign-in", "sign-out"}
    owen, before = browsing(somebody("Owen Lacey", Role.INSPECTOR)), everything_written()
    sent = {"words": "x", "because": "x", "grade": "good", "found": "safe", "what_was_found": "x"}
    sent |= {"what_was_done": "x", "on_day": "24", "on_month": "3", "on_year": "2026", "was_seen": "yes"}
    taken = {name: owen.post(place, sent).status_code for name, place in posted.items()}
    assert everything_written() == before
    assert Draft.objects.filter(worker=somebody("Owen Lacey", Role.INSPECTOR)).count() == 0
    assert len(taken) > 150
    refused = {name for name, status in taken.items() if status in (403, 404, 405)}
    assert len(refused) > 60, "pages at which something is written are not there at all"


def _only_pressed(practice: Audited, shown: dict[str, str]) -> dict[str, str]:
    """The addresses that show no page: what each holds is what the page beside it holds."""
    room, read = practice.inspection.pk, practice.inspection.children.order_by("pk")[0].child_id
    held: dict[str, list[Any]] = {
        "audit-again": [practice.differing.pk],
        "inspection-end": [room],
        "inspection-read": [room, read],
        "annex-a-workbook": [TODAY],
        "mark": [*resolve(shown["entry"]).kwargs.values(), "happened_on"],
    }
    beside = {
        "access-copy": "access-request",
        "emergency-know": "emergency-review",
        "worker-link": "worker",
        "handover-read": "handover",
        "contact-take-up": "contact",
        "information-chase": "information-answer",
        "look-back-on": "look-back",
        "online-referral-take-up": "online-referral",
        "person-file": "known-by",
        "document-file": "document",
        "document-picture": "document",
        "document-play": "document",
        "census-delete": "census-file",
        "census-workbook": "census-file",
    }
    held |= {name: list(resolve(shown[page]).kwargs.values()) for name, page in beside.items()}
    unknown = ("contact-draft", "contact-people", "draft-discard", "found")
    held |= {name: ["a-name-of-no-draft"] for name in unknown}
    bare = names() - shown.keys() - held.keys() - {"sign-out"}
    return {name: reverse(name, args=held.get(name, [])) for name in bare | held.keys()}


def test_an_inspector_reads_the_pack_of_a_child_of_the_inspection_and_no_other(
    world: World, practice: Audited, browsing: Browsing
) -> None:
    owen = browsing(somebody("Owen Lacey", Role.INSPECTOR))
    drawn = {one.child_id: one.child for one in practice.inspection.children.all()}
    others = {world.mia, world.noah, world.ivy, world.leo, world.ruby, world.otis} - set(drawn.values())
    for pk, child in drawn.items():
        pack = words(owen.get(reverse("inspection-child", args=[practice.inspection.pk, pk])))
        for said in (child.name, "Why we are involved", "Last seen", "What is owed", "What was decided"):
            assert said in pack
        assert owen.get(reverse("child", args=[pk])).status_code == 200
        assert Look.objects.filter(page="inspection-child", child=pk).exists()
    assert len(others) == 2
    for child in others:
        assert owen.get(reverse("child", args=[child.pk])).status_code == 404
        place = reverse("inspection-child", args=[practice.inspection.pk, child.pk])
        assert owen.get(place).status_code == 404
    room = words(owen.get(reverse("inspection", args=[practice.inspection.pk])))
    assert not [child.name for child in others if child.name in room]
    for link in ("Inspectors ask for another child", "End it with today", "Add a finding"):
        assert link not in room


def test_an_inspector_of_another_inspection_finds_none_of_it(
    world: World, practice: Audited, browsing: Browsing
) -> None:
    other = browsing(somebody("Una Prior", Role.INSPECTOR))
    assert "None is open to you." in words(other.get(reverse("inspections")))
    assert other.get(reverse("inspection", args=[practice.inspection.pk])).status_code == 404
    assert not Look.objects.filter(worker=somebody("Una Prior", Role.INSPECTOR).pk).exists()


# ── the auditor


def test_an_auditor_reads_a_case_and_an_inadequate_grade_is_before_its_manager_at_once(
    world: World, browsing: Browsing
) -> None:
    auditor = somebody("Nadia Osei", Role.AUDITOR)
    nadia, bryn = browsing(auditor), browsing(world.cast.bryn)
    assert nadia.post(reverse("audit-new", args=[world.ivy.pk])).status_code == 404, "not given to her yet"
    given = [sampling.Listed(case_of(world.ivy).pk)]
    asked = {"population": "open", "method": "whole", "size": 1, "seed": 1}
    sampling.draw_sample(by=auditor, on=TODAY, cases=given, readers=[auditor], asks="How good?", **asked)
    began = nadia.post(reverse("audit-new", args=[world.ivy.pk]), {"because": "Drawn in March’s sample"})
    page = nadia.get(began["Location"])
    assert "Seen 12 days ago by Amina Yusuf, alone" in words(page), "the pack is beside the questions"
    assert "I can make toast. I do not like the dark." in words(page), "and so is what the record says"
    sent = {f"grade_{question}": "inadequate" for question in Question}
    sent |= {f"words_{question}": "The story shows nothing." for question in Question}
    sent |= {"difference_made": "Nothing yet.", "strengths": "Ivy was listened to.", "to_do": "See Ivy"}
    saved = nadia.post(began["Location"], {**sent, "finish": "yes"})
    done = nadia.post(saved["Location"], {"grade": "inadequate"}, follow=True)
    assert "Finished. An inadequate grade has asked for a check of the child." in words_of_all(done)
    asked = SafetyCheck.objects.get()
    shown = words(bryn.get(reverse("my-team")))
    assert "Children to be checked today" in shown
    assert "Ivy Birch , 9 years old: by 24 March 2026 at 14:00. Bryn Pugh holds it." in shown
    assert "A check that this child is safe" in words(bryn.get(reverse("child", args=[world.ivy.pk])))
    made = {"found": "safe", "what_was_found": "Seen at school", "what_was_done": "Nothing was needed"}
    bryn.post(reverse("safety-made", args=[asked.pk]), made)
    assert "Children to be checked today" not in words(bryn.get(reverse("my-team")))
    told = words(bryn.get(reverse("safety-check", args=[asked.pk])))
    assert (
        "The child is safe . Checked 24 March 2026 at 10:00 by Bryn Pugh, 0 minutes after it was asked."
        in told
    )


def words_of_all(answer: Any) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def test_a_question_graded_with_nothing_to_show_it_is_asked_again(
    world: World, practice: Audited, browsing: Browsing
) -> None:
    nadia = browsing(practice.nadia)
    place = reverse("audit-read", args=[practice.reading.pk])
    answer = nadia.post(place, {"grade_seen": "good", "words_risk": "The bruise"})
    assert answer.status_code == 422
    assert "Say what in the record shows it" in words(answer)
    assert "Give it a grade, or say that it does not arise" in words(answer)
    assert not practice.reading.answers.exists()


def test_the_second_reader_is_offered_a_case_without_the_first_grade(
    world: World, browsing: Browsing
) -> None:
    nadia, tess = somebody("Nadia Osei", Role.AUDITOR), somebody("Tess Amadi", Role.AUDITOR)
    first = read(audit.begin(case_of(world.ivy), by=nadia, on=TODAY, because="Drawn"), nadia, "improve")
    listed = browsing(tess).get(reverse("audits"))
    assert "Ivy Birch" in words(listed)
    assert "Requires improvement" not in words(listed)
    begun = browsing(tess).post(reverse("audit-again", args=[first.pk]))
    assert begun["Location"] == reverse("audit-read", args=[Audit.objects.get(rater=tess).pk])
    assert browsing(tess).get(reverse("audit", args=[first.pk])).status_code == 404


def test_whoever_opened_the_first_reading_is_told_why_theirs_would_not_be_a_second(
    world: World, browsing: Browsing
) -> None:
    nadia, tess = somebody("Nadia Osei", Role.AUDITOR), somebody("Tess Amadi", Role.AUDITOR)
    first = read(audit.begin(case_of(world.ivy), by=nadia, on=TODAY, because="Drawn"), nadia, "improve")
    browsing(tess).get(reverse("audit", args=[first.pk]))
    answer = browsing(tess).post(reverse("audit-again", args=[first.pk]))
    assert answer.status_code == 422
    assert "You have seen the first reading, so yours would not be a second." in words(answer)


def test_those_who_did_the_work_read_the_audit_and_reply(
    world: World, practice: Audited, browsing: Browsing
) -> None:
    amina, place = browsing(world.cast.amina), reverse("audit", args=[practice.differing.pk])
    shown = words(amina.get(place))
    assert "Ivy has breakfast and a bed of her own." in shown
    assert "They differ, and nobody has said yet which grade stands." in shown
    amina.post(reverse("audit-reply", args=[practice.differing.pk]), {"words": "Her gran was there."})
    assert "Her gran was there. Amina Yusuf, 24 March 2026" in words(amina.get(place))


def test_another_teams_manager_finds_no_audit_check_or_child_of_it(
    world: World, practice: Audited, carys: Worker, browsing: Browsing
) -> None:
    elsewhere = browsing(carys)
    theirs = {name: place for name, place in addresses(world).items() if name in AUDITS}
    found = {name for name, place in theirs.items() if elsewhere.get(place).status_code == 200}
    assert found == {"audits", "inspections", "inspection"}
    assert not Look.objects.filter(worker=carys.pk).exists(), "none of them shows her a child"


def test_how_far_readers_agree_is_shown_with_how_many(
    world: World, practice: Audited, browsing: Browsing
) -> None:
    shown = words(browsing(somebody("Olive Farr", Role.DIRECTOR)).get(reverse("audits")))
    assert "1 case read twice; the same grade in 0." in shown
    assert "too few cases, or all of one grade: it cannot be told" in shown


# ── the room


def test_the_room_tells_each_concern_minute_by_minute(
    world: World, practice: Audited, browsing: Browsing
) -> None:
    place = reverse("inspection", args=[practice.inspection.pk])
    shown = words(browsing(practice.inspection.recorded_by).get(place))
    assert "1 concern, 1 of them with a child not yet checked." in shown
    assert "Nobody has seen Leo since he was referred." in shown
    assert "Due by 24 March 2026 at 14:05. Bryn Pugh holds it." in shown
    assert "10:05 Given to Bryn Pugh" in shown
    assert "4 drawn from 6 cases (cases open), so many of each team’s, from the seed 7" in shown


def test_a_child_is_added_by_number_and_a_wrong_number_changes_nothing(
    world: World, practice: Audited, browsing: Browsing
) -> None:
    keeper, room = browsing(practice.inspection.recorded_by), practice.inspection
    place = reverse("inspection-add", args=[room.pk])
    drawn = set(room.children.values_list("child", flat=True))
    [other, *_] = [child for child in (world.mia, world.ivy, world.ruby, world.otis) if child.pk not in drawn]
    assert "There is no such record." in words(keeper.post(place, {"number": "999999"}))
    assert "A record’s number is digits only" in words(keeper.post(place, {"number": "Mia"}))
    keeper.post(place, {"number": str(other.pk)})
    assert set(room.children.values_list("child", flat=True)) == drawn | {other.pk}
    assert (
        browsing(somebody("Owen Lacey", Role.INSPECTOR)).get(reverse("child", args=[other.pk])).status_code
        == 200
    )


# ── the lists


def test_an_analyst_builds_the_lists_looks_at_one_and_downloads_them_all(
    world: World, dev: Worker, browsing: Browsing
) -> None:
    analyst = browsing(dev)
    day = {"on_day": "24", "on_month": "3", "on_year": "2026"}
    chosen = analyst.post(reverse("annex-a"), day)
    counts = words(analyst.get(chosen["Location"]))
    assert "7. Child protection plans 1 row" in counts
    assert "8. Children in care not held Not held by this system yet: children looked after." in counts
    one = words(analyst.get(reverse("annex-a-list", args=[TODAY, 7])))
    assert f"Child Unique ID {world.ivy.pk}" in one
    assert "Birch" not in one
    answer = analyst.get(reverse("annex-a-workbook", args=[TODAY]))
    assert answer["Content-Disposition"] == 'attachment; filename="annex-a-2026-03-24.xlsx"'
    rows = load_workbook(BytesIO(answer.content))["List 6"].iter_rows(min_row=2, values_only=True)
    children = {row[0] for row in rows}
    logged = set(Look.objects.filter(page="annex-a-workbook", worker=dev.pk).values_list("child", flat=True))
    assert children <= logged
    assert world.ivy.pk in children
    assert analyst.get(reverse("annex-a-workbook", args=[TODAY])).content == answer.content


def test_a_day_to_come_a_list_that_is_none_and_anybody_else_find_nothing(
    world: World, dev: Worker, browsing: Browsing
) -> None:
    analyst = browsing(dev)
    assert analyst.get("/returns/annex-a/2026-03-25/").status_code == 404
    assert analyst.get("/returns/annex-a/2026-03-24/12/").status_code == 404
    bryn, places = browsing(world.cast.bryn), addresses(world)
    assert {bryn.get(places[name]).status_code for name in LISTS} == {404}
