"""Giving work out: to whom, with what reason, and who works beside the lead."""

from datetime import date

import pytest

from sightline.audit.models import JournalEntry
from sightline.casework import allocation, child_protection, enquiry, family, referral, training
from sightline.casework.verb import Refused
from sightline.compliance.choosing import candidates
from sightline.compliance.fitness import shortfalls
from sightline.compliance.load import loads
from sightline.people.models import LoadWeight, Role, Worker
from sightline.record.models import Override, Person, SecondaryWorker
from sightline.record.models.allocation import Lacking, WorkKind

ON = date(2026, 3, 10)


@pytest.fixture
def jo(assessment_team):
    return Worker.objects.create_user(
        "jo@exampleshire.example", name="Jo Reid", role=Role.FAMILY_WORKER, team=assessment_team
    )


def limit(points):
    LoadWeight.objects.create(weighed="limit", points=points, adopted_on=date(2026, 1, 1), minute="Item 4")


def test_a_family_support_worker_leads_an_enquiry_only_with_a_managers_reason(mias_referral, jo, amina, bryn):
    for by, reason in ((bryn, ""), (amina, "Amina is ill"), (bryn, "  ")):
        with pytest.raises(Refused, match=r"Jo Reid is not a social worker .Working Together 2023.*page 89"):
            enquiry.start(mias_referral, by=by, on=ON, lead=jo, override_because=reason)
    assert not mias_referral.enquiries.exists()
    enquiry.start(mias_referral, by=bryn, on=ON, lead=jo, override_because="Nobody else until Monday")
    kept = Override.objects.get()
    assert (kept.worker, kept.recorded_by, kept.work, kept.because) == (
        jo,
        bryn,
        WorkKind.ENQUIRY,
        "Nobody else until Monday",
    )
    assert Lacking.NOT_A_SOCIAL_WORKER in kept.lacking
    assert JournalEntry.objects.filter(table="record_override", worker=bryn.pk, row=kept.pk).exists()


def test_a_case_with_an_enquiry_in_it_is_given_as_an_enquiry_is(mias_referral, jo, amina, bryn):
    allocation.allocate(mias_referral, to=jo, by=bryn, on=date(2026, 3, 3))
    enquiry.start(mias_referral, by=amina, on=ON, lead=amina)
    allocation.allocate(mias_referral, to=amina, by=bryn, on=ON)
    with pytest.raises(Refused, match="is not a social worker"):
        allocation.allocate(mias_referral, to=jo, by=bryn, on=date(2026, 3, 11))
    assert mias_referral.allocations.get(until_on=None).worker == amina


def test_a_lapsed_registration_stops_an_enquiry_and_lapsed_training_is_shown(mias_referral, amina, bryn):
    training.register(amina, by=bryn, number="SW1234", until=date(2026, 3, 9))
    training.complete(
        amina, by=bryn, course="joint_enquiry", completed_on=date(2023, 1, 9), expires_on=date(2026, 1, 9)
    )
    lacks = shortfalls([amina], [WorkKind.ENQUIRY], on=ON)[amina.pk]
    assert [(one.lacking, one.stops, one.ended_on) for one in lacks] == [
        (Lacking.REGISTRATION_ENDED, True, date(2026, 3, 9)),
        (Lacking.TRAINING_LAPSED, False, date(2026, 1, 9)),
    ]
    with pytest.raises(Refused, match="has run out: 9 March 2026"):
        enquiry.start(mias_referral, by=amina, on=ON, lead=amina)
    training.register(amina, by=bryn, number="SW1234", until=date(2026, 11, 30))
    assert enquiry.start(mias_referral, by=amina, on=ON, lead=amina).lead_worker == amina
    assert not Override.objects.exists()


def test_nobody_vouches_for_their_own_training_and_no_practitioner_for_anybodys(amina, bryn, jo):
    with pytest.raises(Refused, match="Somebody else"):
        training.complete(bryn, by=bryn, course="supervising", completed_on=ON)
    with pytest.raises(Refused, match="A manager records"):
        training.complete(jo, by=amina, course="assessment", completed_on=ON)
    assert not bryn.trainings.exists()


def test_an_enquiry_is_not_given_to_whoever_is_over_the_limit_without_a_reason(mias_case, amina, bryn):
    limit(1)
    sol = family.add_person(by=bryn, given_name="Sol", family_name="Rowan", born_on=date(2020, 1, 9))
    sols = referral.receive(by=bryn, child=sol, team=bryn.team, received_on=ON, source="6")
    allocation.allocate(
        sols, to=amina, by=bryn, on=date(2026, 6, 12), because="A limit alone stops no allocation"
    )
    with pytest.raises(Refused, match="would carry more than the authority’s limit"):
        enquiry.start(sols, by=amina, on=date(2026, 6, 12), lead=amina)
    enquiry.start(sols, by=bryn, on=date(2026, 6, 12), lead=amina, override_because="She knows him")
    assert Override.objects.get().lacking == [
        Lacking.NOT_TRAINED,
        Lacking.OVER_THE_LIMIT,
        Lacking.REGISTRATION_NOT_KNOWN,
    ]


def test_a_plan_is_led_by_a_social_worker_or_a_manager_says_why(mias_case, jo, bryn, amina):
    with pytest.raises(Refused, match="page 96"):
        child_protection.name_lead(mias_case.plan, by=amina, lead=jo, on=date(2026, 6, 12))
    led = child_protection.name_lead(
        mias_case.plan, by=bryn, lead=jo, on=date(2026, 6, 12), override_because="Until Thursday"
    )
    assert (led.lead_worker, Override.objects.get().work) == (jo, WorkKind.PROTECTION_PLAN)


def test_somebody_with_a_part_sees_the_child_and_never_replaces_the_lead(mias_case, other_team, bryn):
    pat = Worker.objects.create_user(
        "pat@exampleshire.example", name="Pat", role=Role.FAMILY_WORKER, team=other_team
    )
    seen = Person.objects.filter(pk=mias_case.child.pk)
    assert not seen.visible_to(pat).exists()
    part = allocation.give_part(mias_case.referral, to=pat, part="direct_work", by=bryn, on=ON)
    assert seen.visible_to(pat).exists()
    assert mias_case.referral.allocations.get().worker == mias_case.allocation.worker
    allocation.end_part(part, by=bryn, on=date(2026, 4, 1), because="The work is done")
    assert not seen.visible_to(pat).exists()


def test_nobody_leads_a_case_and_has_a_part_in_it(mias_case, amina, bryn, jo):
    with pytest.raises(Refused, match="leads this work already"):
        allocation.give_part(mias_case.referral, to=amina, part="co_worker", by=bryn, on=ON)
    with pytest.raises(Refused, match="nobody leads a case and has a part in it"):
        allocation.give_part(mias_case.referral, to=amina, part="co_worker", by=bryn, on=date(2026, 3, 2))
    allocation.give_part(mias_case.referral, to=jo, part="co_worker", by=bryn, on=ON)
    Worker.objects.filter(pk=jo.pk).update(role="social_worker")
    jo.refresh_from_db()
    allocation.allocate(
        mias_case.referral, to=jo, by=bryn, on=date(2026, 6, 12), override_because="Amina has left the team"
    )
    ended = SecondaryWorker.objects.get()
    assert (ended.until_on, ended.ended_because) == (date(2026, 6, 12), "Leads the work from now on")


def test_what_if_shows_each_load_before_and_with_the_child(mias_case, mia, amina, bryn, jo):
    limit(4)
    sol = family.add_person(by=bryn, given_name="Sol", family_name="Larch", language="Urdu")
    family.form_family(by=bryn, name="Larch", members=[(mia, "child"), (sol, "child")], on=mia.born_on)
    Worker.objects.filter(pk=jo.pk).update(languages="Urdu, some Polish")
    sols = referral.receive(by=bryn, child=sol, team=bryn.team, received_on=date(2026, 6, 1), source="6")
    enquiry.start(sols, by=bryn, on=date(2026, 6, 2), lead=bryn)
    told = {one.worker: one for one in candidates(sols, on=date(2026, 6, 12))}
    mine = told[amina]
    assert (mine.before.families, mine.after.families) == (1, 1), "the family is hers already"
    assert (mine.before.children, mine.after.children) == (1, 2)
    assert (mine.before.enquiries, mine.after.enquiries) == (0, 1)
    assert mine.after.points > mine.before.points
    assert mine.brothers_and_sisters == [mia]
    assert (mine.speaks, told[jo].speaks) == (False, True)
    assert [one.lacking for one in told[jo].lacks if one.stops] == [Lacking.NOT_A_SOCIAL_WORKER]
    assert mine.needs_a_reason, "over the limit with an enquiry"


def test_points_follow_the_authoritys_own_table(mias_case, amina, assessment_team):
    carried = {load.worker: load for load in loads(assessment_team, on=date(2026, 6, 12))}[amina]
    assert carried.counted == {"child": 1, "assessment": 0, "enquiry": 0, "protection_plan": 1, "visit": 0}
    assert (carried.points, carried.limit) == (2, None)
    LoadWeight.objects.create(
        weighed="protection_plan", points=5, adopted_on=date(2026, 6, 1), minute="Item 4"
    )
    later = {load.worker: load for load in loads(assessment_team, on=date(2026, 6, 12))}[amina]
    before = {load.worker: load for load in loads(assessment_team, on=date(2026, 5, 31))}[amina]
    assert (before.points, later.points) == (2, 6)
