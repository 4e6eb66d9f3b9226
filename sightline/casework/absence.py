"""Absence: a worker is away, a deputy acts for them, and they come back."""

from datetime import date

from sightline.casework.verb import Refused, verb
from sightline.compliance.cover import answers_for
from sightline.people.models import SENIOR_MANAGERS, Absence, Worker


@verb
def begin(
    worker: Worker,
    *,
    by: Worker,
    from_on: date,
    covered_by: Worker,
    until_on: date | None = None,
    because: str = "",
) -> Absence:
    """A worker is away from a day; the deputy acts for them until they are back. The work stays theirs."""
    if by.pk != worker.pk:
        _check_may(by, worker, from_on)
    if covered_by.left_on is not None:
        raise Refused(f"{covered_by} has left.")
    if worker.is_manager and not covered_by.is_manager:
        raise Refused("A manager’s decisions go to a manager.")
    later = Absence.objects.not_over(from_on).filter(worker=covered_by)
    if any(until_on is None or one.from_on < until_on for one in later):
        raise Refused(f"{covered_by} is away too: choose somebody who is here.")
    return Absence.objects.create(
        recorded_by=by,
        worker=worker,
        covered_by=covered_by,
        from_on=from_on,
        until_on=until_on,
        because=because.strip(),
    )


@verb
def end(absence: Absence, *, by: Worker, on: date) -> Absence:
    """The worker is back from that day, or never went: what comes to them is theirs again."""
    if by.pk not in (absence.worker_id, absence.covered_by_id):
        _check_may(by, absence.worker, on)
    absence.until_on = max(on, absence.from_on)
    absence.save(update_fields=["until_on"])
    return absence


def _check_may(by: Worker, worker: Worker, on: date) -> None:
    if by.role in SENIOR_MANAGERS:
        return
    if not by.is_manager or worker.team is None or not answers_for(by, worker.team, on=on):
        raise Refused("The worker, or whoever manages them, records an absence.")
