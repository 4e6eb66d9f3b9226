"""`sightline duties` prints the book so that a practitioner can read it, and its pages are current."""

from pathlib import Path

import pytest

from sightline.config.command import main
from sightline.duties.book import AREAS, BOOK, NOT_YET_EXPRESSED
from sightline.duties.documents import FOLDER

PAGES = Path(__file__).resolve().parents[2] / FOLDER


def test_one_area_is_printed_with_limit_dates_source_and_how_far_verified(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["duties", "conference"]) == 0
    said = capsys.readouterr().out
    assert "Hold the initial child protection conference  [initial-conference]" in said
    assert (
        "15 working days           2023-12-15 to 2026-03-17  Working Together 2023, chapter 3, page 92 (V-H)"
        in said
    )
    assert (
        "15 working days           2026-03-18 to now         Working Together 2026 (provisional) (K-M)"
        in said
    )
    assert "NOT YET EXPRESSED  Some authorities count the 15 working days from the last" in said
    assert "[referral-decision]" not in said


def test_the_whole_book_is_printed_without_an_area(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["duties"]) == 0
    said = capsys.readouterr().out
    assert not [name for name in [*BOOK, *NOT_YET_EXPRESSED] if f"[{name}]" not in said]
    assert "repealed                  2013-04-15 to now" in said


def test_an_area_that_is_not_in_the_book_is_refused_with_those_that_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["duties", "adoption"]) == 2
    assert "no area adoption: it has contact, referral, allocation" in capsys.readouterr().err


def test_an_area_is_printed_as_its_page(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["duties", "child-protection", "--markdown"]) == 0
    assert capsys.readouterr().out == (PAGES / "child_protection.md").read_text(encoding="utf-8")


def test_the_pages_in_the_documents_are_current(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["duties", "--check", str(PAGES)]) == 0, capsys.readouterr().err
    assert {path.stem for path in PAGES.glob("*.md")} == {"index", *AREAS}


def test_a_page_that_is_not_current_missing_or_left_over_is_found(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["duties", "--write", str(tmp_path)]) == 0
    assert main(["duties", "--check", str(tmp_path)]) == 0
    (tmp_path / "referral.md").write_text("1 working day\n", encoding="utf-8")
    (tmp_path / "contact.md").unlink()
    (tmp_path / "adoption.md").write_text("old\n", encoding="utf-8")
    assert main(["duties", "--check", str(tmp_path)]) == 1
    said = capsys.readouterr().err
    assert [name for name in ("adoption.md", "contact.md", "referral.md", "index.md") if name in said] == [
        "adoption.md",
        "contact.md",
        "referral.md",
    ]
    assert main(["duties", "--write", str(tmp_path)]) == 0
    assert main(["duties", "--check", str(tmp_path)]) == 0
