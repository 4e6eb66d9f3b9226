"""How long a look-back takes to hold closed cases to the patterns and put them in order of danger.

A small Exampleshire is loaded into a database of its own, and every child whose case was closed is copied,
with the case and all that was written in it, until there are as many closed cases as are wanted. Then
look-backs are scored as jobs would, piece by piece, each piece written and journalled: once by one worker,
and once by two that share the pieces, as they share jobs.
"""

import argparse
import multiprocessing
import os
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from bench import place
from bench.page import rewrite

if TYPE_CHECKING:
    from django.db.models import Model

    from sightline.assurance.models import LookBack

WANTED = (1_550, 100_000)
Row = tuple[int, float, float, int]
"""How many cases, the seconds that one worker took and that two took, and how many a pattern picked."""
AIM = {1_550: 10, 100_000: 120}
"""Seconds."""
COPIED = (
    "Person",
    "Family",
    "FamilyMember",
    "Contact",
    "ContactChild",
    "Referral",
    "Allocation",
    "Assessment",
    "Sighting",
    "StrategyDiscussion",
    "Enquiry",
)


def main(arguments: list[str] | None = None) -> int:
    """Run the bench and print its table; the exit status is 1 where an aim is missed."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.look_back", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("--small", action="store_true", help="1,550 cases and no more")
    parser.add_argument("--write", metavar="PAGE", type=Path, help="put the table into this page as well")
    options = parser.parse_args(arguments)
    wanted = WANTED[:1] if options.small else WANTED
    rows: list[Row] = []
    with place.of_its_own():
        from sightline.config import ready

        ready.with_tables(lambda: rows.extend(measured(wanted)) or 0)
    page = table(rows)
    print(page)
    if options.write:
        rewrite(options.write, "look-back", page)
    return int(any(by_two > AIM[many] for many, _, by_two, _ in rows))


def measured(wanted: tuple[int, ...]) -> Iterator[Row]:
    """For each number of cases the seconds that one worker took, and two; and how many a pattern picked."""
    from sightline.exampleshire.load import load

    on = date(2026, 11, 20)
    load(children=150, seed=1, on=on)
    _multiply(max(wanted))
    for many in wanted:
        one, two = _begun(many, on), _begun(many, on)
        yield many, _scored_in(one, 1), _scored_in(two, 2), one.scored.exclude(fits=[]).count()


def _scored_in(made: "LookBack", workers: int) -> float:
    """The seconds that so many workers took, each a process of its own. SystemExit where a case was left."""
    from django.db import connections

    from sightline.assurance import look_back

    connections.close_all()
    fork = multiprocessing.get_context("fork")
    pieces = look_back.unscored(made)
    connections.close_all()
    sharing = [fork.Process(target=_score, args=(made.pk, pieces[one::workers])) for one in range(workers)]
    began = time.perf_counter()
    for each in sharing:
        each.start()
    for each in sharing:
        each.join()
    took = time.perf_counter() - began
    if made.scored.count() != len(made.frame.cases):
        raise SystemExit(f"{made.scored.count()} cases were scored of {len(made.frame.cases)}")
    return took


def _score(made: int, pieces: list[int]) -> None:
    from sightline.assurance import jobs

    for first in pieces:
        jobs.score(made, first)


def _begun(many: int, on: date) -> "LookBack":
    from django.db import transaction

    from sightline.assurance import look_back, sampling
    from sightline.assurance.models import LookBack
    from sightline.casework.verb import name
    from sightline.people.models import Role, Worker

    auditor = Worker.objects.filter(role=Role.AUDITOR).order_by("pk")[0]
    found = sampling.listed("closed", from_on=None, until_on=on)[:many]
    with transaction.atomic():
        name(auditor)
        frame = sampling.keep_frame("closed", found, by=auditor, from_on=None, until_on=on)
        return LookBack.objects.create(
            recorded_by=auditor, title=f"{many:,} cases", frame=frame, patterns=list(look_back.PICKS),
            reads="picked", begun_on=on,
        )  # fmt: skip


def _multiply(wanted: int) -> None:
    """Copy each child whose case was closed, and all there is of it, until so many cases are closed."""
    from django.apps import apps
    from django.db import connection, transaction

    models = [apps.get_model("record", name) for name in COPIED]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM record_referral WHERE closed_on IS NOT NULL")
        [closed] = cursor.fetchone()
        copies = -(-wanted // closed) - 1
        for model in models:
            cursor.execute(f"ALTER TABLE {model._meta.db_table} DISABLE TRIGGER USER")
        for model in models:
            cursor.execute(_copying(model, set(models)), {"copies": copies})
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for model in models:
            cursor.execute(f"ALTER TABLE {model._meta.db_table} ENABLE TRIGGER USER")
        cursor.execute("ANALYZE")


APART = 1_000_000
"""How far the ids of one copy are from those of the next."""


def _copying(model: "type[Model]", copied: "set[type[Model]]") -> str:
    """The statement that copies every row of a table, each id and each reference to a copied row moved on."""
    columns, values = [], []
    for field in model._meta.concrete_fields:
        if getattr(field, "generated", False):
            continue
        columns.append(f'"{field.column}"')
        moved = field.primary_key or field.related_model in copied
        elsewhere = getattr(field.related_model, "_meta", None)
        if moved:
            values.append(f'"{field.column}" + copy * {APART}')
        elif field.unique or (elsewhere is not None and elsewhere.app_label == "record"):
            values.append("NULL")
        else:
            values.append(f'"{field.column}"')
    return (
        f"INSERT INTO {model._meta.db_table} ({', '.join(columns)}) "
        f"SELECT {', '.join(values)} FROM {model._meta.db_table}, generate_series(1, %(copies)s) copy"
    )


def table(rows: list[Row]) -> str:
    """One line for each number of cases."""
    busy = f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the end."
    lines = "\n".join(
        f"| {many:,} | {by_one:.1f} | {by_two:.1f} | {AIM[many]} | {many / by_two:,.0f} | {picked:,} |"
        for many, by_one, by_two, picked in rows
    )
    return (
        f"{busy}\n\n| closed cases | by one worker, s | by two, s | aim, s | by two, a second | picked |\n"
        f"| ---: | ---: | ---: | ---: | ---: | ---: |\n{lines}"
    )


if __name__ == "__main__":
    sys.exit(main())
