"""What assurance does besides pages: it scores the cases of a look-back that somebody began."""

from contextlib import suppress

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from sightline.assurance import look_back as looking_back
from sightline.assurance.models import LookBack


@app.task(name="assurance.score")
def score(look_back: int, first: int) -> None:
    """Score one piece of a look-back; done again, it does nothing again."""
    found = LookBack.objects.select_related("frame", "recorded_by").get(pk=look_back)
    looking_back.score(found, by=found.recorded_by, first=first)


def queue(look_back: LookBack) -> int:
    """Queue every piece that is not scored and not queued already; how many were queued."""
    queued = 0
    for first in looking_back.unscored(look_back):
        piece = f"score {look_back.pk} from {first}"
        with suppress(AlreadyEnqueued), transaction.atomic():
            score.configure(lock=piece, queueing_lock=piece).defer(look_back=look_back.pk, first=first)
            queued += 1
    return queued


@app.periodic(cron="* * * * *", periodic_id="assurance.take_up")
@app.task(name="assurance.take_up", queueing_lock="assurance.take_up", pass_context=False)
def take_up(timestamp: int) -> None:
    """Queue again what a machine that stopped left undone; `timestamp`: the second at which it fell due."""
    for look_back in LookBack.objects.standing().filter(readings=None, control=None):
        queue(look_back)
