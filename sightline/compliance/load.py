"""What each worker carries: never one number, and the points beside what they are made of."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet, TextField, Value

from sightline.compliance.authority import asked
from sightline.people.models import Team, Weighed, Worker
from sightline.people.weight import adopted, weighed
from sightline.record.at_once import Part, at_once
from sightline.record.models import (
    Allocation,
    Assessment,
    ChildProtectionPlan,
    Enquiry,
    FamilyMember,
    Referral,
    SecondaryWorker,
)
from sightline.record.models.assessment import AssessmentQuerySet

#: How far ahead a manager looks when weighing what a worker carries, in days.
AHEAD = timedelta(days=14)
VISIT_DUTIES = frozenset(
    {
        "child-seen-after-referral",
        "child-seen-in-assessment",
        "child-seen-in-enquiry",
        "plan-visits",
        "child-in-need-visits",
    }
)


@dataclass(frozen=True)
class Load:
    """What one worker carries on a day: families, children, plans, visits, kinds of work; and as points.

    Visits due are those past due and those of the fortnight ahead. `parts` are children with whom they work
    beside somebody else's lead. `points` are the authority's weights times the counts, and `limit` is the
    authority's own, where it set one.
    """

    worker: Worker
    families: int = 0
    children: int = 0
    on_plans: int = 0
    visits_due: int = 0
    overdue: int = 0
    assessments: int = 0
    enquiries: int = 0
    parts: int = 0
    weights: Mapping[str, Decimal] = field(default_factory=dict)

    @property
    def counted(self) -> dict[str, int]:
        """What is weighed, and how many of each."""
        return {
            Weighed.CHILD: self.children,
            Weighed.ASSESSMENT: self.assessments,
            Weighed.ENQUIRY: self.enquiries,
            Weighed.PROTECTION_PLAN: self.on_plans,
            Weighed.VISIT: self.visits_due,
        }

    @property
    def points(self) -> Decimal:
        """Each count times its weight."""
        return sum((self.weights[kind] * many for kind, many in self.counted.items()), Decimal(0))

    @property
    def limit(self) -> Decimal | None:
        """The most that the authority says one worker should carry."""
        return self.weights.get(Weighed.LIMIT)

    @property
    def is_over(self) -> bool:
        """Whether the points are over the authority's limit."""
        return self.limit is not None and self.points > self.limit


@dataclass(frozen=True)
class Work:
    """What one open case brings with it: what is under way in it, and the visits due to the child."""

    child: int
    families: frozenset[int]
    on_plans: int
    visits_due: int
    overdue: int
    assessments: int
    enquiries: int


def loads(team: Team, *, on: date) -> list[Load]:
    """What each worker of the team carries on that day. Five queries, however many workers or children."""
    workers = team.workers.filter(Q(left_on=None) | Q(left_on__gt=on))
    return loads_of(workers.order_by("name"), on=on)


def loads_of(workers: Iterable[Worker], *, on: date) -> list[Load]:
    """The same for any workers, in their order."""
    return _loads(workers, None, on=on)[0]


def loads_and_work(referral: Referral, *, on: date) -> tuple[list[Load], Work]:
    """The load of each worker of the team that holds this case, and what the case would bring with it."""
    workers = referral.team.workers.filter(Q(left_on=None) | Q(left_on__gt=on))
    loads, work = _loads(workers.order_by("name"), referral, on=on)
    return loads, work or work_of(referral, on=on)


def _loads(
    workers: Iterable[Worker], referral: Referral | None, *, on: date
) -> tuple[list[Load], Work | None]:
    everyone = list(workers)
    ids = [worker.pk for worker in everyone]
    cases = Referral.objects.open_on(on)
    leading = Allocation.objects.on(on).filter(worker__in=ids, referral__in=cases)
    asked = at_once(
        {
            "led": leading.values_list("worker", "child"),
            "under way": _under_way(ids, on=on),
            "weights": adopted(on=on),
            **_in_case(referral),
        }
    )
    held: dict[int, list[int]] = defaultdict(list)
    for worker, child in asked["led"]:
        held[worker].append(child)
    children = [child for theirs in held.values() for child in theirs]
    about = _about([*children, *([referral.child_id] if referral else ())], on=on)
    work = _work(referral, about, asked) if referral else None
    under_way, points = Counter(asked["under way"]), weighed(asked["weights"])
    found = [
        Load(
            worker,
            families=len({home for child in held[worker.pk] for home in about.home[child]}),
            children=len(held[worker.pk]),
            on_plans=sum(child in about.on_plan for child in held[worker.pk]),
            visits_due=sum(about.visits[child] for child in held[worker.pk]),
            overdue=sum(about.overdue[child] for child in held[worker.pk]),
            assessments=under_way["assessment", worker.pk],
            enquiries=under_way["enquiry", worker.pk],
            parts=under_way["part", worker.pk],
            weights=points,
        )
        for worker in everyone
    ]
    return found, work


def work_of(referral: Referral, *, on: date) -> Work:
    """What this case would bring to whoever is given it."""
    return _work(referral, _about([referral.child_id], on=on), at_once(_in_case(referral)))


def _in_case(referral: Referral | None) -> dict[str, Part]:
    """The assessments and the enquiries that are under way in a case."""
    if referral is None:
        return {}
    enquiries = Enquiry.objects.standing().filter(referral=referral, concluded_on=None)
    return {
        "assessments": _unfinished(Assessment.objects.filter(referral=referral)),
        "enquiries": enquiries,
    }


def _work(referral: Referral, about: "_About", asked: dict[str, list[Any]]) -> Work:
    child = referral.child_id
    return Work(
        child,
        frozenset(about.home[child]),
        on_plans=int(child in about.on_plan),
        visits_due=about.visits[child],
        overdue=about.overdue[child],
        assessments=len(asked["assessments"]),
        enquiries=len(asked["enquiries"]),
    )


def with_work(load: Load, work: Work, *, knows_the_family: bool) -> Load:
    """What a worker would carry with this case as well."""
    return replace(
        load,
        families=load.families + (not knows_the_family),
        children=load.children + 1,
        on_plans=load.on_plans + work.on_plans,
        visits_due=load.visits_due + work.visits_due,
        overdue=load.overdue + work.overdue,
        assessments=load.assessments + work.assessments,
        enquiries=load.enquiries + work.enquiries,
    )


@dataclass(frozen=True)
class _About:
    """What is known of some children: visits due, clocks overdue, plans, and their families."""

    visits: Counter[int]
    overdue: Counter[int]
    on_plan: set[int]
    home: dict[int, set[int]]


def _about(children: list[int], *, on: date) -> _About:
    visits: Counter[int] = Counter()
    overdue: Counter[int] = Counter()
    for one in asked(children, by=on + AHEAD, on=on):
        overdue[one.child] += one.due_on < on
        visits[one.child] += one.duty.id in VISIT_DUTIES
    plans = ChildProtectionPlan.objects.standing().filter(child__in=children, ended_on=None)
    home: dict[int, set[int]] = defaultdict(set)
    places = FamilyMember.objects.standing().filter(child__in=children, until_on=None)
    known = at_once(
        {"places": places.values_list("child", "family"), "plans": plans.values_list("child", flat=True)}
    )
    for child, family in known["places"]:
        home[child].add(family)
    for child in children:
        home[child] = home[child] or {-child}
    return _About(visits, overdue, set(known["plans"]), home)


def _under_way(workers: list[int], *, on: date) -> Part:
    """The assessments each of these workers is writing, the enquiries they lead, the parts they have in
    other workers' cases: a row for each, of which kind and whose.
    """

    def of(kind: str, rows: QuerySet[Any], worker: str) -> QuerySet[Any, Any]:
        return rows.order_by().values_list(Value(kind, output_field=TextField()), worker)

    written = _unfinished(Assessment.objects.filter(author__in=workers))
    led = Enquiry.objects.standing().filter(
        lead_worker__in=workers, concluded_on=None, referral__closed_on=None
    )
    parts = SecondaryWorker.objects.on(on).filter(
        worker__in=workers, referral__in=Referral.objects.open_on(on)
    )
    others = (of("enquiry", led, "lead_worker"), of("part", parts, "worker"))
    return of("assessment", written, "author").union(*others, all=True)


def _unfinished(assessments: AssessmentQuerySet) -> AssessmentQuerySet:
    return assessments.standing().filter(authorised_on=None, left_on=None, referral__closed_on=None)
