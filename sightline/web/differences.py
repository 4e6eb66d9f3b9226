"""Differences between teams, and over time, against what chance alone would make. No team is ranked."""

from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from sightline.assurance.variation import ACTION, Placed, limits, placed, together
from sightline.compliance.by_team import Held, shares
from sightline.compliance.history import Events, Value
from sightline.compliance.measure import CATALOGUE, Measure, readings
from sightline.people.models import Team
from sightline.web.chart import HEIGHT, WIDTH, Chart, Dot, Line
from sightline.web.fields import Day
from sightline.web.form import Form, SignedIn, wrong
from sightline.web.today import today

MONTHS = 24


class Marked(Form):
    """A day to compare across."""

    marked = Day(
        label="Mark a day, such as that of a reorganisation",
        required=False,
        why="So that each team before it can be compared with itself after it.",
        reads="nobody else: it is kept nowhere",
        owner="director",
    )


def differences(request: SignedIn, name: str) -> HttpResponse:
    """One measure: each team among all together, and all together month by month."""
    one = CATALOGUE.get(name)
    if one is None or not one.is_share or not one.duty:
        raise Http404
    on = today()
    events = readings([one], on=on)[one.name]
    if not isinstance(events, Events):
        raise Http404
    form = Marked(request.GET if "marked_day" in request.GET else None, on=on)
    marked = form.cleaned_data["marked"] if form.is_bound and form.is_valid() else None
    teams = Held().teams(events.thread)
    names = list(Team.objects.filter(closed_on=None).order_by("name"))
    by_team = shares(events, teams, on=on, days=365)
    whole = together(list(by_team.values()))
    measured = [team for team in names if team.pk in by_team]
    stands = {team.pk: placed(by_team[team.pk], whole) for team in measured}
    numbers = {team.pk: number for number, team in enumerate(measured, 1)}
    rows = [(numbers.get(team.pk), team, stands.get(team.pk)) for team in names]
    months = _months(events, on)
    every = together([value for _, value in months])
    page: dict[str, Any] = {
        "title": one.title,
        "measure": one,
        "on": on,
        "whole": one.says(whole),
        "rows": rows,
        "funnel": _funnel([one for one in stands.values() if one], whole),
        "months": [(day, value, placed(value, every)) for day, value in months],
        "control": _control(one, months, marked),
        "form": form,
        "wrong": list(wrong([form])),
        "marked": marked,
        "across": _across(events, teams, names, marked, on) if marked else [],
    }
    return render(request, "web/assurance/differences.html", page)


def _months(events: Events, on: date) -> list[tuple[date, Value]]:
    """The share that went well of what was settled in each whole month, the oldest first."""
    last = on.replace(day=1) - timedelta(days=1)
    found: list[tuple[date, Value]] = []
    while len(found) < MONTHS:
        found.append((last, _between(events, last.replace(day=1), last)))
        last = last.replace(day=1) - timedelta(days=1)
    return found[::-1]


def _between(events: Events, first: date, last: date) -> Value:
    return shares(events, events.thread * 0, on=last, days=(last - first).days + 1).get(0, Value(0, 0))


def _across(
    events: Events, teams: Any, names: list[Team], marked: date, on: date
) -> list[tuple[Team, Value, Value]]:
    """Each team before the day and from it on, over as long a time on both sides, a year at the most."""
    days = min(365, (on - marked).days + 1)
    before = shares(events, teams, on=marked - timedelta(days=1), days=days)
    after = shares(events, teams, on=marked + timedelta(days=days - 1), days=days)
    none = Value(0, 0)
    return [(team, before.get(team.pk, none), after.get(team.pk, none)) for team in names]


def _control(measure: Measure, months: list[tuple[date, Value]], marked: date | None) -> Chart:
    whole = together([value for _, value in months])
    drawn = Chart(months[0][0], months[-1][0], 100.0, "%")
    drawn.line([(day, value.percent) for day, value in months], measure.title)
    if whole.percent is not None:
        drawn.level(whole.percent, "all together")
        bands = [(day, placed(value, whole)) for day, value in months]
        lows = [(day, 100 * one.action.low if one else None) for day, one in bands]
        highs = [(day, 100 * one.action.high if one else None) for day, one in bands]
        drawn.line(lows, "lower limit", "thin")
        drawn.line(highs, "upper limit", "thin")
    for day, value in months:
        stands = placed(value, whole)
        if stands:
            drawn.dots.append(
                Dot(drawn.across(day), drawn.down(100 * stands.share), "", stands_out=stands.stands_out)
            )
    if marked:
        drawn.mark(marked, "marked day")
    return drawn


class Funnel:
    """The funnel plot: shares upwards, and how many they are of across."""

    def __init__(self, most: int, whole: Value) -> None:
        self.most, self.whole = most, whole
        self.lines: list[Line] = []
        self.dots: list[Dot] = []

    def across(self, many: int) -> float:
        return round(WIDTH * many / (self.most or 1), 1)

    def down(self, share: float) -> float:
        return round(HEIGHT * (1 - share), 1)


def _funnel(rows: list[Placed], whole: Value) -> Funnel | None:
    """Each team as a dot with its number in the table below; None where there is none."""
    if not rows or not whole.out_of:
        return None
    share = whole.number / whole.out_of
    most = max(one.value.out_of or 0 for one in rows)
    drawn = Funnel(most, whole)
    steps = sorted({max(1, round(most * part / 60)) for part in range(1, 61)})
    band = [(many, limits(many, share, ACTION)) for many in steps]
    for edge in ("low", "high"):
        points = " ".join(f"{drawn.across(many)},{drawn.down(getattr(one, edge))}" for many, one in band)
        drawn.lines.append(Line(points, f"{edge}er limit", "thin"))
    drawn.lines.append(Line(f"0,{drawn.down(share)} {WIDTH},{drawn.down(share)}", "all together", "dashed"))
    for place, one in enumerate(rows, 1):
        at = (drawn.across(one.value.out_of or 0), drawn.down(one.share))
        drawn.dots.append(Dot(*at, shows=str(place), stands_out=one.stands_out))
    return drawn
