"""The cast that every story is told with, their teams, and a child to tell it about.

Amina is a social worker, Bryn her manager; Carys manages another team; Dev is an analyst, Esther an independent
chair, Femi a police officer who works here; Gwen and Hal are the front door; Iris is the director.
"""

from datetime import date

import pytest

from sightline.casework import family, referral
from sightline.people.models import Agency, Role, Team, Worker
from sightline.record.codes import ReferralSource
from sightline.record.models import Person, Referral

PASSWORD = "a quiet place to read"  # noqa: S105  # invented people's, in tests only


def _worker(name: str, role: Role, **fields: object) -> Worker:
    email = f"{name.split()[0].lower()}@exampleshire.example"
    return Worker.objects.create_user(email, PASSWORD, name=name, role=role, **fields)


def _team(manager: Worker, name: str, **fields: object) -> Team:
    team = Team.objects.create(name=name, manager=manager, **fields)
    manager.team = team
    manager.save(update_fields=["team"])
    return team


@pytest.fixture
def bryn(db: None) -> Worker:
    manager = _worker("Bryn Pugh", Role.TEAM_MANAGER)
    _team(manager, "Assessment North")
    return manager


@pytest.fixture
def assessment_team(bryn: Worker) -> Team:
    return Team.objects.get(manager=bryn)


@pytest.fixture
def amina(assessment_team: Team) -> Worker:
    return _worker("Amina Yusuf", Role.SOCIAL_WORKER, team=assessment_team)


@pytest.fixture
def carys(db: None) -> Worker:
    manager = _worker("Carys Bevan", Role.TEAM_MANAGER)
    _team(manager, "Assessment South")
    return manager


@pytest.fixture
def other_team(carys: Worker) -> Team:
    return Team.objects.get(manager=carys)


@pytest.fixture
def hal(db: None) -> Worker:
    manager = _worker("Hal Okafor", Role.FRONT_DOOR_MANAGER)
    _team(manager, "Front door", is_front_door=True)
    return manager


@pytest.fixture
def front_door_team(hal: Worker) -> Team:
    return Team.objects.get(manager=hal)


@pytest.fixture
def gwen(front_door_team: Team) -> Worker:
    return _worker("Gwen Marsh", Role.FRONT_DOOR, team=front_door_team)


@pytest.fixture
def dev(db: None) -> Worker:
    return _worker("Dev Anand", Role.ANALYST)


@pytest.fixture
def esther(db: None) -> Worker:
    return _worker("Esther Cole", Role.CONFERENCE_CHAIR)


@pytest.fixture
def femi(db: None) -> Worker:
    return _worker("Femi Ade", Role.PARTNER, agency=Agency.POLICE)


@pytest.fixture
def iris(db: None) -> Worker:
    return _worker("Iris Falk", Role.DIRECTOR)


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
