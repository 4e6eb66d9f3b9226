"""Opening a record in an emergency: for a few hours, told at once, and reviewed."""

from datetime import datetime

from sightline.casework.verb import Refused, verb
from sightline.compliance.cover import covered_by
from sightline.people.models import MANAGERS, Worker
from sightline.record.kept import opens_in_an_emergency, told_of_emergency
from sightline.record.models import EmergencyOpening, Person
from sightline.timescales.london import day_of


@verb
def open_record(child: int, *, by: Worker, at: datetime, because: str) -> EmergencyOpening:
    """Open the record of this number, which is not theirs to open, for a few hours.

    Nobody breaks into a sealed record, nor into one from which they are kept.
    """
    if Person.objects.visible_to(by).filter(pk=child).exists():
        raise Refused("You may open this record already.")
    told = told_of_emergency(child, by) if opens_in_an_emergency(child, by) else None
    if told is None:
        raise Refused("This record cannot be opened in an emergency.")
    if not because.strip():
        raise Refused("Say what the emergency is.")
    holder, manager = told
    return EmergencyOpening.objects.create(
        recorded_by=by,
        child_id=child,
        because=because.strip(),
        opened_at=at,
        holder_id=holder,
        manager_id=manager,
    )


@verb
def know(opening: EmergencyOpening, *, by: Worker, at: datetime) -> EmergencyOpening:
    """Whoever holds the case, or its manager, or who acts for them, says that they know."""
    acting = {by.pk, *(one.pk for one in covered_by(by, on=day_of(at)))}
    if not acting & {opening.holder_id, opening.manager_id}:
        raise Refused("Whoever holds the case, and its manager, say that they know.")
    if opening.holder_id in acting and opening.holder_knew_at is None:
        opening.holder_knew_at = at
    if opening.manager_id in acting and opening.manager_knew_at is None:
        opening.manager_knew_at = at
    opening.save(update_fields=["holder_knew_at", "manager_knew_at"])
    return opening


@verb(may=MANAGERS, refused="A manager reviews what was opened in an emergency.")
def review(
    opening: EmergencyOpening, *, by: Worker, at: datetime, was_right: bool, review: str
) -> EmergencyOpening:
    """A manager who did not open it says whether it was right, in words."""
    opening = EmergencyOpening.objects.select_for_update().get(pk=opening.pk)
    if opening.recorded_by_id == by.pk:
        raise Refused("Nobody reviews what they opened themselves.")
    if opening.reviewed_at is not None:
        raise Refused("This has been reviewed already.")
    if not review.strip():
        raise Refused("Say why it was right, or was not.")
    opening.reviewed_at, opening.reviewed_by = at, by
    opening.was_right, opening.review = was_right, review.strip()
    opening.save(update_fields=["reviewed_at", "reviewed_by", "was_right", "review"])
    return opening
