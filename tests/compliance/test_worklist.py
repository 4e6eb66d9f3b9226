"""What is on nobody's desk, what is on a worker's, and what a manager answers for."""

from datetime import date

import pytest

from sightline.casework import allocation, assessment, family, referral, sighting, strategy_discussion
from sightline.compliance.child import clocks, owed, unmet
from sightline.compliance.load import loads
from sightline.compliance.oversight import decisions
from sightline.compliance.seen import last_seen
from sightline.compliance.worklist import families, nobodys_work
from sightline.duties.language import Standing
from sightline.people.models import AuthorityStandard
from sightline.record.likeness.find import find
from sightline.record.likeness.sought import PartialDay, Sought
from sightline.record.models import Person


@pytest.fixture
def refer(bryn, assessment_team):
    """Refer another child to the team on a day."""

    def make(name, on):
        child = family.add_person(by=bryn, given_name=name, family_name="Rowan", born_on=date(2000, 1, 9))
        return referral.receive(by=bryn, child=child, team=assessment_team, received_on=on, source="6")

    return make


def shown(work):
    return tuple(
        [item.child.given_name for item in kind]
        for kind in (work.never_allocated, work.stalled, work.orphaned)
    )


def test_the_three_ways_for_work_to_have_nobody_are_kept_apart(refer, amina, bryn, assessment_team):
    on = date(2009, 6, 30)
    old, older = refer("Newer", date(2009, 4, 1)), refer("Oldest", date(2009, 3, 2))
    stuck, dropped, fine = (refer(name, date(2009, 6, 1)) for name in ("Stuck", "Dropped", "Fine"))
    allocation.allocate(stuck, to=amina, by=bryn, on=date(2009, 6, 2))
    for one in (dropped, fine):
        allocation.allocate(one, to=amina, by=bryn, on=date(2009, 6, 2))
        begun = assessment.start(one, by=amina, on=date(2009, 6, 2), form="initial")
        assessment.write(begun, by=amina, outcome="child_in_need", analysis="Needs help")
        assessment.authorise(begun, by=bryn, on=date(2009, 6, 8))
    allocation.end(dropped.allocations.get(), by=bryn, on=date(2009, 6, 9), because="Amina moved team")

    work = nobodys_work(assessment_team, on=on)

    assert shown(work) == (["Oldest", "Newer"], ["Stuck"], ["Dropped"])
    oldest = work.never_allocated[0]
    assert (oldest.referral, oldest.working_days, oldest.since_on) == (older, 82, date(2009, 3, 2))
    assert (work.stalled[0].worker, work.stalled[0].since_on) == (amina, date(2009, 6, 11))
    assert (work.orphaned[0].worker, work.orphaned[0].since_on) == (None, date(2009, 6, 9))
    assert old.pk != older.pk


def test_work_is_on_the_list_from_its_first_day(refer, amina, bryn, assessment_team):
    one = refer("Kit", date(2009, 3, 2))
    assert shown(nobodys_work(assessment_team, on=date(2009, 3, 1))) == ([], [], [])
    assert shown(nobodys_work(assessment_team, on=date(2009, 3, 2))) == (["Kit"], [], [])
    allocation.allocate(one, to=amina, by=bryn, on=date(2009, 3, 4))
    assert shown(nobodys_work(assessment_team, on=date(2009, 3, 3))) == (["Kit"], [], [])
    assert shown(nobodys_work(assessment_team, on=date(2009, 3, 11))) == ([], [], [])  # due that day
    assert shown(nobodys_work(assessment_team, on=date(2009, 3, 12))) == ([], ["Kit"], [])


def test_another_teams_work_and_decided_no_further_action_are_not_on_it(
    refer, bryn, assessment_team, other_team
):
    one = refer("Kit", date(2026, 3, 2))
    referral.decide(one, by=bryn, on=date(2026, 3, 3), decision="no_further_action", because="Advice given")
    assert shown(nobodys_work(assessment_team, on=date(2026, 3, 2))) == (["Kit"], [], [])
    assert shown(nobodys_work(assessment_team, on=date(2026, 3, 3))) == ([], [], [])
    assert shown(nobodys_work(other_team, on=date(2026, 3, 2))) == ([], [], [])


def test_last_seen_is_each_childs_own_and_an_attempt_is_not_a_sighting(mia, amina):
    ned = family.add_person(by=amina, given_name="Ned", family_name="Larch")
    there = {"by": amina, "where": "At home", "purpose": "welfare"}
    sighting.record(mia, on=date(2026, 3, 4), was_seen=True, alone="yes", **there)
    sighting.record(mia, on=date(2026, 3, 9), was_seen=False, not_seen_because="Nobody in", **there)
    seen = last_seen([mia.pk, ned.pk], on=date(2026, 3, 14))
    assert seen[ned.pk] is None
    assert seen[mia.pk] is not None
    assert (seen[mia.pk].on, seen[mia.pk].by, seen[mia.pk].days) == (date(2026, 3, 4), "Amina Yusuf", 10)
    assert last_seen([mia.pk], on=date(2026, 3, 3)) == {mia.pk: None}


def test_the_clocks_of_a_child_are_the_laws_own(mias_case):
    on = date(2026, 6, 11)
    found = {clock.duty.id: clock for clock in clocks([mias_case.child.pk], on=on)[mias_case.child.pk]}
    single, meeting = found["single-assessment"], found["initial-conference"]
    assert (single.started_on, single.due_on, single.met_on) == (
        date(2026, 3, 2),
        date(2026, 5, 7),
        date(2026, 3, 20),
    )
    assert (meeting.started_on, meeting.due_on, meeting.met_on) == (
        date(2026, 3, 5),
        date(2026, 3, 26),
        date(2026, 3, 24),
    )
    assert single.version.source.edition.name == "Working Together 2023"


def test_facts_after_the_day_asked_about_are_not_known(mias_case):
    on = date(2026, 3, 10)
    found = {clock.duty.id: clock for clock in clocks([mias_case.child.pk], on=on)[mias_case.child.pk]}
    assert found["single-assessment"].met_on is None
    assert found["single-assessment"].standing(on) is Standing.RUNNING
    assert "first-core-group" not in found


def test_the_authoritys_own_standard_tightens_what_its_clocks_ask(mias_referral, db):
    AuthorityStandard.objects.create(
        duty="single-assessment",
        amount=35,
        unit="working day",
        adopted_on=date(2026, 1, 1),
        minute="Board, item 4",
    )
    child = mias_referral.child_id
    [clock] = clocks([child], on=date(2026, 3, 2), duties={"single-assessment"})[child]
    assert (clock.due_on, str(clock.limit)) == (date(2026, 4, 22), "35 working days")


def test_what_would_be_unmet_is_asked_by_supposing_the_closure(mias_referral, amina, bryn):
    referral.decide(mias_referral, by=bryn, on=date(2026, 3, 3), decision="assess", because="A bruise")
    left = {clock.duty.id for clock in unmet(mias_referral, on=date(2026, 3, 20))}
    assert left == {"agency-checks", "child-seen-after-referral", "referral-acknowledgement"} | {
        "referral-allocation",
        "referrer-feedback",
    }
    sighting.record(
        mias_referral.child,
        by=amina,
        on=date(2026, 3, 4),
        where="School",
        purpose="assessment",
        was_seen=True,
        alone="yes",
    )
    after = {clock.duty.id for clock in unmet(mias_referral, on=date(2026, 3, 20))}
    assert after == left - {"child-seen-after-referral"}


def test_my_families_are_grouped_with_the_most_urgent_first(mias_case, refer, amina, bryn):
    sibling = refer("Pip", date(2026, 6, 1))
    alone = refer("Sol", date(2026, 6, 8))
    for one in (sibling, alone):
        allocation.allocate(one, to=amina, by=bryn, on=date(2026, 6, 8))
    larches = family.form_family(
        by=amina, name="Larch", members=[(mias_case.child, "child"), (sibling.child, "child")]
    )
    found = families(amina, on=date(2026, 6, 9))
    assert [(line.family, [child.child.given_name for child in line.children]) for line in found] == [
        (larches, ["Mia", "Pip"]),
        (None, ["Sol"]),
    ]
    mia = found[0].children[0]
    assert (mia.plan, mia.last_seen and mia.last_seen.days) == (mias_case.plan, 97)
    assert mia.owed == owed(mia.owed, on=date(2026, 6, 9))


def test_the_decisions_that_wait_for_a_manager_are_oldest_first(refer, amina, bryn, assessment_team):
    undecided, unheld = refer("Kit", date(2026, 3, 4)), refer("Sol", date(2026, 3, 2))
    referral.decide(unheld, by=bryn, on=date(2026, 3, 2), decision="strategy_discussion", because="A bruise")
    cause = strategy_discussion.record_reasonable_cause(
        unheld, by=amina, on=date(2026, 3, 2), cause="A bruise"
    )
    waiting = decisions(assessment_team, on=date(2026, 3, 5))
    assert [(one.what, one.entry) for one in waiting] == [
        ("Hold a strategy discussion", cause),
        ("Decide this referral", undecided),
    ]


def test_a_load_is_never_one_number(mias_case, refer, amina, bryn, assessment_team):
    other = refer("Sol", date(2026, 6, 1))
    allocation.allocate(other, to=amina, by=bryn, on=date(2026, 6, 1))
    carried = {load.worker: load for load in loads(assessment_team, on=date(2026, 6, 11))}
    assert (carried[amina].families, carried[amina].children, carried[amina].on_plans) == (2, 2, 1)
    assert (carried[bryn].families, carried[bryn].children) == (0, 0)


def test_who_may_open_a_childs_record(mia, mias_case, amina, bryn, carys, dev, esther, femi, gwen, hal, iris):
    ned = family.add_person(by=amina, given_name="Ned", family_name="Larch")
    family.form_family(by=amina, name="Larch", members=[(mia, "child"), (ned, "father")])
    may = {
        worker.name.split()[0]
        for worker in (amina, bryn, carys, dev, esther, femi, gwen, hal, iris)
        if Person.objects.visible_to(worker).filter(pk=mia.pk).exists()
    }
    assert may == {"Amina", "Bryn", "Esther", "Gwen", "Hal", "Iris"}
    assert Person.objects.visible_to(amina).filter(pk=ned.pk).exists()
    assert not Person.objects.visible_to(carys).exists()


def test_a_search_finds_a_misspelt_name_and_a_birthday(mia, amina):
    family.add_person(by=amina, given_name="Zachary", family_name="Pond")
    everybody = Person.objects.all()
    assert [one.child for one in find(everybody, Sought(given=("mya", "larch")))] == [mia.pk]
    assert [one.child for one in find(everybody, Sought(given=("larch", "mia")))] == [mia.pk]
    day = PartialDay(2019, 2, 11)
    assert [one.child for one in find(everybody, Sought(given=("nobody",), born=day))] == [mia.pk]
