"""Whatever is thrown at it, in any order and from several connections at once, no open work is nobody's.

Hypothesis makes up what three people do at the same moment: allocate, hand over, answer, leave, go away,
close, strike out, reorganise, and write straight into the tables. Each has a connection of their own. After
every act each asks the view of all open work whether any of it has no accountable holder in post.

SIGHTLINE_ROUNDS=50 does fifty rounds instead of a few.
"""

import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sightline.casework import (
    absence,
    allocation,
    assessment,
    child_in_need,
    closure,
    contact,
    enquiry,
    entry,
    family,
    handover,
    leaving,
    referral,
    reorganisation,
    sharing,
    strategy_discussion,
    supervision,
)
from sightline.casework.verb import Refused, name
from sightline.compliance.child import unmet
from sightline.compliance.holding import held_by, nobodys
from sightline.people.models import Absence, Role, Team, Worker
from sightline.record.models import Allocation, HandOver, Referral

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = int(os.environ.get("SIGHTLINE_ROUNDS", "4"))
ON = date(2026, 6, 15)
TEAMS, WORKERS, CASES = 3, 6, 4
number = count(1)


@dataclass
class Authority:
    """Three teams with a manager each, six workers among them, four cases, and a director."""

    director: Worker
    managers: list[Worker] = field(default_factory=list)
    teams: list[Team] = field(default_factory=list)
    workers: list[Worker] = field(default_factory=list)
    cases: list[Referral] = field(default_factory=list)

    def case(self, n: int) -> Referral:
        return Referral.objects.select_related("team__manager").get(pk=self.cases[n % CASES].pk)

    def worker(self, n: int) -> Worker:
        return Worker.objects.get(pk=self.workers[n % WORKERS].pk)

    def team(self, n: int) -> Team:
        return Team.objects.get(pk=self.teams[n % TEAMS].pk)

    def manager(self, n: int) -> Worker:
        return Worker.objects.get(pk=self.managers[n % TEAMS].pk)


def somebody(role: str, **fields: Any) -> Worker:
    address = f"{role}{next(number)}@exampleshire.example"
    return Worker.objects.create_user(address, None, name=address.split("@")[0], role=role, **fields)


def made_up() -> Authority:
    made = Authority(somebody(Role.DIRECTOR))
    for _ in range(TEAMS):
        manager = somebody(Role.TEAM_MANAGER)
        made.managers.append(manager)
        made.teams.append(Team.objects.create(name=f"Team {next(number)}", manager=manager))
    for n in range(WORKERS):
        made.workers.append(somebody(Role.SOCIAL_WORKER, team=made.teams[n % TEAMS]))
    for n in range(CASES):
        child = family.add_person(by=made.director, given_name="Child", family_name=f"Poplar {n}")
        case = referral.receive(
            by=made.director, child=child, team=made.teams[n % TEAMS], received_on=ON, source="6"
        )
        made.cases.append(case)
        sharing.ask(case, by=made.director, on=ON, agency="health", asks="Is she known?")
    return made


# ── what people do

Act = Callable[[Authority, int, int], object]
ACTS: dict[str, Act] = {}


def act(function: Act) -> Act:
    ACTS[function.__name__] = function
    return function


def at() -> datetime:
    return datetime(2026, 6, 15, 9, tzinfo=UTC) + timedelta(seconds=next(number))


@act
def allocate(a: Authority, n: int, m: int) -> object:
    return allocation.allocate(a.case(n), to=a.worker(m), by=a.director, on=ON)


@act
def take_away(a: Authority, n: int, m: int) -> object:
    led = Allocation.objects.standing().filter(referral=a.case(n), until_on=None).first()
    return led and allocation.end(led, by=a.director, on=ON, because="Other work")


@act
def offer(a: Authority, n: int, m: int) -> object:
    return handover.offer(a.case(n), by=a.director, at=at(), to_team=a.team(m), because="Moved")


@act
def accept(a: Authority, n: int, m: int) -> object:
    waiting = HandOver.objects.unanswered().filter(referral=a.case(n)).first()
    if waiting is None:
        return None
    handover.read(waiting, by=a.director, at=at())
    return handover.accept(waiting, by=a.director, at=at())


@act
def give_back(a: Authority, n: int, m: int) -> object:
    waiting = HandOver.objects.unanswered().filter(referral=a.case(n)).first()
    return waiting and handover.give_back(waiting, by=a.director, at=at(), because="Not ours")


@act
def leave(a: Authority, n: int, m: int) -> object:
    leaver = a.worker(n)
    to = dict.fromkeys(held_by(leaver), a.worker(m) if m % 2 else None)
    leaving.hand_on(leaver, by=a.director, on=ON, because="Leaves", to=to)
    return leaving.end_account(leaver, by=a.director, on=ON)


@act
def leave_in_raw_sql(a: Authority, n: int, m: int) -> object:
    return Worker.objects.filter(pk=a.worker(n).pk).update(left_on=ON)


@act
def a_manager_leaves_in_raw_sql(a: Authority, n: int, m: int) -> object:
    return Worker.objects.filter(pk=a.manager(n).pk).update(left_on=ON)


@act
def a_team_closes_in_raw_sql(a: Authority, n: int, m: int) -> object:
    return Team.objects.filter(pk=a.team(n).pk).update(closed_on=ON)


@act
def lead_in_raw_sql(a: Authority, n: int, m: int) -> object:
    with transaction.atomic():
        name(a.director)
        return Allocation.objects.filter(referral=a.case(n)).update(worker=a.worker(m))


@act
def go_away(a: Authority, n: int, m: int) -> object:
    return absence.begin(a.worker(n), by=a.director, from_on=ON, covered_by=a.worker(m))


@act
def come_back(a: Authority, n: int, m: int) -> object:
    away = Absence.objects.on(ON).filter(worker=a.worker(n)).first()
    return away and absence.end(away, by=a.director, on=ON + timedelta(days=1))


@act
def merge(a: Authority, n: int, m: int) -> object:
    return reorganisation.merge(a.team(n), into=a.team(m), by=a.director, at=at(), because="Fewer")


@act
def split(a: Authority, n: int, m: int) -> object:
    worker = a.worker(m)
    called = f"New {next(number)}"
    team = Team.objects.get(pk=worker.team_id)
    return reorganisation.split(
        team, name=called, manager=a.manager(n), workers=[worker], by=a.director, on=ON, because="More"
    )


@act
def appoint(a: Authority, n: int, m: int) -> object:
    return reorganisation.appoint(a.team(n), manager=a.manager(m), by=a.director, on=ON, because="New")


@act
def enquire(a: Authority, n: int, m: int) -> object:
    return enquiry.start(a.case(n), by=a.director, on=ON, lead=a.worker(m))


@act
def assess(a: Authority, n: int, m: int) -> object:
    return assessment.start(a.case(n), by=a.director, on=ON, author=a.worker(m))


@act
def plan_help(a: Authority, n: int, m: int) -> object:
    return child_in_need.plan(a.case(n), by=a.director, on=ON, lead=a.worker(m))


@act
def agree(a: Authority, n: int, m: int) -> object:
    rings = supervision.Agreed("Ring the school", a.worker(n), ON)
    said = {"worker": a.worker(m), "decisions": "Go on", "actions": [rings]}
    return supervision.supervise(a.case(n), by=a.director, on=ON, **said)


@act
def tell(a: Authority, n: int, m: int) -> object:
    said = {"route": "telephone", "source": "6", "words": "She was seen out late."}
    children = [a.case(n).child]
    return contact.receive(by=a.director, children=children, received_at=at(), team=a.team(m), **said)


@act
def suspect(a: Authority, n: int, m: int) -> object:
    return strategy_discussion.record_reasonable_cause(a.case(n), by=a.director, on=ON, cause="A bruise")


@act
def close(a: Authority, n: int, m: int) -> object:
    case = a.case(n)
    seen = frozenset(clock.duty.id for clock in unmet(case, on=ON))
    return closure.close(case, by=a.director, on=ON, reason="RC7", because="Well", unmet_seen=seen)


@act
def strike_out_the_lead(a: Authority, n: int, m: int) -> object:
    led = Allocation.objects.standing().filter(referral=a.case(n), until_on=None).first()
    return led and entry.strike_out(led, by=a.director, because="Written by mistake")


@act
def reopen_in_raw_sql(a: Authority, n: int, m: int) -> object:
    with transaction.atomic():
        name(a.director)
        nothing = {"closed_on": None, "closed_by": None, "closure_reason": None, "closed_because": None}
        return Referral.objects.filter(pk=a.case(n).pk).update(**nothing)


# ── three people at once


@dataclass
class Person:
    """One of those at work: what they do, one thing after another, and what they saw."""

    acts: list[tuple[str, int, int]]
    done: int = 0
    wrong: list[str] = field(default_factory=list)

    def work(self, a: Authority) -> None:
        try:
            for what, n, m in self.acts:
                self.done += self._does(a, what, n, m)
                self.wrong += [f"after {what} by one of them, {piece} is nobody’s" for piece in nobodys()]
        finally:
            connection.close()

    def _does(self, a: Authority, what: str, n: int, m: int) -> bool:
        try:
            ACTS[what](a, n, m)
        except (Refused, DatabaseError):
            return False  # refused, or two who each waited for the other and one of them gave way
        return True


def at_once(people: list[Person], a: Authority) -> None:
    threads = [threading.Thread(target=person.work, args=[a]) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


doings = st.lists(
    st.tuples(st.sampled_from(sorted(ACTS)), st.integers(0, WORKERS - 1), st.integers(0, WORKERS - 1)),
    min_size=6,
    max_size=10,
)


@settings(
    max_examples=ROUNDS,
    deadline=None,
    derandomize="SIGHTLINE_ROUNDS" not in os.environ,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(st.tuples(doings, doings, doings))
def test_no_open_work_is_ever_nobodys(theirs: tuple[list[Any], list[Any], list[Any]]) -> None:
    a = made_up()
    people = [Person(acts) for acts in theirs]
    at_once(people, a)
    assert [line for person in people for line in person.wrong] == []
    assert nobodys() == []
    open_cases = Referral.objects.standing().filter(pk__in=[case.pk for case in a.cases], closed_on=None)
    with connection.cursor() as cursor:
        cursor.execute("SELECT kind, id, count(*) FROM record_open_work GROUP BY 1, 2 HAVING count(*) <> 1")
        assert cursor.fetchall() == [], "each piece is there once"
        cursor.execute("SELECT id FROM record_open_work WHERE kind = 'referral'")
        assert {case.pk for case in open_cases} <= {row for (row,) in cursor.fetchall()}


@pytest.fixture
def guards_aside() -> Iterator[None]:
    """Without the triggers that hold it."""
    tables = ("people_worker", "people_team", "record_allocation", "record_referral")
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def test_were_the_guards_not_there_it_would_be_seen(guards_aside: None) -> None:
    a = made_up()
    Team.objects.filter(pk=a.teams[0].pk).update(closed_on=ON)
    lost = {(piece.kind, piece.id) for piece in nobodys()}
    assert ("referral", a.cases[0].pk) in lost
    assert ("referral", a.cases[1].pk) not in lost
