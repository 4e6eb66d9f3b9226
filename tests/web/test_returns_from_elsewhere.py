"""Another system's census in the browser: checked, downloaded and deleted, or refused and not kept."""

import stat
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import etree

from sightline.people.models import Worker
from sightline.returns.models import CensusCheck, CensusFinding
from sightline.web import upload
from tests.returns.cin_census.stories import census, closed, kid

Browsing = Callable[[Worker], Client]
LAUGHS = (
    b'<?xml version="1.0"?>\n<!DOCTYPE Message [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>\n<Message><Children><Child>&c;</Child></Children></Message>'
)
FORMULA = "=HYPERLINK(0)"


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What is sent in this test goes here."""
    monkeypatch.setattr(settings, "VAR", tmp_path)
    monkeypatch.setattr(settings, "FILE_UPLOAD_TEMP_DIR", tmp_path)
    return tmp_path


@pytest.fixture
def at_work(dev: Worker, browsing: Browsing, on_the_day: None) -> Client:
    return browsing(dev)


def a_census(number: str = "77") -> bytes:
    """A case closed before it was referred."""
    return census(kid(closed(on="2025-05-01"), LAchildID=number)).encode()


def send(client: Client, body: bytes, name: str = "theirs.xml") -> Any:
    return client.post("/returns/files/", {"census": SimpleUploadedFile(name, body, content_type="text/xml")})


def kept(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_census_is_checked_and_kept_where_nobody_else_reads(at_work: Client, tmp_path: Path) -> None:
    answer = send(at_work, a_census())
    made = CensusCheck.objects.get()
    assert answer["Location"] == f"/returns/{made.name}/"
    assert (made.called, made.children, made.year) == ("theirs.xml", 1, 2026)
    [path] = kept(tmp_path)
    assert path.read_bytes() == a_census()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.stem == made.name != "theirs"


def test_its_findings_are_shown_by_rule_and_by_child(at_work: Client) -> None:
    send(at_work, a_census())
    made, found = CensusCheck.objects.get(), CensusFinding.objects.get(code="8630")
    page = at_work.get(f"/returns/{made.name}/").content.decode()
    assert "8630" in page
    assert "Nothing of it is in this record" in page
    by_rule = at_work.get(f"/returns/{made.name}/rules/8630/").content.decode()
    by_child = at_work.get(f"/returns/{made.name}/children/{found.pk}/").content.decode()
    for shown in (by_rule, by_child):
        assert "Closed on: 1 May 2025" in shown
        assert f'data-label="Line">{found.line}<' in shown
    assert at_work.get(f"/returns/{made.name}/children/").context["page"].rows[0]["number"] == "77"
    assert found.child is None, "another system’s number is nobody’s here"


def test_a_file_is_deleted_with_all_that_was_found(at_work: Client, tmp_path: Path) -> None:
    send(at_work, a_census())
    page = at_work.post(f"/returns/{CensusCheck.objects.get().name}/delete/", follow=True).content.decode()
    assert "Deleted: the file, and everything that was found in it." in page
    assert (CensusCheck.objects.count(), CensusFinding.objects.count(), kept(tmp_path)) == (0, 0, [])


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (LAUGHS, "line 2, &lt;!DOCTYPE&gt;: a census has no document type"),
        (b"PK\x03\x04 a workbook by another name", "this is a zip archive or spreadsheet"),
        (a_census()[:-40], "the file is not whole, well-formed XML"),
        (b"name,born\nMia,2019", "this is not XML"),
        (b"<html><body/></html>", "a children in need census begins with &lt;Message&gt;"),
        (b"", "The submitted file is empty"),
    ],
    ids=["billion laughs", "spreadsheet", "cut short", "csv", "web page", "nothing"],
)
def test_what_is_no_census_is_refused_in_words_and_not_kept(
    at_work: Client, tmp_path: Path, body: bytes, says: str
) -> None:
    answer = send(at_work, body)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert (CensusCheck.objects.count(), kept(tmp_path)) == (0, [])


def test_a_file_too_large_is_stopped_and_not_kept(
    at_work: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(upload.MOST, "census-files", 1000)
    answer = send(at_work, a_census() + b" " * 200_000)
    assert answer.status_code == 422
    assert "nothing of it was kept" in answer.content.decode()
    assert (CensusCheck.objects.count(), kept(tmp_path)) == (0, [])


def test_what_a_census_says_is_shown_as_words_and_never_as_a_page(at_work: Client) -> None:
    send(at_work, a_census("&lt;b&gt;bold&lt;/b&gt;"), name="<i>x</i>.xml")
    found = CensusFinding.objects.get(code="8630")
    page = at_work.get(f"/returns/{found.check_made.name}/children/{found.pk}/").content.decode()
    assert "&lt;b&gt;bold" in page
    assert "<b>" not in page
    assert "<i>" not in page


def test_a_workbook_holds_every_finding_and_no_formula(at_work: Client) -> None:
    send(at_work, a_census(FORMULA))
    made = CensusCheck.objects.get()
    answer = at_work.get(f"/returns/{made.name}/workbook/")
    assert answer["Content-Disposition"] == 'attachment; filename="census-2025-26-2026-03-24.xlsx"'
    book = zipfile.ZipFile(BytesIO(answer.content))
    sheets = {name: book.read(name) for name in book.namelist() if name.startswith("xl/worksheets/sheet")}
    rows = etree.fromstring(sheets["xl/worksheets/sheet2.xml"]).findall(".//{*}row")
    assert len(rows) == 1 + made.errors + made.queries
    assert not [name for name, sheet in sheets.items() if b"<f>" in sheet or b"hyperlink" in sheet]
    assert FORMULA.encode() in book.read("xl/sharedStrings.xml")
    assert b'quotePrefix="1"' in book.read("xl/styles.xml")
