"""What other systems got wrong, each in one story: here it cannot happen.

The traps were found in the code and the manuals of systems used or sold for this work. Nothing of theirs is
here; each test is named for the trap and shows the opposite.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, IntegrityError, connection, models, transaction
from django.test import Client

from sightline.audit.models import JournalEntry, Look
from sightline.casework import allocation, assessment, closure, sighting
from sightline.casework.verb import Refused
from sightline.compliance.child import clocks, unmet
from sightline.people.models import PRACTISES, Worker
from sightline.record.models import FamilyMember, Person, Referral, Sighting
from sightline.timescales import working_days_after, working_days_between
from sightline.web.form import Form
from tests.web.conftest import cast, on_the_day, world
from tests.web.world import TODAY, World

__all__ = ["cast", "on_the_day", "world"]

RECORD = [model for model in apps.get_models() if model.__module__.startswith("sightline.record")]
ON = date(2026, 3, 20)


def close(case: Referral, *, by: Worker) -> Referral:
    seen = frozenset(clock.duty.id for clock in unmet(case, on=ON))
    return closure.close(case, by=by, on=ON, reason="RC7", because="Safe at home", unmet_seen=seen)


def test_no_audit_row_is_removed_when_a_case_is_finished(mias_referral: Referral, bryn: Worker) -> None:
    before = list(JournalEntry.objects.order_by("pk").values_list("pk", "digest"))
    close(mias_referral, by=bryn)
    after = list(JournalEntry.objects.order_by("pk").values_list("pk", "digest"))
    assert after[: len(before)] == before
    assert len(after) > len(before), "the closing is written beside them"
    for statement in ("DELETE FROM audit_journalentry", "UPDATE audit_journalentry SET because = ''"):
        with pytest.raises(DatabaseError, match="cannot be changed"), transaction.atomic():
            connection.cursor().execute(statement)


def test_closing_wipes_nobody_from_a_case(mias_referral: Referral, amina: Worker, bryn: Worker) -> None:
    led = allocation.allocate(mias_referral, to=amina, by=bryn, on=date(2026, 3, 3))
    closed = close(mias_referral, by=bryn)
    led.refresh_from_db()
    assert (led.worker, led.from_on, led.until_on) == (amina, date(2026, 3, 3), ON)
    assert (closed.team, closed.closed_by, closed.closed_because) == (bryn.team, bryn, "Safe at home")


def test_a_night_that_was_missed_makes_no_deadline_wrong(mias_referral: Referral, mia: Person) -> None:
    nights = [date(2026, 3, 3), date(2026, 3, 4), date(2026, 3, 31), date(2026, 5, 1), date(2027, 3, 3)]
    told = [{one.duty.id: one.due_on for one in clocks([mia.pk], on=night)[mia.pk]} for night in nights]
    first = told[0]
    assert first["referral-decision"] == date(2026, 3, 3)
    assert all({duty: later[duty] for duty in first} == first for later in told)
    counters = [
        f"{model.__name__}.{field.name}"
        for model in RECORD
        for field in model._meta.local_fields
        if isinstance(field, models.IntegerField) and "day" in field.name
    ]
    assert counters == [], "nothing is counted, so nothing can be counted wrong"


def test_days_are_counted_over_the_end_of_a_month_and_over_easter() -> None:
    assert working_days_between(date(2026, 3, 31), date(2026, 4, 7)) == 3
    assert working_days_after(date(2026, 1, 30), 1) == date(2026, 2, 2)
    assert working_days_after(date(2026, 12, 24), 1) == date(2026, 12, 29), "the 28th is for Boxing Day"
    for start in (date(2024, 2, 28), date(2025, 12, 31), date(2026, 3, 30)):
        for days in range(1, 30):
            assert working_days_between(start, working_days_after(start, days)) == days


def test_what_code_wrote_and_what_a_person_wrote_are_one_to_the_rules(
    mias_referral: Referral, mia: Person, amina: Worker
) -> None:
    def standing() -> dict[str, str]:
        return {one.duty.id: one.standing(ON).words for one in clocks([mia.pk], on=ON)[mia.pk]}

    before = standing()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.worker', %s, true)", [str(amina.pk)])
        Sighting.objects.create(
            recorded_by=amina, child=mia, by=amina, happened_on=date(2026, 3, 4), where="At school",
            purpose="assessment", was_seen=True, alone="yes",
        )  # fmt: skip
        by_code = standing()
        transaction.set_rollback(True)
    sighting.record(
        mia,
        by=amina,
        on=date(2026, 3, 4),
        where="At school",
        purpose="assessment",
        was_seen=True,
        alone="yes",
    )
    assert by_code == standing() != before


def test_whoever_reads_is_logged_and_only_a_manager_allocates(
    world: World, amina: Worker, browsing: Callable[[Worker], Client]
) -> None:
    for worker in (world.cast.amina, world.cast.bryn, world.cast.esther):
        assert browsing(worker).get(f"/children/{world.mia.pk}/").status_code == 200
        assert Look.objects.filter(worker=worker.pk, child=world.mia.pk, page="child").count() == 1
    nobodys = Referral.objects.get(child=world.leo)
    for role in sorted(PRACTISES):
        worker = Worker(pk=amina.pk, name="Somebody", role=role)
        if worker.is_manager:
            continue
        with pytest.raises(Refused, match="A manager allocates work"):
            allocation.allocate(nobodys, to=amina, by=worker, on=TODAY)


def test_each_brother_and_sister_is_seen_or_not_for_themselves(world: World) -> None:
    fields = {field.name for field in Sighting._meta.get_fields()}
    assert "child" in fields
    assert not fields & {"family", "children", "siblings"}
    same_visit = Sighting.objects.filter(happened_on=world.visit.happened_on, by=world.visit.by)
    answers = dict(same_visit.values_list("child", "alone"))
    assert set(answers) == {world.mia.pk, world.noah.pk}, "one row for each child"


def test_nobody_approves_their_own_work_or_types_when_it_is_due(
    mias_referral: Referral, bryn: Worker
) -> None:
    begun = assessment.start(mias_referral, by=bryn, on=date(2026, 3, 3))
    written = assessment.write(begun, by=bryn, harm="A bruise", analysis="Likely again", outcome="protection")
    with pytest.raises(Refused, match="Nobody authorises an assessment they wrote"):
        assessment.authorise(written, by=bryn, on=ON)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE record_assessment SET authorised_by_id = author_id, authorised_on = %s WHERE id = %s",
            [ON, written.pk],
        )
    due = [
        f"{model.__name__}.{field.name}"
        for model in RECORD
        for field in model._meta.local_fields
        if field.name.startswith(("due", "deadline")) or field.name.endswith(("_due", "due_on", "deadline"))
    ]
    typed = [
        name for form in _forms(Form) for name in form.base_fields if "due" in name or "deadline" in name
    ]
    assert (due, typed) == ([], [])


def _forms(form: type[Form]) -> list[Any]:
    return [form, *(inner for each in form.__subclasses__() for inner in _forms(each))]


def test_a_leavers_work_cannot_be_left_behind(mias_referral: Referral, amina: Worker, bryn: Worker) -> None:
    allocation.allocate(mias_referral, to=amina, by=bryn, on=date(2026, 3, 3))
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        Worker.objects.filter(pk=amina.pk).update(left_on=ON)
    assert refused.value.__cause__.diag.constraint_name == "nobody_leaves_with_work_attached"
    allocation.allocate(mias_referral, to=bryn, by=bryn, on=ON - timedelta(days=1))
    assert Worker.objects.filter(pk=amina.pk).update(left_on=ON) == 1


def test_the_record_is_tables_and_adults_are_people(world: World) -> None:
    documents = [
        f"{model.__name__}.{field.name}"
        for model in RECORD
        for field in model._meta.local_fields
        if isinstance(field, models.JSONField)
    ]
    assert documents == [], "no part of the record is one document without columns"
    assert FamilyMember._meta.get_field("child").related_model is Person
    dana = FamilyMember.objects.get(child=world.dana)
    assert (dana.place, type(dana.child)) == ("mother", Person)
