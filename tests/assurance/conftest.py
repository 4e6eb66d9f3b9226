"""Those who look at practice, and cases that have ended for them to look at.

Nadia is an auditor, and Jude another.
"""

from collections.abc import Callable
from datetime import date

import pytest

from sightline.casework import allocation, closure, family, referral
from sightline.compliance.child import unmet
from sightline.people.models import Role, Team, Worker
from sightline.record.codes import ReasonForClosure, ReferralSource
from sightline.record.models import Referral
from tests.cast import PASSWORD

Ended = Callable[..., Referral]


@pytest.fixture
def jude(db: None) -> Worker:
    address = "jude@exampleshire.example"
    return Worker.objects.create_user(address, PASSWORD, name="Jude Rowe", role=Role.AUDITOR)


@pytest.fixture
def ended(bryn: Worker, amina: Worker, assessment_team: Team) -> Ended:
    """`ended(3)`: child 3, referred on 2 March 2026, led by Amina, and closed by Bryn on the 20th."""

    def end(number: int, *, closed_on: date = date(2026, 3, 20), decision: str = "assess") -> Referral:
        child = family.add_person(
            by=bryn, given_name=f"Child {number}", family_name="Alder", born_on=date(2015, 5, number % 28 + 1)
        )
        case = referral.receive(
            by=bryn,
            child=child,
            team=assessment_team,
            received_on=date(2026, 3, 2),
            source=ReferralSource.SCHOOL if number % 3 else ReferralSource.POLICE,
            because="The school is worried.",
        )
        case = referral.decide(
            case,
            by=bryn,
            on=date(2026, 3, 3),
            decision=decision,
            because="The school’s worry is real and has been answered.",
        )
        if decision == Referral.Decision.NO_FURTHER_ACTION:
            return case
        allocation.allocate(case, to=amina, by=bryn, on=date(2026, 3, 3), because="Next in turn.")
        shown = frozenset(clock.duty.id for clock in unmet(case, on=closed_on))
        return closure.close(
            case,
            by=bryn,
            on=closed_on,
            reason=ReasonForClosure.OTHER,
            because="The family have the help they asked for.",
            unmet_seen=shown,
        )

    return end
