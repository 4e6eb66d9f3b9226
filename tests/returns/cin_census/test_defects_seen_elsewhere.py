"""What was proved of an existing tool, that it calls passed: each must be found here, and at its place."""

import pytest

from tests.returns.cin_census.stories import (
    Story,
    assessment,
    checked,
    closed,
    enquiry,
    group,
    kid,
    need,
    places,
    protection,
    referral,
    story,
)

JUNE, JULY = "2025-06-04", "2025-07-01"

DEFECTS = [
    story("8540", "a disability that is no code", kid(), kid(disabilities=("ZZZ",)), at="1"),
    story("8540", "no disability recorded", kid(), kid(disabilities=()), at="1"),
    story("8614", "factors on an unfinished one", referral(assessment(JUNE, None, "1A", "2B")), at="0"),
    story("8898", "a factor given twice", referral(assessment(), assessment(JUNE, JULY, "2B", "2B")), at="1"),
    story("8869", "21 with another factor", referral(assessment(JUNE, JULY, "21", "3A")), at="0"),
    story("8945Q", "18A among others", referral(assessment(JUNE, JULY, "18A", "3A")), at="0"),
    story("8950Q", "19A among others", referral(assessment(JUNE, JULY, "3A", "19A")), at="0"),
    story(
        "8897Q",
        "one child's invalid factor, another's none",
        kid(referral(assessment(JUNE, JULY, "99")), LAchildID="A1"),
        kid(referral(assessment(JUNE, JULY, None)), LAchildID="A2"),
        at="0, 1",
    ),
    story("8935", "two open in one episode", referral(protection(), protection("2025-10-01")), at="0, 1"),
    story("8565", "a protection plan that ends after closure", closed(protection(end="2026-01-05")), at="0"),
    story("8565", "a child in need plan that does", closed(need(end="2026-01-05")), at="CINplanDates 0"),
    story(
        "8565",
        "both, with two enquiries beside them",
        closed(
            need(end="2026-01-05"),
            enquiry(),
            enquiry("2025-07-01", "2026-01-06"),
            protection(end="2026-01-05"),
        ),
        at="CINplanDates 0, 0, Section47 1",
    ),
    *(
        story(
            "8730",
            f"{given!r} on one plan of two",
            referral(protection(NumberOfPreviousCPP=given), protection()),
            at="0",
        )
        for given in ("", "text")
    ),
    story(
        "8565",
        "the same item and row number in two tables",
        closed(enquiry(held="2026-01-05"), DateOfInitialCPC="2026-01-05"),
        at="CINdetails 0, Section47 0",
    ),
    story(
        "8841",
        "the second date of one group of reviews",
        referral(
            group(
                "ChildProtectionPlans",
                group("Reviews", CPPreviewDate=["2025-09-20", "2025-06-25"]),
                CPPstartDate="2025-06-25",
            )
        ),
        at="0",
    ),
    # Counted one day short, this would be the sixteenth.
    story(
        "8675Q",
        "an enquiry whose 15th working day is the reference date",
        referral(enquiry("2022-03-10", None), CINreferralDate="2022-03-01"),
        reference="2022-03-31",
    ),
]


@pytest.mark.parametrize("told", DEFECTS, ids=str)
def test_what_was_called_passed_elsewhere_is_found_here(tmp_path, told: Story) -> None:
    assert places(checked(tmp_path, told.text, told.code), told.code) == (
        told.at.split(", ") if told.at else []
    )


def test_a_conference_recorded_twice_names_both_places(tmp_path) -> None:
    text = story("2884", "", referral(enquiry(), DateOfInitialCPC="2025-06-25")).text
    (finding,) = checked(tmp_path, text, "2884").findings()
    assert (finding.table, finding.row) == ("Section47", 0)
    assert finding.fields == (
        ("DateOfInitialCPC", "2025-06-25"),
        ("CINdetails[0].DateOfInitialCPC", "2025-06-25"),
    )


def test_a_date_that_cannot_be_read_is_not_a_missing_one(tmp_path) -> None:
    text = story("8600", "", referral(CINreferralDate="2025-02-30")).text
    result = checked(tmp_path, text)
    (unread,) = [finding for finding in result.findings() if finding.rule.code == "SL01"]
    (missing,) = [one for one in result.results if one.rule.code == "8600"]
    assert unread[1:] == ("A1", "CINdetails", 0, (("CINreferralDate", "2025-02-30"),), unread.line)
    assert (missing.outcome, missing.hits) == ("not_evaluated", ())
    assert missing.why == (
        f"not evaluated where 1 value could not be read: first <CINreferralDate> on line {unread.line}"
    )
