"""The course that help for a family takes, decided before any of it is written down."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import Enum

from sightline.exampleshire import rates
from sightline.exampleshire.days import after, at, working
from sightline.exampleshire.draw import Draw
from sightline.exampleshire.rates import Failing
from sightline.timescales import is_working_day
from sightline.timescales.london import day_of


class Ending(Enum):
    """What a referral comes to."""

    NO_FURTHER_ACTION = "no further action"
    NOT_IN_NEED = "assessed, not in need"
    IN_NEED = "in need"


@dataclass
class Concern:
    """Reasonable cause to suspect significant harm, and how far what follows it goes."""

    on: date
    leads_to_enquiry: bool
    conference_after: int | None = None
    """Working days from the enquiry's start; None where no conference is needed."""
    plan_for: int | None = None
    """How many days the plan lasts; None where the conference makes none."""


@dataclass
class Course:
    """One referral of a family's children, from contact to closure, in days that may be still to come."""

    received_at: datetime
    ending: Ending
    assessed_after: int
    """Working days from the referral to the authorised assessment."""
    closes_on: date
    concerns: list[Concern] = field(default_factory=list)
    moved_here_after: int | None = None
    """On another authority's plan and moved here: working days until the conference."""
    plan_for: int = 0

    @property
    def received_on(self) -> date:
        """The London day of the contact."""
        return day_of(self.received_at)


@dataclass
class Fate:
    """What goes wrong, or does not, on the way."""

    contact_waits: int = 0
    """Working days over the first."""
    decision_waits: int = 0
    acknowledged: bool = True
    told: bool = True
    checks_late: bool = False
    allocated_after: int | None = 0
    """Working days from the decision; None: never."""
    orphaned: bool = False
    seen_after: int | None = 3
    """Working days from the start of the assessment to the first visit; None: not in the assessment."""
    wishes: bool = True
    assessment_left: bool = False
    """Unfinished when the case is closed."""


def first_contact(draw: Draw, day: date) -> datetime:
    """When on that day somebody got in touch: in working hours mostly, on weekdays mostly."""
    if not is_working_day(day) and draw.happens(0.7):
        day = working(day)
    late = draw.happens(0.12)
    return at(day, draw.number(0, 1439) if late else draw.number(8 * 60 + 30, 17 * 60 + 15))


def take(draw: Draw, received_at: datetime) -> Course:
    """What becomes of a referral that reaches us then."""
    point = draw.random()
    if point < rates.NO_FURTHER_ACTION:
        return Course(received_at, Ending.NO_FURTHER_ACTION, 0, day_of(received_at))
    assessed_after = _cliff(draw, draw.within(rates.ASSESSMENT))
    assessed_on = after(day_of(received_at), assessed_after)
    if point < rates.NO_FURTHER_ACTION + rates.NOT_IN_NEED:
        closes_on = working(assessed_on + timedelta(days=draw.number(0, 9)))
        return Course(received_at, Ending.NOT_IN_NEED, assessed_after, closes_on)
    return _in_need(draw, Course(received_at, Ending.IN_NEED, assessed_after, assessed_on), assessed_on)


def _cliff(draw: Draw, working_days: int) -> int:
    """Within the last week before the limit most are finished on its last days."""
    return 45 - int(draw.random() ** 1.6 * 5) if 41 <= working_days <= 45 else working_days


#: Shares of referrals in need with an enquiry at once, and of the longer ones with one later, that together
#: make as many enquiries as are published.
AT_ONCE, LATER, MOVED_HERE = 0.455, 0.225, 0.006
NO_ENQUIRY_NEEDED = 0.16  # of strategy discussions, those that lead to no enquiry


def _in_need(draw: Draw, course: Course, assessed_on: date) -> Course:
    received_on = course.received_on
    course.closes_on = max(
        received_on + timedelta(days=draw.within(rates.IN_NEED)), assessed_on + timedelta(days=3)
    )
    if draw.happens(MOVED_HERE):
        course.moved_here_after = draw.number(8, 15) if draw.happens(0.85) else draw.number(16, 25)
        course.plan_for = draw.within(rates.PLAN)
        _reach(draw, course, after(received_on, course.moved_here_after) + timedelta(days=course.plan_for))
    elif draw.happens(AT_ONCE / (1 - NO_ENQUIRY_NEEDED)):
        _worry(draw, course, after(received_on, draw.one((0, 0, 0, 1, 1, 3))))
    length = (course.closes_on - received_on).days
    if length > 150 and draw.happens(LATER / (1 - NO_ENQUIRY_NEEDED)) and not _has_plan(course):
        _worry(draw, course, working(received_on + timedelta(days=draw.number(70, length - 60))))
    course.closes_on = working(course.closes_on)
    return course


def _worry(draw: Draw, course: Course, day: date) -> None:
    concern = Concern(day, leads_to_enquiry=not draw.happens(NO_ENQUIRY_NEEDED))
    course.concerns.append(concern)
    if not concern.leads_to_enquiry or not draw.happens(rates.CONFERENCES_PER_ENQUIRY):
        return
    concern.conference_after = draw.within(rates.ENQUIRY_TO_CONFERENCE)
    held_on = after(day, concern.conference_after + 2)
    course.closes_on = max(course.closes_on, held_on + timedelta(days=20))
    if draw.happens(rates.PLANS_PER_CONFERENCE):
        concern.plan_for = draw.within(rates.PLAN)
        _reach(draw, course, held_on + timedelta(days=concern.plan_for))


def _reach(draw: Draw, course: Course, plan_ends_on: date) -> None:
    """A case with a plan is closed some time after it, whatever else would have become of it."""
    course.closes_on = plan_ends_on + timedelta(days=draw.within(rates.AFTER_A_PLAN))


def _has_plan(course: Course) -> bool:
    return bool(course.plan_for) or any(concern.plan_for for concern in course.concerns)


def fate(draw: Draw, course: Course) -> Fate:
    """What goes wrong on the way, at the rates that we state."""
    quiet = not course.concerns and course.moved_here_after is None
    made = Fate(
        contact_waits=draw.number(1, 5) if draw.happens(Failing.CONTACT_DECIDED_LATE) else 0,
        decision_waits=draw.number(1, 5) if draw.happens(Failing.REFERRAL_DECIDED_LATE - 0.025) else 0,
        acknowledged=not draw.happens(Failing.NEVER_ACKNOWLEDGED),
        told=not draw.happens(Failing.REFERRER_NEVER_TOLD),
        checks_late=draw.happens(Failing.CHECKS_LATE),
        allocated_after=draw.number(3, 20)
        if draw.happens(Failing.ALLOCATED_LATE * 1.9) and quiet
        else draw.number(0, 2),
        seen_after=_first_seen(draw, quiet=quiet),
        wishes=not draw.happens(Failing.WISHES_NOT_RECORDED),
    )
    if quiet and draw.happens(Failing.NEVER_ALLOCATED * 2):
        made.allocated_after = None
        course.closes_on = working(course.received_on + timedelta(days=draw.number(20, 130)))
    elif quiet and draw.happens(Failing.ORPHANED * 2):
        made.orphaned = True
        done_on = after(course.received_on, course.assessed_after)
        course.closes_on = working(done_on + timedelta(days=draw.number(15, 120)))
    elif quiet and draw.happens(Failing.ASSESSMENT_UNFINISHED_AT_CLOSURE * 2):
        made.assessment_left = True
        course.closes_on = working(course.received_on + timedelta(days=draw.number(20, 60)))
    return made


def _first_seen(draw: Draw, *, quiet: bool) -> int | None:
    if quiet and draw.happens(Failing.NEVER_SEEN_IN_ASSESSMENT * 1.6):
        return None
    return draw.number(6, 19) if draw.happens(Failing.SEEN_LATE_IN_ASSESSMENT) else draw.number(0, 5)


def comes_back(draw: Draw, course: Course) -> date | None:
    """The day of the family's next referral, if there is one."""
    open_for = (course.closes_on - course.received_on).days
    if open_for < 340 and draw.happens(0.285):
        return course.received_on + timedelta(days=draw.number(open_for + 3, 364))
    if draw.happens(0.17):
        return course.closes_on + timedelta(days=draw.number(370, 1500))
    return None
