"""The lists that inspectors ask for: built for any day, looked at list by list, and downloaded.

Whoever answers for returns sees the authority's number for a child, and never opens the child by it. Every
child in what is shown or downloaded is logged.
"""

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from sightline.record.reader import counting
from sightline.returns.annex_a import build, export
from sightline.returns.annex_a.lists import LISTS, UNHELD, numbered
from sightline.returns.refusal import Refused
from sightline.web.analyst import XLSX
from sightline.web.fields import Day
from sightline.web.finding import look, paged
from sightline.web.form import Form, SignedIn, show, typed
from sightline.web.today import today


class OfDay(Form):
    on = Day(
        label="As the record stood on the evening of which day?",
        missing="Enter the day",
        why="Inspectors name the day that the lists are to be of.",
        reads="analysts and directors",
        owner="data manager",
    )


def lists(request: SignedIn) -> HttpResponse:
    """Choose the day."""
    form = OfDay(typed(request), on=today(), initial={"on": today()})
    if request.method == "POST" and form.is_valid():
        return redirect("annex-a-day", form.cleaned_data["on"])
    page = {"title": "Annex A", "back": reverse("analyst"), "back_to": "Returns", "button": "Build the lists"}
    lead = "Eleven lists of children, built from the record for any day. It takes a few seconds."
    return show(request, form, lead=lead, **page)


@counting()
def _built(on: date, *only: int) -> build.Built:
    try:
        return build.build(build.not_ahead(on, today=today()), only=only or None)
    except Refused:
        raise Http404 from None


def of_day(request: SignedIn, on: date) -> HttpResponse:
    """How many rows each list has that day."""
    built = _built(on)
    page = {
        "title": "Annex A",
        "built": built,
        "rows": [(one, export.counted(built, one), one.number in UNHELD) for one in LISTS],
        "children": len(built.everybody),
        "back": reverse("annex-a"),
        "back_to": "Another day",
    }
    return render(request, "web/returns/annex_a.html", page)


def one_list(request: SignedIn, on: date, number: int) -> HttpResponse:
    """The rows of one list, as the workbook has them."""
    try:
        found = numbered(number)
    except IndexError:
        raise Http404 from None
    built = _built(on, number)
    shown = paged(request, list(zip(built.children[number], built.rows[number], strict=True)), per=20)
    look(request, [child for child, _ in shown.rows])
    page: dict[str, Any] = {
        "title": f"Annex A, {found.sheet}",
        "list": found,
        "page": shown,
        "rows": [list(zip(found.headings, row, strict=True)) for _, row in shown.rows],
        "on": on,
        "back": reverse("annex-a-day", args=[on]),
        "back_to": "All the lists",
    }
    return render(request, "web/returns/annex_a_list.html", page)


def workbook(request: SignedIn, on: date) -> HttpResponse:
    """The workbook, and the look at each child in it."""
    built = _built(on)
    look(request, built.everybody)
    answer = HttpResponse(export.workbook(built), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="annex-a-{on:%Y-%m-%d}.xlsx"'
    return answer
