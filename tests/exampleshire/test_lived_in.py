"""The record looks lived in: something of everything, most of it done properly, and some of it not."""

import re
from datetime import UTC, date, datetime

import pytest
from django.apps import apps
from django.db import models

from sightline.compliance import authority
from sightline.compliance.authority import Measured
from sightline.duties import sources
from sightline.duties.language import Repealed, Standing
from sightline.exampleshire import load
from sightline.exampleshire.standards import STANDARDS
from sightline.people.models import AuthorityStandard, Role, Team, Worker
from sightline.record.models import (
    InformationRequest,
    Opening,
    Person,
    Referral,
    Residence,
    SearchLine,
    Sighting,
)
from tests.exampleshire.conftest import ON

pytestmark = pytest.mark.django_db

MORNING = datetime(ON.year, ON.month, ON.day, tzinfo=UTC)
RECORD_BEGINS = date(2017, 4, 1)
WENT_WRONG = (Standing.LATE, Standing.OVERDUE, Standing.ENDED_UNMET)
#: What happens now and then even where every duty is usually kept.
MAIN = (
    "contact-decision",
    "referral-decision",
    "referral-acknowledgement",
    "referral-allocation",
    "single-assessment",
    "child-seen-in-assessment",
    "child-seen-alone-in-assessment",
    "wishes-and-feelings",
    "strategy-discussion",
    "strategy-discussion-with-police-and-health",
    "child-seen-in-enquiry",
    "initial-conference",
    "first-core-group",
    "later-core-groups",
    "plan-visits",
    "child-in-need-reviews",
    "child-in-need-visits",
)


@pytest.fixture(scope="module")
def measured(exampleshire: dict[str, int]) -> dict[str, Measured]:
    """Every duty over the small authority."""
    return {one.duty.id: one for one in authority.measure(on=ON)}


def test_there_is_something_of_everything(exampleshire: dict[str, int]) -> None:
    record = {model._meta.db_table for model in apps.get_app_config("record").get_models()}
    assert record < exampleshire.keys()
    people = {apps.get_model(label)._meta.db_table for label in load.FIRST}
    others = {"audit_look", "web_draft", "web_digest", "web_formtime", "web_obstacle"}
    others |= {"assurance_audit", "assurance_lookback"}
    assert not [table for table in record | people | others if not exampleshire[table]]
    assert set(Worker.objects.values_list("role", flat=True)) == set(Role.values)
    assert Team.objects.filter(is_front_door=True).count() == 1
    editions = [
        edition.in_force_from
        for edition in sources.EDITIONS
        if edition.name.startswith("Working Together") and edition.in_force_from.year >= 2015
    ]
    received = Referral.objects.order_by("received_on").values_list("received_on", flat=True)
    under = {max(day for day in editions if day <= on) for on in received}
    assert under == set(editions), "referrals came under every edition since 2015"


def test_every_duty_is_kept_somewhere(measured: dict[str, Measured]) -> None:
    live = {
        name
        for name, one in measured.items()
        if not (
            isinstance(one.duty.versions[-1], Repealed)
            and one.duty.versions[-1].in_force_from < RECORD_BEGINS
        )
    }
    rare = {"review-after-birth", "transfer-in-conference"}  # a handful in the whole authority
    never = {name for name in live - rare if not measured[name].counts[Standing.IN_TIME]}
    assert len(live) > 25
    assert not never


def test_the_main_duties_are_sometimes_not_kept(measured: dict[str, Measured]) -> None:
    failed = {name: sum(measured[name].counts[standing] for standing in WENT_WRONG) for name in MAIN}
    assert not [name for name, many in failed.items() if not many]
    kept = {name: measured[name].counts[Standing.IN_TIME] for name in MAIN}
    assert all(kept[name] > failed[name] for name in MAIN), "most of it is done properly"


def test_work_is_under_way(measured: dict[str, Measured]) -> None:
    waiting = {"contact-decision", "single-assessment", "later-core-groups", "child-in-need-visits"}
    assert not [name for name in waiting if not measured[name].counts[Standing.RUNNING]]
    assert 120 < Referral.objects.open_on(ON).count() < 240


def test_the_council_set_standards_that_the_law_allows(measured: dict[str, Measured]) -> None:
    assert set(AuthorityStandard.objects.values_list("duty", flat=True)) == set(STANDARDS)
    adopted = {
        name for name, one in measured.items() if any(getattr(v, "local", ()) for v in one.duty.versions)
    }
    assert adopted == set(STANDARDS), "each was validated as it was adopted"


def test_nothing_has_happened_that_is_still_to_come(exampleshire: dict[str, int]) -> None:
    to_come = {
        "answer_by_on",
        "booked_for_on",
        "due_on",
        "expected_on",
        "finish_on",
        "planned_for_on",
        "next_review_on",
        "review_on",
        "review_point_on",
        "until_on",
    }
    told_with_verbs = {
        Opening,
        InformationRequest,
    }  # and so written when it was loaded, on whatever day that is
    to_come.add("keep_until_on")
    later = [
        f"{model.__name__}.{field.name}"
        for model in apps.get_app_config("record").get_models()
        for field in model._meta.local_fields
        if isinstance(field, models.DateField) and field.name not in to_come
        if not (field.name == "recorded_at" and model in told_with_verbs) and model is not SearchLine
        if model._default_manager.filter(
            **{f"{field.name}__gte": MORNING if field.name.endswith("_at") else ON}
        )
    ]
    assert not later


def test_nobody_is_real(exampleshire: dict[str, int]) -> None:
    assert not Worker.objects.exclude(email__endswith="@exampleshire.example").exists()
    assert not Residence.objects.exclude(postcode__startswith="ZZ").exists()
    numbers = list(Person.objects.exclude(nhs_number=None).values_list("nhs_number", flat=True))
    assert len(numbers) > 500
    assert all(number.startswith("999") and is_valid(number) for number in numbers)
    pupils = list(Person.objects.exclude(upn=None).values_list("upn", flat=True))
    assert len(pupils) > 300
    assert all(re.fullmatch(r"[A-Z]8000\d{8}", pupil) for pupil in pupils), (
        "no school has a number below 1000"
    )
    assert not Sighting.objects.filter(note__contains="{").exists()


def is_valid(nhs_number: str) -> bool:
    """Whether the last digit is the check digit of the others, modulo 11."""
    *digits, check = map(int, nhs_number)
    return (
        11 - sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=True)) % 11
    ) % 11 == check


def test_only_those_who_are_named_can_sign_in(exampleshire: dict[str, int]) -> None:
    from sightline.exampleshire.sign_in import PASSWORD, PEOPLE

    can = [worker for worker in Worker.objects.all() if worker.has_usable_password()]
    assert {worker.email for worker in can} == {person.email for person in PEOPLE}
    assert all(worker.check_password(PASSWORD) and worker.is_active for worker in can)
    assert {worker.role for worker in can} == set(Role.values)
