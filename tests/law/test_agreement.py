"""The two evaluators have one meaning: on made-up duties and records every field and standing is the same."""

import os
from datetime import timedelta

from hypothesis import HealthCheck, given, settings

from sightline.duties.language import Duty, Milestone
from tests.law.agreement import FIRST, by_columns, by_reference, duties, records

DEEP = int(os.environ.get("SIGHTLINE_AGREEMENT", "0"))
"""How many more cases than usual to try; `make test-agreement` says."""

ON = [FIRST + timedelta(days=n) for n in (0, 9, 21, 40, 120)]


@settings(
    max_examples=DEEP or 400,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(duty=duties(), milestones=records())
def test_both_evaluators_give_every_clock_the_same_fields_and_standings(
    duty: Duty, milestones: list[Milestone]
) -> None:
    assert by_columns(duty, milestones, ON) == by_reference(duty, milestones, ON)
