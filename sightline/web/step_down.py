"""For managers: early help that goes on, and whether stepping down held."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render

from sightline.compliance import early_help
from sightline.compliance.early_help import MONTHS, StepDown
from sightline.people.models import Team
from sightline.record.models import Referral
from sightline.web.fields import Day, Somebody
from sightline.web.finding import look, paged
from sightline.web.form import Form, SignedIn, wrong
from sightline.web.team import find_team, teams_of
from sightline.web.today import today

READERS = "managers and leaders"
#: The period that is shown where none was asked for: long enough for a year to have gone by since its start.
USUAL = timedelta(days=730)


def running(request: SignedIn, pk: int) -> HttpResponse:
    """The team's early help that goes on, the longest first."""
    on, team = today(), find_team(request, pk)
    page = paged(request, early_help.running(request.user, [team]))
    look(request, [one.child_id for one in page.rows])
    return render(
        request, "web/early_help_open.html", {"title": "Early help", "on": on, "team": team, "page": page}
    )


class Period(Form):
    """Of which days, and of whose cases."""

    first = Day(label="From which day?", missing="Enter a day", why="Step downs of a period.", reads=READERS)
    last = Day(label="Until which day?", missing="Enter a day", why="Step downs of a period.", reads=READERS)
    team = Somebody(
        label="From which team’s cases?",
        queryset=Team.objects.none(),
        required=False,
        empty="All whose work I answer for",
        why="Each team can see its own.",
        reads=READERS,
    )


@dataclass(frozen=True)
class Number:
    """A number, what it means, and the address of the list behind it."""

    number: int
    title: str
    means: str
    query: str


def held(request: SignedIn) -> HttpResponse:
    """The step downs of a period, and which children came back within six and twelve months."""
    on, mine = today(), teams_of(request.user).distinct()
    asked = "first_year" in request.GET
    start: dict[str, Any] = {"first": on - USUAL, "last": on, "team": None}
    form = Period(request.GET if asked else None, on=on, initial=start)
    form.offer("team", mine)
    answers = form.cleaned_data if form.is_valid() else start
    teams: list[Team] = [answers["team"]] if answers["team"] else list(mine)
    period = {"first": answers["first"], "last": answers["last"]}
    every = early_help.step_downs(request.user, teams, **period, on=on)
    unknown = early_help.nothing_begun(request.user, teams, **period)
    show = request.GET.get("show", "")
    chosen = _behind(every, list(unknown), on=on)
    page = paged(request, chosen[show] if show in chosen else chosen["all"])
    look(request, [one.child.pk for one in page.rows])
    shown = {"title": "Whether stepping down held", "on": on, "form": form, "forms": [form], "page": page}
    shown |= {"numbers": _numbers(chosen, request), "show": TITLES.get(show, TITLES["all"])[0], **period}
    shown["wrong"] = list(wrong([form])) if asked else []
    return render(request, "web/step_downs.html", shown, status=422 if shown["wrong"] else 200)


def _of_months(months: int) -> dict[str, tuple[str, str]]:
    return {
        f"again-{months}": (
            f"Referred again within {months} months",
            "A referral of the child came on or after the day on which the early help began, other than the "
            f"case that it was stepped down from, and by the same day {months} months on; whatever was "
            "decided of it.",
        ),
        f"held-{months}": (
            f"Not referred again within {months} months",
            f"The {months} months are over, and no such referral is in the record.",
        ),
        f"early-{months}": (
            f"Too early to say for {months} months",
            f"The {months} months are not over, and no such referral has come so far.",
        ),
    }


#: Each number's name, what it is called, and its definition.
TITLES = {
    "all": (
        "Step downs",
        "Early help that began in these days and names the case that it was stepped down from.",
    ),
    **_of_months(6),
    **_of_months(12),
    "not-known": (
        "Closed to early help, and none is on the record",
        "Cases closed in these days as referred to early help, after which no early help names them: whether "
        "these held is not known, and they are in none of the numbers above.",
    ),
}


@dataclass(frozen=True)
class Row:
    """One child behind a number."""

    child: Any
    step: StepDown | None
    case: Referral | None


def _behind(every: list[StepDown], unknown: list[Referral], *, on: date) -> dict[str, list[Row]]:
    """The rows behind each number, by its name."""
    rows = {"all": [Row(one.early_help.child, one, None) for one in every]}
    for months in MONTHS:
        for name, came_back in (("again", True), ("held", False), ("early", None)):
            rows[f"{name}-{months}"] = [
                row for row in rows["all"] if row.step and row.step.came_back(months, on=on) is came_back
            ]
    return rows | {"not-known": [Row(one.child, None, one) for one in unknown]}


def _numbers(chosen: dict[str, list[Row]], request: SignedIn) -> list[Number]:
    asked = {
        name: value for name, value in request.GET.items() if name.startswith(("first_", "last_", "team"))
    }
    return [
        Number(len(chosen[name]), title, means, urlencode({**asked, "show": name}))
        for name, (title, means) in TITLES.items()
    ]
