"""Known extent: the director's first page. What was examined, what was not, and what stands out today."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import F
from django.db.models.functions import TruncDate
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from sightline.assurance.examined import extent
from sightline.assurance.models import Redecision
from sightline.assurance.procedure import kept
from sightline.assurance.redecision import agreements, to_look_at
from sightline.compliance.book import book
from sightline.compliance.fitness import Lapse, lapses
from sightline.compliance.history import Value
from sightline.compliance.lag import lags, visits
from sightline.compliance.measure import CATALOGUE, Measure, readings, undated
from sightline.compliance.not_written import NO_TEAM, not_written
from sightline.compliance.sharing import Silence, silences, unanswered
from sightline.people.models import Team
from sightline.record.at_once import at_once
from sightline.record.models import Person, Sighting
from sightline.record.reader import counting
from sightline.timescales.london import day_of
from sightline.web.finding import look, paged
from sightline.web.form import SignedIn
from sightline.web.today import today

#: What is counted first: each is a child who may be in danger today.
SAFETY = (
    "child-seen-after-referral-overdue",
    "plan-visits-overdue",
    "strategy-discussion-overdue",
    "contact-decision-overdue",
    "referral-allocation-overdue",
    "child-seen-after-referral-left-undone",
    "strategy-discussion-left-undone",
)
#: How far back cases that ended are asked after.
YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Figure:
    """One number on the board: what it is, what it means, and the address of the list behind it."""

    measure: Measure
    value: Value
    dated: bool
    """Whether anything can fall due: where no day is set, nothing is overdue and nothing is known."""


def figures(*, on: date) -> list[Figure]:
    """The safety-critical counts. One stream of milestones."""
    measures, law = [CATALOGUE[name] for name in SAFETY], book()
    read = readings(measures, on=on, law=law)
    unset = {one.name for one in undated(on=on, law=law)}
    return [Figure(one, read[one.name].series(on, on)[0], one.name not in unset) for one in measures]


def board(request: SignedIn) -> HttpResponse:
    """The board."""
    on = today()
    asked = at_once(
        {
            "teams": Team.objects.filter(closed_on=None).order_by("name"),
            "seconds": Redecision.objects.standing().select_related("contact__team"),
        }
    )
    teams, seconds = asked["teams"], asked["seconds"]
    since = on - YEAR
    with counting():
        looked = extent([team for team in teams if not team.is_front_door], since=since, on=on)
        written, counted = lags(on=on), figures(on=on)
    procedures = kept(on=on)
    lapsed = lapses(on=on)
    shown: dict[str, Any] = {
        "title": "Known extent",
        "on": on,
        "since": since,
        "figures": counted,
        "extents": looked,
        "said": [line for one in looked for line in one.sentences(since=since)],
        "lags": [(team, written[team.pk]) for team in teams if team.pk in written],
        "past_review": [one for one in procedures if one.past_review],
        "procedures": procedures,
        "unwritten": len(not_written(request.user, on=on)),
        "silences": _silences(request, on),
        "lapsed": lapsed,
        "lapsed_of": _by_team(lapsed),
        "seconds": agreements(seconds)["All together"] if seconds else [],
        "to_look_at": len(to_look_at(seconds)),
        "differences": [one for one in CATALOGUE.values() if one.is_share and one.duty],
    }
    return render(request, "web/assurance/extent.html", shown)


def _silences(request: SignedIn, on: date) -> list[tuple[Silence, int]]:
    return [(one, one.waited(on)) for one in silences(unanswered(request.user, on=on), on=on)]


def _by_team(lapsed: list[Lapse]) -> list[tuple[str, int, int]]:
    """Each team by name: how many workers, and how many courses or registrations of theirs have run out."""
    teams = sorted({one.worker.team.name if one.worker.team else NO_TEAM for one in lapsed})
    theirs = {
        name: [one for one in lapsed if (one.worker.team.name if one.worker.team else NO_TEAM) == name]
        for name in teams
    }
    return [(name, len({one.worker.pk for one in some}), len(some)) for name, some in theirs.items()]


def not_answered(request: SignedIn) -> HttpResponse:
    """What other agencies were asked about each child and have not answered, the oldest first."""
    on = today()
    found = unanswered(request.user, on=on)
    page = paged(request, found)
    look(request, [one.child_id for one in page.rows])
    rows = [(one, (on - one.asked_on).days, one.answer_by_on < on) for one in page.rows]
    by_agency = [(one, one.waited(on)) for one in silences(found, on=on)]
    shown = {"title": "Asked and not answered", "on": on, "page": page, "rows": rows, "silences": by_agency}
    return render(request, "web/assurance/not_answered.html", shown)


def lapsed(request: SignedIn) -> HttpResponse:
    """Whose training or registration has run out, the longest over first."""
    on = today()
    page = paged(request, lapses(on=on))
    rows = [(one, (on - one.ended_on).days) for one in page.rows]
    shown = {"title": "Training and registration that have run out", "on": on, "page": page, "rows": rows}
    return render(request, "web/assurance/lapsed.html", shown)


def ended(request: SignedIn, pk: int) -> HttpResponse:
    """The cases of a team that ended in the last year: those nobody looked at, and those somebody did."""
    on = today()
    team = get_object_or_404(Team.objects.filter(closed_on=None), pk=pk)
    [looked] = extent([team], since=on - YEAR, on=on)
    people = _people(request, [case.child for case in looked.cases])
    cases = sorted(looked.cases, key=lambda case: (case.referral in looked.read, case.on, case.referral))
    page = paged(request, [case for case in cases if case.child in people])
    look(request, [case.child for case in page.rows])
    rows = [(case, people[case.child], looked.read.get(case.referral, [])) for case in page.rows]
    shown = {"title": "Cases that ended", "team": team, "on": on, "since": on - YEAR, "looked": looked}
    shown |= {"page": page, "rows": rows, "hidden": len(cases) - page.total}
    return render(request, "web/assurance/ended.html", shown)


def written(request: SignedIn, pk: int) -> HttpResponse:
    """A team's visits of thirteen weeks, those written latest after the visit first."""
    on = today()
    team = get_object_or_404(Team.objects.filter(closed_on=None), pk=pk)
    every = visits(on=on).filter(by__team=team)
    mine = every.filter(child__in=Person.objects.visible_to(request.user))
    lateness = F("happened_on") - TruncDate("recorded_at")
    rows = mine.select_related("child", "by").order_by(lateness, "happened_on", "pk")
    page = paged(request, rows)
    look(request, [row.child_id for row in page.rows])
    shown = {
        "title": "How soon visits are written up",
        "team": team,
        "on": on,
        "lag": lags(on=on).get(team.pk),
        "page": page,
        "rows": [(row, _days(row)) for row in page.rows],
        "hidden": every.count() - page.total,
    }
    return render(request, "web/assurance/written.html", shown)


def _days(row: Sighting) -> int:
    return max(0, (day_of(row.recorded_at) - row.happened_on).days)


def _people(request: SignedIn, children: list[int]) -> dict[int, Person]:
    return Person.objects.visible_to(request.user).in_bulk(set(children))
