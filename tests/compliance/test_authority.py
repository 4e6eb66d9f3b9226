"""The whole authority measured at once says what each child's own clocks say."""

import json
from collections import Counter
from datetime import date

import pytest

from sightline.compliance import authority
from sightline.compliance.child import clocks
from sightline.compliance.commands import measure
from sightline.duties.book import BOOK
from sightline.duties.language import Kind, Standing
from sightline.record.milestones import kinds_recorded
from sightline.record.models import Person

DAYS = [
    date(2026, 3, 1),
    date(2026, 3, 3),
    date(2026, 3, 26),
    date(2026, 5, 8),
    date(2026, 9, 1),
    date(2027, 1, 5),
]


@pytest.mark.parametrize("on", DAYS, ids=str)
def test_the_authority_is_the_sum_of_its_children(mias_case, mias_other_siblings, on):
    children = Person.objects.values_list("pk", flat=True)
    one_by_one = Counter(
        (clock.duty.id, clock.standing(on)) for found in clocks(children, on=on).values() for clock in found
    )
    at_once = {
        (one.duty.id, standing): count
        for one in authority.measure(on=on)
        for standing, count in one.counts.items()
        if count and standing is not Standing.NOT_STARTED
    }
    assert at_once == dict(one_by_one)
    assert at_once[("initial-assessment", Standing.OVERDUE)] == 1  # since 2012


@pytest.fixture
def mias_other_siblings(mias_case, bryn, assessment_team):
    """Two more children, referred at other times and left alone."""
    from sightline.casework import family, referral

    for name, on in (("Pip", date(2026, 3, 20)), ("Sol", date(2012, 6, 1))):
        child = family.add_person(by=bryn, given_name=name, family_name="Larch", born_on=date(2010, 8, 3))
        referral.receive(by=bryn, child=child, team=assessment_team, received_on=on, source="6")


def test_the_record_can_show_every_duty_of_the_book(db):
    assert authority.not_shown() == []


def test_what_the_record_cannot_show_is_not_measured(db, monkeypatch):
    monkeypatch.setattr(authority, "kinds_recorded", lambda: kinds_recorded() - {Kind.CORE_GROUP_HELD})
    measured = {one.duty.id for one in authority.measure(on=date(2026, 3, 1))}
    hidden = {duty.id for duty in authority.not_shown()}
    assert hidden == {"first-core-group", "later-core-groups"}
    assert not measured & hidden


def test_the_command_prints_the_same_counts(mias_case, capsys):
    from argparse import Namespace

    assert measure(Namespace(on=date(2026, 6, 11), json=True)) == 0
    printed = json.loads(capsys.readouterr().out)
    meeting = next(duty for duty in printed["duties"] if duty["id"] == "initial-conference")
    assert (meeting["started"], meeting["in_time"], meeting["overdue"]) == (1, 1, 0)
    assert printed["not_in_this_record"] == []


@pytest.mark.parametrize("on", DAYS, ids=str)
def test_what_is_overdue_for_a_list_is_what_each_childs_clocks_say(mias_case, mias_other_siblings, on):
    children = list(Person.objects.values_list("pk", flat=True))
    asked = {"single-assessment", "initial-assessment"}  # no edition asks for both
    one_by_one = {
        clock.thread: clock.due_on
        for found in clocks(children, on=on, duties=asked).values()
        for clock in found
        if clock.standing(on) is Standing.OVERDUE
    }
    listed = authority.overdue((BOOK[duty] for duty in asked), children, on=on)
    assert listed == one_by_one
    assert bool(listed) is True  # Sol's initial assessment, since 2012
    assert authority.overdue((BOOK[duty] for duty in asked), children[:0], on=on) == {}
