"""Supervision: what was thought and decided about one child, and who does what by when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sightline.casework.verb import Refused, verb
from sightline.people.models import MANAGERS, Worker
from sightline.record.models import Referral, Supervision, SupervisionAction


@dataclass(frozen=True)
class Agreed:
    """Something agreed in supervision."""

    what: str
    owner: Worker
    due_on: date


@verb(may=MANAGERS, refused="A manager supervises.")
def supervise(
    referral: Referral,
    *,
    by: Worker,
    on: date,
    worker: Worker,
    reflection: str = "",
    decisions: str = "",
    actions: Iterable[Agreed] = (),
) -> Supervision:
    """A manager supervised the work with this child, with whoever leads it, and wrote it down."""
    supervision = Supervision.objects.create(
        recorded_by=by,
        child_id=referral.child_id,
        referral=referral,
        supervisor=by,
        worker=worker,
        held_on=on,
        reflection=reflection,
        decisions=decisions,
    )
    for agreed in actions:
        SupervisionAction.objects.create(
            recorded_by=by,
            child_id=referral.child_id,
            supervision=supervision,
            what=agreed.what,
            owner=agreed.owner,
            due_on=agreed.due_on,
        )
    return supervision


@verb
def finish(action: SupervisionAction, *, by: Worker, on: date, came_of_it: str) -> SupervisionAction:
    """What was agreed is done, or will not be: what came of it says which."""
    if not came_of_it.strip():
        raise Refused("Say what came of it.")
    action = SupervisionAction.objects.select_for_update().get(pk=action.pk)
    if action.done_on is not None:
        raise Refused("This is finished already.")
    action.done_on, action.came_of_it = on, came_of_it.strip()
    action.save(update_fields=["done_on", "came_of_it"])
    return action
