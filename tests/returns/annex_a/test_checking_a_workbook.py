"""What is wrong with a workbook, and what it shows of the law being kept: each finding, told whole."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sightline.duties.language import Standing
from sightline.returns.annex_a.account import account
from sightline.returns.annex_a.check import check, headline
from sightline.returns.annex_a.read import read
from tests.returns.annex_a.made import HELD, IN_NEED, PLAN, WHO, workbook

ON = date(2026, 3, 31)
BEGUN = "Strategy discussion initiating Section 47 Enquiry Start Date"
NEEDLESS = "Was an Initial Child Protection Conference deemed unnecessary?"
CONFERENCE = "Date of Initial Child Protection Conference"
MADE_A_PLAN = "Did the Initial Child Protection Conference Result in a Child Protection Plan"
ENQUIRY = WHO | HELD | {
    "Does the Child have a Disability": "b) No",
    BEGUN: date(2026, 1, 6),
    "Number of Section 47 Enquiries in the last 12 months": 0,
    "Number of ICPCs in the last 12 months": 1,
}  # fmt: skip
ASSESSMENT = WHO | HELD | {
    "Does the Child have a Disability": "b) No",
    "Continuous Assessment Start Date": date(2026, 1, 7),
}  # fmt: skip
REFERRAL = WHO | HELD | {
    "Date of Referral": date(2026, 1, 5),
    "Referral Source": "q) 6: Police",
    "Referral NFA?": "No",
    "Number of Referrals in Last 12 Months": 1,
}  # fmt: skip


def found(path: Path, lists: dict[int, list[dict[str, Any]]]) -> list[str]:
    return [f"{one.kind}. {one}" for one in check(read(workbook(path / "a.xlsx", lists)), on=ON)]


def test_a_whole_family_of_right_rows_has_nothing_wrong_with_it(tmp_path: Path) -> None:
    lists = {3: [REFERRAL], 4: [ASSESSMENT], 5: [ENQUIRY | {MADE_A_PLAN: "a) Yes"}], 6: [IN_NEED], 7: [PLAN]}
    assert found(tmp_path, lists) == []
    assert headline([]) == "Nothing in it is wrong, as far as these checks can tell."


@pytest.mark.parametrize(
    ("spoilt", "says"),
    [
        ({"Case Status": None}, "blank. List 6, row 2, child 7001: Case Status is blank and must not be"),
        (
            {"Case Status": "Sleeping"},
            "unknown code. List 6, row 2, child 7001: Case Status is 'Sleeping', which is no code of this "
            "column",
        ),
        (
            {"CIN Start Date": "5th of January"},
            "not a day. List 6, row 2, child 7001: CIN Start Date is '5th of January', which is no day",
        ),
        (
            {"CIN Start Date": date(2026, 4, 1)},
            "after the day. List 6, row 2, child 7001: CIN Start Date is 2026-04-01, after 2026-03-31",
        ),
        ({"Age": "ten"}, "not a number. List 6, row 2, child 7001: Age is 'ten', which is no number"),
        (
            {"Allocated Worker": "#N/A"},
            "not worked out. List 6, row 2, child 7001: Allocated Worker is #N/A: a formula that failed",
        ),
        (
            {"CIN Closure Date": date(2026, 1, 4)},
            "out of order. List 6, row 2, child 7001: CIN Closure Date (2026-01-04) is before CIN Start Date "
            "(2026-01-05)",
        ),
    ],
)
def test_a_cell_that_is_wrong_is_told_with_its_row(tmp_path: Path, spoilt: dict[str, Any], says: str) -> None:
    assert found(tmp_path, {6: [IN_NEED | spoilt]}) == [says]


@pytest.mark.parametrize(
    "said", ["c) Child in need plan", "Child in need plan", "CHILD IN NEED  PLAN", "e) closed"]
)
def test_a_code_is_known_with_and_without_its_letter(tmp_path: Path, said: str) -> None:
    assert found(tmp_path, {6: [IN_NEED | {"Case Status": said}]}) == []


def test_a_row_that_stands_twice_is_told(tmp_path: Path) -> None:
    assert found(tmp_path, {6: [IN_NEED, IN_NEED]}) == [
        "row repeated. List 6, row 3, child 7001: says the same as row 2"
    ]


def test_a_child_of_whom_two_lists_differ_is_told_once(tmp_path: Path) -> None:
    plan = PLAN | {"Date of Birth": date(2015, 5, 4), "Gender": "Female"}
    assert found(tmp_path, {6: [IN_NEED], 7: [plan]}) == [
        "differs. List 6, row 2, child 7001: Date of Birth is 2016-05-04 in List 6 and 2015-05-04 in List 7"
    ], "Female and b) Female are the same"


def test_a_child_in_one_list_and_not_in_the_other_is_told(tmp_path: Path) -> None:
    enquiry = ENQUIRY | {MADE_A_PLAN: "a) Yes"}
    other = IN_NEED | {"Child Unique ID": 7002}
    assert found(tmp_path, {3: [REFERRAL], 5: [enquiry], 6: [other], 7: []}) == [
        "in one list only. List 3, row 2, child 7001: the referral led to something, and is in none of "
        "List 4 and List 6",
        "in one list only. List 5, row 2, child 7001: the conference made a plan, and is not in List 7",
        "in one list only. List 5, row 2, child 7001: there is an enquiry, and is in none of List 4, List 6 "
        "and List 7",
    ]
    assert found(tmp_path, {6: [other], 7: [PLAN]}) == [
        "in one list only. List 7, row 2, child 7001: the plan is open, and is not in List 6"
    ]
    assert found(tmp_path, {6: [other], 7: [PLAN | {"Child Protection Plan End Date": ON}]}) == []


def standings(path: Path, lists: dict[int, list[dict[str, Any]]]) -> dict[str, list[str]]:
    """By duty, how its clocks stand; duties with none left out."""
    told = account(read(workbook(path / "a.xlsx", lists)), on=ON, today=ON)
    return {
        kept.duty.id: [clock.standing(ON).words for _, clock in kept.clocks]
        for kept in told.kept
        if kept.clocks
    }


def test_an_initial_conference_is_held_to_fifteen_working_days(tmp_path: Path) -> None:
    lists = {
        5: [
            ENQUIRY | {CONFERENCE: date(2026, 1, 27)},
            ENQUIRY | {CONFERENCE: date(2026, 1, 28), "Child Unique ID": 2},
            ENQUIRY | {"Child Unique ID": 3},
            ENQUIRY | {"Child Unique ID": 4, NEEDLESS: "Yes"},
        ]
    }
    assert standings(tmp_path, lists) == {
        "initial-conference": [
            standing.words
            for standing in (Standing.IN_TIME, Standing.LATE, Standing.OVERDUE, Standing.NO_LONGER_OWED)
        ]
    }


def test_an_assessment_runs_from_its_referral_or_else_from_its_own_start(tmp_path: Path) -> None:
    done = "Continuous Assessment Date of Authorisation"
    # 45 working days from Monday 5 January 2026 end on Monday 9 March; from Wednesday the 7th, two days later
    after_referral = {3: [REFERRAL], 4: [ASSESSMENT | {done: date(2026, 3, 10)}]}
    assert standings(tmp_path, after_referral) == {"single-assessment": ["late"]}
    alone = {4: [ASSESSMENT | {done: date(2026, 3, 10)}]}
    assert standings(tmp_path, alone) == {"assessment-on-open-case": ["in time"]}


def test_an_assessment_from_before_the_duty_is_counted_as_not_measured(tmp_path: Path) -> None:
    early = ASSESSMENT | {"Continuous Assessment Start Date": date(2019, 1, 7)}
    told = account(read(workbook(tmp_path / "a.xlsx", {4: [early, ASSESSMENT]})), on=ON, today=ON)
    assert told.untold == 1


def test_a_plan_tells_of_its_first_review_only_while_it_has_had_none(tmp_path: Path) -> None:
    first = PLAN | {"Child Protection Plan Start Date": date(2025, 12, 1)}
    again = first | {"Date of latest review conference": date(2026, 2, 20), "Child Unique ID": 2}
    assert standings(tmp_path, {7: [first, again]}) == {
        "first-review-conference": ["overdue"],
        "later-review-conferences": ["running"],
    }


def test_the_day_is_the_last_in_it_unless_another_is_asked_for(tmp_path: Path) -> None:
    book = read(workbook(tmp_path / "a.xlsx", {6: [IN_NEED | {"CIN Closure Date": date(2030, 1, 1)}]}))
    told = account(book, on=None, today=ON)
    assert (told.on, told.why_that_day, told.children) == (date(2026, 3, 2), "the last day in it", 1)
    assert account(book, on=ON, today=ON).why_that_day == "as asked"
    empty = account(read(workbook(tmp_path / "b.xlsx", {})), on=None, today=ON)
    assert (empty.on, empty.why_that_day, empty.children) == (ON, "today: there is no day in it", 0)
