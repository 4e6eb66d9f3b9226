"""A person's rights over their record, what keeps it, and odd looks at it accounted for."""

from datetime import date

from sightline.casework import entry as entries
from sightline.casework.verb import Refused, verb
from sightline.people.models import MANAGERS, Worker
from sightline.record.models import (
    AccessRequest,
    Correction,
    LegalHold,
    LookNote,
    Person,
    Redaction,
    RetentionDecision,
)
from sightline.record.models.entry import Entry

MANAGERS_ACT = "A manager decides this."


@verb
def account_for_look(
    child: Person, *, by: Worker, looker: Worker, looked_on: date, note: str, is_concern: bool
) -> LookNote:
    """The holder says what they found out about somebody's looks at this child that day."""
    if looker.pk == by.pk:
        raise Refused("Nobody accounts for their own looks: your manager does.")
    return LookNote.objects.create(
        recorded_by=by, child=child, looker=looker, looked_on=looked_on, note=note, is_concern=is_concern
    )


@verb(may=MANAGERS, refused=MANAGERS_ACT)
def hold(child: Person, *, by: Worker, on: date, because: str) -> LegalHold:
    """The record is kept whole from that day, until a manager ends the hold."""
    return LegalHold.objects.create(recorded_by=by, child=child, from_on=on, because=because)


@verb(may=MANAGERS, refused=MANAGERS_ACT)
def end_hold(held: LegalHold, *, by: Worker, on: date, because: str) -> LegalHold:
    """The hold ends that day, because; the record's own time applies again."""
    held.ended_on, held.ended_by, held.ended_because = on, by, because
    held.save(update_fields=["ended_on", "ended_by", "ended_because"])
    return held


@verb
def receive_request(
    child: Person, *, by: Worker, on: date, asked_by: str, who: str, identity_shown: str = ""
) -> AccessRequest:
    """Somebody asks for a copy of the person's record."""
    return AccessRequest.objects.create(
        recorded_by=by, child=child, received_on=on, asked_by=asked_by, who=who, identity_shown=identity_shown
    )


@verb
def show_identity(request: AccessRequest, *, by: Worker, how: str) -> AccessRequest:
    """How we know that it is they who ask, and that they may."""
    _not_released(request)
    request.identity_shown = how
    request.save(update_fields=["identity_shown"])
    return request


@verb
def leave_out(
    request: AccessRequest, *, by: Worker, kind: str, entry: int, reason: str, words: str = ""
) -> Redaction:
    """Part of the record is left out of the copy: these words of an entry, or the whole of it."""
    _not_released(request)
    return Redaction.objects.create(
        recorded_by=by,
        child_id=request.child_id,
        request=request,
        kind=kind,
        entry=entry,
        reason=reason,
        words=words.strip(),
    )


@verb(may=MANAGERS, refused=MANAGERS_ACT)
def release(request: AccessRequest, *, by: Worker, on: date, to: str) -> AccessRequest:
    """The copy is released to somebody; from then on nothing more is left out of it."""
    _not_released(request)
    if not request.identity_shown:
        raise Refused("Say first how we know who asks, and that they may.")
    request.released_on, request.released_by, request.released_to = on, by, to
    request.save(update_fields=["released_on", "released_by", "released_to"])
    return request


@verb
def receive_correction(child: Person, *, by: Worker, on: date, who: str, said: str) -> Correction:
    """Somebody says that something in the record is wrong, in their own words."""
    return Correction.objects.create(recorded_by=by, child=child, received_on=on, who=who, said=said)


@verb(may=MANAGERS, refused=MANAGERS_ACT)
def decide_correction(
    asked: Correction, *, by: Worker, on: date, decision: str, because: str, wrong: Entry | None = None
) -> Correction:
    """What was wrong is struck out, or stands with their disagreement beside it: both versions are kept."""
    if asked.decided_on is not None:
        raise Refused("This has been decided already.")
    if decision == Correction.Decision.STRUCK_OUT:
        if wrong is None:
            raise Refused("Say which entry is wrong.")
        if getattr(wrong, "child_id", asked.child_id) != asked.child_id:
            raise Refused("That entry is about somebody else.")
        entries.strike_out(wrong, by=by, because=f"Put right at their request: {because}")
        asked.kind, asked.entry = wrong._meta.model_name or "", wrong.pk
    asked.decided_on, asked.decided_by = on, by
    asked.decision, asked.decided_because = decision, because
    asked.save(update_fields=["decided_on", "decided_by", "decision", "decided_because", "kind", "entry"])
    return asked


@verb(may=MANAGERS, refused=MANAGERS_ACT)
def decide_retention(
    child: Person, *, by: Worker, on: date, decision: str, because: str, keep_until_on: date | None = None
) -> RetentionDecision:
    """What becomes of a record whose time is up. A record under a legal hold is kept."""
    destroying = decision == RetentionDecision.Decision.DESTROY
    if destroying and LegalHold.objects.running().filter(child=child).exists():
        raise Refused("The record is under a legal hold: it is kept whole.")
    return RetentionDecision.objects.create(
        recorded_by=by,
        child=child,
        decided_on=on,
        decision=decision,
        because=because,
        keep_until_on=None if destroying else keep_until_on,
    )


def _not_released(request: AccessRequest) -> None:
    if request.released_on is not None:
        raise Refused(f"The copy was released on {request.released_on:%-d %B %Y}.")
