"""A child whom attempts in a row did not find: the manager decides what to do now."""

from datetime import date

from sightline.casework.verb import Refused, verb
from sightline.compliance.cover import answers_for
from sightline.compliance.seen import failed_attempts
from sightline.people.models import MANAGERS, Worker
from sightline.record.models import Referral, Sighting, UnseenDecision

NOT_THEIRS = "A manager who answers for the child’s case decides what to do now."


@verb(may=MANAGERS, refused=NOT_THEIRS)
def decide(attempt: Sighting, *, by: Worker, on: date, decision: str, because: str) -> UnseenDecision:
    """A manager decides, for the attempts up to this one, what is done now about a child not found, and why.

    It answers for no attempt that comes after it.
    """
    attempt = Sighting.objects.select_for_update(of=("self",)).select_related("child").get(pk=attempt.pk)
    cases = Referral.objects.open_on(on).filter(child__in=attempt.child.entries).select_related("team")
    if not any(answers_for(by, case.team, on=on) for case in cases):
        raise Refused(NOT_THEIRS)
    tried = failed_attempts([attempt.child_id], on=on).get(attempt.child_id)
    if tried is None:
        raise Refused("The child has been seen since.")
    if tried.attempt != attempt.pk:
        raise Refused("Somebody has tried again since: decide about the latest attempt.")
    if tried.is_decided:
        raise Refused("A manager has decided about these attempts already.")
    if not because.strip():
        raise Refused("Say why, and who does what by when.")
    return UnseenDecision.objects.create(
        recorded_by=by,
        child_id=attempt.child_id,
        attempt=attempt,
        decided_on=on,
        decided_by=by,
        decision=decision,
        because=because.strip(),
    )
