"""The three engines that the bench holds side by side: each loads the milestones once, then measures duty by
duty.
"""

from datetime import date, timedelta
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from bench.authority import Milestones
from sightline.duties.book import BOOK
from sightline.duties.columns import NEVER, NO_TIME, Columns, day_number, evaluate
from sightline.duties.language import Duty
from sightline.timescales import FIRST_DAY, LAST_DAY, Unit, london

ON = date(2025, 12, 31)
"""The day on which every clock's standing is asked."""

Answer = list[NDArray[Any]]
"""Thread, start day, standing, due day, met, ended and lapsed day of each clock, by thread and start day."""


class Engine(Protocol):
    """Loads when it is made. `prepare` is not timed; `measure` is."""

    def prepare(self, duty: Duty) -> None: ...

    def measure(self, duty: Duty) -> None:
        """Leave every clock of the duty in memory, with its standing, and count the standings."""

    def answer(self) -> Answer: ...


class Ours:
    """Sightline's columns, on one thread."""

    def __init__(self, made: Milestones) -> None:
        self.columns = Columns(made.child, made.thread, made.kind, made.day, made.at)

    def prepare(self, duty: Duty) -> None:
        """Nothing: whatever a duty needs is part of what is timed."""

    def measure(self, duty: Duty) -> None:
        self.clocks = evaluate(duty, self.columns)
        self.standing = self.clocks.standing(ON)
        self.counts = np.bincount(self.standing, minlength=7)

    def answer(self) -> Answer:
        clocks = self.clocks
        days = [clocks.due_on, clocks.met_on, clocks.ended_on, clocks.lapsed_on]
        return [clocks.thread, clocks.started_on, self.standing, *days]


class DuckDB:
    """DuckDB, on as many threads as it likes, with the milestones in the order that suits it."""

    def __init__(self, made: Milestones) -> None:
        import duckdb
        import pyarrow as pa

        self.table, self.database = pa.table, duckdb.connect()
        columns = {name: getattr(made, name) for name in ("child", "thread", "kind", "day")}
        loaded = pa.table({**columns, "at": pa.array(made.at, mask=made.at == NO_TIME)})
        self._load("milestones", loaded, "ORDER BY kind, thread, day")
        self._load("minutes", pa.table(minutes_by_day()))

    def prepare(self, duty: Duty) -> None:
        self._load("law", self.table(law_by_day(duty)))

    def measure(self, duty: Duty) -> None:
        from bench.sql import statement

        self.database.execute(statement(duty, day_number(ON)))
        self.counts = self.database.execute("SELECT standing, count(*) FROM clocks GROUP BY ALL").fetchall()

    def answer(self) -> Answer:
        fields = "thread, started, standing, due_on, met_on, ended, lapsed"
        found = self.database.execute(f"SELECT {fields} FROM clocks ORDER BY thread, started").fetchnumpy()
        return list(found.values())

    def _load(self, name: str, table: Any, order: str = "") -> None:
        self.database.register("loading", table)
        self.database.execute(f"CREATE OR REPLACE TABLE {name} AS SELECT * FROM loading {order}")
        self.database.unregister("loading")


class Pandas:
    """pandas, as an analyst would use it."""

    def __init__(self, made: Milestones) -> None:
        import pandas as pd

        columns = {name: getattr(made, name) for name in ("child", "thread", "kind", "day")}
        self.milestones = pd.DataFrame(columns)
        self.milestones["at"] = pd.Series(made.at).where(made.at != NO_TIME)
        self.frame, self.minutes = pd.DataFrame, pd.DataFrame(minutes_by_day())

    def prepare(self, duty: Duty) -> None:
        self.law = self.frame(law_by_day(duty))

    def measure(self, duty: Duty) -> None:
        from bench.frames import clocks

        self.clocks = clocks(duty, self.milestones, self.law, self.minutes, day_number(ON))
        self.counts = self.clocks["standing"].value_counts()

    def answer(self) -> Answer:
        ordered = self.clocks.sort_values(["thread", "started"])
        fields = ("thread", "started", "standing", "due_on", "met_on", "ended", "lapsed")
        return [ordered[name].to_numpy() for name in fields]


ENGINES = {"sightline": Ours, "duckdb": DuckDB, "pandas": Pandas}
_EVERY_DAY = [FIRST_DAY + timedelta(days=n) for n in range((LAST_DAY - FIRST_DAY).days - 400)]


def law_by_day(duty: Duty) -> dict[str, NDArray[Any]]:
    """Each start day of the table, the due day (the hours, for a limit in hours), and whether there is no
    number.
    """
    rows = [(day, version) for day in _EVERY_DAY if (version := duty.version_on(day))]
    limits = [version.limit_on(day) for day, version in rows]
    due = [
        NEVER if limit is None else limit.amount if limit.unit is Unit.HOURS else day_number(limit.due(day))
        for (day, _), limit in zip(rows, limits, strict=True)
    ]
    return {
        "day": np.array([day_number(day) for day, _ in rows], np.int32),
        "due": np.array(due, np.int32),
        "no_number": np.array([version.within is None for _, version in rows]),
    }


def minutes_by_day() -> dict[str, NDArray[Any]]:
    """The first and last minute of each London day of the table."""
    begins = np.array(london.midnights(), np.int64)
    days = np.arange(len(begins) - 1, dtype=np.int32) + day_number(FIRST_DAY)
    return {"day": days.astype(np.int32), "first": begins[:-1], "last": begins[1:] - 1}


def duties() -> list[Duty]:
    """Every duty of the book."""
    return list(BOOK.values())
