"""The day by which an assessment is to be finished for this child: set, or moved with the reason."""

from django.http import HttpResponse
from django.urls import reverse

from sightline.casework import finishing as verbs
from sightline.compliance.finishing import latest_allowed
from sightline.record.models import Assessment, FinishingDay
from sightline.web import words
from sightline.web.fields import Day, Words
from sightline.web.finding import about, find_entry
from sightline.web.form import Form, SignedIn, ask, typed
from sightline.web.today import today


class FinishBy(Form):
    """A day of this child's own, no later than the law's."""

    finish_on = Day(
        label="By which day is this assessment to be finished?",
        missing="Enter the day",
        why="The law gives a longest time; what this child needs can be sooner.",
        reads="the manager, and whoever asks why it took so long",
    )
    because = Words(
        label="If the day is moved: why?",
        rows=3,
        required=False,
        why="A day that moves without a reason is no day.",
        reads="the manager, leaders and inspectors",
    )
    ahead = frozenset({"finish_on"})


def finish_by(request: SignedIn, pk: int) -> HttpResponse:
    on, assessment = today(), find_entry(request, Assessment, pk)
    law = latest_allowed(assessment, on=on)
    before = (
        FinishingDay.objects.current().filter(assessment=assessment).select_related("recorded_by").first()
    )
    told = [f"The law’s own day is {words.day(law)}." if law else "No day of the law runs for it."]
    if before:
        told.append(f"{before.recorded_by.name} set {words.day(before.finish_on)}.")
    return ask(
        request,
        FinishBy(typed(request), on=on),
        do=lambda answers: verbs.set_day(assessment, by=request.user, on=on, **answers),
        then=reverse("assessment", args=[assessment.pk]),
        said="Saved: the day is set, and stands among what is owed.",
        title="A day for finishing this assessment",
        lead=" ".join(told),
        **about(assessment.child),
    )
