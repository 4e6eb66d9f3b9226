"""The census of a year, built from the record: which children, and which of the work with them."""

from argparse import Namespace
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sightline.casework import (
    assessment,
    child_in_need,
    child_protection,
    closure,
    conference,
    enquiry,
    entry,
    family,
    referral,
    strategy_discussion,
)
from sightline.compliance.child import unmet
from sightline.people.models import Agency, Team, Worker
from sightline.record.models import ChildProtectionPlan, Conference, Person, Referral
from sightline.returns.building import run_census
from sightline.returns.cin_census.read import read
from sightline.returns.cin_census.year import Year
from sightline.returns.refusal import Refused
from tests.cast import Case
from tests.returns.building import built, episodes, identifiers


def receive(child: Person, team: Team, on: date, *, source: str = "2A", **told: object) -> Referral:
    return referral.receive(by=team.manager, child=child, team=team, received_on=on, source=source, **told)


def nothing_more(case: Referral, on: date) -> Referral:
    return referral.decide(
        case, by=case.team.manager, on=on, decision="no_further_action", because="Nothing is needed"
    )


def close(case: Referral, on: date, reason: str = "RC7") -> Referral:
    seen = frozenset(clock.duty.id for clock in unmet(case, on=on))
    return closure.close(case, by=case.team.manager, on=on, reason=reason, because="Done", unmet_seen=seen)


def test_a_child_is_returned_with_all_that_was_done(mias_case: Case) -> None:
    family.record_disabilities(mias_case.child, by=mias_case.plan.recorded_by, disabilities=["NONE"])
    assert built("2025-26") == [
        {
            "ChildIdentifiers": [
                {"LAchildID": str(mias_case.child.pk), "PersonBirthDate": "2019-02-11", "Sex": "F"}
            ],
            "ChildCharacteristics": [{"Ethnicity": "NOBT", "Disability": ["NONE"]}],
            "CINdetails": [
                {
                    "CINreferralDate": "2026-03-02",
                    "ReferralSource": "2A",
                    "PrimaryNeedCode": "N0",
                    "ReferralNFA": "0",
                    "Assessments": [
                        {
                            "AssessmentActualStartDate": "2026-03-03",
                            "AssessmentAuthorisationDate": "2026-03-20",
                            "AssessmentFactors": ["18C"],
                        }
                    ],
                    "Section47": [
                        {
                            "S47ActualStartDate": "2026-03-05",
                            "InitialCPCtarget": "2026-03-26",
                            "DateOfInitialCPC": "2026-03-24",
                            "ICPCnotRequired": "0",
                        }
                    ],
                    "ChildProtectionPlans": [
                        {
                            "CPPstartDate": "2026-03-24",
                            "InitialCategoryOfAbuse": "PHY",
                            "LatestCategoryOfAbuse": "PHY",
                            "NumberOfPreviousCPP": "0",
                        }
                    ],
                }
            ],
        }
    ]


def test_the_next_year_has_what_went_on_and_not_what_was_over(mias_case: Case) -> None:
    [episode] = episodes("2026-27")
    assert episode["CINreferralDate"] == "2026-03-02"
    assert "Assessments" not in episode
    assert "Section47" not in episode
    [plan] = episode["ChildProtectionPlans"]
    assert (plan["CPPstartDate"], plan["CPPreviewDate"]) == ("2026-03-24", ["2026-06-10"])


def test_what_had_not_happened_by_the_day_is_not_yet_known(mias_case: Case) -> None:
    [episode] = episodes("2025-26", date(2026, 3, 10))
    assert episode["Assessments"] == [{"AssessmentActualStartDate": "2026-03-03"}]
    assert episode["Section47"] == [
        {"S47ActualStartDate": "2026-03-05", "InitialCPCtarget": "2026-03-26", "ICPCnotRequired": "0"}
    ]
    assert "ChildProtectionPlans" not in episode
    assert built("2025-26", date(2026, 3, 1)) == []


def test_a_referral_with_no_further_action_is_returned_in_the_year_it_came_to_nothing(
    mia: Person, assessment_team: Team
) -> None:
    nothing_more(receive(mia, assessment_team, date(2025, 3, 31)), date(2025, 4, 1))
    [before] = episodes("2024-25")
    assert (before["ReferralNFA"], before["PrimaryNeedCode"]) == ("0", "N0")
    [then] = episodes("2025-26")
    assert then == {"CINreferralDate": "2025-03-31", "ReferralSource": "2A", "ReferralNFA": "1"}
    assert identifiers("2025-26")["UPNunknown"] == "UN7"
    assert built("2026-27") == []


def test_a_case_is_returned_in_every_year_it_was_open(mia: Person, assessment_team: Team) -> None:
    close(receive(mia, assessment_team, date(2024, 2, 1)), date(2025, 4, 1))
    assert ["CINclosureDate" in episode for episode in episodes("2023-24") + episodes("2024-25")] == [
        False,
        False,
    ]
    [last] = episodes("2025-26")
    assert (last["CINclosureDate"], last["ReasonForClosure"]) == ("2025-04-01", "RC7")
    assert built("2022-23") == built("2026-27") == []


def test_a_child_who_came_back_has_an_episode_for_each_time(mia: Person, assessment_team: Team) -> None:
    close(receive(mia, assessment_team, date(2025, 5, 1)), date(2025, 6, 2))
    nothing_more(receive(mia, assessment_team, date(2025, 8, 1), source="6"), date(2025, 8, 4))
    receive(mia, assessment_team, date(2025, 10, 1), source="1A")
    found = [
        (one["CINreferralDate"], one.get("CINclosureDate"), one["ReferralNFA"]) for one in episodes("2025-26")
    ]
    assert found == [
        ("2025-05-01", "2025-06-02", "0"),
        ("2025-08-01", None, "1"),
        ("2025-10-01", None, "0"),
    ]


def test_a_conference_on_moving_here_stands_on_the_episode(
    mia: Person, assessment_team: Team, amina: Worker, esther: Worker
) -> None:
    case = receive(mia, assessment_team, date(2025, 5, 1), source="5C", is_transfer_in=True)
    booked = conference.book(case, by=amina, form="transfer_in", on=date(2025, 5, 20))
    conference.hold(
        booked,
        by=amina,
        on=date(2025, 5, 20),
        chair=esther,
        decision="plan",
        because="As before",
        category="NEG",
    )
    [episode] = episodes("2025-26")
    assert episode["DateOfInitialCPC"] == "2025-05-20"
    assert "Section47" not in episode
    assert episode["ChildProtectionPlans"][0]["CPPstartDate"] == "2025-05-20"


@pytest.fixture
def enquired(mias_referral: Referral, amina: Worker, bryn: Worker) -> Referral:
    """Mia's case with an enquiry begun on 5 March 2026 after a strategy discussion on the 4th."""
    cause = strategy_discussion.record_reasonable_cause(
        mias_referral, by=amina, on=date(2026, 3, 4), cause="A bruise"
    )
    talked = strategy_discussion.hold(
        cause,
        by=bryn,
        on=date(2026, 3, 4),
        participants=[strategy_discussion.Participant(Agency.POLICE, "Femi Ade")],
        decision="enquiry",
        because="A bruise",
    )
    enquiry.start(mias_referral, by=amina, on=date(2026, 3, 5), lead=amina, discussion=talked)
    return mias_referral


def test_an_enquiry_starts_with_the_discussion_that_began_it(enquired: Referral) -> None:
    [episode] = episodes("2025-26")
    assert [one["S47ActualStartDate"] for one in episode["Section47"]] == ["2026-03-04"]


def test_an_enquiry_that_still_waits_for_its_conference_is_returned_again(enquired: Referral) -> None:
    waits = {"S47ActualStartDate": "2026-03-04", "InitialCPCtarget": "2026-03-25", "ICPCnotRequired": "0"}
    assert [one["Section47"] for one in episodes("2025-26") + episodes("2026-27")] == [[waits], [waits]]


def test_an_enquiry_that_needed_no_conference_is_returned_in_the_year_it_began(
    enquired: Referral, bryn: Worker
) -> None:
    enquiry.conclude(
        enquired.enquiries.get(), by=bryn, on=date(2026, 3, 20), outcome="not_substantiated", because="A fall"
    )
    [then] = episodes("2025-26")
    assert [one["ICPCnotRequired"] for one in then["Section47"]] == ["1"]
    [after] = episodes("2026-27")
    assert "Section47" not in after


def test_a_child_in_need_plan_is_returned_in_the_years_it_ran(mias_referral: Referral, amina: Worker) -> None:
    plan = child_in_need.plan(mias_referral, by=amina, on=date(2026, 3, 20), lead=amina)
    child_in_need.end(plan, by=amina, on=date(2026, 9, 1), because="The family manage")
    assert [one["CINPlanDates"] for one in episodes("2025-26") + episodes("2026-27")] == [
        [{"CINPlanStartDate": "2026-03-20"}],
        [{"CINPlanStartDate": "2026-03-20", "CINPlanEndDate": "2026-09-01"}],
    ]
    assert "CINPlanDates" not in episodes("2027-28")[0]


def test_an_assessment_left_unfinished_is_no_assessment_to_return(
    mias_referral: Referral, amina: Worker, bryn: Worker
) -> None:
    begun = assessment.start(mias_referral, by=amina, on=date(2026, 3, 3))
    assessment.write(begun, by=amina, factors=["3B"])
    [under_way] = episodes("2025-26")[0]["Assessments"]
    assert under_way == {"AssessmentActualStartDate": "2026-03-03"}, "factors are those of a finished one"
    assessment.leave(begun, by=bryn, on=date(2026, 3, 30), because="The family moved away")
    assert "Assessments" not in episodes("2025-26")[0]


def test_what_is_struck_out_is_not_returned(mias_case: Case, amina: Worker) -> None:
    entry.strike_out(mias_case.enquiry, by=amina, because="Written on the wrong child")
    entry.strike_out(mias_case.assessment, by=amina, because="Written on the wrong child")
    [episode] = episodes("2025-26")
    assert "Section47" not in episode
    assert "Assessments" not in episode
    assert episode["DateOfInitialCPC"] == "2026-03-24", "held all the same, with no enquiry left behind it"
    entry.strike_out(mias_case.referral, by=amina, because="Written on the wrong child")
    assert built("2025-26") == []


def test_earlier_plans_are_counted_and_those_over_before_the_year_not_returned(
    mias_case: Case, amina: Worker, bryn: Worker, esther: Worker
) -> None:
    child_protection.end_without_conference(
        mias_case.plan, by=bryn, on=date(2026, 7, 1), reason=ChildProtectionPlan.EndReason.TRANSFERRED
    )
    again = conference.book(mias_case.referral, by=amina, form=Conference.Form.INITIAL, on=date(2027, 5, 4))
    conference.hold(
        again, by=amina, on=date(2027, 5, 4), chair=esther, decision="plan", because="Again", category="EMO"
    )
    [plan] = episodes("2027-28")[0]["ChildProtectionPlans"]
    assert (plan["CPPstartDate"], plan["NumberOfPreviousCPP"]) == ("2027-05-04", "1")


def test_an_unborn_child_is_expected_and_of_no_known_sex(amina: Worker, assessment_team: Team) -> None:
    baby = family.add_person(by=amina, given_name="Baby", family_name="Ash", expected_on=date(2026, 5, 1))
    receive(baby, assessment_team, date(2026, 1, 5))
    expected = {
        "LAchildID": str(baby.pk),
        "ExpectedPersonBirthDate": "2026-05-01",
        "Sex": "U",
        "UPNunknown": "UN1",
    }
    assert identifiers("2025-26") == expected
    family.record_birth(baby, by=amina, on=date(2026, 4, 28), sex="F")
    assert identifiers("2025-26") == expected | {"ExpectedPersonBirthDate": "2026-04-28"}
    assert identifiers("2026-27") == {
        "LAchildID": str(baby.pk),
        "PersonBirthDate": "2026-04-28",
        "Sex": "F",
        "UPNunknown": "UN1",
    }


def test_a_death_is_returned_once_it_has_happened(
    mias_referral: Referral, mia: Person, amina: Worker
) -> None:
    family.record_death(mia, by=amina, on=date(2026, 3, 20))
    assert "PersonDeathDate" not in identifiers("2025-26", date(2026, 3, 19))
    assert identifiers("2025-26", date(2026, 3, 20))["PersonDeathDate"] == "2026-03-20"


def test_nobody_makes_up_why_there_is_no_pupil_number(
    mia: Person, assessment_team: Team, amina: Worker
) -> None:
    case = receive(mia, assessment_team, date(2026, 3, 2))
    assert "UPNunknown" not in identifiers("2025-26"), "of school age, and nobody has found out"
    family.record_pupil_number(mia, by=amina, no_upn_because="UN3")
    assert identifiers("2025-26")["UPNunknown"] == "UN3"
    family.record_pupil_number(mia, by=amina, upn="B001000000001")
    family.record_pupil_number(mia, by=amina, upn="K001000000004")
    numbers = identifiers("2025-26")
    assert (numbers["UPN"], numbers["FormerUPN"]) == ("K001000000004", "B001000000001")
    assert "UPNunknown" not in numbers
    assert case.child.pk == int(numbers["LAchildID"])


def test_a_child_referred_in_the_last_week_may_have_no_pupil_number_yet(
    mia: Person, assessment_team: Team
) -> None:
    receive(mia, assessment_team, date(2026, 3, 25))
    assert identifiers("2025-26")["UPNunknown"] == "UN4"


def test_any_number_of_children_takes_the_same_number_of_queries(
    mias_case: Case, amina: Worker, assessment_team: Team
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            built("2025-26")
        return len(captured)

    with_one = queries()
    for number in range(12):
        child = family.add_person(by=amina, given_name=f"Child {number}", family_name="Ash")
        case = receive(child, assessment_team, date(2026, 3, 2))
        assessment.start(case, by=amina, on=date(2026, 3, 3))
    assert len(built("2025-26")) == 13
    assert queries() == with_one == 8


def test_the_command_writes_a_return_that_can_be_read(
    mias_case: Case, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "census.xml"
    assert run_census(Namespace(year="2025-26", out=out, on=None)) == 0
    assert "the census of 2025-26 with 1 child, as the record stood on" in capsys.readouterr().out
    census = read(out)
    given = ("Collection", "Year", "ReferenceDate", "SourceLevel", "LEA", "SoftwareCode")
    assert [census.header(item) for item in given] == ["CIN", "2026", "2026-03-31", "L", "999", "Sightline"]
    assert (census.children, census.episodes) == (1, 1)


@pytest.mark.parametrize("text", ["2025", "2025-27", "25-26", "1999-00", "2035-36", "2025-26 "])
def test_a_year_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        Year.written(text)


def test_a_year_runs_from_1_april_until_31_march() -> None:
    year = Year.written("2023-24")
    assert (year.first_day, year.last_day, str(year)) == (date(2023, 4, 1), date(2024, 3, 31), "2023-24")
