"""What is to be done: agreed in a plan or a strategy discussion, changed, and finished with its evidence."""

from datetime import date, datetime
from typing import TypeVar

from sightline.casework.verb import Refused, verb
from sightline.people.models import PRACTISES, Worker
from sightline.record.models import (
    AgreedAction,
    ChildInNeedPlan,
    ChildProtectionPlan,
    PlaceAction,
    StrategyDiscussion,
)

Action = TypeVar("Action", AgreedAction, PlaceAction)
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
    _check_due(due_on, due_at)
    if isinstance(place, StrategyDiscussion):
        if place.held_on is None:
            raise Refused("The discussion has not been held: write it down first.")
        where = "discussion"
    else:
        if place.ended_on is not None:
            raise Refused("The plan has ended: nothing more is agreed in it.")
        where = "plan" if isinstance(place, ChildProtectionPlan) else "help_plan"
    action = AgreedAction(
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
    return undertake(action, by=by)


@verb
def undertake(action: Action, *, by: Worker) -> Action:
    """Write it down with who does it: one person does one thing, and a worker here works with children."""
    owner = action.owner
    if owner is not None and action.outside:
        raise Refused("Choose a worker or say who does it elsewhere, not both: one person does one thing.")
    if owner is not None and (owner.left_on is not None or owner.role not in PRACTISES):
        raise Refused(f"{owner} does not work with children here: choose somebody who does.")
    action.save()
    return action


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
    _check_due(due_on, due_at)
    if not because.strip():
        raise Refused("Say why it changes.")
    action = _still_open(action)
    action.owner, action.outside, action.due_on, action.due_at = owner, outside.strip(), due_on, due_at
    return undertake(action, by=by)


@verb
def finish(action: Action, *, by: Worker, on: date, outcome: str, evidence: str) -> Action:
    """It is done, no longer needed, or will not be done; and how that is known."""
    if not evidence.strip():
        raise Refused("Say how it is known.")
    action = _still_open(action)
    action.finished_on, action.finished_by = on, by
    action.outcome, action.evidence = outcome, evidence.strip()
    action.save(update_fields=["finished_on", "finished_by", "outcome", "evidence"])
    return action


def _still_open(action: Action) -> Action:
    found = type(action).objects.select_for_update(of=("self",)).get(pk=action.pk)
    if found.finished_on is not None:
        raise Refused("Somebody has said already what came of it.")
    return found


def _check_due(due_on: date | None, due_at: datetime | None) -> None:
    if (due_on is None) == (due_at is None):
        raise Refused("Say by which day it is to be done, or by which hour.")
