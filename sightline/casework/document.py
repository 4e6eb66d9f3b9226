"""Documents: put in a child's record, replaced by a later version, struck out like any entry."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from sightline.casework.verb import Refused, verb
from sightline.people.models import Worker
from sightline.record.jobs import read_file
from sightline.record.judging import NotTaken, judge
from sightline.record.models import Document, FilePart, Person, Referral, StoredFile

PART = 1 << 20
"""Bytes of each part that a file is kept in."""


@verb
def add(
    children: Sequence[Person],
    *,
    by: Worker,
    path: Path,
    kind: str,
    title: str,
    on: date,
    name: str = "",
    referral: Referral | None = None,
    replaces: Document | None = None,
) -> list[Document]:
    """Put the file at `path` in the record of each child: judged by its content, kept once, read later.

    `on` is the document's own date. A file that is not taken is refused with the reason, and nothing is kept.
    """
    if not children:
        raise Refused("Say which child it is about.")
    if replaces is not None and replaces.struck_out_at is not None:
        raise Refused("The version before it is struck out: add it by itself.")
    stored, is_new = _stored(path)
    said = {"file": stored, "kind": kind, "title": title, "dated_on": on}
    documents = [
        Document.objects.create(
            recorded_by=by,
            child=child,
            name=name[:200],
            referral=referral if referral and referral.child_id == child.pk else None,
            replaces=replaces if replaces and replaces.child_id == child.pk else None,
            **said,
        )
        for child in children
    ]
    if is_new:
        _write(stored, _parts(path))
        read_file.defer(file=stored.pk)
    return documents


def _stored(path: Path) -> tuple[StoredFile, bool]:
    """The file, and whether its bytes are still to be written: not where the very same are kept already."""
    try:
        media_type = judge(path)
    except NotTaken as why:
        raise Refused(str(why)) from None
    digest = hashlib.sha256()
    for part in _parts(path):
        digest.update(part)
    said = {"size": path.stat().st_size, "media_type": media_type}
    return StoredFile.objects.get_or_create(digest=digest.hexdigest(), defaults=said)


def _write(stored: StoredFile, parts: Iterable[bytes]) -> None:
    for number, part in enumerate(parts):
        FilePart.objects.bulk_create([FilePart(file=stored, number=number, content=part)])


def _parts(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while part := file.read(PART):
            yield part
