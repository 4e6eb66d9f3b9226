"""Several questions in one: what a page needs of twenty tables, asked of PostgreSQL in one journey.

Each part is an ordinary query set, and stands in the one statement as a part of its own: what its reader may
not see is not in it. PostgreSQL answers with a row that has a column for each part, and Django makes of a
part's rows what it would have made of them alone.
"""

from collections.abc import Hashable, Mapping
from datetime import date
from typing import Any, Self, TypeVar

import psycopg
from django.core.exceptions import EmptyResultSet
from django.db import NotSupportedError, connections
from django.db.models import QuerySet
from psycopg.adapt import Loader
from psycopg.pq import Format
from psycopg.sql import Literal

#: How many statements a connection keeps planned: those asked longest ago are planned again.
MOST_PREPARED = 20
#: A statement with more values than this is of a long list, and is planned for that list.
MOST_VALUES = 200
Name = TypeVar("Name", bound=Hashable)
Part = QuerySet[Any, Any]


def at_once(parts: Mapping[Name, Part]) -> dict[Name, list[Any]]:
    """The rows of each part by its name, in the part's own order: as `list` of it would give them.

    One query, and those of whatever a part prefetches.
    """
    compilers = [part.query.get_compiler(part.db) for part in parts.values()]
    rows = _rows([_select(one) for one in compilers], {part.db for part in parts.values()})
    made = zip(parts.items(), compilers, rows, strict=True)
    return {name: _made(part, compiler, found) for (name, part), compiler, found in made}


def _select(compiler: Any) -> tuple[str, tuple[Any, ...]] | None:
    """One part of the statement, and its values; None: nothing can match, so it need not be asked."""
    try:
        sql, values = compiler.as_sql(with_col_aliases=True)
    except EmptyResultSet:
        return None
    return f"(SELECT array_agg(part) FROM ({sql}) AS part)", tuple(values)  # noqa: S608 - Django wrote it


def _rows(selected: list[tuple[str, tuple[Any, ...]] | None], using: set[str]) -> list[list[Any]]:
    """The rows of each part as PostgreSQL gave them, each value already of its own type."""
    asked = [each for each in selected if each is not None]
    if not asked:
        return [[] for _ in selected]
    [database] = using
    values = [value for _, values in asked for value in values]
    with _in_types(connections[database]) as cursor:
        cursor.execute("SELECT " + ", ".join(sql for sql, _ in asked), values)
        found = iter(cursor.fetchone())
    return [(next(found) or []) if each else [] for each in selected]


class _Cursor(psycopg.Cursor[Any]):
    """Asks for PostgreSQL's binary form: of rows within a row it alone says of what type each value is.

    Statements are prepared, since to plan thirty tables under row-level security takes many times as long as
    to read them. Numbers and days are given beside the statement, so that one plan serves every child; any
    other value is written into it, as Django's own cursor writes all of them.
    """

    def execute(self, query: Any, params: Any = None, **_: Any) -> Self:
        written = [
            "%s" if _is_beside(one) else Literal(one).as_string(self.connection).replace("%", "%%")
            for one in params
        ]
        beside = [one for one in params if _is_beside(one)]
        whole = query.replace("%%", "%%%%") % tuple(written)
        return super().execute(whole, beside, prepare=len(beside) <= MOST_VALUES, binary=True)


def _is_beside(value: object) -> bool:
    """Whether this is a number, a day or an instant, or a list of numbers."""
    if isinstance(value, list):
        return bool(value) and all(type(one) is int for one in value)
    return type(value) is int or isinstance(value, date)


class _Json(Loader):
    """JSON as its text, which Django's own field reads."""

    format = Format.BINARY

    def load(self, data: Any) -> str:
        return bytes(data)[1:].decode()


class _Unknown(Loader):
    """A type that psycopg does not read in binary form is refused, where else its bytes would pass for it."""

    format = Format.BINARY

    def load(self, data: Any) -> Any:
        raise NotSupportedError("A part selects a value of a type that cannot be asked at once: defer it.")


def _in_types(connection: Any) -> Any:
    """A cursor of Django's around one of ours: what is asked is logged and counted as everything else."""
    connection.ensure_connection()
    connection.connection.prepared_max = MOST_PREPARED
    raw = _Cursor(connection.connection)
    raw.adapters.register_loader("jsonb", _Json)
    raw.adapters.register_loader(0, _Unknown)
    return connection.make_debug_cursor(raw) if connection.queries_logged else connection.make_cursor(raw)


def _made(part: Part, compiler: Any, rows: list[Any]) -> list[Any]:
    """What Django makes of a part's rows: instances with what is joined to them, values, annotations."""
    compiler.execute_sql = lambda *_, **__: [rows]
    asked: Any = part.all()
    asked.query.get_compiler = lambda *_, **__: compiler
    return list(asked)
