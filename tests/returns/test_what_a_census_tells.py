"""Stories of one child: referral and assessment, what is owed, and what a census cannot tell."""

from datetime import date

import pytest

from sightline.duties.book import BOOK
from sightline.duties.language import Standing
from sightline.returns.cin_census.milestones import why_not_told
from tests.returns.census import assessment, child, episode, group
from tests.returns.story import (
    ASSESSMENT,
    CONFERENCE,
    DUE,
    FIRST_REVIEW,
    LATER_REVIEWS,
    REFERRED,
    inspected,
    runs,
    stands,
)


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
