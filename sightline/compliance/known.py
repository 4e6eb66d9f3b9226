"""The record as it was known at an instant: what had been written by then, and not what was written since.

What had *happened* by a day is read from the record, by its dates. What was *known* is read from the journal,
which keeps every entry as it stood after each change.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import Any, TypeVar

from django.db.models import Q

from sightline.audit.models import JournalEntry
from sightline.compliance.own_questions import attach
from sightline.people.models import Worker
from sightline.record.models import (
    ContactChild,
    OwnAnswer,
    OwnQuestionVersion,
    StrategyDiscussion,
    StrategyParticipant,
)
from sightline.record.models.entry import Entry

E = TypeVar("E", bound=Entry)


def known(child: int, models: Iterable[type[Entry]], *, at: datetime) -> list[Any]:
    """The entries of these models about the child, each as it had been written by that instant.

    They are not to be saved. An entry that had been struck out by then says so; one that was struck out since
    does not. What was brought in from another system is known from when it was brought in. Two queries, one
    of them for the workers that the entries name, and one for our own questions where any was answered.
    """
    asked: list[type[Entry]] = [*models, StrategyParticipant, OwnAnswer]
    wanted = {model._meta.db_table: model for model in asked}
    images = _images(child, wanted, at)
    found: list[Any] = [_entry(wanted[table], image) for table, image in images]
    name_workers(found)
    there = defaultdict(list)
    for one in found:
        if isinstance(one, StrategyParticipant):
            there[one.discussion_id].append(one)
    for one in found:
        if isinstance(one, StrategyDiscussion):  # who was there as it was known then, not as it is now
            one._prefetched_objects_cache = {"participants": there[one.pk]}  # type: ignore[attr-defined]  # Django keeps them there
    answers = [one for one in found if isinstance(one, OwnAnswer)]
    versions = OwnQuestionVersion.objects.in_bulk({one.version_id for one in answers}) if answers else {}
    for one in answers:
        one.version = versions[one.version_id]
    attach(found, answers)
    return [one for one in found if not isinstance(one, StrategyParticipant | OwnAnswer)]


def first_known_at(child: int) -> datetime | None:
    """The instant from which the journal knows this child; None if it does not."""
    return JournalEntry.objects.filter(child=child).order_by("at").values_list("at", flat=True).first()


def _images(child: int, tables: Iterable[str], at: datetime) -> list[tuple[str, dict[str, Any]]]:
    contacts = ContactChild.objects.filter(child=child, recorded_at__lte=at).values("contact")
    theirs = Q(child=child) | Q(table="record_contact", row__in=contacts)
    changes = JournalEntry.objects.filter(theirs, table__in=list(tables), at__lte=at)
    last = changes.order_by("table", "row", "-at", "-pk").distinct("table", "row")
    return [(table, image) for table, image in last.values_list("table", "after") if image]


def _entry(model: type[E], image: dict[str, Any]) -> E:
    values = {
        field.attname: field.to_python(image[field.column])
        for field in model._meta.concrete_fields
        if field.column in image and not getattr(field, "generated", False)
    }
    return model(**values)


def name_workers(entries: Iterable[Any], *also: int) -> dict[int, Worker]:
    """Put the workers in whom the entries name, so that reading a name asks no more; and give them, by their
    ids, with these `also`. One query.
    """
    fields = [(one, field) for one in entries for field in _workers_of(one.__class__)]
    named = {getattr(one, field.attname) for one, field in fields} - {None}
    workers = Worker.objects.in_bulk(named.union(also))
    for one, field in fields:
        if getattr(one, field.attname) is not None:
            setattr(one, field.name, workers[getattr(one, field.attname)])
    return workers


@cache
def _workers_of(model: type[Any]) -> list[Any]:
    return [field for field in model._meta.concrete_fields if field.related_model is Worker]
