"""Striking out: how something written in error stops counting without disappearing."""

from sightline.casework import identifier
from sightline.casework.verb import Refused, verb
from sightline.people.models import Worker
from sightline.record.models import Identifier
from sightline.record.models.entry import Entry


@verb
def strike_out(entry: Entry, *, by: Worker, because: str) -> Entry:
    """Strike out an entry, because: it stays readable, with who struck it out and why, and counts no more."""
    from django.utils import timezone

    if not because.strip():
        raise Refused("Say why this is struck out.")
    if entry.struck_out_at is not None:
        raise Refused("This is struck out already.")
    entry.struck_out_at = timezone.now()
    entry.struck_out_by = by
    entry.struck_out_because = because.strip()
    entry.save(update_fields=["struck_out_at", "struck_out_by", "struck_out_because"])
    if isinstance(entry, Identifier):
        identifier.let_go(entry)
    return entry
