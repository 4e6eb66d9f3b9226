"""Questions of our own: added, changed from a day, retired from a day; and answered in an entry."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sightline.casework import entry as entries
from sightline.casework.verb import Refused, verb
from sightline.people.models import Worker
from sightline.record.models import OwnAnswer, OwnQuestion, OwnQuestionVersion
from sightline.record.models.entry import ChildEntry
from sightline.record.models.own_question import KEEPS_QUESTIONS, AnswerKind
from sightline.record.own_questions import form_of
from sightline.record.together import both, changes_since

NOT_KEEPERS = "The director or a service manager decides what we ask of our own."
EMPTIED = "Left empty again by whoever wrote the form."


@verb(may=KEEPS_QUESTIONS, refused=NOT_KEEPERS)
def add(*, by: Worker, on: date, form: str, **asked: Any) -> OwnQuestion:
    """A new question on a long form; `asked` is how it is asked, as in `change`."""
    question = OwnQuestion.objects.create(recorded_by=by, form=form)
    _ask(question, by=by, on=on, **asked)
    return question


@verb(may=KEEPS_QUESTIONS, refused=NOT_KEEPERS)
def change(question: OwnQuestion, *, by: Worker, on: date, **asked: Any) -> OwnQuestionVersion:
    """From a day on the question is asked so. What was answered before keeps the question it answered."""
    question = OwnQuestion.objects.select_for_update().get(pk=question.pk)
    if question.retired_from_on is not None:
        raise Refused("This question is retired: add another.")
    return _ask(question, by=by, on=on, **asked)


def _ask(
    question: OwnQuestion,
    *,
    by: Worker,
    on: date,
    from_on: date,
    words: str,
    kind: str,
    why: str,
    reads: str,
    owner: Worker,
    review_on: date,
    hint: str = "",
    choices: Iterable[str] = (),
    place: int = 1,
    only_for: str = "",
    only_if: OwnQuestion | None = None,
    only_if_said: str | None = None,
) -> OwnQuestionVersion:
    if from_on < on:
        raise Refused("A question is asked from today or a day to come: what was asked before stays.")
    if owner.left_on is not None:
        raise Refused(f"{owner} left on {owner.left_on:%-d %B %Y}.")
    offered = [one.strip() for one in choices if one.strip()]
    if len(set(offered)) != len(offered):
        raise Refused("Two of the choices are the same.")
    return OwnQuestionVersion.objects.create(
        recorded_by=by,
        question=question,
        from_on=from_on,
        words=words.strip(),
        hint=hint.strip(),
        kind=kind,
        choices=offered if kind == AnswerKind.CHOICE else [],
        why=_sentence(why),
        reads=reads.strip().rstrip("."),
        owner=owner,
        review_on=review_on,
        place=place,
        only_for=only_for,
        only_if=only_if,
        only_if_said=only_if_said,
    )


def _sentence(words: str) -> str:
    """With a full stop, since readers stand after it."""
    said = words.strip()
    return f"{said}." if said and said[-1] not in ".?!" else said


@verb(may=KEEPS_QUESTIONS, refused=NOT_KEEPERS)
def retire(question: OwnQuestion, *, by: Worker, on: date, from_on: date, because: str) -> OwnQuestion:
    """From a day on it is asked no more. It stays, with all that was answered."""
    question = OwnQuestion.objects.select_for_update().get(pk=question.pk)
    if question.retired_from_on is not None:
        raise Refused("This question is retired already.")
    if from_on < on:
        raise Refused("A question is retired from today or a day to come.")
    if not because.strip():
        raise Refused("Say why it is asked no more.")
    question.retired_from_on, question.retired_by, question.retired_because = from_on, by, because.strip()
    question.save(update_fields=["retired_from_on", "retired_by", "retired_because"])
    return question


@verb
def answer(
    entry: ChildEntry,
    said: Mapping[OwnQuestionVersion, str],
    *,
    by: Worker,
    on: date,
    since: int | None = None,
) -> None:
    """What was said in this entry to each of these questions; nothing said leaves a question unanswered.

    What was answered before is changed, and struck out where it is left empty now. `since` is the newest
    change that the writer had before them: what others wrote after it stands too.
    """
    where = {form_of(type(entry)): entry}
    standing = OwnAnswer.objects.select_for_update().standing().filter(**where)
    before = {one.version_id: one for one in standing}
    for version, words in said.items():
        found = before.get(version.pk)
        if found is not None:
            _change(found, version, words, by=by, since=since)
        elif words:
            OwnAnswer.objects.create(
                recorded_by=by, child_id=entry.child_id, version=version, answered_on=on, said=words, **where
            )


def _change(
    found: OwnAnswer, version: OwnQuestionVersion, words: str, *, by: Worker, since: int | None
) -> None:
    together = words if since is None else _together(found, version, words, since)
    if not together:
        entries.strike_out(found, by=by, because=EMPTIED)
    elif together != found.said:
        found.said = together
        found.save(update_fields=["said"])


def _together(found: OwnAnswer, version: OwnQuestionVersion, words: str, since: int) -> str:
    """What to keep of what somebody wrote, given what others have written since that change."""
    later = changes_since(found, since)
    if not later:
        return words
    base = str((later[0].before or {}).get("said", ""))
    if words in (base, found.said):
        return found.said
    if found.said == base or version.kind != AnswerKind.WORDS:
        return words
    return both(base, found.said, words)
