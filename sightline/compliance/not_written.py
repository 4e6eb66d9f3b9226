"""What was booked, planned or mentioned, whose day has gone, and of which there is no record."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef

from sightline.people.models import Worker
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

    Of the last year. Five queries. A visit that nobody planned or mentions cannot be missed here.
    """
    found = [
        *_conferences(worker, on),
        *_discussions(worker, on),
        *_planned(worker, on),
        *_visits(worker, on),
        *_enquiries(worker, on),
    ]
    return sorted(found, key=lambda one: (one.on, one.entry.pk))


def _days(on: date) -> tuple[date, date]:
    """The year up to the day before."""
    return on - timedelta(days=365), on - timedelta(days=1)


def _made(what: str, known_from: str, on: date, entry: ChildEntry) -> NotWritten:
    team = entry.referral.team  # type: ignore[attr-defined]  # every model asked for here is within a referral
    return NotWritten(what, known_from, on, entry, team.name, team.pk)


def _conferences(worker: Worker, on: date) -> Iterator[NotWritten]:
    rows = (
        Conference.objects.visible_to(worker).standing().filter(booked_for_on__range=_days(on), held_on=None)
    )
    for one in rows.select_related("child", "referral__team").distinct():
        if one.booked_for_on:
            yield _made(one.get_form_display(), "It was booked for that day.", one.booked_for_on, one)


def _discussions(worker: Worker, on: date) -> Iterator[NotWritten]:
    rows = StrategyDiscussion.objects.visible_to(worker).standing()
    waiting = rows.filter(reasonable_cause_on__range=_days(on), held_on=None, not_held_on=None)
    for one in waiting.select_related("child", "referral__team").distinct():
        known_from = "Reasonable cause was recorded, and neither a discussion nor why there was none."
        yield _made("Strategy discussion", known_from, one.reasonable_cause_on, one)


def _planned(worker: Worker, on: date) -> Iterator[NotWritten]:
    rows = PlannedVisit.objects.visible_to(worker).awaited().filter(planned_for_on__range=_days(on))
    for one in rows.select_related("child", "by__team").distinct():
        team, pk = (one.by.team.name, one.by.team.pk) if one.by.team else (NO_TEAM, 0)
        known_from = f"{one.by.name} planned it, and neither wrote it up nor called it off."
        yield NotWritten("Visit", known_from, one.planned_for_on, one, team, pk)


def _visits(worker: Worker, on: date) -> Iterator[NotWritten]:
    seen = Sighting.objects.seen().filter(child=OuterRef("child"), happened_on=OuterRef("wishes_recorded_on"))
    rows = Assessment.objects.visible_to(worker).standing().filter(wishes_recorded_on__range=_days(on))
    for one in rows.exclude(Exists(seen)).select_related("child", "referral__team").distinct():
        if one.wishes_recorded_on:
            known_from = "The assessment has the child’s wishes and feelings from that day."
            yield _made("Visit", known_from, one.wishes_recorded_on, one)


def _enquiries(worker: Worker, on: date) -> Iterator[NotWritten]:
    rows = Enquiry.objects.visible_to(worker).standing().filter(started_on__range=_days(on), discussion=None)
    for one in rows.select_related("child", "referral__team").distinct():
        known_from = "A section 47 enquiry began that day, from no strategy discussion that is recorded."
        yield _made("Strategy discussion", known_from, one.started_on, one)
