"""What a file is, judged by what is in it and never by its name, and whether it is taken."""

import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import puremagic

from sightline.record.inside import READERS

LARGEST = 200 << 20
"""Bytes of the largest file that is taken: a film of a contact, a bundle of court papers."""
MOST_UNPACKED = 1 << 30
PATIENCE = 25
"""Seconds that opening a file may take."""
OFFICE = "application/vnd.openxmlformats-officedocument."
OLD_WORD, OUTLOOK = "application/msword", "application/vnd.ms-outlook"
#: Pictures that a browser can show by itself, safely: no picture that is a program is among them.
SHOWN = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
#: Recordings and films that a browser can play by itself, and as what.
PLAYED = {
    "audio/mpeg": "audio/mpeg",
    "audio/wav": "audio/wav",
    "audio/x-m4a": "audio/mp4",
    "audio/ogg": "audio/ogg",
    "video/mp4": "video/mp4",
}
ENDINGS = {
    "application/pdf": "pdf",
    f"{OFFICE}wordprocessingml.document": "docx",
    f"{OFFICE}spreadsheetml.sheet": "xlsx",
    f"{OFFICE}presentationml.presentation": "pptx",
    "application/vnd.oasis.opendocument.text": "odt",
    "application/rtf": "rtf",
    OLD_WORD: "doc",
    OUTLOOK: "msg",
    "message/rfc822": "eml",
    "text/plain": "txt",
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/gif": "gif",
    "image/webp": "webp",
    "image/tiff": "tiff",
    "image/bmp": "bmp",
    "image/heic": "heic",
    "audio/mpeg": "mp3",
    "audio/wav": "wav",
    "audio/x-m4a": "m4a",
    "audio/ogg": "ogg",
    "video/mp4": "mp4",
    "video/quicktime": "mov",
}
"""Every kind of file that is taken, and the ending that it is handed out with."""
ALIASES = {"audio/x-wav": "audio/wav", "audio/wave": "audio/wav", "application/ogg": "audio/ogg",
           "image/heif": "image/heic", "image/x-ms-bmp": "image/bmp", "audio/mp4": "audio/x-m4a",
           "video/x-m4v": "video/mp4", "audio/mp3": "audio/mpeg"}  # fmt: skip
PACKED = (
    (r"word/document\.xml", f"{OFFICE}wordprocessingml.document"),
    (r"xl/workbook\.xml", f"{OFFICE}spreadsheetml.sheet"),
    (r"ppt/presentation\.xml", f"{OFFICE}presentationml.presentation"),
    (r"content\.xml", "application/vnd.oasis.opendocument.text"),
)
NEVER = "It is not a paper, a picture or a recording that a record can hold."
PROGRAM = (
    "It holds a program. Nothing that runs is taken: save it without macros, or as a PDF, and send that."
)
LOCKED = "It is locked with a password. Save a copy without one, and send that."
BROKEN = "It is broken or incomplete. Ask for it again, or make it again, and send that."
BOMB = "It unpacks to more than any paper holds. Nothing of it was kept."


class NotTaken(Exception):
    """The message says why the file is not taken; nothing of it was kept."""


def judge(path: Path) -> str:
    """The media type of a file that is taken; raises NotTaken with the reason for any other."""
    size = path.stat().st_size
    if size == 0:
        raise NotTaken("It is empty: nothing was in it.")
    if size > LARGEST:
        raise NotTaken(f"It is larger than {LARGEST >> 20} MB. Nothing of it was kept.")
    with path.open("rb") as file:
        head = file.read(1 << 16)
    found = next((kind for begins, kind in BEGINNINGS if head.startswith(begins)), None)
    media_type = found(path, head) if found else _other(path, head)
    if media_type not in ENDINGS:
        raise NotTaken(NEVER)
    if media_type in READERS:
        _open(media_type, path)
    return media_type


def _packed(path: Path, head: bytes) -> str:
    try:
        with zipfile.ZipFile(path) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, OSError, ValueError):
        raise NotTaken(BROKEN) from None
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MOST_UNPACKED or (unpacked > 50 << 20 and unpacked > 100 * path.stat().st_size):
        raise NotTaken(BOMB)
    if any(part.flag_bits & 1 for part in parts):
        raise NotTaken(LOCKED)
    names = {part.filename for part in parts}
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise NotTaken(PROGRAM)
    for pattern, media_type in PACKED:
        if any(re.fullmatch(pattern, name) for name in names):
            return media_type
    raise NotTaken("It is a packed folder. Unpack it, and send each file by itself.")


def _old_office(path: Path, head: bytes) -> str:
    """Microsoft's older container: names inside it are written in UTF-16."""
    with path.open("rb") as file:
        whole = file.read(20 << 20)

    def has(name: str) -> bool:
        return name.encode("utf-16-le") in whole

    if has("EncryptedPackage"):
        raise NotTaken(LOCKED)
    if has("_VBA_PROJECT"):
        raise NotTaken(PROGRAM)
    return OLD_WORD if has("WordDocument") else OUTLOOK if has("__substg1.0") else "unknown"


def _is(media_type: str) -> Callable[[Path, bytes], str]:
    return lambda path, head: media_type


def _program(path: Path, head: bytes) -> str:
    raise NotTaken(PROGRAM)


BEGINNINGS: tuple[tuple[bytes, Callable[[Path, bytes], str]], ...] = (
    (b"%PDF-", _is("application/pdf")),
    (b"PK\x03\x04", _packed),
    (b"PK\x05\x06", _packed),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _old_office),
    (b"{\\rtf", _is("application/rtf")),
    (b"MZ", _program),
    (b"\x7fELF", _program),
    (b"#!", _program),
    (b"\xff\xd8\xff", _is("image/jpeg")),
    (b"\x89PNG\r\n\x1a\n", _is("image/png")),
)
MARKUP = re.compile(rb"\s*<(?:!doctype|html|svg|script|\?xml|\?php|body|head)", re.IGNORECASE)
HEADERS = re.compile(rb"(?:[A-Za-z-]+:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*){2,}\r?\n")
SOME_HEADER = re.compile(rb"^(?:From|Received|Date|Subject|MIME-Version):", re.IGNORECASE | re.MULTILINE)


def _other(path: Path, head: bytes) -> str:
    if MARKUP.match(head.removeprefix(b"\xef\xbb\xbf")):
        raise NotTaken("It is a web page, which can hold a program. Save it as a PDF, and send that.")
    if b"\x00" not in head[:4096] or head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _letter_or_text(head)
    try:
        found = puremagic.from_string(head, mime=True)
    except (puremagic.PureError, ValueError):
        raise NotTaken(NEVER) from None
    return ALIASES.get(found, found)


def _letter_or_text(head: bytes) -> str:
    if HEADERS.match(head) and len(SOME_HEADER.findall(head[:20000])) >= 2:
        return "message/rfc822"
    if head.startswith((b"GIF8", b"ID3", b"OggS", b"RIFF")):
        return ALIASES.get(found := puremagic.from_string(head, mime=True), found)
    marks = sum(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in head)
    if marks and head[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        raise NotTaken(NEVER)
    return "text/plain"


def _open(media_type: str, path: Path) -> None:
    """Open it in a process of its own, with little memory and time: it is taken only where that goes well."""
    command = [sys.executable, "-m", "sightline.record.inside", "--check", media_type, str(path)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=PATIENCE, check=False)  # noqa: S603 - ours
    except subprocess.TimeoutExpired:
        raise NotTaken("It takes too long to open. Nothing of it was kept.") from None
    said = done.stderr.decode(errors="replace").strip()
    if done.returncode == 0:
        return
    if "password" in said:
        raise NotTaken(LOCKED)
    raise NotTaken(BOMB if "unpacks" in said or done.returncode < 0 else BROKEN)
