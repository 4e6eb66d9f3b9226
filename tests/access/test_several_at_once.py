"""What is done to several records at once is asked of each: none of another team's is among them."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from sightline.audit.models import JournalEntry
from sightline.casework import allocation, assessment, family, referral
from sightline.people.models import Role, Team, Worker
from sightline.record.models import Allocation, Assessment, InterimSafetyDecision, Referral
from tests.web.world import World

Browsing = Callable[[Worker], Client]


@pytest.fixture
def theirs(world: World, carys: Worker) -> Referral:
    """A case of Carys's team with an assessment to authorise, and another that nobody has decided."""
    team = Team.objects.get(pk=carys.team_id)
    role = Role.SOCIAL_WORKER
    noor = Worker.objects.create_user("noor@exampleshire.example", name="Noor Bell", role=role, team=team)
    cases = []
    for given in ("Wren", "Robin"):
        child = family.add_person(by=carys, given_name=given, family_name="Quill", born_on=date(2018, 4, 2))
        said = {"received_on": date(2026, 3, 2), "source": "6", "because": "Alone at night"}
        cases.append(referral.receive(by=carys, child=child, team=team, **said))
    led, waiting = cases
    referral.decide(led, by=carys, on=date(2026, 3, 2), decision="assess", because="To be understood")
    allocation.allocate(led, to=noor, by=carys, on=date(2026, 3, 3))
    written = assessment.start(led, by=noor, on=date(2026, 3, 3))
    assessment.write(written, by=noor, analysis="She is alone.", outcome="child_in_need")
    return waiting


@pytest.mark.parametrize("team", ["our own", "theirs"])
def test_a_case_of_another_team_slipped_in_among_several_is_left_as_it_was(
    world: World, carys: Worker, theirs: Referral, browsing: Browsing, team: str
) -> None:
    bryn, written = browsing(world.cast.bryn), Assessment.objects.get(child__given_name="Wren")
    place = f"/teams/{world.cast.team.pk if team == 'our own' else carys.team_id}"
    amina, before = world.cast.amina.pk, JournalEntry.objects.filter(child=theirs.child_id).count()
    sent = {
        f"{place}/decisions/referrals/": {
            f"decision-{theirs.pk}": "no_further_action",
            f"because-{theirs.pk}": "Nothing in it",
        },
        f"{place}/decisions/safe/": {f"because-{theirs.pk}": "All is well"},
        f"{place}/decisions/assessments/": {f"right-{written.pk}": "on", f"late-{written.pk}": "Busy"},
        f"{place}/never-allocated/allocate/": {f"lead-{theirs.pk}": amina, "because": "Room"},
    }
    for address, typed in sent.items():
        answer = bryn.post(address, {**typed, "confirmed": "yes"})
        assert answer.status_code == (422 if team == "our own" else 404), address
        assert "Quill" not in answer.content.decode(), address
    theirs.refresh_from_db()
    written.refresh_from_db()
    assert (theirs.decided_on, written.authorised_on) == (None, None)
    assert not Allocation.objects.filter(referral=theirs).exists()
    assert not InterimSafetyDecision.objects.filter(referral=theirs).exists()
    assert JournalEntry.objects.filter(child=theirs.child_id).count() == before
