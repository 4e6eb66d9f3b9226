"""Sightings: somebody tried to see a child, and did or did not."""

from datetime import date, datetime

from sightline.casework.verb import verb
from sightline.people.models import Worker
from sightline.record.models import Person, Sighting


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
) -> Sighting:
    """Write one attempt to see one child in the seen ledger; `seen_by` is who went, if another writes it."""
    return Sighting.objects.create(
        recorded_by=by,
        child=child,
        by=seen_by or by,
        happened_on=on,
        happened_at=at,
        where=where,
        purpose=purpose,
        was_announced=was_announced,
        was_seen=was_seen,
        not_seen_because=not_seen_because,
        alone=alone,
        not_alone_because=not_alone_because,
        was_spoken_to=was_spoken_to,
        sleeping_place_seen=sleeping_place_seen,
        childs_words=childs_words,
        note=note,
    )
