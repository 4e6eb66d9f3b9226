"""What the database refuses of names, numbers, birth dates and homes."""

from datetime import date

from sightline.casework import identifier, known_by
from sightline.people.models import Worker
from sightline.record.models import Person

CASES = [
    ("record_othername", "use_of_a_name_is_a_known_code", "use = 'stage'"),
    ("record_othername", "another_name_has_a_use", "use = ''"),
    ("record_othername", "another_name_is_not_empty", "given_name = '', family_name = ''"),
    ("record_othername", "another_name_is_said_by_somebody", "said_by = ''"),
    (
        "record_othername",
        "a_name_is_left_after_it_is_taken",
        "from_on = '2020-01-02', until_on = '2020-01-01'",
    ),
    (
        "record_identifier",
        "the_check_digit_of_an_nhs_number_agrees",
        "system = 'NHS number', value = '9990000019'",
    ),
    (
        "record_identifier",
        "the_check_letter_of_a_pupil_number_agrees",
        "system = 'Unique pupil number', value = 'A001000000001'",
    ),
    (
        "record_identifier",
        "a_number_ends_after_it_begins",
        "from_on = '2020-01-02', until_on = '2020-01-01'",
    ),
    ("record_identifier", "a_number_is_found_right_when_and_how", "checked_on = '2020-01-01'"),
    (
        "record_identifier",
        "how_a_number_is_found_right_is_said",
        "checked_on = '2020-01-01', checked_how = ''",
    ),
    ("record_person", "a_birth_date_is_known_so_far", "born_accuracy = 'UAA'"),
    ("record_person", "a_day_of_death_is_known_so_far", "died_accuracy = 'EEE'"),
    ("record_person", "an_nhs_numbers_check_digit_agrees", "nhs_number = '9990000019'"),
    ("record_residence", "a_property_number_has_up_to_twelve_digits", "uprn = '01'"),
]
COPIES: list[tuple[str, str, dict[str, str]]] = [("another_name_is_written_once", "record_othername", {})]


def build(mia: Person, by: Worker) -> None:
    """Another name of Mia's, and an NHS number that somebody made sure of."""
    known_by.add_name(mia, by=by, given_name="Mim", family_name="", use="nickname", said_by="Mia")
    said = {"system": "NHS number", "value": "9990000018", "came_from": "The GP"}
    number = identifier.keep(mia, by=by, **said)
    identifier.find_right(number, by=by, on=date(2026, 6, 1), how="Seen on the red book")
