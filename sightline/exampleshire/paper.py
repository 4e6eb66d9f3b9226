"""Papers as others send them: a PDF, a Word file, an e-mail, each with words in it that can be read out."""

import io
from collections.abc import Sequence
from email.message import EmailMessage
from textwrap import wrap
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

WIDTH = 80
"""Letters of a line on a page of A4."""


def pdf(pages: Sequence[str]) -> bytes:
    """A PDF of these pages, in the plainest form that every reader takes."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, words in enumerate(pages):
        drawn = _drawn(words)
        page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 3 0 R >> >>"
        objects.append(f"{page} /Contents {5 + 2 * number} 0 R >>".encode())
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn))
    return put_together(objects)


def _drawn(words: str) -> bytes:
    lines = [line for paragraph in words.split("\n") for line in wrap(paragraph, WIDTH) or [""]]
    said = [line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") for line in lines]
    shown = "\n".join(f"({line}) Tj T*" for line in said)
    return f"BT /F 11 Tf 50 790 Td 14 TL\n{shown}\nET".encode("cp1252", errors="replace")


def put_together(objects: list[bytes]) -> bytes:
    """The file that these objects make, the first of them its catalogue."""
    made, places = bytearray(b"%PDF-1.4\n"), []
    for number, each in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    made += b"".join(b"%010d 00000 n \n" % place for place in places)
    made += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table)
    return bytes(made)


def word(paragraphs: Sequence[str]) -> bytes:
    """A Word file of these paragraphs."""
    from docx import Document

    paper, made = Document(), io.BytesIO()
    for paragraph in paragraphs:
        paper.add_paragraph(paragraph)
    paper.save(made)
    return _undated(made)


def _undated(packed: io.BytesIO) -> bytes:
    """The same, without the moment at which each part was packed."""
    made = io.BytesIO()
    with ZipFile(packed) as parts, ZipFile(made, "w") as again:
        for part in parts.namelist():
            again.writestr(ZipInfo(part), parts.read(part), ZIP_DEFLATED)
    return made.getvalue()


def letter(*, sender: str, to: str, about: str, words: str) -> bytes:
    """An e-mail as it is kept in a file."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, to, about
    message["Date"] = "Tue, 03 Mar 2026 09:12:00 +0000"
    message.set_content(words)
    return message.as_bytes()
