"""Scans and pictures on the pages: their words found and marked as read off a scan, or said not to be."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from sightline.casework import sighting
from sightline.people.models import Worker
from sightline.record import inside, jobs, reading, scans
from sightline.record.models import Document, FileText, StoredFile
from tests import scanned
from tests.scanned import NEEDS_READER
from tests.web.test_documents import add, text
from tests.web.test_finding_words import search
from tests.web.world import NOW, World

__all__ = ["add"]
Add = Callable[..., Document]
LETTER = "The safety plan is working.\nDana brings her to the clinic every week."
MARK = "Read from a scan, may be misread:"


@pytest.fixture
def at_work(world: World, browsing: Callable[[Worker], Client]) -> Client:
    return browsing(world.cast.amina)


@pytest.fixture
def no_reader(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))


@NEEDS_READER
@pytest.mark.parametrize("make", [scanned.pdf, scanned.png, scanned.tiff], ids=["PDF", "PNG", "TIFF"])
def test_a_scan_is_found_by_its_words_and_marked(
    world: World, at_work: Client, add: Add, make: Callable[[scanned.Drawn], bytes]
) -> None:
    sighting.record(
        world.mia, by=world.cast.amina, on=NOW.date().replace(day=1), where="At home", purpose="welfare",
        was_seen=True, alone="yes", note="Dana showed me the safety plan on the fridge.",
    )  # fmt: skip
    made = add(make(scanned.words(LETTER)), title="Letter from the clinic", on_day="20/3/2026")
    page = search(at_work, "safety plan", world.mia)
    first, second = page.index("Document: Letter from the clinic, page 1</a>"), page.index("Sighting</a>")
    assert first < second, "the newest first"
    assert f"{MARK}</span> <mark>safety</mark> <mark>plan</mark> is working." in page
    assert page.count(MARK) == 1, "what somebody wrote is not marked"
    read = text(at_work.get(f"/documents/{made.pk}/"))
    assert LETTER in read
    assert "Read from a scan by a program, and may be misread" in read


@NEEDS_READER
@pytest.mark.parametrize("drawn", [scanned.blank(), scanned.scribble()], ids=["nothing", "a scribble"])
def test_a_page_without_words_says_so(add: Add, at_work: Client, drawn: scanned.Drawn) -> None:
    made = add(scanned.pdf(drawn))
    page = text(at_work.get(f"/documents/{made.pk}/"))
    assert "it may be handwriting, a photo or a blank page. It is not searchable." in page
    assert "They are being read" not in page


def test_a_broken_picture_is_kept_as_it_is_and_says_so(add: Add, at_work: Client) -> None:
    content = b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR" + b"\x00" * 60
    made = add(content, kind="childs", title="A drawing")
    assert scans.BROKEN in text(at_work.get(f"/documents/{made.pk}/"))
    assert b"".join(at_work.get(f"/documents/{made.pk}/file/").streaming_content) == content


def test_where_no_reader_is_installed_a_scan_is_kept_and_marked(
    world: World, add: Add, at_work: Client, no_reader: None
) -> None:
    made = add(scanned.pdf(scanned.blank()), title="A scanned letter")
    assert scans.NO_READER in text(at_work.get(f"/documents/{made.pk}/"))
    assert scans.NO_READER in text(at_work.get(f"/children/{world.mia.pk}/documents/"))
    both = add(
        scanned.pdf("This page was typed, with a mention of quinces.", scanned.blank()), title="Two pages"
    )
    assert scans.SOME_UNREAD in text(at_work.get(f"/documents/{both.pk}/"))
    assert "<mark>quinces</mark>" in search(at_work, "quinces", world.mia)
    assert StoredFile.objects.filter(awaits_reader=True).count() == 2
    jobs.read_scans(timestamp=0)
    assert StoredFile.objects.filter(read_at=None).count() == 0, "there is still no reader"


@NEEDS_READER
def test_once_a_reader_is_installed_what_waited_is_read(
    world: World, add: Add, at_work: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    paper = scanned.pdf(scanned.words(LETTER))
    with monkeypatch.context() as without:
        without.setenv("PATH", str(tmp_path))
        made = add(paper)
    assert "<mark>clinic</mark>" not in search(at_work, "clinic", world.mia)
    before = ProcrastinateJob.objects.filter(task_name="record.read_file").count()
    jobs.read_scans(timestamp=0)
    assert ProcrastinateJob.objects.filter(task_name="record.read_file").count() == before + 1
    assert reading.read(made.file_id, at=NOW)
    assert "<mark>clinic</mark>" in search(at_work, "clinic", world.mia)
    assert not StoredFile.objects.filter(awaits_reader=True).exists()
    jobs.read_scans(timestamp=0)
    assert ProcrastinateJob.objects.filter(task_name="record.read_file").count() == before + 1, "read once"


@NEEDS_READER
def test_a_long_scan_is_read_in_stretches_each_found_at_once_and_goes_on_where_it_was(
    world: World, at_work: Client, add: Add, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheets = scanned.pdf(*(scanned.words(f"Sheet {word} of the bundle.") for word in ("one", "two", "three")))
    monkeypatch.setattr(reading, "INSIDE", [*reading.INSIDE[:-1], "tests.hurried"])
    made = add(sheets, title="A bundle")
    page = text(at_work.get(f"/documents/{made.pk}/"))
    assert "They are being read: 1 of 3 pages so far, and those can be found." in page
    assert '<progress class="app-progress" max="3" value="1"' in page
    assert "<mark>bundle</mark>" in search(at_work, "bundle", world.mia)
    assert not reading.read(made.file_id, at=NOW)
    assert FileText.objects.filter(file=made.file_id).count() == 2
    jobs.read_file(file=made.file_id)
    assert [one.words for one in FileText.objects.filter(file=made.file_id)] == [
        "Sheet one of the bundle.",
        "Sheet two of the bundle.",
        "Sheet three of the bundle.",
    ]
    assert "They are being read" not in text(at_work.get(f"/documents/{made.pk}/"))
    assert inside.A_WHILE == 60


def test_what_is_being_read_and_is_not_done_is_queued_again(
    add: Add, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = add(scanned.png(scanned.blank()))
    before = ProcrastinateJob.objects.filter(task_name="record.read_file").count()
    monkeypatch.setattr(reading, "read", lambda file, at: False)
    jobs.read_file(file=made.file_id)
    queued = ProcrastinateJob.objects.filter(task_name="record.read_file").order_by("pk")
    assert queued.count() == before + 1
    assert queued.last().args == {"file": made.file_id}
