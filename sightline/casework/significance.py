"""What mattered: an event is marked with one press, and whoever thinks so writes why it mattered."""

from datetime import date

from sightline.casework import entry as entries
from sightline.casework.verb import Refused, verb
from sightline.people.models import Worker
from sightline.record.models import Contact, EventAnalysis, Person, SignificantEvent
from sightline.record.models.entry import ChildEntry, Entry

CORRECTED = "Corrected by its author, who wrote it anew."


@verb
def mark(child: Person, entry: Entry, field: str, *, by: Worker, on: date) -> SignificantEvent:
    """One event of the child's story mattered: what this field of this entry says the day of.

    Marked already, it is marked as it was: two people may press the same button.
    """
    named = {"kind": str(entry._meta.model_name), "row": entry.pk, "field": field}
    mine = {**named, "child_id": _whose(child, entry)}
    found = SignificantEvent.objects.standing().filter(**mine).first()
    return found or SignificantEvent.objects.create(recorded_by=by, marked_on=on, **mine)


def _whose(child: Person, entry: Entry) -> int:
    """The number of the person whom the entry is about, who may stand in the record under several."""
    if isinstance(entry, ChildEntry):
        return entry.child_id
    if not isinstance(entry, Contact):
        raise Refused("That is about no child.")
    named = entry.children.filter(struck_out_at=None, child__in=child.entries)
    found = named.order_by("pk").values_list("child_id", flat=True).first()
    if found is None:
        raise Refused("That contact is not about this child.")
    return found


@verb
def analyse(event: SignificantEvent, *, by: Worker, on: date, why: str) -> EventAnalysis:
    """Why it mattered, in one person's words; whoever thinks otherwise writes another beside it."""
    if event.struck_out_at is not None:
        raise Refused("The mark on this event was struck out.")
    if not why.strip():
        raise Refused("Say why it mattered.")
    return EventAnalysis.objects.create(
        recorded_by=by, child_id=event.child_id, event=event, written_on=on, why=why.strip()
    )


@verb
def correct(analysis: EventAnalysis, *, by: Worker, on: date, why: str) -> EventAnalysis:
    """Its author writes it anew; what they wrote before is struck out, and stays readable."""
    found = EventAnalysis.objects.select_for_update(of=("self",)).select_related("event").get(pk=analysis.pk)
    if found.recorded_by_id != by.pk:
        raise Refused("Whoever wrote it corrects it. Write your own beside it.")
    entries.strike_out(found, by=by, because=CORRECTED)
    return analyse(found.event, by=by, on=on, why=why)
