"""What strangers send among the acts of `any_order.py`: `c` is one of its chances."""

from collections.abc import Callable
from typing import Any

from django.db import connection

from sightline.casework import entry, online_referral
from sightline.record import models as record


def _sent(c: Any) -> object:
    """Sent by nobody who works here: no worker is named."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.worker', '', true)")
    return record.OnlineReferral.objects.create(
        number=str(c.random.randrange(10**9, 10**10)),
        received_at=c.at,
        danger_now=c.random.choice(["yes", "no", "not_known"]),
        source="1B",
        words="He hit her again, and she ran to us in her socks.",
        team=c.team,
    )


def _taken_up(c: Any) -> object:
    sent = c.one(list(record.OnlineReferral.objects.order_by("pk")))
    return online_referral.take_up(sent, by=c.by, at=c.at, children=[c.child], team=c.team)


def _contact_struck_out(c: Any) -> object:
    """What became of it was wrong: it waits again, with the front door that there is."""
    made = c.one(list(record.Contact.objects.filter(online__isnull=False).order_by("pk")))
    return entry.strike_out(made, by=c.by, because="The wrong child")


ONLINE: dict[str, Callable[[Any], object]] = {
    "a stranger sends word": _sent,
    "it is taken up": _taken_up,
    "what it became is struck out": _contact_struck_out,
    "it is set aside": lambda c: online_referral.set_aside(
        c.one(list(record.OnlineReferral.objects.order_by("pk"))), by=c.by, at=c.at, because="Sent twice"
    ),
}
