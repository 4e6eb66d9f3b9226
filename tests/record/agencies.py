"""What the database refuses of chronologies that agencies gave us, and one of each."""

from datetime import date

from sightline.casework import chronology
from sightline.people.models import Worker
from sightline.record.models import Person
from sightline.record.models.chronology import Event

#: As in `test_constraints.py`: (table, constraint, what is changed).
CASES = [
    ("record_agencychronology", "agency_of_a_chronology_is_a_known_code", "agency = 'circus'"),
    ("record_agencychronology", "a_chronology_is_some_agencys", "agency = ''"),
    ("record_agencychronology", "a_chronology_is_taken_from_something", "from_what = ''"),
    ("record_agencyevent", "an_agency_event_is_in_the_same_childs_chronology", "child_id = {ned}"),
    ("record_agencyevent", "an_agency_event_is_in_the_same_childs_chronology", "agency = 'health'"),
    ("record_agencyevent", "an_agency_event_is_in_the_same_childs_chronology", "given_on = given_on + 1"),
    ("record_agencyevent", "an_agency_event_says_something", "words = ''"),
    ("record_agencyevent", "an_agency_tells_what_has_happened", "happened_on = given_on + 1"),
    ("record_agencyevent", "the_day_of_an_agency_event_is_known_so_far", "accuracy = 'UAA'"),
]
#: (constraint, the row copied, with what changed).
COPIES: list[tuple[str, str, dict[str, str]]] = [("an_agency_tells_an_event_once", "record_agencyevent", {})]
POINTED_AT = {"agency_chronology_with_its_child"}


def build(mia: Person, amina: Worker) -> None:
    """The police gave us what they have on Mia: one call, on a day."""
    said = {"agency": "police", "from_what": "Their log", "on": date(2026, 6, 1)}
    chronology.bring_in(mia, by=amina, events=[Event(date(2026, 5, 4), "A call to the house.")], **said)
