"""Strategy discussions: reasonable cause is recorded, and the discussion is held, or is not held because."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sightline.casework.verb import Refused, verb
from sightline.people.models import MANAGERS, Worker
from sightline.record.models import Referral, StrategyDiscussion, StrategyParticipant, ThresholdDecision


@dataclass(frozen=True)
class Participant:
    """One person asked to the discussion: agency (`people.Agency`), name, post, whether they took part."""

    agency: str
    name: str
    post: str = ""
    took_part: bool = True


@verb
def record_reasonable_cause(
    referral: Referral, *, by: Worker, on: date, cause: str, at: datetime | None = None
) -> StrategyDiscussion:
    """There is reasonable cause to suspect significant harm: a strategy discussion is owed from now on."""
    return StrategyDiscussion.objects.create(
        recorded_by=by,
        child_id=referral.child_id,
        referral=referral,
        reasonable_cause_on=on,
        reasonable_cause_at=at,
        reasonable_cause=cause,
        cause_recorded_by=by,
    )


@verb
def hold(
    discussion: StrategyDiscussion,
    *,
    by: Worker,
    on: date,
    participants: Iterable[Participant],
    decision: str,
    because: str,
    at: datetime | None = None,
    information_shared: str = "",
) -> StrategyDiscussion:
    """The discussion was held: who took part and for which agency, what was shared, and what was decided.

    Held without the police or health it can still be written: the duty to have them there then shows unmet.
    """
    discussion = StrategyDiscussion.objects.select_for_update().get(pk=discussion.pk)
    if discussion.held_on is not None:
        raise Refused("This discussion is recorded as held already.")
    discussion.held_on, discussion.held_at, discussion.convened_by = on, at, by
    discussion.decision, discussion.decided_because = decision, because
    discussion.information_shared = information_shared
    discussion.save(
        update_fields=[
            "held_on",
            "held_at",
            "convened_by",
            "decision",
            "decided_because",
            "information_shared",
        ]
    )
    for who in participants:
        StrategyParticipant.objects.create(
            recorded_by=by,
            child_id=discussion.child_id,
            discussion=discussion,
            agency=who.agency,
            name=who.name,
            post=who.post,
            took_part=who.took_part,
        )
    return discussion


@verb(may=MANAGERS, refused="A manager accepts that a strategy discussion is not held.")
def do_not_hold(discussion: StrategyDiscussion, *, by: Worker, on: date, because: str) -> StrategyDiscussion:
    """A manager accepts, with a reason, that the discussion is not held. The duty still shows unmet."""
    discussion.not_held_on, discussion.not_held_because = on, because
    discussion.not_held_accepted_by = by
    discussion.save(update_fields=["not_held_on", "not_held_because", "not_held_accepted_by"])
    return discussion


@verb(may=MANAGERS, refused="A manager decides that there is no reasonable cause to suspect harm.")
def decide_no_cause(referral: Referral, *, by: Worker, on: date, because: str) -> ThresholdDecision:
    """A manager decides that what was told gives no reasonable cause, and signs why.

    It answers the question that words of harm open, and stands beside whatever is decided later.
    """
    return ThresholdDecision.objects.create(
        recorded_by=by,
        child_id=referral.child_id,
        referral=referral,
        decided_on=on,
        decided_by=by,
        because=because,
    )
