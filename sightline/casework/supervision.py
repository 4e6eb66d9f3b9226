"""Supervision: what was thought and decided about one child, and who does what by when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sightline.casework.verb import Refused, verb
from sightline.compliance.cover import answers_for
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
    if not answers_for(by, referral.team, on=on):
        raise Refused("Whoever answers for the team supervises its work.")
    if worker.pk == by.pk:
        raise Refused("Nobody supervises themselves: your own manager supervises what you lead.")
    if not (reflection.strip() or decisions.strip()):
        raise Refused("Say what you thought, or what you decided.")
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
    locked = SupervisionAction.objects.select_for_update(of=("self",))
    action = locked.select_related("supervision__referral__team").get(pk=action.pk)
    if by.pk != action.owner_id and not answers_for(by, action.supervision.referral.team, on=on):
        raise Refused(f"{action.owner}, or whoever answers for the team, says what came of it.")
    if action.done_on is not None:
        raise Refused("This is finished already.")
    action.done_on, action.came_of_it = on, came_of_it.strip()
    action.save(update_fields=["done_on", "came_of_it"])
    return action
