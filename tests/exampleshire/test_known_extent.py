"""Every figure of the board of known extent, worked out a second time from the record by plain loops."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client

from sightline.compliance.child import clocks
from sightline.duties.language import Standing, Thread
from sightline.duties.reference import Clock
from sightline.exampleshire.sign_in import IRIS
from sightline.people.models import Team, Worker
from sightline.record import models as record
from sightline.record.models import Person, Referral, Sighting
from sightline.timescales.london import day_of
from sightline.web.extent import SAFETY
from tests.exampleshire.conftest import ON

pytestmark = pytest.mark.django_db
YEAR_AGO = ON - timedelta(days=365)


@pytest.fixture
def director(exampleshire: dict[str, int], monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr("sightline.web.today.now", lambda: datetime(ON.year, ON.month, ON.day, 9, tzinfo=UTC))
    client = Client()
    client.force_login(Worker.objects.get(email=IRIS.email))
    return client


def every_clock(duty: str) -> list[Clock]:
    return [one for each in clocks(_everybody(), on=ON, duties=[duty]).values() for one in each]


def _everybody() -> Iterable[int]:
    return Person.objects.values_list("pk", flat=True)


def by_hand(name: str) -> list[Clock]:
    """The clocks behind a safety-critical count, one by one."""
    if name.endswith("-overdue"):
        return [one for one in every_clock(name[: -len("-overdue")]) if one.standing(ON) is Standing.OVERDUE]
    since = ON - timedelta(weeks=13)
    undone = every_clock(name[: -len("-left-undone")])
    return [
        one for one in undone
        if one.standing(ON) is Standing.ENDED_UNMET and one.ended_on is not None and one.ended_on > since
    ]  # fmt: skip


def test_each_safety_critical_count_is_what_plain_loops_find_and_opens_its_list(director: Client) -> None:
    board = director.get("/extent/")
    assert [figure.measure.name for figure in board.context["figures"]] == list(SAFETY)
    for figure in board.context["figures"]:
        behind = by_hand(figure.measure.name)
        assert (figure.value.number, figure.dated) == (len(behind), True), figure.measure.name
        address = f"/measures/{figure.measure.name}/"
        assert address in board.content.decode()
        assert figure.measure.means in board.content.decode()
        listed = director.get(address)
        assert listed.context["page"].total == len(behind)
        expected = sorted(one.child for one in behind)
        assert sorted(_children(director, address)) == expected, figure.measure.name


def _children(director: Client, address: str) -> list[int]:
    found: list[int] = []
    pages = director.get(address).context["page"].last
    for number in range(1, pages + 1):
        found += [row.child for row in director.get(f"{address}?page={number}").context["page"].rows]
    return found


def test_the_cases_nobody_looked_at_are_counted_by_team_and_said_in_words(director: Client) -> None:
    board = director.get("/extent/")
    words = " ".join(board.content.decode().split())
    expected = {}
    for team in Team.objects.filter(closed_on=None, is_front_door=False):
        closed = no_action = 0
        for referral in Referral.objects.filter(team=team, struck_out_at=None):
            if referral.closed_on is not None and YEAR_AGO <= referral.closed_on <= ON:
                closed += referral.decision != "no_further_action"
            no_action += (
                referral.decision == "no_further_action"
                and YEAR_AGO <= (referral.closed_on or referral.decided_on or date.min) <= ON
            )
        expected[team.name] = closed + no_action
        assert closed > 1, "there is something to say"
        assert f"Nobody has looked at any of the {closed} cases that {team.name} closed since" in words
    assert {one.team.name: len(one.cases) for one in board.context["extents"]} == expected
    for one in board.context["extents"]:
        listed = director.get(f"/extent/ended/{one.team.pk}/")
        assert (listed.context["page"].total, listed.context["hidden"]) == (len(one.cases), 0)


def test_how_soon_visits_are_written_is_what_plain_loops_find(director: Client) -> None:
    board = director.get("/extent/")
    expected = []
    for team in Team.objects.filter(closed_on=None).order_by("name"):
        days = []
        for visit in Sighting.objects.filter(struck_out_at=None, by__team=team):
            if ON - timedelta(weeks=13) < visit.happened_on <= ON:
                days.append((day_of(visit.recorded_at) - visit.happened_on).days)
        if days:
            expected.append((team.name, len(days), _within(days, 0.5), _within(days, 0.9), max(days)))
    shown = [
        (team.name, lag.visits, lag.median, lag.nine_in_ten, lag.longest)
        for team, lag in board.context["lags"]
    ]
    assert shown == expected
    for team, lag in board.context["lags"]:
        listed = director.get(f"/extent/written/{team.pk}/")
        assert listed.context["page"].total == lag.visits
        assert listed.context["rows"][0][1] == lag.longest, "the longest first"


def _within(days: list[int], share: float) -> int:
    """The least number of days within which so large a share was written."""
    enough = share * len(days)
    return next(many for many in range(max(days) + 1) if sum(one <= many for one in days) >= enough)


TABLES = {
    Thread.ASSESSMENT: record.Assessment,
    Thread.STRATEGY_DISCUSSION: record.StrategyDiscussion,
    Thread.ENQUIRY: record.Enquiry,
    Thread.CHILD_PROTECTION_PLAN: record.ChildProtectionPlan,
}


def _team(clock: Clock) -> str:
    kind, pk = Thread.of(clock.thread), Thread.record_id(clock.thread)
    if kind is Thread.REFERRAL:
        return Referral.objects.get(pk=pk).team.name
    if kind is Thread.CONTACT:
        return record.ContactChild.objects.get(pk=pk).contact.team.name
    return TABLES[kind].objects.get(pk=pk).referral.team.name


DUTIES = ["single-assessment", "plan-visits", "strategy-discussion", "contact-decision"]


@pytest.mark.parametrize("duty", DUTIES)
def test_each_teams_share_is_what_plain_loops_find_and_no_team_is_ranked(director: Client, duty: str) -> None:
    page = director.get(f"/extent/differences/{duty}-in-time/")
    well: dict[str, int] = {}
    of: dict[str, int] = {}
    for clock in every_clock(duty):
        ended_on = clock.ended_on if clock.met_on is None else None
        over = ended_on is not None and ended_on <= (clock.due_on or date.max)
        settled = clock.ended_on if over and clock.must_be_done else clock.due_on
        if settled is None or not YEAR_AGO < settled <= ON:
            continue
        stands = clock.standing(settled)
        if stands is Standing.NO_LONGER_OWED:
            continue
        name = _team(clock)
        well[name] = well.get(name, 0) + (stands is Standing.IN_TIME)
        of[name] = of.get(name, 0) + 1
    placed = [(team.name, one.value) for _, team, one in page.context["rows"] if one is not None]
    shown = {name: (value.number, value.out_of) for name, value in placed}
    assert shown == {name: (well[name], of[name]) for name in of}
    names = [team.name for _, team, _ in page.context["rows"]]
    assert names == sorted(names)


def test_no_page_of_the_board_ranks_teams(director: Client) -> None:
    """In every table of teams the teams stand in the order of the alphabet."""
    for address in ("/extent/", "/extent/differences/referral-decision-in-time/?marked_day=1+6+2026"):
        tables = re.findall(r"<tbody>(.*?)</tbody>", director.get(address).content.decode(), re.DOTALL)
        for table in tables:
            rows = re.findall(r'<th scope="row">(.*?)</th>', table)
            heads = [re.sub(r"<[^>]+>|^\d+\. ", "", one) for one in rows]
            teams = [name for name in heads if Team.objects.filter(name=name).exists()]
            assert teams == sorted(teams)


def test_a_marked_day_compares_each_team_with_itself(director: Client) -> None:
    marked = date(2026, 6, 1)
    typed = {"marked_day": "1", "marked_month": "6", "marked_year": "2026"}
    page = director.get("/extent/differences/referral-decision-in-time/", typed)
    found = {team.name: (before, after) for team, before, after in page.context["across"]}
    days = (ON - marked).days + 1
    spans = {"before": (marked - timedelta(days=days), marked), "after": (marked, ON + timedelta(days=1))}
    for team in Team.objects.filter(closed_on=None, is_front_door=False):
        for (first, last), value in zip(spans.values(), found[team.name], strict=True):
            theirs = [
                clock
                for clock in every_clock("referral-decision")
                if clock.due_on and first <= clock.due_on < last and _team(clock) == team.name
            ]
            stood = [clock.standing(clock.due_on or ON) for clock in theirs]
            owed = [one for one in stood if one is not Standing.NO_LONGER_OWED]
            assert (value.number, value.out_of or 0) == (owed.count(Standing.IN_TIME), len(owed)), team.name
    assert "marked day" in page.content.decode()
