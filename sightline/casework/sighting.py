"""Sightings: a visit is planned, somebody tries to see a child, and does or does not."""

from datetime import date, datetime

from sightline.casework.verb import Refused, verb
from sightline.people.models import Worker
from sightline.record.models import Person, PlannedVisit, Sighting


@verb
def record(
    child: Person,
    *,
    by: Worker,
    on: date,
    where: str,
    purpose: str,
    was_seen: bool,
    at: datetime | None = None,
    seen_by: Worker | None = None,
    was_announced: bool | None = None,
    not_seen_because: str = "",
    alone: str = "",
    not_alone_because: str = "",
    was_spoken_to: bool | None = None,
    sleeping_place_seen: bool | None = None,
    childs_words: str = "",
    note: str = "",
    tells_of_harm: bool = False,
    on_behalf_of: Worker | None = None,
) -> Sighting:
    """Write one attempt to see one child in the seen ledger; `seen_by` is who went, if another writes it.

    `on_behalf_of` owns it and has still to confirm it, where it was handed over to be written (`delegation`).
    Where the child told of harm, or it could be seen, whether to hold a strategy discussion is asked at once.
    A visit that was planned for that day is thereby made, whether or not the child was seen.
    """
    planned = PlannedVisit.objects.awaited().filter(child=child, planned_for_on=on).first()
    return Sighting.objects.create(
        recorded_by=by,
        child=child,
        by=seen_by or by,
        happened_on=on,
        happened_at=at,
        where=where,
        purpose=purpose,
        planned=planned,
        was_announced=was_announced,
        was_seen=was_seen,
        not_seen_because=not_seen_because,
        alone=alone,
        not_alone_because=not_alone_because,
        was_spoken_to=was_spoken_to,
        sleeping_place_seen=sleeping_place_seen,
        childs_words=childs_words,
        note=note,
        tells_of_harm=tells_of_harm,
        on_behalf_of=on_behalf_of,
    )


@verb
def plan(
    child: Person,
    *,
    by: Worker,
    on: date,
    planned_for: date,
    purpose: str,
    to_go: Worker | None = None,
    is_announced: bool = True,
) -> PlannedVisit:
    """Plan to see a child today or on a day to come; `to_go` is who is to go, if not who plans it."""
    if planned_for < on:
        raise Refused("A visit is planned for a day to come: one that was made is recorded.")
    return PlannedVisit.objects.create(
        recorded_by=by,
        child=child,
        by=to_go or by,
        planned_for_on=planned_for,
        purpose=purpose,
        is_announced=is_announced,
    )


@verb
def call_off(planned: PlannedVisit, *, by: Worker, on: date, because: str) -> PlannedVisit:
    """The visit will not be made, or was not: the worker says so, with the reason."""
    planned = PlannedVisit.objects.select_for_update().get(pk=planned.pk)
    if planned.called_off_on is not None:
        raise Refused("This visit is called off already.")
    if planned.sightings.standing().exists():
        raise Refused("This visit was made, and is written up.")
    planned.called_off_on, planned.called_off_because = on, because
    planned.save(update_fields=["called_off_on", "called_off_because"])
    return planned
