"""Who could be given a case: what each candidate carries and would carry, what they lack, whom they know."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from sightline.compliance.fitness import Shortfall, lacked, trained
from sightline.compliance.load import Load, loads_and_work, loads_of, with_work, work_of
from sightline.people.models import Worker
from sightline.record.at_once import Part, at_once
from sightline.record.models import (
    Allocation,
    ChildProtectionPlan,
    Enquiry,
    FamilyMember,
    Override,
    Person,
    Referral,
    SecondaryWorker,
)
from sightline.record.models.allocation import WorkKind


@dataclass(frozen=True)
class Candidate:
    """One worker who could be given this case: their load before and with it, and more."""

    before: Load
    after: Load
    lacks: list[Shortfall]
    brothers_and_sisters: list[Person]
    """Children of the same family whom they work with already."""
    speaks: bool
    """Whether they speak the family's language, where that is not English."""
    leads_now: bool

    @property
    def worker(self) -> Worker:
        return self.before.worker

    @property
    def needs_a_reason(self) -> bool:
        """Whether a manager has to say why, before this worker is given this case."""
        return any(one.stops for one in self.lacks) or self.is_stopped_by_the_limit

    @property
    def is_stopped_by_the_limit(self) -> bool:
        """An enquiry is not given to somebody over the authority's limit without a reason."""
        return self.after.is_over and self.after.enquiries > self.before.enquiries


def works_in(referral: Referral, *, on: date) -> list[WorkKind]:
    """What leading this case means on that day: an enquiry that runs and a plan that stands come with it."""
    return _works(at_once(_under_way(referral)))


def _under_way(referral: Referral) -> dict[Any, Part]:
    enquiries = Enquiry.objects.standing().filter(referral=referral, concluded_on=None)
    plans = ChildProtectionPlan.objects.standing().filter(referral=referral, ended_on=None)
    return {WorkKind.ENQUIRY: enquiries[:1], WorkKind.PROTECTION_PLAN: plans[:1]}


def _works(asked: dict[Any, list[Any]]) -> list[WorkKind]:
    with_it = (WorkKind.ENQUIRY, WorkKind.PROTECTION_PLAN)
    return [WorkKind.CASE, *(kind for kind in with_it if asked[kind])]


def candidates(referral: Referral, *, on: date) -> list[Candidate]:
    """Everyone in the team that holds this case, those who would carry least first."""
    carried, work = loads_and_work(referral, on=on)
    workers = [load.worker for load in carried]
    leads = Allocation.objects.on(on).filter(referral=referral).values_list("worker", flat=True)
    asked = at_once(
        {
            **_under_way(referral),
            **_siblings(workers, referral, on=on),
            "trained": trained(workers, on=on),
            "lead": leads[:1],
        }
    )
    lacking = lacked(workers, _works(asked), asked["trained"], on=on)
    known, lead = _known(asked), next(iter(asked["lead"]), None)
    language = referral.child.language.split(",")[0].strip().lower()
    found = [
        Candidate(
            load,
            with_work(load, work, knows_the_family=bool(known[load.worker.pk]))
            if load.worker.pk != lead
            else load,
            lacking[load.worker.pk],
            known[load.worker.pk],
            bool(language) and language in load.worker.languages.lower(),
            load.worker.pk == lead,
        )
        for load in carried
    ]
    return sorted(found, key=lambda one: (one.worker.is_manager, one.after.points, one.worker.name))


def would_carry(referral: Referral, worker: Worker, *, on: date) -> Load:
    """What this worker would carry with this case; what they carry, where they lead it already."""
    [before] = loads_of([worker], on=on)
    if Allocation.objects.on(on).filter(referral=referral, worker=worker).exists():
        return before
    knows = bool(_known(at_once(_siblings([worker], referral, on=on)))[worker.pk])
    return with_work(before, work_of(referral, on=on), knows_the_family=knows)


def _siblings(workers: Iterable[Worker], referral: Referral, *, on: date) -> dict[Any, Part]:
    """The leads and parts that these workers have in open cases of the same family's children."""
    members = FamilyMember.objects.standing().filter(until_on=None)
    homes = members.filter(child=referral.child_id).values("family")
    around = members.filter(family__in=homes).exclude(child=referral.child_id).values("child")
    theirs = {
        "worker__in": list(workers),
        "child__in": around,
        "referral__in": Referral.objects.open_on(on),
    }
    return {
        Allocation: Allocation.objects.on(on).filter(**theirs).select_related("child"),
        SecondaryWorker: SecondaryWorker.objects.on(on).filter(**theirs).select_related("child"),
    }


def _known(asked: dict[Any, list[Any]]) -> dict[int, list[Person]]:
    """The children of the same family with whom each worker works already."""
    found: dict[int, list[Person]] = defaultdict(list)
    for one in (*asked[Allocation], *asked[SecondaryWorker]):
        found[one.worker_id].append(one.child)
    return found


def allowed(entries: Iterable[int]) -> QuerySet[Override]:
    """What managers have allowed in a child's cases although something was lacking, the newest first."""
    mine = Override.objects.standing().filter(child__in=entries)
    return mine.select_related("worker", "recorded_by")
