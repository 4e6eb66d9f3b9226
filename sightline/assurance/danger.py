"""How much danger a child of an ended case may be in today: points with their reasons, to read in order.

The points are ours. They put the likeliest to matter first and say nothing else: nobody is safe because a
number is small. What counts is what is known now, not only what was known when the case ended.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

import numpy as np
from django.db.models import Exists, OuterRef, Q

from sightline.compliance.pattern.book import PATTERNS
from sightline.compliance.pattern.cases import Cases
from sightline.compliance.pattern.facts import annotated, these
from sightline.compliance.pattern.language import Danger
from sightline.record.models import (
    ChildProtectionPlan,
    ContactChild,
    Referral,
    Sighting,
)

YEAR = timedelta(days=365)


class Now(StrEnum):
    """Something that is so of the child today."""

    HARM_TOLD_SINCE = "Harm has been told of since it ended"
    WORRIED_SINCE = "Somebody has been worried about the child since it ended"
    SIBLING_ON_A_PLAN = "Another child of the family is on a child protection plan"
    NOT_YET_ONE = "The child is not yet one"
    NOT_YET_FIVE = "The child is not yet five"
    ENDED_LATELY = "It ended in the last three months"
    ENDED_LONG_AGO = "It ended more than two years ago"
    SEEN_SINCE = "One of us has seen the child since it ended"
    OPEN_NOW = "A team works with the child now"
    GROWN_UP = "The child has grown up"
    DIED = "The child has died"


POINTS = {
    Now.HARM_TOLD_SINCE: 20,
    Now.WORRIED_SINCE: 10,
    Now.SIBLING_ON_A_PLAN: 15,
    Now.NOT_YET_ONE: 15,
    Now.NOT_YET_FIVE: 8,
    Now.ENDED_LATELY: 6,
    Now.ENDED_LONG_AGO: -6,
    Now.SEEN_SINCE: -8,
    Now.OPEN_NOW: -20,
    Now.GROWN_UP: -60,
    Now.DIED: -60,
}
OF_A_PATTERN = {Danger.HARM_UNANSWERED: 40, Danger.MAY_BE_UNSAFE: 20, Danger.RECORD_GAP: 2}
"""For the gravest pattern that fits."""
EACH_OTHER = 5
"""For every other pattern that fits."""


@dataclass(frozen=True)
class Scored:
    """The danger of one case: points, the patterns that fit, and the names of what gave the points."""

    referral: int
    child: int
    danger: int
    fits: tuple[str, ...]
    because: tuple[str, ...]


def because_words(name: str) -> tuple[str, int]:
    """What one reason says, and how many points it gave."""
    return Now[name].value, POINTS[Now[name]]


def _years_before(on: date, years: int) -> date:
    return on.replace(year=on.year - years, day=28 if (on.month, on.day) == (2, 29) else on.day)


def expressions(on: date) -> dict[Now, Any]:
    """Each of them as an expression over referrals that have `over_on`."""
    since = ContactChild.objects.standing().filter(
        contact__struck_out_at=None,
        child=OuterRef("child"),
        contact__received_at__date__gt=OuterRef("over_on"),
        contact__received_at__date__lte=on,
    )
    again = (
        Referral.objects.standing()
        .exclude(pk=OuterRef("pk"))
        .filter(child=OuterRef("child"), received_on__gt=OuterRef("over_on"), received_on__lte=on)
    )
    of_family = ChildProtectionPlan.objects.standing().filter(
        ended_on=None, child__family_memberships__family__members__child=OuterRef("child")
    )
    seen = Sighting.objects.seen().filter(
        child=OuterRef("child"), happened_on__gt=OuterRef("over_on"), happened_on__lte=on
    )
    return {
        Now.HARM_TOLD_SINCE: Exists(since.filter(contact__tells_of_harm=True)),
        Now.WORRIED_SINCE: Q(Exists(since)) | Q(Exists(again)),
        Now.SIBLING_ON_A_PLAN: Exists(of_family.exclude(child=OuterRef("child"))),
        Now.NOT_YET_ONE: Q(child__born_on__gt=_years_before(on, 1)),
        Now.NOT_YET_FIVE: Q(
            child__born_on__gt=_years_before(on, 5), child__born_on__lte=_years_before(on, 1)
        ),
        Now.ENDED_LATELY: Q(over_on__gt=on - YEAR / 4),
        Now.ENDED_LONG_AGO: Q(over_on__lt=on - 2 * YEAR),
        Now.SEEN_SINCE: Exists(seen),
        Now.OPEN_NOW: Exists(Referral.objects.open_on(on).filter(child=OuterRef("child"))),
        Now.GROWN_UP: Q(child__born_on__lte=_years_before(on, 18)),
        Now.DIED: Q(child__died_on__lte=on),
    }


def score(found: Cases, *, patterns: tuple[str, ...]) -> list[Scored]:
    """The danger of each of these cases on their day, held to these patterns. One query."""
    names = [f"is_{now.name.lower()}" for now in Now]
    referrals = Referral.objects.filter(pk__in=these(found.referral))
    rows = annotated(referrals, on=found.on, facts=expressions).order_by("pk")
    told = np.array(list(rows.values_list(*names)), np.bool_).reshape(-1, len(names))
    points = np.array([POINTS[now] for now in Now])
    today = told @ points
    fits = {name: found.fits(PATTERNS[name]) for name in patterns}
    return [
        _scored(found, place, int(today[place]), told[place], fits) for place in range(len(found.referral))
    ]


def _scored(found: Cases, place: int, today: int, told: Any, fits: dict[str, Any]) -> Scored:
    here = tuple(name for name, flags in fits.items() if flags[place])
    worst = max((PATTERNS[name].danger for name in here), default=None)
    points = OF_A_PATTERN[worst] + EACH_OTHER * (len(here) - 1) if worst else 0
    because = tuple(now.name for now, so in zip(Now, told, strict=True) if so)
    return Scored(found.referral[place], found.child[place], points + today, here, because)
