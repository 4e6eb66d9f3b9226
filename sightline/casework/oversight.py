"""Oversight: a manager decides what is safe enough for now; a leader says that they know of a case."""

from collections.abc import Mapping
from datetime import date

from sightline.casework.verb import Refused, verb
from sightline.compliance.cover import answers_for
from sightline.people.models import MANAGERS, SENIOR_MANAGERS, Role, Worker
from sightline.record.models import Acknowledgement, InterimSafetyDecision, Referral
from sightline.record.models.oversight import EscalationLevel


@verb(may=MANAGERS, refused="A manager who answers for the team decides what is safe enough.")
def decide_safe_enough(
    referral: Referral,
    *,
    by: Worker,
    on: date,
    is_safe_enough: bool,
    because: str,
    until_on: date,
    does: str = "",
) -> InterimSafetyDecision:
    """A named manager decides whether the child is safe enough as things are, until when, and why."""
    if not answers_for(by, referral.team, on=on):
        raise Refused("A manager who answers for the team decides what is safe enough.")
    if not is_safe_enough and not does.strip():
        raise Refused("Not safe enough: say what is done about it now, and by whom.")
    if not because.strip():
        raise Refused("Say why.")
    return InterimSafetyDecision.objects.create(
        recorded_by=by,
        child_id=referral.child_id,
        referral=referral,
        decided_on=on,
        decided_by=by,
        is_safe_enough=is_safe_enough,
        because=because.strip(),
        does=does.strip(),
        until_on=until_on,
    )


@verb(may=MANAGERS, refused="A manager who answers for the team decides what is safe enough.")
def find_several_safe_enough(
    because: Mapping[Referral, str], *, by: Worker, on: date, until_on: Mapping[Referral, date]
) -> list[InterimSafetyDecision]:
    """A manager finds several children safe enough as things are, each with its own reason: all or none.

    Who is not safe enough is decided one at a time, with what is done about it.
    """
    return [
        decide_safe_enough(
            referral, by=by, on=on, is_safe_enough=True, because=words, until_on=until_on[referral]
        )
        for referral, words in sorted(because.items(), key=lambda pair: pair[0].pk)
    ]


@verb(may=SENIOR_MANAGERS, refused="A service manager or the director acknowledges what has reached them.")
def acknowledge(referral: Referral, *, by: Worker, on: date, note: str) -> Acknowledgement:
    """A service manager or director says that they know of a case nobody is moving, and what they did."""
    levels = {
        Role.SERVICE_MANAGER.value: EscalationLevel.SERVICE_MANAGER,
        Role.DIRECTOR.value: EscalationLevel.DIRECTOR,
    }
    if not note.strip():
        raise Refused("Say what you did about it.")
    return Acknowledgement.objects.create(
        recorded_by=by,
        child_id=referral.child_id,
        referral=referral,
        level=levels[by.role],
        acknowledged_on=on,
        note=note.strip(),
    )
