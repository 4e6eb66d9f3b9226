"""An assessment goes back to its author with what is to be done to it, and comes in again."""

from django.http import Http404, HttpResponse
from django.urls import reverse

from sightline.casework import assessment as verbs
from sightline.record.models import Assessment, SentBack
from sightline.web.fields import Day, Words
from sightline.web.finding import about, find_entry, record_of
from sightline.web.form import Form, SignedIn, ask, typed
from sightline.web.today import today

READERS = "whoever wrote it, and whoever asks later how it came to be as it is"


class SendBack(Form):
    """What is to be done to it."""

    because = Words(
        label="What is to be done to it?",
        rows=4,
        missing="Say what is to be done to it",
        why="A signature that can only say yes is none.",
        reads=READERS,
    )
    on = Day(label="On which day?", missing="Enter the day", why="The days it waits count.", reads=READERS)


class SendAgain(Form):
    """It is ready again."""

    on = Day(
        label="On which day is it ready again?",
        missing="Enter the day",
        why="From then it waits for a manager.",
        reads=READERS,
    )


def send_back(request: SignedIn, pk: int) -> HttpResponse:
    found = find_entry(request, Assessment, pk, "author")
    return ask(
        request,
        SendBack(typed(request), on=today(), initial={"on": today()}),
        do=lambda answers: verbs.send_back(found, by=request.user, **answers),
        then=record_of(found.child_id),
        said=f"Saved: it is with {found.author.name} again.",
        title="Send the assessment back",
        lead=f"{found.author.name} writes it. Until it is in again it waits for them and for no manager.",
        button="Send it back",
        **about(found.child),
    )


def send_again(request: SignedIn, pk: int) -> HttpResponse:
    """Its author has done what was asked."""
    found = find_entry(request, Assessment, pk, "author")
    asked = SentBack.objects.unanswered().filter(assessment=found).select_related("recorded_by").first()
    if asked is None:
        raise Http404
    return ask(
        request,
        SendAgain(typed(request), on=today(), initial={"on": today()}),
        do=lambda answers: verbs.send_again(found, by=request.user, on=answers["on"]),
        then=reverse("child", args=[found.child_id]),
        said="Saved: it waits for a manager again.",
        title="Send the assessment in again",
        lead=f"{asked.recorded_by.name} sent it back on {asked.sent_back_on:%-d %B %Y}: {asked.because}",
        button="Send it in",
        **about(found.child),
    )
