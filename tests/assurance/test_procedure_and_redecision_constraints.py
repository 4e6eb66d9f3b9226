"""Each constraint of procedures and of second decisions refuses what it is named for."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from sightline.assurance import procedure, redecision
from sightline.assurance.models import Procedure, ProcedureReading, ProcedureVersion, Redecision

MODELS = [Procedure, ProcedureVersion, ProcedureReading, Redecision]
NOT_WHY = [("by_whom_and_why", "NULL"), ("for_a_reason", "'', struck_out_by_id = recorded_by_id")]
STRUCK_OUT = [
    (
        model._meta.db_table,
        f"{model._meta.model_name}_struck_out_{name}",
        f"struck_out_at = now(), struck_out_because = {because}",
    )
    for model in MODELS
    for name, because in NOT_WHY
]
CASES = [
    ("assurance_procedure", "a_procedure_has_a_title", "title = ''"),
    ("assurance_procedure", "a_procedure_is_about_an_area", "area = ''"),
    ("assurance_procedureversion", "a_procedure_says_something", "words = ''"),
    ("assurance_procedureversion", "a_procedure_rests_on_a_law", "legal_basis = ''"),
    ("assurance_procedureversion", "a_procedure_is_reviewed_after_it_begins", "review_by_on = '2020-01-01'"),
    (
        "assurance_redecision",
        "nobody_decides_their_own_contact_again",
        "first_decided_by_id = recorded_by_id",
    ),
    ("assurance_redecision", "a_second_decision_has_a_reason", "because = ''"),
    ("assurance_redecision", "a_second_decision_is_answered_by_whom", "answered_on = '2026-04-01'"),
    (
        "assurance_redecision",
        "a_second_decision_is_answered_in_words",
        "answered_on = '2026-04-01', answered_by_id = recorded_by_id, answered_because = ''",
    ),
    (
        "assurance_redecision",
        "a_second_decision_is_answered_after_it",
        "answered_on = '2026-03-01', answered_by_id = recorded_by_id, answered_because = 'x'",
    ),
    ("assurance_redecision", "second_decision_is_a_known_code", "decision = 'shrug'"),
    *STRUCK_OUT,
]
COPIES = {
    "one_version_of_a_procedure_begins_on_a_day": "assurance_procedureversion",
    "a_worker_reads_a_version_once": "assurance_procedurereading",
    "a_contact_is_decided_again_once": "assurance_redecision",
}


@pytest.fixture
def told(mias_case, iris, bryn, carys, amina):
    made = procedure.write(by=iris, title="Strategy discussions", area="strategy_discussion", owner=bryn)
    version = procedure.bring_into_force(
        made,
        by=bryn,
        in_force_from_on=date(2026, 1, 5),
        review_by_on=date(2027, 1, 5),
        legal_basis="Working Together 2023, chapter 3",
        words="Hold it the same day.",
    )
    procedure.say_read(version, by=amina, on=date(2026, 1, 6))
    redecision.decide_again(
        mias_case.contact, by=carys, on=date(2026, 3, 10), decision="referral", because="A disclosure"
    )


def refused(sql: str) -> str:
    with pytest.raises(IntegrityError) as error, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    return error.value.__cause__.diag.constraint_name


@pytest.mark.parametrize(("table", "constraint", "change"), CASES, ids=[case[1] for case in CASES])
def test_the_database_refuses(told, table, constraint, change):
    assert refused(f"UPDATE {table} SET {change}") == constraint


@pytest.mark.parametrize("constraint", COPIES)
def test_the_database_refuses_a_second(told, constraint):
    table = COPIES[constraint]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} LIMIT 0")
        names = ", ".join(column.name for column in cursor.description if column.name != "id")
    assert refused(f"INSERT INTO {table} ({names}) SELECT {names} FROM {table}") == constraint


def test_every_constraint_has_a_test_that_it_refuses():
    declared = {constraint.name for model in MODELS for constraint in model._meta.constraints}
    assert declared == {constraint for _, constraint, _ in CASES} | COPIES.keys()
