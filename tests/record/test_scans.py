"""The words in scans and pictures: read where a reader is installed, and otherwise said not to be."""

import json
import struct
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sightline.exampleshire import writing
from sightline.record import scans
from sightline.record.judging import judge
from tests import scanned
from tests.scanned import NEEDS_READER

LETTER = "The safety plan is working.\nDana keeps every appointment with the health visitor."
Told = Callable[..., tuple[list[dict[str, Any]], str]]


@pytest.fixture
def told(tmp_path: Path) -> Told:
    """`told(bytes)` is what the process that reads a file says of each page, and of all of it."""

    def run(content: bytes, after: int = 0, kind: str = "") -> tuple[list[dict[str, Any]], str]:
        path = tmp_path / "sent"
        path.write_bytes(content)
        command = [
            sys.executable,
            "-m",
            "sightline.record.inside",
            str(after),
            kind or judge(path),
            str(path),
        ]
        done = subprocess.run(command, capture_output=True, check=False, timeout=200)
        return [json.loads(line) for line in done.stdout.splitlines()], done.stderr.decode().strip()

    return run


@NEEDS_READER
@pytest.mark.parametrize("make", [scanned.png, scanned.tiff, scanned.pdf], ids=["PNG", "TIFF", "PDF"])
def test_the_words_of_a_scan_are_read(told: Told, make: Callable[[scanned.Drawn], bytes]) -> None:
    [page], said = told(make(scanned.words(LETTER)))
    assert page == {"page": 1, "of": 1, "words": LETTER, "scan": True}
    assert said == ""


@NEEDS_READER
def test_the_words_of_a_photograph_of_a_page_are_read(told: Told) -> None:
    [page], _ = told(scanned.jpeg(LETTER))
    assert (page["words"], page["scan"]) == (LETTER, True)


@NEEDS_READER
def test_each_sheet_is_read_and_a_page_with_words_of_its_own_is_no_scan(told: Told) -> None:
    typed = "This page was typed, and nobody has to guess at what it says."
    pages, _ = told(scanned.pdf(typed, scanned.words("Gran was there."), scanned.blank(), typed))
    assert [one["words"].strip() for one in pages] == [typed, "Gran was there.", "", typed]
    assert [bool(one.get("scan")) for one in pages] == [False, True, True, False]
    sheets, _ = told(scanned.tiff(scanned.words("The first sheet."), scanned.words("The second sheet.")))
    assert [one["words"] for one in sheets] == ["The first sheet.", "The second sheet."]


@NEEDS_READER
def test_a_scan_with_a_line_typed_on_it_is_still_a_scan(told: Told) -> None:
    """A scanner's own stamp does not pass for the words of the page."""
    from io import BytesIO

    from pypdf import PdfReader, PdfWriter

    stamped = PdfWriter(clone_from=PdfReader(BytesIO(scanned.pdf(scanned.words(LETTER)))))
    stamped.pages[0].merge_page(PdfReader(BytesIO(scanned.pdf("Received 9 March"))).pages[0])
    made = BytesIO()
    stamped.write(made)
    [page], _ = told(made.getvalue())
    assert "safety plan" in page["words"]
    assert page["scan"]


@NEEDS_READER
def test_it_goes_on_from_the_page_it_had_come_to(told: Told) -> None:
    sheets = scanned.pdf(*(scanned.words(f"This is sheet {number}.") for number in (1, 2, 3)))
    pages, _ = told(sheets, after=2)
    assert [(one["page"], one["of"], one["words"]) for one in pages] == [(3, 3, "This is sheet 3.")]


@NEEDS_READER
def test_the_scan_in_exampleshire_says_what_exampleshire_says_that_it_says(told: Told) -> None:
    letter = Path(writing.__file__).parent / "scanned-letter.png"
    [page], _ = told(letter.read_bytes())
    assert page["words"] == writing.SCANNED


@NEEDS_READER
@pytest.mark.parametrize("drawn", [scanned.blank(), scanned.scribble()], ids=["nothing", "a scribble"])
def test_what_holds_no_words_is_given_none(told: Told, drawn: scanned.Drawn) -> None:
    [page], said = told(scanned.png(drawn))
    assert (page["words"], said) == ("", "")


@NEEDS_READER
def test_a_picture_that_breaks_off_is_said_to_be_broken(told: Told) -> None:
    whole = scanned.png(scanned.words(LETTER))
    [page], _ = told(whole[: len(whole) // 2])
    assert (page["words"], page["why"]) == ("", scans.BROKEN)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (scanned.png(scanned.blank(1, 1))[:20], scans.BROKEN),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + b"\x01" * 60, scans.BROKEN),
        (b"\xff\xd8\xff" + b"\xff" * 90, scans.BROKEN),
        (scanned.tiff(scanned.blank(8, 8))[:-20], scans.BROKEN),
        (b"II*\x00" + struct.pack("<IHHHII", 8, 0, 0, 0, 8, 8), scans.BROKEN),
        (
            b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + struct.pack(">II", 1 << 17, 1 << 17) + b"\x08",
            scans.TOO_LARGE,
        ),
        (b"\xff\xd8\xff\xc0\x00\x11\x08\xff\xff\xff\xff\x03" + b"\x00" * 20, scans.TOO_LARGE),
    ],
    ids=[
        "half a head",
        "no size",
        "marks alone",
        "half a TIFF",
        "an empty TIFF",
        "a vast PNG",
        "a vast JPEG",
    ],
)
def test_a_hostile_picture_reaches_no_program(told: Told, content: bytes, why: str) -> None:
    kinds = {b"\x89P": "image/png", b"\xff\xd8": "image/jpeg", b"II": "image/tiff"}
    pages, said = told(content, kind=kinds[content[:2]])
    assert (pages, said) == ([], why)


def test_a_tiff_whose_pages_lead_back_to_the_first_ends(told: Told, tmp_path: Path) -> None:
    round_and_round = bytearray(scanned.tiff(scanned.blank(8, 8)))
    round_and_round[-4:] = round_and_round[4:8]
    path = tmp_path / "round"
    path.write_bytes(round_and_round)
    assert scans.sides(path) == [(8, 8)]


def test_a_list_of_files_is_never_given_to_the_reader(told: Told, tmp_path: Path) -> None:
    """The reader takes what is no picture for a list of files to open and addresses to fetch."""
    other = tmp_path / "another.png"
    other.write_bytes(scanned.png(scanned.blank()))
    pages, said = told(f"{other}\nhttp://127.0.0.1:9/\n".encode(), kind="image/png")
    assert (pages, said) == ([], scans.BROKEN)


@NEEDS_READER
def test_a_page_that_takes_too_long_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scans, "SECONDS", 0.001)
    path = tmp_path / "scan.pdf"
    path.write_bytes(scanned.pdf(scanned.words(LETTER)))
    with pytest.raises(scans.NotReadable, match="took too long"):
        scans.of_pdf(path, 1)


@NEEDS_READER
def test_the_programs_may_take_no_more_memory_than_the_process_that_runs_them(told: Told) -> None:
    """A page of which the drawing is bounded, with a picture on it that unpacks to gigabytes."""
    vast = scanned.Drawn(60_000, 60_000, b"")
    pages, _ = told(scanned.pdf(vast, scanned.words("The next page is read.")))
    assert pages[1]["words"] == "The next page is read."
    assert pages[0]["words"] == ""


@pytest.mark.parametrize("make", [scanned.png, scanned.pdf], ids=["a picture", "a PDF"])
def test_where_no_reader_is_installed_it_says_so_and_does_not_fail(
    told: Told, make: Callable[[scanned.Drawn], bytes], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    pages, said = told(make(scanned.blank()))
    assert (pages, said) == ([{"page": 1, "of": 1, "words": "", "unread": True}], "")
