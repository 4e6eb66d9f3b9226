"""What a person or a program sees of `sightline check`."""

import json

import pytest

from sightline.config.command import main
from tests.returns.census import write
from tests.returns.cin_census.stories import census, kid, referral, upn

CLEAN = [
    kid(LAchildID="A1", disabilities=("MOB", "HAND", "PC", "INC", "COMM", "LD", "HEAR", "VIS")),
    kid(LAchildID="A2", UPN=upn(2)),
]
WRONG = [*CLEAN, *(kid(referral(ReferralSource="XX"), LAchildID=f"B{n}", UPN=upn(10 + n)) for n in range(5))]


def run(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str, str]:
    status = main(["check", *map(str, words)])
    out, err = capsys.readouterr()
    return status, out, err


def test_a_clean_return_is_said_to_be_clean(tmp_path, capsys) -> None:
    path = write(tmp_path, census(*CLEAN))
    assert run(capsys, path) == (
        0,
        "census.xml: 2 children, checked by the rules of 2025-26\n"
        "0 rules fired (0 errors, 0 queries), 116 clean, 0 not evaluated\n",
        "",
    )


def test_another_program_is_told_every_rule_and_every_finding(tmp_path, capsys) -> None:
    status, out, err = run(capsys, write(tmp_path, census(*CLEAN, WRONG[2])), "--json")
    told = json.loads(out)
    assert (status, err) == (1, "")
    assert list(told) == ["return", "year", "children", "rules", "findings"]
    assert (told["return"], told["year"], told["children"], len(told["rules"])) == (
        "cin_census",
        "2025-26",
        3,
        116,
    )
    assert told["rules"][0] == {"code": "100", "severity": "error", "outcome": "clean", "why": None}
    assert [rule["code"] for rule in told["rules"] if rule["outcome"] != "clean"] == ["8866"]
    lines = census(*CLEAN, WRONG[2]).splitlines()
    assert told["findings"] == [
        {
            "code": "8866",
            "severity": "error",
            "child": "B0",
            "table": "CINdetails",
            "row": 2,
            "fields": [["ReferralSource", "XX"], ["CINreferralDate", "2025-06-02"]],
            "line": 1 + lines.index("<ReferralSource>XX</ReferralSource>"),
            "message": "Source of Referral is missing or an invalid code",
        }
    ]


def test_a_person_is_shown_the_first_places_and_how_to_see_the_rest(tmp_path, capsys) -> None:
    path = write(tmp_path, census(*WRONG))
    status, out, _ = run(capsys, path)
    assert status == 1
    assert out.splitlines()[1:5] == [
        "1 rule fired (5 errors, 0 queries), 115 clean, 0 not evaluated",
        "",
        "Errors",
        "  8866         5  Source of Referral is missing or an invalid code",
    ]
    assert out.splitlines()[5].strip().startswith("line ")
    assert out.splitlines()[5].endswith(
        "child B0, <CINdetails> 2: ReferralSource XX, CINreferralDate 2025-06-02"
    )
    assert out.splitlines()[8:] == [
        "                  and 2 more",
        "",
        "Every place: sightline check census.xml --all, or --json for another program.",
    ]
    every = run(capsys, path, "--all")[1]
    assert [every.count(f"child B{n},") for n in range(5)] == [1] * 5
    assert "more" not in every


def test_a_rule_not_evaluated_is_told_with_why(tmp_path, capsys) -> None:
    path = write(tmp_path, census(*CLEAN, kid(referral(CINreferralDate="soon"), LAchildID="C1", UPN=upn(3))))
    status, out, _ = run(capsys, path)
    assert status == 1
    line = 1 + census(*CLEAN, kid(referral(CINreferralDate="soon"))).splitlines().index(
        "<CINreferralDate>soon</CINreferralDate>"
    )
    assert "  SL01         1  This is not a day that can be read: it is not taken for a missing one\n" in out
    assert (
        "  8600   Child referral date missing or after data collection period: not evaluated where 1 "
        "value could "
        f"not be read: first <CINreferralDate> on line {line}\n"
    ) in out


def test_a_return_of_a_year_without_rules_is_checked_by_the_nearest_and_says_so(tmp_path, capsys) -> None:
    path = write(tmp_path, census(*CLEAN, reference="2024-03-31", year=2024))
    _, out, err = run(capsys, path, "--json")
    told = json.loads(out)
    rules = {rule["code"]: rule["outcome"] for rule in told["rules"]}
    assert (told["year"], rules["100"], rules["8770Q"]) == ("2023-24", "clean", "clean")
    assert err == "no rules are held for 2023-24: checked by those of 2024-25\n"


def test_a_return_that_does_not_say_its_year_is_checked_and_the_header_found_wrong(tmp_path, capsys) -> None:
    status, out, err = run(capsys, write(tmp_path, census(*CLEAN, reference=None, year=None)), "--json")
    told = json.loads(out)
    assert (status, told["year"]) == (1, "2025-26")
    assert "100" in {finding["code"] for finding in told["findings"]}
    assert err == "the header does not say which year this is for: checked as 2025-26\n"


def test_a_year_that_is_asked_for_and_not_held_is_refused(tmp_path, capsys) -> None:
    told = "no rules are held for 2019-20, only those of 2024-25 to 2026-27\n"
    assert run(capsys, write(tmp_path, census(*CLEAN)), "--year", "2019-20") == (2, "", told)


@pytest.mark.parametrize("year", ["2026", "2025-27", "25-26", "banana"])
def test_a_year_is_written_as_people_write_it(capsys, year: str) -> None:
    with pytest.raises(SystemExit) as left:
        run(capsys, "census.xml", "--year", year)
    assert left.value.code == 2
    assert f"{year!r} is not a year of the census, written as 2025-26" in capsys.readouterr().err


def test_a_file_that_cannot_be_read_is_refused_with_nothing_else_said(tmp_path, capsys) -> None:
    path = write(tmp_path, census(*CLEAN)[:-40])
    status, out, err = run(capsys, path, "--json")
    assert (status, out) == (2, "")
    assert err.startswith("line ")
    assert run(capsys) == (2, "", "say which file to check, or --rules to list the rules\n")


def test_a_year_that_is_asked_for_is_the_one_checked_by(tmp_path, capsys) -> None:
    path = write(tmp_path, census(*CLEAN, reference="2024-03-31", year=2024))
    status, out, _ = run(capsys, path, "--year", "2024-2025", "--json")
    told = json.loads(out)
    fired = [rule["code"] for rule in told["rules"] if rule["outcome"] == "fired"]
    assert (status, told["year"], fired) == (1, "2024-25", ["100", "8600"])


def test_the_rules_are_listed(capsys) -> None:
    status, out, _ = run(capsys, "--rules")
    assert (status, len(out.splitlines())) == (0, 116)
    assert "8670Q  query  Assessments" in out
    assert len(run(capsys, "--rules", "--year", "2026-27")[1].splitlines()) == 117
