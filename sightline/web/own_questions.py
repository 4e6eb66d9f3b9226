"""Questions of our own on a long form: asked after those in code, and their answers kept apart."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from sightline.casework import own_question as verbs
from sightline.compliance.own_questions import answers_in, asked_in, in_force, in_order, is_for, versions
from sightline.people.models import Worker
from sightline.record.models import OwnQuestionVersion
from sightline.record.models.entry import ChildEntry
from sightline.record.models.own_question import YES_NO, AnswerKind, LongForm
from sightline.record.own_questions import KINDS
from sightline.web.fields import Asked, Beside, OneOf, Words
from sightline.web.form import Form
from sightline.web.today import today

#: A form may be sent so long after it was opened, and its answers are to the questions that were on it.
OPENED_WITHIN = timedelta(days=7)
NAMED = re.compile(r"own_(\d+)_(\d+)")


class AsksOwn(Form):
    """A long form, with the service's own questions after those in code: none of them must be answered.

    `own` are the versions that it asks, `said` what was answered to each before, by its number.
    """

    def __init__(
        self,
        *args: Any,
        own: Iterable[OwnQuestionVersion] = (),
        said: Mapping[int, str] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.own = {box_of(one): one for one in own}
        for name, version in self.own.items():
            self.fields[name] = field_of(version, {one.question_id: one for one in self.own.values()})
            self.initial.setdefault(name, (said or {}).get(version.pk, ""))

    @property
    def built_in(self) -> dict[str, Any]:
        """What was answered to the questions in code."""
        return {name: said for name, said in self.cleaned_data.items() if name not in self.own}

    @property
    def own_said(self) -> dict[OwnQuestionVersion, str]:
        """What was answered to our own."""
        return {version: str(self.cleaned_data[name]).strip() for name, version in self.own.items()}

    def as_kept(self, typed: dict[str, list[str]]) -> dict[str, list[str]]:
        """A draft's words where they stand now: a question that was changed since has another box."""
        here = {version.question_id: self.add_prefix(name) for name, version in self.own.items()}
        moved = {}
        for box, values in typed.items():
            found = NAMED.fullmatch(box.removeprefix(f"{self.prefix}-" if self.prefix else ""))
            moved[here.get(int(found[1]), box) if found else box] = values
        return moved


def box_of(version: OwnQuestionVersion) -> str:
    """The name of a question's box: with its version, so that what is sent says what was asked."""
    return f"own_{version.question_id}_{version.pk}"


def field_of(version: OwnQuestionVersion, beside: Mapping[int, OwnQuestionVersion]) -> Asked:
    """The field that asks this version."""
    said: dict[str, Any] = {
        "label": words_of(version, beside),
        "help_text": version.hint,
        "required": False,
        "why": version.why,
        "reads": version.reads,
        "owner": f"{version.owner.get_role_display().lower()}, {version.owner.name}",
    }
    if version.kind == AnswerKind.WORDS:
        return Words(rows=3, **said)
    if version.kind == AnswerKind.CHOICE:
        return OneOf(choices=[(one, one) for one in version.choices], **said)
    return OneOf(choices=[(one, one) for one in YES_NO], widget=Beside, **said)


def words_of(version: OwnQuestionVersion, beside: Mapping[int, OwnQuestionVersion]) -> str:
    """The question as a form asks it: with what it hangs on, where that is answered on the same form."""
    first = beside.get(version.only_if_id or 0)
    if first is not None:
        return f"If “{first.words}” was answered “{version.only_if_said}”: {version.words}"
    if version.only_for and version.question.form == LongForm.SIGHTING:  # what it was for is asked beside it
        purpose = dict(KINDS[LongForm.SIGHTING][1])[version.only_for]
        return f"If it was “{purpose.lower()}”: {version.words}"
    return version.words


def asked_now(form: str, data: Mapping[str, Any] | None = None, kind: str = "") -> list[OwnQuestionVersion]:
    """What this form asks today of whoever begins it; where it is sent, what was on it when it was opened."""
    on, every = today(), list(versions(form))
    asked = {one.question_id: one for one in in_force(every, on=on)}
    for opened in in_force(every, on=on - OPENED_WITHIN, today=on) if data else ():
        if any(box.endswith(box_of(opened)) for box in data or ()):
            asked[opened.question_id] = opened
    return in_order(one for one in asked.values() if is_for(one, kind) or form == LongForm.SIGHTING)


def under_way(entry: ChildEntry, began_on: date) -> dict[str, Any]:
    """What an entry that is under way asks and has been answered: for the form that goes on with it."""
    answered = [one for one in answers_in(entry) if one.struck_out_at is None]
    own = asked_in(entry, began_on, answered, today=today())
    return {"own": own, "said": {one.version_id: one.said for one in answered}}


def with_own(
    form: AsksOwn, do: Callable[[dict[str, Any]], Any], *, by: Worker, since: int | None = None
) -> Callable[[dict[str, Any]], Any]:
    """Do what the form says, and keep what was answered to our own questions in what came of it: both, or
    neither.
    """

    def both(_: dict[str, Any]) -> Any:
        with transaction.atomic():
            made = do(form.built_in)
            keep_own(form, made, by=by, since=since)
            return made

    return both


def keep_own(form: AsksOwn, made: ChildEntry, *, by: Worker, since: int | None = None) -> None:
    """Keep what was answered on this form to our own questions in what was made of it."""
    if form.own:
        verbs.answer(made, form.own_said, by=by, on=today(), since=since)
