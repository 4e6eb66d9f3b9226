"""Strategy discussions: reasonable cause, who was asked, who came, and what was decided."""

from dataclasses import dataclass
from datetime import date

from sightline.compliance.harm import words_of_harm
from sightline.exampleshire import words
from sightline.exampleshire.course import Concern
from sightline.exampleshire.days import after, at
from sightline.exampleshire.episode import Episode
from sightline.exampleshire.names import ENGLISH
from sightline.exampleshire.rates import Failing
from sightline.exampleshire.world import Row, World
from sightline.people.models import Agency
from sightline.record.models.strategy_discussion import DiscussionDecision

ASKED = (
    (Agency.POLICE, "Detective constable", 1 - Failing.DISCUSSION_WITHOUT_POLICE),
    (Agency.HEALTH, "Named nurse", 1 - Failing.DISCUSSION_WITHOUT_HEALTH),
    (Agency.EDUCATION, "Designated safeguarding lead", 0.72),
)

#: How often a manager signs why words of harm lead to no discussion.
ANSWERED = 0.98


@dataclass
class Discussed:
    """What came of reasonable cause: the discussion's day (None: not held) and each child's row."""

    held_on: date | None
    rows: dict[int, Row]


def write(episode: Episode, concern: Concern) -> Discussed | None:
    """Write reasonable cause for each child, and the discussion once held; None while both are to come."""
    cause_on = episode.world.known(max(concern.on, episode.decided_on or concern.on))
    if cause_on is None:
        return None
    draw = episode.draw
    recorder = episode.social_worker_on(cause_on).worker
    held = not draw.happens(Failing.DISCUSSION_NOT_HELD)
    late = draw.number(2, 4) if draw.happens(Failing.DISCUSSION_LATE) else draw.one((0, 0, 1))
    wrote = episode.world.wrote(draw, recorder, cause_on)
    minute = draw.number(9 * 60, 12 * 60)
    shared = {
        "reasonable_cause_on": cause_on,
        "reasonable_cause_at": at(cause_on, minute),
        "cause_recorded_by_id": recorder,
        **wrote,
    }
    rows = {
        child.id: episode.world.rows.add(
            "strategydiscussion",
            child_id=child.id,
            referral_id=episode.referrals[child.id]["id"],
            reasonable_cause=episode.say(episode.theme.cause, child),
            **shared,
        )
        for child in episode.children
        if cause_on <= episode.ends_on(child)
    }
    if held:
        held_on = after(cause_on, late)
        _hold(episode, concern, rows, held_on, minute + 60 + draw.number(10, 180))
        return Discussed(held_on, rows)
    _do_not_hold(episode, rows, after(cause_on, draw.number(1, 3)))
    return Discussed(None, rows)


def _hold(episode: Episode, concern: Concern, rows: dict[int, Row], held_on: date, minute: int) -> None:
    if episode.world.known(held_on) is None:
        return
    draw = episode.draw
    decision = DiscussionDecision.ENQUIRY if concern.leads_to_enquiry else _no_enquiry(episode)
    convenor, moment = episode.manager_on(held_on), at(held_on, minute)
    held = {
        "held_on": held_on,
        "held_at": moment,
        "convened_by_id": convenor,
        "information_shared": draw.one(words.INFORMATION),
        "decision": decision.value,
        "decided_because": draw.one(words.DISCUSSION_BECAUSE[decision.value]),
    }
    people = [
        (agency.value, post, f"{ENGLISH.given('U', draw)} {draw.one(ENGLISH.families)}", draw.happens(share))
        for agency, post, share in ASKED
    ]
    wrote = episode.world.wrote(draw, convenor, held_on, moment)
    for child, row in rows.items():
        row |= held
        for agency, post, name, came in people:
            episode.world.rows.add(
                "strategyparticipant",
                child_id=child,
                discussion_id=row["id"],
                agency=agency,
                name=name,
                post=post,
                took_part=came,
                **wrote,
            )


def _no_enquiry(episode: Episode) -> DiscussionDecision:
    assess = episode.draw.happens(0.8)
    return DiscussionDecision.ASSESS if assess else DiscussionDecision.NO_FURTHER_ACTION


def _do_not_hold(episode: Episode, rows: dict[int, Row], accepted_on: date) -> None:
    if episode.world.known(accepted_on) is None:
        return
    manager = episode.manager_on(accepted_on)
    for row in rows.values():
        row |= {
            "not_held_on": accepted_on,
            "not_held_because": episode.draw.one(words.NOT_HELD_BECAUSE),
            "not_held_accepted_by_id": manager,
        }


def decide_thresholds(world: World) -> None:
    """Where harm was told and no discussion followed, the manager who decided on the referral signed why.

    Here and there nobody did: the question is still open.
    """
    draw = world.draw("thresholds")
    told = {
        row["id"]
        for row in world.rows.of["contact"]
        if row["tells_of_harm"] or words_of_harm(str(row["words"]))
    }
    discussed = {row["referral_id"] for row in world.rows.of["strategydiscussion"]}
    for referral in world.rows.of["referral"]:
        asked = referral.get("contact_id") in told and referral["id"] not in discussed
        if asked and referral.get("decided_on") and draw.happens(ANSWERED):
            by, day = referral["decided_by_id"], referral["decided_on"]
            world.rows.add(
                "thresholddecision",
                child_id=referral["child_id"],
                referral_id=referral["id"],
                decided_on=day,
                decided_by_id=by,
                because=draw.one(words.NO_CAUSE_BECAUSE),
                **world.wrote(draw, by, day),
            )
