"""What the stories of hand-overs and reorganisations share besides the cast."""

import pytest

from sightline.casework import allocation
from sightline.people.models import Role, Team, Worker
from tests.journeys.conftest import rows_can_be_cleared

__all__ = ["rows_can_be_cleared"]


@pytest.fixture
def ben(assessment_team: Team) -> Worker:
    """A social worker beside Amina."""
    return Worker.objects.create_user(
        "ben@exampleshire.example", None, name="Ben Olu", role=Role.SOCIAL_WORKER, team=assessment_team
    )


@pytest.fixture
def sunil(other_team: Team) -> Worker:
    """A social worker of the other team."""
    return Worker.objects.create_user(
        "sunil@exampleshire.example", None, name="Sunil Rao", role=Role.SOCIAL_WORKER, team=other_team
    )


@pytest.fixture
def seth(assessment_team: Team, other_team: Team) -> Worker:
    """The service manager of both teams."""
    seth = Worker.objects.create_user(
        "seth@exampleshire.example", None, name="Seth Gray", role=Role.SERVICE_MANAGER
    )
    Team.objects.filter(pk__in=[assessment_team.pk, other_team.pk]).update(service_manager=seth)
    return seth


@pytest.fixture
def led(mias_referral, amina, bryn):
    """Mia's referral, led by Amina since 3 March."""
    allocation.allocate(mias_referral, to=amina, by=bryn, on=mias_referral.received_on)
    return mias_referral
