"""Questions of our own at the pages: asked on long forms, kept in drafts, told with the entry, changed."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client

from sightline.casework import own_question
from sightline.compliance.own_questions import answers_in
from sightline.people.models import Worker
from sightline.record.models import Assessment, OwnAnswer, OwnQuestion, OwnQuestionVersion, Sighting
from sightline.web.draft import read
from sightline.web.question_form import alike
from tests.web.test_drafts import hidden, visit
from tests.web.world import TODAY, World

Browsing = Callable[[Worker], Client]
BEGAN = date(2026, 1, 5)
WHY = {"why": "Sleep is where tired parents break.", "reads": "the next worker"}


def asked(iris: Worker, form: str, words: str, **changed: Any) -> OwnQuestionVersion:
    """A question of our own, asked since January."""
    told = {"from_on": BEGAN, "kind": "words", "owner": iris, "review_on": date(2027, 1, 5), **WHY}
    question = own_question.add(by=iris, on=BEGAN, form=form, words=words, **(told | changed))
    return question.versions.get()


def changed(iris: Worker, before: OwnQuestionVersion, words: str, on: date) -> OwnQuestionVersion:
    told = {name: getattr(before, name) for name in ("kind", "owner", "review_on", "why", "reads", "choices")}
    return own_question.change(before.question, by=iris, on=on, from_on=on, words=words, **told)


def box(version: OwnQuestionVersion) -> str:
    return f"own_{version.question_id}_{version.pk}"


def page_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(unescape(answer.content.decode()).split())


@pytest.fixture
def bedtime(world: World, iris: Worker) -> OwnQuestionVersion:
    return asked(iris, "sighting", "What helps at bedtime?", hint="One thing is enough")


def test_a_visit_asks_each_child_and_the_story_keeps_the_question_as_it_was(
    world: World, bedtime: OwnQuestionVersion, iris: Worker, browsing: Browsing
) -> None:
    amina, mia = browsing(world.cast.amina), world.mia
    page = page_of(amina, f"/children/{mia.pk}/visit/")
    assert page.count("What helps at bedtime?") == 3, "once for each child, and once in why we ask"
    assert "Read by the next worker." in page
    name = f"child{mia.pk}-{box(bedtime)}"
    answer = amina.post(f"/children/{mia.pk}/visit/", visit(world, **{name: "A torch and a story."}))
    assert answer.status_code == 302
    seen = Sighting.objects.latest("pk")
    changed(iris, bedtime, "What goes well at night?", TODAY)
    for place in (
        f"/children/{mia.pk}/story/",
        f"/children/{mia.pk}/entries/sighting/{seen.pk}/",
    ):
        assert "What helps at bedtime? A torch and a story." in page_of(amina, place), place
    assert "What goes well at night?" in page_of(amina, f"/children/{mia.pk}/visit/")
    found = OwnAnswer.objects.get()
    assert (found.child, found.sighting, found.recorded_by) == (mia, seen, world.cast.amina)
    led = amina.get(f"/children/{mia.pk}/entries/ownanswer/{found.pk}/")
    assert led["Location"] == f"/children/{mia.pk}/entries/sighting/{seen.pk}/"


def test_no_question_of_our_own_has_to_be_answered(
    world: World, bedtime: OwnQuestionVersion, browsing: Browsing
) -> None:
    amina = browsing(world.cast.amina)
    assert amina.post(f"/children/{world.mia.pk}/visit/", visit(world)).status_code == 302
    assert not OwnAnswer.objects.exists()


def test_a_tampered_post_answers_no_other_forms_question(
    world: World, bedtime: OwnQuestionVersion, iris: Worker, browsing: Browsing
) -> None:
    amina, elsewhere = browsing(world.cast.amina), asked(iris, "conference", "Who interpreted?")
    old = asked(iris, "sighting", "Is there a garden?")
    changed(iris, old, "Is there somewhere to play outside?", BEGAN + timedelta(days=1))
    own_question.retire(
        asked(iris, "sighting", "Who was in?").question,
        by=iris,
        on=BEGAN,
        from_on=TODAY,
        because="Asked above.",
    )
    retired = OwnQuestionVersion.objects.get(words="Who was in?")
    sent = {f"child{world.mia.pk}-{box(one)}": "Nobody." for one in (elsewhere, old, retired)}
    sent[f"child{world.mia.pk}-own_{bedtime.question_id}_{elsewhere.pk}"] = "Nobody."
    assert "Who was in?" not in page_of(amina, f"/children/{world.mia.pk}/visit/")
    assert amina.post(f"/children/{world.mia.pk}/visit/", visit(world, **sent)).status_code == 302
    assert not OwnAnswer.objects.exists()


def test_what_was_on_the_form_when_it_was_opened_is_what_is_answered(
    world: World, bedtime: OwnQuestionVersion, iris: Worker, browsing: Browsing
) -> None:
    amina = browsing(world.cast.amina)
    changed(iris, bedtime, "What goes well at night?", TODAY)
    name = f"child{world.mia.pk}-{box(bedtime)}"
    amina.post(f"/children/{world.mia.pk}/visit/", visit(world, **{name: "A torch."}))
    assert str(OwnAnswer.objects.get()) == "What helps at bedtime? A torch."


def test_a_draft_keeps_own_answers_though_the_question_was_changed_meanwhile(
    world: World, bedtime: OwnQuestionVersion, iris: Worker, browsing: Browsing
) -> None:
    amina, place = browsing(world.cast.amina), f"/children/{world.mia.pk}/visit/"
    name = f"child{world.mia.pk}-{box(bedtime)}"
    note = hidden(amina.get(place).content.decode())
    kept = amina.post("/drafts/keep/", {**visit(world), name: "A torch and a story.", **note}).json()
    assert kept["kept"]
    assert "A torch and a story." in page_of(amina, place)
    newer = changed(iris, bedtime, "What goes well at night?", TODAY)
    page = page_of(amina, place)
    held = re.search(rf'name="child{world.mia.pk}-{box(newer)}"[^>]*>(.*?)</textarea>', page)
    assert held, "the new question has a box"
    assert held[1].strip() == "A torch and a story."


def test_an_assessment_asks_goes_on_and_is_authorised_with_our_own_questions(
    world: World, iris: Worker, browsing: Browsing
) -> None:
    amina, bryn, written = browsing(world.cast.amina), browsing(world.cast.bryn), world.assessment
    pets = asked(iris, "assessment", "Are there animals in the home?", kind="yes_no")
    asked(iris, "assessment", "Asked of core assessments only?", only_for="core")
    place = f"/assessments/{written.pk}/write/"
    first = page_of(amina, place)
    assert "Are there animals in the home?" in first
    assert "Asked of core assessments only?" not in first
    note = hidden(first)
    assert amina.post(place, {"harm": "A bruise.", box(pets): "Not discussed", **note}).status_code == 302
    assert [one.said for one in answers_in(written)] == ["Not discussed"]
    again = page_of(amina, place)
    assert re.search(rf'name="{box(pets)}"[^>]*value="Not discussed" checked', again)
    sitting = read_of(again)
    assert amina.post(place, {"harm": "A bruise.", box(pets): "Yes", **hidden(again)}).status_code == 302
    assert amina.post(place, {"harm": "Two.", box(pets): "Yes", **hidden(again)}).status_code == 302
    assert [one.said for one in answers_in(Assessment.objects.get(pk=written.pk))] == ["Yes"]
    assert sitting.seen > 0
    authorising = page_of(bryn, f"/assessments/{written.pk}/authorise/")
    assert '<dt>Are there animals in the home?</dt><dd class="app-words">Yes</dd>' in authorising
    own_question.retire(pets.question, by=iris, on=TODAY, from_on=TODAY, because="Nobody reads it.")
    after = page_of(amina, place)
    assert "Answered, and asked no more" in after
    assert box(pets) not in after


def read_of(page: str) -> Any:
    from django.http import QueryDict

    post = QueryDict(mutable=True)
    post["draft"] = hidden(page)["draft"]
    return read(post)


@pytest.mark.parametrize(
    ("form", "place", "typed"),
    [
        (
            "help_review",
            lambda world: f"/child-in-need-plans/{world.help_plan.pk}/review/",
            {"on_day": "24/3/2026", "note": "Better."},
        ),
        (
            "supervision",
            lambda world: f"/referrals/{world.referral.pk}/supervision/",
            {"on_day": "24/3/2026", "reflection": "She is brighter."},
        ),
    ],
)
def test_reviews_and_supervision_ask_too(
    world: World, iris: Worker, browsing: Browsing, form: str, place: Any, typed: dict[str, str]
) -> None:
    question = asked(iris, form, "What surprised us?")
    bryn = browsing(world.cast.bryn)
    assert "What surprised us?" in page_of(bryn, place(world))
    assert bryn.post(place(world), {**typed, box(question): "How glad she was."}).status_code == 302
    answer = OwnAnswer.objects.get()
    assert getattr(answer, form) is not None
    story = page_of(bryn, f"/children/{answer.child_id}/story/")
    assert "What surprised us? How glad she was." in story


def test_the_words_are_found_by_whoever_may_open_the_child_and_by_nobody_else(
    world: World, bedtime: OwnQuestionVersion, browsing: Browsing, carys: Worker
) -> None:
    own_question.answer(world.visit, {bedtime: "A lantern by the bed."}, by=world.cast.amina, on=TODAY)
    for worker, many in ((world.cast.amina, 1), (carys, 0)):
        client = browsing(worker)
        found = page_of(client, client.post("/search/", {"words": "lantern by the bed"})["Location"])
        assert found.count("<mark>lantern</mark> by the <mark>bed</mark>") == many, found
    mine = OwnAnswer.objects.get()
    place = f"/children/{world.mia.pk}/entries/ownanswer/{mine.pk}/"
    assert browsing(carys).get(place).status_code == 404


NEW = {
    "words": "Who does the child turn to at night?",
    "kind": "choice",
    "choices": "A parent\nSomebody else\n\n",
    "why": "It says who is there",
    "reads": "the next worker.",
    "from_on_day": "24/3/2026",
    "review_on_day": "24/3/2027",
}


def test_a_director_adds_changes_and_retires_and_the_pages_tell_every_version(
    world: World, iris: Worker, browsing: Browsing
) -> None:
    director, bryn = browsing(iris), world.cast.bryn
    sent = {**NEW, "keeper": str(bryn.pk), "only": "kind:plan"}
    assert director.post("/questions/sighting/new/", sent).status_code == 302
    question = OwnQuestion.objects.get()
    made = question.versions.get()
    assert (made.choices, made.why, made.reads, made.only_for) == (
        ["A parent", "Somebody else"],
        "It says who is there.",
        "the next worker",
        "plan",
    )
    later = {**sent, "words": "Who comes when the child calls at night?", "from_on_day": "1/4/2026"}
    assert director.post(f"/questions/{question.pk}/change/", later).status_code == 302
    amina = browsing(world.cast.amina)
    page = page_of(amina, "/questions/")
    for words in (
        "Asked so since 24 March 2026. Only for: visit under a plan. It says who is there.",
        "Read by the next worker.",
        "2 versions",
        "<strong>From 1 April 2026</strong>: Who comes when the child calls at night?",
        "<strong>From 24 March 2026</strong>: Who does the child turn to at night?",
        "To be looked at again on 24 March 2027, by Bryn Pugh.",
    ):
        assert words in page, words
    assert "Change it" not in page
    assert "Change it" in page_of(director, "/questions/")
    preview = page_of(amina, "/questions/sighting/")
    today, april = preview.split('id="day-2"')
    assert "If it was “visit under a plan”: Who does the child turn to at night?" in today
    assert "Who comes when the child calls at night?" in april
    gone = {"from_on_day": "24/3/2026", "because": "The plan says it."}
    assert director.post(f"/questions/{question.pk}/retire/", gone).status_code == 302
    assert "Asked no more since 24 March 2026: The plan says it." in page_of(amina, "/questions/")
    assert director.get(f"/questions/{question.pk}/change/").status_code == 404
    for place in ("/questions/sighting/new/", f"/questions/{question.pk}/retire/"):
        assert amina.get(place).status_code == 404
    assert director.get("/questions/unicorn/").status_code == 404


def test_a_question_without_a_reason_is_refused_and_one_that_the_record_asks_is_warned_of(
    world: World, iris: Worker, browsing: Browsing
) -> None:
    director = browsing(iris)
    sent = {**NEW, "keeper": str(iris.pk), "only": ""}
    for name, words in (
        ("why", "Say why you ask it"),
        ("reads", "Say who reads the answers"),
        ("keeper", "Choose who answers for it"),
        ("review_on_day", "Enter the day on which it is looked at again"),
    ):
        answer = director.post("/questions/sighting/new/", {**sent, name: ""})
        assert (answer.status_code, words in answer.content.decode()) == (422, True), name
    near = {**sent, "words": "Where does the child sleep, did you see?"}
    page = unescape(director.post("/questions/sighting/new/", near).content.decode())
    assert "asks this already, or nearly: “Did you see where the child sleeps?”" in page
    assert not OwnQuestion.objects.exists()
    assert director.post("/questions/sighting/new/", {**near, "all_the_same": "on"}).status_code == 302
    assert "Ask it all the same" not in unescape(
        director.post("/questions/sighting/new/", {**sent, "why": ""}).content.decode()
    )


def test_what_counts_as_nearly_the_same() -> None:
    assert alike("What do the parents say?", [], None) == "What did the parents say?"
    assert alike("What does the child eat?", [], None) == ""
    assert alike("", [], None) == ""


def test_one_question_can_hang_on_the_answer_to_another(
    world: World, iris: Worker, browsing: Browsing
) -> None:
    pets = asked(iris, "sighting", "Are there animals in the home?", kind="yes_no")
    sent = {**NEW, "words": "Which animals?", "kind": "words", "choices": "", "keeper": str(iris.pk)}
    sent["only"] = f"said:{pets.question_id}:Yes"
    assert browsing(iris).post("/questions/sighting/new/", sent).status_code == 302
    page = page_of(browsing(world.cast.amina), f"/children/{world.mia.pk}/visit/")
    assert "If “Are there animals in the home?” was answered “Yes”: Which animals?" in page
