"""What the database refuses of relationships, warnings and two entries for one person."""

from datetime import date

from sightline.casework import family, relationship, same_person, warning
from sightline.people.models import Worker
from sightline.record.models import Person

CASES = [
    ("record_sameperson", "nobody_is_joined_with_themselves", "kept_id = child_id"),
    ("record_sameperson", "how_two_entries_are_judged_is_said", "because = ''"),
    ("record_relationship", "relation_is_a_known_code", "relation = 'FAN'"),
    ("record_relationship", "nobody_is_related_to_themselves", "other_id = child_id"),
    ("record_relationship", "a_relationship_is_said_by_somebody", "said_by = ''"),
    ("record_relationship", "a_dispute_says_what_is_disputed", "disputed_because = ''"),
    ("record_relationship", "a_dispute_says_who_disputes", "disputed_by = ''"),
    ("record_relationship", "a_relationship_ends_after_it_begins", "until_on = '2019-02-10'"),
    ("record_warningnote", "risk_is_a_known_code", "risk = 'dragons'"),
    ("record_warningnote", "a_warning_says_of_what", "what = ''"),
    ("record_warningnote", "a_warning_came_from_somewhere", "came_from = ''"),
    ("record_warningnote", "a_warning_is_reviewed_after_it_is_noted", "review_on = '2026-05-31'"),
    ("record_warningnote", "a_warning_ends_after_it_is_noted", "ended_on = '2026-05-31'"),
    ("record_warningnote", "a_warning_is_ended_by_whom_and_why", "ended_by_id = NULL"),
    ("record_warningnote", "a_warning_ends_for_a_reason", "ended_because = ''"),
    ("record_warningreview", "a_review_is_of_the_same_persons_warning", "child_id = {ned}"),
    ("record_warningreview", "a_warning_stands_for_a_reason", "because = ''"),
    ("record_warningreview", "a_warning_is_reviewed_again_later", "next_review_on = '2026-06-09'"),
]
COPIES = [
    ("a_name_is_searched_once", "record_searchname", {}),
    ("an_entry_is_set_aside_once", "record_sameperson", {"kept_id": "{ned}"}),
    ("two_entries_are_judged_once", "record_sameperson", {"are_one": "false"}),
    ("two_people_are_related_so_once", "record_relationship", {}),
]
POINTED_AT = {"warning_note_with_its_child"}


def build(mia: Person, ned: Person, by: Worker, manager: Worker) -> None:
    """A disputed brother, a warning that was reviewed and has ended, and Ned's name that was not Mia's."""
    told = relationship.relate(
        mia, ned, by=by, relation="SIB", said_by="Mia’s gran", from_on=date(2019, 2, 11)
    )
    relationship.dispute(told, by=by, disputed_by="Ned’s father", because="He says that they are cousins.")
    note = warning.warn(
        mia,
        by=by,
        risk="workers",
        what="A dog that bites",
        came_from="The postman",
        on=date(2026, 6, 1),
        review_on=date(2026, 9, 1),
    )
    again = {"on": date(2026, 6, 10), "next_review_on": date(2026, 12, 1)}
    warning.review(note, by=by, because="The dog is still there.", **again)
    warning.end(note, by=manager, on=date(2026, 6, 20), because="The dog has gone.")
    second = family.add_person(by=by, given_name="Amelia", family_name="Larch")
    same_person.join(second, mia, by=manager, on=date(2026, 6, 1), because="Her birth certificate")
