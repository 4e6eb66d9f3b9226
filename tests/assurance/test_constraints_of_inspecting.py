"""Each constraint of audits, safety checks and inspections refuses what it is named for."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from sightline.assurance import audit, inspection, safety_check
from sightline.assurance.models import (
    Audit,
    AuditAnswer,
    AuditReply,
    Inspection,
    InspectionChild,
    InspectionFinding,
    InspectionInspector,
    Moderation,
    SafetyCheck,
    SafetyNote,
)
from sightline.casework import family, referral
from sightline.people.models import Role, Worker
from tests.assurance.test_audit import AT, ON, finished
from tests.cast import Case

MINE = (
    Audit,
    AuditAnswer,
    AuditReply,
    Inspection,
    InspectionChild,
    InspectionFinding,
    InspectionInspector,
    Moderation,
    SafetyCheck,
    SafetyNote,
)
#: (model, constraint, what is changed). {ned…} are another child's rows.
CASES = [
    (Audit, "a_second_reading_names_who_read_first", "first_rater_id = rater_id"),
    (Audit, "a_finished_audit_has_a_grade", "grade = NULL"),
    (Audit, "a_finished_audit_says_what_changed_and_what_was_good", "difference_made = ''"),
    (Audit, "an_audit_has_a_reason", "because = ''"),
    (Audit, "grade_is_a_known_code", "grade = 'fine'"),
    (AuditAnswer, "an_answer_is_in_the_same_childs_audit", "child_id = {ned}"),
    (AuditAnswer, "an_answer_says_what_shows_it", "words = ''"),
    (AuditAnswer, "audit_question_is_a_known_code", "question = 'why'"),
    (AuditAnswer, "answer_grade_is_a_known_code", "grade = 'fine'"),
    (AuditReply, "a_reply_is_to_the_same_childs_audit", "child_id = {ned}"),
    (AuditReply, "a_reply_says_something", "words = ''"),
    (Moderation, "a_moderation_is_of_the_same_childs_audit", "child_id = {ned}, second_id = {neds_audit}"),
    (Moderation, "a_moderation_is_of_the_same_childs_second_reading", "second_id = {neds_audit}"),
    (Moderation, "two_readings_are_moderated", "second_id = audit_id"),
    (Moderation, "a_moderation_has_a_reason", "because = ''"),
    (Moderation, "moderated_grade_is_a_known_code", "grade = 'fine'"),
    (SafetyCheck, "a_safety_check_follows_the_same_childs_audit", "audit_id = {neds_audit}"),
    (SafetyCheck, "a_safety_check_has_one_source", "inspection_id = {inspection}"),
    (SafetyCheck, "a_safety_check_comes_from_somewhere", "audit_id = NULL"),
    (SafetyCheck, "a_child_is_checked_by_whom_with_what_found_and_done", "found = NULL"),
    (SafetyCheck, "what_was_found_and_done_is_said", "what_was_found = ''"),
    (SafetyCheck, "a_safety_check_has_a_reason", "because = ''"),
    (SafetyCheck, "a_child_is_checked_after_it_is_asked", "checked_at = asked_at - interval '1 minute'"),
    (SafetyCheck, "safety_found_is_a_known_code", "found = 'fine'"),
    (SafetyNote, "a_safety_note_is_of_the_same_childs_check", "child_id = {ned}"),
    (SafetyNote, "a_safety_note_says_something", "words = ''"),
    (Inspection, "an_inspection_ends_after_it_begins", "until_on = from_on - 1"),
    (Inspection, "an_inspection_has_a_title", "title = ''"),
    (Inspection, "inspection_form_is_a_known_code", "form = 'raid'"),
    (InspectionChild, "an_inspected_case_is_the_same_childs", "referral_id = {other_referral}"),
    (InspectionChild, "how_inspected_is_a_known_code", "how = 'guessed'"),
    (InspectionFinding, "a_finding_keeps_the_letters_words", "words = ''"),
]
#: On a second reading.
SECOND = [
    ("a_second_reading_is_of_the_same_case", "second_of_id = {neds_audit}, first_rater_id = {carys}"),
    ("nobody_reads_their_own_audit_a_second_time", "rater_id = first_rater_id"),
    ("an_audit_is_no_second_reading_of_itself", "second_of_id = id, first_rater_id = {carys}"),
]
#: (model, constraint): a copy of the row that stands.
COPIES = [
    (AuditAnswer, "a_question_is_answered_once"),
    (Moderation, "an_audit_is_moderated_once"),
    (SafetyCheck, "an_audit_asks_for_one_safety_check"),
    (InspectionChild, "a_child_is_in_an_inspection_once"),
    (InspectionInspector, "an_inspector_is_in_an_inspection_once"),
]
#: What other tables point at, together with the child: unique because an id is.
POINTED_AT = {"audit_with_its_child", "audit_with_its_rater", "safety_check_with_its_child"}


@pytest.fixture
def rows(
    mias_case: Case, nadia: Worker, carys: Worker, iris: Worker, owen: Worker, amina: Worker, bryn: Worker
) -> dict[str, Any]:
    """One row of everything, all about Mia, and what of Ned's a row of hers must never point at."""
    tess = Worker.objects.create_user("tess@exampleshire.example", name="Tess Amadi", role=Role.AUDITOR)
    first = finished(audit.begin(mias_case.referral, by=nadia, on=ON, because="Drawn"), "inadequate")
    second = finished(audit.read_again(first, by=tess, on=ON), "good")
    audit.moderate(first, by=carys, on=ON, grade="improve", because="The plan was never reviewed.")
    audit.reply(first, by=amina, on=ON, words="Gran was there.")
    told = {"what_was_found": "Seen, and well", "what_was_done": "Nothing was needed"}
    asked = SafetyCheck.objects.get(audit=first)
    safety_check.made(asked, by=bryn, at=AT, found="safe", **told)
    begun = inspection.begin(
        by=iris, at=datetime(2026, 6, 12, 8, tzinfo=UTC), title="June", form="real", population="open",
        until_on=date(2035, 1, 1), size=1, seed=1, readers=[nadia], inspectors=[owen],
    )  # fmt: skip
    due = {"owner": bryn, "due_on": date(2026, 9, 1), "recommendation": "See them", "weight": "priority"}
    inspection.add_finding(begun, by=iris, on=ON, words="Not seen", **due)
    ned = family.add_person(by=amina, given_name="Ned", family_name="Rook", born_on=date(2015, 1, 1))
    case = {"source": "6", "received_on": date(2026, 5, 1), "team": mias_case.referral.team}
    neds = referral.receive(by=amina, child=ned, because="Hungry", **case)
    neds_audit = audit.begin(neds, by=carys, on=ON, because="Asked")
    return {
        "ned": ned.pk,
        "neds_referral": neds.pk,
        "other_referral": neds.pk,
        "neds_audit": neds_audit.pk,
        "inspection": begun.pk,
        "first": first.pk,
        "second": second.pk,
        "carys": carys.pk,
    }


def violated_by(sql: str, params: list[Any]) -> str:
    """The name of the constraint by which PostgreSQL refuses this."""
    with pytest.raises(IntegrityError) as error, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, params)
    refused: Any = error.value.__cause__
    return str(refused.diag.constraint_name)


def first_of(model: Any) -> int:
    pk: int = model.objects.order_by("pk")[0].pk
    return pk


@pytest.mark.parametrize(("model", "constraint", "change"), CASES, ids=[case[1] for case in CASES])
def test_the_database_refuses(rows: dict[str, Any], model: Any, constraint: str, change: str) -> None:
    sql = f"UPDATE {model._meta.db_table} SET {change.format(**rows)} WHERE id = %s"
    assert violated_by(sql, [first_of(model)]) == constraint


@pytest.mark.parametrize(("constraint", "change"), SECOND, ids=[case[0] for case in SECOND])
def test_the_database_refuses_of_a_second_reading(rows: dict[str, Any], constraint: str, change: str) -> None:
    sql = f"UPDATE assurance_audit SET {change.format(**rows)} WHERE id = %s"
    assert violated_by(sql, [rows["second"]]) == constraint


@pytest.mark.parametrize(("model", "constraint"), COPIES, ids=[case[1] for case in COPIES])
def test_the_database_refuses_a_second(rows: dict[str, Any], model: Any, constraint: str) -> None:
    assert _copied(model, first_of(model)) == constraint


def test_the_database_refuses_a_third_reading(rows: dict[str, Any]) -> None:
    assert _copied(Audit, rows["second"]) == "an_audit_is_read_a_second_time_once"


def test_the_database_refuses_an_audit_of_another_childs_case(rows: dict[str, Any]) -> None:
    sql = "UPDATE assurance_audit SET referral_id = %s WHERE id = %s"
    mias = Audit.objects.get(pk=rows["first"]).referral_id
    assert violated_by(sql, [mias, rows["neds_audit"]]) == "an_audit_is_of_the_same_childs_case"


def _copied(model: Any, row: int) -> str:
    columns = ", ".join(f'"{field.column}"' for field in model._meta.concrete_fields if not field.primary_key)
    table = model._meta.db_table
    return violated_by(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM {table} WHERE id = %s", [row])


@pytest.mark.parametrize("model", MINE)
def test_an_entry_is_struck_out_by_whom_and_why(rows: dict[str, Any], model: Any) -> None:
    table, name, row = model._meta.db_table, model._meta.model_name, [first_of(model)]
    bare = f"UPDATE {table} SET struck_out_at = now() WHERE id = %s"
    assert violated_by(bare, row) == f"{name}_struck_out_by_whom_and_why"
    empty = "struck_out_at = now(), struck_out_because = '', struck_out_by_id = recorded_by_id"
    assert violated_by(f"UPDATE {table} SET {empty} WHERE id = %s", row) == f"{name}_struck_out_for_a_reason"


def test_every_constraint_has_a_test_that_it_refuses() -> None:
    declared = {constraint.name for model in MINE for constraint in model._meta.constraints}
    tested = {case[1] for case in CASES} | {case[1] for case in COPIES} | {case[0] for case in SECOND}
    tested |= {"an_audit_is_read_a_second_time_once", "an_audit_is_of_the_same_childs_case"}
    assert {name for name in declared if "_struck_out_" not in name} - POINTED_AT == tested
