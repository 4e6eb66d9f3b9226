"""Transfers in: a child moves here from another authority, which told us so. Out: see `handover`."""

from datetime import date

from sightline.casework.verb import Refused, verb
from sightline.people.models import Worker
from sightline.record.models import Referral, TransferIn


@verb
def move_here(
    referral: Referral,
    *,
    by: Worker,
    from_authority: str,
    told_by: str,
    plan: str,
    plan_since_on: date | None = None,
    received: str = "",
) -> TransferIn:
    """A child moved here from another authority, which told us on the day of the referral.

    Where they have a child protection plan there, the referral is a transfer in, and the transfer-in
    conference is owed from that day.
    """
    referral = Referral.objects.select_for_update().get(pk=referral.pk)
    if not from_authority.strip() or not told_by.strip():
        raise Refused("Say which authority the child comes from, and who there told us.")
    if plan_since_on is not None and plan_since_on > referral.received_on:
        raise Refused("They told us before that day: a plan there began by the day of the referral.")
    moved = TransferIn.objects.create(
        recorded_by=by,
        child_id=referral.child_id,
        referral=referral,
        from_authority=from_authority.strip(),
        told_on=referral.received_on,
        told_by=told_by.strip(),
        plan=plan,
        plan_since_on=plan_since_on,
        received=received.strip(),
    )
    if plan == TransferIn.Plan.CHILD_PROTECTION and not referral.is_transfer_in:
        referral.is_transfer_in = True
        referral.save(update_fields=["is_transfer_in"])
    return moved
