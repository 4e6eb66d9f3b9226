"""What a service asks of its own on a long form on a day, and what was answered in an entry."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from sightline.record.models import OwnAnswer, OwnQuestionVersion
from sightline.record.models.entry import ChildEntry
from sightline.record.models.own_question import LongForm
from sightline.record.own_questions import KINDS, form_of

#: Answers with the question that each of them answers.
ANSWERS = OwnAnswer.objects.select_related("version")


def versions(form: str) -> Any:
    """Every version of this form's questions, oldest first, with its question and its owner."""
    standing = OwnQuestionVersion.objects.standing().filter(question__struck_out_at=None, question__form=form)
    return standing.select_related("question", "owner").order_by("from_on", "pk")


def in_force(
    found: Iterable[OwnQuestionVersion], *, on: date, today: date | None = None
) -> list[OwnQuestionVersion]:
    """Of each question the version that was in force on that day, in order of place.

    A question that is retired by `today` (else by that day) is not asked, whatever it was then.
    """
    latest = {one.question_id: one for one in found if one.from_on <= on}
    return in_order(one for one in latest.values() if not is_retired(one, on=today or on))


def in_order(asked: Iterable[OwnQuestionVersion]) -> list[OwnQuestionVersion]:
    """These in their places; those of the same place as they were added."""
    return sorted(asked, key=lambda one: (one.place, one.question_id))


def is_retired(version: OwnQuestionVersion, *, on: date) -> bool:
    """Whether its question is asked no more on that day."""
    until = version.question.retired_from_on
    return until is not None and until <= on


def answers_in(entry: ChildEntry) -> list[OwnAnswer]:
    """What was answered in this entry, each with its question as it was asked; in order of place.

    An answer that was struck out is among them where the whole entry was. No query, where `attach` went
    before.
    """
    form = form_of(type(entry))
    if not form:
        return []
    found = getattr(entry, "_prefetched_objects_cache", {}).get("own_answers")
    if found is None:
        found = ANSWERS.filter(**{form: entry.pk})
    told = [one for one in found if one.struck_out_at is None or entry.struck_out_at is not None]
    return sorted(told, key=lambda one: (one.version.place, one.version.question_id, one.pk))


def attach(entries: Iterable[Any], answers: Iterable[OwnAnswer] | None = None) -> None:
    """Give each of these entries its answers, out of these or out of the record. One query at most."""
    asked = {(form, one.pk): one for one in entries if (form := form_of(one.__class__))}
    if not asked:
        return
    if answers is None:
        answers = ANSWERS.filter(child__in={one.child_id for one in asked.values()})
    theirs: dict[tuple[str, int], list[OwnAnswer]] = defaultdict(list)
    for one in answers:
        form = next(form for form in LongForm.values if getattr(one, f"{form}_id") is not None)
        theirs[form, getattr(one, f"{form}_id")].append(one)
    for where, entry in asked.items():  # Django keeps them there
        cache = getattr(entry, "_prefetched_objects_cache", {})
        entry._prefetched_objects_cache = cache | {"own_answers": theirs[where]}


def asked_in(
    entry: ChildEntry, began_on: date, answered: Iterable[OwnAnswer], *, today: date
) -> list[OwnQuestionVersion]:
    """What is asked in an entry under way: the versions of the day it began, and those it has answered."""
    every = list(versions(form_of(type(entry))))
    before = {one.version_id for one in answered}
    asked = {one.question_id: one for one in in_force(every, on=began_on, today=today)}
    asked |= {one.question_id: one for one in every if one.pk in before and not is_retired(one, on=today)}
    return in_order(one for one in asked.values() if is_for(one, kind_of(entry)))


def kind_of(entry: ChildEntry) -> str:
    """Which kind of its form an entry is; empty where the form has one kind."""
    field, _ = KINDS.get(form_of(type(entry)), ("", []))
    return getattr(entry, field) if field else ""


def is_for(version: OwnQuestionVersion, kind: str) -> bool:
    """Whether a form of this kind asks it."""
    return version.only_for in ("", kind)
