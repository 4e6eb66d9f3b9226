"""Child in need plans: while a child is in need and no child protection plan takes the plan's place."""

from datetime import date, timedelta

from sightline.exampleshire import words
from sightline.exampleshire.course import Ending
from sightline.exampleshire.days import after, working
from sightline.exampleshire.episode import Episode
from sightline.exampleshire.family import Child
from sightline.exampleshire.rates import Failing
from sightline.exampleshire.world import Row
from sightline.people.models import Agency

_COME = (
    (Agency.CHILDRENS_SOCIAL_CARE, 1.0),
    (Agency.HEALTH, 0.5),
    (Agency.EDUCATION, 0.75),
    (Agency.FAMILY, 0.92),
)
Stretch = tuple[date, date, str]


def write(episode: Episode) -> None:
    """Write each stretch of help under a child in need plan, with its reviews."""
    if episode.course.ending is not Ending.IN_NEED or episode.fate.orphaned or not episode.leads:
        return
    for started_on, ends_on, because in _stretches(episode):
        reviews = list(_review_days(episode, started_on, ends_on))
        lead = episode.lead_on(started_on).worker
        wrote = episode.world.wrote(episode.draw, lead, started_on)
        for child in episode.children:
            if started_on < episode.ends_on(child):
                _plan(episode, child, lead, (started_on, ends_on, because), reviews, wrote)


def _stretches(episode: Episode) -> list[Stretch]:
    """From when to when such a plan runs, and why it ends: around the child protection plans."""
    from_on = episode.assessed_on and after(episode.assessed_on, episode.draw.number(2, 8))
    closes_on = episode.course.closes_on
    found: list[Stretch] = []
    for starts, ends in sorted(episode.plans):
        if from_on and from_on < starts:
            found.append((from_on, starts, "A child protection plan takes its place"))
        from_on = max(ends, from_on or ends)
    if from_on and from_on < closes_on:
        found.append((from_on, closes_on, "The case was closed"))
    return [stretch for stretch in found if episode.world.known(stretch[0])]


def _plan(
    episode: Episode, child: Child, lead: int, stretch: Stretch, reviews: list[date], wrote: Row
) -> None:
    started_on, ends_on, because = stretch
    over_on = min(ends_on, episode.ends_on(child))
    ended_on = episode.world.known(over_on)
    plan = episode.world.rows.add(
        "childinneedplan",
        child_id=child.id,
        referral_id=episode.referrals[child.id]["id"],
        started_on=started_on,
        lead_worker_id=lead,
        outline=words.HELP_OUTLINE,
        ended_on=ended_on,
        ended_because=because if ended_on else None,
        **wrote,
    )
    for day in reviews:
        if day < over_on and episode.world.known(day):
            _review(episode, child, plan, day)


def _review_days(episode: Episode, started_on: date, ends_on: date) -> list[date]:
    draw, day = episode.draw, started_on
    days: list[date] = []
    while day < ends_on:
        late = draw.happens(Failing.HELP_REVIEW_LATE)
        first = draw.number(18, 35) if not days else draw.number(56, 82)
        day = working(day + timedelta(days=draw.number(85, 150) if late else first))
        days.append(day)
    return days[:-1]


def _review(episode: Episode, child: Child, plan: Row, day: date) -> None:
    lead = episode.lead_on(day).worker
    episode.world.rows.add(
        "childinneedreview",
        child_id=child.id,
        plan_id=plan["id"],
        held_on=day,
        agencies_present=[agency.value for agency, share in _COME if episode.draw.happens(share)],
        note=episode.draw.one(words.REVIEW_NOTES),
        **episode.world.wrote(episode.draw, lead, day),
    )
