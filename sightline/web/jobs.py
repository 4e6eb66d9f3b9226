"""What the pages do by themselves: digests on working days, and what strangers did not send goes."""

from contextlib import suppress
from datetime import date

from django.conf import settings
from django.db import transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from sightline.people.models import Worker
from sightline.web import begun, digest, today


@app.task(name="web.digest", retry=RetryStrategy(max_attempts=5, exponential_wait=60))
def send_digest(worker: int, on: str) -> None:
    """Send one worker's digest of that day, unless it was sent."""
    digest.send(Worker.objects.get(pk=worker), on=date.fromisoformat(on), at=today.now())


@app.periodic(cron="0 6 * * *", periodic_id="web.digests")
@app.task(name="web.digests", queueing_lock="web.digests", pass_context=False)
def send_digests(timestamp: int) -> None:
    """Queue everybody's digest of today, where mail is sent; `timestamp`: the second at which it fell due."""
    if not settings.SENDS_MAIL:
        return
    on = today.today()
    for worker in digest.whom(on=on):
        name = f"digest {worker} {on}"
        with suppress(AlreadyEnqueued), transaction.atomic():
            send_digest.configure(lock=name, queueing_lock=name).defer(worker=worker, on=on.isoformat())


@app.periodic(cron="40 2 * * *", periodic_id="web.unsent")
@app.task(name="web.unsent", queueing_lock="web.unsent", pass_context=False)
def throw_away_unsent(timestamp: int) -> None:
    """Delete what strangers began and did not send in time; `timestamp`: the second at which it fell due."""
    begun.expire(at=today.now())
