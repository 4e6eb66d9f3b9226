"""What is asked of Mia's record, and how each constraint on that could be broken."""

from datetime import date

from sightline.casework import rights
from sightline.people.models import Worker
from sightline.record.models import Person

#: (table, constraint, what is changed), as in test_constraints.py.
CASES = [
    ("record_looknote", "a_note_on_a_look_says_something", "note = ''"),
    ("record_legalhold", "a_legal_hold_has_a_reason", "because = ''"),
    ("record_legalhold", "a_legal_hold_ends_by_whom_and_why", "ended_on = '2026-08-01'"),
    (
        "record_legalhold",
        "a_legal_hold_ends_after_it_begins",
        "ended_on = from_on - 1, ended_by_id = {bryn}, ended_because = 'x'",
    ),
    ("record_accessrequest", "whoever_asks_for_a_record_is_of_a_known_kind", "asked_by = 'wizard'"),
    ("record_accessrequest", "a_copy_is_released_by_whom_to_whom", "released_on = '2026-08-01'"),
    (
        "record_accessrequest",
        "nothing_is_released_to_somebody_unknown",
        "released_on = '2026-08-01', released_by_id = {bryn}, released_to = 'x'",
    ),
    (
        "record_accessrequest",
        "a_copy_is_released_after_it_is_asked_for",
        "released_on = received_on - 1, released_by_id = {bryn}, released_to = 'x', identity_shown = 'x'",
    ),
    (
        "record_redaction",
        "a_redaction_is_for_a_request_about_the_same_child",
        "child_id = {ned}",
    ),
    ("record_redaction", "reason_to_leave_something_out_is_a_known_code", "reason = 'shame'"),
    ("record_redaction", "nothing_is_left_out_without_a_reason", "reason = ''"),
    ("record_correction", "a_request_to_correct_says_what_is_wrong", "said = ''"),
    (
        "record_correction",
        "a_request_to_correct_is_decided_by_whom_and_why",
        "decided_on = '2026-08-01'",
    ),
    (
        "record_correction",
        "decision_on_a_correction_is_a_known_code",
        "decided_on = '2026-08-01', decided_by_id = {bryn}, decided_because = 'x', decision = 'shrug'",
    ),
    (
        "record_correction",
        "an_entry_that_is_put_right_is_named",
        "decided_on = '2026-08-01', decided_by_id = {bryn}, decided_because = 'x', decision = 'struck_out'",
    ),
    ("record_retentiondecision", "a_decision_on_an_old_record_has_a_reason", "because = ''"),
    ("record_retentiondecision", "a_record_that_is_kept_is_kept_until_a_day", "keep_until_on = NULL"),
]


def ask_of(mia: Person, *, amina: Worker, bryn: Worker, gwen: Worker) -> None:
    """A look accounted for, a hold, a copy with something left out, a correction, a decision to keep."""
    day = date(2026, 7, 1)
    rights.account_for_look(mia, by=bryn, looker=gwen, looked_on=day, note="She rang", is_concern=False)
    rights.hold(mia, by=bryn, on=day, because="A claim")
    asked = rights.receive_request(mia, by=amina, on=day, asked_by="self", who="Mia")
    rights.leave_out(asked, by=amina, kind="sighting", entry=1, reason="crime")
    rights.receive_correction(mia, by=amina, on=day, who="Mia", said="I never said so")
    rights.decide_retention(
        mia, by=bryn, on=day, decision="keep", because="A claim", keep_until_on=date(2030, 7, 1)
    )
