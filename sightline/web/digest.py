"""Digests: what asks for somebody today, by e-mail, as counts and addresses. No child is named in one."""

from datetime import date, datetime, timedelta
from statistics import median

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse

from sightline.compliance.alerts import Alert, alerts
from sightline.people.models import PRACTISES, Absence, Worker
from sightline.timescales import is_working_day
from sightline.web.models import Digest

#: Over how long it is measured how many alerts a person gets.
MEASURED = timedelta(weeks=4)
#: More lines a day than this are too many to be read: ours, to be argued with.
TOO_MANY = 7


def whom(*, on: date) -> list[int]:
    """Those who get a digest that day: whoever practises and is not away; nobody on a weekend or holiday."""
    if not is_working_day(on):
        return []
    away = Absence.objects.on(on).values("worker")
    here = Worker.objects.filter(role__in=PRACTISES, left_on=None).exclude(pk__in=away)
    return list(here.order_by("pk").values_list("pk", flat=True))


def send(worker: Worker, *, on: date, at: datetime) -> Digest | None:
    """Send this worker what asks for them that day, once; None where it was sent already.

    A day on which nothing asks for them is kept as such, and nothing is sent. If sending fails nothing is
    kept, so that it is tried again; if the machine stops between sending and keeping, it is sent twice.
    """
    with transaction.atomic():
        asked = alerts(worker, on=on, at=at)
        made, new = Digest.objects.get_or_create(
            worker=worker, on=on, defaults={"alerts": len(asked), "things": sum(one.many for one in asked)}
        )
        if not new:
            return None
        if asked:
            message(worker, asked, on=on).send()
            made.sent_at = at
            made.save(update_fields=["sent_at"])
    return made


def message(worker: Worker, asked: list[Alert], *, on: date) -> EmailMessage:
    """The e-mail: a line for each alert, with since when and where. Nothing in it names a child."""
    lines = [f"{worker.name}, on {on:%A %-d %B %Y} this asks for you:", ""]
    for one in asked:
        page, args = one.opens
        lines += [f"- {one.words}, the longest since {one.since_on:%-d %B}"]
        lines += [f"  {settings.ADDRESS}{reverse(page, args=args)}"]
    lines += ["", "No child is named in an e-mail. Do not answer it: nobody reads what is sent back."]
    many = len(asked)
    subject = f"Sightline: {many} {'thing asks' if many == 1 else 'things ask'} for you"
    return EmailMessage(subject, "\n".join(lines), settings.DEFAULT_FROM_EMAIL, [worker.email])


def got(*, on: date) -> list[tuple[str, int, float, int]]:
    """By role over four weeks: how many people, and of the alerts each got a day the median and the most."""

    def lines(theirs: list[tuple[int, int]]) -> list[int]:
        return [many for _, many in theirs]

    made = Digest.objects.filter(on__gt=on - MEASURED, on__lte=on).values_list(
        "worker__role", "worker", "alerts"
    )
    by_role: dict[str, list[tuple[int, int]]] = {}
    for role, worker, many in made:
        by_role.setdefault(role, []).append((worker, many))
    return [
        (role, len({worker for worker, _ in rows}), median(lines(rows)), max(lines(rows)))
        for role, rows in sorted(by_role.items())
    ]
