"""Questions of our own: what is asked on each long form, how it has changed, and how it is changed."""

from collections import defaultdict
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from sightline.casework import own_question as verbs
from sightline.compliance.own_questions import in_force, in_order
from sightline.record.models import OwnQuestion, OwnQuestionVersion
from sightline.record.models.own_question import LongForm
from sightline.record.own_questions import KINDS
from sightline.web.form import Form, SignedIn, ask, typed
from sightline.web.own_questions import AsksOwn
from sightline.web.question_form import Ask, Retire
from sightline.web.today import today


def questions(request: SignedIn) -> HttpResponse:
    """Every question of our own by its form, with every version of it, and those that are retired."""
    on, every = today(), list(_versions())
    by_question: dict[int, list[OwnQuestionVersion]] = defaultdict(list)
    for one in every:
        by_question[one.question_id].append(one)
    shown = [_of(form, by_question, every, on) for form in LongForm]
    return render(
        request, "web/questions.html", {"title": "Questions of our own", "on": on, "forms_of": shown}
    )


def _versions(form: str = "") -> Any:
    rows = OwnQuestionVersion.objects.standing().filter(question__struck_out_at=None)
    rows = rows.filter(question__form=form) if form else rows
    return rows.select_related("question__retired_by", "owner", "only_if", "recorded_by").order_by(
        "from_on", "pk"
    )


def _of(
    form: LongForm,
    by_question: dict[int, list[OwnQuestionVersion]],
    every: list[OwnQuestionVersion],
    on: date,
) -> dict[str, Any]:
    """One form's questions: each with the version asked today (or the next, or the last) and all of them."""
    mine = [versions for versions in by_question.values() if versions[0].question.form == form]
    latest = {versions[0].question_id: versions[-1].words for versions in by_question.values()}
    rows = [_row(versions, latest, on) for versions in mine]
    rows.sort(key=lambda row: (row["retired"] is not None, row["now"].place, row["now"].question_id))
    return {"form": form, "label": form.label, "rows": rows}


def _row(versions: list[OwnQuestionVersion], latest: dict[int, str], on: date) -> dict[str, Any]:
    now = next((one for one in reversed(versions) if one.from_on <= on), versions[0])
    retired = now.question.retired_from_on
    return {
        "now": now,
        "versions": versions[::-1],
        "retired": retired,
        "condition": condition(now, latest),
    }


def condition(version: OwnQuestionVersion, latest: dict[int, str]) -> str:
    """When alone it is asked, in words; empty where it is always asked."""
    if version.only_for:
        return f"Only for: {dict(KINDS[version.question.form][1])[version.only_for].lower()}"
    if version.only_if_id:
        return f"Only if “{latest[version.only_if_id]}” is answered “{version.only_if_said}”"
    return ""


def preview(request: SignedIn, form: str) -> HttpResponse:
    """How the form asks them today, and from each day to come on which something changes."""
    if form not in LongForm.values:
        raise Http404
    on, every = today(), list(_versions(form))
    changes = {one.from_on for one in every} | {one.question.retired_from_on for one in every}
    days = sorted({on, *(day for day in changes if day and day > on)})
    shown = [(day, as_asked(every, day)) for day in days]
    page = {"title": f"{LongForm(form).label}: our own questions", "on": on, "shown": shown}
    page |= {"back": reverse("questions"), "back_to": "Questions of our own"}
    return render(request, "web/questions_preview.html", page)


def as_asked(every: list[OwnQuestionVersion], day: date) -> AsksOwn:
    """The questions as a form shows them on that day; nothing can be typed in it."""
    form = AsksOwn(on=day, own=in_force(every, on=day), prefix=f"on{day:%Y%m%d}")
    for field in form.fields.values():
        field.disabled = True
    return form


def add(request: SignedIn, form: str) -> HttpResponse:
    if form not in LongForm.values:
        raise Http404
    on = today()
    asking = Ask(typed(request), on=on, form=form, every=_asked(form, on), initial={"from_on": on})
    return _ask(
        request,
        asking,
        lambda _: verbs.add(by=request.user, on=on, form=form, **asking.asked_so),
        title=f"{LongForm(form).label}: ask something of our own",
        said="Saved: the question is asked from its day.",
    )


def change(request: SignedIn, pk: int) -> HttpResponse:
    """A new version of a question; the one before stays, for what was answered to it."""
    on, found = today(), _found(request, pk)
    every = _asked(found.form, on)
    now = found.versions.standing().order_by("from_on", "pk").last()
    asking = Ask(typed(request), on=on, form=found.form, every=every, this=found, initial=_as_it_is(now, on))
    return _ask(
        request,
        asking,
        lambda _: verbs.change(found, by=request.user, on=on, **asking.asked_so),
        title=f"{found.get_form_display()}: change a question of our own",
        said="Saved: it is asked so from its day. What was answered before keeps the question it answered.",
        lead=now.words if now else "",
    )


def _as_it_is(now: OwnQuestionVersion | None, on: date) -> dict[str, Any]:
    if now is None:
        return {"from_on": on}
    only = f"kind:{now.only_for}" if now.only_for else ""
    only = f"said:{now.only_if_id}:{now.only_if_said}" if now.only_if_id else only
    told = {name: getattr(now, name) for name in ("words", "hint", "kind", "why", "reads", "place")}
    return {**told, "keeper": now.owner_id, "choices": "\n".join(now.choices), "only": only, "from_on": on}


def retire(request: SignedIn, pk: int) -> HttpResponse:
    on, found = today(), _found(request, pk)
    now = found.versions.standing().order_by("from_on", "pk").last()
    return _ask(
        request,
        Retire(typed(request), on=on, initial={"from_on": on}),
        lambda answers: verbs.retire(found, by=request.user, on=on, **answers),
        title="Ask it no more",
        said="Saved: it is asked no more from that day. What was answered to it stays.",
        lead=now.words if now else "",
    )


def _found(request: SignedIn, pk: int) -> OwnQuestion:
    rows = OwnQuestion.objects.visible_to(request.user).standing().filter(retired_from_on=None)
    return get_object_or_404(rows, pk=pk)


def _asked(form: str, on: date) -> list[OwnQuestionVersion]:
    """The latest version of each question of the form that is not retired, though its day may be to come."""
    latest = {one.question_id: one for one in _versions(form)}
    return in_order(one for one in latest.values() if one.question.retired_from_on is None)


def _ask(request: SignedIn, form: Form, do: Any, **page: Any) -> HttpResponse:
    back = {"back": reverse("questions"), "back_to": "Questions of our own"}
    return ask(request, form, do=do, then=reverse("questions"), **page, **back)
