"""Closing a case: a manager's decision, made in sight of what is still unmet."""

from datetime import date

from sightline.casework import child_in_need
from sightline.casework.verb import Refused, verb
from sightline.compliance.child import unmet
from sightline.people.models import MANAGERS, Worker
from sightline.record.models import Referral


@verb(may=MANAGERS, refused="A manager decides to close a case.")
def close(
    referral: Referral, *, by: Worker, on: date, reason: str, because: str, unmet_seen: frozenset[str]
) -> Referral:
    """A manager closes a case with a reason, having been shown every duty that is unmet.

    `unmet_seen` are the ids of the duties that the manager was shown; if another has become unmet since, the
    closure is refused so that nobody signs for what they did not see. An open child protection plan is ended
    by a conference first.
    """
    referral = Referral.objects.select_for_update().get(pk=referral.pk)
    if referral.closed_on is not None:
        raise Refused("This case is closed already.")
    if referral.plans.standing().filter(ended_on=None).exists():
        raise Refused("The child has a child protection plan, which only a conference can end.")
    new = {clock.duty.id: clock.duty.title for clock in unmet(referral, on=on)}
    if unseen := new.keys() - unmet_seen:
        titles = "; ".join(sorted(new[duty] for duty in unseen))
        raise Refused(f"Look again before you close: {titles}.")
    referral.closed_on, referral.closed_by = on, by
    referral.closure_reason, referral.closed_because = reason, because
    referral.save(update_fields=["closed_on", "closed_by", "closure_reason", "closed_because"])
    for plan in referral.child_in_need_plans.standing().filter(ended_on=None):
        child_in_need.end(plan, by=by, on=on, because="The case was closed")
    for allocation in referral.allocations.standing().filter(until_on=None):
        allocation.until_on, allocation.ended_because = max(on, allocation.from_on), "The case was closed"
        allocation.save(update_fields=["until_on", "ended_because"])
    return referral
