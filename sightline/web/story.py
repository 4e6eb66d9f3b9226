"""The story: everything in a child's record in one line, with when it happened and when it was written."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from django.db.models import Q
from django.db.models.expressions import RawSQL

from sightline.audit.models import JournalEntry
from sightline.compliance.known import known, name_workers
from sightline.compliance.own_questions import ANSWERS, attach
from sightline.record.at_once import Part, at_once
from sightline.record.models import (
    Contact,
    ContactChild,
    OwnAnswer,
    StrategyDiscussion,
    StrategyParticipant,
)
from sightline.record.models.entry import Entry
from sightline.timescales.london import day_of
from sightline.web.telling import STORY, WITH
from sightline.web.told import Say

#: When a field that the story tells was first written: the table, the row, when, by whom, which fields.
Change = tuple[str, int, datetime, int, list[str]]
TOLD = """ARRAY(
    SELECT key FROM jsonb_each_text(audit_journalentry."after") AS each
    WHERE key = ANY(%s) AND value IS NOT NULL AND audit_journalentry."before" ->> key IS NULL
)"""
CONTACT = Contact._meta.db_table
#: Silence longer than this is said, so that it is seen.
SILENCE = timedelta(days=28)


class Recorded(Protocol):
    """Whose story it is: one person, or several together."""

    @property
    def entries(self) -> tuple[int, ...]:
        """Every number in the record under which they stand."""


@dataclass(frozen=True)
class Happening:
    """One thing that happened, as the story tells it."""

    on: date
    title: str
    by: str
    words: str
    written_at: datetime | None
    """None where it is not known."""
    key: bool
    entry: Entry
    kind: str
    """The kind of entry, as addresses name it."""
    begins: bool
    """Whether the entry was made by writing this, so that it can be struck out here."""
    field: str = ""
    """The entry's field that this tells."""

    @property
    def written_later(self) -> int:
        """Days from when it happened to when it was written."""
        return (day_of(self.written_at) - self.on).days if self.written_at else 0


@dataclass(frozen=True)
class Silence:
    """So many days in which nothing is recorded as having happened."""

    days: int


def story(child: Recorded, *, on: date, known_at: datetime | None = None) -> list[Happening | Silence]:
    """Everything recorded about the child up to that day, latest first, with long silences between.

    With `known_at` it is told from what had been written by that instant, as it was then.
    """
    if known_at is None:
        return told_from(at_once(parts_of(child)), on=on)
    entries = [one for pk in child.entries for one in known(pk, STORY, at=known_at)]
    return _told(entries, _changes(_about(child, entries)), on=on)


def parts_of(child: Recorded) -> dict[Any, Part]:
    """What is asked to tell a child's story: every kind of entry, who took part, who wrote what when."""
    parts: dict[Any, Part] = {model: _entries(model, child) for model in STORY}
    parts[StrategyParticipant] = StrategyParticipant.objects.filter(discussion__child__in=child.entries)
    about = ContactChild.objects.filter(child__in=child.entries).values("contact")
    parts[OwnAnswer] = ANSWERS.filter(child__in=child.entries)
    parts["written"] = _changes(Q(child__in=child.entries))
    parts["contacts written"] = _changes(Q(table=CONTACT, row__in=about))
    return parts


def told_from(found: dict[Any, list[Any]], *, on: date) -> list[Happening | Silence]:
    """The story, from what `parts_of` found. One query, for the names of workers."""
    there = defaultdict(list)
    for one in found[StrategyParticipant]:
        there[one.discussion_id].append(one)
    for one in found[StrategyDiscussion]:
        one._prefetched_objects_cache = {"participants": there[one.pk]}  # Django keeps them there
    entries = [one for model in STORY for one in found[model]]
    attach(entries, found[OwnAnswer])
    return _told(entries, [*found["written"], *found["contacts written"]], on=on)


def _told(entries: list[Any], changes: Iterable[Change], *, on: date) -> list[Happening | Silence]:
    writing = _Writing(entries, changes)
    found = [one for entry in entries for one in _happenings(entry, writing) if one.on <= on]
    found.sort(key=lambda one: (one.on, one.written_at or one.entry.recorded_at, one.entry.pk), reverse=True)
    return list(with_silences(found))


def told_of(entry: Entry) -> list[Happening]:
    """What the story tells of one entry, in order."""
    if type(entry) not in STORY:
        return []
    changes = _changes(Q(table=entry._meta.db_table, row=entry.pk))
    return list(_happenings(entry, _Writing([entry], changes)))


def happenings(child: Recorded, entries: list[Any]) -> list[Happening]:
    """What the story tells of these entries, in their order. Three queries at most."""
    attach(entries)
    writing = _Writing(entries, _changes(_about(child, entries)))
    return [one for entry in entries for one in _happenings(entry, writing)]


def _about(child: Recorded, entries: list[Any]) -> Q:
    """Changes of the child's own entries, and of the contacts among these, which are nobody's own."""
    contacts = [one.pk for one in entries if isinstance(one, Contact)]
    return Q(child__in=child.entries) | Q(table=CONTACT, row__in=contacts)


def _entries(model: type[Entry], child: Recorded) -> Part:
    rows: Any = model._default_manager
    if model is Contact:  # which may be about two entries for one child
        found = rows.filter(children__child__in=child.entries).distinct()
    else:
        found = rows.filter(child__in=child.entries)
    return found.select_related(*WITH[model]) if model in WITH else found  # type: ignore[no-any-return]  # the model is one of several


def _changes(which: Q) -> Part:
    """What each of these changes wrote that the story tells, latest first: `Change`."""
    told = RawSQL(TOLD, [sorted({one.field for model in STORY.values() for one in model})])  # noqa: S611 - ours
    changes = JournalEntry.objects.filter(which).order_by("-at", "-pk")
    return changes.values_list("table", "row", "at", "worker", told)


class _Writing:
    """Who wrote each part of an entry and when, from the journal. One query, for their names."""

    def __init__(self, entries: list[Any], changes: Iterable[Change]) -> None:
        self.written = {
            (table, row, field): (at, worker)
            for table, row, at, worker, fields in changes
            for field in fields
        }
        workers = name_workers(entries, *(worker for _, worker in self.written.values()))
        self.names = {pk: worker.name for pk, worker in workers.items()}

    def of(self, entry: Entry, field: str, on: date) -> tuple[datetime | None, str]:
        """When this field was written, and by whom; not known where the journal says that it was before it
        happened, as records brought from elsewhere can.
        """
        first = (entry.recorded_at, entry.recorded_by_id)
        at, worker = self.written.get((entry._meta.db_table, entry.pk, field), first)
        if day_of(at) < on:
            return None, ""
        return at, self.names.get(worker, entry.recorded_by.name)


def _happenings(entry: Any, writing: _Writing) -> Iterator[Happening]:
    for number, told in enumerate(STORY[type(entry)]):
        value = getattr(entry, told.field)
        if value is None:
            continue
        on = day_of(value) if isinstance(value, datetime) else value
        written_at, writer = writing.of(entry, told.field, on)
        yield Happening(
            on=on,
            title=_say(told.title, entry),
            by=_by(getattr(entry, told.by).name if told.by else "", writer),
            words=_say(told.words, entry),
            written_at=written_at,
            key=told.key,
            entry=entry,
            kind=entry._meta.model_name,
            begins=number == 0,
            field=told.field,
        )


def said_of(entry: Any) -> list[tuple[str, str]]:
    """What the story tells of one entry, without when it was written or by whom: titles and words."""
    told = (one for one in STORY[type(entry)] if getattr(entry, one.field) is not None)
    return [(_say(one.title, entry), _say(one.words, entry)) for one in told]


def _by(whose: str, writer: str) -> str:
    """Whose act it was, and who wrote it where that was somebody else."""
    if whose and writer and whose != writer:
        return f"{whose}, written by {writer}"
    return whose or writer


def _say(words: Say, entry: Any) -> str:
    if callable(words):
        return words(entry)
    return (getattr(entry, words) or "") if hasattr(entry, words) and words else words


def with_silences(found: list[Happening]) -> Iterator[Happening | Silence]:
    """These, the latest first, with the long silences between them."""
    later: date | None = None
    for one in found:
        if later is not None and later - one.on > SILENCE:
            yield Silence((later - one.on).days)
        later = one.on
        yield one
