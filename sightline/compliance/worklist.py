"""What is on whose desk, and what is on nobody's."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import Q

from sightline.compliance.authority import overdue
from sightline.compliance.book import book
from sightline.compliance.child import clocks, owed
from sightline.compliance.cover import absent
from sightline.compliance.seen import LastSeen, last_seen
from sightline.duties.language import Thread
from sightline.duties.reference import Clock
from sightline.people.models import Team, Worker
from sightline.record.models import Allocation, ChildProtectionPlan, Family, FamilyMember, Person, Referral
from sightline.timescales import working_days_between

#: What a list needs of an allocation.
LEADS = ("referral_id", "until_on", "worker__name")
#: The duties whose overdue clock means that an allocated assessment has stalled, whichever edition applies.
ASSESSMENT_DUTIES = frozenset({"initial-assessment", "core-assessment", "single-assessment"})


@dataclass(frozen=True)
class Item:
    """One open case that nobody is moving: since which day it has been on this list, and how old it is."""

    referral: Referral
    child: Person
    worker: Worker | None
    since_on: date
    working_days: int
    """Working days since the referral was received."""
    last_seen: LastSeen | None


@dataclass(frozen=True)
class NobodysWork:
    """The three ways for work to have nobody, kept apart, the oldest first in each.

    Never allocated: open, and no worker has ever led it. Stalled: a worker leads it and its assessment is
    past due. Orphaned: a worker led it and nobody does now, whether the assessment was finished or not.
    """

    never_allocated: list[Item]
    stalled: list[Item]
    orphaned: list[Item]


def nobodys_work(team: Team, *, on: date) -> NobodysWork:
    """The open cases held by this team that nobody is moving, as they stood at the end of that day."""
    return nobodys_work_of([team], on=on)[team.pk]


def nobodys_work_of(teams: Iterable[Team], *, on: date) -> dict[int, NobodysWork]:
    """The same for several teams, each with an entry; five queries, however many teams."""
    found = {team.pk: NobodysWork([], [], []) for team in teams}
    cases = Referral.objects.open_on(on).filter(team__in=list(found)).select_related("child")
    referrals = list(cases.order_by("received_on", "pk"))
    held = _allocations(referrals, on=on)
    children = [referral.child_id for referral in referrals]
    seen = last_seen(children, on=on)
    past_due = _assessment_past_due(children, on=on)

    def item(referral: Referral, since_on: date, worker: Worker | None = None) -> Item:
        age = working_days_between(referral.received_on, on)
        return Item(referral, referral.child, worker, since_on, age, seen[referral.child_id])

    for referral in referrals:
        lists, allocations = found[referral.team_id], held[referral.pk]
        leads = [one.worker for one in allocations if one.until_on is None or one.until_on > on]
        if not allocations:
            lists.never_allocated.append(item(referral, referral.received_on))
        elif not leads:
            ended = max(one.until_on for one in allocations if one.until_on)
            lists.orphaned.append(item(referral, ended))
        elif referral.pk in past_due:
            lists.stalled.append(item(referral, past_due[referral.pk] + timedelta(days=1), leads[0]))
    return found


def _allocations(referrals: Iterable[Referral], *, on: date) -> dict[int, list[Allocation]]:
    found: dict[int, list[Allocation]] = defaultdict(list)
    begun = Allocation.objects.standing().filter(referral__in=list(referrals), from_on__lte=on)
    for allocation in begun.select_related("worker").only(*LEADS):
        found[allocation.referral_id].append(allocation)
    return found


def _assessment_past_due(children: Iterable[int], *, on: date) -> dict[int, date]:
    """The day each referral's assessment fell due, for those whose assessment is overdue on that day."""
    duties = (duty for name, duty in book().items() if name in ASSESSMENT_DUTIES)
    return {Thread.record_id(thread): due_on for thread, due_on in overdue(duties, children, on=on).items()}


@dataclass(frozen=True)
class ChildLine:
    """One child on a worker's list: why we are involved, when last seen, and what is owed soonest first.

    `acting_for` leads, where it is not the worker themselves: they are away, and the worker acts for them.
    """

    child: Person
    referral: Referral
    plan: ChildProtectionPlan | None
    last_seen: LastSeen | None
    owed: list[Clock]
    acting_for: Worker | None = None


@dataclass(frozen=True)
class FamilyLine:
    """The children of one family whom this worker works with; no family where none has been recorded."""

    family: Family | None
    children: list[ChildLine]


def families(worker: Worker, *, on: date) -> list[FamilyLine]:
    """The families that this worker leads on that day, or acts for whoever does, the most urgent first."""
    whose = Q(worker=worker) | Q(worker__in=absent(worker, on=on))
    leading = Allocation.objects.on(on).filter(whose, referral__in=Referral.objects.open_on(on))
    held = list(leading.select_related("referral__child", "worker"))
    others = {one.referral_id: one.worker for one in held if one.worker_id != worker.pk}
    lines = [
        replace(line, acting_for=others.get(line.referral.pk))
        for line in _lines([one.referral for one in held], on=on)
    ]
    grouped: dict[int | None, list[ChildLine]] = defaultdict(list)
    homes = _families([line.child.pk for line in lines])
    for line in lines:
        home = homes.get(line.child.pk)
        grouped[home.pk if home else -line.child.pk].append(line)
    found = [FamilyLine(homes.get(children[0].child.pk), children) for children in grouped.values()]
    return sorted(found, key=_soonest)


def _lines(referrals: list[Referral], *, on: date) -> list[ChildLine]:
    children = [referral.child_id for referral in referrals]
    seen, running = last_seen(children, on=on), clocks(children, on=on)
    open_plans = ChildProtectionPlan.objects.standing().filter(child__in=children, ended_on=None)
    plans = {plan.child_id: plan for plan in open_plans}
    return [
        ChildLine(
            referral.child,
            referral,
            plans.get(referral.child_id),
            seen[referral.child_id],
            owed(running[referral.child_id], on=on),
        )
        for referral in referrals
    ]


def _families(children: Iterable[int]) -> dict[int, Family]:
    places = FamilyMember.objects.standing().filter(child__in=list(children), until_on=None)
    return {place.child_id: place.family for place in places.select_related("family").order_by("-pk")}


def _soonest(line: FamilyLine) -> tuple[date, int]:
    due = [clock.due_on for child in line.children for clock in child.owed if clock.due_on]
    return (min(due, default=date.max), line.children[0].child.pk)
