"""Documents on the pages: added, listed, read without being downloaded, replaced, and handed out."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from sightline.casework import document as verbs
from sightline.people.models import Worker
from sightline.record import reader
from sightline.record.judging import ENDINGS, LARGEST, PLAYED, SHOWN
from sightline.record.models import Document, FilePart, FileText, Person
from sightline.record.reading import not_read
from sightline.web import today as clock
from sightline.web.fields import Day, Line, Pick, SomeOf
from sightline.web.finding import about, find_child, find_entry, look, paged
from sightline.web.form import Form, SignedIn, ask
from sightline.web.sighting import children_of
from sightline.web.today import today
from sightline.web.upload import TOO_LARGE, OneFile

READERS = "everybody who works with the child, and the child one day"
#: What a browser is told of a file: to take it away and never to treat it as a page of ours.
APART = "sandbox; default-src 'none'"
#: Kinds of file that are looked at or listened to, as a sentence names them.
NO_WORDS = {"image": "a picture", "audio": "a recording", "video": "a film"}
PER_PAGE = 4
"""Pages of a file that are shown at once."""


class Add(Form):
    """A file for the record."""

    file = OneFile(
        label="The file",
        help_text=f"A paper, a picture or a recording, up to {LARGEST >> 20} MB. It is kept as it is.",
        missing="Choose a file",
        why="What others wrote belongs with what we wrote.",
        reads=READERS,
        max_length=None,
    )
    kind = Pick(
        label="What sort of thing is it?",
        choices=Document.Kind.choices,
        missing="Choose what sort of thing it is",
        why="It is found again by it.",
        reads=READERS,
    )
    title = Line(
        label="What is it, in a few words?",
        max_length=200,
        missing="Say what it is",
        why="Nobody should have to open it to know.",
        reads=READERS,
    )
    on = Day(
        label="What is its own date?",
        missing="Enter the date that is on it",
        why="It stands in the story on that day, not on the day it was added.",
        reads=READERS,
        earliest=None,
    )
    children = SomeOf(
        label="Whose record does it belong in?",
        missing="Say whose record it belongs in",
        why="It is kept once, and can be read in each.",
        reads=READERS,
    )

    def __init__(self, *args: Any, family: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named: Any = self.fields["children"]
        named.choices = [(str(one.pk), one.name) for one in family]
        if len(family) == 1:
            del self.fields["children"]


def documents(request: SignedIn, pk: int) -> HttpResponse:
    """The documents in a child's record, the newest of each, by their own dates."""
    child = find_child(request, pk)
    held = (
        Document.objects.standing()
        .filter(child__in=child.entries)
        .newest_versions()
        .select_related("file", "recorded_by")
    )
    kind = request.GET.get("kind", "")
    shown = held.filter(kind=kind) if kind in Document.Kind.values else held
    page = {"title": "Documents", "page": paged(request, shown, per=25), "kind": kind}
    page |= {"kinds": Document.Kind.choices}
    return render(request, "web/documents.html", {**page, **about(child)})


def add(request: SignedIn, pk: int) -> HttpResponse:
    child = find_child(request, pk)
    family = children_of(child, request)
    look(request, [one.pk for one in family[1:]])
    form = Add(*_sent(request), on=today(), family=family, initial={"children": [str(child.pk)]})
    return _ask(request, form, family, child, title="Add a document")


def replace(request: SignedIn, pk: int) -> HttpResponse:
    """A later version: the earlier one stays, and can be read."""
    before = find_entry(request, Document, pk)
    initial = {"kind": before.kind, "title": before.title}
    form = Add(*_sent(request), on=today(), family=[before.child], initial=initial)
    return _ask(request, form, [before.child], before.child, title="Add a later version", replaces=before)


def _ask(
    request: SignedIn,
    form: Add,
    family: list[Person],
    child: Person,
    *,
    title: str,
    replaces: Document | None = None,
) -> HttpResponse:
    def do(answers: dict[str, Any]) -> list[Document]:
        sent = answers.pop("file")
        chosen = set(answers.pop("children", None) or [str(child.pk)])
        whose = [one for one in family if str(one.pk) in chosen]
        path = Path(sent.temporary_file_path())
        return verbs.add(whose, by=request.user, path=path, name=sent.name, replaces=replaces, **answers)

    if TOO_LARGE in request.META:
        form = Add(on=today(), family=family, data=request.POST)
        form.is_valid()
        form.errors.pop("file", None)
        form.add_error("file", f"The file is larger than {LARGEST >> 20} MB: nothing of it was kept")
    return ask(
        request,
        form,
        do=do,
        then=lambda made: reverse("document", args=[made[0].pk]),
        said="Saved: the document is in the record. The words inside are being read, and can soon be found.",
        template="web/document_add.html",
        title=title,
        button="Add it",
        **about(child),
    )


def _sent(request: SignedIn) -> tuple[Any, Any]:
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def document(request: SignedIn, pk: int) -> HttpResponse:
    """A document, read here: its words page by page, its picture, its versions. Nothing is downloaded."""
    found = _find(request, pk)
    words = FileText.objects.filter(file=found.file_id)
    versions = Document.objects.filter(child=found.child_id).select_related("recorded_by")
    either = versions.filter(Q(replaces__isnull=False) | Q(replaced_by__isnull=False))
    chain = _chain(found, {one.pk: one for one in either})
    page = {
        "title": "Document",
        "document": found,
        "page": paged(request, words, per=PER_PAGE),
        "is_picture": found.file.media_type in SHOWN,
        "played": PLAYED.get(found.file.media_type, "").split("/")[0],
        "not_shown": _not_shown(found.file.media_type),
        "why_not": found.file.unreadable_because or not_read(found.file.media_type),
        "ending": ENDINGS.get(found.file.media_type, "file"),
        "versions": chain,
    }
    there = reverse("documents", args=[found.child_id])
    said = {**about(found.child), **page, "back": there, "back_to": "Documents"}
    answer = render(request, "web/document.html", said)
    if page["played"]:
        setattr(answer, "_csp_update", {"media-src": ["'self'"]})  # noqa: B010 - how django-csp is told
    return answer


def _not_shown(media_type: str) -> str:
    """Why a picture, a film or a recording cannot be looked at here; nothing where it can, or has words."""
    sort = NO_WORDS.get(media_type.split("/")[0])
    if sort is None or media_type in SHOWN or media_type in PLAYED:
        return ""
    return f"No browser shows {sort} of this kind. Download it to look at it."


def _find(request: SignedIn, pk: int) -> Document:
    """A document, struck out or not: what was struck out stays readable."""
    rows = Document.objects.visible_to(request.user).select_related(
        "child", "file", "recorded_by", "struck_out_by"
    )
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    look(request, [found.child_id])
    return found


def _chain(found: Document, known: dict[int, Document]) -> list[Document]:
    """The versions before and after a document, the latest first."""
    after = {one.replaces_id: one for one in known.values() if one.replaces_id and not one.struck_out_at}
    earlier: list[Document] = []
    later: list[Document] = []
    one = found
    while one.replaces_id in known:
        one = known[one.replaces_id]
        earlier.append(one)
    one = found
    while one.pk in after:
        one = after[one.pk]
        later.insert(0, one)
    return [*later, found, *earlier] if earlier or later else []


def file(request: SignedIn, pk: int) -> StreamingHttpResponse:
    """The file itself, to be taken away: never run, never shown as a page, and not named by its sender."""
    found = _find(request, pk)
    answer = _streamed(found, "application/octet-stream", request.user)
    ending = ENDINGS.get(found.file.media_type, "bin")
    answer["Content-Disposition"] = f'attachment; filename="document-{found.pk}.{ending}"'
    return answer


def picture(request: SignedIn, pk: int) -> StreamingHttpResponse:
    """A picture, shown on its document's page when somebody asks to see it."""
    found = _find(request, pk)
    if found.file.media_type not in SHOWN:
        raise Http404
    answer = _streamed(found, found.file.media_type, request.user)
    answer["Content-Disposition"] = "inline"
    return answer


def play(request: SignedIn, pk: int) -> HttpResponseBase:
    """A recording or a film, played on its document's page: all of it, or the stretch that is asked for."""
    found = _find(request, pk)
    if found.file.media_type not in PLAYED:
        raise Http404
    size = found.file.size
    asked = re.fullmatch(r"bytes=(\d{1,12})-(\d{1,12})?", request.headers.get("Range", ""))
    first, last = (int(asked[1]), int(asked[2] or size - 1)) if asked else (0, size - 1)
    if first >= size or last < first:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    answer = _streamed(found, PLAYED[found.file.media_type], request.user, range(first, min(last + 1, size)))
    answer["Content-Disposition"] = "inline"
    answer["Accept-Ranges"] = "bytes"
    if asked:
        answer.status_code = 206
        answer["Content-Range"] = f"bytes {first}-{min(last, size - 1)}/{size}"
    return answer


def _streamed(
    found: Document, content_type: str, reader_is: Worker, only: range | None = None
) -> StreamingHttpResponse:
    wanted = range(found.file.size) if only is None else only
    answer = StreamingHttpResponse(_bytes(found.file_id, reader_is, wanted), content_type=content_type)
    answer["Content-Length"] = str(len(wanted))
    answer["Content-Security-Policy"] = APART
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "no-store"
    return answer


def _bytes(file: int, reader_is: Worker, wanted: range) -> Iterator[bytes]:
    """The wanted bytes of the file's parts, one part at a time: the largest is never in memory whole.

    They are sent when the request's transaction is over, so each is read in one of its own.
    """
    parts = FilePart.objects.filter(file=file)
    for number in range(wanted.start // verbs.PART, (wanted.stop - 1) // verbs.PART + 1):
        with reader.reading(reader_is, at=clock.now()):
            part = bytes(parts.values_list("content", flat=True).get(number=number))
        begins = number * verbs.PART
        yield part[max(wanted.start - begins, 0) : wanted.stop - begins]
