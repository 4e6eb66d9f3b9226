"""Every figure of the board of known extent, worked out a second time from the record by plain loops."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from scipy import stats

from sightline.assurance import models as assured
from sightline.compliance.child import clocks
from sightline.duties.language import Standing, Thread
from sightline.duties.reference import Clock
from sightline.exampleshire.sign_in import IRIS
from sightline.people.models import Course, Team, Worker
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
    """Each person once: an entry that is set aside for another is read with that other."""
    aside = record.SamePerson.objects.standing().filter(are_one=True)
    return Person.objects.exclude(pk__in=aside.values("child")).values_list("pk", flat=True)


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
    expected, read = {}, _when_read()
    for team in Team.objects.filter(closed_on=None, is_front_door=False):
        closed = no_action = unread = 0
        for referral in Referral.objects.filter(team=team, struck_out_at=None):
            if referral.closed_on is not None and YEAR_AGO <= referral.closed_on <= ON:
                closed += referral.decision != "no_further_action"
                unread += referral.decision != "no_further_action" and not any(
                    day >= referral.closed_on for day in read.get(referral.pk, [])
                )
            no_action += (
                referral.decision == "no_further_action"
                and YEAR_AGO <= (referral.closed_on or referral.decided_on or date.min) <= ON
            )
        expected[team.name] = closed + no_action
        assert closed > 1, "there is something to say"
        of = "any of" if unread == closed else f"{unread} of"
        assert f"Nobody has looked at {of} the {closed} cases that {team.name} closed since" in words
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


def _when_read() -> dict[int, list[date]]:
    """The days on which each case was read."""
    found: dict[int, list[date]] = {}
    for verdict in assured.Verdict.objects.filter(struck_out_at=None):
        found.setdefault(verdict.case.referral_id, []).append(day_of(verdict.given_at))
    for audit in assured.Audit.objects.filter(struck_out_at=None).exclude(finished_at=None):
        found.setdefault(audit.referral_id, []).append(day_of(audit.finished_at))
    return found


# ── what was looked at, agencies, training, procedures and second decisions


def _read_since(case: Referral, over_on: date) -> list[tuple[bool, bool]]:
    """Each reading of a case from the day it ended: whether a child may have been unsafe, and whether the
    case was drawn at random from all that ended.
    """
    found = []
    backs = assured.LookBack.objects.all()
    own = {one for back in backs for one in (back.readings_id, back.control_id)}
    for verdict in assured.Verdict.objects.filter(case__referral=case, struck_out_at=None):
        sample = verdict.case.sample
        drawn = sample.method in ("simple", "stratified") and sample.pk not in own
        if day_of(verdict.given_at) >= over_on:
            found.append((verdict.finding in ("potential_risk", "immediate_risk"), drawn))
    for audit in assured.Audit.objects.filter(referral=case, struck_out_at=None).exclude(finished_at=None):
        if day_of(audit.finished_at) >= over_on:
            found.append((audit.grade == "inadequate", False))
    return found


def test_what_was_looked_at_and_what_it_implies_is_what_plain_loops_find(director: Client) -> None:
    board, some = director.get("/extent/"), 0
    for one in board.context["extents"]:
        read = unsafe = drawn = drawn_unsafe = 0
        for case in Referral.objects.filter(team=one.team, struck_out_at=None):
            over_on = case.closed_on or (case.decided_on if case.decision == "no_further_action" else None)
            if over_on is None or not YEAR_AGO <= over_on <= ON:
                continue
            readings = _read_since(case, over_on)
            read += bool(readings)
            unsafe += any(found for found, _ in readings)
            drawn += any(at_random for _, at_random in readings)
            drawn_unsafe += any(found for found, at_random in readings if at_random)
        assert (len(one.read), len(one.unsafe), one.at_random) == (read, unsafe, (drawn, drawn_unsafe))
        if drawn:
            exact = stats.binomtest(drawn_unsafe, drawn).proportion_ci(0.95, method="exact")
            assert (one.estimate.low, one.estimate.high) == pytest.approx((exact.low, exact.high))
            assert f"{exact.low:.0%} and {exact.high:.0%}" in board.content.decode()
        some += drawn
        listed = director.get(f"/extent/ended/{one.team.pk}/")
        assert len(listed.context["looked"].unread) == len(one.cases) - read
    assert some >= 5, "a sample has been read"


def test_what_is_not_written_up_is_what_plain_loops_find(director: Client) -> None:
    first, last = ON - timedelta(days=365), ON - timedelta(days=1)

    def within(day: date | None) -> bool:
        return day is not None and first <= day <= last

    found = 0
    for one in record.Conference.objects.filter(struck_out_at=None, held_on=None):
        found += within(one.booked_for_on)
    discussions = record.StrategyDiscussion.objects.filter(struck_out_at=None, held_on=None)
    for called in discussions.filter(not_held_on=None):
        found += within(called.reasonable_cause_on)
    for planned in record.PlannedVisit.objects.filter(struck_out_at=None, called_off_on=None):
        made = planned.sightings.filter(struck_out_at=None).exists()
        found += within(planned.planned_for_on) and not made
    for written in record.Assessment.objects.filter(struck_out_at=None):
        same_day = Sighting.objects.filter(
            child=written.child_id, happened_on=written.wishes_recorded_on, was_seen=True, struck_out_at=None
        )
        found += within(written.wishes_recorded_on) and not same_day.exists()
    for enquiry in record.Enquiry.objects.filter(struck_out_at=None, discussion=None):
        found += within(enquiry.started_on)
    assert director.get("/extent/").context["unwritten"] == found
    assert director.get("/not-written-up/").context["page"].total == found


def test_what_agencies_have_not_answered_is_what_plain_loops_find(director: Client) -> None:
    board, expected = director.get("/extent/"), {}
    for one in record.InformationRequest.objects.filter(struck_out_at=None, answered_on=None):
        many, late, oldest = expected.get(one.get_agency_display(), (0, 0, ON))
        expected[one.get_agency_display()] = (
            many + 1, late + (one.answer_by_on < ON), min(oldest, one.asked_on)
        )  # fmt: skip
    silences = board.context["silences"]
    shown = {one.agency: (one.many, one.past_their_day, one.oldest_on) for one, _ in silences}
    assert shown == expected
    assert len(expected) > 1
    assert [days for _, days in silences] == [(ON - expected[name][2]).days for name in sorted(expected)]
    listed = director.get("/extent/not-answered/")
    assert listed.context["page"].total == sum(many for many, _, _ in expected.values())


def test_what_training_has_run_out_is_what_plain_loops_find(director: Client) -> None:
    expected = set()
    for worker in Worker.objects.filter(left_on=None):
        if worker.registered_until_on and worker.registered_until_on <= ON:
            expected.add((worker.name, None, worker.registered_until_on))
        for course in Course:
            days = [one.expires_on for one in worker.trainings.filter(course=course, completed_on__lte=ON)]
            if days and None not in days and max(days) <= ON:
                expected.add((worker.name, course, max(days)))
    board = director.get("/extent/")
    assert {(one.worker.name, one.course, one.ended_on) for one in board.context["lapsed"]} == expected
    assert len(board.context["lapsed"]) == len(expected) > 1
    assert sum(many for _, _, many in board.context["lapsed_of"]) == len(expected)
    assert f"{len(expected)} run out, worker by worker" in board.content.decode()
    assert director.get("/extent/lapsed/").context["page"].total == len(expected)


def test_procedures_and_second_decisions_are_what_plain_loops_find(director: Client) -> None:
    board, past, kept = director.get("/extent/"), 0, 0
    for one in assured.Procedure.objects.filter(struck_out_at=None):
        versions = [each for each in one.versions.filter(struck_out_at=None) if each.in_force_from_on <= ON]
        if versions:
            kept += 1
            past += max(versions, key=lambda each: each.in_force_from_on).review_by_on < ON
    assert f"{past} of {kept} in force are past the day" in " ".join(board.content.decode().split())
    same = many = unanswered = 0
    order = ["no_further_action", "advice", "early_help", "known_case", "referral"]
    for second in assured.Redecision.objects.filter(struck_out_at=None):
        many += 1
        same += second.decision == second.contact.decision
        first_place, place = order.index(second.contact.decision), order.index(second.decision)
        unanswered += place > first_place and second.answered_on is None
    [together] = board.context["seconds"]
    assert (together.estimate.found, together.estimate.read) == (same, many)
    exact = stats.binomtest(same, many).proportion_ci(0.95, method="exact")
    assert (together.estimate.low, together.estimate.high) == pytest.approx((exact.low, exact.high))
    assert board.context["to_look_at"] == unanswered
