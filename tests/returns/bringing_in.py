"""Bringing a census in, as the tests do it: children with a history, and what became of their rows."""

from datetime import date

from django.apps import apps

from sightline.returns.cin_census.bring_in import Account
from tests.returns.census import (
    assessment,
    child,
    enquiry,
    episode,
    group,
    plan,
)

ON = date(2024, 3, 31)


def rows() -> dict[str, int]:
    """How many rows each table of the record has."""
    return {
        model._meta.db_table: model._default_manager.count()
        for model in apps.get_app_config("record").get_models()
    }


def fates(account: Account, table: str) -> tuple[int, int, int, int]:
    """Read, brought in, there already, left out."""
    counted = (account.read, account.brought_in, account.there_already, account.left_out)
    return tuple(counter[table] for counter in counted)


FACTORS = group("FactorsIdentifiedAtAssessment", AssessmentFactors="3B")
WHOLE = child(
    "OLD0001",
    episode(
        "2023-05-02",
        assessment(
            "2023-05-03", "2023-06-20", group("FactorsIdentifiedAtAssessment", AssessmentFactors="3B")
        ),
        enquiry("2023-05-10", "2023-05-30"),
        plan("2023-05-30", "2023-08-20", "2024-01-15", end="2024-01-15"),
        group("CINPlanDates", CINPlanStartDate="2024-01-15"),
        ReferralSource="6",
        PrimaryNeedCode="N1",
    ),
)
GOOD = child("OLD0002", episode("2023-07-03", nfa="true", ReferralSource="1A"))
BAD = child("OLD0003", episode("2023-07-03", assessment("2023-07-04", "2023-07-01")))
