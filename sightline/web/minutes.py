"""The minute of a strategy discussion: who stands by it, who disputes it, who has not answered in time."""

from django.http import HttpResponse
from django.shortcuts import render

from sightline.casework import circulation as verbs
from sightline.compliance.minutes import unanswered
from sightline.record.models import SentCopy
from sightline.web import circulation
from sightline.web.fields import Day, Words
from sightline.web.finding import about, find_entry, look, paged
from sightline.web.form import Form, SignedIn, ask, typed
from sightline.web.today import today


class Settle(Form):
    """A manager or the chair answers a dispute."""

    answer = Words(
        label="What do you answer?",
        rows=4,
        missing="Say what you answer",
        why="Whoever disputes the minute is owed an answer; both stay beside it.",
        reads="the agencies that were there, and whoever reads the minute",
    )
    on = Day(
        label="On which day?",
        missing="Enter the day",
        why="Until then the child’s page says that the minute is disputed.",
        reads="the agencies that were there, and inspectors",
    )


def settle(request: SignedIn, pk: int) -> HttpResponse:
    on, copy = today(), find_entry(request, SentCopy, pk, "discussion")
    return ask(
        request,
        Settle(typed(request), on=on, initial={"on": on}),
        do=lambda answers: verbs.settle(copy, by=request.user, **answers),
        then=circulation.place_of(copy),
        said="Saved: the dispute is answered. What they said and your answer stay beside the minute.",
        title="Answer a dispute of the minute",
        lead=f"{copy.person}, {copy.get_agency_display()}: {copy.correction}",
        **about(copy.child),
    )


def minutes(request: SignedIn) -> HttpResponse:
    """Minutes that are disputed and not answered, and those that somebody has not answered in time."""
    on = today()
    disputed = SentCopy.objects.visible_to(request.user).disputed().select_related("child", "discussion")
    page = paged(request, unanswered(request.user, on=on))
    first = list(disputed.order_by("answered_on", "pk")[:20])
    look(request, [one.child_id for one in first] + [one.copy.child_id for one in page.rows])
    shown = {"title": "Minutes of strategy discussions", "on": on, "page": page, "disputed": first}
    return render(request, "web/minutes.html", {**shown, "disputes": disputed.count()})
