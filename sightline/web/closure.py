"""Closing a case: what is unmet is in sight, and a manager signs with a reason."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from sightline.casework import closure as verbs
from sightline.compliance.child import unmet
from sightline.compliance.pattern.cases import patterns_left_by
from sightline.record.codes import ReasonForClosure
from sightline.record.models import Referral
from sightline.web.fields import Day, OneOf, Words
from sightline.web.finding import about, find_entry, record_of
from sightline.web.form import Form, SignedIn, ask, typed
from sightline.web.today import today

READERS = "whoever opens the record when somebody is worried again"


class Close(Form):
    """A manager closes the case."""

    reason = OneOf(
        label="Why is the case closed?",
        choices=ReasonForClosure.choices,
        missing="Choose why it is closed",
        why="The census asks it.",
        reads="analysts",
        item="statutory item: reason for closure",
    )
    because = Words(
        label="Why is that right for this child, and what of what is left undone?",
        missing="Say why it is right to close",
        why="It is signed with your name.",
        reads=READERS,
    )
    on = Day(
        label="From which day is it closed?",
        missing="Enter the day",
        why="Nothing is owed after it.",
        reads=READERS,
        item="statutory item: date of closure",
    )


def _next(closed: Referral) -> str:
    """The child's page; where early help follows, the page on which it begins as a step down from this."""
    if closed.closure_reason == ReasonForClosure.EARLY_HELP:
        return f"{reverse('early-help-begin', args=[closed.child_id])}?after=case-{closed.pk}"
    return record_of(closed.child_id)


def close(request: SignedIn, pk: int) -> HttpResponse:
    on, referral = today(), find_entry(request, Referral, pk, "team")
    undone = unmet(referral, on=on)

    def do(answers: dict[str, Any]) -> Referral:
        seen = frozenset(request.POST.getlist("unmet_seen"))
        return verbs.close(referral, by=request.user, unmet_seen=seen, **answers)

    return ask(
        request,
        Close(typed(request), on=on, initial={"on": on}),
        do=do,
        then=_next,
        said="Saved: the case is closed.",
        template="web/close.html",
        title="Close the case",
        button="Close the case",
        unmet=undone,
        unsafe=patterns_left_by(referral, undone, on=on),
        referral=referral,
        **about(referral.child),
    )
