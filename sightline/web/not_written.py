"""Not written up: what was booked or mentioned, whose day has gone, and of which there is no record."""

from django.http import HttpResponse
from django.shortcuts import render

from sightline.compliance.not_written import NotWritten, not_written
from sightline.compliance.seen import last_seen
from sightline.web.finding import look, paged
from sightline.web.form import SignedIn
from sightline.web.today import today


def by_team(rows: list[NotWritten]) -> list[tuple[str, int, NotWritten]]:
    """Each team, by name: how many, and the oldest."""
    names = sorted({row.team for row in rows})
    theirs = [(name, [row for row in rows if row.team == name]) for name in names]
    return [(name, len(some), min(some, key=lambda row: row.on)) for name, some in theirs]


def not_written_up(request: SignedIn) -> HttpResponse:
    on = today()
    rows = not_written(request.user, on=on)
    page = paged(request, rows)
    look(request, [row.entry.child_id for row in page.rows])
    seen = last_seen([row.entry.child_id for row in page.rows], on=on)
    teams = [(name, many, oldest, oldest.days(on)) for name, many, oldest in by_team(rows)]
    shown = {"title": "Not written up", "on": on, "page": page, "teams": teams}
    shown["rows"] = [(row, row.days(on), seen[row.entry.child_id]) for row in page.rows]
    return render(request, "web/assurance/not_written.html", shown)
