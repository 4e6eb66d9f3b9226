"""Who looked at a record: odd looks for whoever holds it, and the whole list for the person it is about."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from sightline.casework import rights as verbs
from sightline.compliance.odd_looks import DaysLooks, looks_at, odd_looks, oddness, why_they_could
from sightline.people.models import Worker
from sightline.record.models import Allocation, LookNote, Person, Referral
from sightline.web.fields import Tick, Words
from sightline.web.finding import about, find_child, look, paged
from sightline.web.form import Form, SignedIn, ask, typed
from sightline.web.today import today

#: How far back the list of who looked goes.
YEARS = 6


def held_by(worker: Worker, *, on: date) -> set[int]:
    """The children whose work this worker leads, or whose team they manage. One query."""
    leads = Allocation.objects.on(on).filter(worker=worker, referral__closed_on=None)
    managed = Q(team__manager=worker) | Q(team__service_manager=worker)
    teams = Referral.objects.standing().filter(managed, closed_on=None)
    both = leads.order_by().values_list("child").union(teams.order_by().values_list("child"))
    return {child for (child,) in both}


def said(found: Iterable[DaysLooks], people: dict[int, Person]) -> list[dict[str, Any]]:
    """Each day's looks with their reasons and the child, for a page."""
    return [
        {
            "look": one,
            "child": people[one.child],
            "reasons": [words for _, words in oddness(one)],
            "could": why_they_could(one),
        }
        for one in found
        if one.child in people
    ]


def odd(request: SignedIn) -> HttpResponse:
    """Odd looks at the records that this worker answers for, oddest first."""
    on = today()
    page = paged(request, odd_looks(request.user, on=on))
    shown = Person.objects.visible_to(request.user).in_bulk({one.child for one in page.rows})
    look(request, shown)
    told = {"title": "Odd looks", "on": on, "page": page, "rows": said(page.rows, shown)}
    return render(request, "web/odd_looks.html", told)


def child_looks(request: SignedIn, pk: int) -> HttpResponse:
    """Who has opened a child's record, when, and why they could: in words for the person it is about."""
    on, child = today(), find_child(request, pk)
    found = looks_at([child.pk], since=on - timedelta(days=366 * YEARS), until=on)
    notes = LookNote.objects.standing().filter(child=child).select_related("looker", "recorded_by")
    page = paged(request, found, per=100)
    told = {"title": "Who has looked", "page": page, "rows": said(page.rows, {child.pk: child})}
    answers = child.pk in held_by(request.user, on=on)
    return render(
        request, "web/child_looks.html", {**about(child), **told, "notes": notes, "answers": answers}
    )


class Account(Form):
    """What somebody found out about an odd look."""

    note = Words(
        label="What did you find out?",
        help_text="Ask them, or their manager, before you write.",
        rows=4,
        missing="Say what you found out",
        why="A look that nobody asks about protects nobody.",
        reads="the child’s holder and managers, and whoever looks into it",
    )
    is_concern = Tick(
        label="I do not think that it was right",
        required=False,
        why="It then goes to the information governance lead; Sightline does not tell them by itself.",
        reads="managers, and the information governance lead",
    )


def account_for(request: SignedIn, pk: int, looker: int, day: date) -> HttpResponse:
    """The holder accounts for one worker's looks at this child on one day."""
    on, child = today(), find_child(request, pk)
    worker = get_object_or_404(Worker, pk=looker)
    if child.pk not in held_by(request.user, on=on):
        raise Http404
    [*found] = (one for one in looks_at([child.pk], since=day, until=day) if one.worker == looker)
    if not found:
        raise Http404

    def do(answers: dict[str, Any]) -> LookNote:
        return verbs.account_for_look(child, by=request.user, looker=worker, looked_on=day, **answers)

    return ask(
        request,
        Account(typed(request), on=on),
        do=do,
        then=reverse("child-looks", args=[child.pk]),
        said="Saved: the look is accounted for.",
        template="web/look_account.html",
        rows=said(found, {child.pk: child}),
        **{**about(child), "title": "Account for a look"},
    )
