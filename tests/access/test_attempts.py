"""Attempts made up at random by people who are bound to none of the children: nothing leaks or changes.

`make test` tries some; `make test-attempts` ten thousand (`SIGHTLINE_ATTEMPTS`). A third ask PostgreSQL
itself in the web's name, with no page before it; the rest go to pages, half of them with their check gone.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from random import Random
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from sightline.casework.verb import name as name_worker
from sightline.people.models import Role, Worker
from sightline.record import policies
from sightline.record.models import EmergencyOpening, Opening, Person
from sightline.record.models.entry import Entry, EntryQuerySet
from sightline.returns.models import FindingQuerySet
from tests.access.conftest import Reads
from tests.access.walk import (
    LETS_IN,
    SHOWN_ALL_THE_SAME,
    ask,
    everywhere,
    hidden_from,
    last_change,
    strangers,
    written_about_somebody_hidden,
)
from tests.web.world import World

pytestmark = pytest.mark.django_db
ATTEMPTS = int(os.environ.get("SIGHTLINE_ATTEMPTS", "600"))
ANSWERED = {200, 302, 400, 403, 404, 405, 409, 422}
#: Rows that let somebody in when they are written, each with tests of its own.
LET_IN = (Opening, EmergencyOpening)
#: Columns that a tampered row sets: whose it is, who wrote it, and when.
TAMPERED = ("child_id", "recorded_by_id", "recorded_at", "worker_id", "team_id", "struck_out_because")
FIELDS = (
    "child",
    "children",
    "recorded_by",
    "worker",
    "to",
    "team",
    "role",
    "holder",
    "because",
    "is_active",
)


@pytest.fixture
def guessing(world: World) -> list[Worker]:
    """One of each role but the director's, who may open every child."""
    return [worker for role, worker in strangers().items() if role != Role.DIRECTOR]


@pytest.fixture
def hidden(guessing: list[Worker]) -> dict[int, list[Person]]:
    """Whom each of them may not see."""
    return {worker.pk: hidden_from(worker) for worker in guessing}


def tampered(address: str, ids: list[int], random: Random) -> str:
    """The address with another number in each place where there is one."""
    parts = [str(random.choice(ids)) if part.isdigit() else part for part in address.split("/")]
    return "/".join(parts)


def attempts_at_pages(
    world: World, guessing: list[Worker], hidden: dict[int, list[Person]], random: Random
) -> Iterator[str]:
    """What leaked or broke, attempt after attempt."""
    places = {name: place for name, place in everywhere(world).items() if name not in LETS_IN}
    people = Person.objects.values_list("pk", flat=True)
    ids = sorted({*people, *range(1, 40), world.referral.pk, world.urgent.pk, world.cast.team.pk, 2**31})
    for _ in range(ATTEMPTS // 3):
        worker, (name, place) = random.choice(guessing), random.choice(list(places.items()))
        address = place if random.random() < 0.5 else tampered(place, ids, random)
        values = [*map(str, ids), "director", "Because", "true", "", "24/3/2026"]
        sent = {field: random.choice(values) for field in random.sample(FIELDS, 4)}
        status, page = ask(worker, address, sent if random.random() < 0.5 else None)
        if status not in ANSWERED:
            yield f"{worker.role} {name}: {status}"
        if name not in SHOWN_ALL_THE_SAME:
            yield from (f"{worker.role} {name}: {one.name}" for one in hidden[worker.pk] if one.name in page)


@pytest.mark.parametrize("asks", [True, False], ids=["the page asks", "the page forgets to ask"])
def test_attempts_at_pages_leak_and_change_nothing(
    world: World,
    guessing: list[Worker],
    hidden: dict[int, list[Person]],
    asks: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    everywhere(world)
    since = last_change()
    if not asks:
        for rows in (EntryQuerySet, FindingQuerySet):
            monkeypatch.setattr(rows, "visible_to", lambda rows, worker: rows)
    assert list(attempts_at_pages(world, guessing, hidden, Random(20260324 + asks))) == []  # noqa: S311 - to be drawn again
    assert written_about_somebody_hidden(hidden, since) == []


class Rows:
    """Every row of the record about somebody, as the owner sees it."""

    def __init__(self) -> None:
        self.of: list[tuple[type[Entry], dict[str, Any]]] = []
        for model in policies.entries():
            if model not in LET_IN and model._meta.app_label == "record" and _column(model, "child_id"):
                rows: Any = model._default_manager
                self.of += [(model, row) for row in rows.values(*_columns(model))]


def _columns(model: type[Entry]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


def _column(model: type[Entry], name: str) -> bool:
    return name in _columns(model)


def run(sql: str, values: list[Any]) -> int:
    """How many rows the database showed or changed; none where it refused."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, values)
            return cursor.rowcount
    except DatabaseError:
        return 0


def attempt(worker: Worker, model: type[Entry], row: dict[str, Any], ids: list[int], random: Random) -> int:
    """Read, change or copy one row of somebody hidden."""
    table, columns = model._meta.db_table, [name for name in row if name != "id"]
    match random.choice(["read", "change", "copy"]):
        case "read":
            return run(f"SELECT * FROM {table} WHERE id = %s", [row["id"]])
        case "change":
            column = random.choice(columns)
            return run(f"UPDATE {table} SET {column} = %s WHERE id = %s", [row[column], row["id"]])
        case _:
            copied = {**row, "recorded_by_id": random.choice([worker.pk, row["recorded_by_id"]])}
            for column in set(TAMPERED[1:]) & set(columns) - {"recorded_by_id"}:
                copied[column] = random.choice([row[column], None, worker.pk])
            values = [copied[column] for column in columns]
            places = ", ".join(["%s"] * len(columns))
            return run(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})", values)


def test_attempts_at_the_database_itself_show_and_change_nothing(
    world: World,
    guessing: list[Worker],
    hidden: dict[int, list[Person]],
    reads: Reads,
    as_web_role: Callable[[], AbstractContextManager[None]],
) -> None:
    everywhere(world)
    rows, random, since = Rows(), Random(1), last_change()  # noqa: S311 - to be drawn again, not guessed
    assert len({model for model, _ in rows.of}) > 15
    through = []
    for worker in guessing:
        unseen = {person.pk for person in hidden[worker.pk]}
        with reads(worker):
            name_worker(worker)
            for _ in range(ATTEMPTS // 3 // len(guessing)):
                model, row = random.choice(rows.of)
                if row["child_id"] in unseen and attempt(worker, model, row, sorted(unseen), random):
                    through.append((worker.role, model.__name__, row["id"]))
    assert through == []
    assert written_about_somebody_hidden(hidden, since) == []
