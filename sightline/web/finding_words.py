"""Finding words in the record: over notes, forms and the inside of files, the newest first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps
from django.contrib.postgres.search import SearchHeadline, SearchQuery
from django.core.exceptions import ValidationError
from django.db.models import F, Func, Q, TextField, Value
from django.urls import reverse

from sightline.people.models import Worker
from sightline.record import identity
from sightline.record.models import Document, FamilyMember, FileText, Person, SearchLine
from sightline.record.models.search import SearchLineQuerySet
from sightline.record.searching import PLAIN, TYPESET, UNSET, searched
from sightline.web.fields import read_day

OPEN, CLOSE = "\x02", "\x03"
"""Marks around a found word: no letter that anybody typed, so that nothing typed is taken for them."""
LONGEST_PREVIEW = 1500
"""Characters of an entry that are shown without leaving the list."""


@dataclass(frozen=True)
class Asked:
    """What is searched for, and within what."""

    words: str
    child: int | None = None
    family: int | None = None
    kind: str = ""
    since: date | None = None
    until: date | None = None

    @property
    def day(self) -> date | None:
        """The day that the words are, where they are one: what happened on it is sought too."""
        try:
            return read_day([self.words.strip(), "", ""])
        except ValidationError:
            return None


@dataclass(frozen=True)
class Hit:
    """One entry, or one page of a file, in which the words stand."""

    line: SearchLine
    title: str
    place: str
    """The address at which it is read."""
    snippet: list[tuple[str, bool]]
    """Stretches of its words, and whether each is one that was searched for."""
    preview: str
    is_scan: bool
    """Whether the words were read off a scan, and may be misread."""


def kinds() -> list[tuple[str, str]]:
    """The kinds of entry that can be searched in, as a worker would say them."""
    named = {str(one._meta.model_name): str(one._meta.verbose_name).capitalize() for one in searched()}
    return sorted(named.items(), key=lambda kind: kind[1])


def lines(asked: Asked, worker: Worker) -> SearchLineQuerySet:
    """The lines that hold the words, of children whom this worker may see, the newest first.

    Within one record a day finds what happened on it as well.
    """
    query = _query(asked.words)
    told = Q(vector=query)
    if (asked.child or asked.family) and asked.day:
        told |= Q(happened_on=asked.day)
    found = SearchLine.objects.visible_to(worker).filter(told)
    if asked.child:
        found = found.filter(child__in=identity.every([asked.child]))
    if asked.family:
        members = FamilyMember.objects.visible_to(worker).standing().filter(family=asked.family)
        found = found.filter(child__in=members.values("child"))
    if asked.kind:
        found = found.filter(kind=asked.kind)
    if asked.since:
        found = found.filter(happened_on__gte=asked.since)
    if asked.until:
        found = found.filter(happened_on__lte=asked.until)
    return found.order_by("-happened_on", "-written_at", "kind", "row", "page")


def _query(words: str) -> SearchQuery:
    return SearchQuery(words.translate(UNSET), config="english", search_type="websearch")


def hits(rows: Sequence[SearchLine], words: str) -> list[Hit]:
    """Each line as the list shows it. Four queries, however many.

    In a stretch around the words, typeset signs stand plain, as they were searched.
    """
    query = _query(words)
    marks: Any = {"start_sel": OPEN, "stop_sel": CLOSE, "max_words": 35, "min_words": 15, "max_fragments": 2}
    plain = Func(F("words"), Value(TYPESET), Value(PLAIN), function="translate", output_field=TextField())
    marked = SearchHeadline(plain, query, config="english", **marks)
    wanted = [one.pk for one in rows]
    found = {
        one.pk: one
        for one in SearchLine.objects.filter(pk__in=wanted).annotate(marked=marked).select_related("child")
    }
    documents = [one.row for one in rows if one.kind == "document"]
    titles = dict(Document.objects.filter(pk__in=documents).values_list("pk", "title"))
    scanned = set(
        FileText.objects.filter(is_scan=True, file__documents__in=documents).values_list(
            "file__documents", "number"
        )
    )
    return [_hit(found[pk], titles, scanned) for pk in wanted if pk in found]


def _hit(line: Any, titles: dict[int, str], scanned: set[tuple[int, int]]) -> Hit:
    if line.kind == "document":
        title = f"Document: {titles.get(line.row, '')}{f', page {line.page}' if line.page else ''}"
    else:
        title = str(apps.get_model("record", line.kind)._meta.verbose_name).capitalize()
    is_scan = line.kind == "document" and (line.row, line.page) in scanned
    marked = list(_marked(line.marked))
    return Hit(line, title, where(line), marked, line.words[:LONGEST_PREVIEW], is_scan)


def where(line: SearchLine) -> str:
    """The address at which the entry, or the page of the file, is read."""
    if line.kind != "document":
        return reverse("entry", args=[line.child_id, line.kind, line.row])
    from sightline.web.document import PER_PAGE

    place = reverse("document", args=[line.row])
    return f"{place}?page={(line.page - 1) // PER_PAGE + 1}#page-{line.page}" if line.page else place


def _marked(words: str) -> Iterator[tuple[str, bool]]:
    for stretch in words.split(OPEN):
        found, mark, after = stretch.partition(CLOSE)
        if mark:
            yield found, True
            yield after, False
        else:
            yield stretch, False


def in_whose(child: str, worker: Worker) -> Person | None:
    """The child whose record is searched, where this worker may see them."""
    return Person.objects.visible_to(worker).filter(pk=child).first() if child.isdigit() else None
