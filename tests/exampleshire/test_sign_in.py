"""What each person who can sign in is told to try first is there to be found."""

from datetime import datetime, time

import pytest
from django.contrib.auth import authenticate

from sightline.compliance.child import clocks
from sightline.compliance.seen import last_seen
from sightline.compliance.worklist import families, nobodys_work
from sightline.duties.language import Standing
from sightline.exampleshire import sign_in
from sightline.exampleshire.sign_in import who_can_sign_in
from sightline.exampleshire.stories import NEVER_ALLOCATED
from sightline.people.models import Worker
from sightline.record.models import Conference, Contact, Person, Referral
from sightline.record.reader import reading
from sightline.timescales import working_days_between
from sightline.timescales.london import LONDON, day_of
from tests.exampleshire.conftest import ON

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("exampleshire")]


def worker(person: sign_in.Person) -> Worker:
    return Worker.objects.get(email=person.email)


def child(name: str) -> Person:
    given, family = name.split(" ", 1)
    return Person.objects.get(given_name=given, family_name=family)


def test_everybody_is_on_the_list_and_the_password_is_right() -> None:
    printed = who_can_sign_in()
    for person in sign_in.PEOPLE:
        assert f"{person.email:<42}{person.name}, {person.role.label.lower()}" in printed
        signed_in = authenticate(email=person.email, password=sign_in.PASSWORD)
        assert signed_in == worker(person)
        assert signed_in.name == person.name


def test_amina_has_a_child_whom_nobody_has_seen() -> None:
    rosie = child("Rosie Thornwell")
    lines = [line for family in families(worker(sign_in.AMINA), on=ON) for line in family.children]
    mine = next(line for line in lines if line.child == rosie)
    assert working_days_between(mine.referral.received_on, ON) == 12
    assert rosie.age(on=ON) == 6
    assert last_seen([rosie.pk], on=ON) == {rosie.pk: None}
    overdue = {clock.duty.id for clock in mine.owed if clock.standing(ON) is Standing.OVERDUE}
    assert {"child-seen-in-assessment", "child-seen-after-referral"} <= overdue


def test_bryn_has_work_that_is_nobodys() -> None:
    bryn = worker(sign_in.BRYN)
    work = nobodys_work(bryn.teams_managed.get(), on=ON)
    never = [f"{item.child.given_name} {item.child.family_name}" for item in work.never_allocated]
    told = [f"{given} {family}" for family, given, _, _ in NEVER_ALLOCATED]
    assert [name for name in never if name in told] == told, "the oldest first"
    alba = next(item for item in work.never_allocated if item.child == child("Alba Pennock"))
    assert alba.working_days == 19
    left = {item.child.name for item in work.orphaned}
    assert {"Orla Cinderford", "Sol Marchbank"} <= left
    assert {"Bea Ferrand", "Hal Ferrand"} <= {item.child.name for item in work.stalled}


def test_femi_and_lena_open_nobody_they_have_no_part_in() -> None:
    for person in (sign_in.FEMI, sign_in.LENA):
        assert not Person.objects.visible_to(worker(person)).exists()


def test_carys_cannot_open_another_teams_child() -> None:
    rosie = Person.objects.filter(pk=child("Rosie Thornwell").pk)
    assert not rosie.visible_to(worker(sign_in.CARYS)).exists()
    assert rosie.visible_to(worker(sign_in.AMINA)).exists()


def test_jonah_leads_the_help_for_two_children() -> None:
    lines = [line for family in families(worker(sign_in.JONAH), on=ON) for line in family.children]
    larkspurs = {line.child.given_name for line in lines if line.child.family_name == "Larkspur"}
    assert larkspurs == {"Wren", "Robin"}


def test_gwen_and_hal_have_contacts_waiting() -> None:
    waiting = Contact.objects.waiting()
    kofi = waiting.get(children__child=child("Kofi Brandreth"))
    assert (kofi.is_urgent, kofi.tells_of_harm, kofi.source) == (True, True, "6")
    assert waiting.first().is_urgent, "the urgent come first"
    before = Contact.objects.filter(children__child=child("Kofi Brandreth")).exclude(pk=kofi.pk)
    assert before.count() == 2, "he has a history"
    mila = waiting.get(children__child=child("Mila Gorse"))
    assert working_days_between(day_of(mila.received_at), ON) == 3


def test_esthers_conference_is_booked_too_late() -> None:
    idris = child("Idris Wainfleet")
    conference = Conference.objects.get(child=idris, held_on=None)
    (clock,) = clocks([idris.pk], on=ON, duties=["initial-conference"])[idris.pk]
    assert clock.standing(ON) is Standing.RUNNING
    assert clock.due_on < conference.booked_for_on


def test_nadia_finds_a_case_closed_unseen() -> None:
    toby = child("Toby Greenacre")
    case = Referral.objects.get(child=toby)
    assert case.closed_on < ON
    assert last_seen([toby.pk], on=ON) == {toby.pk: None}
    morning = datetime.combine(ON, time(9), tzinfo=LONDON)
    with reading(worker(sign_in.NADIA), at=morning):
        assert Person.objects.visible_to(worker(sign_in.NADIA)).filter(pk=toby.pk).exists()
    unmet = {
        clock.duty.id
        for clock in clocks([toby.pk], on=ON)[toby.pk]
        if clock.standing(ON) is Standing.ENDED_UNMET
    }
    assert {"child-seen-in-assessment", "child-seen-after-referral"} <= unmet
