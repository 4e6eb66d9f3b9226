"""Documents: added, read without being downloaded, replaced, found by their words, handed out, never run."""

from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django.models import ProcrastinateJob

from sightline.audit.models import JournalEntry, Look
from sightline.exampleshire import paper
from sightline.people.models import Worker
from sightline.record import judging, reading, scans
from sightline.record.models import Document, FilePart, FileText, SearchLine, StoredFile
from tests.web.test_drafts import hidden
from tests.web.world import NOW, World

Browsing = Callable[[Worker], Client]
REPORT = paper.pdf(["Page one: Dana keeps every appointment.", "Page two: the safety plan is working."])
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR" + b"\x00" * 400


def text(answer: Any) -> str:
    return unescape(answer.content.decode())


def sent(content: bytes, name: str = "Mia Larch report.exe", **more: Any) -> dict[str, Any]:
    typed = {"kind": "report", "title": "Health visitor’s report", "on_day": "9/3/2026", **more}
    return {**typed, "file": SimpleUploadedFile(name, content)}


@pytest.fixture
def at_work(world: World, browsing: Browsing) -> Client:
    return browsing(world.cast.amina)


@pytest.fixture
def add(world: World, browsing: Browsing) -> Callable[..., Document]:
    """`add(REPORT)` puts a file in Mia's record, and reads it as the job would."""

    def put(content: bytes, **more: Any) -> Document:
        browser = browsing(world.cast.amina)
        typed = sent(content, children=[str(world.mia.pk)], **more)
        answer = browser.post(f"/children/{world.mia.pk}/documents/add/", typed)
        assert answer.status_code == 302, text(answer)
        made = Document.objects.get(pk=answer["Location"].split("/")[2])
        reading.read(made.file_id, at=NOW)
        return made

    return put


def test_a_paper_is_added_and_read_on_its_page(
    world: World, add: Callable[..., Document], browsing: Browsing
) -> None:
    made = add(REPORT)
    assert (made.child, made.recorded_by, str(made.dated_on)) == (world.mia, world.cast.amina, "2026-03-09")
    assert (made.file.media_type, made.file.size) == ("application/pdf", len(REPORT))
    bryn = browsing(world.cast.bryn)
    page = text(bryn.get(f"/documents/{made.pk}/"))
    assert "Page two: the safety plan is working." in page
    assert "its sender called it “Mia Larch report.exe”" in page
    assert "Health visitor’s report" in text(bryn.get(f"/children/{world.mia.pk}/documents/"))
    assert "Document: Health visitor’s report" in text(bryn.get(f"/children/{world.mia.pk}/"))
    assert Look.objects.filter(worker=world.cast.bryn.pk, page="document", child=world.mia.pk).exists()


def test_the_words_are_read_by_a_job_that_is_told_no_name(world: World, at_work: Client) -> None:
    at_work.post(f"/children/{world.mia.pk}/documents/add/", sent(REPORT, children=[str(world.mia.pk)]))
    job = ProcrastinateJob.objects.get(task_name="record.read_file")
    assert job.args == {"file": StoredFile.objects.get().pk}
    page = text(at_work.get(f"/documents/{Document.objects.get().pk}/"))
    assert "They are being read. Look again in a minute." in page


def test_a_file_is_kept_once_and_stands_in_each_childs_record(world: World, at_work: Client) -> None:
    both = [str(world.mia.pk), str(world.noah.pk)]
    at_work.post(f"/children/{world.mia.pk}/documents/add/", sent(REPORT, children=both))
    assert {one.child for one in Document.objects.all()} == {world.mia, world.noah}
    assert StoredFile.objects.count() == 1


@pytest.mark.parametrize("size", [1, 1 << 20, (3 << 20) + 7], ids=["a byte", "a part", "parts and a bit"])
def test_what_is_taken_out_is_what_was_put_in(
    world: World, add: Callable[..., Document], browsing: Browsing, size: int
) -> None:
    content = b"w" * size
    made = add(content)
    answer = browsing(world.cast.bryn).get(f"/documents/{made.pk}/file/")
    assert b"".join(answer.streaming_content) == content
    assert FilePart.objects.filter(file=made.file).count() == -(-size // (1 << 20))


def test_a_file_is_handed_out_apart_from_our_pages_and_under_no_name(
    world: World, add: Callable[..., Document], at_work: Client
) -> None:
    answer = at_work.get(f"/documents/{add(REPORT).pk}/file/")
    told = {name: answer[name] for name in ("Content-Type", "X-Content-Type-Options", "Cache-Control")}
    assert told == {
        "Content-Type": "application/octet-stream",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["Content-Disposition"] == f'attachment; filename="document-{Document.objects.get().pk}.pdf"'


def test_only_a_picture_is_shown_as_one(world: World, add: Callable[..., Document], at_work: Client) -> None:
    drawing, report = add(PNG, kind="childs", title="Mia’s drawing of the house"), add(REPORT)
    shown = at_work.get(f"/documents/{drawing.pk}/picture/")
    assert (shown["Content-Type"], b"".join(shown.streaming_content)) == ("image/png", PNG)
    assert "sandbox" in shown["Content-Security-Policy"]
    assert at_work.get(f"/documents/{report.pk}/picture/").status_code == 404
    assert scans.BROKEN in text(at_work.get(f"/documents/{drawing.pk}/"))


SOUND = b"RIFF\x24\x00\x00\x00WAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00" + bytes(range(256)) * 9_000
TIFF = b"II*\x00\x08\x00\x00\x00" + b"\x00" * 40


def test_a_recording_is_played_here_and_as_far_as_it_is_asked_for(
    add: Callable[..., Document], at_work: Client
) -> None:
    made = add(SOUND, kind="picture", title="A voice message")
    page = at_work.get(f"/documents/{made.pk}/")
    assert f'<audio class="app-player" controls preload="none" src="/documents/{made.pk}/play/"' in text(page)
    assert "media-src 'self'" in page["Content-Security-Policy"]
    place = f"/documents/{made.pk}/play/"
    whole = at_work.get(place)
    assert (whole.status_code, whole["Content-Type"]) == (200, "audio/wav")
    assert whole["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert b"".join(whole.streaming_content) == SOUND
    for asked, first, last in (
        ("bytes=0-", 0, len(SOUND) - 1),
        ("bytes=0-1", 0, 1),
        ("bytes=1048570-1048590", 1_048_570, 1_048_590),
        ("bytes=2000000-99999999", 2_000_000, len(SOUND) - 1),
    ):
        part = at_work.get(place, headers={"Range": asked})
        assert (part.status_code, part["Content-Range"]) == (206, f"bytes {first}-{last}/{len(SOUND)}")
        assert b"".join(part.streaming_content) == SOUND[first : last + 1]
        assert part["Content-Length"] == str(last + 1 - first)
    for asked in (f"bytes={len(SOUND)}-", "bytes=9-3"):
        assert at_work.get(place, headers={"Range": asked}).status_code == 416


def test_only_a_recording_is_played_and_no_other_page_may_play_anything(
    add: Callable[..., Document], at_work: Client
) -> None:
    made = add(REPORT)
    assert at_work.get(f"/documents/{made.pk}/play/").status_code == 404
    assert "media-src" not in at_work.get(f"/documents/{made.pk}/")["Content-Security-Policy"]


def test_what_no_browser_shows_says_so(add: Callable[..., Document], at_work: Client) -> None:
    made = add(TIFF, kind="picture", title="A fax")
    assert "No browser shows a picture of this kind. Download it to look at it." in text(
        at_work.get(f"/documents/{made.pk}/")
    )


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"MZ" + b"\x00" * 100, "It holds a program"),
        (b"", "The submitted file is empty|It is empty"),
        (REPORT[:150], "It is broken or incomplete"),
        (b"<html><script>alert(1)</script>", "It is a web page"),
    ],
    ids=["a program", "nothing", "half a file", "a web page"],
)
def test_a_bad_file_is_refused_and_changes_nothing(
    world: World, at_work: Client, content: bytes, why: str
) -> None:
    changes = JournalEntry.objects.count()
    answer = at_work.post(
        f"/children/{world.mia.pk}/documents/add/", sent(content, children=[str(world.mia.pk)])
    )
    assert answer.status_code == 422
    assert any(one in text(answer) for one in why.split("|"))
    assert "Health visitor’s report" in text(answer), "what was typed stays"
    assert (Document.objects.count(), StoredFile.objects.count(), FilePart.objects.count()) == (0, 0, 0)
    assert JournalEntry.objects.count() == changes


def test_a_file_that_is_too_large_is_stopped_on_its_way(
    world: World, at_work: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(judging, "LARGEST", 100_000)
    answer = at_work.post(f"/children/{world.mia.pk}/documents/add/", sent(b"words " * 50_000))
    assert answer.status_code == 422
    assert "nothing of it was kept" in text(answer)
    assert not StoredFile.objects.exists()


def test_the_same_file_sent_twice_is_added_once(world: World, at_work: Client) -> None:
    address = f"/children/{world.mia.pk}/documents/add/"
    note = hidden(text(at_work.get(address)))
    typed = {"children": [str(world.mia.pk)], **note}
    first, again = at_work.post(address, sent(REPORT, **typed)), at_work.post(address, sent(REPORT, **typed))
    assert first["Location"] == again["Location"]
    assert Document.objects.count() == 1


def test_a_later_version_stands_before_the_earlier_and_both_stay(
    world: World, add: Callable[..., Document], at_work: Client
) -> None:
    first = add(REPORT)
    later = paper.word(["The safety plan has ended."])
    at_work.post(f"/documents/{first.pk}/replace/", sent(later, title="Health visitor’s last report"))
    second = Document.objects.get(replaces=first)
    listed = text(at_work.get(f"/children/{world.mia.pk}/documents/"))
    assert f'/documents/{second.pk}/"' in listed
    assert f'/documents/{first.pk}/"' not in listed
    assert f'/documents/{second.pk}/"' in text(at_work.get(f"/documents/{first.pk}/"))
    assert "Page one" in text(at_work.get(f"/documents/{first.pk}/")) or FileText.objects.exists()


def test_what_is_struck_out_stays_readable_and_says_so(
    world: World, add: Callable[..., Document], at_work: Client
) -> None:
    made = add(REPORT)
    place = f"/children/{world.mia.pk}/strike-out/document/{made.pk}/"
    at_work.post(place, {"because": "It is about another child."})
    assert "It is about another child." in text(at_work.get(f"/documents/{made.pk}/"))
    assert "Health visitor’s report" not in text(at_work.get(f"/children/{world.mia.pk}/documents/"))
    assert set(SearchLine.objects.filter(kind="document").values_list("is_struck_out", flat=True)) == {True}


def test_to_another_team_no_document_is_there(
    world: World, add: Callable[..., Document], browsing: Browsing, carys: Worker, dev: Worker
) -> None:
    made = add(PNG)
    for worker in (carys, dev):
        elsewhere = browsing(worker)
        for page in ("", "file/", "picture/", "play/", "replace/"):
            assert elsewhere.get(f"/documents/{made.pk}/{page}").status_code == 404
        assert elsewhere.get(f"/children/{world.mia.pk}/documents/").status_code == 404


def test_a_files_bytes_are_never_changed_or_removed(world: World, add: Callable[..., Document]) -> None:
    add(REPORT)
    for change in (lambda: FilePart.objects.update(content=b"x"), lambda: FilePart.objects.all().delete()):
        with pytest.raises(DatabaseError, match="cannot be changed or removed"), transaction.atomic():
            change()


def test_five_hundred_documents_ask_few_questions(
    world: World, add: Callable[..., Document], at_work: Client
) -> None:
    made = add(REPORT)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.worker', %s, true)", [str(world.cast.amina.pk)])
        Document.objects.bulk_create(
            Document(
                child=world.mia, recorded_by=world.cast.amina, file=made.file, kind="letter",
                title=f"Letter {number}", dated_on=made.dated_on,
            )
            for number in range(499)
        )  # fmt: skip
    for address in (f"/children/{world.mia.pk}/documents/", f"/documents/{made.pk}/"):
        with CaptureQueriesContext(connection) as queries:
            answer = at_work.get(address)
        assert len(queries) <= 15
        assert len(answer.content) < 40_000
    assert "500 documents" in text(at_work.get(f"/children/{world.mia.pk}/documents/"))
