"""What strangers send among the acts of `any_order.py`, by the door that they have: `c` is a chance."""

from collections.abc import Callable
from typing import Any

from sightline.casework import entry, online_referral
from sightline.record import models as record
from sightline.web import begun

WORDS = "He hit her again, and she ran to us in her socks."


def _send(c: Any) -> object:
    """Begun by somebody whom nobody here knows, and sent."""
    at = c.at
    held, _ = begun.begin({"words": [WORDS]}, at=at)
    answers = {"danger_now": c.random.choice(["yes", "no", "not_known"]), "source": "1B", "words": WORDS}
    told = {"knows_how": "", "referrer_name": "", "referrer_agency": "", "referrer_reach": ""}
    rest = {"stays_anonymous": True, "address": "", "postcode": "", "tells_of_harm": True, "family_knows": ""}
    mia = {"given_name": "Mia", "family_name": "", "age": "about six", "born_on": None}
    begun.send(held, answers | told | rest, [mia], at=at)
    return record.OnlineReferral.objects.get(number=held.number)


def _sent(c: Any) -> Any:
    """One that was sent, taken up or set aside though it may be."""
    return c.one(list(record.OnlineReferral.objects.order_by("pk")))


def _strike_out(c: Any) -> object:
    """What one became was wrong: it waits again."""
    made = c.one(list(record.Contact.objects.filter(online__isnull=False).order_by("pk")))
    return entry.strike_out(made, by=c.by, because="Put on the wrong child.")


ONLINE: dict[str, Callable[[Any], object]] = {
    "a stranger sends word": _send,
    "it is taken up": lambda c: online_referral.take_up(
        _sent(c), by=c.by, at=c.at, children=[c.child], team=c.team
    ),
    "what it became is struck out": _strike_out,
    "it is set aside": lambda c: online_referral.set_aside(_sent(c), by=c.by, at=c.at, because="Sent twice"),
}
