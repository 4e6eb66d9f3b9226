"""What a manager answers for: the decisions that wait for them, and what each worker carries."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from sightline.compliance.child import clocks, owed
from sightline.duties.reference import Clock
from sightline.people.models import Team, Worker
from sightline.record.models import (
    Allocation,
    Assessment,
    ChildProtectionPlan,
    Enquiry,
    FamilyMember,
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


@dataclass(frozen=True)
class Load:
    """What one worker carries, never as one number: families, children, plans, visits due, overdue."""

    worker: Worker
    families: int
    children: int
    on_plans: int
    visits_due: int
    overdue: int


def loads(team: Team, *, on: date) -> list[Load]:
    """What each worker of the team carries on that day; visits due are those of the fortnight ahead."""
    workers = list(team.workers.filter(Q(left_on=None) | Q(left_on__gt=on)).order_by("name"))
    leading = Allocation.objects.on(on).filter(worker__in=workers, referral__in=Referral.objects.open_on(on))
    held = list(leading.values_list("worker", "child"))
    children = [child for _, child in held]
    running = clocks(children, on=on)
    on_plan = set(
        ChildProtectionPlan.objects.standing()
        .filter(child__in=children, ended_on=None)
        .values_list("child", flat=True)
    )
    home = dict(FamilyMember.objects.standing().filter(child__in=children).values_list("child", "family"))
    return [
        _load(worker, [child for lead, child in held if lead == worker.pk], running, on_plan, home, on=on)
        for worker in workers
    ]


def _load(
    worker: Worker,
    children: list[int],
    running: dict[int, list[Clock]],
    on_plan: set[int],
    home: dict[int, int],
    *,
    on: date,
) -> Load:
    asked = [clock for child in children for clock in owed(running[child], on=on)]
    dated = Counter(
        "overdue" if clock.due_on < on else "soon"
        for clock in asked
        if clock.due_on and clock.due_on <= on + AHEAD and clock.duty.id in VISIT_DUTIES
    )
    return Load(
        worker,
        families=len({home.get(child, -child) for child in children}),
        children=len(children),
        on_plans=len(on_plan.intersection(children)),
        visits_due=dated["soon"] + dated["overdue"],
        overdue=sum(clock.due_on is not None and clock.due_on < on for clock in asked),
    )
