"""What was booked, planned or mentioned, whose day has gone, and of which there is no record."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef

from sightline.people.models import Worker
from sightline.record.at_once import Part, at_once
from sightline.record.models import (
    Assessment,
    Conference,
    Enquiry,
    PlannedVisit,
    Sighting,
    StrategyDiscussion,
)
from sightline.record.models.entry import ChildEntry

NO_TEAM = "Workers in no team"


@dataclass(frozen=True)
class NotWritten:
    """One thing of which there is no record: what, how it is known of, its day, and what says so."""

    what: str
    known_from: str
    on: date
    entry: ChildEntry
    team: str
    team_id: int

    def days(self, on: date) -> int:
        """For how many days it has not been written up."""
        return (on - self.on).days


def not_written(worker: Worker, *, on: date) -> list[NotWritten]:
    """Everything of the kind about children this worker may see, as on that day, the oldest first.

    Of the last year. One query. A visit that nobody planned or mentions cannot be missed here.
    """
    asked = at_once({told: rows.distinct() for told, rows in _waiting(worker, on)})
    found = [told(one) for told, rows in asked.items() for one in rows]
    return sorted(found, key=lambda one: (one.on, one.entry.pk))


def _days(on: date) -> tuple[date, date]:
    """The year up to the day before."""
    return on - timedelta(days=365), on - timedelta(days=1)


def _made(what: str, known_from: str, on: date, entry: ChildEntry) -> NotWritten:
    team = entry.referral.team  # type: ignore[attr-defined]  # every model asked for here is within a referral
    return NotWritten(what, known_from, on, entry, team.name, team.pk)


def _waiting(worker: Worker, on: date) -> Iterator[tuple[Callable[[Any], NotWritten], Part]]:
    """What is asked of each kind of entry, and how what it finds is told."""
    days = _days(on)

    def of(model: Any, team: str = "referral__team") -> Any:
        return model.objects.visible_to(worker).standing().select_related("child", team)

    seen = Sighting.objects.seen().filter(child=OuterRef("child"), happened_on=OuterRef("wishes_recorded_on"))
    wishes = of(Assessment).filter(wishes_recorded_on__range=days)
    yield _conference, of(Conference).filter(booked_for_on__range=days, held_on=None)
    yield (
        _discussion,
        of(StrategyDiscussion).filter(reasonable_cause_on__range=days, held_on=None, not_held_on=None),
    )
    yield _planned, of(PlannedVisit, "by__team").awaited().filter(planned_for_on__range=days)
    yield _visit, wishes.exclude(Exists(seen))
    yield _enquiry, of(Enquiry).filter(started_on__range=days, discussion=None)


def _conference(one: Any) -> NotWritten:
    return _made(one.get_form_display(), "It was booked for that day.", one.booked_for_on, one)


def _discussion(one: StrategyDiscussion) -> NotWritten:
    known_from = "Reasonable cause was recorded, and neither a discussion nor why there was none."
    return _made("Strategy discussion", known_from, one.reasonable_cause_on, one)


def _planned(one: PlannedVisit) -> NotWritten:
    team, pk = (one.by.team.name, one.by.team.pk) if one.by.team else (NO_TEAM, 0)
    known_from = f"{one.by.name} planned it, and neither wrote it up nor called it off."
    return NotWritten("Visit", known_from, one.planned_for_on, one, team, pk)


def _visit(one: Any) -> NotWritten:
    known_from = "The assessment has the child’s wishes and feelings from that day."
    return _made("Visit", known_from, one.wishes_recorded_on, one)


def _enquiry(one: Enquiry) -> NotWritten:
    known_from = "A section 47 enquiry began that day, from no strategy discussion that is recorded."
    return _made("Strategy discussion", known_from, one.started_on, one)
