"""What the database refuses of what is carried forward, of days for finishing and of pages for a family."""

from datetime import date

from sightline.casework import assessment, carried, family_page
from sightline.people.models import Worker
from sightline.record.models import Referral
from tests.cast import Case

#: As in `test_constraints.py`: (table, constraint, what is changed).
CASES = [
    ("record_carriedsection", "a_section_is_carried_into_the_same_childs_assessment", "child_id = {ned}"),
    ("record_carriedsection", "nothing_is_carried_from_itself", "source_id = assessment_id"),
    ("record_carriedsection", "a_carried_section_is_confirmed_by_whom_and_when", "answered_by_id = NULL"),
    ("record_carriedsection", "carried_section_is_a_known_code", "section = 'dream'"),
    ("record_carriedsection", "what_is_carried_is_a_section", "section = ''"),
    ("record_carriedsection", "carried_answer_is_a_known_code", "answer = 'shrug'"),
    ("record_finishingday", "a_finishing_day_is_of_the_same_childs_assessment", "child_id = {ned}"),
    (
        "record_finishingday",
        "a_finishing_day_moves_one_of_the_same_assessment",
        "replaces_id = {neds_day}, because = 'Exams'",
    ),
    ("record_finishingday", "a_finishing_day_is_moved_for_a_reason", "replaces_id = {neds_day}"),
    ("record_familypage", "a_family_page_is_of_the_same_childs_assessment", "child_id = {ned}"),
    ("record_familypage", "sections_of_a_family_page_are_known_codes", "sections = '{{dream}}'"),
    ("record_familypage", "what_is_left_out_is_known_codes", "left_out = '{{dream}}'"),
    ("record_familypage", "what_is_left_out_is_not_on_the_page", "left_out = sections"),
    ("record_familypage", "a_family_page_says_what_is_next_and_whom_to_ring", "ring = ''"),
    (
        "record_sentcopy",
        "a_copy_is_of_the_same_childs_discussion",
        "conference_id = NULL, document_id = NULL, discussion_id = {neds_discussion}",
    ),
    (
        "record_sentcopy",
        "a_copy_is_of_the_same_childs_family_page",
        "conference_id = NULL, document_id = NULL, child_id = {ned}, family_page_id = {mias_page}",
    ),
    ("record_sentcopy", "a_copy_is_of_a_version", "document_id = NULL"),
    ("record_sentcopy", "a_minute_is_what_is_disputed", "answer = 'disputed'"),
    ("record_sentcopy", "a_dispute_is_answered_by_whom_and_how", "settled_on = answered_on"),
    (
        "record_sentcopy",
        "a_dispute_is_what_is_answered",
        "settled_on = answered_on, settled_by_id = {bryn}, settlement = 'So it was said'",
    ),
    (
        "record_sentcopy",
        "a_dispute_is_answered_after_it_is_raised",
        "settled_on = answered_on - 1, settled_by_id = {bryn}, settlement = 'So it was said'",
    ),
]
COPIES = [
    ("a_section_is_carried_from_one_place", "record_carriedsection", {}),
    ("a_first_finishing_day_is_set_once", "record_finishingday", {}),
]
POINTED_AT = {"family_page_with_its_child", "finishing_day_with_its_assessment"}


def build(case: Case, neds: Referral, by: Worker) -> dict[str, int]:
    """Mia is assessed again, with what was known of her harm; her family has a page; two days are set."""
    again = assessment.start(
        case.referral, by=by, on=date(2026, 6, 11), form="initial", finish_on=date(2026, 7, 1)
    )
    carried.bring(again, by=by, section="harm", source=case.assessment)
    carried.confirm(again, by=by, section="harm")
    neds_assessment = assessment.start(neds, by=by, on=date(2026, 3, 12), finish_on=date(2026, 3, 30))
    said = {"next_steps": "Amina comes on Friday.", "ring": "Amina Yusuf"}
    page = family_page.make(case.assessment, by=by, on=date(2026, 6, 12), sections=["harm"], **said)
    return {"neds_day": neds_assessment.finishing_days.get().pk, "mias_page": page.pk}
