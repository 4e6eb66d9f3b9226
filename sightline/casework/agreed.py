"""What a plan or a strategy discussion says is to be done: agreed, changed, finished with its evidence."""

from datetime import date, datetime

from sightline.casework.verb import Refused, verb
from sightline.people.models import PRACTISES, Worker
from sightline.record.models import AgreedAction, ChildInNeedPlan, ChildProtectionPlan, StrategyDiscussion

Place = ChildProtectionPlan | ChildInNeedPlan | StrategyDiscussion


@verb
def agree(
    place: Place,
    *,
    by: Worker,
    on: date,
    what: str,
    owner: Worker | None = None,
    outside: str = "",
    due_on: date | None = None,
    due_at: datetime | None = None,
) -> AgreedAction:
    """This is to be done: by a worker, somebody elsewhere or whoever leads the case; by a day or an hour."""
    _check(owner, outside, due_on, due_at)
    if isinstance(place, StrategyDiscussion):
        if place.held_on is None:
            raise Refused("The discussion has not been held: write it down first.")
        where = "discussion"
    else:
        if place.ended_on is not None:
            raise Refused("The plan has ended: nothing more is agreed in it.")
        where = "plan" if isinstance(place, ChildProtectionPlan) else "help_plan"
    return AgreedAction.objects.create(
        recorded_by=by,
        child_id=place.child_id,
        referral_id=place.referral_id,
        what=what.strip(),
        agreed_on=on,
        owner=owner,
        outside=outside.strip(),
        due_on=due_on,
        due_at=due_at,
        **{where: place},
    )


@verb
def change(
    action: AgreedAction,
    *,
    by: Worker,
    because: str,
    owner: Worker | None = None,
    outside: str = "",
    due_on: date | None = None,
    due_at: datetime | None = None,
) -> AgreedAction:
    """Somebody else is to do it, or by another day, because. What was agreed first is kept in the journal."""
    _check(owner, outside, due_on, due_at)
    if not because.strip():
        raise Refused("Say why it changes.")
    action = _still_open(action)
    action.owner, action.outside, action.due_on, action.due_at = owner, outside.strip(), due_on, due_at
    action.save(update_fields=["owner", "outside", "due_on", "due_at"])
    return action


@verb
def finish(action: AgreedAction, *, by: Worker, on: date, outcome: str, evidence: str) -> AgreedAction:
    """It is done, no longer needed, or will not be done; and how that is known."""
    if not evidence.strip():
        raise Refused("Say how it is known.")
    action = _still_open(action)
    action.finished_on, action.finished_by = on, by
    action.outcome, action.evidence = outcome, evidence.strip()
    action.save(update_fields=["finished_on", "finished_by", "outcome", "evidence"])
    return action


def _still_open(action: AgreedAction) -> AgreedAction:
    found = AgreedAction.objects.select_for_update(of=("self",)).get(pk=action.pk)
    if found.finished_on is not None:
        raise Refused("Somebody has said already what came of it.")
    return found


def _check(owner: Worker | None, outside: str, due_on: date | None, due_at: datetime | None) -> None:
    if owner is not None and outside.strip():
        raise Refused("Choose a worker or say who does it elsewhere, not both: one person does one thing.")
    if owner is not None and (owner.left_on is not None or owner.role not in PRACTISES):
        raise Refused(f"{owner} does not work with children here: choose somebody who does.")
    if (due_on is None) == (due_at is None):
        raise Refused("Say by which day it is to be done, or by which hour.")
