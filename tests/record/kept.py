"""What the database refuses of restricted records, conflicts of interest and emergencies."""

from datetime import UTC, date, datetime

from sightline.casework import conflict, emergency, restriction
from sightline.people.models import Worker
from sightline.record.models import Person

AT = datetime(2026, 7, 1, 9, tzinfo=UTC)
CASES = [
    ("record_restriction", "a_restriction_has_a_reason", "because = ''"),
    ("record_restriction", "restriction_level_is_a_known_code", "level = ''"),
    ("record_restriction", "a_restriction_is_lifted_by_whom_and_why", "lifted_because = 'x'"),
    ("record_restrictedto", "whoever_is_named_is_named_for_the_same_child", "child_id = {ned}"),
    ("record_restrictedto", "a_worker_is_no_longer_named_for_a_reason", "ended_at = now()"),
    ("record_conflict", "how_a_worker_knows_a_child_is_a_known_code", "how = ''"),
    ("record_conflict", "a_conflict_is_ended_by_whom_and_why", "ended_at = now()"),
    (
        "record_conflict",
        "nobody_ends_their_own_conflict",
        "ended_at = now(), ended_by_id = worker_id, ended_because = 'x'",
    ),
    ("record_emergencyopening", "an_emergency_has_a_reason", "because = ''"),
    ("record_emergencyopening", "an_emergency_is_told_to_another_manager", "manager_id = recorded_by_id"),
    ("record_emergencyopening", "an_emergency_is_reviewed_by_whom_and_how", "review = 'x'"),
    (
        "record_emergencyopening",
        "nobody_reviews_their_own_emergency",
        "reviewed_at = now(), reviewed_by_id = recorded_by_id, was_right = true, review = 'x'",
    ),
]
COPIES = [
    ("a_record_has_one_restriction_at_a_time", "record_restriction", {}),
    ("a_worker_is_named_once_in_a_restriction", "record_restrictedto", {}),
    ("a_worker_is_kept_from_a_child_once", "record_conflict", {}),
    ("a_worker_has_one_home", "record_workerathome", {}),
]
POINTED_AT = {"restriction_with_its_child"}


def build(mia: Person, ned: Person, by: Worker, manager: Worker, outside: Worker) -> None:
    """Ned's record is opened in an emergency; Mia's is restricted, and somebody at the door knows her."""
    emergency.open_record(ned.pk, by=outside, at=AT, because="He is at our door")
    conflict.say(mia, by=manager, on=date(2026, 7, 1), how="friend", worker=outside)
    conflict.state_home(by=by, on=date(2026, 7, 1), address="9 Far Lane", postcode="QX1 1QX")
    restriction.restrict(mia, by=manager, level="sealed", because="A councillor’s child", ask=manager)
