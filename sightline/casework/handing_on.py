"""Handing on: open work passes from one holder to the next, in the transaction of whichever verb asks."""

from datetime import date
from typing import Any

from sightline.casework.verb import Refused, verb
from sightline.compliance.holding import Piece, in_cases
from sightline.people.models import Absence, Team, Worker
from sightline.record.kept import is_kept_from
from sightline.record.models import Allocation, Referral


@verb
def pass_case(
    referral: Referral,
    *,
    to: Worker | None,
    by: Worker,
    on: date,
    because: str,
    team: Team | None = None,
) -> None:
    """A case and everything in it that its lead held passes to another worker, or (None) to its team.

    With `team` it passes to that team, and everything in it whoever held it.
    """
    referral = Referral.objects.select_for_update().get(pk=referral.pk)
    _check_may_hold(to, referral.child_id)
    running = referral.allocations.standing().filter(until_on=None).first()
    former = running.worker_id if running else None
    moves = team is not None and team.pk != referral.team_id
    if moves and team is not None:
        referral.team = team
        referral.save(update_fields=["team"])
    _lead(referral, running, to, by=by, on=on, because=because)
    for piece in in_cases([referral.pk]):
        own = _named(piece)
        if own is not None and (moves or own == former):
            pass_piece(piece, to=to, by=by, on=on)


def _lead(
    referral: Referral, running: Allocation | None, to: Worker | None, *, by: Worker, on: date, because: str
) -> None:
    if running is not None and to is not None and running.worker_id == to.pk:
        return
    if running is not None:
        running.until_on = max(on, running.from_on)
        running.ended_because = f"Allocated to {to}" if to else because
        running.save(update_fields=["until_on", "ended_because"])
    if to is not None:
        for part in referral.secondary_workers.standing().filter(worker=to, until_on=None):
            part.until_on, part.ended_because = max(on, part.from_on), "Leads the work from now on"
            part.save(update_fields=["until_on", "ended_because"])
        Allocation.objects.create(
            recorded_by=by,
            child_id=referral.child_id,
            referral=referral,
            worker=to,
            from_on=on,
            because=because,
        )


@verb
def pass_piece(piece: Piece, *, to: Worker | None, by: Worker, on: date) -> None:
    """One piece of open work passes to a worker; with none, to whoever leads its case, or to its team.

    A piece that must be some worker's, and has no case, passes to the manager of its holder's team. Whether
    somebody may do the work is asked by the verbs that give it.
    """
    row, work = piece.row, piece.declared.work
    to = to or _fallback(row, work.worker)
    _check_may_hold(to, piece.child)
    setattr(row, work.worker, to)
    changed = [work.worker]
    if work.worker_on:
        setattr(row, work.worker_on, on if to else None)
        changed.append(work.worker_on)
    row.save(update_fields=changed)


def _fallback(row: Any, field: str) -> Worker | None:
    if row._meta.get_field(field).null:
        return None
    holder: Worker = getattr(row, field)
    whose: Worker = row.worker if isinstance(row, Absence) else holder
    if whose.team is None or whose.team.manager_id == holder.pk:
        raise Refused(f"Choose who takes this over from {holder}.")
    return whose.team.manager


def _named(piece: Piece) -> int | None:
    """The worker whom a row itself names as its holder, if it names one."""
    field = piece.declared.work.worker
    return getattr(piece.row, f"{field}_id") if field else None


def _check_may_hold(worker: Worker | None, child: int | None) -> None:
    if worker is not None and worker.left_on is not None:
        raise Refused(f"{worker} left on {worker.left_on:%-d %B %Y}.")
    if worker is not None and child is not None and is_kept_from(worker, child):
        raise Refused(f"{worker} cannot be given this work. Choose somebody else.")
