"""One referral of a family's children, written down: what each area of practice adds, in order."""

from dataclasses import dataclass, field
from datetime import date

from sightline.exampleshire.course import Course, Fate
from sightline.exampleshire.draw import Draw
from sightline.exampleshire.family import Child, Family
from sightline.exampleshire.staff import Staff, Team, Tenure
from sightline.exampleshire.themes import Theme
from sightline.exampleshire.world import Row, World
from sightline.people.models import Role


@dataclass
class Led:
    """A worker leads the work from a day until another; `until_on` may be still to come."""

    worker: Tenure
    from_on: date
    until_on: date
    because: str
    ended_because: str


@dataclass
class Episode:
    """What the areas share while they write one referral of one family."""

    world: World
    staff: Staff
    draw: Draw
    family: Family
    children: list[Child]
    team: Team
    theme: Theme
    course: Course
    fate: Fate
    contact: Row
    referrals: dict[int, Row] = field(default_factory=dict)
    """By child."""
    leads: list[Led] = field(default_factory=list)
    decided_on: date | None = None
    assessed_on: date | None = None
    """The day on which the assessment is authorised, even if that is still to come; None if it never is."""
    assessment_started_on: date | None = None
    plans: list[tuple[date, date]] = field(default_factory=list)
    """When the family's plans start and end, even if that is still to come."""
    enquiries_on: list[date] = field(default_factory=list)

    @property
    def received_on(self) -> date:
        """The London day on which the contact came."""
        return self.course.received_on

    def ends_on(self, child: Child) -> date:
        """The day on which this child's case is over: closed, or before that grown up or dead."""
        ends = min(self.course.closes_on, child.eighteen_on)
        return (
            max(min(ends, child.died_on), self.received_on) if child.died_on else max(ends, self.received_on)
        )

    def lead_on(self, day: date) -> Tenure:
        """Who leads the work that day, or whoever on the team answers the telephone."""
        for led in reversed(self.leads):
            if led.from_on <= day < led.until_on and led.worker.covers(day):
                return led.worker
        return self.team.any(Role.SOCIAL_WORKER, day, self.draw)

    def social_worker_on(self, day: date) -> Tenure:
        """The lead, where a social worker leads, else a social worker of the team."""
        lead = self.lead_on(day)
        held = self.world.rows.of["worker"][lead.worker - 1]["role"]
        return lead if held == Role.SOCIAL_WORKER else self.team.any(Role.SOCIAL_WORKER, day, self.draw)

    def manager_on(self, day: date, *, besides: int = 0) -> int:
        """A manager or supervisor of the team that day."""
        return self.team.any(Role.TEAM_MANAGER, day, self.draw, besides=besides).worker

    def say(self, sentences: tuple[str, ...], child: Child | None = None) -> str:
        """One of these sentences, about this child."""
        sentence = self.draw.one(sentences)
        return sentence.replace("{child}", child.name if child else self.children[0].name)
