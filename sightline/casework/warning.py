"""Warning notes: written by whoever knows, looked at again when they fall due, ended by a manager."""

from datetime import date

from sightline.casework.verb import Refused, verb
from sightline.people.models import MANAGERS, Worker
from sightline.record.models import Person, WarningNote, WarningReview

NOT_MANAGERS = "Only a manager ends a warning note, and says why."


@verb
def warn(
    person: Person, *, by: Worker, risk: str, what: str, came_from: str, on: date, review_on: date
) -> WarningNote:
    """Write down what somebody may do: it stands at once on every child who is linked with them."""
    return WarningNote.objects.create(
        recorded_by=by,
        child=person,
        risk=risk,
        what=what.strip(),
        came_from=came_from.strip(),
        noted_on=on,
        review_on=review_on,
    )


@verb
def review(note: WarningNote, *, by: Worker, on: date, because: str, next_review_on: date) -> WarningReview:
    """The note was looked at again and stands, because; it is to be looked at next by that day."""
    if note.ended_on is not None:
        raise Refused("This warning note has ended.")
    return WarningReview.objects.create(
        recorded_by=by,
        child_id=note.child_id,
        note=note,
        reviewed_on=on,
        because=because.strip(),
        next_review_on=next_review_on,
    )


@verb(may=MANAGERS, refused=NOT_MANAGERS)
def end(note: WarningNote, *, by: Worker, on: date, because: str) -> WarningNote:
    """The note no longer holds, because; it stays in the story."""
    note = WarningNote.objects.select_for_update().get(pk=note.pk)
    if note.ended_on is not None:
        raise Refused("This warning note has ended already.")
    note.ended_on, note.ended_by, note.ended_because = on, by, because.strip()
    note.save(update_fields=["ended_on", "ended_by", "ended_because"])
    return note
