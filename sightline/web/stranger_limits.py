"""What a stranger's browser holds, and for how long; and how often strangers may try."""

import time

from allauth.core.internal.ratelimit import consume
from django.http import HttpRequest

from sightline.web.begun import Held

OPEN_FOR = 60 * 60
"""Seconds without a page after which the number and the code are asked for again."""
HELD = "refer"
#: Offices and schools share an address, so the limit for an address is wide; the one for a number is not.
LIMITS = {
    "begin": "30/h/ip,600/h/key",
    "keep": "300/h/ip,6000/h/key",
    "wrong": "60/15m/ip,5/15m/key",
}
EVERYBODY = "everybody"


def within(request: HttpRequest, action: str, key: str = EVERYBODY, *, dry_run: bool = False) -> bool:
    """Whether one more of these is within the limits, for this address and for this key; it is counted."""
    usage = consume(request, app="sightline", action=action, config=LIMITS, key=key, dry_run=dry_run)
    return usage is not None


def hold(request: HttpRequest, held: Held) -> None:
    """Let this browser go on with it, until an hour goes by without a page."""
    request.session[HELD] = [held.key, held.number, int(time.time())]


def held_by(request: HttpRequest) -> Held | None:
    """What this browser holds, while it was used within the hour."""
    key, number, seen = request.session.get(HELD) or ("", "", 0)
    if not key or time.time() - seen > OPEN_FOR:
        let_go(request)
        return None
    found = Held(key, number)
    if time.time() - seen > 60:
        hold(request, found)
    return found


def let_go(request: HttpRequest) -> None:
    """Close it on this device."""
    request.session.pop(HELD, None)
