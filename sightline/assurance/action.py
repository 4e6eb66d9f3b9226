"""The register of actions: agreed, given a measure, handed to another owner, said to be done.

No verb makes an action done: the record does, or does not (`assurance.standing`).
"""

from datetime import date

from sightline.assurance.models import Action
from sightline.casework.verb import Refused, verb
from sightline.compliance.measure import CATALOGUE
from sightline.people.models import EVERYBODY, LEADS_PRACTICE, Role, Worker
from sightline.record.models import SeriousIncident

#: Whoever works here may own an action; an inspector reads.
OWNS_ACTIONS = EVERYBODY - {Role.INSPECTOR}
NOT_LEADERS = "The director, a service manager or an auditor does this."


@verb(may=LEADS_PRACTICE, refused=NOT_LEADERS)
def agree(
    *,
    by: Worker,
    source: str,
    came_from: str,
    found: str,
    recommendation: str,
    owner: Worker,
    agreed_on: date,
    due_on: date,
    weight: str = Action.Weight.DEVELOPMENT,
    same_as: Action | None = None,
    incident: SeriousIncident | None = None,
) -> Action:
    """An action is agreed: what was found, what is to be different, whose it is and by when.

    It is unverified until somebody says by which measure it would show (`give_measure`).
    """
    _in_post(owner, agreed_on)
    return Action.objects.create(
        recorded_by=by,
        source=source,
        came_from=came_from,
        weight=weight,
        found=found,
        recommendation=recommendation,
        owner=owner,
        agreed_on=agreed_on,
        due_on=due_on,
        same_as=same_as,
        incident=incident,
    )


@verb(may=LEADS_PRACTICE, refused=NOT_LEADERS)
def give_measure(
    action: Action, *, by: Worker, measure: str, threshold: int, weeks: int, on: date, because: str = ""
) -> Action:
    """Say by which measure the action would show, what it must come to, and for how many weeks.

    Only days from now on can prove it. Changing a measure takes a reason, and starts the proof again.
    """
    named = CATALOGUE.get(measure)
    if named is None:
        raise Refused("Choose a measure of the catalogue.")
    if named.is_share and not 0 <= threshold <= 100:
        raise Refused("A share is at least 0 and at most 100 per cent.")
    if action.measure is not None and not because.strip():
        raise Refused("Say why the measure changes: the proof starts again.")
    action.measure, action.threshold = measure, threshold
    action.holds_for_weeks, action.measured_from_on = weeks, on
    action.save(update_fields=["measure", "threshold", "holds_for_weeks", "measured_from_on"])
    return action


@verb(may=OWNS_ACTIONS, refused="An inspector writes nothing here.")
def hand_to(action: Action, *, owner: Worker, by: Worker, on: date, because: str) -> Action:
    """Another worker in post owns the action from now on, because."""
    if by.pk != action.owner_id and by.role not in LEADS_PRACTICE:
        raise Refused(NOT_LEADERS)
    _in_post(owner, on)
    if not because.strip():
        raise Refused("Say why somebody else owns it.")
    action.owner = owner
    action.save(update_fields=["owner"])
    return action


@verb(may=OWNS_ACTIONS, refused="An inspector writes nothing here.")
def say_done(action: Action, *, by: Worker, on: date, because: str) -> Action:
    """The owner says what was done. It proves nothing: the measure does, where there is one."""
    if by.pk != action.owner_id:
        raise Refused(f"{action.owner} owns this action and says what was done.")
    action.said_done_on, action.said_done_by, action.said_done_because = on, by, because.strip()
    action.save(update_fields=["said_done_on", "said_done_by", "said_done_because"])
    return action


def _in_post(owner: Worker, on: date) -> None:
    if owner.left_on is not None and owner.left_on <= on:
        raise Refused(f"{owner} left on {owner.left_on:%-d %B %Y}.")
