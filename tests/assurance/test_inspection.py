"""An inspection: drawn, read blind, compared with our own audits; and an account that writes nothing."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from inspect import getmembers, isfunction
from pkgutil import iter_modules
from typing import Any

import pytest
from django.db import connection

from sightline import assurance, casework, returns
from sightline.assurance import action, audit, inspection
from sightline.assurance.comparison import compare
from sightline.assurance.models import Action, Audit, Inspection, SafetyCheck
from sightline.audit import looks
from sightline.casework import family, referral
from sightline.casework.verb import Refused
from sightline.people.models import Role, Worker
from sightline.record.models import Opening, Person
from tests.assurance.test_audit import finished
from tests.cast import Case

AT = datetime(2026, 6, 12, 8, 0, tzinfo=UTC)
ON = AT.date()
LONG_AFTER = date(2035, 1, 1)


@pytest.fixture
def neds(amina: Worker, assessment_team: Any) -> Any:
    """A second open case of the team."""
    ned = family.add_person(by=amina, given_name="Ned", family_name="Rook", born_on=date(2015, 1, 1))
    told = {"source": "6", "received_on": date(2026, 5, 1), "team": assessment_team, "because": "Hungry"}
    return referral.receive(by=amina, child=ned, **told)


@pytest.fixture
def begun(mias_case: Case, neds: Any, iris: Worker, nadia: Worker, owen: Worker) -> Inspection:
    """A real inspection of one open case, to which Owen comes."""
    return begin(iris, nadia, size=1, form="real", inspectors=[owen])


def begin(by: Worker, *readers: Worker, size: int, form: str, **named: Any) -> Inspection:
    asked = {"title": "Inspection of June 2026", "population": "open", "seed": 7, "until_on": LONG_AFTER}
    return inspection.begin(by=by, at=AT, form=form, size=size, readers=readers, **asked | named)


def test_the_same_seed_draws_the_same_cases_and_each_has_a_reader(
    mias_case: Case, neds: Any, iris: Worker, nadia: Worker
) -> None:
    first, again = (begin(iris, nadia, size=1, form="ours") for _ in range(2))
    assert [one.child_id for one in first.children.all()] == [one.child_id for one in again.children.all()]
    assert {one.reader for one in first.sample.cases.all()} == {nadia}
    assert (len(first.sample.frame.cases), first.sample.size) == (2, 1)
    assert {one.worker for one in Opening.objects.all()} == {nadia}, "opened to its reader alone"


def test_a_draw_larger_than_there_are_cases_and_readers_who_had_a_hand_are_refused(
    mias_case: Case, neds: Any, iris: Worker, nadia: Worker, bryn: Worker
) -> None:
    with pytest.raises(Refused, match="There are 2 cases to draw from"):
        begin(iris, nadia, size=3, form="ours")
    with pytest.raises(Refused, match="had a hand"):
        begin(iris, bryn, size=2, form="ours")
    assert not Inspection.objects.exists(), "nothing is half begun"


def test_inspectors_come_to_a_real_inspection_only_and_are_inspectors(
    mias_case: Case, neds: Any, iris: Worker, nadia: Worker, owen: Worker
) -> None:
    with pytest.raises(Refused, match="our own is read by our own auditors"):
        begin(iris, nadia, size=1, form="ours", inspectors=[owen])
    with pytest.raises(Refused, match="Nadia Osei is not an inspector"):
        begin(iris, nadia, size=1, form="real", inspectors=[nadia])


# ── the inspector's account


def test_an_inspector_opens_the_inspections_children_and_no_others(begun: Inspection, owen: Worker) -> None:
    drawn = {one.child_id for one in begun.children.all()}
    assert {child.pk for child in Person.objects.visible_to(owen)} == drawn
    assert len(drawn) == 1
    assert list(Inspection.objects.visible_to(owen)) == [begun]


def test_a_child_asked_for_in_the_room_is_opened_at_once(
    begun: Inspection, mias_case: Case, neds: Any, nadia: Worker, owen: Worker
) -> None:
    [drawn] = [one.child_id for one in begun.children.all()]
    other = neds.child if drawn == mias_case.child.pk else mias_case.child
    inspection.add_child(begun, other, by=nadia, at=AT + timedelta(minutes=40))
    assert {child.pk for child in Person.objects.visible_to(owen)} == {drawn, other.pk}
    asked = begun.children.get(child=other)
    assert (asked.how, asked.since_at) == ("asked", AT + timedelta(minutes=40))
    with pytest.raises(Refused, match="in the inspection already"):
        inspection.add_child(begun, other, by=nadia, at=AT)


def test_before_the_first_day_and_after_the_last_the_account_opens_nothing(
    begun: Inspection, owen: Worker, iris: Worker
) -> None:
    [opening] = Opening.objects.filter(worker=owen)
    assert (opening.from_on, opening.until_on) == (ON, LONG_AFTER)
    _move(opening, from_on=date(2034, 1, 1))
    assert not Person.objects.visible_to(owen).exists()
    _move(opening, from_on=ON)
    assert Person.objects.visible_to(owen).exists()
    inspection.end(begun, by=iris, on=ON)
    assert not Person.objects.visible_to(owen).exists(), "its last day is long over by the database’s clock"
    assert not begun.children.none()


def _move(opening: Opening, **days: date) -> None:
    """Change an opening's days, as nobody can from a page."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.worker', %s, true)", [str(opening.recorded_by_id)])
    for name, day in days.items():
        setattr(opening, name, day)
    opening.save()


def verbs() -> Iterator[tuple[str, Any]]:
    """Every verb that there is, in every layer."""
    for layer in (casework, assurance, returns):
        for module in iter_modules(layer.__path__, f"{layer.__name__}."):
            for name, function in getmembers(import_module(module.name), isfunction):
                if getattr(function, "is_verb", False) and function.__module__ == module.name:
                    yield f"{module.name.removeprefix('sightline.')}.{name}", function


OWN_ACCOUNT = {"casework.worker.choose_password", "casework.worker.take_role_from_provider"}
"""Verbs about the worker's own signing in, which change nothing about a child and nothing of another's."""


def test_no_verb_lets_an_inspector_do_anything_but_sign_in(owen: Worker, nadia: Worker) -> None:
    """Tried against every verb: each refuses before it looks at anything else."""
    found = dict(verbs())
    assert found.keys() >= OWN_ACCOUNT
    with pytest.raises(Refused, match="Nobody chooses another’s password"):
        found["casework.worker.choose_password"](nadia, by=owen, password="another quiet place")
    assert {"casework.referral.decide", "assurance.audit.begin", "returns.notes.explain"} <= found.keys()
    allowed = []
    for name, function in found.items():
        if name in OWN_ACCOUNT:
            continue
        assert Role.INSPECTOR not in function.may, name
        try:
            function(by=owen)
        except Refused:
            continue
        allowed.append(name)
    assert allowed == []


# ── blind


def test_blind_grades_are_compared_with_our_own(
    begun: Inspection, mias_case: Case, neds: Any, nadia: Worker, carys: Worker
) -> None:
    [read] = begun.children.all()
    finished(audit.begin(read.referral, by=carys, on=ON, because="June’s sample"), "good")
    [before] = compare(begun, [read], viewer=begun.recorded_by).children
    assert (before.blind, before.ours, before.says) == (None, "good", "not graded yet")
    blind = audit.begin(read.referral, by=nadia, on=ON, because="Drawn", inspection=begun)
    assert list(Audit.objects.visible_to(nadia)) == [blind], "our own audit is hidden from a blind reader"
    finished(blind, "improve")
    told = compare(begun, [read], viewer=begun.recorded_by)
    assert (told.children[0].says, told.kinder, told.agreement.n) == ("our own audit was kinder", 1, 1)
    tess = Worker.objects.create_user("tess@exampleshire.example", name="Tess Amadi", role=Role.AUDITOR)
    kept = {who.name: compare(begun, [read], viewer=who).children[0].hidden for who in (tess, nadia, carys)}
    assert kept == {"Tess Amadi": True, "Nadia Osei": False, "Carys Bevan": False}, "Tess may read it again"


def test_whoever_has_seen_our_own_audit_does_not_read_blind(
    begun: Inspection, nadia: Worker, carys: Worker
) -> None:
    [read] = begun.children.all()
    finished(audit.begin(read.referral, by=carys, on=ON, because="June’s sample"), "good")
    looks.log(worker=nadia.pk, page="audit", children=[read.child_id])
    with pytest.raises(Refused, match="somebody who has not reads it blind"):
        audit.begin(read.referral, by=nadia, on=ON, because="Drawn", inspection=begun)


# ── the room


def test_a_concern_is_held_from_the_minute_it_is_raised(
    begun: Inspection, nadia: Worker, bryn: Worker
) -> None:
    [read] = begun.children.all()
    raised = AT + timedelta(hours=1, minutes=3)
    said = {"words": "Nobody has seen her.", "raised_by": "Owen Lacey"}
    concern = inspection.raise_concern(begun, read.child, by=nadia, at=raised, **said)
    assert (concern.holder, concern.asked_at, concern.raised_by) == (bryn, raised, "Owen Lacey")
    assert list(SafetyCheck.objects.open()) == [concern]
    assert (concern.inspection, concern.audit) == (begun, None)


def test_a_concern_is_about_a_child_of_the_inspection_while_it_runs(
    begun: Inspection, nadia: Worker, iris: Worker, mias_case: Case, neds: Any
) -> None:
    [read] = begun.children.all()
    other = neds.child if read.child_id == mias_case.child.pk else mias_case.child
    with pytest.raises(Refused, match="Add the child to the inspection first"):
        inspection.raise_concern(begun, other, by=nadia, at=AT, words="x", raised_by="Owen Lacey")
    inspection.end(begun, by=iris, on=ON)
    with pytest.raises(Refused, match="not running today"):
        inspection.raise_concern(begun, read.child, by=nadia, at=AT + timedelta(days=1), words="x")


def test_a_finding_of_the_letter_is_an_action_in_the_register(
    begun: Inspection, iris: Worker, bryn: Worker
) -> None:
    found = inspection.add_finding(
        begun,
        by=iris,
        on=ON,
        weight="priority",
        words="Children are not always seen.",
        recommendation="Every child is seen within ten working days.",
        owner=bryn,
        due_on=date(2026, 9, 1),
    )
    agreed = Action.objects.get()
    assert found.action == agreed
    assert (agreed.source, agreed.weight, agreed.owner) == ("inspection", "priority", bryn)
    assert (agreed.came_from, agreed.found) == (begun.title, "Children are not always seen.")
    assert action.say_done(agreed, by=bryn, on=ON, because="All told").measure is None
