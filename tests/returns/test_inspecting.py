"""The command: what it prints and writes, what it refuses, and that a refusal leaves nothing behind."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from sightline.config.command import main
from sightline.duties.book import BOOK
from sightline.returns import commands
from tests.returns.census import (
    census,
    child,
    episode,
    sample,
    write,
    write_made,
)
from tests.returns.story import FAMILY

NUMBERS = ["started", "in_time", "late", "overdue", "ended_unmet", "running", "no_longer_owed"]


def numbers(out: str) -> dict[str, dict[str, int]]:
    """By duty: the numbers that are not nought."""
    told = json.loads(out)
    return {
        duty["id"]: {name: duty[name] for name in NUMBERS if duty[name]}
        for duty in told["duties"]
        if duty["started"]
    }


def test_the_json_is_exactly_what_was_promised(tmp_path, capsys) -> None:
    assert main(["inspect", str(write(tmp_path, FAMILY)), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert list(told) == ["children", "episodes", "on", "duties", "not_in_this_return"]
    assert (told["children"], told["episodes"], told["on"]) == (3, 3, "2024-03-31")
    for duty in told["duties"]:
        assert list(duty) == ["id", "title", "source", *NUMBERS]
        assert duty["started"] == sum(duty[name] for name in NUMBERS[1:])
        assert duty["title"] == BOOK[duty["id"]].title
    assert told["duties"][0] == {
        "id": "single-assessment",
        "title": "Conclude the assessment, so that next steps can be decided",
        "source": "Working Together 2018, chapter 1",
        "started": 3,
        "in_time": 0,
        "late": 1,
        "overdue": 1,
        "ended_unmet": 1,
        "running": 0,
        "no_longer_owed": 0,
    }
    assert [list(one) for one in told["not_in_this_return"]] == [["id", "title", "why"]] * (len(BOOK) - 5)
    ids = [one["id"] for one in told["duties"] + told["not_in_this_return"]]
    assert sorted(ids) == sorted(BOOK)


@pytest.mark.parametrize(
    ("name", "day", "expected"),
    [
        ("fake_CIN_data.xml", "2022-07-21", {"single-assessment": {"started": 296, "no_longer_owed": 296}}),
        (
            "CIN_Census_2024.xml",
            "2024-03-31",
            {
                "single-assessment": {"started": 1, "ended_unmet": 1},
                "initial-conference": {"started": 1, "in_time": 1},
                "first-review-conference": {"started": 1, "late": 1},
                "later-review-conferences": {"started": 1, "no_longer_owed": 1},
            },
        ),
        (
            "CIN_Census_2026.xml",
            "2024-03-31",
            {
                "single-assessment": {"started": 1, "ended_unmet": 1},
                "initial-conference": {"started": 1, "in_time": 1},
                "first-review-conference": {"started": 1, "late": 1},
                "later-review-conferences": {"started": 1, "no_longer_owed": 1},
            },
        ),
        (
            "CIN2rows.xml",
            "2024-03-31",
            {
                "single-assessment": {"started": 1, "ended_unmet": 1},
                "initial-conference": {"started": 1, "in_time": 1},
                "first-review-conference": {"started": 2, "late": 2},
                "later-review-conferences": {"started": 2, "no_longer_owed": 2},
            },
        ),
    ],
)
def test_the_sectors_samples(name: str, day: str, expected: dict[str, dict[str, int]], capsys) -> None:
    assert main(["inspect", str(sample(name)), "--json"]) == 0
    out = capsys.readouterr().out
    assert (json.loads(out)["on"], numbers(out)) == (day, expected)


def test_another_day_may_be_asked_for(capsys) -> None:
    path = str(sample("CIN_Census_2026.xml"))
    assert main(["inspect", path, "--json", "--on", "2022-06-10"]) == 0
    assert numbers(capsys.readouterr().out) == {
        "initial-conference": {"started": 1, "running": 1},
        "first-review-conference": {"started": 1, "overdue": 1},
    }


@pytest.mark.parametrize(
    ("reference", "on", "why"),
    [
        ("2024-03-31", "31 March 2024", "the return's reference date"),
        ("2024-07-01", "2 June 2024", "today: the return's reference date, 1 July 2024, has not come yet"),
        (None, "2 June 2024", "today: the return has no reference date"),
    ],
)
def test_the_day_is_the_returns_own_if_it_has_come_and_which_is_said(
    tmp_path, capsys, monkeypatch, reference: str | None, on: str, why: str
) -> None:
    monkeypatch.setattr(commands, "_today", lambda: date(2024, 6, 2))
    path = write(tmp_path, census(child("A1", episode("2024-01-02")), reference=reference))
    assert main(["inspect", str(path)]) == 0
    first = capsys.readouterr().out.split("\n")[0]
    assert first == f"census.xml: 1 child, 1 episode, on {on} ({why})"


def test_the_summary_says_first_what_was_missed(tmp_path, capsys) -> None:
    assert main(["inspect", str(write(tmp_path, FAMILY))]) == 0
    lines = capsys.readouterr().out.split("\n")
    assert lines[:6] == [
        "census.xml: 3 children, 3 episodes, on 31 March 2024 (the return's reference date)",
        "",
        "4 of 6 duties not done in time: 1 ended without being done, 2 overdue and 1 done late.",
        "",
        "started  ended unmet  overdue     late  running  in time  no longer owed",
        "      3            1        1        1        -        -               -  "
        "Conclude the assessment, so that next steps can be decided",
    ]
    assert "Dates out of order: 1 (--children lists them)" in lines
    assert "A1" not in "".join(lines)


def test_the_children_behind_each_number_are_listed_when_asked(tmp_path, capsys) -> None:
    assert main(["inspect", str(write(tmp_path, FAMILY)), "--children"]) == 0
    out = capsys.readouterr().out
    assert (
        "  C3: from 1 June 2023, due 3 August 2023, ended 1 December 2023, not done, 85 working days late\n"
        in out
    )
    assert "  A1: from 1 May 2023, due 5 July 2023, done 1 September 2023, 41 working days late\n" in out
    assert "C3, line 76: assessment authorised before it started (1 July 2023, 15 June 2023)" in out


@pytest.mark.parametrize(
    "text",
    ["", "<Message>", "<html/>", FAMILY.replace("2023-09-01", "2023-09-31"), FAMILY[:-40]],
    ids=["empty", "cut", "page", "impossible day", "cut short"],
)
def test_a_refusal_is_status_two_with_nothing_printed_or_written(tmp_path, capsys, text: str) -> None:
    out = tmp_path / "report.html"
    out.write_text("an earlier report")
    assert main(["inspect", str(write(tmp_path, text)), "--html", str(out), "--json"]) == 2
    told = capsys.readouterr()
    assert (told.out, bool(told.err.strip())) == ("", True)
    assert out.read_text() == "an earlier report"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["census.xml", "report.html"]


@pytest.mark.parametrize("asked", ["2023-02-30", "31/03/2024", "banana", "1999-12-31", "2036-01-01"])
def test_a_day_that_is_none_is_refused(tmp_path, capsys, asked: str) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["inspect", str(write(tmp_path, FAMILY)), "--on", asked])
    assert caught.value.code == 2
    assert asked in capsys.readouterr().err


def test_a_day_with_too_little_calendar_after_it_is_refused(tmp_path, capsys) -> None:
    path = write(tmp_path, census(child("A1", episode("2035-12-20")), reference="2024-03-31"))
    assert main(["inspect", str(path), "--on", "2035-12-31"]) == 2
    assert (
        capsys.readouterr().err == "2035-12-31 is too late to look at: the working days known end in 2035\n"
    )
    assert main(["inspect", str(path), "--on", "2035-12-19"]) == 0


def test_the_return_itself_is_never_written_over(tmp_path, capsys) -> None:
    path = write(tmp_path, FAMILY)
    link = tmp_path / "link.html"
    link.symlink_to(path)
    for target in (path, link, tmp_path / "." / "census.xml"):
        assert main(["inspect", str(path), "--html", str(target)]) == 2
        assert "is the return itself" in capsys.readouterr().err
    assert path.read_text() == FAMILY


def test_a_report_with_nowhere_to_go_is_refused_before_anything_is_read(tmp_path, capsys) -> None:
    path = write(tmp_path, FAMILY)
    for target in (tmp_path, tmp_path / "none" / "report.html", Path("/dev/null")):
        assert main(["inspect", str(path), "--html", str(target)]) == 2
        assert capsys.readouterr().err == f"{target} is not a place for a file\n"


def test_a_disk_that_fails_leaves_no_half_report(tmp_path, capsys, monkeypatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    out = tmp_path / "report.html"
    assert main(["inspect", str(write(tmp_path, FAMILY)), "--html", str(out)]) == 2
    assert capsys.readouterr().err == f"{out} cannot be written: No space left on device\n"
    assert [path.name for path in tmp_path.iterdir()] == ["census.xml"]


def test_it_works_as_a_command_and_stops_quietly_when_nobody_reads_on(tmp_path) -> None:
    path = write_made(tmp_path / "made.xml", 50, seed=3)
    command = [sys.executable, "-m", "sightline", "inspect", str(path), "--children"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert running.stderr.read() == b""
    assert running.returncode == 0
