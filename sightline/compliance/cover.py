"""Cover: who acts for whom while they are away."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import QuerySet

from sightline.people.models import Absence, Role, Team, Worker


def deputies(workers: Iterable[int], *, on: date) -> dict[int, Worker]:
    """For those of these workers who are away on that day, who acts for them. One query."""
    away = Absence.objects.on(on).filter(worker__in=list(workers)).select_related("covered_by")
    return {one.worker_id: one.covered_by for one in away}


def absent(worker: Worker, *, on: date) -> QuerySet[Absence, int]:
    """The ids of those for whom this worker acts on that day, to be asked for within another query."""
    return Absence.objects.on(on).filter(covered_by=worker).values_list("worker", flat=True)


def acting_as(worker: Worker, *, on: date) -> QuerySet[Any, int]:
    """The worker's own id and the ids of those for whom they act, to be asked for within another query."""
    own = Worker.objects.filter(pk=worker.pk).order_by().values_list("pk", flat=True)
    return own.union(absent(worker, on=on).order_by())


def covered_by(worker: Worker, *, on: date) -> list[Worker]:
    """Those for whom this worker acts on that day. One query."""
    lasting = Absence.objects.on(on).filter(covered_by=worker).select_related("worker")
    return [one.worker for one in lasting]


def acts_for(worker: Worker, absent: Worker | int | None, *, on: date) -> bool:
    """Whether this worker acts for that one on that day."""
    whom = absent.pk if isinstance(absent, Worker) else absent
    return whom is not None and whom in {one.pk for one in covered_by(worker, on=on)}


def answers_for(worker: Worker, team: Team, *, on: date) -> bool:
    """Whether this worker answers for the team that day.

    Its managers do, their service manager, the director, and whoever acts for one of them.
    """
    return any(is_for(one, team) for one in (worker, *covered_by(worker, on=on)))


def is_for(worker: Worker, team: Team) -> bool:
    """Whether this worker answers for the team, whoever acts for whom."""
    if worker.role == Role.DIRECTOR or worker.pk in (team.manager_id, team.service_manager_id):
        return True
    return worker.is_manager and worker.team_id == team.pk
