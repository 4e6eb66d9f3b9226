"""Reading the words out of a stored file, so that they can be found: derived, and done again at any time."""

import json
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from sightline.record import searching
from sightline.record.inside import READERS
from sightline.record.models import FileText, StoredFile

LONGEST = 300
"""Seconds that reading one file may take."""
NOT_READ = {
    "image": "The words inside this picture are not searched.",
    "audio": "The words of this recording are not searched.",
    "video": "The words of this film are not searched.",
}
OLD = "The words inside a file of this older kind are not searched: save it as PDF or .docx and add that."
NO_WORDS = (
    "No words could be read out of it: it is likely a scan. The words inside this picture are not searched."
)


def read(file: int, *, at: datetime) -> None:
    """Read a file's words out, page by page, and make its documents searchable by them."""
    stored = StoredFile.objects.get(pk=file)
    pages, why = _pages(stored) if stored.media_type in READERS else ({}, not_read(stored.media_type))
    found = {number: words.strip() for number, words in pages.items() if words.strip()}
    with transaction.atomic():
        FileText.objects.filter(file=stored).delete()
        FileText.objects.bulk_create(
            [FileText(file=stored, number=number, words=words) for number, words in found.items()], 500
        )
        stored.read_at, stored.unreadable_because = at, why or ("" if found else NO_WORDS)
        stored.save(update_fields=["read_at", "unreadable_because"])
        with connection.cursor() as cursor:
            searching.page_read(cursor, stored.pk)


def not_read(media_type: str) -> str:
    """Why no words are read out of a file of this kind; nothing where they are."""
    return "" if media_type in READERS else NOT_READ.get(media_type.split("/")[0], OLD)


def _pages(stored: StoredFile) -> tuple[dict[int, str], str]:
    """Each page's words, and why there are none or no more."""
    with NamedTemporaryFile(dir=settings.VAR, prefix="reading-") as file:
        for part in stored.parts.values_list("content", flat=True).iterator(chunk_size=4):
            file.write(part)
        file.flush()
        return _read_apart(stored.media_type, Path(file.name))


def _read_apart(media_type: str, path: Path) -> tuple[dict[int, str], str]:
    command = [sys.executable, "-m", "sightline.record.inside", media_type, str(path)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=LONGEST, check=False)  # noqa: S603 - ours
    except subprocess.TimeoutExpired:
        return {}, "The words inside could not be read: it took too long."
    lines: list[dict[str, Any]] = [
        json.loads(line) for line in done.stdout.splitlines() if line.endswith(b"}")
    ]
    why = "" if done.returncode == 0 else f"Not all of its words could be read. {done.stderr.decode()[:200]}"
    return {line["page"]: line["words"] for line in lines}, why.strip()
