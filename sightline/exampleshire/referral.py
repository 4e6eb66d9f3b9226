"""Referrals: one for each child, acknowledged, checked, decided and told; and their closure."""

from datetime import date, datetime

from sightline.exampleshire import words
from sightline.exampleshire.course import Ending
from sightline.exampleshire.days import MINUTE, after, at
from sightline.exampleshire.draw import Shares
from sightline.exampleshire.episode import Episode
from sightline.exampleshire.family import Child
from sightline.people.models import Agency
from sightline.record.codes import ReasonForClosure
from sightline.record.models.contact import Route
from sightline.record.models.referral import ReferralDecision
from sightline.timescales.london import day_of

_NOT_IN_NEED = Shares((ReasonForClosure.NO_FURTHER_ACTION, 0.7), (ReasonForClosure.EARLY_HELP, 0.3))
_IN_NEED = Shares(
    # Help that goes on as early help ends so too: the code for early help is for children found not in need.
    (ReasonForClosure.OTHER, 0.89),
    (ReasonForClosure.MOVED_AUTHORITY, 0.09),
    (ReasonForClosure.CHILD_ARRANGEMENTS, 0.02),
)


def accept(episode: Episode, accepted_at: datetime) -> None:
    """Write a referral for each child, and what was decided about it if that has been."""
    draw, world, course = episode.draw, episode.world, episode.course
    _decide_when(episode, day_of(accepted_at))
    shared = _arrival(episode) | _answers(episode)
    for child in episode.children:
        row = world.rows.add(
            "referral",
            child_id=child.id,
            because=episode.contact["words"],
            **shared,
            recorded_by_id=episode.contact["decided_by_id"],
            recorded_at=accepted_at + draw.number(1, 20) * MINUTE,
        )
        if course.moved_here_after is not None:
            row["is_transfer_in"] = True
        episode.referrals[child.id] = row


def _decide_when(episode: Episode, accepted_on: date) -> None:
    if episode.course.ending is Ending.NO_FURTHER_ACTION or not episode.course.concerns:
        due_on = after(episode.received_on, 1)
        decided_on = max(accepted_on, due_on if episode.draw.happens(0.4) else accepted_on)
        if episode.fate.decision_waits:
            decided_on = after(max(decided_on, due_on), episode.fate.decision_waits)
    else:
        decided_on = accepted_on
    episode.decided_on = decided_on
    episode.course.closes_on = max(episode.course.closes_on, decided_on)


def _arrival(episode: Episode) -> dict[str, object]:
    contact, theme, draw = episode.contact, episode.theme, episode.draw
    arrival = {
        "contact_id": contact["id"],
        "team_id": episode.team.id,
        "received_on": episode.received_on,
        "received_at": contact["received_at"],
        "route": contact["route"],
        "source": contact["source"],
        "referrer_agency": contact["referrer_agency"],
        "referrer_can_be_told": contact["source"] != "9",
        "primary_need": theme.need.value,
    }
    professional = contact["referrer_agency"] not in ("", Agency.FAMILY.value)
    written_on = after(episode.received_on, draw.number(0, 1))
    if contact["route"] == Route.TELEPHONE.value and professional and draw.happens(0.93):
        written_on = after(written_on, 5) if draw.happens(0.06) else written_on
        if episode.world.known(written_on):
            moment = at(written_on, draw.number(16 * 60, 20 * 60))
            arrival["confirmed_in_writing_at"] = max(moment, contact["received_at"])
    return arrival


def _answers(episode: Episode) -> dict[str, object]:
    """What was said back to the referrer, what was checked and what was decided, as far as it has been."""
    draw, world, fate = episode.draw, episode.world, episode.fate
    accepted_on = day_of(episode.contact["decided_at"])
    known = episode.contact["source"] != "9"
    found: dict[str, object] = {}
    if fate.acknowledged and known:
        found["acknowledged_on"] = world.known(
            accepted_on if draw.happens(0.93) else after(accepted_on, draw.number(2, 4))
        )
    decided_on = world.known(episode.decided_on)
    if decided_on is None:
        return found
    late = after(decided_on, draw.number(1, 4))
    found["checks_made_on"] = world.known(late if fate.checks_late else decided_on)
    if fate.told and known:
        found["referrer_told_on"] = world.known(after(decided_on, draw.number(0, 3)))
    return found | _decision(episode, decided_on)


def _decision(episode: Episode, decided_on: date) -> dict[str, object]:
    because: tuple[str, ...] = words.ASSESS_BECAUSE
    decision = ReferralDecision.ASSESS
    concerns = episode.course.concerns
    if episode.course.ending is Ending.NO_FURTHER_ACTION:
        decision, because = ReferralDecision.NO_FURTHER_ACTION, words.NOTHING_BECAUSE
    elif concerns and concerns[0].on <= after(decided_on, 1):
        decision, because = ReferralDecision.STRATEGY_DISCUSSION, words.DISCUSS_BECAUSE
    return {
        "decided_on": decided_on,
        "decided_by_id": episode.manager_on(decided_on),
        "decision": decision.value,
        "decided_because": episode.say(because),
    }


def close(episode: Episode) -> None:
    """Close each child's case whose day has come."""
    ending = episode.course.ending
    reason = episode.draw.of(_IN_NEED if ending is Ending.IN_NEED else _NOT_IN_NEED)
    if ending is Ending.NO_FURTHER_ACTION:
        return  # the decision is the end of it: there was no case to close
    for child in episode.children:
        closed_on = episode.world.known(episode.ends_on(child))
        row = episode.referrals[child.id]
        if closed_on is None or row.get("decided_on") is None:
            continue
        why, because = _why(episode, child, closed_on, reason)
        row |= {
            "closed_on": closed_on,
            "closed_by_id": episode.manager_on(closed_on),
            "closure_reason": why.value,
            "closed_because": because,
        }
        if (
            closed_on > episode.received_on
            and (closed_on - episode.received_on).days > 120
            and episode.draw.happens(0.06)
        ):
            row["new_information_on"] = after(episode.received_on, 60)


def _why(
    episode: Episode, child: Child, closed_on: date, reason: ReasonForClosure
) -> tuple[ReasonForClosure, str]:
    if child.died_on == closed_on:
        return ReasonForClosure.DIED, "The child died. The record stays open to the review that follows."
    if closed_on >= child.eighteen_on:
        return ReasonForClosure.ADULT_SERVICES, "Eighteen today: adult services know, and have met them."
    if episode.course.ending is Ending.NOT_IN_NEED:
        return reason, episode.say(words.NOT_IN_NEED_BECAUSE)
    if reason is ReasonForClosure.MOVED_AUTHORITY:
        return reason, words.CLOSED_BECAUSE[-1]
    return reason, episode.say(words.CLOSED_BECAUSE[:-1])
