"""What the database refuses of marks on events, of what is written of them, and of copies sent."""

from datetime import date

from sightline.casework import circulation, significance
from sightline.people.models import Worker
from tests.cast import Case

CASES = [
    (
        "record_sentcopy",
        "a_copy_is_of_the_same_childs_conference",
        "child_id = {ned}, document_id = {neds_document}",
    ),
    (
        "record_sentcopy",
        "a_copy_is_of_the_same_childs_plan",
        "conference_id = NULL, plan_id = {plan}, child_id = {ned}, document_id = {neds_document}",
    ),
    (
        "record_sentcopy",
        "a_copy_is_of_the_same_childs_help_plan",
        "conference_id = NULL, help_plan_id = {neds_help}",
    ),
    ("record_sentcopy", "a_copy_is_of_the_same_childs_document", "document_id = {neds_document}"),
    ("record_sentcopy", "a_copy_is_of_one_thing", "conference_id = NULL"),
    ("record_sentcopy", "a_copy_is_sent_to_somebody", "person = ''"),
    ("record_sentcopy", "a_copy_is_answered_on_a_day", "answered_on = NULL"),
    ("record_sentcopy", "a_correction_says_what_is_wrong", "correction = ''"),
    ("record_sentcopy", "a_copy_is_answered_after_it_is_sent", "answered_on = sent_on - 1"),
    ("record_sentcopy", "copy_agency_is_a_known_code", "agency = 'circus'"),
    ("record_sentcopy", "copy_route_is_a_known_code", "route = 'owl'"),
    ("record_sentcopy", "copy_answer_is_a_known_code", "answer = 'shrug', correction = ''"),
    ("record_eventanalysis", "an_analysis_is_of_the_same_childs_event", "child_id = {ned}"),
    ("record_eventanalysis", "an_analysis_says_why_it_mattered", "why = ''"),
]
COPIES = [("an_event_is_marked_once", "record_significantevent", {})]
POINTED_AT = {"significant_event_with_its_child", "conference_with_its_child"}


def build(case: Case, by: Worker) -> None:
    """Somebody marked the day on which Mia's referral came, and wrote why; a copy was sent and answered."""
    mia, on = case.child, date(2026, 6, 20)
    event = significance.mark(mia, case.referral, "received_on", by=by, on=on)
    significance.analyse(event, by=by, on=on, why="The third in a year, and the first decided.")
    to = {"person": "Dr Sen", "agency": "health", "route": "hand"}
    copy = circulation.send(case.conference, mia.documents.earliest("pk"), by=by, on=on, **to)
    circulation.answer(copy, by=by, on=on, answer="correction", correction="It was her left arm.")
