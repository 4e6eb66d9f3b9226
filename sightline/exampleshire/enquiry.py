"""Section 47 enquiries: begun after the discussion, or without one, and concluded."""

from datetime import date

from sightline.exampleshire import words
from sightline.exampleshire.course import Concern
from sightline.exampleshire.days import after
from sightline.exampleshire.draw import Shares
from sightline.exampleshire.episode import Episode
from sightline.exampleshire.strategy_discussion import Discussed
from sightline.exampleshire.world import Row
from sightline.record.models.enquiry import EnquiryOutcome, EnquiryWorking

JOINT = 0.45
WORKING_DECIDED = 0.95
SLOW = 0.1  # of enquiries with no conference, those concluded after the third week
_WITHOUT_CONFERENCE = Shares(
    (EnquiryOutcome.NOT_SUBSTANTIATED, 0.55), (EnquiryOutcome.NO_CONTINUING_RISK, 0.45)
)


def write(episode: Episode, concern: Concern, discussed: Discussed) -> tuple[date, dict[int, Row]] | None:
    """Write each child's enquiry; its day and rows, or None where there is none, or not yet."""
    cause_on = next((row["reasonable_cause_on"] for row in discussed.rows.values()), None)
    started_on = episode.world.known(discussed.held_on or cause_on)
    if not concern.leads_to_enquiry or started_on is None:
        return None
    episode.enquiries_on.append(started_on)
    draw = episode.draw
    lead = episode.social_worker_on(started_on).worker
    working = EnquiryWorking.JOINT if draw.happens(JOINT) else EnquiryWorking.SINGLE
    is_decided = draw.happens(WORKING_DECIDED)
    shared = {
        "lead_worker_id": lead,
        "started_on": started_on,
        "working": working.value if is_decided else None,
        "working_decided_on": started_on if is_decided else None,
        "police_decision": "Police lead on the offence." if working is EnquiryWorking.JOINT else "",
        "safety_tonight": words.SAFE_TONIGHT,
        **episode.world.wrote(draw, lead, started_on),
    }
    rows = {
        child: episode.world.rows.add(
            "enquiry",
            child_id=child,
            referral_id=episode.referrals[child]["id"],
            discussion_id=row["id"] if discussed.held_on else None,
            **shared,
        )
        for child, row in discussed.rows.items()
    }
    _conclude(episode, concern, started_on, rows)
    return started_on, rows


def _conclude(episode: Episode, concern: Concern, started_on: date, rows: dict[int, Row]) -> None:
    draw = episode.draw
    outcome = EnquiryOutcome.CONFERENCE if concern.conference_after else draw.of(_WITHOUT_CONFERENCE)
    if concern.conference_after:
        concluded_on = after(started_on, max(2, min(concern.conference_after - 2, draw.number(3, 10))))
    else:
        concluded_on = after(started_on, draw.number(16, 30) if draw.happens(SLOW) else draw.number(3, 14))
    if episode.world.known(concluded_on) is None or concluded_on > episode.course.closes_on:
        return
    conclusion = {
        "outcome": outcome.value,
        "concluded_on": concluded_on,
        "concluded_by_id": episode.manager_on(concluded_on),
        "concluded_because": draw.one(words.CONCLUDED_BECAUSE[outcome.value]),
    }
    for row in rows.values():
        row |= conclusion
