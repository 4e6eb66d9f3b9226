"""A measure of the catalogue: what it means, how it has gone, and the children behind it today."""

from datetime import date, timedelta

from django.http import Http404, HttpResponse
from django.shortcuts import render

from sightline.compliance.history import Value
from sightline.compliance.measure import CATALOGUE, Measure, readings
from sightline.compliance.seen import last_seen
from sightline.record.models import Person
from sightline.web.chart import Chart
from sightline.web.finding import look, paged
from sightline.web.form import SignedIn
from sightline.web.today import today

SHOWN = timedelta(weeks=52)


def measure(request: SignedIn, name: str) -> HttpResponse:
    """One measure: its definition, the last year week by week, and everyone behind today's number."""
    one = CATALOGUE.get(name)
    if one is None:
        raise Http404
    on = today()
    read = readings([one], on=on)[one.name]
    days = [on - timedelta(weeks=back) for back in range(51, -1, -1)]
    series = read.series(on - SHOWN, on)
    values = [(day, series[(day - (on - SHOWN)).days]) for day in days]
    behind = read.behind(on)
    people = Person.objects.visible_to(request.user).in_bulk({row.child for row in behind})
    page = paged(request, [row for row in behind if row.child in people])
    look(request, [row.child for row in page.rows])
    seen = last_seen([row.child for row in page.rows], on=on)
    shown = {
        "title": one.title,
        "measure": one,
        "on": on,
        "says": one.says(series[-1]),
        "page": page,
        "rows": [(row, people[row.child], seen[row.child]) for row in page.rows],
        "hidden": len(behind) - page.total,
        "weeks": [(day, one.says(value)) for day, value in values],
        "chart": _drawn(one, values),
    }
    return render(request, "web/assurance/measure.html", shown)


def _drawn(measure: Measure, values: list[tuple[date, Value]]) -> Chart:
    share = measure.is_share
    points = [(day, value.percent if share else float(value.number)) for day, value in values]
    most = 100.0 if share else max(1.0, *(value or 0 for _, value in points))
    drawn = Chart(points[0][0], points[-1][0], most, "%" if share else "")
    drawn.line(points, measure.title)
    return drawn
