"""A team that acts out a rehearsal: made-up workers who do what workers do, in their names, by its verbs."""

from collections import defaultdict
from collections.abc import Generator, Iterable
from datetime import date, timedelta
from itertools import cycle

from sightline.casework import (
    allocation,
    assessment,
    closure,
    contact,
    family,
    referral,
    sighting,
    strategy_discussion,
)
from sightline.casework.strategy_discussion import Participant
from sightline.duties.book import BOOK
from sightline.exampleshire.days import at
from sightline.exampleshire.draw import Draw
from sightline.exampleshire.names import ENGLISH
from sightline.people.models import Agency, Role, Team, Worker
from sightline.record.codes import PrimaryNeed, ReasonForClosure, ReferralSource, Sex
from sightline.record.models import Assessment, Contact, Person, Referral, StrategyDiscussion
from sightline.record.models.contact import Route
from sightline.record.models.sighting import SightingAlone, SightingPurpose

Acts = Generator[date, None, None]
"""What happens to one referral: it acts, and says on which day it goes on."""


POLICE = Participant(Agency.POLICE, "The duty sergeant")


def outsiders(name: str, role: Role, how_many: int) -> list[Worker]:
    """Workers of no team, who have had no hand in anything yet."""
    draw = Draw(name)
    return [
        Worker.objects.create_user(
            f"{role.value}.{number}.{name}@rehearsal.example".lower().replace(" ", "-"),
            None,
            name=f"{ENGLISH.given(Sex.FEMALE, draw)} {draw.one(ENGLISH.families)}",
            role=role,
        )
        for number in range(how_many)
    ]


class ActingTeam:
    """A team with a manager, a receiving desk and social workers who are given work in turn."""

    def __init__(self, name: str, social_workers: int) -> None:
        self.draw = Draw(name)
        self.manager = self._worker(name, "manager", Role.TEAM_MANAGER)
        self.team = Team.objects.create(name=name, manager=self.manager)
        self.desk = self._worker(name, "desk", Role.BUSINESS_SUPPORT, team=self.team)
        workers = [
            self._worker(name, f"worker {n}", Role.SOCIAL_WORKER, team=self.team)
            for n in range(social_workers)
        ]
        self.in_turn = cycle(workers)

    def _worker(self, of: str, post: str, role: Role, **fields: Team) -> Worker:
        address = f"{post}.{of}@rehearsal.example".lower().replace(" ", "-")
        name = f"{ENGLISH.given(Sex.FEMALE, self.draw)} {self.draw.one(ENGLISH.families)}"
        return Worker.objects.create_user(address, None, name=name, role=role, **fields)

    def meet(self, on: date) -> Person:
        """A child whom nobody here has heard of before that day."""
        age = timedelta(days=self.draw.number(200, 5500))
        return family.add_person(
            by=self.desk,
            given_name=ENGLISH.given(Sex.UNKNOWN, self.draw),
            family_name=self.draw.one(ENGLISH.families),
            born_on=on - age,
        )

    def receive(self, on: date) -> Referral:
        """A child whom somebody refers in writing that day."""
        return referral.receive(
            by=self.desk,
            child=self.meet(on),
            team=self.team,
            received_on=on,
            source=ReferralSource.SCHOOL,
            referrer_agency=Agency.EDUCATION,
            primary_need=PrimaryNeed.ABUSE_OR_NEGLECT,
            because="The school is worried, and has written.",
        )

    def accept(self, case: Referral, on: date) -> Referral:
        """The manager decides that the child's needs be assessed."""
        return referral.decide(
            case,
            by=self.manager,
            on=on,
            decision=Referral.Decision.ASSESS,
            because="Assess the child’s needs.",
        )

    def allocate(self, case: Referral, on: date) -> Worker:
        """The manager gives the work to the next in turn."""
        worker = next(self.in_turn)
        allocation.allocate(case, to=worker, by=self.manager, on=on, because="Next in turn.")
        return worker

    def begin(self, case: Referral, worker: Worker, on: date) -> Assessment:
        """The worker begins the initial assessment."""
        return assessment.start(case, by=worker, on=on, form=Assessment.Form.INITIAL)

    def see(self, case: Referral, worker: Worker, on: date) -> None:
        """The worker sees the child alone at home."""
        sighting.record(
            case.child,
            by=worker,
            on=on,
            where="At home",
            purpose=SightingPurpose.ASSESSMENT,
            was_seen=True,
            alone=SightingAlone.YES,
        )

    def authorise(self, begun: Assessment, on: date) -> None:
        """The worker writes the assessment, and the manager authorises it."""
        assessment.write(
            begun,
            by=begun.author,
            outcome=Assessment.Outcome.CHILD_IN_NEED,
            analysis="What the school saw is so. The family want help.",
            childs_words="“I don’t like Sundays.”",
            wishes_recorded_on=on,
        )
        assessment.authorise(begun, by=self.manager, on=on)

    def take_away(self, case: Referral, on: date, because: str) -> None:
        """The worker's lead ends, and nobody else is given the work."""
        for held in case.allocations.standing().filter(until_on=None):
            allocation.end(held, by=self.manager, on=on, because=because)

    def told_of_harm(self, on: date, words: str) -> Referral:
        """Somebody telephones and tells of harm to a child, which is taken as a referral that day."""
        came = contact.receive(
            by=self.desk,
            children=[self.meet(on)],
            received_at=at(on, 10 * 60),
            route=Route.TELEPHONE,
            source=ReferralSource.SCHOOL,
            referrer_agency=Agency.EDUCATION,
            words=words,
            tells_of_harm=True,
            team=self.team,
        )
        [case] = contact.decide(
            came,
            by=self.manager,
            at=at(on, 11 * 60),
            decision=Contact.Decision.REFERRAL,
            because="Harm is told of.",
            history_seen=True,
            team=self.team,
        )
        return case

    def discuss(
        self, case: Referral, worker: Worker, on: date, *, with_police: bool = True
    ) -> StrategyDiscussion:
        """Reasonable cause is recorded, and the discussion held the same day."""
        cause = strategy_discussion.record_reasonable_cause(
            case, by=worker, on=on, cause="What the child said, and the mark."
        )
        return strategy_discussion.hold(
            cause,
            by=self.manager,
            on=on,
            participants=[POLICE] if with_police else [],
            decision="enquiry",
            because="What was told needs to be looked into.",
        )

    def close(
        self, case: Referral, on: date, *, because: str = "The family have the help they asked for."
    ) -> None:
        """The manager closes the case, having been shown whatever is unmet."""
        closure.close(
            case,
            by=self.manager,
            on=on,
            reason=ReasonForClosure.OTHER,
            because=because,
            unmet_seen=frozenset(BOOK),
        )


class Calendar:
    """Acts out many referrals side by side, a day at a time."""

    def __init__(self) -> None:
        self._waiting: dict[date, list[Acts]] = defaultdict(list)

    def begin(self, acts: Iterable[tuple[date, Acts]]) -> None:
        """Put these on the calendar for their first days."""
        for day, act in acts:
            self._waiting[day].append(act)

    def live(self, day: date) -> None:
        """Everything that happens on that day."""
        for act in self._waiting.pop(day, []):
            following = next(act, None)
            if following is not None:
                self._waiting[following].append(act)
