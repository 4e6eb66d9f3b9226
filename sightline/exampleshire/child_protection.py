"""Child protection plans, their core groups and their reviews."""

from datetime import date, timedelta

from sightline.exampleshire import conference, rates, words
from sightline.exampleshire.days import after, working
from sightline.exampleshire.episode import Episode
from sightline.exampleshire.family import Child
from sightline.exampleshire.rates import Failing
from sightline.exampleshire.world import Row
from sightline.people.models import Agency
from sightline.record.models.child_protection import PlanEndReason

_MEMBERS = (
    (Agency.CHILDRENS_SOCIAL_CARE, 1.0),
    (Agency.HEALTH, 0.75),
    (Agency.EDUCATION, 0.8),
    (Agency.FAMILY, 0.9),
)
LEAD_NAMED_LATE = 0.03
SENT_WITHIN = 20  # working days


def write(episode: Episode, started_on: date, conferences: dict[int, Row], days: int) -> None:
    """Write the plan that this conference made for each child, and all that followed from it."""
    ends_on = working(started_on + timedelta(days=days))
    episode.plans.append((started_on, ends_on))
    reviews = _review_days(episode, started_on, ends_on)
    groups = list(_core_group_days(episode, started_on, ends_on))
    shared = _begin(episode, started_on)
    for child in episode.children:
        if child.id not in conferences or started_on >= episode.ends_on(child):
            continue
        made_by = conferences[child.id]
        plan = episode.world.rows.add(
            "childprotectionplan",
            child_id=child.id,
            referral_id=episode.referrals[child.id]["id"],
            made_by_id=made_by["id"],
            **shared,
        )
        last = _end(episode, child, plan, ends_on)
        _review(episode, child, plan, reviews, last)
        _meet(episode, child, plan, groups, last)


def _begin(episode: Episode, started_on: date) -> Row:
    draw = episode.draw
    lead = episode.social_worker_on(started_on).worker
    category = draw.of(rates.CATEGORIES).value
    named_on = after(started_on, draw.number(1, 6)) if draw.happens(LEAD_NAMED_LATE) else started_on
    sent_on = None if draw.happens(Failing.PLAN_NOT_SENT) else after(started_on, draw.number(4, SENT_WITHIN))
    is_named = episode.world.known(named_on) is not None
    return {
        "started_on": started_on,
        "first_category": category,
        "latest_category": draw.of(rates.CATEGORIES).value if draw.happens(0.08) else category,
        "lead_worker_id": lead if is_named else None,
        "lead_named_on": named_on if is_named else None,
        "outline": words.OUTLINE,
        "circulated_on": episode.world.known(sent_on),
        **episode.world.wrote(draw, lead, started_on),
    }


def _end(episode: Episode, child: Child, plan: Row, ends_on: date) -> date:
    """End the plan by what happened to the child, if something did first; the last day of it, come or not."""
    over_on = episode.ends_on(child)
    if over_on > ends_on:
        return ends_on
    if episode.world.known(over_on):
        reason = PlanEndReason.DIED if child.died_on == over_on else PlanEndReason.EIGHTEEN
        plan |= {"ended_on": over_on, "end_reason": reason.value}
    return over_on


def _review_days(episode: Episode, started_on: date, ends_on: date) -> list[date]:
    """The days of the reviews, the last of which ends the plan; some are still to come."""
    draw = episode.draw
    days: list[date] = []
    day = started_on
    while day < ends_on:
        longest = 180 if days else 90
        waits = draw.number(longest - 24, longest - 4)
        if draw.happens(Failing.REVIEW_LATE):
            waits = draw.number(longest + 6, longest + 40)
        following = working(day + timedelta(days=waits))
        day = ends_on if (ends_on - day).days <= longest else min(following, ends_on)
        days.append(day)
    return days


def _review(episode: Episode, child: Child, plan: Row, reviews: list[date], last: date) -> None:
    for day in reviews:
        if day > last or (day == last and "ended_on" in plan):
            return
        ends = day == reviews[-1]
        row = conference.review(episode, child.id, plan, day, ends=ends)
        if episode.world.known(day) is None:
            return
        if ends:
            plan |= {"ended_on": day, "end_reason": PlanEndReason.CONFERENCE.value, "ended_by_id": row["id"]}


def _core_group_days(episode: Episode, started_on: date, ends_on: date) -> list[date]:
    draw = episode.draw
    late = draw.happens(Failing.FIRST_CORE_GROUP_LATE)
    days = [after(started_on, draw.number(11, 18) if late else draw.number(6, 10))]
    while days[-1] < ends_on:
        missed = draw.happens(Failing.CORE_GROUP_MISSED)
        days.append(
            working(days[-1] + timedelta(days=draw.number(50, 75) if missed else draw.number(25, 40)))
        )
    return days[:-1]


def _meet(episode: Episode, child: Child, plan: Row, groups: list[date], last: date) -> None:
    for day in groups:
        if day > last or episode.world.known(day) is None:
            return
        lead = episode.social_worker_on(day).worker
        episode.world.rows.add(
            "coregroup",
            child_id=child.id,
            plan_id=plan["id"],
            held_on=day,
            agencies_present=[agency.value for agency, share in _MEMBERS if episode.draw.happens(share)],
            note=episode.draw.one(words.CORE_GROUP_NOTES),
            **episode.world.wrote(episode.draw, lead, day),
        )
