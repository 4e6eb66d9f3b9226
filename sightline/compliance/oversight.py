"""What a manager answers for: the decisions that wait for them, and what each worker carries."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import TextField, Value

from sightline.people.models import Team
from sightline.record.models import (
    Assessment,
    Enquiry,
    Referral,
    StrategyDiscussion,
)
from sightline.record.models.entry import ChildEntry

#: How far ahead a manager looks when weighing what a worker carries, in days.
AHEAD = timedelta(days=14)
VISIT_DUTIES = frozenset(
    {"child-seen-after-referral", "child-seen-in-assessment", "child-seen-in-enquiry", "plan-visits"}
)


@dataclass(frozen=True)
class Waiting:
    """A decision that waits for a manager: what it is, about which entry, and since when."""

    what: str
    entry: ChildEntry
    since_on: date


def decisions(team: Team, *, on: date) -> list[Waiting]:
    """The decisions that wait for this team's manager on that day, longest waiting first.

    Referrals to decide, strategy discussions still to be held, assessments to authorise and enquiries to
    conclude; of each of those only its id and its child are known here. Two queries.
    """
    cases = {one.pk: one for one in Referral.objects.open_on(on).filter(team=team).select_related("child")}
    undecided = [case for case in cases.values() if case.decided_on is None]
    found = [Waiting("Decide this referral", case, case.received_on) for case in undecided]
    kinds = _asking(list(cases), on=on)
    first, *rest = (
        rows.order_by().values_list(_text(what), "pk", "referral", day) for what, _, rows, day in kinds
    )
    models = {what: model for what, model, _, _ in kinds}
    for what, pk, case, since_on in first.union(*rest, all=True):
        entry = models[what](pk=pk, referral=cases[case], child=cases[case].child)
        found.append(Waiting(what, entry, since_on))
    return sorted(found, key=lambda waiting: (waiting.since_on, waiting.entry.pk))


def _asking(cases: list[int], *, on: date) -> list[tuple[str, type[Any], Any, str]]:
    """What waits for a manager in these cases: its words, its model, its rows and the day since when."""
    unheld = StrategyDiscussion.objects.standing().filter(held_on=None, not_held_on=None)
    written = Assessment.objects.standing().filter(authorised_on=None, left_on=None).exclude(outcome="")
    running = Enquiry.objects.standing().filter(concluded_on=None, started_on__lte=on)
    return [
        (
            "Hold a strategy discussion",
            StrategyDiscussion,
            unheld.filter(referral__in=cases, reasonable_cause_on__lte=on),
            "reasonable_cause_on",
        ),
        ("Authorise this assessment", Assessment, written.filter(referral__in=cases), "started_on"),
        ("Conclude this enquiry", Enquiry, running.filter(referral__in=cases), "started_on"),
    ]


def _text(words: str) -> Value:
    return Value(words, output_field=TextField())
