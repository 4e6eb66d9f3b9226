"""Same facts, same answer?: decide a drawn contact again without seeing the first decision, and how often
two teams agree.
"""

from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from sightline.assurance import redecision as verbs
from sightline.assurance.models import Redecision
from sightline.people.models import MANAGERS, READS_PRACTICE
from sightline.record.models import Contact, Person
from sightline.record.reader import counting
from sightline.timescales.london import day_of
from sightline.web.fields import OneOf, Words
from sightline.web.finding import look
from sightline.web.form import Form, SignedIn, ask, typed
from sightline.web.history import Earlier, Household, households
from sightline.web.today import today

WHO: Any = {
    "reads": "the manager of the team that decided first, and leaders",
    "owner": "principal social worker",
}


class DecideAgain(Form):
    """What another team would have done."""

    decision = OneOf(
        label="What would you do?",
        choices=Contact.Decision.choices,
        missing="Choose what you would do",
        why="Children should not get a different answer by who happens to be at the desk.",
        **WHO,
    )
    because = Words(
        label="Why?", rows=4, missing="Say why, in a sentence or two", why="To talk about it.", **WHO
    )


class Answer(Form):
    """What the first team's manager makes of it."""

    because = Words(
        label="What do you make of it, and what was done for the child?",
        missing="Say what you make of it",
        why="A second reader would have done more. Somebody looks at it the same day.",
        **WHO,
    )


def same_answer(request: SignedIn) -> HttpResponse:
    """How often two teams agree, what is to be looked at, and what waits for this worker."""
    with counting():
        return _same_answer(request, today())


def _same_answer(request: SignedIn, on: date) -> HttpResponse:
    rows = Redecision.objects.visible_to(request.user).standing()
    seconds = list(rows.select_related("contact__team", "contact__decided_by", "recorded_by").distinct())
    page: dict[str, Any] = {"title": "Same facts, same answer?", "on": on}
    page["waiting"] = verbs.waiting_for(request.user, on=on)
    page["reads"] = request.user.role in READS_PRACTICE
    if page["reads"]:
        ours = [one for one in seconds if _answers(request, one)]
        page |= {"agreements": verbs.agreements(seconds), "alpha": verbs.alpha(seconds), "many": len(seconds)}
        page["to_look_at"] = verbs.to_look_at(seconds)
        page["ours"] = {one.pk for one in ours}
    return render(request, "web/assurance/same_answer.html", page)


def _answers(request: SignedIn, second: Redecision) -> bool:
    team = second.contact.team
    mine = request.user.team_id == team.pk or request.user.pk == team.manager_id
    return request.user.role in MANAGERS and mine


def decide_again(request: SignedIn, pk: int) -> HttpResponse:
    """A drawn contact as it was known when it was decided, and nothing of what was decided."""
    on = today()
    with counting():
        found = next((one for one in verbs.waiting_for(request.user, on=on) if one.pk == pk), None)
        if found is None or found.decided_at is None:
            raise Http404
        household = as_known(found, found.decided_at)
    look(request, [child.pk for child in household.children])
    return ask(
        request,
        DecideAgain(typed(request), on=on),
        do=lambda answers: verbs.decide_again(found, by=request.user, on=on, **answers),
        then=reverse("same-answer"),
        said="Saved. Thank you: what was decided first is not shown here.",
        template="web/assurance/decide_again.html",
        title="Decide again",
        contact=found,
        household=household,
        then_on=day_of(found.decided_at),
    )


def as_known(contact: Contact, at: datetime) -> Household:
    """What was known of the household when the contact was decided, and nothing of what came of it."""
    household = households([contact])[contact.pk]
    household.earlier = [_blank(one, at) for one in household.earlier]
    day = day_of(at)
    household.referrals = [
        one for one in household.referrals if one.received_on <= day and one.contact_id != contact.pk
    ]
    for one in household.referrals:
        if one.closed_on and one.closed_on > day:
            one.closed_on = None
    return household


def _blank(earlier: Earlier, at: datetime) -> Earlier:
    """An earlier contact without a decision that had not been made yet."""
    if earlier.contact.decided_at is not None and earlier.contact.decided_at > at:
        earlier.contact.decision = None
    return earlier


def answer(request: SignedIn, pk: int) -> HttpResponse:
    rows = (
        Redecision.objects.visible_to(request.user).standing().select_related("contact__team", "recorded_by")
    )
    second = get_object_or_404(rows.distinct(), pk=pk)
    if not _answers(request, second):
        raise Http404
    children = Person.objects.filter(contactchilds__contact=second.contact_id)
    look(request, [child.pk for child in children])
    return ask(
        request,
        Answer(typed(request), on=today()),
        do=lambda answers: verbs.answer(second, by=request.user, on=today(), **answers),
        then=reverse("same-answer"),
        said="Saved.",
        template="web/assurance/answer.html",
        title="A second reader would have done more",
        second=second,
        children=children,
        back=reverse("same-answer"),
        back_to="Same facts, same answer?",
    )
