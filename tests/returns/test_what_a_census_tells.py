"""Stories of one child or two: what the census says happened, and how each duty then stands."""

from datetime import date
from pathlib import Path

import pytest

from sightline.duties.book import BOOK
from sightline.duties.language import Standing
from sightline.returns.cin_census.days import Days
from sightline.returns.cin_census.milestones import why_not_told
from sightline.returns.cin_census.read import read
from sightline.returns.inspect import Inspection, Run, inspect
from tests.returns.census import assessment, census, child, enquiry, episode, group, plan, write

ASSESSMENT, CONFERENCE = "single-assessment", "initial-conference"
FIRST_REVIEW, LATER_REVIEWS = "first-review-conference", "later-review-conferences"

REFERRED, DUE = "2026-03-02", "2026-05-07"
"""Forty-five working days, past Good Friday, Easter Monday and the early May bank holiday."""

STRATEGY, CONFERENCE_DUE = "2026-03-27", "2026-04-21"
"""Fifteen working days, past Good Friday and Easter Monday."""


def inspected(folder: Path, *children: str, on: str) -> Inspection:
    return inspect(
        Days(read(write(folder, census(*children, reference="2026-03-31")))), date.fromisoformat(on)
    )


def stands(folder: Path, *children: str, on: str) -> dict[str, dict[str, int]]:
    """By duty that anybody was owed: how many runs stand in each way."""
    found = inspected(folder, *children, on=on)
    return {
        shown.duty.id: {standing.words: count for standing, count in shown.counts.items() if count}
        for shown in found.shown
        if shown.runs
    }


def runs(found: Inspection, duty: str) -> list[Run]:
    return [run for shown in found.shown if shown.duty.id == duty for run in shown.runs]


@pytest.mark.parametrize(
    ("authorised", "closed", "on", "standing"),
    [
        (None, None, DUE, "running"),
        (None, None, "2026-05-08", "overdue"),
        (DUE, None, "2026-06-30", "in time"),
        ("2026-05-08", None, "2026-06-30", "late"),
        ("2026-05-08", None, DUE, "running"),
        (None, DUE, "2026-06-30", "no longer owed"),
        (None, "2026-05-08", "2026-06-30", "ended unmet"),
        (None, "2026-05-08", DUE, "running"),
        ("2026-04-30", "2026-04-30", "2026-06-30", "in time"),
        ("2026-05-20", "2026-05-20", "2026-06-30", "late"),
        ("2026-05-21", "2026-05-20", "2026-06-30", "ended unmet"),
    ],
)
def test_an_assessment_is_owed_in_45_working_days_of_the_referral(
    tmp_path, authorised: str | None, closed: str | None, on: str, standing: str
) -> None:
    case = episode(REFERRED, assessment("2026-03-03", authorised), CINclosureDate=closed)
    assert stands(tmp_path, child("A1", case), on=on) == {ASSESSMENT: {standing: 1}}


def test_no_further_action_is_no_longer_owed_whenever_it_is_looked_at(tmp_path) -> None:
    for flag in ("true", "1", "True", "TRUE", " yes "):
        case = child("A1", episode(REFERRED, nfa=flag, CINclosureDate="2026-08-01"))
        for on in (REFERRED, DUE, "2026-05-08", "2026-12-31"):
            assert stands(tmp_path, case, on=on) == {ASSESSMENT: {"no longer owed": 1}}


def test_a_flag_that_says_no_or_nothing_understood_excuses_nothing(tmp_path) -> None:
    for flag in ("false", "0", "No", "maybe", "", None):
        found = inspected(tmp_path, child("A1", episode(REFERRED, nfa=flag)), on="2026-05-08")
        assert [run.standing for run in runs(found, ASSESSMENT)] == [Standing.OVERDUE]
    assert found.doubts == ("1 <ReferralNFA> absent or not understood: read as no.",)


def test_an_assessment_outranks_the_flag_that_says_nothing_was_done(tmp_path) -> None:
    case = episode(REFERRED, assessment("2026-03-03", "2026-05-08"), nfa="true")
    found = inspected(tmp_path, child("A1", case), on="2026-06-30")
    assert [run.standing for run in runs(found, ASSESSMENT)] == [Standing.LATE]
    assert found.doubts == (
        "1 <ReferralNFA> says yes beside <AssessmentActualStartDate>: "
        "the dated work was believed, not the flag.",
    )


@pytest.mark.parametrize(
    ("start", "authorised", "says"),
    [
        ("2026-03-20", "2026-03-10", "assessment authorised before it started"),
        ("2026-02-20", "2026-03-01", "assessment started before the referral"),
    ],
)
def test_dates_out_of_order_are_said_and_never_meet(tmp_path, start: str, authorised: str, says: str) -> None:
    case = child("A1", episode(REFERRED, assessment(start, authorised)))
    found = inspected(tmp_path, case, on="2026-05-08")
    assert [run.standing for run in runs(found, ASSESSMENT)] == [Standing.OVERDUE]
    assert [(found.names[one.child], one.order.says) for one in found.disorders] == [("A1", says)]


def test_a_closure_before_the_referral_ends_nothing(tmp_path) -> None:
    case = child("A1", episode(REFERRED, CINclosureDate="2026-02-01"))
    found = inspected(tmp_path, case, on="2026-05-08")
    assert [run.standing for run in runs(found, ASSESSMENT)] == [Standing.OVERDUE]
    assert [one.order.says for one in found.disorders] == ["closed before it was referred"]


def test_before_the_single_assessment_there_was_another_law_and_it_is_not_counted(tmp_path) -> None:
    early = child("A1", episode("2013-04-14", assessment("2013-04-14", "2013-09-01")))
    found = inspected(tmp_path, early, child("B2", episode("2013-04-15")), on="2014-03-31")
    assert [(run.child, run.standing) for run in runs(found, ASSESSMENT)] == [(1, Standing.OVERDUE)]
    assert found.doubts == (
        f"{BOOK[ASSESSMENT].title}: 1 start not counted, being before Working Together 2013 "
        "(15 April 2013), the first edition to ask for it in these words.",
    )


def test_a_second_assessment_in_an_episode_was_of_an_open_case_and_is_counted_from_its_own_start(
    tmp_path,
) -> None:
    case = episode(
        REFERRED, assessment("2026-03-03", "2026-03-20"), assessment("2026-06-01", "2026-12-01"), nfa="0"
    )
    assert stands(tmp_path, child("A1", case), on="2026-12-31") == {
        ASSESSMENT: {"in time": 1},
        "assessment-on-open-case": {"late": 1},
    }


@pytest.mark.parametrize(
    ("held", "not_required", "closed", "on", "standing"),
    [
        (None, "0", None, CONFERENCE_DUE, "running"),
        (None, "0", None, "2026-04-22", "overdue"),
        (CONFERENCE_DUE, "0", None, "2026-05-01", "in time"),
        ("2026-04-22", "0", None, "2026-05-01", "late"),
        (None, "1", None, "2026-05-01", "no longer owed"),
        (None, "TRUE", None, STRATEGY, "no longer owed"),
        ("2026-04-22", "1", None, "2026-05-01", "late"),
        (STRATEGY, "0", None, "2026-05-01", "in time"),
        ("2026-03-26", "0", None, "2026-05-01", "overdue"),
        (None, "0", CONFERENCE_DUE, "2026-05-01", "no longer owed"),
        (None, "0", "2026-04-22", "2026-05-01", "ended unmet"),
        (None, "0", "2026-03-20", "2026-05-01", "overdue"),
    ],
)
def test_a_conference_is_owed_in_15_working_days_of_the_strategy_discussion(
    tmp_path, held: str | None, not_required: str, closed: str | None, on: str, standing: str
) -> None:
    case = episode(REFERRED, enquiry(STRATEGY, held, not_required), CINclosureDate=closed)
    assert stands(tmp_path, child("A1", case), on=on)[CONFERENCE] == {standing: 1}


def test_each_enquiry_has_a_conference_of_its_own(tmp_path) -> None:
    second = enquiry("2026-05-11", "2026-06-02")
    case = child("A1", episode(REFERRED, enquiry(STRATEGY, "2026-04-30"), second))
    assert stands(tmp_path, case, on="2026-12-31")[CONFERENCE] == {"late": 1, "in time": 1}


def test_a_conference_recorded_on_the_episode_is_that_of_the_enquiry_before_it(tmp_path) -> None:
    earlier, later = enquiry(STRATEGY), enquiry("2026-05-11")
    case = child("A1", episode(REFERRED, earlier, later, DateOfInitialCPC="2026-05-20"))
    found = inspected(tmp_path, case, on="2026-12-31")
    assert [run.standing for run in runs(found, CONFERENCE)] == [Standing.OVERDUE, Standing.IN_TIME]
    assert found.doubts == (
        "1 initial conference recorded on the episode: counted for the section 47 enquiry "
        "before it that had none.",
    )


def test_a_conference_with_no_enquiry_is_nobodys_and_is_said(tmp_path) -> None:
    case = child("A1", episode(REFERRED, DateOfInitialCPC="2026-03-20"))
    found = inspected(tmp_path, case, on=REFERRED)
    assert runs(found, CONFERENCE) == []
    assert any("no section 47 enquiry was waiting for one" in doubt for doubt in found.doubts)


@pytest.mark.parametrize(
    ("reviews", "end", "on", "first", "later"),
    [
        ([], None, "2026-02-28", {"running": 1}, None),
        ([], None, "2026-03-01", {"overdue": 1}, None),
        (["2026-02-28"], None, "2026-08-28", {"in time": 1}, {"running": 1}),
        (["2026-03-01"], None, "2026-09-01", {"late": 1}, {"running": 1}),
        (["2026-03-01"], None, "2026-09-02", {"late": 1}, {"overdue": 1}),
        (["2026-02-20", "2026-08-20"], None, "2026-08-20", {"in time": 1}, {"in time": 1, "running": 1}),
        (
            ["2026-02-20", "2026-08-21"], "2026-08-21", "2026-12-31",
            {"in time": 1}, {"late": 1, "no longer owed": 1},
        ),
        ([], "2026-02-28", "2026-12-31", {"no longer owed": 1}, None),
        ([], "2026-03-01", "2026-12-31", {"ended unmet": 1}, None),
        (["2025-11-30"], None, "2026-03-01", {"overdue": 1}, None),
        ([], "2025-11-29", "2026-03-01", {"overdue": 1}, None),
    ],
)  # fmt: skip
def test_a_plan_is_reviewed_within_three_months_and_then_within_six(
    tmp_path,
    reviews: list[str],
    end: str | None,
    on: str,
    first: dict[str, int],
    later: dict[str, int] | None,
) -> None:
    """From 30 November three months end on the last of February."""
    case = child("A1", episode("2025-11-01", plan("2025-11-30", *reviews, end=end), nfa="0"))
    told = stands(tmp_path, case, on=on)
    assert (told[FIRST_REVIEW], told.get(LATER_REVIEWS)) == (first, later)


def test_two_plans_of_one_child_are_reviewed_each_by_its_own_clock(tmp_path) -> None:
    first = episode("2024-01-01", plan("2024-01-10", "2024-04-01", end="2024-04-01"))
    second = episode("2025-11-01", plan("2025-11-30"))
    told = stands(tmp_path, child("A1", first, second), on="2026-03-31")
    assert (told[FIRST_REVIEW], told[LATER_REVIEWS]) == ({"in time": 1, "overdue": 1}, {"no longer owed": 1})


def test_one_conference_about_two_children_is_a_clock_for_each(tmp_path) -> None:
    cases = [child(number, episode(REFERRED, enquiry(STRATEGY, "2026-04-20"))) for number in ("A1", "B2")]
    found = inspected(tmp_path, *cases, on="2026-06-30")
    assert [(found.names[run.child], run.standing) for run in runs(found, CONFERENCE)] == [
        ("A1", Standing.IN_TIME),
        ("B2", Standing.IN_TIME),
    ]


@pytest.mark.parametrize(
    ("born", "died", "standing"),
    [
        ("2015-01-01", "2026-02-28", "no longer owed"),
        ("2015-01-01", "2026-03-01", "ended unmet"),
        ("2008-02-28", None, "no longer owed"),
        ("2008-02-29", None, "ended unmet"),
        ("2008-03-02", None, "overdue"),
    ],
)
def test_death_and_the_eighteenth_birthday_end_the_reviews(
    tmp_path, born: str, died: str | None, standing: str
) -> None:
    """One born on 29 February is eighteen on 1 March of a common year: the day after the review was due."""
    case = child("A1", episode("2025-11-01", plan("2025-11-30")), born=born, died=died)
    assert stands(tmp_path, case, on="2026-03-01")[FIRST_REVIEW] == {standing: 1}


def test_what_began_before_the_returns_year_is_marked(tmp_path) -> None:
    cases = [child("A1", episode("2025-03-31")), child("B2", episode("2025-04-01"))]
    found = inspected(tmp_path, *cases, on="2026-03-31")
    told = [(run.started_on, run.standing, run.carried) for run in runs(found, ASSESSMENT)]
    assert told == [
        (date(2025, 3, 31), Standing.OVERDUE, True),
        (date(2025, 4, 1), Standing.OVERDUE, False),
    ]
    shown = found.worst_first[0]
    assert (shown.missed, shown.missed_and_carried) == (2, 1)


@pytest.mark.parametrize(
    ("authorised", "closed", "late"),
    [
        (None, None, 37),
        ("2026-05-08", None, 1),
        (None, "2026-05-11", 2),
        (DUE, None, None),
        (None, DUE, None),
    ],
)
def test_lateness_is_in_working_days_after_the_due_day(
    tmp_path, authorised: str | None, closed: str | None, late: int | None
) -> None:
    case = child("A1", episode(REFERRED, assessment("2026-03-03", authorised), CINclosureDate=closed))
    found = inspected(tmp_path, case, on="2026-06-30")
    assert [run.working_days_late for run in runs(found, ASSESSMENT)] == [late]


def test_every_duty_is_either_told_or_said_not_to_be_and_why(tmp_path) -> None:
    found = inspected(tmp_path, child("A1", episode(REFERRED)), on=REFERRED)
    shown, untold = [one.duty.id for one in found.shown], [one.duty.id for one in found.untold]
    assert shown == [
        ASSESSMENT,
        "assessment-on-open-case",
        CONFERENCE,
        FIRST_REVIEW,
        LATER_REVIEWS,
    ]
    assert sorted(shown + untold) == sorted(BOOK)
    assert all(one.why.endswith(".") and one.why[0].isupper() for one in found.untold)


@pytest.mark.parametrize(
    ("duty", "why"),
    [
        ("referral-acknowledgement", "No item says when the referrer was answered."),
        ("child-seen-in-enquiry", "No item says when, or whether, the child was seen."),
        ("first-core-group", "No item says when a core group met."),
        (
            "strategy-discussion-with-police-and-health",
            "Only strategy discussions that led to an enquiry are in it, as its start. "
            "No item says who took part in a strategy discussion.",
        ),
        (
            "initial-assessment",
            "No item says what kind of assessment it was, so initial and core assessments, "
            "of before 15 April 2013, cannot be told apart.",
        ),
    ],
)
def test_why_a_census_cannot_tell_is_in_plain_words(duty: str, why: str) -> None:
    assert why_not_told(BOOK[duty]) == why


def test_the_same_plan_given_twice_is_counted_twice_and_said(tmp_path) -> None:
    case = child("A1", episode("2025-11-01", plan("2025-11-30"), plan("2025-11-30")))
    found = inspected(tmp_path, case, on="2025-12-01")
    assert len(runs(found, FIRST_REVIEW)) == 2
    assert (
        "1 <ChildProtectionPlans> group of the same child and first day as another: each is counted, so look "
        "whether one was given twice." in found.doubts
    )


def test_a_child_in_need_plan_and_an_unfinished_group_are_read_and_owe_nothing(tmp_path) -> None:
    in_need = group("CINPlanDates", CINPlanStartDate="2026-03-20", CINPlanEndDate="2026-03-10")
    found = inspected(
        tmp_path, child("A1", episode(REFERRED, in_need, "<Section47/>"), episode(None)), on=REFERRED
    )
    assert [one.order.says for one in found.disorders] == ["child in need plan ended before it started"]
    assert found.doubts[:2] == (
        "1 <CINdetails> group without <CINreferralDate>: nothing that it starts is counted.",
        "1 <Section47> group without <S47ActualStartDate>: nothing that it starts is counted.",
    )
