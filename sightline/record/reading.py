"""Reading the words out of a stored file, so that they can be found: derived, and done again at any time."""

import json
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from sightline.record import scans, searching
from sightline.record.inside import READERS
from sightline.record.models import FileText, StoredFile

LONGEST = 300
"""Seconds that reading one stretch of a file may take: it stops by itself long before (`inside.A_WHILE`)."""
INSIDE = [sys.executable, "-m", "sightline.record.inside"]
NOT_READ = {
    "image": "The words inside a picture of this kind are not searched: save it as JPEG or PDF and add that.",
    "audio": "The words of this recording are not searched.",
    "video": "The words of this film are not searched.",
}
OLD = "The words inside a file of this older kind are not searched: save it as PDF or .docx and add that."
NO_WORDS = (
    "No words could be read out of it: it may be handwriting, a photo or a blank page. It is not searchable."
)


@dataclass
class Stretch:
    """What was read of a file at one go: each page's words, which are scanned, and why there are no more."""

    words: dict[int, str] = field(default_factory=dict)
    scanned: set[int] = field(default_factory=set)
    pages: int = 0
    to: int = 0
    awaits_reader: bool = False
    why: str = ""
    is_last: bool = True


def read(file: int, *, at: datetime) -> bool:
    """Read a file's words out and make its documents searchable by them; whether all of it is read now.

    A long file is read in stretches, and what was read is kept: this is called again for the rest.
    """
    stored = StoredFile.objects.get(pk=file)
    after = stored.read_to if stored.read_at is None else 0
    why_not = not_read(stored.media_type)
    found = Stretch(why=why_not) if why_not else _stretch(stored, after)
    with transaction.atomic():
        FileText.objects.filter(file=stored, number__gt=after).delete()
        FileText.objects.bulk_create(
            [
                FileText(file=stored, number=number, words=words, is_scan=number in found.scanned)
                for number, words in found.words.items()
            ],
            500,
        )
        stored.pages, stored.read_to = found.pages, found.to
        stored.read_at = at if found.is_last else None
        stored.awaits_reader = found.awaits_reader or (after > 0 and stored.awaits_reader)
        stored.unreadable_because = _why(stored, found, after)
        stored.save()
        with connection.cursor() as cursor:
            searching.page_read(cursor, stored.pk)
    return found.is_last


def _why(stored: StoredFile, found: Stretch, after: int) -> str:
    """Why not all of it is searchable: what stopped the reading, or that there is nothing to be read."""
    has_words = bool(found.words) or (after > 0 and stored.texts.exists())
    if stored.awaits_reader:
        return scans.SOME_UNREAD if has_words else scans.NO_READER
    before = stored.unreadable_because if after else ""
    return found.why or before or ("" if has_words or not found.is_last else NO_WORDS)


def not_read(media_type: str) -> str:
    """Why no words are read out of a file of this kind; nothing where they are."""
    is_read = media_type in READERS or media_type in scans.PICTURES
    return "" if is_read else NOT_READ.get(media_type.split("/")[0], OLD)


def awaiting() -> list[int]:
    """Files with scans in them that were not read, made ready to be: none where no reader is installed."""
    if not scans.is_here():
        return []
    waiting = StoredFile.objects.filter(awaits_reader=True, read_at__isnull=False)
    found = list(waiting.order_by("pk").values_list("pk", flat=True))
    StoredFile.objects.filter(pk__in=found).update(read_at=None, read_to=0)
    return found


def _stretch(stored: StoredFile, after: int) -> Stretch:
    with NamedTemporaryFile(dir=settings.VAR, prefix="reading-") as file:
        for part in stored.parts.values_list("content", flat=True).iterator(chunk_size=4):
            file.write(part)
        file.flush()
        return _read_apart(stored.media_type, Path(file.name), after)


def _read_apart(media_type: str, path: Path, after: int) -> Stretch:
    command = [*INSIDE, str(after), media_type, str(path)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=LONGEST, check=False)  # noqa: S603 - ours
    except subprocess.TimeoutExpired:
        return Stretch(pages=after, to=after, why="The words inside could not be read: it took too long.")
    lines: list[dict[str, Any]] = [
        json.loads(line) for line in done.stdout.splitlines() if line.endswith(b"}")
    ]
    last = lines[-1] if lines else {"page": after}
    found = Stretch(
        words={one["page"]: words for one in lines if (words := one["words"].strip())},
        scanned={one["page"] for one in lines if one.get("scan")},
        pages=last.get("of", last["page"]),
        to=last["page"],
        awaits_reader=any(one.get("unread") for one in lines),
        why=next((one["why"] for one in lines if "why" in one), ""),
    )
    found.is_last = done.returncode != 0 or found.to >= found.pages
    if done.returncode != 0:
        said = done.stderr.decode(errors="replace").strip()[:200]
        found.why = said if said in scans.WHY else f"Not all of its words could be read. {said}".strip()
    return found
