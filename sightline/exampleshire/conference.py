"""Conferences: the first, those on moving here, and the reviews of a plan."""

from datetime import date

from sightline.exampleshire import words
from sightline.exampleshire.course import Concern
from sightline.exampleshire.days import after
from sightline.exampleshire.episode import Episode
from sightline.exampleshire.world import Row
from sightline.people.models import Agency, Role
from sightline.record.models.conference import ConferenceDecision, ConferenceForm

_COME = (
    (Agency.CHILDRENS_SOCIAL_CARE, 1.0),
    (Agency.POLICE, 0.7),
    (Agency.HEALTH, 0.86),
    (Agency.EDUCATION, 0.8),
    (Agency.FAMILY, 0.83),
)
QUORUM = 3
BOOKED_AHEAD = 15  # working days


def first(
    episode: Episode, concern: Concern, started_on: date, enquiries: dict[int, Row]
) -> tuple[date, dict[int, Row]] | None:
    """Book the initial conference that the enquiry concluded was needed, and hold it on its day.

    Its day and each child's row, once it has been held and made a plan; else None.
    """
    if concern.conference_after is None or not any("concluded_on" in row for row in enquiries.values()):
        return None
    held_on = after(started_on, concern.conference_after)
    decision = ConferenceDecision.PLAN if concern.plan_for else ConferenceDecision.NO_PLAN
    rows = {
        child: _book(episode, child, ConferenceForm.INITIAL, held_on, enquiry_id=row["id"])
        for child, row in enquiries.items()
    }
    held = _held(episode, rows, held_on, decision)
    return held if concern.plan_for else None


def on_moving_here(episode: Episode) -> tuple[date, dict[int, Row]] | None:
    """The conference for children who came with another authority's plan; as `first`."""
    if episode.course.moved_here_after is None or episode.decided_on is None:
        return None
    if episode.world.known(episode.decided_on) is None:
        return None
    held_on = max(after(episode.received_on, episode.course.moved_here_after), episode.decided_on)
    rows = {
        child.id: _book(episode, child.id, ConferenceForm.TRANSFER_IN, held_on)
        for child in episode.children
        if held_on < episode.ends_on(child)
    }
    return _held(episode, rows, held_on, ConferenceDecision.PLAN)


def review(episode: Episode, child: int, plan: Row, held_on: date, *, ends: bool) -> Row:
    """Book the review of one child's plan, and hold it if its day has come."""
    row = _book(episode, child, ConferenceForm.REVIEW, held_on, plan_id=plan["id"])
    _held(episode, {child: row}, held_on, ConferenceDecision.END if ends else ConferenceDecision.CONTINUE)
    return row


def _book(episode: Episode, child: int, form: ConferenceForm, day: date, **about: int) -> Row:
    booked_on = min(episode.world.last, max(episode.received_on, after(day, 0)))
    support = episode.staff.any(Role.BUSINESS_SUPPORT, booked_on, episode.draw).worker
    return episode.world.rows.add(
        "conference",
        child_id=child,
        form=form.value,
        referral_id=episode.referrals[child]["id"],
        booked_for_on=day,
        **about,
        **episode.world.wrote(episode.draw, support, booked_on),
    )


def _held(
    episode: Episode, rows: dict[int, Row], held_on: date, decision: ConferenceDecision
) -> tuple[date, dict[int, Row]] | None:
    if episode.world.known(held_on) is None:
        return None
    draw = episode.draw
    came = [agency.value for agency, share in _COME if draw.happens(share)]
    chair = episode.staff.any(Role.CONFERENCE_CHAIR, held_on, draw).worker
    for row in rows.values():
        row |= {
            "held_on": held_on,
            "chair_id": chair,
            "agencies_present": came,
            "was_quorate": len([agency for agency in came if agency != Agency.FAMILY.value]) >= QUORUM,
            "childs_words": draw.one(words.YOUNG_SAID),
            "parents_words": draw.one(words.PARENTS_SAID),
            "dissent": "The school would have gone on with it." if draw.happens(0.05) else "",
            "decision": decision.value,
            "decided_because": draw.one(words.CONFERENCE_BECAUSE[decision.value]),
        }
    return held_on, rows
