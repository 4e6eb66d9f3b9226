"""Not written up: what was booked or mentioned, whose day has gone, and of which there is no record; and what
somebody has begun to write and not saved.
"""

from collections import Counter
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render

from sightline.compliance.not_written import NotWritten, not_written
from sightline.compliance.seen import last_seen
from sightline.people.models import Worker
from sightline.record.models import Person
from sightline.timescales.london import day_of
from sightline.web.finding import look, paged
from sightline.web.form import SignedIn
from sightline.web.models import Draft
from sightline.web.today import today


def by_team(rows: list[NotWritten]) -> list[tuple[str, int, NotWritten]]:
    """Each team, by name: how many, and the oldest."""
    names = sorted({row.team for row in rows})
    theirs = [(name, [row for row in rows if row.team == name]) for name in names]
    return [(name, len(some), min(some, key=lambda row: row.on)) for name, some in theirs]


AGES = ((0, "Begun today"), (3, "1 to 3 days"), (7, "4 to 7 days"), (28, "8 to 28 days"))
"""Ages of a draft: the most days, and what that is called."""
OLDER = "More than 28 days"
OLDEST = 20
"""How many drafts are shown one by one."""


def drafts(worker: Worker, *, on: date) -> list[tuple[Draft, int]]:
    """What anybody has begun to write about a child whom this worker may see, and for how many days: the
    oldest first. Their words are nobody else's. One query.
    """
    seen = Person.objects.visible_to(worker).values("pk")
    rows = Draft.objects.open().filter(child__in=seen).select_related("child", "worker__team")
    return [(one, (on - day_of(one.begun_at)).days) for one in rows.order_by("begun_at", "pk")]


def by_age(found: list[tuple[Draft, int]]) -> list[tuple[str, int]]:
    """How many drafts are of each age, the youngest first."""
    counted = Counter(next((name for most, name in AGES if days <= most), OLDER) for _, days in found)
    return [(name, counted[name]) for name in [*(name for _, name in AGES), OLDER]]


def not_written_up(request: SignedIn) -> HttpResponse:
    on = today()
    rows = not_written(request.user, on=on)
    page = paged(request, rows)
    begun = drafts(request.user, on=on)
    look(
        request,
        [row.entry.child_id for row in page.rows]
        + [one.child_id for one, _ in begun[:OLDEST] if one.child_id],
    )
    seen = last_seen([row.entry.child_id for row in page.rows], on=on)
    teams = [(name, many, oldest, oldest.days(on)) for name, many, oldest in by_team(rows)]
    shown = {"title": "Not written up", "on": on, "page": page, "teams": teams}
    shown |= {"drafts": begun[:OLDEST], "all_drafts": len(begun), "ages": by_age(begun)}
    shown["rows"] = [(row, row.days(on), seen[row.entry.child_id]) for row in page.rows]
    return render(request, "web/assurance/not_written.html", shown)
