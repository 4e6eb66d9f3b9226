"""`sightline annex-a` writes the workbook, `sightline inspect` reads one; a refusal leaves nothing behind."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sightline.config.command import main
from tests.cast import Case
from tests.returns.annex_a.made import IN_NEED, workbook


@pytest.fixture
def on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: date(2026, 6, 12))


def run(*words: str) -> int:
    """The command, on the tests' own database."""
    from sightline.config.command import build_parser

    arguments = build_parser()[0].parse_args(words)
    status: int = arguments.run(arguments)
    return status


def test_the_lists_are_written_and_counted(
    tmp_path: Path, mias_case: Case, on_the_day: None, capsys: Any
) -> None:
    assert run("annex-a", "--out", str(tmp_path / "lists.xlsx")) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "lists.xlsx: Annex A, as the record stood on 12 June 2026"
    assert [line.split()[-2:] for line in lines[1:]] == [
        ["1", "row"] if number in (1, 3, 4, 5, 6, 7) else ["not", "held"] for number in range(1, 12)
    ]
    first = (tmp_path / "lists.xlsx").read_bytes()
    assert run("annex-a", "--out", str(tmp_path / "again.xlsx"), "--on", "2026-06-12") == 0
    assert (tmp_path / "again.xlsx").read_bytes() == first


def test_a_day_to_come_and_a_place_that_is_none_write_nothing(
    tmp_path: Path, mias_case: Case, on_the_day: None, capsys: Any
) -> None:
    assert run("annex-a", "--out", str(tmp_path / "a.xlsx"), "--on", "2026-06-13") == 2
    assert capsys.readouterr().err == "13 June 2026 has not come yet\n"
    assert run("annex-a", "--out", str(tmp_path / "no" / "a.xlsx")) == 2
    assert "cannot be written: No such file or directory" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_workbook_is_inspected_as_a_census_is(tmp_path: Path, capsys: Any) -> None:
    path = workbook(tmp_path / "a.dat", {6: [IN_NEED | {"Case Status": "Sleeping"}]}, without=(11,))
    assert main(["inspect", str(path), "--on", "2026-03-31"]) == 0
    words = capsys.readouterr().out
    assert words.startswith("a.dat: Annex A, 1 child, on 31 March 2026 (as asked)\n")
    assert "List 6   Children in need" in words
    assert "no such sheet" in words
    assert "1 finding: 1 unknown code." in words


def test_the_json_is_exactly_what_was_promised(tmp_path: Path, capsys: Any) -> None:
    path = workbook(tmp_path / "a.xlsx", {6: [IN_NEED | {"Age": "ten"}]})
    assert main(["inspect", str(path), "--on", "2026-03-31", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert list(told) == [
        "children", "on", "lists", "other_sheets", "findings", "duties", "assessments_not_measured",
    ]  # fmt: skip
    assert (told["children"], told["on"]) == (1, "2026-03-31")
    assert told["lists"][5] == {"list": 6, "title": "Children in need", "sheet": "List 6", "rows": 1}
    assert told["findings"] == [
        {
            "kind": "not a number",
            "list": 6,
            "row": 2,
            "child": "7001",
            "says": "Age is 'ten', which is no number",
        }
    ]
    assert [duty["id"] for duty in told["duties"]] == [
        "single-assessment",
        "assessment-on-open-case",
        "initial-conference",
        "first-review-conference",
        "later-review-conferences",
    ]
    for duty in told["duties"]:
        assert duty["started"] == sum(value for value in list(duty.values())[3:])


def test_what_a_workbook_cannot_have_is_refused(tmp_path: Path, capsys: Any) -> None:
    path = workbook(tmp_path / "a.xlsx", {})
    assert main(["inspect", str(path), "--html", str(tmp_path / "out.html")]) == 2
    assert capsys.readouterr().err == "--html is for a census: a workbook’s account is text, or --json\n"
    (tmp_path / "old.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99))
    assert main(["inspect", str(tmp_path / "old.xls")]) == 2
    assert capsys.readouterr().err == "this is an old kind of workbook (.xls): save it as .xlsx\n"
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a.xlsx", "old.xls"]
