"""Allocation: a manager gives the lead on a referral to a worker, and ends it."""

from datetime import date

from sightline.casework.verb import Refused, verb
from sightline.people.models import MANAGERS, Worker
from sightline.record.models import Allocation, Referral


@verb(may=MANAGERS, refused="A manager allocates work.")
def allocate(referral: Referral, *, to: Worker, by: Worker, on: date, because: str = "") -> Allocation:
    """A manager allocates a referral's work to a worker; whoever led it until then stops that day."""
    if to.left_on is not None and to.left_on <= on:
        raise Refused(f"{to} left on {to.left_on:%-d %B %Y}.")
    running = referral.allocations.standing().filter(until_on=None).first()
    if running is not None:
        end(running, by=by, on=on, because=f"Allocated to {to}")
    return Allocation.objects.create(
        recorded_by=by, child_id=referral.child_id, referral=referral, worker=to, from_on=on, because=because
    )


@verb(may=MANAGERS, refused="A manager ends an allocation.")
def end(allocation: Allocation, *, by: Worker, on: date, because: str) -> Allocation:
    """The worker stops leading; the team and its manager hold the work until somebody else is allocated."""
    allocation.until_on, allocation.ended_because = on, because
    allocation.save(update_fields=["until_on", "ended_because"])
    return allocation
