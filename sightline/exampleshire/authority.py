"""The whole made-up authority: every family's years, one after another, until there is a record."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from sightline.exampleshire import (
    agreed,
    allocation,
    assessing,
    assessment,
    child_in_need,
    child_protection,
    chronology,
    circulation,
    closure,
    conference,
    contact,
    disagreement,
    early_help,
    enquiry,
    handover,
    holding,
    keeping,
    kin,
    known_by,
    looks,
    managing,
    marking,
    online_referral,
    own_questions,
    place,
    planned_visit,
    rates,
    referral,
    rights,
    serious_incident,
    sighting,
    standards,
    stories,
    strategy_discussion,
    telling,
    transfer,
    unseen,
    writing,
)
from sightline.exampleshire.course import Course, Ending, Fate, comes_back, fate, first_contact, take
from sightline.exampleshire.draw import Draw
from sightline.exampleshire.episode import Episode
from sightline.exampleshire.family import Child, Family, meet
from sightline.exampleshire.names import TOWNS
from sightline.exampleshire.staff import Staff, Team, Tenure, appoint
from sightline.exampleshire.themes import THEMES, Theme
from sightline.exampleshire.world import BROUGHT_OVER, World
from sightline.people.models import Role
from sightline.record.models.contact import ContactDecision
from sightline.timescales.london import day_of

#: Families that come to us for the first time in a year, for each child open on a day: measured, so that the
#: referrals and the open children come out as published.
FAMILIES_A_YEAR = 0.575
BROTHERS_AND_SISTERS = 0.9  # of them, those referred with the child whom it is about

Opened = list[tuple[Family, list[tuple[date, date]]]]


def make(
    children: int,
    seed: int,
    on: date,
    *,
    teams: int | None = None,
    told: Callable[[float], None] = lambda share: None,
) -> World:
    """All there is to know about Exampleshire on the morning of that day, with about so many children open.

    `told` hears how much of it is made, 0 to 1.
    """
    world = World(seed, on, children, teams)
    staff = appoint(world)
    standards.set_by_exampleshire(world)
    stories.write(world, staff)
    opened: Opened = []
    years = (world.last - world.begins_on).days / 365
    families = round(children * FAMILIES_A_YEAR * years)
    for number in range(families):
        opened += _family(world, staff, number)
        if number % 200 == 0:
            told(number / families)
    contact.come_to_nothing(world, staff, opened)
    strategy_discussion.decide_thresholds(world)
    managing.write(world)
    writing.write(world)
    managing.handed_to_kit(world)
    telling.write(world)
    serious_incident.write(world, staff)
    looks.write(world, staff)
    holding.hand_on(world)
    handover.write(world, staff)
    disagreement.write(world)
    agreed.write(world)
    early_help.write(world)
    transfer.write(world)
    circulation.write(world)
    chronology.write(world)
    assessing.write(world)
    marking.write(world)
    own_questions.write(world, staff)
    planned_visit.write(world)
    rights.write(world, staff)
    kin.write(world)
    keeping.write(world)
    known_by.write(world)
    online_referral.write(world, staff)
    place.write(world)
    unseen.write(world)
    return world


def _family(world: World, staff: Staff, number: int) -> Opened:
    """One family's years; nothing where all was over long ago and was not brought over."""
    draw = world.draw("family", number)
    courses = [*_courses(world, draw)]
    if not courses:
        return []
    if max(course.closes_on for course, _ in courses) < world.in_full_from and not draw.happens(BROUGHT_OVER):
        return []
    team = draw.one(staff.teams)
    day = courses[0][0].received_on
    by = staff.front_door.any(Role.FRONT_DOOR, day, draw).worker
    family = meet(world, draw, staff.teams.index(team) % len(TOWNS), by, day)
    theme, spans = draw.of(THEMES), []
    for course, made in courses:
        theme = theme if draw.happens(0.7) else draw.of(THEMES)
        if write(world, staff, draw, family, team, theme, course, made):
            spans.append((course.received_on, course.closes_on))
    return [(family, spans)] if spans else []


def _courses(world: World, draw: Draw) -> list[tuple[Course, Fate]]:
    day: date | None = world.begins_on + timedelta(days=draw.number(0, (world.last - world.begins_on).days))
    found: list[tuple[Course, Fate]] = []
    while day is not None and day <= world.last:
        received_at = first_contact(draw, day)
        if day_of(received_at) > world.last:
            break
        course = take(draw, received_at)
        made = fate(draw, course) if course.ending is not Ending.NO_FURTHER_ACTION else Fate()
        found.append((course, made))
        day = comes_back(draw, course)
    return found


def write(
    world: World, staff: Staff, draw: Draw, family: Family, team: Team, theme: Theme, course: Course,
    made: Fate,
    lead: Tenure | None = None,
) -> Episode | None:  # fmt: skip
    """Write one referral of a family and all that followed; None where it never became one."""
    day = course.received_on
    young = [child for child in family.children if _may_be_referred(child, day)]
    children = [child for child in young if child is young[0] or draw.happens(BROTHERS_AND_SISTERS)]
    if not children:
        return None
    row = contact.receive(world, staff, draw, children, course.received_at, theme, rates.REFERRED_BY)
    accepted_at = contact.decide(world, staff, draw, row, ContactDecision.REFERRAL, made.contact_waits)
    if accepted_at is None:
        return None
    if course.ending is Ending.IN_NEED and draw.happens(rates.CHILDREN_WHO_DIE):
        _die(world, draw, children[0], course)
    episode = Episode(world, staff, draw, family, children, team, theme, course, made, row)
    _follow(episode, accepted_at, lead)
    return episode


def _may_be_referred(child: Child, day: date) -> bool:
    """Born, or to be born within months; alive; and not about to be eighteen."""
    soon = child.born_on - timedelta(days=190) <= day < child.eighteen_on - timedelta(days=100)
    return soon and (child.died_on is None or child.died_on > day)


def _die(world: World, draw: Draw, child: Child, course: Course) -> None:
    died_on = course.received_on + timedelta(
        days=draw.number(5, max(6, (course.closes_on - course.received_on).days - 1))
    )
    if world.known(died_on) and child.born_on < died_on:
        child.died_on = died_on
        world.rows.of["person"][child.id - 1]["died_on"] = died_on


def _follow(episode: Episode, accepted_at: datetime, lead: Tenure | None) -> None:
    referral.accept(episode, accepted_at)
    if episode.course.ending is not Ending.NO_FURTHER_ACTION and episode.world.known(episode.decided_on):
        assessment.plan(episode)
        allocation.plan(episode, lead)
        assessment.begin(episode)
        _protect(episode)
        assessment.write(episode, sighting.write(episode))
        assessment.write_afresh(episode)
        child_in_need.write(episode)
        allocation.write(episode)
    referral.close(episode)
    closure.settle(episode)


def _protect(episode: Episode) -> None:
    moved = conference.on_moving_here(episode)
    if moved:
        child_protection.write(episode, *moved, days=episode.course.plan_for)
    for concern in episode.course.concerns:
        discussed = strategy_discussion.write(episode, concern)
        begun = enquiry.write(episode, concern, discussed) if discussed and discussed.rows else None
        held = conference.first(episode, concern, *begun) if begun else None
        if held:
            child_protection.write(episode, *held, days=concern.plan_for or 0)
