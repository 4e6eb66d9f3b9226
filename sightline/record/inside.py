"""The words inside a file, read out in a process of its own, which may fail without harm.

`python -m sightline.record.inside TYPE PATH` prints a line of JSON for each page: its number and its words.
With `--check` it only opens the file. What cannot be read is said on the error output, in a sentence, with
code 3. The process may take so much memory and time and no more: a file made to exhaust them does not.
Nothing in a file is run, and nothing that it names is fetched.
"""

import email.policy
import json
import re
import resource
import sys
import zipfile
from collections.abc import Callable, Iterator
from email import message_from_binary_file
from email.message import EmailMessage
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError, XMLPullParser

MEMORY, SECONDS = 1_500 << 20, 120
MOST_WORDS = 5_000_000
"""Characters that are read out of one file."""
PAGE = 3_000
"""Characters of a page, of a file that has none of its own."""
MOST_UNPACKED = 300 << 20
"""Bytes that one part of a packed file may unpack to."""
XML_TEXT = re.compile(r"\}(t|p|h|span)$")


class CannotRead(Exception):
    """The message says why, to whoever sent the file."""


def pdf(path: Path) -> Iterator[str]:
    from pypdf import PdfReader

    reader = PdfReader(path)
    if reader.is_encrypted and not reader.decrypt(""):
        raise CannotRead("It is locked with a password.")
    if not reader.pages:
        raise CannotRead("It has no pages.")
    for page in reader.pages:
        yield page.extract_text()


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


def pages(media_type: str, path: Path) -> Iterator[str]:
    """The words of each page; raises CannotRead where the file is broken or locked."""
    try:
        yield from READERS[media_type](path)
    except CannotRead:
        raise
    except (MemoryError, RecursionError):
        raise CannotRead("It unpacks to more than any paper holds.") from None
    except (zipfile.BadZipFile, ParseError, OSError, EOFError):
        raise CannotRead("It is broken or incomplete.") from None
    except Exception:
        raise CannotRead("It is broken or incomplete.") from None


def main(arguments: list[str]) -> int:
    checking = arguments[:1] == ["--check"]
    media_type, path = arguments[-2:]
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    said = 0
    try:
        for number, words in enumerate(pages(media_type, Path(path)), 1):
            said += len(words)
            if checking or said > MOST_WORDS:
                break
            print(json.dumps({"page": number, "words": words.replace("\x00", "")}))
    except CannotRead as why:
        print(why, file=sys.stderr)
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
