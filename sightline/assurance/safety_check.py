"""Checking, the same day, that a child is safe: asked for, held by one worker, handed on, and made."""

from datetime import datetime, timedelta

from sightline.assurance.models import Audit, Inspection, SafetyCheck, SafetyNote
from sightline.casework.verb import Refused, verb
from sightline.people.models import PRACTISES, Team, Worker
from sightline.record.models import Person, Referral

WITHIN = timedelta(hours=4)
"""How soon the child is to have been checked, from the minute it is asked: this authority's own standard.

Sundays and nights too: a child feared for at six in the evening is checked that evening.
"""


def due_at(asked: SafetyCheck) -> datetime:
    """By when the child is to have been checked."""
    return asked.asked_at + WITHIN


def after_audit(audit: Audit, *, by: Worker, at: datetime, holder: Worker | None = None) -> SafetyCheck:
    """The check that an inadequate grade asks for. For the verb that gives the grade."""
    because = f"A case audit found the work inadequate. {audit.to_do or audit.difference_made}"
    return ask(audit.child, audit.referral, by=by, at=at, because=because, holder=holder, audit=audit)


def ask(
    child: Person,
    referral: Referral,
    *,
    by: Worker,
    at: datetime,
    because: str,
    holder: Worker | None = None,
    raised_by: str = "",
    audit: Audit | None = None,
    inspection: Inspection | None = None,
) -> SafetyCheck:
    """Ask for a check, held from this minute by one worker in post. For verbs."""
    holder = holder or answers_for(referral)
    _can_hold(holder)
    asked = SafetyCheck.objects.create(
        recorded_by=by,
        child=child,
        because=because.strip(),
        asked_at=at,
        holder=holder,
        raised_by=raised_by.strip(),
        audit=audit,
        inspection=inspection,
    )
    _note(asked, f"Given to {holder.name}", by=by, at=at)
    return asked


def answers_for(referral: Referral) -> Worker:
    """Who answers for the child: the manager of the team that holds the case, or of the front door where that
    team is no more.
    """
    team = referral.team
    if team.closed_on is None and team.manager.is_active:
        return team.manager
    door = Team.objects.filter(is_front_door=True, closed_on=None).select_related("manager").first()
    if door is None or not door.manager.is_active:
        raise Refused("Say who makes the check: nobody answers for this child’s case any more.")
    return door.manager


def _can_hold(holder: Worker) -> None:
    if not holder.is_active:
        raise Refused(f"{holder.name} has left, and can hold nothing.")
    if holder.role not in PRACTISES:
        raise Refused(f"{holder.name} does not work with children, and cannot make a check.")


def _note(asked: SafetyCheck, words: str, *, by: Worker, at: datetime) -> SafetyNote:
    return SafetyNote.objects.create(
        recorded_by=by, child_id=asked.child_id, check_asked=asked, happened_at=at, words=words
    )


@verb(may=PRACTISES, refused="Whoever works with children hands on a check.")
def hand_to(asked: SafetyCheck, *, to: Worker, by: Worker, at: datetime) -> SafetyCheck:
    """Whoever holds the check, or a manager, gives it to somebody else, who holds it from this minute."""
    _open(asked)
    if by.pk != asked.holder_id and not by.is_manager:
        raise Refused("Whoever holds this check, or a manager, hands it on.")
    _can_hold(to)
    asked.holder = to
    asked.save(update_fields=["holder"])
    _note(asked, f"Given to {to.name} by {by.name}", by=by, at=at)
    return asked


@verb(may=PRACTISES, refused="Whoever works with children makes a check.")
def note(asked: SafetyCheck, *, by: Worker, at: datetime, words: str) -> SafetyNote:
    """Write what has been done so far, and at which minute."""
    _open(asked)
    return _note(asked, words.strip(), by=by, at=at)


@verb(may=PRACTISES, refused="Whoever works with children makes a check.")
def made(
    asked: SafetyCheck, *, by: Worker, at: datetime, found: str, what_was_found: str, what_was_done: str
) -> SafetyCheck:
    """The child has been checked: what was found, and what was done."""
    _open(asked)
    if by.pk != asked.holder_id and not by.is_manager:
        raise Refused("Whoever holds this check, or a manager, says what was found.")
    asked.checked_at, asked.checked_by, asked.found = at, by, found
    asked.what_was_found, asked.what_was_done = what_was_found.strip(), what_was_done.strip()
    fields = ["checked_at", "checked_by", "found", "what_was_found", "what_was_done"]
    asked.save(update_fields=fields)
    return asked


def _open(asked: SafetyCheck) -> None:
    if asked.checked_at is not None:
        raise Refused("This child has been checked already.")
