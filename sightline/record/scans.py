"""The words in scans and pictures, read by programs of Debian's where they are installed (decision 34).

`pdftoppm` (poppler-utils) draws a page of a PDF; `tesseract` (tesseract-ocr) reads what is drawn. They are
run by the process that reads a file (`inside.py`), whose limits of memory and time are theirs too: by fixed
lists of arguments, with no shell, four words of environment, and nothing kept on disk. What they say is text.
"""

import csv
import os
import shutil
import struct
import subprocess
from collections.abc import Iterator
from pathlib import Path

PDF = "application/pdf"
PICTURES = frozenset({"image/png", "image/jpeg", "image/tiff"})
"""The kinds of picture whose words are read."""
SIDE = 3508
"""Dots along the longer side of a page that is drawn to be read: A4 at 300 to the inch."""
MOST_DOTS = 64_000_000
"""Dots of a picture that is read at all: more than any scanner or telephone makes of one sheet."""
SECONDS = 60
"""That drawing one page may take, and reading it."""
SURE = 50
"""Out of a hundred: a word of which the reader is less sure is left out: it makes words of any scribble."""
MOST_FOLDED = 2_000
"""Pages of a TIFF that are looked for."""

NO_READER = "It is a scan or a picture, and no reader for scans is installed here. It is not searchable."
SOME_UNREAD = "Some of its pages are scans, and no reader for scans is installed here: they are not searched."
BROKEN = "The picture is broken or incomplete: no words could be read in it. It is not searchable."
TOO_LARGE = "The picture is larger than any scan: no words were read in it. It is not searchable."
TOO_LONG = "A page took too long to read, and was passed over: the words on it are not searchable."


WHY = frozenset({BROKEN, TOO_LARGE})
"""Sentences that say all there is to say of a picture."""


class NoReader(Exception):
    """The programs, or what they need, are not on this machine."""


class NotReadable(Exception):
    """The message says why no words can be read in a page or a picture."""


def is_here() -> bool:
    """Whether both programs are on this machine."""
    return all(shutil.which(program) for program in ("tesseract", "pdftoppm"))


def sides(path: Path) -> list[tuple[int, int]]:
    """How wide and high each page of a picture says that it is, in dots; raises NotReadable.

    Every picture passes here before a program has it. That matters twice: nothing huge is unfolded, and
    `tesseract` takes any file that it does not know as a picture for a list of further files and addresses.
    """
    with path.open("rb") as file:
        head = file.read(1 << 20)
    try:
        found = list(_sides(path, head))
    except (struct.error, IndexError, OSError):
        raise NotReadable(BROKEN) from None
    if not found or any(wide < 1 or high < 1 for wide, high in found):
        raise NotReadable(BROKEN)
    if any(wide * high > MOST_DOTS for wide, high in found):
        raise NotReadable(TOO_LARGE)
    return found


def _sides(path: Path, head: bytes) -> Iterator[tuple[int, int]]:
    if head.startswith(b"\x89PNG\r\n\x1a\n") and head[12:16] == b"IHDR":
        yield struct.unpack(">II", head[16:24])
    elif head.startswith(b"\xff\xd8\xff"):
        yield from _jpeg(head)
    elif head.startswith((b"II*\x00", b"MM\x00*")):
        yield from _tiff(path, "<" if head.startswith(b"II") else ">")


def _jpeg(head: bytes) -> Iterator[tuple[int, int]]:
    at = 2
    while head[at] == 0xFF:
        kind, long = head[at + 1], struct.unpack(">H", head[at + 2 : at + 4])[0]
        if 0xC0 <= kind <= 0xCF and kind not in (0xC4, 0xC8, 0xCC):
            high, wide = struct.unpack(">HH", head[at + 5 : at + 9])
            yield wide, high
            return
        at += 2 + long


def _tiff(path: Path, order: str) -> Iterator[tuple[int, int]]:
    """Each page's sides, by the directory that says them (TIFF 6.0); tags 256 and 257."""
    seen: set[int] = set()
    with path.open("rb") as file:
        file.seek(4)
        place = struct.unpack(f"{order}I", file.read(4))[0]
        while place and place not in seen and len(seen) < MOST_FOLDED:
            seen.add(place)
            file.seek(place)
            tags = struct.unpack(f"{order}H", file.read(2))[0]
            told = {}
            for _ in range(tags):
                tag, kind, _, value = struct.unpack(f"{order}HHI4s", file.read(12))
                [told[tag]] = struct.unpack(order + ("H2x" if kind == 3 else "I"), value)
            yield told.get(256, 0), told.get(257, 0)
            place = struct.unpack(f"{order}I", file.read(4))[0]


def of_pdf(path: Path, number: int) -> str:
    """The words on one page of a PDF, drawn and read; none where nothing on it is sure to be a word."""
    _needed()
    page = ["-f", str(number), "-l", str(number), "-scale-to", str(SIDE), "-gray", str(path.absolute())]
    drawn = _run(["pdftoppm", *page])
    if not drawn.startswith(b"P5\n"):
        raise NotReadable(BROKEN)
    return _words(_run(["tesseract", "stdin", "stdout", *READ], drawn))


def of_picture(path: Path, number: int) -> str:
    """The words on one page of a picture whose `sides` have been looked at."""
    _needed()
    page = ["-c", f"tessedit_page_number={number - 1}"]
    return _words(_run(["tesseract", str(path.absolute()), "stdout", *READ, *page]))


#: In English; finding out by itself which way up the page is, and what on it are lines; as a table of words.
READ = ("-l", "eng", "--psm", "1", "-c", "tessedit_create_tsv=1")


def _needed() -> None:
    if not is_here():
        raise NoReader


def _run(command: list[str], given: bytes = b"") -> bytes:
    """What a program said; raises NotReadable where it failed, was stopped or took too long."""
    environment = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "HOME": "/", "OMP_THREAD_LIMIT": "1"}
    try:
        done = subprocess.run(  # noqa: S603 - a fixed list, and a path that is ours
            command, input=given, capture_output=True, timeout=SECONDS, env=environment, check=False
        )
    except subprocess.TimeoutExpired:
        raise NotReadable(TOO_LONG) from None
    if b"Error opening data file" in done.stderr:
        raise NoReader
    if done.returncode < 0 or b"Cannot allocate memory" in done.stderr or b"bad_alloc" in done.stderr:
        raise NotReadable(TOO_LARGE)
    if done.returncode or not done.stdout:
        raise NotReadable(BROKEN)
    return done.stdout


def _words(table: bytes) -> str:
    """The words of which the reader was sure, line by line."""
    lines: dict[tuple[str, ...], list[str]] = {}
    told = table.decode("utf-8", "replace").splitlines()
    for row in csv.reader(told, delimiter="\t", quoting=csv.QUOTE_NONE):
        if len(row) == 12 and row[0] == "5" and float(row[10]) >= SURE:
            lines.setdefault(tuple(row[1:5]), []).append(row[11].strip())
    read = "\n".join(" ".join(line) for line in lines.values())
    return read if sum(letter.isalnum() for letter in read) > 2 else ""
