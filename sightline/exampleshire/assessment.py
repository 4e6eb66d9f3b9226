"""Assessments: begun, written, checked half-way and authorised, or left."""

from datetime import date, timedelta

from sightline.exampleshire import words
from sightline.exampleshire.course import Ending
from sightline.exampleshire.days import after
from sightline.exampleshire.episode import Episode
from sightline.exampleshire.family import Child
from sightline.exampleshire.world import Row
from sightline.people.models import Role
from sightline.record.models.assessment import AssessmentOutcome

ON_OPEN_CASE = 0.45  # of cases open longer than a year with no plan, those assessed afresh
REVIEWED = 0.86


def plan(episode: Episode) -> None:
    """Decide when the assessment starts and is authorised, whether or not those days have come."""
    if episode.decided_on is None or episode.fate.allocated_after is None:
        return
    if not episode.fate.assessment_left:
        authorised_on = after(episode.received_on, episode.course.assessed_after)
        episode.assessed_on = max(authorised_on, episode.decided_on)


def begin(episode: Episode) -> None:
    """Decide when it starts, once it is known who leads."""
    if episode.leads:
        from_on = after(episode.leads[0].from_on, episode.draw.one((0, 0, 0, 1, 2)))
        episode.assessment_started_on = min(from_on, episode.assessed_on or from_on)


def write(episode: Episode, seen_on: dict[int, date]) -> None:
    """Write each child's assessment; `seen_on` is when each was first seen."""
    started_on = episode.world.known(episode.assessment_started_on)
    if started_on is None:
        return
    author = episode.social_worker_on(started_on).worker
    manager = episode.manager_on(episode.world.known(episode.assessed_on) or started_on, besides=author)
    wrote = episode.world.wrote(episode.draw, author, started_on)
    review_on = min(after(started_on, 10), episode.assessed_on or date.max)
    reviewed_on = after(review_on, episode.draw.number(0, 3)) if episode.draw.happens(REVIEWED) else None
    for child in episode.children:
        if started_on > episode.ends_on(child):
            continue
        row = episode.world.rows.add(
            "assessment",
            child_id=child.id,
            referral_id=episode.referrals[child.id]["id"],
            author_id=author,
            started_on=started_on,
            review_point_on=review_on,
            **wrote,
        )
        _write_in(
            episode, child, row, seen_on.get(child.id), _authorised(episode, child), manager, reviewed_on
        )


def _authorised(episode: Episode, child: Child) -> date | None:
    day = episode.assessed_on
    return day if day is not None and day <= episode.ends_on(child) else None


def _write_in(
    episode: Episode, child: Child, row: Row, seen_on: date | None, authorised_on: date | None, manager: int,
    reviewed_on: date | None,
) -> None:  # fmt: skip
    last = min(episode.world.last, authorised_on or episode.ends_on(child))
    if reviewed_on and row["review_point_on"] <= last:
        row["reviewed_on"] = min(reviewed_on, last)
    if seen_on and seen_on <= last and episode.fate.wishes:
        row |= {"wishes_recorded_on": seen_on, "childs_words": what_was_said(episode, child, seen_on)}
    done = authorised_on is not None and authorised_on <= episode.world.last
    if done or (authorised_on and authorised_on <= after(episode.world.last, 3)):
        _conclude(episode, child, row)
    if done:
        row |= {"authorised_on": authorised_on, "authorised_by_id": manager}
        if episode.course.assessed_after > 45:
            row["late_because"] = (
                "Waiting for what health could tell us, and then for a day with both parents."
            )


def _conclude(episode: Episode, child: Child, row: Row) -> None:
    theme = episode.theme
    row |= {
        "harm": episode.say(theme.harm, child),
        "likelihood": episode.say(theme.likelihood, child),
        "protective_factors": episode.say(theme.protective, child),
        "analysis": episode.say(words.ANALYSIS),
        "factors": [factor.value for factor in theme.factors if episode.draw.happens(0.75)]
        or [theme.factors[0].value],
        "outcome": _outcome(episode).value,
    }


def _outcome(episode: Episode) -> AssessmentOutcome:
    if episode.course.ending is Ending.NOT_IN_NEED:
        early = episode.draw.happens(0.3)
        return AssessmentOutcome.EARLY_HELP if early else AssessmentOutcome.NO_FURTHER_ACTION
    return AssessmentOutcome.PROTECTION if episode.plans else AssessmentOutcome.CHILD_IN_NEED


def write_afresh(episode: Episode) -> None:
    """On a case long open, assess once more."""
    long = (episode.course.closes_on - episode.received_on).days
    if long < 365 or episode.plans or episode.assessed_on is None or not episode.draw.happens(ON_OPEN_CASE):
        return
    started_on = after(
        episode.received_on + timedelta(days=episode.draw.number(150, min(long - 100, 700))), 1
    )
    if episode.world.known(started_on) is None:
        return
    authorised_on = after(started_on, episode.draw.number(18, 45) if episode.draw.happens(0.88) else 55)
    author = episode.social_worker_on(started_on).worker
    for child in episode.children:
        if authorised_on >= episode.ends_on(child):
            continue
        row = episode.world.rows.add(
            "assessment",
            child_id=child.id,
            referral_id=episode.referrals[child.id]["id"],
            author_id=author,
            started_on=started_on,
            on_open_case=True,
            review_point_on=after(started_on, 10),
            **episode.world.wrote(episode.draw, author, started_on),
        )
        if episode.world.known(authorised_on):
            _conclude(episode, child, row)
            manager = episode.team.any(Role.TEAM_MANAGER, authorised_on, episode.draw, besides=author).worker
            row |= {
                "authorised_on": authorised_on,
                "authorised_by_id": manager,
                "reviewed_on": after(started_on, 11),
            }


def what_was_said(episode: Episode, child: Child, day: date) -> str:
    """What a child of this age said or showed."""
    age = child.age(day)
    said = words.BABY_SHOWED if age < 3 else words.YOUNG_SAID if age < 10 else words.OLDER_SAID
    return episode.draw.one(said)
