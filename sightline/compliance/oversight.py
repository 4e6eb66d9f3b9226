"""What a manager answers for: the decisions that wait for them, and what each worker carries."""

from dataclasses import dataclass
from datetime import date, timedelta

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
    conclude. Four queries.
    """
    open_cases = Referral.objects.open_on(on).filter(team=team)
    undecided = open_cases.filter(decided_on=None).select_related("child")
    unheld = StrategyDiscussion.objects.standing().filter(
        referral__in=open_cases, held_on=None, not_held_on=None, reasonable_cause_on__lte=on
    )
    written = (
        Assessment.objects.standing()
        .filter(referral__in=open_cases, authorised_on=None, left_on=None)
        .exclude(outcome="")
    )
    enquiries = Enquiry.objects.standing().filter(
        referral__in=open_cases, concluded_on=None, started_on__lte=on
    )
    found = [
        *(Waiting("Decide this referral", entry, entry.received_on) for entry in undecided),
        *(
            Waiting("Hold a strategy discussion", entry, entry.reasonable_cause_on)
            for entry in unheld.select_related("child")
        ),
        *(
            Waiting("Authorise this assessment", entry, entry.started_on)
            for entry in written.select_related("child")
        ),
        *(
            Waiting("Conclude this enquiry", entry, entry.started_on)
            for entry in enquiries.select_related("child")
        ),
    ]
    return sorted(found, key=lambda waiting: (waiting.since_on, waiting.entry.pk))
