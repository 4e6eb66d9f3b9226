"""Each constraint of an action refuses what it is named for."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from sightline.assurance import action
from sightline.assurance.models import Action

CASES = [
    ("a_measure_has_a_threshold_a_time_and_a_day", "threshold = NULL"),
    ("a_measure_is_to_hold_for_a_week_or_more", "holds_for_weeks = 0"),
    ("a_measure_has_a_name", "measure = ''"),
    ("an_action_is_said_done_by_whom_and_how", "said_done_on = '2026-05-01'"),
    (
        "an_action_is_said_done_in_words",
        "said_done_on = '2026-05-01', said_done_by_id = owner_id, said_done_because = ''",
    ),
    ("an_action_says_what_was_found_and_what_is_to_change", "found = ''"),
    ("an_action_does_not_repeat_itself", "same_as_id = id"),
    ("an_action_is_due_after_it_is_agreed", "due_on = '2026-03-01'"),
    ("an_action_is_measured_after_it_is_agreed", "measured_from_on = '2026-03-01'"),
    (
        "an_action_is_said_done_after_it_is_agreed",
        "said_done_on = '2026-03-01', said_done_by_id = owner_id, said_done_because = 'x'",
    ),
    ("action_source_is_a_known_code", "source = 'rumour'"),
    ("action_weight_is_a_known_code", "weight = 'heavy'"),
    ("action_struck_out_by_whom_and_why", "struck_out_at = now()"),
    (
        "action_struck_out_for_a_reason",
        "struck_out_at = now(), struck_out_because = '', struck_out_by_id = owner_id",
    ),
]


@pytest.fixture
def agreed(iris, bryn):
    made = action.agree(
        by=iris,
        source="audit",
        came_from="Audit of March 2026",
        found="Not seen alone.",
        recommendation="Seen alone.",
        owner=bryn,
        agreed_on=date(2026, 3, 2),
        due_on=date(2026, 6, 1),
    )
    return action.give_measure(
        made, by=iris, measure="plan-visits-overdue", threshold=0, weeks=4, on=date(2026, 3, 2)
    )


@pytest.mark.parametrize(("constraint", "change"), CASES, ids=[name for name, _ in CASES])
def test_the_database_refuses(agreed, constraint, change):
    with pytest.raises(IntegrityError) as error, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE assurance_action SET {change} WHERE id = %s", [agreed.pk])
    assert error.value.__cause__.diag.constraint_name == constraint


def test_every_constraint_of_an_action_has_a_test_that_it_refuses():
    assert {constraint.name for constraint in Action._meta.constraints} == {name for name, _ in CASES}
