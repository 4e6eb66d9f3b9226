"""Sign-offs: how often a manager's word was asked for, and how often it changed anything.

A step that never changes anything takes time from those that do. It is listed here for whoever may retire it:
nothing retires itself, and a sign-off that the law asks for stays whatever it changes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from sightline.record.models import (
    Assessment,
    Contact,
    HandOver,
    InterimSafetyDecision,
    Referral,
    SentBack,
    Sighting,
)
from sightline.record.reader import counting

OVER = timedelta(days=365)
ENOUGH = 30
"""Fewer than this in a year, and that none of them changed anything may be chance."""
NO_LAW = "no law: ours"


@dataclass(frozen=True)
class SignOff:
    """One kind of sign-off over a year: how often it was given, and how often it changed something."""

    what: str
    changes: str
    """What counts as having changed something."""
    asked_by: str
    """Who asks for it: the law, with its place, or nobody but us."""
    given: int
    changed: int

    @property
    def is_ours(self) -> bool:
        """Whether the authority may retire it: no law asks for it."""
        return self.asked_by == NO_LAW

    @property
    def never_changes(self) -> bool:
        """Whether it was given often enough and changed nothing at all."""
        return self.given >= ENOUGH and not self.changed

    @property
    def at_most(self) -> float:
        """If it changed nothing so often, then at most this share of times, of which we may be 95% sure.

        The rule of three: the upper 95% limit on a share of which none was seen in n is about 3 ÷ n.
        """
        return 3 / self.given


@counting()
def sign_offs(*, on: date) -> list[SignOff]:
    """Every kind over the year up to that day, those that never changed anything first. Seven queries."""
    since = on - OVER
    found = [_sign_off(*one, since=since, on=on) for one in _kinds()]
    return sorted(found, key=lambda one: (not one.never_changes, one.changed / (one.given or 1), one.what))


Kind = tuple[str, str, str, QuerySet[Any], str, Q]
LAW = "Working Together 2023, paragraph 153"


SENT_BACK = Exists(SentBack.objects.standing().filter(assessment=OuterRef("pk")))
AT_NOTHING = Q(decision="no_further_action")


def _kinds() -> Iterator[Kind]:
    """What each is called, what it changes, who asks for it, its rows, their day, and which changed."""
    yield from _of_the_law()
    yield (
        "Answer the offer of a case",
        "it was returned",
        NO_LAW,
        HandOver.objects.standing(),
        "answered_at__date",
        Q(answer=HandOver.Answer.RETURNED),
    )
    yield (
        "Decide what is safe enough",
        "it was not safe enough",
        NO_LAW,
        InterimSafetyDecision.objects.standing(),
        "decided_on",
        Q(is_safe_enough=False),
    )
    yield (
        "Confirm a visit that was written for you",
        "it was struck out instead",
        NO_LAW,
        Sighting.objects.filter(on_behalf_of__isnull=False),
        "happened_on",
        Q(struck_out_at__isnull=False),
    )


def _of_the_law() -> Iterator[Kind]:
    yield (
        "Authorise an assessment",
        "it was sent back first",
        "Working Together 2023, page 74",
        Assessment.objects.standing(),
        "authorised_on",
        Q(SENT_BACK),
    )
    yield (
        "Decide a referral",
        "no further action was taken with what the front door had accepted",
        LAW,
        Referral.objects.standing(),
        "decided_on",
        AT_NOTHING,
    )
    yield (
        "Decide a contact",
        "it was not left at no further action",
        LAW,
        Contact.objects.standing(),
        "decided_at__date",
        ~AT_NOTHING,
    )
    yield (
        "Look at how an assessment is going, at its review point",
        "it was sent back, or left unfinished, after that",
        "the children in need census, which asks for the day",
        Assessment.objects.standing(),
        "reviewed_on",
        Q(SENT_BACK) | Q(left_on__isnull=False),
    )


def _sign_off(
    what: str,
    changes: str,
    asked_by: str,
    rows: QuerySet[Any],
    day: str,
    changed: Q,
    *,
    since: date,
    on: date,
) -> SignOff:
    given = rows.order_by().filter(**{f"{day}__gt": since, f"{day}__lte": on})
    counted = given.aggregate(given=Count("pk"), changed=Count("pk", filter=changed))
    return SignOff(what, changes, asked_by, counted["given"], counted["changed"])
