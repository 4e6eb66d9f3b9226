"""Restricted records: for named workers only, until a manager lifts it."""

from collections.abc import Iterable
from datetime import datetime

from sightline.casework.verb import Refused, verb
from sightline.people.models import MANAGERS, Worker
from sightline.record.kept import is_kept_from
from sightline.record.models import Person, RestrictedTo, Restriction

MANAGERS_ACT = "A manager restricts a record, names who may read it, and lifts it."


@verb(may=MANAGERS, refused=MANAGERS_ACT)
def restrict(
    child: Person, *, by: Worker, level: str, because: str, ask: Worker, named: Iterable[Worker] = ()
) -> Restriction:
    """From now on the record is for those who are named, and for whoever answers for the work in it.

    `ask`, whom others are told to ask, is named too, and whoever restricts it, so that somebody can lift it.
    """
    if Restriction.objects.running().filter(child=child).exists():
        raise Refused("This record is restricted already.")
    made = Restriction.objects.create(
        recorded_by=by, child=child, level=level, because=because.strip(), ask=ask
    )
    for worker in {one.pk: one for one in (by, ask, *named)}.values():
        _name(made, worker, by)
    return made


@verb(may=MANAGERS, refused=MANAGERS_ACT)
def name_worker(restriction: Restriction, *, by: Worker, worker: Worker) -> RestrictedTo:
    """One worker more may read the record."""
    _check_runs(restriction)
    return _name(restriction, worker, by)


@verb(may=MANAGERS, refused=MANAGERS_ACT)
def end_naming(named: RestrictedTo, *, by: Worker, at: datetime, because: str) -> RestrictedTo:
    """This worker is named no longer: the record is shut to them at once, unless they answer for it."""
    if named.ended_at is not None:
        raise Refused("This worker is no longer named.")
    if named.worker_id == named.restriction.ask_id:
        raise Refused("Others are told to ask this worker: somebody who can answer has to be named.")
    named.ended_at, named.ended_because = at, because.strip()
    named.save(update_fields=["ended_at", "ended_because"])
    return named


@verb(may=MANAGERS, refused=MANAGERS_ACT)
def lift(restriction: Restriction, *, by: Worker, at: datetime, because: str) -> Restriction:
    """The record is open again to whoever is bound to the child."""
    _check_runs(restriction)
    restriction.lifted_at, restriction.lifted_by, restriction.lifted_because = at, by, because.strip()
    restriction.save(update_fields=["lifted_at", "lifted_by", "lifted_because"])
    return restriction


def _name(restriction: Restriction, worker: Worker, by: Worker) -> RestrictedTo:
    if worker.left_on is not None or is_kept_from(worker, restriction.child_id):
        raise Refused(f"{worker} cannot be named for this record.")
    return RestrictedTo.objects.create(
        recorded_by=by, child_id=restriction.child_id, restriction=restriction, worker=worker
    )


def _check_runs(restriction: Restriction) -> None:
    if restriction.lifted_at is not None:
        raise Refused("This restriction has been lifted.")
