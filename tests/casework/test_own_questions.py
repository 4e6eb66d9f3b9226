"""Questions of our own: refused without a reason, changed from a day, retired; old answers keep theirs."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from sightline.audit.models import JournalEntry
from sightline.casework import assessment, entry, family, own_question, sighting
from sightline.casework.verb import Refused
from sightline.compliance.own_questions import answers_in, asked_in, in_force, versions
from sightline.record.models import OwnAnswer, OwnQuestionVersion, SearchLine

MARCH, APRIL, MAY = date(2026, 3, 4), date(2026, 4, 1), date(2026, 5, 1)
REVIEW = date(2027, 3, 1)


def told(owner, **changed):
    return {
        "from_on": MARCH,
        "words": "What helps at bedtime?",
        "kind": "words",
        "why": "Sleep is where tired parents break.",
        "reads": "the next worker",
        "owner": owner,
        "review_on": REVIEW,
    } | changed


@pytest.fixture
def bedtime(iris, bryn):
    return own_question.add(by=iris, on=MARCH, form="sighting", **told(bryn))


def visit(mia, amina, on=MARCH):
    told = {"where": "At home", "purpose": "welfare", "was_seen": True, "alone": "yes"}
    return sighting.record(mia, by=amina, on=on, **told)


def asked(form, on):
    return in_force(versions(form), on=on)


def test_an_old_answer_keeps_its_old_question(mia, amina, iris, bryn, bedtime):
    [first] = asked("sighting", MARCH)
    old = visit(mia, amina)
    own_question.answer(old, {first: "A torch and a story."}, by=amina, on=MARCH)
    own_question.change(
        bedtime, by=iris, on=MARCH, **told(bryn, from_on=APRIL, words="What goes well at night?")
    )
    assert [one.words for one in asked("sighting", date(2026, 3, 31))] == ["What helps at bedtime?"]
    [second] = asked("sighting", APRIL)
    new = visit(mia, amina, APRIL)
    own_question.answer(new, {second: "He sleeps through."}, by=amina, on=APRIL)
    assert [str(one) for one in answers_in(old)] == ["What helps at bedtime? A torch and a story."]
    assert [str(one) for one in answers_in(new)] == ["What goes well at night? He sleeps through."]
    changes = JournalEntry.objects.filter(table="record_ownquestionversion")
    assert [one.worker for one in changes] == [iris.pk, iris.pk]


def test_a_retired_question_is_not_asked_and_cannot_be_changed_or_answered(mia, amina, iris, bryn, bedtime):
    [version] = asked("sighting", MARCH)
    own_question.retire(bedtime, by=iris, on=MARCH, from_on=APRIL, because="Nobody read it.")
    assert asked("sighting", date(2026, 3, 31)) == [version]
    assert asked("sighting", APRIL) == []
    with pytest.raises(Refused, match="is retired: add another"):
        own_question.change(bedtime, by=iris, on=MARCH, **told(bryn))
    with pytest.raises(Refused, match="is retired already"):
        own_question.retire(bedtime, by=iris, on=MARCH, from_on=MAY, because="Again.")
    late = visit(mia, amina, APRIL)
    with pytest.raises(Refused, match="an answer is to a question that was asked"):
        own_question.answer(late, {version: "Still."}, by=amina, on=APRIL)
    assert not OwnAnswer.objects.exists()


@pytest.mark.parametrize(
    ("changed", "constraint"),
    [
        ({"why": " "}, "a question says why it is asked"),
        ({"reads": ""}, "a question says who reads it"),
        ({"words": ""}, "a question asks something"),
        ({"review_on": MARCH}, "a question is reviewed after it is first asked"),
        ({"kind": "choice", "choices": ["One"]}, "a choice is between two things at least"),
        ({"kind": "song"}, "own question kind is a known code"),
        ({"only_for": "plan", "only_if": "bedtime", "only_if_said": "Yes"}, "hangs on one thing at most"),
        ({"only_for": "single"}, "a question hangs on a kind of its own form"),
        ({"only_if": "bedtime"}, "a question hangs on what was said"),
    ],
)
def test_the_database_refuses_a_question_that_does_not_account_for_itself(
    iris, bryn, bedtime, changed, constraint
):
    changed = {name: bedtime if said == "bedtime" else said for name, said in changed.items()}
    with pytest.raises(Refused, match=constraint):
        own_question.add(by=iris, on=MARCH, form="sighting", **told(bryn, **changed))
    assert OwnQuestionVersion.objects.count() == 1


@pytest.mark.parametrize("column", ["owner_id", "review_on", "why", "reads"])
def test_in_raw_sql_too_a_question_has_an_owner_a_review_a_reason_and_readers(bedtime, iris, column):
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.worker', %s, true)", [str(iris.pk)])
    with pytest.raises(IntegrityError, match=column), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE record_ownquestionversion SET {column} = NULL")


def test_what_is_no_question_of_the_form_is_refused(mia, amina, iris, bryn, bedtime):
    own_question.add(
        by=iris, on=MARCH, form="conference",
        **told(bryn, words="Who interpreted?", kind="choice", choices=["A friend", " An interpreter "]),
    )  # fmt: skip
    [elsewhere], seen = asked("conference", MARCH), visit(mia, amina)
    assert elsewhere.choices == ["A friend", "An interpreter"]
    with pytest.raises(Refused, match="an answer is to a question of its own form"):
        own_question.answer(seen, {elsewhere: "A friend"}, by=amina, on=MARCH)
    with pytest.raises(Refused, match="hangs on another of its own form"):
        own_question.add(
            by=iris, on=MARCH, form="conference", **told(bryn, only_if=bedtime, only_if_said="Yes")
        )
    yes_no = own_question.add(
        by=iris, on=MARCH, form="sighting", **told(bryn, words="Was there a pet?", kind="yes_no", place=2)
    )
    pet = yes_no.versions.get()
    with pytest.raises(Refused, match="an answer is one of what could be answered"):
        own_question.answer(seen, {pet: "A goat"}, by=amina, on=MARCH)
    own_question.answer(seen, {pet: "Not discussed"}, by=amina, on=MARCH)
    assert [str(one) for one in answers_in(seen)] == ["Was there a pet? Not discussed"]


def test_who_may_change_what_is_asked(amina, bryn, bedtime):
    for worker in (amina, bryn):
        with pytest.raises(Refused, match="The director or a service manager"):
            own_question.add(by=worker, on=MARCH, form="sighting", **told(bryn))
        with pytest.raises(Refused, match="The director or a service manager"):
            own_question.retire(bedtime, by=worker, on=MARCH, from_on=MARCH, because="No.")


def test_nothing_that_was_asked_is_changed_after_the_day(iris, bryn, bedtime):
    with pytest.raises(Refused, match="from today or a day to come"):
        own_question.change(bedtime, by=iris, on=APRIL, **told(bryn, from_on=MARCH))
    with pytest.raises(Refused, match="from today or a day to come"):
        own_question.retire(bedtime, by=iris, on=APRIL, from_on=MARCH, because="Now.")


def test_an_answer_is_changed_emptied_and_struck_out_with_its_entry_and_found_until_then(mia, amina, bedtime):
    [version], seen = asked("sighting", MARCH), visit(mia, amina)
    own_question.answer(seen, {version: "A torch and a story."}, by=amina, on=MARCH)
    own_question.answer(seen, {version: "A lantern and a story."}, by=amina, on=MARCH)
    [lantern] = OwnAnswer.objects.standing()
    line = SearchLine.objects.get(kind="ownanswer", row=lantern.pk)
    assert (line.words, line.happened_on, line.is_struck_out) == ("A lantern and a story.", MARCH, False)
    own_question.answer(seen, {version: ""}, by=amina, on=MARCH)
    assert answers_in(seen) == []
    lantern.refresh_from_db()
    assert lantern.struck_out_because == own_question.EMPTIED
    own_question.answer(seen, {version: "Nothing helps."}, by=amina, on=MARCH)
    seen.refresh_from_db()
    entry.strike_out(seen, by=amina, because="It was her sister.")
    assert not OwnAnswer.objects.standing().exists()
    assert set(SearchLine.objects.filter(kind="ownanswer").values_list("is_struck_out", flat=True)) == {True}
    seen.refresh_from_db()
    assert "What helps at bedtime? Nothing helps." in [str(one) for one in answers_in(seen)]


def test_an_assessment_keeps_the_questions_of_the_day_on_which_it_began(
    mia, amina, iris, bryn, mias_referral
):
    question = own_question.add(by=iris, on=MARCH, form="assessment", **told(bryn))
    begun = assessment.start(mias_referral, by=amina, on=MARCH)
    own_question.change(question, by=iris, on=MARCH, **told(bryn, from_on=APRIL, words="And at night?"))
    own_question.add(by=iris, on=APRIL, form="assessment", **told(bryn, from_on=APRIL, words="Who cooks?"))
    [first] = asked_in(begun, begun.started_on, [], today=MAY)
    assert first.words == "What helps at bedtime?"
    own_question.answer(begun, {first: "A torch."}, by=amina, on=MAY)
    own_question.retire(question, by=iris, on=MAY, from_on=MAY, because="Asked in code now.")
    assert asked_in(begun, begun.started_on, answers_in(begun), today=MAY) == []
    assert [str(one) for one in answers_in(begun)] == ["What helps at bedtime? A torch."]


def test_two_who_write_in_one_answer_are_both_kept(mia, amina, bryn, iris, mias_referral):
    own_question.add(by=iris, on=MARCH, form="assessment", **told(bryn))
    begun = assessment.start(mias_referral, by=amina, on=MARCH)
    [asked_first] = asked_in(begun, MARCH, [], today=MARCH)
    since = JournalEntry.objects.latest("pk").pk
    own_question.answer(begun, {asked_first: "A torch."}, by=bryn, on=MARCH, since=since)
    own_question.answer(begun, {asked_first: "A story."}, by=amina, on=MARCH, since=since)
    assert [one.said for one in answers_in(begun)] == ["A torch.\nA story."]
    own_question.answer(begun, {asked_first: ""}, by=iris, on=MARCH, since=since)
    assert [one.said for one in answers_in(begun)] == ["A torch.\nA story."], "iris had typed nothing"


def test_an_answer_is_never_in_another_childs_entry(mia, amina, bedtime):
    ned = family.add_person(by=amina, given_name="Ned", family_name="Ash")
    [version], seen = asked("sighting", MARCH), visit(mia, amina)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.worker', %s, true)", [str(amina.pk)])
    with pytest.raises(IntegrityError, match="an_answer_is_of_the_same_childs_visit"), transaction.atomic():
        OwnAnswer.objects.create(
            recorded_by=amina, child=ned, sighting=seen, version=version, answered_on=MARCH, said="Hers."
        )
