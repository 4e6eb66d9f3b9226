"""What a file is, is judged by what is in it; what is hostile, locked or broken is refused in words."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from sightline.exampleshire import paper
from sightline.record import inside, judging
from sightline.record.inside import CannotRead, pages
from sightline.record.judging import BOMB, BROKEN, LOCKED, NEVER, PROGRAM, NotTaken, judge

Put = Callable[[bytes], Path]
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR" + b"\x00" * 40


@pytest.fixture
def put(tmp_path: Path) -> Put:
    """`put(bytes)` is a file that says nothing of itself by its name."""

    def write(content: bytes) -> Path:
        path = tmp_path / "sent"
        path.write_bytes(content)
        return path

    return write


def packed(**parts: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as folder:
        for name, content in parts.items():
            folder.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return made.getvalue()


def locked_pdf() -> bytes:
    writer, made = (
        PdfWriter(clone_from=PdfReader(io.BytesIO(paper.pdf(["Nobody may read this."])))),
        io.BytesIO(),
    )
    writer.encrypt("a password", algorithm="RC4-128")
    writer.write(made)
    return made.getvalue()


def locked_zip() -> bytes:
    whole = bytearray(packed(word__document_dot_xml=b"<w/>"))
    for mark, place in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        whole[whole.index(mark) + place] |= 1
    return bytes(whole)


LETTER = paper.letter(
    sender="gp@surgery.example", to="us@exampleshire.example", about="Mia", words="She has grown."
)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (paper.pdf(["One page."]), "application/pdf"),
        (paper.word(["One paragraph."]), WORD),
        (LETTER, "message/rfc822"),
        (b"Notes of a call\nShe said that he was calm.\n", "text/plain"),
        ("Nodiadau o’r alwad".encode("cp1252"), "text/plain"),
        (rb"{\rtf1\ansi Kind words\par and more}", "application/rtf"),
        (PNG, "image/png"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + b"\x01" * 60, "image/jpeg"),
        (b"GIF89a" + b"\x01\x00" * 30, "image/gif"),
    ],
    ids=["pdf", "word", "e-mail", "text", "older text", "rich text", "png", "jpeg", "gif"],
)
def test_a_file_is_what_is_in_it(put: Put, content: bytes, kind: str) -> None:
    assert judge(put(content)) == kind


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "It is empty: nothing was in it."),
        (b"MZ\x90\x00" + b"\x00" * 100, PROGRAM),
        (b"\x7fELF" + b"\x00" * 100, PROGRAM),
        (b"#!/bin/sh\nrm -rf ~\n", PROGRAM),
        (b"<html><script>alert(1)</script></html>", "It is a web page"),
        (b"\xef\xbb\xbf  <!DOCTYPE html><p>Hello", "It is a web page"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "It is a web page"),
        (packed(note_dot_txt=b"words"), "It is a packed folder"),
        (packed(word__document_dot_xml=b"<w/>", word__vbaProject_dot_bin=b"x"), PROGRAM),
        (packed(word__document_dot_xml=b" " * (60 << 20)), BOMB),
        (paper.word(["Half of it."])[:2000], BROKEN),
        (packed(word__document_dot_xml=b"<w/>"), BROKEN),
        (paper.pdf(["Half of it."])[:150], BROKEN),
        (b"%PDF-1.7\n" + b"\x00\xff" * 4000, BROKEN),
        (locked_pdf(), LOCKED),
        (locked_zip(), LOCKED),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), LOCKED),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument_VBA_PROJECT".encode("utf-16-le"), PROGRAM),
        (bytes(range(256)) * 10, NEVER),
    ],
    ids=lambda one: one[:24] if isinstance(one, str) else None,
)
def test_what_is_hostile_locked_or_broken_is_refused_in_words(put: Put, content: bytes, why: str) -> None:
    with pytest.raises(NotTaken) as refusal:
        judge(put(content))
    assert str(refusal.value).startswith(why)


def test_a_file_that_is_too_large_is_refused(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judging, "LARGEST", 1 << 20)
    with pytest.raises(NotTaken, match="It is larger than 1 MB"):
        judge(put(b"words " * 200_000))


def test_a_file_that_takes_too_long_to_open_is_refused(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judging, "PATIENCE", 0.001)
    with pytest.raises(NotTaken, match="It takes too long to open"):
        judge(put(paper.pdf(["One page."])))


def test_the_words_of_each_page_are_read_out(put: Put) -> None:
    told = list(pages("application/pdf", put(paper.pdf(["A safety plan (signed).", "Page two."]))))
    assert [one.strip() for one in told] == ["A safety plan (signed).", "Page two."]
    assert list(pages(WORD, put(paper.word(["Gran takes her to school.", "Every day."])))) == [
        "Gran takes her to school.\nEvery day."
    ]
    [read] = pages("message/rfc822", put(LETTER))
    assert "Subject: Mia" in read
    assert "She has grown." in read
    [rich] = pages("application/rtf", put(rb"{\rtf1\ansi{\fonttbl{\f0 Arial;}} Kind words\par and caf\'e9}"))
    assert rich.split() == ["Kind", "words", "and", "café"]


def test_a_long_text_is_read_in_stretches_that_break_no_word(put: Put) -> None:
    whole = "A word and another. " * 1000
    found = list(pages("text/plain", put(whole.encode())))
    assert len(found) > 5
    assert max(map(len, found)) <= inside.PAGE
    assert " ".join(" ".join(found).split()) == whole.strip()


def test_an_xml_bomb_inside_a_paper_is_not_unfolded(put: Put) -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><t>&b;</t>'
    path = put(packed(content_dot_xml=bomb))
    with pytest.raises(CannotRead, match="entities"):
        list(pages("application/vnd.oasis.opendocument.text", path))
