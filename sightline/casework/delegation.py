"""Delegated entry: a worker hands something to business support, who writes it; the worker confirms it."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, TypeVar

from sightline.casework import child_protection, conference, sighting
from sightline.casework.verb import Refused, verb
from sightline.people.models import Role, Worker
from sightline.record.models import (
    ChildProtectionPlan,
    Conference,
    CoreGroup,
    HandedEntry,
    Person,
    Sighting,
)
from sightline.record.models.delegation import Handed

D = TypeVar("D", Sighting, CoreGroup, Conference)


@verb
def hand(
    child: Person, *, by: Worker, to: Worker, what: str, about_on: date, notes: str, due_on: date
) -> HandedEntry:
    """A worker hands something that happened to business support to write; it stays the worker's own."""
    if to.role != Role.BUSINESS_SUPPORT:
        raise Refused("Business support writes for others.")
    return HandedEntry.objects.create(
        recorded_by=by, child=child, to=to, what=what, about_on=about_on, notes=notes, due_on=due_on
    )


@verb
def write_sighting(
    handed: HandedEntry, *, by: Worker, at: datetime, happened_at: datetime | None = None, **written: Any
) -> Sighting:
    """Write the visit that was handed over, in its owner's name: unconfirmed until they confirm it."""
    handed = _mine(handed, by=by, what=Handed.SIGHTING)
    made = sighting.record(
        handed.child,
        by=by,
        at=happened_at,
        seen_by=handed.recorded_by,
        on_behalf_of=handed.recorded_by,
        **written,
    )
    _written(handed, made.pk, at=at)
    return made


@verb
def write_core_group(
    handed: HandedEntry, *, by: Worker, at: datetime, plan: ChildProtectionPlan, **written: Any
) -> CoreGroup:
    """Write the core group that was handed over."""
    handed = _mine(handed, by=by, what=Handed.CORE_GROUP)
    made = child_protection.hold_core_group(plan, by=by, on_behalf_of=handed.recorded_by, **written)
    _written(handed, made.pk, at=at)
    return made


@verb
def write_minutes(
    handed: HandedEntry, *, by: Worker, at: datetime, of: Conference, **written: Any
) -> Conference:
    """Write what a conference decided and why, for whoever handed it over."""
    handed = _mine(handed, by=by, what=Handed.CONFERENCE)
    made = conference.hold(of, by=by, on_behalf_of=handed.recorded_by, **written)
    _written(handed, made.pk, at=at)
    return made


@verb
def confirm(entry: D, *, by: Worker, at: datetime) -> D:
    """Its owner read what was written for them, and says that it is right: from now on it counts.

    What is not right is struck out, because, and written again.
    """
    _confirm(entry, by=by, at=at)
    return entry


def _confirm(entry: Sighting | CoreGroup | Conference, *, by: Worker, at: datetime) -> None:
    if entry.on_behalf_of_id != by.pk:
        raise Refused("Whoever it was written for confirms it.")
    if entry.confirmed_at is not None:
        raise Refused("This is confirmed already.")
    entry.confirmed_at = at
    entry.save(update_fields=["confirmed_at"])


@verb
def confirm_several(entries: Iterable[Sighting | CoreGroup | Conference], *, by: Worker, at: datetime) -> int:
    """Their owner read each of these and says that it is right: all of them or none; how many."""
    confirmed = 0
    for entry in entries:
        _confirm(entry, by=by, at=at)
        confirmed += 1
    return confirmed


def _mine(handed: HandedEntry, *, by: Worker, what: Handed) -> HandedEntry:
    handed = HandedEntry.objects.select_for_update().get(pk=handed.pk)
    if handed.to_id != by.pk:
        raise Refused("This was handed to somebody else.")
    if handed.what != what:
        raise Refused(f"What was handed over is this: {handed.get_what_display().lower()}.")
    if handed.entered_at is not None:
        raise Refused("This is written already.")
    return handed


def _written(handed: HandedEntry, entry: int, *, at: datetime) -> None:
    handed.entered_at, handed.entry = at, entry
    handed.save(update_fields=["entered_at", "entry"])
