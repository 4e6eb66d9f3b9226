"""What strangers have begun to tell us: found by their key, kept as they type, and gone when it is not sent.

It is no record and no worker's. Each function names its key to PostgreSQL, which shows that row and no other.
"""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db import IntegrityError

from sightline.record import stranger
from sightline.web.models import BegunReferral

KEPT_FOR = timedelta(days=14)
"""How long what was begun and not sent is kept, from when it was begun."""
#: No letter that is taken for a figure, and no vowel, so that no word comes of it: sixteen are 77 bits.
LETTERS = "bcdfghjkmnpqrstvwxyz23456789"
TRIES = 3
"""How many numbers are drawn at most, where one is taken already."""


class Held(NamedTuple):
    """What a browser holds: the key, never the code."""

    key: str
    number: str


def figures(number: str) -> str:
    """A receipt number as it is kept, however it was typed."""
    return "".join(one for one in number if one in "0123456789")[:10]


def key_of(number: str, code: str) -> str:
    """The salted hash by which a referral is found again; its salt is its own number."""
    letters = "".join(one for one in code.lower() if one in LETTERS)
    return hashlib.sha256(f"sightline referral {figures(number)} {letters}".encode()).hexdigest()


def begin(typed: dict[str, list[str]], *, at: datetime) -> tuple[Held, str]:
    """Begin one: what its writer holds, and the code, which is kept nowhere."""
    code = "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(4))
    for left in reversed(range(TRIES)):
        number = str(secrets.randbelow(9 * 10**9) + 10**9)
        held = Held(key_of(number, code), number)
        row = BegunReferral(key=held.key, number=number, typed=typed)
        row.begun_at, row.saved_at, row.expires_at = at, at, at + KEPT_FOR
        try:
            with stranger.holding(held.key):
                row.save(force_insert=True)
            break
        except IntegrityError:
            if not left:
                raise
    return held, code


def find(held: Held, *, at: datetime) -> BegunReferral | None:
    """What was begun under this key, unless it has expired unsent."""
    with stranger.holding(held.key):
        row = BegunReferral.objects.filter(key=held.key).first()
    return row if row and (row.sent_at or row.expires_at > at) else None


def keep(held: Held, typed: dict[str, list[str]], known: str, *, at: datetime) -> BegunReferral | None:
    """Keep what was typed; what is kept instead, where other words were kept since revision `known`."""
    with stranger.holding(held.key):
        row = BegunReferral.objects.select_for_update().filter(key=held.key, sent_at=None).first()
        if row is None:
            return None  # sent meanwhile: the page of what was sent says so
        if str(row.revision) != known and row.typed != typed:
            return row
        row.typed, row.revision, row.saved_at = typed, row.revision + 1, max(at, row.begun_at)
        row.save(update_fields=["typed", "revision", "saved_at"])
    return None


def throw_away(held: Held) -> None:
    """Nothing was sent, and nothing of it is kept."""
    with stranger.holding(held.key):
        BegunReferral.objects.filter(key=held.key, sent_at=None).delete()


def send(held: Held, answers: dict[str, Any], children: list[dict[str, Any]], *, at: datetime) -> None:
    """Send it: from this instant it is ours. IntegrityError where it was sent, or nobody could hold it."""
    with stranger.holding(held.key):
        stranger.send(answers, children, at=at)


def expire(*, at: datetime) -> None:
    """Delete what was not sent in time, whoever began it; for a job, which is the owner's."""
    BegunReferral.objects.filter(sent_at=None, expires_at__lte=at).delete()
