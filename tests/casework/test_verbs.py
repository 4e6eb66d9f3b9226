"""What a verb is: all or nothing, in one worker's name, refused in words."""

import inspect
from datetime import UTC, date, datetime

import pytest
from django.db import connection

from sightline import casework
from sightline.audit.models import JournalEntry
from sightline.casework import allocation, contact, entry, family, referral
from sightline.casework.verb import Refused
from sightline.people.models import MANAGERS, PRACTISES, SENIOR_MANAGERS, Role, Worker
from sightline.record.models import Allocation, Contact, Person, Referral


def verbs():
    import importlib
    import pkgutil

    for module in pkgutil.iter_modules(casework.__path__, "sightline.casework."):
        for name, function in inspect.getmembers(importlib.import_module(module.name), inspect.isfunction):
            if function.__module__ == module.name and not name.startswith("_"):
                yield module.name.rsplit(".", 1)[1], name, function


MACHINERY = {("verb", "verb"), ("verb", "name"), ("verb", "sentence"), ("verb", "acting_for")}
ALL = [(area, name, function) for area, name, function in verbs() if (area, name) not in MACHINERY]


@pytest.mark.parametrize(("area", "name", "function"), ALL, ids=[f"{area}.{name}" for area, name, _ in ALL])
def test_every_public_function_of_casework_is_a_verb_that_names_its_worker(area, name, function):
    by = inspect.signature(function).parameters.get("by")
    assert getattr(function, "is_verb", False), f"casework.{area}.{name} is not a verb"
    assert by is not None
    assert by.kind is inspect.Parameter.KEYWORD_ONLY


def test_there_are_verbs_for_the_whole_journey():
    assert {area for area, _, _ in ALL} >= {
        "absence",
        "allocation",
        "assessment",
        "bringing_in",
        "carried",
        "child_in_need",
        "child_protection",
        "circulation",
        "closure",
        "conference",
        "conflict",
        "contact",
        "delegation",
        "emergency",
        "enquiry",
        "entry",
        "family",
        "family_page",
        "finishing",
        "handing_on",
        "handover",
        "identifier",
        "known_by",
        "leaving",
        "oversight",
        "place",
        "own_question",
        "referral",
        "restriction",
        "rights",
        "serious_incident",
        "reorganisation",
        "sharing",
        "sighting",
        "significance",
        "standard",
        "strategy_discussion",
        "supervision",
        "taking_in",
        "unseen",
        "training",
        "worker",
    }


OUTSIDE = {Role.ANALYST, Role.AUDITOR, Role.INSPECTOR, Role.ADMINISTRATOR}
"""Roles that look at the record from outside, or after the machine: none of them writes in it."""


#: What any manager may do, and nobody who is none.
MANAGERS_ALONE = {
    "allocation.allocate",
    "allocation.allocate_several",
    "allocation.end",
    "allocation.end_part",
    "allocation.give_part",
    "assessment.authorise",
    "assessment.authorise_several",
    "assessment.leave",
    "assessment.review",
    "assessment.send_back",
    "child_protection.end_without_conference",
    "closure.close",
    "conflict.end",
    "emergency.review",
    "enquiry.conclude",
    "leaving.end_account",
    "leaving.hand_on",
    "online_referral.set_aside",
    "oversight.decide_safe_enough",
    "oversight.find_several_safe_enough",
    "place.end",
    "referral.decide",
    "referral.decide_several",
    "restriction.end_naming",
    "restriction.lift",
    "restriction.name_worker",
    "restriction.restrict",
    "rights.decide_correction",
    "rights.decide_retention",
    "rights.end_hold",
    "rights.hold",
    "rights.release",
    "same_person.join",
    "same_person.part",
    "same_person.tell_apart",
    "serious_incident.notify",
    "serious_incident.record",
    "serious_incident.send_review",
    "strategy_discussion.decide_no_cause",
    "strategy_discussion.do_not_hold",
    "supervision.supervise",
    "unseen.decide",
    "warning.end",
}


def test_every_verb_says_who_may_do_it_and_nobody_from_outside_the_work_may():
    said = {
        f"{area}.{name}": function.may for area, name, function in ALL if area not in {"training", "worker"}
    }
    assert {verb for verb, roles in said.items() if roles & OUTSIDE} == set()
    assert {verb for verb, roles in said.items() if roles == MANAGERS} == MANAGERS_ALONE
    assert {verb for verb, roles in said.items() if roles == SENIOR_MANAGERS} == {
        "oversight.acknowledge",
        "own_question.add",
        "own_question.change",
        "own_question.retire",
        "reorganisation.appoint",
        "reorganisation.close",
        "reorganisation.merge",
        "reorganisation.rename",
        "reorganisation.split",
        "serious_incident.need_not_notify",
    }
    others = {verb for verb, roles in said.items() if roles not in (MANAGERS, PRACTISES, SENIOR_MANAGERS)}
    assert others == {"standard.adopt", "circulation.settle"}


def test_verbs_about_workers_are_a_system_administrators_or_ones_own():
    said = {name: function.may for area, name, function in ALL if area == "worker"}
    own = {"choose_password", "take_role_from_provider"}
    assert {name for name, roles in said.items() if roles == {Role.ADMINISTRATOR}} == said.keys() - own
    assert all(said[name] == frozenset(Role) for name in own)


@pytest.mark.parametrize("role", sorted(OUTSIDE))
def test_whoever_only_looks_at_the_record_writes_nothing_in_it(role, mia):
    worker = Worker.objects.create_user("sam@exampleshire.example", None, name="Sam", role=role)
    before = JournalEntry.objects.count()
    with pytest.raises(Refused, match="Only whoever works with children writes in the record"):
        family.record_death(mia, by=worker, on=date(2026, 3, 2))
    mia.refresh_from_db()
    assert (mia.died_on, JournalEntry.objects.count()) == (None, before)


def test_anybody_may_not_allocate(amina, bryn, mias_referral):
    with pytest.raises(Refused, match=r"^A manager allocates work\.$"):
        allocation.allocate(mias_referral, to=amina, by=amina, on=date(2026, 3, 3))
    made = allocation.allocate(mias_referral, to=amina, by=bryn, on=date(2026, 3, 3))
    with pytest.raises(Refused, match=r"^A manager ends an allocation\.$"):
        allocation.end(made, by=amina, on=date(2026, 3, 4), because="Somebody else can")
    assert list(Allocation.objects.values_list("worker", "until_on")) == [(amina.pk, None)]


def test_a_verb_without_a_worker_changes_nothing(db):
    with pytest.raises(TypeError, match="names the worker"):
        family.add_person(by=None, given_name="Ned", family_name="Ash")
    assert not Person.objects.exists()


def test_a_verb_that_fails_half_way_changes_nothing(gwen, mia, front_door_team):
    with pytest.raises(Refused, match="source is a known code"):
        contact.receive(
            by=gwen,
            children=[mia],
            received_at=datetime(2026, 3, 2, 9, tzinfo=UTC),
            route="written",
            source="?",
            words="Mia was cold.",
            team=front_door_team,
        )
    assert not Contact.objects.exists()


def test_the_worker_named_on_a_change_is_the_one_who_made_it(gwen, amina):
    ned = family.add_person(by=gwen, given_name="Ned", family_name="Ash")
    family.move_home(ned, by=amina, address="2 Ash Way", postcode="zz1 1ab", on=date(2026, 3, 2))
    workers = JournalEntry.objects.filter(child__isnull=False).order_by("pk").values_list("table", "worker")
    assert list(workers) == [("record_person", gwen.pk), ("record_residence", amina.pk)]


def test_the_reason_given_for_a_change_is_in_the_journal(amina, mia):
    entry.strike_out(mia, by=amina, because="  The same child as another Mia Larch ")
    written = JournalEntry.objects.filter(table="record_person").latest("pk")
    mia.refresh_from_db()
    assert written.because.strip() == mia.struck_out_because == "The same child as another Mia Larch"
    assert (mia.struck_out_by, mia.struck_out_at is not None) == (amina, True)


def test_striking_out_asks_why_and_happens_once(amina, mia):
    with pytest.raises(Refused, match="Say why"):
        entry.strike_out(mia, by=amina, because=" ")
    entry.strike_out(mia, by=amina, because="Entered twice")
    with pytest.raises(Refused, match="struck out already"):
        entry.strike_out(mia, by=amina, because="Entered twice")


def test_what_is_struck_out_counts_no_more(amina, mia, mias_referral):
    entry.strike_out(mias_referral, by=amina, because="Another child’s referral")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM record_milestone WHERE child = %s AND kind >= 100", [mia.pk])
        assert cursor.fetchone() == (0,)
    assert not Referral.objects.standing().exists()
    assert Referral.objects.filter(pk=mias_referral.pk).exists()


def test_a_refusal_is_a_sentence_a_worker_can_read(amina, bryn, mia, mias_referral, assessment_team):
    with pytest.raises(Refused) as refusal:
        referral.receive(by=bryn, child=mia, team=assessment_team, received_on=date(2026, 4, 1), source="6")
    assert str(refusal.value) == "The record refused this: one referral open at a time."
