"""A case audit: who may read, what it must say, the second reading blind to the first, and who moderates."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from sightline.assurance import audit, safety_check
from sightline.assurance.agreement import agreement
from sightline.assurance.audit import Answer
from sightline.assurance.audit_round import agreed, readings
from sightline.assurance.models import Audit, SafetyCheck
from sightline.assurance.models.audit import Grade, Question
from sightline.audit import looks
from sightline.casework.verb import Refused
from sightline.people.models import Role, Worker
from sightline.record.models import Opening, Person
from sightline.record.reader import reading
from tests.cast import Case

ON = date(2026, 6, 12)
AT = datetime(2026, 6, 12, 9, 30, tzinfo=UTC)
ANSWERS = {question.value: Answer("good", f"Shown: {question.value}") for question in Question}


@pytest.fixture
def tess(db: None) -> Worker:
    return Worker.objects.create_user("tess@exampleshire.example", name="Tess Amadi", role=Role.AUDITOR)


@pytest.fixture
def begun(mias_case: Case, nadia: Worker) -> Audit:
    return audit.begin(mias_case.referral, by=nadia, on=ON, because="Drawn in June’s sample")


def finished(made: Audit, grade: str, **named: Any) -> Audit:
    said = {"difference_made": "Mia sleeps through the night.", "strengths": "Amina asked her what helps."}
    audit.answer(made, by=made.rater, answers=ANSWERS, **said, to_do="See Mia tonight.")
    return audit.finish(made, by=made.rater, at=AT, grade=grade, **named)


# ── who reads


def test_nobody_audits_a_case_that_they_had_a_hand_in_or_their_own_teams(
    mias_case: Case, bryn: Worker, esther: Worker, carys: Worker, amina: Worker, gwen: Worker
) -> None:
    said = {}
    for worker in (bryn, amina, gwen):
        with pytest.raises(Refused) as refusal:
            audit.begin(mias_case.referral, by=worker, on=ON, because="Mine")
        said[worker.name] = str(refusal.value)
    assert said == {
        "Bryn Pugh": "You had a hand in this case: somebody who had none reads it.",
        "Amina Yusuf": "Auditors, chairs and managers read cases.",
        "Gwen Marsh": "Auditors, chairs and managers read cases.",
    }
    assert audit.begin(mias_case.referral, by=carys, on=ON, because="Asked to").rater == carys
    assert Audit.objects.count() == 1


def test_a_manager_from_elsewhere_may_open_the_record_for_as_long_as_the_reading_takes(
    mias_case: Case, carys: Worker, nadia: Worker
) -> None:
    assert not Person.objects.visible_to(carys).exists()
    audit.begin(mias_case.referral, by=carys, on=ON, because="Asked to")
    [opened] = Opening.objects.all()
    assert (opened.worker, opened.child, opened.until_on) == (carys, mias_case.child, date(2026, 7, 10))
    audit.begin(mias_case.referral, by=nadia, on=ON, because="Asked to")
    opened_to = set(Opening.objects.values_list("worker", "child"))
    assert opened_to == {(carys.pk, mias_case.child.pk), (nadia.pk, mias_case.child.pk)}, (
        "nobody by their role"
    )


def test_another_manager_of_the_same_team_does_not_read_it_either(
    mias_case: Case, assessment_team: Any
) -> None:
    deputy = Worker.objects.create_user(
        "deputy@exampleshire.example", name="Ola Deputy", role=Role.TEAM_MANAGER, team=assessment_team
    )
    with pytest.raises(Refused, match="your own team’s case"):
        audit.begin(mias_case.referral, by=deputy, on=ON, because="Mine")


def test_a_case_is_read_by_one_worker_once_at_a_time(begun: Audit, nadia: Worker) -> None:
    with pytest.raises(Refused, match="reading this case already"):
        audit.begin(begun.referral, by=nadia, on=ON, because="Again")


# ── what it says


def test_an_audit_is_finished_when_every_question_is_answered_and_the_child_comes_first(
    begun: Audit, nadia: Worker
) -> None:
    audit.answer(begun, by=nadia, answers={"seen": Answer(None, "Not yet born")})
    with pytest.raises(Refused, match=r"Answer every question.*Could a stranger say who this child is"):
        audit.finish(begun, by=nadia, at=AT, grade="good")
    audit.answer(begun, by=nadia, answers=ANSWERS)
    with pytest.raises(Refused, match="what is different for the child because of us"):
        audit.finish(begun, by=nadia, at=AT, grade="good")
    done = finished(begun, "good")
    assert (done.grade, done.finished_at) == ("good", AT)
    assert {one.question: one.grade for one in done.answers.all()} == dict.fromkeys(Question.values, "good")
    assert not SafetyCheck.objects.exists()


def test_a_finished_audit_is_not_changed_and_nobody_else_writes_in_one(begun: Audit, carys: Worker) -> None:
    with pytest.raises(Refused, match="Whoever reads the case writes its audit"):
        audit.answer(begun, by=carys, answers=ANSWERS)
    finished(begun, "good")
    with pytest.raises(Refused, match="is finished, and is not changed"):
        audit.answer(begun, by=begun.rater, answers={"seen": Answer("inadequate", "Changed my mind")})
    assert begun.answers.get(question="seen").grade == "good"


# ── an inadequate grade


def test_an_inadequate_grade_asks_for_a_check_that_the_childs_manager_holds_from_that_minute(
    begun: Audit, bryn: Worker
) -> None:
    finished(begun, Grade.INADEQUATE)
    asked = SafetyCheck.objects.get()
    assert (asked.audit, asked.child, asked.holder, asked.asked_at) == (begun, begun.child, bryn, AT)
    assert safety_check.due_at(asked) == AT + timedelta(hours=4)
    assert asked.because == "A case audit found the work inadequate. See Mia tonight."
    assert [(note.happened_at, note.words) for note in asked.notes.all()] == [(AT, "Given to Bryn Pugh")]


def test_the_reader_may_name_who_holds_the_check(begun: Audit, amina: Worker) -> None:
    finished(begun, Grade.INADEQUATE, holder=amina)
    assert SafetyCheck.objects.get().holder == amina


# ── the second reading


def test_the_second_reader_does_not_see_the_first_grade_until_both_are_done(
    begun: Audit, nadia: Worker, tess: Worker, bryn: Worker
) -> None:
    first = finished(begun, "good")
    with reading(tess, at=AT):  # for so long as it waits for a second reading, an auditor may open it
        assert [one.pk for one in readings(tess).to_read_again] == [first.pk]
    second = audit.read_again(first, by=tess, on=ON)
    hidden = {who.name: set(Audit.objects.visible_to(who)) for who in (tess, nadia, bryn)}
    assert hidden == {"Tess Amadi": {second}, "Nadia Osei": {first}, "Bryn Pugh": set()}
    finished(second, "improve")
    with reading(bryn, at=AT):
        assert {set(Audit.objects.visible_to(who)) == {first, second} for who in (tess, nadia, bryn)} == {
            True
        }


def test_whoever_has_seen_the_first_reading_cannot_be_the_second(
    begun: Audit, tess: Worker, nadia: Worker
) -> None:
    first = finished(begun, "good")
    with pytest.raises(Refused, match="Somebody else reads it a second time"):
        audit.read_again(first, by=nadia, on=ON)
    looks.log(worker=tess.pk, page="audit", children=[first.child_id])
    with pytest.raises(Refused, match="You have seen the first reading"):
        audit.read_again(first, by=tess, on=ON)
    assert Audit.objects.count() == 1


def test_nobody_who_had_a_hand_in_the_case_reads_it_the_second_time(begun: Audit, bryn: Worker) -> None:
    first = finished(begun, "good")
    with pytest.raises(Refused, match="You had a hand in this case"):
        audit.read_again(first, by=bryn, on=ON)


def test_two_readers_who_differ_are_moderated_by_somebody_who_was_neither(
    begun: Audit, tess: Worker, nadia: Worker, carys: Worker, bryn: Worker, iris: Worker
) -> None:
    first = finished(begun, "good")
    with pytest.raises(Refused, match="not two finished readings"):
        audit.moderate(first, by=carys, on=ON, grade="good", because="x")
    second = finished(audit.read_again(first, by=tess, on=ON), "improve")
    assert agreed(first, second) is None
    for worker, why in ((nadia, "neither time"), (tess, "neither time"), (bryn, "had a hand")):
        with pytest.raises(Refused, match=why):
            audit.moderate(first, by=worker, on=ON, grade="good", because="x")
    audit.moderate(first, by=carys, on=ON, grade="improve", because="The plan was never reviewed.")
    [told] = readings(iris).done
    assert (told.grade, told.grade_words) == ("improve", "Requires improvement to be good")
    assert readings(iris).to_moderate == []


def test_two_readers_who_agree_need_no_moderator(begun: Audit, tess: Worker, carys: Worker) -> None:
    first = finished(begun, "good")
    second = finished(audit.read_again(first, by=tess, on=ON), "good")
    assert agreed(first, second) == "good"
    with pytest.raises(Refused, match="agree: there is nothing to moderate"):
        audit.moderate(first, by=carys, on=ON, grade="improve", because="x")


# ── how far they agree


@pytest.mark.parametrize(
    ("pairs", "n", "same", "alpha"),
    [
        ([], 0, 0, None),
        ([("good", "good")], 1, 1, None),
        ([("good", "good")] * 5, 5, 5, None),
        ([("good", "good"), ("inadequate", "inadequate")], 2, 2, 1.0),
        ([("good", "inadequate"), ("inadequate", "good")], 2, 0, -0.5),
    ],
)
def test_agreement_is_told_with_how_many_and_not_where_it_cannot_be(
    pairs: list[tuple[str, str]], n: int, same: int, alpha: float | None
) -> None:
    told = agreement(pairs)
    assert (told.n, told.same) == (n, same)
    assert told.alpha == (alpha if alpha is None else pytest.approx(alpha))
    assert told.words


def test_grades_further_apart_agree_less() -> None:
    same = [("good", "good"), ("inadequate", "inadequate"), ("improve", "improve")]
    near = agreement([*same, ("outstanding", "good")])
    far = agreement([*same, ("outstanding", "inadequate")])
    assert near.alpha is not None
    assert far.alpha is not None
    assert near.alpha > far.alpha


# ── those who did the work take part


def test_whoever_did_the_work_replies_to_a_finished_audit(begun: Audit, amina: Worker, nadia: Worker) -> None:
    with pytest.raises(Refused, match="not finished yet"):
        audit.reply(begun, by=amina, on=ON, words="Wait")
    finished(begun, "improve")
    made = audit.reply(begun, by=amina, on=ON, words="The school had asked me not to write it down.")
    assert (made.recorded_by, made.words) == (amina, "The school had asked me not to write it down.")
    with pytest.raises(Refused, match="Whoever works with the child replies"):
        audit.reply(begun, by=nadia, on=ON, words="Me too")


# ── the check


def test_a_check_is_held_by_somebody_at_every_minute_and_ends_with_what_was_found(
    begun: Audit, bryn: Worker, amina: Worker, carys: Worker
) -> None:
    finished(begun, Grade.INADEQUATE)
    asked = SafetyCheck.objects.get()
    with pytest.raises(Refused, match="Whoever holds this check, or a manager"):
        safety_check.hand_to(asked, to=amina, by=amina, at=AT)
    safety_check.hand_to(asked, to=amina, by=bryn, at=AT + timedelta(minutes=6))
    safety_check.note(asked, by=amina, at=AT + timedelta(minutes=20), words="On the way to school")
    done = safety_check.made(
        asked,
        by=amina,
        at=AT + timedelta(minutes=55),
        found="safe",
        what_was_found="Seen at school, alone. She was drawing.",
        what_was_done="Gran fetches her tonight.",
    )
    told = [(int((note.happened_at - AT).total_seconds() // 60), note.words) for note in asked.notes.all()]
    assert told == [
        (0, "Given to Bryn Pugh"),
        (6, "Given to Amina Yusuf by Bryn Pugh"),
        (20, "On the way to school"),
    ]
    assert (done.checked_by, done.found) == (amina, "safe")
    assert not SafetyCheck.objects.open().exists()
    with pytest.raises(Refused, match="has been checked already"):
        safety_check.note(asked, by=amina, at=AT + timedelta(hours=1), words="Again")


def test_a_check_is_not_given_to_a_leaver_an_auditor_or_nobody(
    begun: Audit, amina: Worker, nadia: Worker, bryn: Worker
) -> None:
    finished(begun, Grade.INADEQUATE)
    asked = SafetyCheck.objects.get()
    with pytest.raises(Refused, match="does not work with children"):
        safety_check.hand_to(asked, to=nadia, by=bryn, at=AT)
    gone = Worker.objects.create_user(
        "gone@exampleshire.example", name="Gone Away", role=Role.SOCIAL_WORKER, left_on=ON
    )
    with pytest.raises(Refused, match="Gone Away has left"):
        safety_check.hand_to(asked, to=gone, by=bryn, at=AT)
    assert asked.holder == bryn


def test_where_the_childs_team_is_no_more_the_front_door_answers(
    begun: Audit, hal: Worker, assessment_team: Any, bryn: Worker
) -> None:
    assessment_team.closed_on = ON
    begun.referral.team = assessment_team
    assert safety_check.answers_for(begun.referral) == hal
