"""Putting the made-up record into the database: in bulk, and with nothing switched off.

Every table is filled by COPY, one worker's rows at a time, in that worker's name: so every trigger fires,
every constraint holds, and the journal has each row's first entry with the worker who wrote it.
"""

import gc
import os
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from django.apps import apps
from django.contrib.auth.hashers import make_password
from django.core.management import call_command
from django.db import connection, models, transaction
from django.db.backends.utils import CursorWrapper
from psycopg.sql import SQL, Identifier

from sightline.audit.models import JournalEntry
from sightline.exampleshire import authority, inspecting, looking, practice, sign_in
from sightline.exampleshire.world import Row, World
from sightline.people.models import AuthorityStandard, Team, Worker
from sightline.record import naming, searching
from sightline.record.models import CarriedSection, EventAnalysis, Person, SearchLine, SignificantEvent

FIRST = (
    "people.Worker",
    "people.Team",
    "people.AuthorityStandard",
    "people.LoadWeight",
    "people.Training",
    "people.Absence",
    "people.Reorganisation",
)
"""Who there is: written before what they did."""
MARKS = (SignificantEvent, EventAnalysis, CarriedSection)
"""What was marked or carried: refused before what it is on, or came from, is there."""
SALT = "exampleshire"
Told = Callable[[str], None]


class AlreadyThere(Exception):
    """There is a record in this database; the message says whose."""


def refuse_unless_empty() -> None:
    """Raises AlreadyThere if anything has been written here."""
    if is_exampleshire():
        raise AlreadyThere("Exampleshire is here already.")
    if any(model._default_manager.exists() for model in (Worker, Team, Person, AuthorityStandard)):
        raise AlreadyThere(
            "This database holds a record. Exampleshire is only ever loaded into an empty one."
        )


def is_exampleshire() -> bool:
    """Whether what is in the database is Exampleshire."""
    return Worker.objects.filter(email=sign_in.BRYN.email).exists()


def empty_our_own() -> None:
    """Take Exampleshire out of our own database, with everything done in it since, and make the tables anew.

    Raises AlreadyThere where the record is another's, or the database is one that DATABASE_URL names.
    """
    if os.environ.get("DATABASE_URL"):
        raise AlreadyThere("DATABASE_URL names a database: only our own is ever emptied.")
    if not is_exampleshire():
        refuse_unless_empty()
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    call_command("migrate", verbosity=0, interactive=False)


def load(
    *, children: int, seed: int, on: date, teams: int | None = None, tell: Told = lambda words: None
) -> dict[str, int]:
    """Make Exampleshire as on the morning of that day and load it; how many rows each table then has.

    Raises AlreadyThere unless the database is empty. All or nothing: one transaction.
    """
    refuse_unless_empty()
    gc.disable()  # hundreds of thousands of rows, all of them needed until the end: nothing to collect
    try:
        world = authority.make(
            children, seed, on, teams=teams, told=lambda share: tell(f"living its years: {share:.0%}")
        )
    finally:
        gc.enable()
    with transaction.atomic(), connection.cursor() as cursor:
        put(world, cursor, tell)
        tell("looking at practice")
        practice.look_at(world)
        tell("reading cases")
        inspecting.read_cases(world)
        tell("looking back")
        looking.look_back_at(world)
        cursor.execute("ANALYZE")  # or the first pages are planned as if the tables were empty
        return counted()


def counted() -> dict[str, int]:
    """How many rows each table of ours has but the journal, which follows from them."""
    ours = (model for model in apps.get_models() if model.__module__.startswith("sightline."))
    return {one._meta.db_table: one._default_manager.count() for one in ours if one is not JournalEntry}


def put(world: World, cursor: CursorWrapper, tell: Told = lambda words: None) -> dict[str, int]:
    """Fill the tables with what was made, in the transaction that is open."""
    _let_them_sign_in(world)
    cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    cursor.execute(searching.LATER)
    loaded: dict[str, int] = {}
    for model in _in_order():
        table = model._meta.db_table
        rows = world.rows.of[str(model._meta.model_name)]
        tell(f"writing {len(rows):,} rows of {table}")
        _fill(cursor, model, rows)
        loaded[table] = len(rows)
    cursor.execute("ANALYZE")  # or what follows is planned as if the tables were empty
    tell("making everybody and every word findable")
    searching.again(cursor)
    naming.again(cursor)
    tell("checking that every row agrees with every other")
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    return loaded


def _in_order() -> Iterator[type[models.Model]]:
    yield from (apps.get_model(label) for label in FIRST)
    yield from (one for one in apps.get_app_config("record").get_models() if one not in (SearchLine, *MARKS))
    yield from MARKS
    yield apps.get_model("audit.Look")
    yield apps.get_model("web.Draft")
    yield apps.get_model("web.BegunReferral")
    yield apps.get_model("web.Digest")
    yield apps.get_model("web.FormTime")
    yield apps.get_model("web.Obstacle")


def _let_them_sign_in(world: World) -> None:
    password = make_password(sign_in.PASSWORD, salt=SALT)
    emails = {person.email for person in sign_in.PEOPLE}
    for row in world.rows.of["worker"]:
        if row["email"] in emails:
            row["password"] = password


def _fill(cursor: CursorWrapper, model: type[models.Model], rows: list[Row]) -> None:
    columns = _columns(model)
    _refuse_unknown(model, rows, set(columns))
    for worker, theirs in _by_worker(rows):
        name = "" if worker is None else str(worker)
        cursor.execute("SELECT set_config('app.worker', %s, true)", [name])
        _copy(cursor, model._meta.db_table, columns, theirs)
    if rows:
        sequence = "SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)"
        cursor.execute(sequence, [model._meta.db_table, len(rows)])


def _columns(model: type[models.Model]) -> dict[str, Any]:
    """The model's columns and what each holds where nothing is said."""
    fields = [field for field in model._meta.concrete_fields if not isinstance(field, models.GeneratedField)]
    return {field.column: _default(field) for field in fields}


def _default(field: Any) -> Any:
    if isinstance(field, models.JSONField) or field.null:
        return None
    return field.get_default() if field.has_default() or field.empty_strings_allowed else None


def _refuse_unknown(model: type[models.Model], rows: list[Row], columns: set[str]) -> None:
    unknown = set().union(*(row.keys() for row in rows)) - columns if rows else set()
    if unknown:
        raise LookupError(f"{model._meta.db_table} has no {', '.join(sorted(unknown))}")


def _by_worker(rows: list[Row]) -> Iterator[tuple[int | None, list[Row]]]:
    if rows and "recorded_by_id" not in rows[0]:
        yield None, rows
        return
    theirs: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        theirs[row["recorded_by_id"]].append(row)
    for worker in sorted(theirs):
        yield worker, theirs[worker]


def _copy(cursor: CursorWrapper, table: str, columns: dict[str, Any], rows: list[Row]) -> None:
    defaults = list(columns.items())
    into = SQL("COPY {} ({}) FROM STDIN").format(Identifier(table), SQL(", ").join(map(Identifier, columns)))
    with cursor.copy(into) as copy:
        for row in rows:
            copy.write_row([row.get(column, default) for column, default in defaults])
