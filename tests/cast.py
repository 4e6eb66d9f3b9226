"""The cast that every story is told with, their teams, and a child to tell it about.

Amina is a social worker, Bryn her manager; Carys manages another team; Dev is an analyst, Esther an
independent chair, Femi a police officer who works here; Gwen and Hal are the front door; Iris is the
director. Senga manages Bryn and Carys; Nadia is an auditor, Owen an inspector, Priya looks after the machine,
Kit is business support.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from sightline.casework import (
    allocation,
    assessment,
    child_protection,
    conference,
    contact,
    enquiry,
    family,
    referral,
    sighting,
    strategy_discussion,
)
from sightline.casework.strategy_discussion import Participant
from sightline.people.models import Agency, Role, Team, Worker
from sightline.record.codes import ReferralSource
from sightline.record.models import (
    Allocation,
    Assessment,
    ChildProtectionPlan,
    Conference,
    Contact,
    CoreGroup,
    Enquiry,
    Person,
    Referral,
    Sighting,
    StrategyDiscussion,
)

PASSWORD = "a quiet place to read"


def _worker(name: str, role: Role, **fields: object) -> Worker:
    """Whoever has this name; as they are, where they are there already."""
    email = f"{name.split()[0].lower()}@exampleshire.example"
    found = Worker.objects.filter(email=email).select_related("team").first()
    return found or Worker.objects.create_user(email, PASSWORD, name=name, role=role, **fields)


def _manager(name: str, role: Role, team: str, **fields: object) -> Worker:
    """The same, and the team that they manage."""
    manager = _worker(name, role)
    if manager.team is None:
        manager.team = Team.objects.create(name=team, manager=manager, **fields)
        manager.save(update_fields=["team"])
    return manager


def bryn_pugh() -> Worker:
    return _manager("Bryn Pugh", Role.TEAM_MANAGER, "Assessment North")


def amina_yusuf(team: Team) -> Worker:
    return _worker("Amina Yusuf", Role.SOCIAL_WORKER, team=team)


def carys_bevan() -> Worker:
    return _manager("Carys Bevan", Role.TEAM_MANAGER, "Assessment South")


def hal_okafor() -> Worker:
    return _manager("Hal Okafor", Role.FRONT_DOOR_MANAGER, "Front door", is_front_door=True)


def gwen_marsh(team: Team) -> Worker:
    return _worker("Gwen Marsh", Role.FRONT_DOOR, team=team)


def esther_cole() -> Worker:
    return _worker("Esther Cole", Role.CONFERENCE_CHAIR)


@pytest.fixture
def bryn(db: None) -> Worker:
    return bryn_pugh()


@pytest.fixture
def assessment_team(bryn: Worker) -> Team:
    return Team.objects.get(manager=bryn)


@pytest.fixture
def amina(assessment_team: Team) -> Worker:
    return amina_yusuf(assessment_team)


@pytest.fixture
def carys(db: None) -> Worker:
    return carys_bevan()


@pytest.fixture
def other_team(carys: Worker) -> Team:
    return Team.objects.get(manager=carys)


@pytest.fixture
def hal(db: None) -> Worker:
    return hal_okafor()


@pytest.fixture
def front_door_team(hal: Worker) -> Team:
    return Team.objects.get(manager=hal)


@pytest.fixture
def gwen(front_door_team: Team) -> Worker:
    return gwen_marsh(front_door_team)


@pytest.fixture
def dev(db: None) -> Worker:
    return _worker("Dev Anand", Role.ANALYST)


@pytest.fixture
def esther(db: None) -> Worker:
    return esther_cole()


@pytest.fixture
def femi(db: None) -> Worker:
    return _worker("Femi Ade", Role.PARTNER, agency=Agency.POLICE)


@pytest.fixture
def iris(db: None) -> Worker:
    return _worker("Iris Falk", Role.DIRECTOR)


@pytest.fixture
def senga(bryn: Worker, carys: Worker) -> Worker:
    """Bryn's and Carys's own manager."""
    manager = _worker("Senga Muir", Role.SERVICE_MANAGER)
    Team.objects.filter(manager__in=[bryn, carys]).update(service_manager=manager)
    return manager


@pytest.fixture
def nadia(db: None) -> Worker:
    return _worker("Nadia Osei", Role.AUDITOR)


@pytest.fixture
def owen(db: None) -> Worker:
    return _worker("Owen Lacey", Role.INSPECTOR)


@pytest.fixture
def priya(db: None) -> Worker:
    return _worker("Priya Raman", Role.ADMINISTRATOR)


@pytest.fixture
def kit(db: None) -> Worker:
    return _worker("Kit Larkin", Role.BUSINESS_SUPPORT)


@pytest.fixture
def mia(amina: Worker) -> Person:
    """A child of seven, known to Amina's team once somebody refers her."""
    return family.add_person(
        by=amina, given_name="Mia", family_name="Larch", born_on=date(2019, 2, 11), sex="F"
    )


@pytest.fixture
def mias_referral(mia: Person, assessment_team: Team, bryn: Worker) -> Referral:
    """Mia was referred by her school on Monday 2 March 2026."""
    return referral.receive(
        by=bryn,
        child=mia,
        team=assessment_team,
        received_on=date(2026, 3, 2),
        source=ReferralSource.SCHOOL,
        referrer_agency=Agency.EDUCATION,
        because="Mia came to school with a bruise on her cheek.",
    )


@dataclass(frozen=True)
class Case:
    """One child's whole way through, with every kind of record in it."""

    child: Person
    contact: Contact
    referral: Referral
    allocation: Allocation
    sighting: Sighting
    assessment: Assessment
    discussion: StrategyDiscussion
    enquiry: Enquiry
    conference: Conference
    plan: ChildProtectionPlan
    core_group: CoreGroup
    review: Conference


@pytest.fixture
def mias_case(
    mia: Person, amina: Worker, bryn: Worker, gwen: Worker, esther: Worker, assessment_team: Team
) -> Case:
    """Mia: a contact on Monday 2 March 2026, then all that should follow, and a first review on 10 June."""
    home = contact.receive(
        by=gwen,
        children=[mia],
        received_at=datetime(2026, 3, 2, 9, 30, tzinfo=UTC),
        route="telephone",
        source=ReferralSource.SCHOOL,
        referrer_name="Mr Quill",
        referrer_agency=Agency.EDUCATION,
        words="Mia came to school with a bruise on her cheek and said Dad did it.",
        tells_of_harm=True,
        team=gwen.team,
    )
    [case] = contact.decide(
        home,
        by=gwen,
        at=datetime(2026, 3, 2, 11, 0, tzinfo=UTC),
        decision="referral",
        because="An injury and a disclosure",
        history_seen=True,
        team=assessment_team,
    )
    referral.acknowledge(case, by=gwen, on=date(2026, 3, 2))
    referral.record_checks(case, by=gwen, on=date(2026, 3, 2))
    case = referral.decide(case, by=bryn, on=date(2026, 3, 3), decision="assess", because="Mia must be seen")
    led = allocation.allocate(case, to=amina, by=bryn, on=date(2026, 3, 3), because="Amina has room")
    begun = assessment.start(case, by=amina, on=date(2026, 3, 3))
    seen = sighting.record(
        mia,
        by=amina,
        on=date(2026, 3, 4),
        where="At school",
        purpose="assessment",
        was_seen=True,
        alone="yes",
        was_spoken_to=True,
        childs_words="I don’t like it when he shouts.",
    )
    cause = strategy_discussion.record_reasonable_cause(
        case, by=amina, on=date(2026, 3, 4), cause="Mia said that her father hit her"
    )
    talked = strategy_discussion.hold(
        cause,
        by=bryn,
        on=date(2026, 3, 5),
        participants=[
            Participant(Agency.POLICE, "Femi Ade", "Detective constable"),
            Participant(Agency.HEALTH, "Dr Onslow", "Paediatrician"),
        ],
        decision="enquiry",
        because="A disclosure and an injury",
    )
    looked = enquiry.start(
        case, by=amina, on=date(2026, 3, 5), lead=amina, discussion=talked, working="joint"
    )
    written = assessment.write(
        begun,
        by=amina,
        childs_words="I want it to stop.",
        wishes_recorded_on=date(2026, 3, 6),
        harm="A bruise to the cheek",
        analysis="Likely to happen again",
        factors=["18C"],
        outcome="protection",
    )
    done = assessment.authorise(written, by=bryn, on=date(2026, 3, 20))
    enquiry.conclude(looked, by=bryn, on=date(2026, 3, 16), outcome="conference", because="Continuing risk")
    booked = conference.book(case, by=amina, form="initial", on=date(2026, 3, 24), enquiry=looked)
    met = conference.hold(
        booked,
        by=amina,
        on=date(2026, 3, 24),
        chair=esther,
        decision="plan",
        because="Risk goes on",
        agencies_present=["police", "health", "education"],
        was_quorate=True,
        category="PHY",
        lead=amina,
        outline="Dad lives elsewhere; Amina visits every ten working days",
    )
    plan = met.plans_made.get()
    group = child_protection.hold_core_group(
        plan, by=amina, on=date(2026, 4, 2), agencies_present=["education"]
    )
    again = conference.hold(
        conference.book(case, by=amina, form="review", on=date(2026, 6, 10), plan=plan),
        by=amina,
        on=date(2026, 6, 10),
        chair=esther,
        decision="continue",
        because="Too soon to end it",
    )
    return Case(mia, home, case, led, seen, done, talked, looked, met, plan, group, again)
