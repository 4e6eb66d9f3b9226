"""Kill the process between any two statements of a verb: all of it happened, or none; nothing is nobody's.

A child process runs the verb on a connection of its own and is killed (SIGKILL: no clean-up, no goodbye) as
it comes to its n-th statement, the commit among them, for every n, until the verb runs to its end.
"""

import os
import signal
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection

from sightline.casework import allocation, family, handover, leaving, referral, reorganisation, sharing
from sightline.compliance.holding import Piece, held_by, nobodys
from sightline.people.models import Role, Team, Worker
from sightline.record.models import HandOver, InformationRequest, Referral

pytestmark = pytest.mark.django_db(transaction=True)
AT = datetime(2026, 6, 15, 9, tzinfo=UTC)
ON = date(2026, 6, 15)
MOST = 400
"""Statements after which a verb that never ends is given up."""
State = dict[tuple[str, int], tuple[int | None, int | None]]


@pytest.fixture
def three_cases(amina: Worker, bryn: Worker) -> list[Referral]:
    """Three children whose cases Amina leads, in one of which an answer is awaited."""
    made = []
    for number in range(3):
        child = family.add_person(by=bryn, given_name=f"Child{number}", family_name="Poplar")
        case = referral.receive(by=bryn, child=child, team=amina.team, received_on=ON, source="6")
        allocation.allocate(case, to=amina, by=bryn, on=ON)
        made.append(case)
    sharing.ask(made[0], by=amina, on=ON, agency="health", asks="Who is her doctor?")
    return made


def open_work() -> State:
    """Every piece of open work and who holds it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT kind, id, worker_id, team_id FROM record_open_work")
        return {(kind, row): (worker, team) for kind, row, worker, team in cursor.fetchall()}


def survives(verb: Callable[[], object], *, killed_at: int) -> bool:
    """Whether a child process got to the end of the verb before it was killed at that statement."""
    child = os.fork()
    if child == 0:
        _be_killed(verb, killed_at)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return False
    assert os.WEXITSTATUS(status) == 0, "the verb itself went wrong"
    return True


def _be_killed(verb: Callable[[], object], killed_at: int) -> None:
    """In the child: a connection of its own, since the parent's is shared, and a count of statements."""
    statements = 0
    parents, commit = connection.connection, connection._commit

    def count(execute: Any, *asked: Any) -> Any:
        nonlocal statements
        statements += 1
        if statements == killed_at:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(*asked)

    try:
        connection.connection = None  # the parent's goes on being the parent's
        connection.connect()
        connection._commit = lambda: count(commit)
        with connection.execute_wrapper(count):
            verb()
        os._exit(0)
    except BaseException:
        os._exit(1 if parents else 2)


def killed_everywhere(verb: Callable[[], object]) -> tuple[int, State]:
    """Kill the verb at its first statement, its second, … until it ends; how many, and what then is.

    After each death the work is exactly as it was, and none of it is nobody's.
    """
    before = open_work()
    for statement in range(1, MOST):
        done = survives(verb, killed_at=statement)
        assert nobodys() == []
        if done:
            return statement, open_work()
        assert open_work() == before, f"killed at statement {statement}, half was done"
    raise AssertionError("the verb never ended")


def test_a_hand_over_is_whole_or_not_at_all(
    three_cases: list[Referral], amina: Worker, carys: Worker, other_team: Team
) -> None:
    sent = handover.offer(three_cases[0], by=amina, at=AT, to_team=other_team, because="Moved south")
    handover.read(sent, by=carys, at=AT)
    statements, after = killed_everywhere(lambda: handover.accept(sent, by=carys, at=AT, lead=None))
    assert statements > 15
    assert HandOver.objects.get().answer == "accepted"
    case = three_cases[0].pk
    assert {key: held for key, held in after.items() if held[1] == other_team.pk} == {
        ("referral", case): (None, other_team.pk),
        ("informationrequest", InformationRequest.objects.get().pk): (None, other_team.pk),
    }


def test_an_offer_is_whole_or_not_at_all_and_the_sender_holds_the_case_either_way(
    three_cases: list[Referral], amina: Worker, other_team: Team
) -> None:
    before = open_work()
    offered = {"by": amina, "at": AT, "to_team": other_team, "because": "Moved south"}
    statements, after = killed_everywhere(lambda: handover.offer(three_cases[0], **offered))
    assert statements > 5
    assert {key: held for key, held in after.items() if key in before} == before
    assert [kind for kind, _ in after.keys() - before.keys()] == ["handover"]


def test_a_leavers_sweep_is_whole_or_not_at_all(
    three_cases: list[Referral], amina: Worker, bryn: Worker
) -> None:
    ben = Worker.objects.create_user(
        "ben@exampleshire.example", None, name="Ben", role=Role.SOCIAL_WORKER, team=amina.team
    )
    pieces = held_by(amina)
    to: dict[Piece, Worker | None] = {
        piece: None if piece.id == three_cases[1].pk else ben for piece in pieces
    }
    because = "Amina is leaving"
    statements, after = killed_everywhere(
        lambda: leaving.hand_on(amina, by=bryn, on=ON, because=because, to=to)
    )
    assert statements > 30
    assert {worker for worker, _ in after.values()} == {ben.pk, None}
    _, last = killed_everywhere(lambda: leaving.end_account(amina, by=bryn, on=ON))
    assert last == after
    amina.refresh_from_db()
    assert amina.left_on == ON


def test_a_reorganisation_is_whole_or_not_at_all(
    three_cases: list[Referral], amina: Worker, bryn: Worker, iris: Worker, other_team: Team
) -> None:
    statements, after = killed_everywhere(
        lambda: reorganisation.merge(bryn.team, into=other_team, by=iris, at=AT, because="One front line")
    )
    assert statements > 15
    assert set(after.values()) == {(amina.pk, other_team.pk)}
    assert Team.objects.get(pk=bryn.team_id).closed_on == ON
