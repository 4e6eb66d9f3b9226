"""The story: everything in a child's record in one line, with when it happened and when it was written."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from django.db.models import Q

from sightline.audit.models import JournalEntry
from sightline.compliance.known import known
from sightline.people.models import Worker
from sightline.record.models import Contact, StrategyDiscussion
from sightline.record.models.entry import Entry
from sightline.timescales.london import day_of
from sightline.web.telling import STORY, WITH
from sightline.web.told import Say

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
        entries = [entry for model in STORY for entry in _entries(model, child)]
    else:
        entries = [one for pk in child.entries for one in known(pk, STORY, at=known_at)]
    writing = _Writing(child, entries)
    found = [one for entry in entries for one in _happenings(entry, writing) if one.on <= on]
    found.sort(key=lambda one: (one.on, one.written_at or one.entry.recorded_at, one.entry.pk), reverse=True)
    return list(with_silences(found))


def told_of(child: Recorded, entry: Entry) -> list[Happening]:
    """What the story tells of one entry, in order."""
    rows: Any = type(entry)._default_manager
    found = rows.select_related("recorded_by", "struck_out_by", *WITH.get(type(entry), ())).get(pk=entry.pk)
    return list(_happenings(found, _Writing(child, [found]))) if type(entry) in STORY else []


def happenings(child: Recorded, entries: list[Any]) -> list[Happening]:
    """What the story tells of these entries, in their order."""
    writing = _Writing(child, entries)
    return [one for entry in entries for one in _happenings(entry, writing)]


def _entries(model: type[Entry], child: Recorded) -> Iterable[Any]:
    rows: Any = model._default_manager
    whose = "children__child__in" if model is Contact else "child__in"
    named = ("recorded_by", "struck_out_by", *WITH.get(model, ()))
    chosen = rows.filter(**{whose: child.entries}).select_related(*named)
    if model is Contact:  # which may be about two entries for one child
        chosen = chosen.distinct()
    found: Iterable[Any] = chosen.prefetch_related("participants") if model is StrategyDiscussion else chosen
    return found


class _Writing:
    """Who wrote each part of an entry and when, from the journal: two queries."""

    def __init__(self, child: Recorded, entries: list[Any]) -> None:
        contacts = [entry.pk for entry in entries if isinstance(entry, Contact)]
        theirs = Q(child__in=child.entries) | Q(table="record_contact", row__in=contacts)
        changes = JournalEntry.objects.filter(theirs).order_by("-at", "-pk")
        self.written = {
            (change.table, change.row, field): (change.at, change.worker)
            for change in changes
            for field, value in (change.after or {}).items()
            if value is not None and (change.before or {}).get(field) is None
        }
        names = Worker.objects.in_bulk({worker for _, worker in self.written.values()})
        self.names = {pk: worker.name for pk, worker in names.items()}

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
