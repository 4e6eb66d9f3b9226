"""A child whom a reader found to be at risk: who sees to it, by when, and what became of the child."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from sightline.assurance import verdict as verbs
from sightline.assurance.models import FollowUp
from sightline.assurance.models.verdict import FollowUpOutcome
from sightline.assurance.verdict import due_at
from sightline.compliance.seen import last_seen
from sightline.people.models import Team, Worker
from sightline.web import today as clock
from sightline.web.audit_form import holders
from sightline.web.fields import OneOf, Somebody, Words
from sightline.web.finding import look
from sightline.web.form import Form, SignedIn, ask, typed
from sightline.web.today import today

WHO: Any = {
    "reads": "whoever found the child at risk, the child’s manager and the director",
    "owner": "director",
}
BY_CHECKING = [(one.value, one.label) for one in FollowUpOutcome if one is not FollowUpOutcome.REFERRED_AGAIN]


class Refer(Form):
    team = Somebody(
        label="Which team works with the child from now?",
        queryset=Team.objects.none(),
        missing="Choose the team",
        why="Its manager answers for the child from this moment.",
        **WHO,
    )
    because = Words(
        label="Why is the child referred again?",
        missing="Say why",
        why="Whoever takes the case reads it first.",
        **WHO,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        teams = Team.objects.filter(closed_on=None).order_by("name")
        self.offer("team", teams)


class End(Form):
    outcome = OneOf(
        label="What became of the child?",
        choices=BY_CHECKING,
        missing="Say what became of the child",
        why="It is over when somebody has said so.",
        **WHO,
    )
    because = Words(
        label="How do you know?",
        missing="Say how you know",
        help_text="Who saw the child, where, and what the child said or showed",
        why="Safe is a finding like any other: it has to be shown.",
        **WHO,
    )


class HandOn(Form):
    to = Somebody(
        label="Who sees to it now?",
        queryset=Worker.objects.none(),
        missing="Choose who sees to it now",
        why="One named worker holds it at every minute.",
        **WHO,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("to", holders())


def find(request: SignedIn, pk: int) -> FollowUp:
    rows = FollowUp.objects.visible_to(request.user).standing()
    found = get_object_or_404(
        rows.select_related("child", "holder", "verdict__case__referral__team", "recorded_by", "referral"),
        pk=pk,
    )
    look(request, [found.child_id])
    return found


def follow_up(request: SignedIn, pk: int) -> HttpResponse:
    on, found = today(), find(request, pk)
    shown = {
        "title": "A child who may be at risk",
        "on": on,
        "one": found,
        "due_at": due_at(found),
        "late": found.ended_on is None and due_at(found) < clock.now(),
        "last_seen": last_seen([found.child_id], on=on)[found.child_id],
        "mine": found.ended_on is None and _may_act(request, found),
    }
    back = {"back": reverse("reading"), "back_to": "Looking back"}
    return render(request, "web/assurance/follow_up.html", {**shown, **back})


def _may_act(request: SignedIn, found: FollowUp) -> bool:
    return request.user.pk == found.holder_id or request.user.is_manager


def _acting(request: SignedIn, pk: int) -> tuple[FollowUp, dict[str, Any]]:
    """One that is open and that this worker may act on, and what every form about it shows."""
    found = find(request, pk)
    if found.ended_on is not None or not _may_act(request, found):
        raise Http404
    back = reverse("follow-up", args=[pk])
    return found, {
        "child": found.child,
        "then": back,
        "back": back,
        "back_to": "The child who may be at risk",
    }


def refer_again(request: SignedIn, pk: int) -> HttpResponse:
    found, page = _acting(request, pk)
    on = today()
    return ask(
        request,
        Refer(typed(request), on=on, initial={"team": found.verdict.case.referral.team_id}),
        do=lambda answers: verbs.refer_again(found, by=request.user, on=on, **answers),
        said="Referred. The team holds the case from this moment.",
        title="Refer the child again",
        button="Refer",
        lead="Where a case of the child is open already it is told instead, and its team goes on.",
        **page,
    )


def end(request: SignedIn, pk: int) -> HttpResponse:
    found, page = _acting(request, pk)
    on = today()
    return ask(
        request,
        End(typed(request), on=on),
        do=lambda answers: verbs.end(found, by=request.user, on=on, **answers),
        said="Saved.",
        title="Say what became of the child",
        **page,
    )


def hand_on(request: SignedIn, pk: int) -> HttpResponse:
    found, page = _acting(request, pk)
    return ask(
        request,
        HandOn(typed(request), on=today()),
        do=lambda answers: verbs.hand_on(found, by=request.user, **answers),
        said="Handed on.",
        title="Hand it on",
        button="Hand on",
        **(page | {"then": reverse("reading")}),
    )
