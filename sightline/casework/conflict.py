"""Conflicts of interest: said by the worker or their manager, and shut at once."""

from contextlib import suppress
from datetime import date, datetime

from sightline.casework import entry as entries
from sightline.casework.handing_on import pass_case
from sightline.casework.verb import Refused, verb
from sightline.people.models import MANAGERS, Worker
from sightline.record.kept import is_somebody, kept_from
from sightline.record.models import Allocation, Conflict, Person, WorkerAtHome

HANDED_BACK = "They are kept from this record."


@verb
def say(
    child: Person, *, by: Worker, on: date, how: str, worker: Worker | None = None, because: str = ""
) -> Conflict:
    """A worker knows this child from elsewhere: they say so, or a manager says it of them.

    The record, and the family's, is shut to them at once; what they lead there is handed back to its team.
    """
    worker = worker or by
    if worker.pk != by.pk and not by.is_manager:
        raise Refused("Each worker says whom they know; of somebody else a manager says it.")
    made = Conflict.objects.create(
        recorded_by=by, child=child, worker=worker, how=how, because=because.strip()
    )
    _hand_back(worker, by=by, on=on)
    return made


@verb(may=MANAGERS, refused="A manager says that a conflict of interest has ended.")
def end(conflict: Conflict, *, by: Worker, at: datetime, because: str) -> Conflict:
    """The worker is kept from the child no longer, because; never by their own word."""
    if conflict.worker_id == by.pk:
        raise Refused("Another manager decides this.")
    if conflict.ended_at is not None:
        raise Refused("This has ended already.")
    conflict.ended_at, conflict.ended_by, conflict.ended_because = at, by, because.strip()
    conflict.save(update_fields=["ended_at", "ended_by", "ended_because"])
    return conflict


@verb
def state_home(
    *, by: Worker, on: date, address: str, postcode: str, person: int | None = None
) -> WorkerAtHome:
    """A worker says where they live, and which number in the record is they, if any is.

    What they said before is struck out. They are kept from whoever lives there, and from their own family.
    """
    if person is not None and not is_somebody(person):
        raise Refused("There is no record with this number.")
    for before in WorkerAtHome.objects.standing().filter(worker=by):
        entries.strike_out(before, by=by, because="Said anew")
    said = {"address": address.strip(), "postcode": postcode.strip().upper(), "person_id": person}
    made = WorkerAtHome.objects.create(recorded_by=by, worker=by, **said)
    _hand_back(by, by=by, on=on)
    return made


def _hand_back(worker: Worker, *, by: Worker, on: date) -> None:
    """What the worker leads and may no longer open goes to its team, where that can be said at once."""
    led = Allocation.objects.standing().filter(worker=worker, until_on=None, child__in=kept_from(worker))
    for one in led.select_related("referral"):
        with suppress(Refused):
            pass_case(one.referral, to=None, by=by, on=on, because=HANDED_BACK)
