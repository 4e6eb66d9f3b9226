"""The law over a whole authority at once: every milestone streamed out of PostgreSQL, every duty measured."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from struct import Struct

import numpy as np
from django.db import connection
from numpy.typing import NDArray
from psycopg.sql import SQL, Literal

from sightline.compliance.book import book, turned_on
from sightline.duties.columns import NEVER, NO_TIME, Columns, day_number, evaluate
from sightline.duties.language import Duty, Kind, Milestone, Standing
from sightline.record.milestones import SPREAD, kinds_recorded

#: Milestones of fixed width, joined into a few long fields: a row each would cost more to read than to find.
STREAM = SQL("""
COPY (
    SELECT string_agg(
        int8send(coalesce(kept, child))
        || int8send(CASE WHEN thread = child * {spread} THEN coalesce(kept, child) * {spread} ELSE thread END)
        || int2send(kind::int2) || int4send(day - date '1970-01-01')
        || int8send(coalesce(floor(extract(epoch FROM at) / 60)::int8, {no_time})), ''::bytea)
    FROM record_milestone LEFT JOIN record_kept ON entry = child
    WHERE day <= {on} {narrowed} GROUP BY child % 64
) TO STDOUT (FORMAT BINARY)
""")
OF_CHILDREN = SQL("child = ANY({0}::bigint[] || (SELECT record_also({0}::bigint[])))")
OF_KINDS = SQL("kind = ANY({}::bigint[])")
ROW = np.dtype([("child", ">i8"), ("thread", ">i8"), ("kind", ">i2"), ("day", ">i4"), ("at", ">i8")])
#: PostgreSQL's binary COPY: what comes before the first row; before each field, how many there are in the row
#: and the field's length in bytes; and at the end a number of fields that no row has.
HEADER = 19
BEFORE_A_FIELD = Struct(">hi")
THE_END = -1


@dataclass(frozen=True)
class Measured:
    """One duty over the authority on a day: how many clocks stand in each way, every standing named."""

    duty: Duty
    counts: dict[Standing, int]

    @property
    def started(self) -> int:
        """The clocks that had started by the day."""
        return sum(count for standing, count in self.counts.items() if standing is not Standing.NOT_STARTED)


def columns(
    *,
    on: date,
    children: Iterable[int] | None = None,
    kinds: Iterable[Kind] | None = None,
    supposing: Iterable[Milestone] = (),
) -> Columns:
    """Every milestone up to that day, as columns; of these children and of these kinds only, if given.

    `supposing`: and these, as if they had happened. Two entries for one person are one child.
    """
    narrowed = [
        SQL("AND {}").format(one.format(Literal(_array(these))))
        for one, these in ((OF_CHILDREN, children), (OF_KINDS, kinds))
        if these is not None
    ]
    numbers = {"no_time": Literal(int(NO_TIME)), "spread": Literal(SPREAD)}
    statement = STREAM.format(**numbers, on=Literal(on), narrowed=SQL(" ").join(narrowed))
    stream = bytearray()
    with connection.cursor() as cursor, cursor.copy(statement) as blocks:
        for block in blocks:
            stream += block
    rows = np.frombuffer(b"".join(_fields(stream)), ROW)
    real = [rows[name].astype(rows[name].dtype.newbyteorder("=")) for name in ROW.names or ()]
    more = as_arrays(supposing)
    return (
        Columns(*(np.concatenate(pair) for pair in zip(real, more, strict=True))) if more else Columns(*real)
    )


def as_arrays(milestones: Iterable[Milestone]) -> list[NDArray[np.int64]]:
    """Milestones whose time of day is not known, as the stream's columns; nothing for none."""
    rows = [(one.child, one.thread, int(one.kind), day_number(one.day), int(NO_TIME)) for one in milestones]
    return list(np.array(rows, np.int64).T) if rows else []


def _fields(stream: bytearray) -> Iterator[bytes]:
    place = HEADER
    while int.from_bytes(stream[place : place + 2], signed=True) != THE_END:
        _, length = BEFORE_A_FIELD.unpack_from(stream, place)
        place += BEFORE_A_FIELD.size + length
        yield bytes(stream[place - length : place])


def _array(numbers: Iterable[int]) -> str:
    """Numbers as PostgreSQL writes an array of them: as words, ten thousand take no time to send."""
    return "{" + ",".join(str(int(one)) for one in numbers) + "}"


def overdue(duties: Iterable[Duty], children: Iterable[int], *, on: date) -> dict[int, date]:
    """The threads of these children in which one of the duties is overdue on that day, and since when due.

    For a list: one stream and no loop over children, however many there are.
    """
    law = list(duties)
    facts = columns(on=on, children=children, kinds=turned_on(law))
    found: dict[int, date] = {}
    for duty in law:
        clocks = evaluate(duty, facts)
        late = clocks.standing(on) == Standing.OVERDUE
        due = clocks.due_on[late].astype("datetime64[D]").tolist()
        for thread, due_on in zip(clocks.thread[late].tolist(), due, strict=True):
            found.setdefault(thread, due_on)
    return found


def due(duties: Iterable[Duty], children: Iterable[int], *, on: date) -> dict[int, date]:
    """The threads of these children in which one of the duties is owed on that day, and by when.

    Threads for which no day is set are not among them. Two queries, however many children.
    """
    law = list(duties)
    facts = columns(on=on, children=children, kinds=turned_on(law))
    found: dict[int, date] = {}
    for duty in law:
        clocks = evaluate(duty, facts)
        owed = np.isin(clocks.standing(on), (Standing.RUNNING, Standing.OVERDUE)) & (clocks.due_on != NEVER)
        days = clocks.due_on[owed].astype("datetime64[D]").tolist()
        for thread, due_on in zip(clocks.thread[owed].tolist(), days, strict=True):
            found[thread] = min(due_on, found.get(thread, due_on))
    return found


@dataclass(frozen=True)
class Asked:
    """Something that the law asks for a child and nobody has done yet: the duty, the thread, and by when."""

    child: int
    thread: int
    duty: Duty
    due_on: date


def asked(children: Iterable[int], *, by: date, on: date) -> list[Asked]:
    """What is overdue for these children on that day, or falls due by the other. Two queries, however many.

    The same as `compliance.child.owed`, for a list: no loop over the children's facts.
    """
    law = list(book().values())
    facts = columns(on=on, children=children, kinds=turned_on(law))
    found = []
    for duty in law:
        clocks = evaluate(duty, facts)
        owed = np.isin(clocks.standing(on), (Standing.RUNNING, Standing.OVERDUE))
        owed &= clocks.due_on <= day_number(by)
        due = clocks.due_on[owed].astype("datetime64[D]").tolist()
        rows = zip(clocks.child[owed].tolist(), clocks.thread[owed].tolist(), due, strict=True)
        found += [Asked(child, thread, duty, due_on) for child, thread, due_on in rows]
    return found


def measure(*, on: date) -> list[Measured]:
    """Every duty that the record can show, over the whole authority on that day, in the book's order."""
    milestones, shown = columns(on=on), kinds_recorded()
    return [
        Measured(duty, evaluate(duty, milestones).counts(on))
        for duty in book().values()
        if is_shown(duty, shown)
    ]


def is_shown(duty: Duty, kinds: frozenset[int]) -> bool:
    """Whether the record holds what starts the duty and what meets it; else it is not measured, nor met."""
    return bool(kinds.intersection(duty.start_kinds)) and bool(kinds.intersection(duty.met_kinds))


def not_shown() -> list[Duty]:
    """The duties that the record cannot show yet."""
    shown = kinds_recorded()
    return [duty for duty in book().values() if not is_shown(duty, shown)]
