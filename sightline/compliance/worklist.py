"""What is on whose desk, and what is on nobody's."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.db.models import FilteredRelation, OuterRef, Q, Subquery

from sightline.compliance.authority import overdue
from sightline.compliance.book import book
from sightline.compliance.child import owed_by
from sightline.compliance.cover import acting_as
from sightline.compliance.seen import LastSeen, seen_by, times_seen
from sightline.duties.language import Duty, Thread
from sightline.duties.reference import Clock
from sightline.people.models import Team, Worker
from sightline.record.at_once import at_once
from sightline.record.models import Allocation, ChildProtectionPlan, Family, FamilyMember, Person, Referral
from sightline.timescales import working_days_between

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
    """The same for several teams, each with an entry; four queries, however many teams.

    Every open case is looked at as a few columns; only those that nobody is moving are fetched whole. Of
    whoever leads one only the id and the name are known here.
    """
    ids = [team.pk for team in teams]
    cases = open_cases(ids, on=on)
    still = _still(cases, book(), on=on)
    nobodys = [case for case, _, _, _ in still]
    children = [cases[case].child for case in nobodys]
    rows = Referral.objects.select_related("child").filter(pk__in=nobodys)
    asked = at_once({"cases": rows, "seen": times_seen(children, on=on)})
    whole = {one.pk: one for one in asked["cases"]}
    return _sorted(ids, still, whole, seen_by(asked["seen"], children, on=on), on=on)


def counted(
    teams: Iterable[Team], cases: dict[int, "OpenCase"], law: dict[str, Duty], *, on: date
) -> dict[int, NobodysWork]:
    """The same of cases that have been asked for already, to be counted: nothing is known of the children
    but their ids, and nobody asks when they were seen. One query.
    """
    still = _still(cases, law, on=on)
    whole = {pk: _bare(pk, cases[pk]) for pk, *_ in still}
    return _sorted([team.pk for team in teams], still, whole, {}, on=on)


def _bare(pk: int, case: "OpenCase") -> Referral:
    """The case with nothing in it but what is counted."""
    return Referral(pk=pk, child=Person(pk=case.child), team_id=case.team, received_on=case.received_on)


#: A case, in which way nobody moves it, since when, and who leads it.
Still = tuple[int, str, date, Worker | None]


def _still(cases: dict[int, "OpenCase"], law: dict[str, Duty], *, on: date) -> list[Still]:
    past_due = _assessment_past_due([one.child for one in cases.values()], law, on=on)
    return [
        (pk, *stands)
        for pk, one in cases.items()
        if (stands := _stands(one.held, one.received_on, past_due.get(pk), on=on))
    ]


def _sorted(
    teams: list[int],
    still: list[Still],
    whole: dict[int, Referral],
    seen: dict[int, LastSeen | None],
    *,
    on: date,
) -> dict[int, NobodysWork]:
    found = {team: NobodysWork([], [], []) for team in teams}
    for pk, kind, since_on, worker in still:
        case = whole[pk]
        age, last = working_days_between(case.received_on, on), seen.get(case.child_id)
        getattr(found[case.team_id], kind).append(Item(case, case.child, worker, since_on, age, last))
    return found


#: From when, until when and by whom a case was led.
Held = tuple[date | None, Worker]


def _stands(
    held: list[Held], received_on: date, past_due: date | None, *, on: date
) -> tuple[str, date, Worker | None] | None:
    """In which way nobody moves this case, since when, and who leads it; None where somebody moves it."""
    if not held:
        return "never_allocated", received_on, None
    leads = [worker for until_on, worker in held if until_on is None or until_on > on]
    if not leads:
        return "orphaned", max(until_on for until_on, _ in held if until_on), None
    return ("stalled", past_due + timedelta(days=1), leads[0]) if past_due else None


@dataclass(frozen=True)
class OpenCase:
    """An open case as a few columns: its child and team, when it was received, every lead that has begun."""

    child: int
    team: int
    received_on: date
    held: list[Held]

    def is_led(self, on: date) -> bool:
        """Whether somebody leads it on that day."""
        return any(until_on is None or until_on > on for until_on, _ in self.held)


def open_cases(teams: Iterable[int], *, on: date) -> dict[int, OpenCase]:
    """These teams' open cases, in the order in which they came. One query."""
    cases = Referral.objects.open_on(on).filter(team__in=list(teams)).order_by("received_on", "pk")
    began = Q(allocations__struck_out_at=None, allocations__from_on__lte=on)
    led = cases.annotate(led=FilteredRelation("allocations", condition=began))
    found: dict[int, OpenCase] = {}
    leads: dict[int, Worker] = {}
    wanted = ("pk", "child", "team", "received_on", "led__worker", "led__worker__name", "led__until_on")
    for pk, child, team, received_on, worker, name, until_on in led.values_list(*wanted):
        one = found.setdefault(pk, OpenCase(child, team, received_on, []))
        if worker is not None:
            lead = leads.get(worker) or leads.setdefault(worker, Worker(pk=worker, name=name))
            one.held.append((until_on, lead))
    return found


def _assessment_past_due(children: Iterable[int], law: dict[str, Duty], *, on: date) -> dict[int, date]:
    """The day each referral's assessment fell due, for those whose assessment is overdue on that day."""
    duties = (duty for name, duty in law.items() if name in ASSESSMENT_DUTIES)
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
    mine = Allocation.objects.on(on).filter(worker__in=acting_as(worker, on=on))
    leading = mine.filter(referral__in=Referral.objects.open_on(on))
    home = FamilyMember.objects.standing().filter(child=OuterRef("child"), until_on=None).order_by("pk")
    family, name = (Subquery(home.values(field)[:1]) for field in ("family", "family__name"))
    at_home: Any = leading.annotate(home=family, called=name)
    held = list(at_home.select_related("referral__child", "worker"))
    others = {one.referral_id: one.worker for one in held if one.worker_id != worker.pk}
    lines = [
        replace(line, acting_for=others.get(line.referral.pk))
        for line in _lines([one.referral for one in held], on=on)
    ]
    grouped: dict[int | None, list[ChildLine]] = defaultdict(list)
    homes = {one.child_id: Family(pk=one.home, name=one.called) for one in held if one.home}
    for line in lines:
        family_pk = homes[line.child.pk].pk if line.child.pk in homes else -line.child.pk
        grouped[family_pk].append(line)
    found = [FamilyLine(homes.get(children[0].child.pk), children) for children in grouped.values()]
    return sorted(found, key=_soonest)


def _lines(referrals: list[Referral], *, on: date) -> list[ChildLine]:
    children = [referral.child_id for referral in referrals]
    asked = owed_by(children, on=on)
    open_plans = ChildProtectionPlan.objects.standing().filter(child__in=children, ended_on=None)
    known = at_once({"plans": open_plans, "seen": times_seen(children, on=on)})
    plans = {plan.child_id: plan for plan in known["plans"]}
    seen = seen_by(known["seen"], children, on=on)
    return [
        ChildLine(
            referral.child,
            referral,
            plans.get(referral.child_id),
            seen[referral.child_id],
            asked[referral.child_id],
        )
        for referral in referrals
    ]


def _soonest(line: FamilyLine) -> tuple[date, int]:
    due = [clock.due_on for child in line.children for clock in child.owed if clock.due_on]
    return (min(due, default=date.max), line.children[0].child.pk)
