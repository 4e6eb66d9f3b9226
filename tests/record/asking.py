"""What the database refuses of questions of our own and of what is answered to them."""

from datetime import date

from sightline.casework import own_question
from sightline.people.models import Role, Worker
from sightline.record.models import Sighting
from tests.cast import Case

#: What an answer to a question about a visit would be in, were it in another entry of Mia's.
ELSEWHERE = "sighting_id = NULL, child_id = {{ned}}, {field}_id = (SELECT min(id) FROM {table})"
CASES = [
    ("record_ownquestion", "own_question_form_is_a_known_code", "form = 'song'"),
    ("record_ownquestion", "a_question_is_on_a_form", "form = ''"),
    ("record_ownquestion", "a_question_is_retired_by_whom_and_why", "retired_from_on = '2027-01-01'"),
    (
        "record_ownquestion",
        "a_question_is_retired_for_a_reason",
        "retired_from_on = '2027-01-01', retired_by_id = {bryn}, retired_because = ''",
    ),
    ("record_ownquestionversion", "a_question_asks_something", "words = ''"),
    ("record_ownquestionversion", "a_question_says_why_it_is_asked", "why = ''"),
    ("record_ownquestionversion", "a_question_says_who_reads_it", "reads = ''"),
    ("record_ownquestionversion", "own_question_kind_is_a_known_code", "kind = 'song'"),
    ("record_ownquestionversion", "a_question_says_how_it_is_answered", "kind = ''"),
    ("record_ownquestionversion", "a_choice_is_between_two_things_at_least", "choices = '{{one}}'"),
    ("record_ownquestionversion", "a_question_is_reviewed_after_it_is_first_asked", "review_on = from_on"),
    (
        "record_ownquestionversion",
        "a_question_hangs_on_one_thing_at_most",
        "only_for = 'plan', only_if_id = (SELECT max(id) FROM record_ownquestion), only_if_said = 'Yes'",
    ),
    ("record_ownquestionversion", "a_question_hangs_on_what_was_said", "only_if_said = 'Yes'"),
    (
        "record_ownquestionversion",
        "no_question_hangs_on_itself",
        "only_if_id = question_id, only_if_said = 'Yes'",
    ),
    ("record_ownanswer", "an_answer_is_of_the_same_childs_visit", "child_id = {ned}"),
    *(
        ("record_ownanswer", name, ELSEWHERE.format(field=field, table=table))
        for name, field, table in (
            ("an_answer_is_in_the_same_childs_assessment", "assessment", "record_assessment"),
            ("an_answer_is_of_the_same_childs_conference", "conference", "record_conference"),
            ("an_answer_is_in_the_same_childs_supervision", "supervision", "record_supervision"),
        )
    ),
    (
        "record_ownanswer",
        "an_answer_is_in_the_same_childs_help_review",
        "sighting_id = NULL, help_review_id = (SELECT min(id) FROM record_childinneedreview)",
    ),
    ("record_ownanswer", "an_answer_belongs_to_one_entry", "sighting_id = NULL"),
    ("record_ownanswer", "an_answer_says_something", "said = ''"),
]
COPIES = [("a_question_is_answered_once_in_an_entry", "record_ownanswer", {})]
POINTED_AT = {"sighting_with_its_child", "child_in_need_review_with_its_child"}


def build(case: Case, by: Worker) -> None:
    """Two questions about visits, one of them answered."""
    on = date(2026, 6, 20)
    director = Worker.objects.create_user("i@exampleshire.example", name="Ivo Lark", role=Role.DIRECTOR)
    told = {"from_on": on, "kind": "words", "owner": director, "review_on": date(2027, 6, 20)}
    told |= {"why": "It says who is there at night.", "reads": "the next worker"}
    for words in ("Who comes at night?", "Who wakes first?"):
        own_question.add(by=director, on=on, form="sighting", words=words, **told)
    seen = Sighting.objects.filter(child=case.child).earliest("pk")
    version = director.questions_owned.earliest("pk")
    own_question.answer(seen, {version: "Her gran."}, by=by, on=on)
