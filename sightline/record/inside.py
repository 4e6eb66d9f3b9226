"""The words inside a file, read out in a process of its own, which may fail without harm.

`python -m sightline.record.inside AFTER TYPE PATH` prints a line of JSON for each page after that one: its
number, of how many, its words, and whether they were read from a scan (`scans.py`). When a while is over it
stops after a page, so that what was read is kept, and is asked for the rest. With `--check` for a number it
only opens the file. What cannot be read is said on the error output, in a sentence, with code 3. The
process, and each program that it runs, may take so much memory and time and no more: a file made to exhaust
them does not. Nothing in a file is run, and nothing that it names is fetched.
"""

import email.policy
import json
import re
import resource
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_binary_file
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, XMLPullParser

from sightline.record import scans

MEMORY, SECONDS = 1_500 << 20, 120
A_WHILE = 60
"""Seconds after which no further page is begun: what there is by then is kept first."""
FEW = 25
"""Letters and figures: a page of a PDF with fewer is looked at as a scan, on which a stamp may be typed."""
MOST_WORDS = 5_000_000
"""Characters that are read out of one file."""
PAGE = 3_000
"""Characters of a page, of a file that has none of its own."""
MOST_UNPACKED = 300 << 20
"""Bytes that one part of a packed file may unpack to."""
XML_TEXT = re.compile(r"\}(t|p|h|span)$")


class CannotRead(Exception):
    """The message says why, to whoever sent the file."""


def pdf(path: Path, after: int = 0) -> Iterator[str]:
    for page in _pdf_pages(path)[after:]:
        yield page.extract_text()


def _pdf_pages(path: Path) -> Any:
    from pypdf import PdfReader

    reader = PdfReader(path)
    if reader.is_encrypted and not reader.decrypt(""):
        raise CannotRead("It is locked with a password.")
    if not reader.pages:
        raise CannotRead("It has no pages.")
    return reader.pages


def word(path: Path) -> Iterator[str]:
    from docx import Document

    opened = Document(str(path))
    lines = [paragraph.text for paragraph in opened.paragraphs]
    lines += [" | ".join(cell.text for cell in row.cells) for table in opened.tables for row in table.rows]
    yield from _pages("\n".join(line for line in lines if line.strip()))


def _zipped_xml(pattern: str) -> Callable[[Path], Iterator[str]]:
    def read(path: Path) -> Iterator[str]:
        with zipfile.ZipFile(path) as packed:
            for name in sorted(name for name in packed.namelist() if re.fullmatch(pattern, name)):
                with packed.open(name) as part:
                    yield from _pages(_xml_words(part.read(MOST_UNPACKED)))

    return read


def _xml_words(data: bytes) -> str:
    if b"<!DOCTYPE" in data[:2000] or b"<!ENTITY" in data[:10000]:
        raise CannotRead("It declares entities, which no such file needs.")
    parser = XMLPullParser(["end"])
    parser.feed(data)
    found = []
    elements: list[Element] = [one for _, one in parser.read_events()]  # type: ignore[misc]  # ends only
    for element in elements:
        if XML_TEXT.search(element.tag):
            found.append((element.text or "") + (element.tail or ""))
    return "\n".join(one for one in found if one.strip())


def text(path: Path) -> Iterator[str]:
    yield from _pages(_decoded(path.read_bytes()[:MOST_WORDS]))


def rich_text(path: Path) -> Iterator[str]:
    raw = path.read_bytes()[:MOST_WORDS].decode("cp1252", errors="replace")
    raw = re.sub(r"\\'([0-9a-f]{2})", lambda found: bytes.fromhex(found[1]).decode("cp1252", "replace"), raw)
    raw = re.sub(
        r"\{\\\*[^{}]*\}|\{\\(?:fonttbl|colortbl|stylesheet|pict)[^{}]*(?:\{[^{}]*\}[^{}]*)*\}", "", raw
    )
    raw = re.sub(r"\\(?:par|line|tab)\b ?", "\n", raw)
    yield from _pages(re.sub(r"\\[a-z]+-?\d* ?|[{}]", "", raw))


def letter(path: Path) -> Iterator[str]:
    with path.open("rb") as file:
        message = message_from_binary_file(file, policy=email.policy.default)
    if not isinstance(message, EmailMessage):
        raise CannotRead("It is no e-mail.")
    head = [f"{name}: {message[name]}" for name in ("From", "To", "Date", "Subject") if message[name]]
    body = message.get_body(("plain", "html"))
    said = body.get_content() if body is not None else ""
    if body is not None and body.get_content_type() == "text/html":
        said = re.sub(r"<(style|script)\b.*?</\1>|<[^>]+>", " ", said, flags=re.DOTALL | re.IGNORECASE)
    names = [str(one.get_filename() or "a file with no name") for one in message.iter_attachments()]
    with_it = [f"Sent with it, and not read: {', '.join(names)}"] if names else []
    yield from _pages("\n".join([*head, "", said, *with_it]))


def _decoded(raw: bytes) -> str:
    for encoding in ("utf-8-sig", "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "cp1252"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("latin-1")


def _pages(words: str) -> Iterator[str]:
    """A long text in stretches, each ending where a line or at least a word does."""
    while len(words) > PAGE:
        end = max(words.rfind("\n", PAGE // 2, PAGE), words.rfind(" ", PAGE // 2, PAGE))
        end = end if end > 0 else PAGE
        yield words[:end]
        words = words[end:].lstrip()
    yield words


READERS: dict[str, Callable[[Path], Iterator[str]]] = {
    "application/pdf": pdf,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": word,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": _zipped_xml(
        r"xl/sharedStrings\.xml"
    ),
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": _zipped_xml(
        r"ppt/slides/slide\d+\.xml"
    ),
    "application/vnd.oasis.opendocument.text": _zipped_xml(r"content\.xml"),
    "application/rtf": rich_text,
    "message/rfc822": letter,
    "text/plain": text,
}


@contextmanager
def in_a_sentence() -> Iterator[None]:
    """Whatever goes wrong with a file is said in a sentence: a CannotRead."""
    try:
        yield
    except (CannotRead, scans.NotReadable):
        raise
    except (MemoryError, RecursionError):
        raise CannotRead("It unpacks to more than any paper holds.") from None
    except Exception:
        raise CannotRead("It is broken or incomplete.") from None


def pages(media_type: str, path: Path, after: int = 0) -> Iterator[str]:
    """The words of each page; raises CannotRead where the file is broken or locked.

    `after`: the page of a PDF after which to begin.
    """
    with in_a_sentence():
        yield from pdf(path, after) if media_type == scans.PDF else READERS[media_type](path)


def _told(media_type: str, path: Path, after: int) -> Iterator[dict[str, Any]]:
    """What is said of each page: its words, or why a scan has none."""
    if media_type in scans.PICTURES:
        many = len(scans.sides(path))
        for number in range(after + 1, many + 1):
            yield {"page": number, "of": many, **_scanned(scans.of_picture, path, number)}
    elif media_type == scans.PDF:
        with in_a_sentence():
            papers = _pdf_pages(path)
            for number, words in enumerate(pdf(path, after), after + 1):
                told: dict[str, Any] = {"words": words}
                if _few(words) and _is_pictured(papers[number - 1]):
                    scanned = _scanned(scans.of_pdf, path, number)
                    told = scanned if len(scanned["words"]) > len(words.strip()) else {**scanned, **told}
                yield {"page": number, "of": len(papers), **told}
    else:
        for number, words in enumerate(pages(media_type, path), 1):
            yield {"page": number, "words": words}


def _few(words: str) -> bool:
    return sum(letter.isalnum() for letter in words) < FEW


def _is_pictured(page: Any) -> bool:
    """Whether a page of a PDF has pictures on it."""
    resources = page.get("/Resources")
    return bool(resources is not None and resources.get_object().get("/XObject"))


def _scanned(read: Callable[[Path, int], str], path: Path, number: int) -> dict[str, Any]:
    try:
        return {"words": read(path, number), "scan": True}
    except scans.NoReader:
        return {"words": "", "unread": True}
    except scans.NotReadable as why:
        return {"words": "", "why": str(why)}


def main(arguments: list[str]) -> int:
    after, media_type, path = arguments
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    began, said = time.monotonic(), 0
    try:
        if after == "--check":
            next(pages(media_type, Path(path)), None)
            return 0
        for told in _told(media_type, Path(path), int(after)):
            said += len(told["words"])
            if said > MOST_WORDS:
                raise CannotRead("It has more words in it than any paper.")
            print(json.dumps({**told, "words": told["words"].replace("\x00", "")}), flush=True)
            if time.monotonic() - began > A_WHILE and told["page"] < told.get("of", 0):
                break
    except (CannotRead, scans.NotReadable) as why:
        print(why, file=sys.stderr)
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
