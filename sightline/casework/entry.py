"""Striking out: how something written in error stops counting without disappearing."""

from sightline.casework.verb import Refused, verb
from sightline.people.models import Worker
from sightline.record.models import AgencyChronology, AgencyEvent, Identifier, OwnAnswer, Person
from sightline.record.models.entry import Entry
from sightline.record.models.identifier import HELD_IN
from sightline.record.own_questions import form_of


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
        _let_go(entry)
    if isinstance(entry, AgencyChronology):
        for event in AgencyEvent.objects.standing().filter(chronology=entry):
            strike_out(event, by=by, because=because)
    if form := form_of(type(entry)):
        for answer in OwnAnswer.objects.standing().filter(**{form: entry}):
            strike_out(answer, by=by, because=because)
    return entry


def _let_go(number: Identifier) -> None:
    """A number that is struck out is nobody's to go by."""
    person = Person.objects.select_for_update().get(pk=number.child_id)
    if number.is_gone_by(person):
        setattr(person, HELD_IN[number.system], None)
        person.save(update_fields=[HELD_IN[number.system]])
