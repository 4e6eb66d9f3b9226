"""A child whom attempts in a row did not find: what was tried, and what the manager decides now."""

from django.http import Http404, HttpResponse
from django.urls import reverse

from sightline.casework import unseen as verbs
from sightline.compliance.cover import answers_for
from sightline.compliance.seen import failed_attempts
from sightline.record.models import Referral, Sighting, UnseenDecision
from sightline.record.models.unseen import UnseenNext
from sightline.web.fields import OneOf, Words
from sightline.web.finding import about, find_entry, record_of
from sightline.web.form import Form, SignedIn, ask, typed
from sightline.web.today import today

READERS = "the worker who goes, whoever answers for the team, above and below, and whoever asks later"


class Unseen(Form):
    """What is done now."""

    decision = OneOf(
        label="What is done now?",
        choices=UnseenNext.choices,
        missing="Choose what is done now",
        why="A child whom nobody finds is not the worker’s to carry alone.",
        reads=READERS,
    )
    because = Words(
        label="Why, and who does what by when?",
        rows=4,
        missing="Say why, and who does what by when",
        why="The next attempt starts from it, and so does whoever asks why there was none.",
        reads=READERS,
    )


def decide(request: SignedIn, pk: int) -> HttpResponse:
    """A manager decides; a strategy discussion, if that is decided on, is then recorded on its own page."""
    on, attempt = today(), find_entry(request, Sighting, pk, "by")
    tried = failed_attempts([attempt.child_id], on=on).get(attempt.child_id)
    child = attempt.child
    cases = Referral.objects.open_on(on).filter(child__in=child.entries).select_related("team")
    theirs = [case for case in cases if answers_for(request.user, case.team, on=on)]
    if not theirs or tried is None or tried.attempt != attempt.pk or tried.is_decided:
        raise Http404
    rows = Sighting.objects.standing().filter(child__in=child.entries, happened_on__lte=on)
    tries = rows.select_related("by").order_by("-happened_on", "-pk")[: tried.many]
    before = UnseenDecision.objects.standing().filter(child__in=child.entries).select_related("decided_by")

    def then(made: UnseenDecision) -> str:
        talk = made.decision == UnseenNext.DISCUSSION
        return reverse("reasonable-cause", args=[theirs[0].pk]) if talk else record_of(child)

    return ask(
        request,
        Unseen(typed(request), on=on),
        do=lambda answers: verbs.decide(attempt, by=request.user, on=on, **answers),
        then=then,
        said="Saved: it is decided what is done now. Another attempt that fails asks again.",
        template="web/unseen.html",
        title="Decide what to do: the child was not found",
        button="Decide",
        tries=tries,
        before=before[:5],
        **about(child),
    )
