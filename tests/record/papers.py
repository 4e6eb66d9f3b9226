"""What the database refuses of documents and of what is searched, for `test_constraints.py`."""

from datetime import date
from pathlib import Path
from tempfile import NamedTemporaryFile

from sightline.casework import document
from sightline.people.models import Worker
from sightline.record.models import Document, FileText, Person, Referral

CASES = [
    ("record_storedfile", "a_file_is_not_empty", "size = 0"),
    ("record_storedfile", "a_file_is_known_by_its_digest", "digest = 'short'"),
    ("record_storedfile", "a_file_is_read_to_its_end", "read_to = 2, pages = 1"),
    ("record_document", "a_document_is_in_the_same_childs_referral", "referral_id = {neds_referral}"),
    ("record_document", "a_document_replaces_one_of_the_same_child", "replaces_id = {neds_document}"),
    ("record_document", "a_document_replaces_another", "replaces_id = id"),
    ("record_document", "a_document_says_what_it_is", "title = ''"),
    ("record_document", "document_kind_is_a_known_code", "kind = 'spell'"),
]
COPIES = [
    ("a_file_has_each_part_once", "record_filepart", {}),
    ("a_file_has_each_page_once", "record_filetext", {}),
    ("a_page_is_searched_once_for_a_child", "record_searchline", {}),
]
POINTED_AT = {"document_with_its_child"}


def _add(
    child: Person, by: Worker, referral: Referral | None = None, replaces: Document | None = None
) -> Document:
    with NamedTemporaryFile() as file:
        file.write(b"\x89PNG\r\n\x1a\n" + str(child.pk).encode() * 40)
        file.flush()
        said = {"kind": "childs", "title": "A drawing", "on": date(2026, 3, 4), "replaces": replaces}
        [made] = document.add([child], by=by, path=Path(file.name), referral=referral, **said)
    return made


def build(mia: Person, referral: Referral, ned: Person, by: Worker) -> Document:
    """A drawing of Mia's with a later version, and one of Ned's, which is returned."""
    first = _add(mia, by, referral)
    _add(mia, by, replaces=first)
    FileText.objects.create(file=first.file, number=1, words="Sun")
    return _add(ned, by)
