"""The law over a whole authority at once: every milestone streamed out of PostgreSQL, every duty measured."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np
from django.db import connection
from numpy.typing import NDArray
from psycopg.sql import SQL, Literal

from sightline.compliance.book import book, turned_on
from sightline.duties.columns import NO_TIME, Columns, day_number, evaluate
from sightline.duties.language import Duty, Kind, Milestone, Standing
from sightline.record.milestones import SPREAD, kinds_recorded

#: Every field of fixed width and never null, so that the binary rows are one array and need no parsing.
STREAM = SQL("""
COPY (
    SELECT coalesce(kept, child),
           CASE WHEN thread = child * {spread} THEN coalesce(kept, child) * {spread} ELSE thread END,
           kind::int2, day - date '1970-01-01',
           coalesce(floor(extract(epoch FROM at) / 60)::int8, {no_time})
    FROM record_milestone LEFT JOIN record_kept ON entry = child
    WHERE day <= {on} {narrowed}
) TO STDOUT (FORMAT BINARY)
""")
#: PostgreSQL's binary COPY: the number of fields, and before each field its length in bytes.
ROW = np.dtype(
    [
        ("fields", ">i2"),
        ("child_length", ">i4"),
        ("child", ">i8"),
        ("thread_length", ">i4"),
        ("thread", ">i8"),
        ("kind_length", ">i4"),
        ("kind", ">i2"),
        ("day_length", ">i4"),
        ("day", ">i4"),
        ("at_length", ">i4"),
        ("at", ">i8"),
    ]
)
HEADER = 19
TRAILER = 2


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
    narrowed = (
        [SQL("AND kind = ANY({}::int[])").format(Literal([int(one) for one in kinds]))] if kinds else []
    )
    if children is not None:
        these = Literal([int(one) for one in children])
        narrowed.append(
            SQL("AND child = ANY({0}::bigint[] || (SELECT record_also({0}::bigint[])))").format(these)
        )
    statement = STREAM.format(
        no_time=Literal(int(NO_TIME)),
        on=Literal(on),
        narrowed=SQL(" ").join(narrowed),
        spread=Literal(SPREAD),
    )
    stream = bytearray()
    with connection.cursor() as cursor, cursor.copy(statement) as blocks:
        for block in blocks:
            stream += block
    many = (len(stream) - HEADER - TRAILER) // ROW.itemsize
    rows = np.frombuffer(stream, ROW, offset=HEADER, count=many)
    real = [rows[name].astype(rows[name].dtype.newbyteorder("=")) for name in _WANTED]
    more = as_arrays(supposing)
    return (
        Columns(*(np.concatenate(pair) for pair in zip(real, more, strict=True))) if more else Columns(*real)
    )


def as_arrays(milestones: Iterable[Milestone]) -> list[NDArray[np.int64]]:
    """Milestones whose time of day is not known, as the stream's columns; nothing for none."""
    rows = [(one.child, one.thread, int(one.kind), day_number(one.day), int(NO_TIME)) for one in milestones]
    return list(np.array(rows, np.int64).T) if rows else []


_WANTED = ("child", "thread", "kind", "day", "at")


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
