"""What ended today, and this week, and looks unsafe: shown to whoever oversees those who ended it."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from django.http import Http404, HttpResponse
from django.shortcuts import render

from sightline.compliance.pattern.book import PATTERNS
from sightline.compliance.pattern.cases import Shown, ended_on, firing
from sightline.compliance.pattern.language import Pattern
from sightline.compliance.pattern.law import law
from sightline.record.models import Referral
from sightline.web.finding import look, paged
from sightline.web.form import SignedIn
from sightline.web.today import today

SHOWN_FOR = timedelta(days=6)
"""How long before today an ended case is still shown: a week in all."""


@dataclass(frozen=True)
class Line:
    """One case that ended: what fits it, each with the law behind it on the day it ended."""

    shown: Shown
    referral: Referral
    patterns: list[tuple[Pattern, list[str]]]


def closures(request: SignedIn, name: str = "") -> HttpResponse:
    """The cases that ended in the week to today in which something looks unsafe; of one pattern, if named."""
    if name and name not in PATTERNS:
        raise Http404
    on, mine = today(), Referral.objects.visible_to(request.user)
    found = firing(on=on, since=on - SHOWN_FOR, among=mine)
    counts = Counter(one for shown in found for one in shown.patterns)
    wanted = [shown for shown in found if not name or name in shown.patterns]
    page = paged(request, wanted)
    look(request, [shown.child for shown in page.rows])
    cases = mine.select_related("child", "team__manager", "closed_by", "decided_by").in_bulk(
        [shown.referral for shown in page.rows]
    )
    lines = [Line(shown, cases[shown.referral], _law(shown)) for shown in page.rows]
    shown_here = {
        "title": PATTERNS[name].title if name else "Ended, and something looks unsafe",
        "on": on,
        "since": on - SHOWN_FOR,
        "page": page,
        "lines": lines,
        "today": sum(shown.over_on == on for shown in found),
        "all": len(found),
        "ended": ended_on(on - SHOWN_FOR, on).filter(pk__in=mine.values("pk")).count(),
        "counts": [(key, PATTERNS[key], counts[key]) for key in PATTERNS if counts[key]],
        "pattern": PATTERNS[name] if name else None,
        "patterns": len(PATTERNS),
    }
    return render(request, "web/assurance/closures.html", shown_here)


def _law(shown: Shown) -> list[tuple[Pattern, list[str]]]:
    return [(PATTERNS[name], law(PATTERNS[name], on=shown.over_on)) for name in shown.patterns]
