"""The page about the record says what the models say."""

import subprocess
import sys

import pytest
from django.db.models import F, Q

from sightline.record import describe
from sightline.record.milestones import declared
from sightline.record.models import ChildProtectionPlan, Enquiry, Referral, Sighting
from tests.docs.markdown import page

TEXT = page("docs/reference/record.md").read_text("utf-8")


def test_every_table_and_field_is_on_the_page() -> None:
    tables = {part.splitlines()[0].lower(): part for part in TEXT.split("\n## ")[1:]}
    missing = [
        f"{describe.name_of(model)}: {field.name}"
        for model in describe.models_described()
        for field in describe.fields_of(model)
        if f"| `{field.name}` |" not in tables[describe.name_of(model)]
    ]
    assert not missing
    assert len(tables) > 20


def test_every_milestone_is_on_the_page() -> None:
    for model, kind, _ in declared():
        assert f"- {kind.words}: " in TEXT, f"{model.__name__} declares it"


def test_a_constraint_reads_as_a_sentence() -> None:
    assert describe.refusals_of(Enquiry)[:2] == [
        "An enquiry is in the same child's referral.",
        "An enquiry follows the same child's discussion.",
    ]
    assert "Nobody but a conference ends a plan." in describe.refusals_of(ChildProtectionPlan)
    assert not [
        words for words in describe.refusals_of(Referral) if "known code" in words or "struck" in words
    ]


def test_a_milestone_says_its_field_its_rows_and_its_threads() -> None:
    assert list(describe.milestones_of(Sighting)) == [
        "child seen: `happened_on`, where `on_behalf_of` is empty or `confirmed_at` is filled"
        " and `was_seen` is yes (in the thread of its child)",
        "child seen alone: `happened_on`, where `on_behalf_of` is empty or `confirmed_at` is filled"
        " and `alone` is one of `yes`, `usual_for_age` and `was_seen` is yes (in the thread of its child)",
    ]
    assert "referral confirmed in writing: the day worked out from `confirmed_in_writing_at`" in list(
        describe.milestones_of(Referral)
    )


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (Q(was_seen=True), "`was_seen` is yes"),
        (~Q(decision="end"), "not (`decision` is `end`)"),
        (Q(a=1) | Q(b__isnull=True), "`a` is `1` or `b` is empty"),
        (Q(made_by__form="initial"), "`made_by.form` is `initial`"),
        (Q(child__born_on__gt=F("started_on")), "`child.born_on` is after `started_on`"),
    ],
)
def test_a_condition_in_words(asked: Q, words: str) -> None:
    assert describe.condition(asked) == words


@pytest.mark.parametrize(("words", "status"), [(["core", "group"], 0), (["tea"], 2)])
def test_the_command_prints_one_table_or_says_that_there_is_none(words: list[str], status: int) -> None:
    command = [sys.executable, "-m", "sightline", "record", *words]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == status
    if status == 0:
        assert ran.stdout.startswith("## Core group\n")
        confirmed = "`on_behalf_of` is empty or `confirmed_at` is filled"
        assert f"- core group held: `held_on`, where {confirmed} (in the thread of its plan)" in ran.stdout
    else:
        assert ran.stdout == ""
        assert ran.stderr.startswith("The record has no tea. It has: authority standard, load weight")
