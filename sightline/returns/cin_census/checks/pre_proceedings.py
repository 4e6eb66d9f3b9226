"""Checks on pre-proceedings and family group decision making, collected from 2026-27.

The Department's own rules for this section are not among our sources: only its items and one made-up example
are. What is here follows from what the items are, and is ours.
"""

from sightline.returns.cin_census.columns import NotEvaluated
from sightline.returns.cin_census.rules import Found, Hit, View, rule

PRE_PROCEEDINGS = "PreProceedingsandFGDM"
FIRST_COLLECTED = 2027


@rule(
    "SL10",
    PRE_PROCEEDINGS,
    "ReviewMeetingsCount",
    says="The number of review meetings is not a whole number of nought or more",
    since=FIRST_COLLECTED,
    ours=True,
)
def no_number_of_meetings(groups: View) -> Found:
    numbers = enumerate(groups.texts("ReviewMeetingsCount"))
    return [row for row, text in numbers if text and not (text.isascii() and text.isdigit())]


@rule(
    "SL11",
    PRE_PROCEEDINGS,
    says="The Department's own rules on pre-proceedings and family group decision making",
    since=FIRST_COLLECTED,
    ours=True,
)
def rules_not_held(groups: View) -> Found:
    """Stands for rules that we do not have, so that nobody takes their silence for a pass. Never
    evaluated.
    """
    raise NotEvaluated("the rules for this section are not among our sources")


@rule(
    "SL12",
    PRE_PROCEEDINGS,
    "PPStartDate",
    says="Pre-proceedings and family group decision making are collected from 2026-27, not before",
    until=FIRST_COLLECTED - 1,
    ours=True,
)
def collected_too_early(groups: View) -> Found:
    return (Hit(row) for row in range(len(groups)))
