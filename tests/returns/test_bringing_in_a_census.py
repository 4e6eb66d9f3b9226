"""A census from another system becomes records: whole, honest about what it lacks, each row accounted for."""

import re
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import authenticate

from sightline.audit.models import JournalEntry
from sightline.casework import entry, identifier
from sightline.casework.verb import Refused as NotRecorded
from sightline.compliance.authority import measure
from sightline.people.models import Worker
from sightline.record.likeness.find import find
from sightline.record.likeness.sought import Sought
from sightline.record.models import (
    Assessment,
    ChildProtectionPlan,
    Conference,
    Enquiry,
    Identifier,
    Person,
    Referral,
    StrategyDiscussion,
)
from sightline.returns.cin_census import build
from sightline.returns.cin_census.account import as_text
from sightline.returns.cin_census.bring_in import COUNTED, Manner
from sightline.returns.cin_census.days import Days
from sightline.returns.cin_census.export import write as export
from sightline.returns.cin_census.read import read
from sightline.returns.cin_census.tables import Census
from sightline.returns.cin_census.year import Year
from sightline.returns.inspect import STANDINGS, inspect
from tests.returns.bringing_in import BAD, GOOD, ON, WHOLE, fates, rows
from tests.returns.census import (
    assessment,
    census,
    child,
    enquiry,
    episode,
    group,
    made,
    plan,
    write,
)

pytestmark = pytest.mark.django_db


def test_a_whole_history_becomes_records_with_their_own_days(bring: Any, amina: Worker) -> None:
    account = bring(WHOLE)
    assert account.written
    assert {model.__name__: made for model, made in account.made.items()} == {
        "Person": 1,
        "Identifier": 1,
        "Referral": 1,
        "Assessment": 1,
        "StrategyDiscussion": 1,
        "Enquiry": 1,
        "Conference": 3,
        "ChildProtectionPlan": 1,
        "ChildInNeedPlan": 1,
    }
    case = Referral.objects.get()
    assert (case.received_on, case.source, case.primary_need, case.recorded_by) == (
        date(2023, 5, 2),
        "6",
        "N1",
        amina,
    )
    done = Assessment.objects.get()
    assert (done.form, done.started_on, done.authorised_on, done.factors) == (
        "single",
        date(2023, 5, 3),
        date(2023, 6, 20),
        ["3B"],
    )
    looked = Enquiry.objects.get()
    assert looked.discussion is not None
    assert (looked.started_on, looked.discussion.held_on) == (date(2023, 5, 10), date(2023, 5, 10))
    protected = ChildProtectionPlan.objects.get()
    assert protected.made_by == Conference.objects.get(form="initial", enquiry=looked)
    assert protected.ended_by == Conference.objects.get(form="review", held_on=date(2024, 1, 15))
    assert (protected.ended_on, protected.end_reason) == (date(2024, 1, 15), "conference")


def test_what_a_return_does_not_say_is_said_to_be_not_said(bring: Any) -> None:
    bring(WHOLE)
    words = (
        "Brought in from Oldcase; the children in need census with reference date 2024-03-31 does not say."
    )
    done, case = Assessment.objects.get(), Referral.objects.get()
    assert (done.outcome, done.get_outcome_display(), done.analysis) == ("not said", "not said", words)
    assert (case.route, case.decision, case.closed_on, case.because) == ("", None, None, words)
    [discussion] = StrategyDiscussion.objects.all()
    assert discussion.reasonable_cause.startswith(words)
    assert not discussion.participants.exists()
    assert done.authorised_by is not None
    assert (done.author.name, done.authorised_by.name) == (
        "Brought in from Oldcase (worker not named)",
        "Brought in from Oldcase (manager not named)",
    )
    assert not done.authorised_by.is_active
    assert not done.authorised_by.has_usable_password()
    assert authenticate(username=done.authorised_by.email, password="") is None


def test_all_of_it_is_in_the_journal_in_one_workers_name(bring: Any, amina: Worker, bryn: Worker) -> None:
    made = bring(WHOLE, GOOD).made
    written = JournalEntry.objects.filter(table__startswith="record_", operation="INSERT")
    assert Counter(written.values_list("table", flat=True)) == {
        model._meta.db_table: rows for model, rows in made.items()
    }
    assert set(written.values_list("worker", flat=True)) == {amina.pk}
    assert all(one.because.startswith("Brought in from Oldcase") for one in written)
    mine = Person.objects.visible_to(bryn)
    assert {one.family_name for one in mine} == {"OLD0001", "OLD0002"}, "the team holds what was brought in"


def test_a_child_is_found_by_the_old_number_until_a_worker_puts_the_name_right(
    bring: Any, amina: Worker
) -> None:
    bring(WHOLE, GOOD)
    [found] = _numbered("OLD0001")
    assert found.name == "Not in the census OLD0001"
    identifier.put_name_right(
        found, by=amina, given_name="Mia", family_name="Larch", because="The school told us"
    )
    [named] = _numbered("OLD0001")
    assert named.name == "Mia Larch"
    with pytest.raises(NotRecorded, match="has a name"):
        identifier.put_name_right(named, by=amina, given_name="M", family_name="L", because="No reason")
    kept = Identifier.objects.get(child=named)
    assert (kept.system, kept.recorded_by, kept.came_from) == (
        "Oldcase",
        amina,
        "the children in need census with reference date 2024-03-31",
    )
    entry.strike_out(kept, by=amina, because="Another child's number")
    assert _numbered("OLD0001") == []


def _numbered(number: str) -> list[Person]:
    """Whoever the old system's number finds."""
    matches = find(Person.objects.all(), Sought(numbers=frozenset({number})))
    return [Person.objects.get(pk=one.child) for one in matches]


def test_a_dry_run_says_what_would_be_and_writes_nothing(bring: Any) -> None:
    before, workers = rows(), Worker.objects.count()
    would = bring(WHOLE, GOOD, manner=Manner.DRY_RUN)
    assert (rows(), Worker.objects.count()) == (before, workers)
    assert not would.written
    did = bring(WHOLE, GOOD)
    assert (would.made, would.brought_in, would.read) == (did.made, did.brought_in, did.read)
    after = rows()
    grown = {table: after[table] - before[table] for table in before if after[table] != before[table]}
    assert grown.pop("record_searchline"), "what was brought in can be searched"
    assert grown.pop("record_searchname"), "and so can whom it is about"
    assert grown == {model._meta.db_table: made for model, made in would.made.items()}


def test_one_child_who_cannot_be_keeps_out_all(bring: Any) -> None:
    before = rows()
    account = bring(WHOLE, BAD, GOOD)
    assert (rows(), account.written) == (before, False)
    [left] = account.children_left_out
    assert left.name == "OLD0003"
    [reason] = left.reasons
    assert reason.element == "AssessmentAuthorisationDate"
    assert "assessment authorised before it started" in reason.what
    text = as_text(account, "census.xml")
    assert "Nothing was written, because not every child can be." in text
    assert f"    {reason}" in text.splitlines()


def test_only_the_good_are_brought_in_and_the_others_told(bring: Any) -> None:
    account = bring(WHOLE, BAD, GOOD, manner=Manner.ONLY_GOOD)
    assert account.written
    assert sorted(Identifier.objects.values_list("value", flat=True)) == ["OLD0001", "OLD0002"]
    assert fates(account, "Child") == (3, 2, 0, 1)
    assert fates(account, "Assessments") == (2, 1, 0, 1)
    assert [left.name for left in account.children_left_out] == ["OLD0003"]


@pytest.mark.parametrize(
    ("flaw", "element", "why"),
    [
        (child("", episode("2023-07-03")), "LAchildID", "no number"),
        (child("X1", episode("2023-02-30")), "CINreferralDate", "not a day in the calendar"),
        (child("X1", episode(None, ReferralSource="6")), "CINreferralDate", "not said when this began"),
        (child("X1", episode("2023-07-03", ReferralSource="99")), "ReferralSource", "no such code"),
        (child("X1", episode("2023-07-03", nfa="perhaps")), "ReferralNFA", "neither yes nor no"),
        (child("X1", episode("2023-07-03"), episode("2023-08-01")), "CINreferralDate", "one at a time"),
        (
            child("X1", episode("2023-07-03", assessment("2023-07-04"), assessment("2023-07-05"))),
            "AssessmentActualStartDate",
            "under way",
        ),
        (child("X1", episode("2023-07-03", plan("2023-07-10", end="2023-07-10"))), "CPPendDate", "the day"),
        (child("X1", episode("2023-07-03"), died="2015-03-26"), "PersonDeathDate", "died before birth"),
    ],
)
def test_a_row_that_cannot_be_is_told_with_its_place(bring: Any, flaw: str, element: str, why: str) -> None:
    before = rows()
    account = bring(flaw)
    [left] = account.children_left_out
    [reason] = left.reasons
    assert (reason.element, rows()) == (element, before)
    assert why in reason.what
    assert reason.line
    assert account.adds_up


def test_two_children_with_one_number_are_both_left_out(bring: Any) -> None:
    account = bring(GOOD, GOOD, WHOLE, manner=Manner.ONLY_GOOD)
    assert [left.name for left in account.children_left_out] == ["OLD0002", "OLD0002"]
    assert fates(account, "Child") == (3, 1, 0, 2)
    bring(GOOD)
    assert fates(bring(GOOD, GOOD, WHOLE), "Child") == (3, 0, 1, 2), "nobody can say which of them is there"


def test_a_pupil_number_that_somebody_has_is_not_given_to_another(
    bring: Any, mia: Person, amina: Worker
) -> None:
    from sightline.casework import family

    family.record_pupil_number(mia, by=amina, upn="K001000000004")
    known = group("ChildIdentifiers", LAchildID="X1", UPN="K001000000004", PersonBirthDate="2015-03-27")
    [left] = bring(group("Child", known, episode("2023-07-03"))).children_left_out
    assert [str(reason) for reason in left.reasons] == [
        "Somebody in the record has this pupil number: look whether they are one child."
    ]


def test_orphans_are_told_and_taken_as_they_are(bring: Any) -> None:
    account = bring(child("X1", episode("2023-07-03", plan("2023-06-01", "2023-09-01", end="2023-08-20"))))
    assert sorted(str(reason).split(": ")[1] for _, reason in account.orphans) == [
        "protection plan started before the referral",
        "review held after its protection plan ended",
    ]
    ended = ChildProtectionPlan.objects.get()
    assert (ended.started_on, ended.ended_on, ended.end_reason, ended.ended_by) == (
        date(2023, 6, 1),
        date(2023, 8, 20),
        "not said",
        None,
    )
    assert "Orphans" in as_text(account, "census.xml")


def test_what_cannot_both_be_right_is_told(bring: Any) -> None:
    left_open = episode("2023-05-02", plan("2023-05-30"), CINclosureDate="2023-09-01", ReasonForClosure="RC7")
    assessed = episode("2023-10-02", assessment("2023-10-03", "2023-11-01"), nfa="true")
    enquired = episode("2023-11-02", enquiry("2023-11-03"), nfa="true")
    account = bring(child("X1", left_open), child("X2", assessed), child("X3", enquired))
    assert account.written
    assert [(name, reason.what) for name, reason in account.orphans] == [
        ("X1", "no end, and its referral was closed on 1 September 2023"),
        ("X2", "marked for no further action, and has Assessments: the work was believed"),
        ("X3", "marked for no further action, and has Section47: the mark was believed"),
    ]
    decided = Referral.objects.order_by("received_on").values_list("decision", flat=True)
    assert list(decided) == [None, None, "no_further_action"]


def test_what_the_record_has_no_place_for_is_left_out_and_counted(bring: Any) -> None:
    proceedings = group("PreProceedingsandFGDM", PPStartDate="2023-09-01")
    account = bring(child("X1", episode("2023-07-03", proceedings, "<Section47/>")))
    assert account.written
    assert fates(account, "PreProceedingsandFGDM") == (1, 0, 0, 1)
    assert fates(account, "Section47") == (1, 0, 0, 1)
    assert account.nowhere == {
        ("PreProceedingsandFGDM", "the record has no place for it yet"): 1,
        ("Section47", "it says nothing"): 1,
    }


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_row_is_accounted_for_once(bring: Any, seed: int) -> None:
    flawed = [BAD.replace("OLD0003", f"BAD{number}") for number in range(3)]
    account = bring(*made(30, seed=seed), *flawed, WHOLE, manner=Manner.ONLY_GOOD)
    text = as_text(account, "census.xml")
    for table in COUNTED:
        read_, brought_in, already, left_out = fates(account, table)
        assert read_ == brought_in + already + left_out
        line = next((line.split() for line in text.splitlines() if line.startswith(f"{table} ")), None)
        assert line is None if not read_ else line[1:] == [str(one) for one in fates(account, table)]
    assert account.brought_in["Child"] == Identifier.objects.count() == account.made[Person]
    assert account.brought_in["CINdetails"] == Referral.objects.count()
    assert account.brought_in["Reviews"] == Conference.objects.filter(form="review").count()


def sound(bring: Any, children: list[str]) -> list[str]:
    """Those of the children whose every row can be held, and whose days are in order."""
    account = bring(*children, manner=Manner.DRY_RUN)
    odd = {left.name for left in account.children_left_out} | {name for name, _ in account.orphans}
    return [one for one in children if not any(f">{name}<" in one for name in odd)]


def test_the_record_shows_the_law_kept_as_the_file_does(bring: Any, tmp_path: Path) -> None:
    children = sound(bring, list(made(250, seed=11)))
    assert len(children) > 100
    assert bring(*children).written
    shown = inspect(Days(read(write(tmp_path, census(*children)))), ON).shown
    by_file = {one.duty.id: {standing: one.counts[standing] for standing in STANDINGS} for one in shown}
    by_record = {
        one.duty.id: {standing: one.counts.get(standing, 0) for standing in STANDINGS}
        for one in measure(on=ON)
    }
    assert by_file.keys() <= by_record.keys()
    assert {duty: by_record[duty] for duty in by_file} == by_file
    assert sum(sum(counts.values()) for counts in by_file.values()) > 300


WORKED_OUT = ("InitialCPCtarget", "NumberOfPreviousCPP")
"""Items that the record works out: a return built from it gives them whatever the first one said."""


def work_in(told: Census, number_of: Callable[[str], str] = str) -> Counter[tuple[str, ...]]:
    """Every episode and piece of work in a census, by the child's old number."""
    identifiers = told.tables["ChildIdentifiers"]
    numbers = dict(zip(identifiers.child, identifiers.values["LAchildID"], strict=True))
    found: Counter[tuple[str, ...]] = Counter()
    for name in ("CINdetails", "Assessments", "CINplanDates", "Section47", "ChildProtectionPlans", "Reviews"):
        table = told.tables[name]
        for row in range(len(table)):
            given = [
                f"{item}={value.lower().replace('true', '1').replace('false', '0')}"
                for item, values in sorted(table.values.items())
                if (value := values[row]) and item not in WORKED_OUT
            ]
            found[number_of(numbers[table.child[row]] or ""), name, *given] += 1
    return found


def test_the_census_built_again_has_the_same_episodes(bring: Any, tmp_path: Path) -> None:
    """Work of the year comes back as it was; what was over before the year is not of its return."""
    children = [
        one
        for one in sound(bring, list(made(250, seed=12)))
        if min(re.findall(r"<CINreferralDate>(.+?)<", one)) >= "2023-04-01"
    ]
    assert len(children) > 100
    assert bring(*children).written
    old = {str(one.child_id): one.value for one in Identifier.objects.all()}
    out, year = tmp_path / "again.xml", Year.written("2023-24")
    head = build.header(year, authority="999", at=datetime(2024, 4, 1, 9, tzinfo=UTC))
    export(out, head, build.children(year, on=ON))
    first = work_in(read(write(tmp_path, census(*children))))
    assert work_in(read(out), old.__getitem__) == first
    assert first.total() > 300
