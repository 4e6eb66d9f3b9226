"""Case audits: read, finished, read again without sight of the first, moderated, and replied to."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from sightline.assurance import audit as verbs
from sightline.assurance.audit_round import agreed, readings
from sightline.assurance.models import Audit
from sightline.assurance.models.audit import Question
from sightline.casework.verb import Refused
from sightline.people.models import PRACTISES
from sightline.record.models import Referral
from sightline.web import today as clock
from sightline.web.audit_form import DOES_NOT_ARISE, Begin, Finish, Moderate, Read, Reply
from sightline.web.finding import about, find_child, look, paged
from sightline.web.form import SignedIn, ask, enter, show, typed
from sightline.web.pack import pack
from sightline.web.today import today


def audits(request: SignedIn) -> HttpResponse:
    """What I am reading, what waits for a second reader or a moderator, and how far readers agree."""
    found = readings(request.user)
    shown = paged(request, found.done, per=20)
    seen = [*found.mine, *found.to_read_again, *found.to_moderate, *(one.audit for one in shown.rows)]
    look(request, [one.child_id for one in seen])
    page = {"title": "Case audits", "on": today(), "found": found, "page": shown}
    return render(request, "web/assurance/audits.html", page)


def begin(request: SignedIn, pk: int) -> HttpResponse:
    child = find_child(request, pk)
    referral = Referral.objects.standing().filter(child=child).order_by("-received_on", "-pk").first()
    if referral is None:
        raise Http404
    return ask(
        request,
        Begin(typed(request), on=today()),
        do=lambda answers: verbs.begin(referral, by=request.user, on=today(), **answers),
        then=lambda made: reverse("audit-read", args=[made.pk]),
        said="Begun. It is yours alone until you have finished it.",
        title="Audit this case",
        lead=f"The latest case: {referral}.",
        button="Begin",
        **about(child),
    )


def find_audit(request: SignedIn, pk: int) -> Audit:
    rows = Audit.objects.visible_to(request.user).standing()
    found: Audit = get_object_or_404(rows.select_related("child", "referral__team__manager", "rater"), pk=pk)
    look(request, [found.child_id])
    return found


def audit(request: SignedIn, pk: int) -> HttpResponse:
    """A finished audit; whoever is still reading goes to the reading."""
    found = find_audit(request, pk)
    if found.finished_at is None:
        return redirect("audit-read", pk)
    first = found.second_of or found
    second = verbs.second_reading(first)
    page = {
        **about(found.child),
        "title": "Case audit",
        "audit": found,
        "answers": _answers(found),
        "first": first,
        "second": second if second and second.finished_at else None,
        "agreed": agreed(first, second),
        "moderation": first.moderations.standing().select_related("recorded_by").first(),
        "replies": first.replies.standing().select_related("recorded_by"),
        "check": found.safety_checks.standing().select_related("holder").first(),
        "may_reply": request.user.role in PRACTISES and request.user.pk != found.rater_id,
    }
    return render(request, "web/assurance/audit.html", page)


def _answers(found: Audit) -> list[Any]:
    given = {one.question: one for one in found.answers.standing()}
    return [given[question.value] for question in Question if question.value in given]


def _reading(request: SignedIn, pk: int) -> Audit:
    found = find_audit(request, pk)
    if found.rater_id != request.user.pk or found.finished_at is not None:
        raise Http404
    return found


def read(request: SignedIn, pk: int) -> HttpResponse:
    """The questions, with what the record says to each beside it. Whatever is answered is kept."""
    found, on = _reading(request, pk), today()
    form = Read(typed(request), on=on, initial=_initial(found))
    if request.method == "POST" and form.is_valid():
        own = {name: form.cleaned_data[name] for name in ("difference_made", "strengths", "to_do")}
        done = enter(
            request,
            form,
            do=lambda: verbs.answer(found, by=request.user, answers=form.given(), **own),
            then=reverse("audit-finish" if "finish" in request.POST else "audit-read", args=[pk]),
            said="Kept.",
        )
        if done is not None:
            return done
    case = pack(found.child, found.referral, on=on)
    page = {"title": "Read this case", "audit": found, "pack": case, "questions": list(form.questions(case))}
    back = {"child": found.child, "back": reverse("audits"), "back_to": "Case audits"}
    return show(request, form, template="web/assurance/read.html", **page, **back)


def _initial(found: Audit) -> dict[str, Any]:
    own = {name: getattr(found, name) for name in ("difference_made", "strengths", "to_do")}
    for one in found.answers.standing():
        own[f"grade_{one.question}"] = one.grade or DOES_NOT_ARISE
        own[f"words_{one.question}"] = one.words
    return own


def finish(request: SignedIn, pk: int) -> HttpResponse:
    found = _reading(request, pk)
    return ask(
        request,
        Finish(typed(request), on=today()),
        do=lambda answers: verbs.finish(found, by=request.user, at=clock.now(), **answers),
        then=reverse("audits"),
        said="Finished. An inadequate grade has asked for a check of the child.",
        title="Give it a grade",
        lead="It cannot be changed afterwards. Inadequate asks somebody to check the child today.",
        button="Finish",
        **(about(found.child) | {"back": reverse("audit-read", args=[pk]), "back_to": "The questions"}),
    )


@require_POST
def read_again(request: SignedIn, pk: int) -> HttpResponse:
    """Begin a second reading of an audit that this worker has not seen."""
    waiting = {one.pk: one for one in readings(request.user).to_read_again}
    if pk not in waiting:
        raise Http404
    try:
        made = verbs.read_again(waiting[pk], by=request.user, on=today())
    except Refused as refused:
        return render(
            request,
            "web/assurance/refused.html",
            {"title": "Not a second reading", "why": str(refused), "back": reverse("audits")},
            status=422,
        )
    return redirect("audit-read", made.pk)


def moderate(request: SignedIn, pk: int) -> HttpResponse:
    found = find_audit(request, pk)
    second = verbs.second_reading(found)
    if second is None:
        raise Http404
    return ask(
        request,
        Moderate(typed(request), on=today()),
        do=lambda answers: verbs.moderate(found, by=request.user, on=today(), **answers),
        then=reverse("audit", args=[pk]),
        said="Kept: that is the grade that stands.",
        title="Two readers differ",
        lead=f"{found.rater.name}: {found.get_grade_display()}. "
        f"{second.rater.name}: {second.get_grade_display()}.",
        button="This grade stands",
        **(about(found.child) | {"back": reverse("audit", args=[pk]), "back_to": "The audit"}),
    )


def reply(request: SignedIn, pk: int) -> HttpResponse:
    found = find_audit(request, pk)
    return ask(
        request,
        Reply(typed(request), on=today()),
        do=lambda answers: verbs.reply(found.second_of or found, by=request.user, on=today(), **answers),
        then=reverse("audit", args=[pk]),
        said="Saved: it stands beside the audit.",
        title="Reply to this audit",
        **(about(found.child) | {"back": reverse("audit", args=[pk]), "back_to": "The audit"}),
    )
