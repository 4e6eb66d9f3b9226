"""Looking back, for whoever reads: the next case, what they make of it, and the children they hold."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from sightline.assurance import verdict as verbs
from sightline.assurance.danger import because_words
from sightline.assurance.look_back import waiting
from sightline.assurance.models import FollowUp, SampledCase, ScoredCase, Verdict
from sightline.assurance.models.verdict import Finding
from sightline.assurance.verdict import due_at
from sightline.compliance.pattern.book import PATTERNS
from sightline.people.models import Worker
from sightline.web import today as clock
from sightline.web.audit_form import holders
from sightline.web.fields import OneOf, Somebody, Words
from sightline.web.finding import look, paged
from sightline.web.form import Form, SignedIn, ask, typed
from sightline.web.pack import pack
from sightline.web.today import today

WHO: Any = {"reads": "whoever began the look-back, and the director", "owner": "director"}


class Judge(Form):
    """What a reader makes of a case."""

    finding = OneOf(
        label="Was the child safe, and is the child safe now?",
        choices=Finding.choices,
        missing="Say what you make of it",
        why="One person who has read the case answers for it.",
        **WHO,
    )
    because = Words(
        label="Why?",
        rows=4,
        missing="Say why",
        why="Somebody else must be able to see what you saw.",
        **WHO,
    )
    holder = Somebody(
        label="If the child may be at risk, who sees to it now?",
        queryset=Worker.objects.none(),
        required=False,
        why="Work that nobody holds is not done.",
        **WHO,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("holder", holders())


def reading(request: SignedIn) -> HttpResponse:
    """What this worker is to read, next first, and the children whom they see to."""
    on = today()
    page = paged(request, waiting(request.user, on=on))
    held = list(
        FollowUp.objects.visible_to(request.user)
        .open()
        .filter(holder=request.user)
        .select_related("child", "verdict")
    )
    look(request, [one.child_id for one in [*page.rows, *held]])
    mine = Verdict.objects.standing().filter(recorded_by=request.user)
    shown = {
        "title": "Looking back",
        "on": on,
        "page": page,
        "read": mine.count(),
        "held": [(one, due_at(one), due_at(one) < clock.now()) for one in held],
    }
    return render(request, "web/assurance/reading.html", shown)


def next_case(request: SignedIn) -> HttpResponse:
    """The case that this worker reads next."""
    found = waiting(request.user, on=today()).first()
    return redirect("case-to-read", found.pk) if found else redirect("reading")


def read(request: SignedIn, pk: int) -> HttpResponse:
    """One case, whole, and what its reader makes of it; then the next."""
    rows = SampledCase.objects.visible_to(request.user).standing().filter(reader=request.user)
    case = get_object_or_404(rows.select_related("child", "referral__team__manager", "sample"), pk=pk)
    on = today()
    if case.until_on < on:
        raise Http404
    look(request, [case.child_id])
    given = case.verdicts.standing().first()
    if given:
        return _given(request, case, given)
    left = waiting(request.user, on=on).count()
    return ask(
        request,
        Judge(typed(request), on=on, initial={"holder": case.referral.team.manager_id}),
        do=lambda answers: verbs.give(case, by=request.user, at=clock.now(), **_asked(answers)),
        then=reverse("next-case"),
        said="Saved. Here is the next.",
        template="web/assurance/judge.html",
        title="Read this case",
        button="Save, and read the next",
        case=case,
        left=left,
        pack=pack(case.child, case.referral, on=on),
        scored=_scored(case),
        back=reverse("reading"),
        back_to="Looking back",
    )


def _asked(answers: dict[str, Any]) -> dict[str, Any]:
    """The holder counts only where a child may be at risk: otherwise nobody meant the one that was there."""
    unsafe = answers["finding"] in (Finding.POTENTIAL_RISK, Finding.IMMEDIATE_RISK)
    return answers if unsafe else {**answers, "holder": None}


def _scored(case: SampledCase) -> dict[str, Any] | None:
    """What the patterns showed of it, where it is read in a look-back, and what put it where it stands."""
    asked = {"look_back__readings": case.sample_id}
    found = ScoredCase.objects.filter(referral=case.referral_id, **asked).first()
    if found is None:
        return None
    return {
        "danger": found.danger,
        "patterns": [PATTERNS[name] for name in found.fits if name in PATTERNS],
        "because": [because_words(name) for name in found.because],
    }


def _given(request: SignedIn, case: SampledCase, given: Verdict) -> HttpResponse:
    follow_up = FollowUp.objects.filter(verdict=given).select_related("holder").first()
    shown = {"title": "A case that you have read", "on": today(), "case": case, "verdict": given}
    shown |= {"follow_up": follow_up, "back": reverse("reading"), "back_to": "Looking back"}
    return render(request, "web/assurance/verdict.html", shown)


class TakeBack(Form):
    because = Words(
        label="What was wrong with it?",
        rows=3,
        missing="Say what was wrong",
        why="A verdict is never wiped out: it is struck out, because.",
        **WHO,
    )


def take_back(request: SignedIn, pk: int) -> HttpResponse:
    """The reader takes a verdict back, and may give another."""
    rows = Verdict.objects.visible_to(request.user).standing().filter(recorded_by=request.user)
    given = get_object_or_404(rows.select_related("child", "case"), pk=pk)
    look(request, [given.child_id])
    return ask(
        request,
        TakeBack(typed(request), on=today()),
        do=lambda answers: verbs.take_back(given, by=request.user, at=clock.now(), **answers),
        then=reverse("case-to-read", args=[given.case_id]),
        said="Taken back. It is kept, struck out.",
        title="Take this verdict back",
        child=given.child,
        button="Take it back",
        back=reverse("case-to-read", args=[given.case_id]),
        back_to="The case",
    )
