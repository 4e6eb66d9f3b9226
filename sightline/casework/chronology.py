"""Another agency's chronology: brought into a child's record as it was given, each event on its own day."""

from collections.abc import Sequence
from datetime import date

from sightline.casework.verb import Refused, verb
from sightline.people.models import Worker
from sightline.record.accuracy import fits
from sightline.record.models import AgencyChronology, AgencyEvent, Person
from sightline.record.models.chronology import Event


@verb
def bring_in(
    child: Person, *, by: Worker, on: date, agency: str, from_what: str, events: Sequence[Event]
) -> list[AgencyEvent]:
    """Bring in the events of a chronology that an agency gave us on that day, all of them or none.

    What the same agency has told us already stays as it is. Refused where nothing is new, where an event is
    after the day it was given to us, and where it says nothing.
    """
    if not from_what.strip():
        raise Refused("Say what it is taken from.")
    for event in events:
        if not event.words.strip():
            raise Refused(f"The event of {event.on:%-d %B %Y} says nothing.")
        if not fits(event.on, event.accuracy):
            raise Refused("What is not known of a day stands as the first.")
        if event.on > on:
            raise Refused(f"{event.on:%-d %B %Y} is after the day on which they gave it to us.")
    wanted = AgencyEvent.objects.new_among(events, of=child, agency=agency)
    if not wanted:
        raise Refused("They have told us all of this already." if events else "There is no event in it.")
    theirs = {"agency": agency, "from_what": from_what.strip(), "given_on": on}
    whose = {"recorded_by": by, "child_id": child.pk, **theirs}
    made = AgencyChronology.objects.create(**whose)
    return AgencyEvent.objects.bulk_create(
        AgencyEvent(
            **whose,
            chronology=made,
            happened_on=event.on,
            accuracy=event.accuracy,
            words=event.words.strip(),
        )
        for event in wanted
    )
