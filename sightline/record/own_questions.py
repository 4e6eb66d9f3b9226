"""What PostgreSQL refuses of our own questions and their answers, where two tables have to agree.

A question hangs on a kind of its own form or on another question of that form. An answer stands in an entry
of its question's form, to a version that was in force on its day, and is one of what could be answered.
"""

from functools import cache
from typing import Any

from django.db.backends.utils import CursorWrapper

from sightline.record.models.assessment import AssessmentForm
from sightline.record.models.conference import Conference
from sightline.record.models.entry import Entry
from sightline.record.models.own_question import YES_NO, AnswerKind, LongForm, OwnAnswer
from sightline.record.models.sighting import SightingPurpose

#: The kinds of each form for which alone a question may be asked, and the entry's field that says which.
KINDS: dict[str, tuple[str, list[tuple[str, str]]]] = {
    LongForm.ASSESSMENT: ("form", AssessmentForm.choices),
    LongForm.SIGHTING: ("purpose", SightingPurpose.choices),
    LongForm.CONFERENCE: ("form", Conference.Form.choices),
}


def model_of(form: str) -> type[Entry]:
    """The kind of entry that this form writes."""
    field: Any = OwnAnswer._meta.get_field(form)
    return field.related_model  # type: ignore[no-any-return]  # Django does not say which


@cache
def form_of(model: type[Entry]) -> str:
    """The long form that writes this kind of entry; empty where none does."""
    return next((form for form in LongForm.values if model_of(form) is model), "")


CHECK = """
CREATE OR REPLACE FUNCTION record_check_own_question() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    asked_on text := (SELECT form FROM record_ownquestion WHERE id = NEW.question_id FOR SHARE);
BEGIN
    IF NEW.only_for <> '' AND NOT EXISTS (
        SELECT FROM (VALUES {kinds}) AS one (form, kind) WHERE one.form = asked_on AND one.kind = NEW.only_for
    ) THEN PERFORM record_refuse('a_question_hangs_on_a_kind_of_its_own_form'); END IF;
    IF NEW.only_if_id IS NOT NULL AND asked_on IS DISTINCT FROM (
        SELECT form FROM record_ownquestion WHERE id = NEW.only_if_id
    ) THEN PERFORM record_refuse('a_question_hangs_on_another_of_its_own_form'); END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION record_check_own_answer() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    asked record;
BEGIN
    SELECT v.kind, v.choices, v.from_on, q.form, q.retired_from_on INTO asked
    FROM record_ownquestionversion v JOIN record_ownquestion q ON q.id = v.question_id
    WHERE v.id = NEW.version_id FOR SHARE;
    IF to_jsonb(NEW)->>(asked.form || '_id') IS NULL
    THEN PERFORM record_refuse('an_answer_is_to_a_question_of_its_own_form'); END IF;
    IF NEW.answered_on < asked.from_on OR NEW.answered_on >= asked.retired_from_on
    THEN PERFORM record_refuse('an_answer_is_to_a_question_that_was_asked'); END IF;
    IF asked.kind = '{choice}' AND NOT NEW.said = ANY (asked.choices)
        OR asked.kind = '{yes_no}' AND NEW.said NOT IN ({said})
    THEN PERFORM record_refuse('an_answer_is_one_of_what_could_be_answered'); END IF;
    RETURN NULL;
END $$;
"""

TRIGGERS = """
CREATE OR REPLACE TRIGGER a_question_hangs_on_its_own_form AFTER INSERT OR UPDATE ON record_ownquestionversion
FOR EACH ROW EXECUTE FUNCTION record_check_own_question();
CREATE OR REPLACE TRIGGER an_answer_fits_its_question AFTER INSERT ON record_ownanswer
FOR EACH ROW EXECUTE FUNCTION record_check_own_answer();
CREATE OR REPLACE TRIGGER an_answer_that_is_changed_fits_its_question
AFTER UPDATE OF version_id, said, answered_on, {fields} ON record_ownanswer
FOR EACH ROW EXECUTE FUNCTION record_check_own_answer();
"""


def install(cursor: CursorWrapper) -> None:
    """Put the guards in place; safe to repeat."""
    kinds = ", ".join(f"('{form}', '{kind}')" for form, (_, all_of) in KINDS.items() for kind, _ in all_of)
    said = ", ".join(f"'{one}'" for one in YES_NO)
    codes = {"choice": AnswerKind.CHOICE.value, "yes_no": AnswerKind.YES_NO.value}
    cursor.execute(CHECK.format(kinds=kinds, said=said, **codes))
    cursor.execute(TRIGGERS.format(fields=", ".join(f"{form}_id" for form in LongForm.values)))
