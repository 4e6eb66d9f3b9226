"""Whatever is done to a child's record, in whatever order, nothing in it is lost and all of it can be read.

Acts are drawn by chance: dates run backwards, people act who may not, things are closed and struck out under
one another. `make test-sequences` draws ten thousand sequences, a hundred to a test; each is named by its
seed, so that one that fails is drawn again alone.
"""

import json
import os
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.utils import timezone

from sightline.audit.models import JournalEntry
from sightline.casework import family, referral
from sightline.casework.verb import Refused
from sightline.compliance import journey
from sightline.compliance.child import clocks
from sightline.compliance.holding import nobodys
from sightline.people.models import Role, Team, Worker
from sightline.record import models as record
from sightline.record.models.entry import ChildEntry
from sightline.record.models.search import SearchLine
from sightline.web.story import STORY, Happening, story
from tests.casework import any_order
from tests.casework.any_order import BEGAN, Chance, NothingToDoItTo
from tests.casework.any_order_assessing import ASSESSING
from tests.casework.any_order_chosen import CHOSEN
from tests.casework.any_order_online import ONLINE, WORDS

SEQUENCES = int(os.environ.get("SIGHTLINE_SEQUENCES", "100"))
HUNDRED = 100
AFTERWARDS = CHOSEN | ASSESSING | ONLINE
ACTS = any_order.ACTS | AFTERWARDS
IN_ORDER = 0.5
LATER = BEGAN + timedelta(days=400)
OF_A_CHILD: list[type[ChildEntry]] = [
    model for model in apps.get_app_config("record").get_models() if issubclass(model, ChildEntry)
]


def drawn_by(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - chance, not a secret


@pytest.fixture
def office(
    assessment_team: Team,
    other_team: Team,
    front_door_team: Team,
    amina: Worker,
    esther: Worker,
    iris: Worker,
) -> Chance:
    """Three teams with managers, a social worker, a chair, a director, and an analyst, who writes nothing."""
    analyst = Worker.objects.create_user("a@exampleshire.example", None, name="Ana Lyst", role=Role.ANALYST)
    managers = [team.manager for team in (assessment_team, other_team, front_door_team) if team.manager]
    workers = [*managers, amina, amina, iris, analyst, esther]
    return Chance(drawn_by(0), record.Person(), assessment_team, other_team, workers)


@pytest.mark.parametrize("first", range(0, SEQUENCES, HUNDRED))
def test_any_order_of_acts_leaves_the_record_whole(office: Chance, first: int) -> None:
    done: Counter[str] = Counter()
    for seed in range(first, min(first + HUNDRED, SEQUENCES)):
        with transaction.atomic():
            acts = Counter(_live(office, seed))
            done += acts
            transaction.set_rollback(True)
    assert done.keys() <= ACTS.keys()
    if first == 0:
        assert done.keys() == ACTS.keys(), "an act that is never done is not tried here"


def _live(office: Chance, seed: int) -> Iterator[str]:
    """A sequence of acts on a child of her own; the names of those that were done, and not refused."""
    office.random = drawn_by(seed)
    manager = office.workers[0]
    office.child = family.add_person(
        by=manager, given_name="Mia", family_name="Larch", born_on=date(2019, 2, 11), sex="F"
    )
    if seed % 4:
        referral.receive(by=manager, child=office.child, team=office.team, received_on=BEGAN, source="6")
    for name in _drawn(office):
        before = _changes()
        try:
            with transaction.atomic():
                ACTS[name](office)
        except Refused:
            assert _changes() == before, f"seed {seed}: {name} was refused and changed something"
        except NothingToDoItTo:
            continue
        else:
            yield name
        with connection.cursor() as cursor:  # whatever PostgreSQL puts off until the end, it checks now
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
        assert list(nobodys()) == [], f"seed {seed}: after {name}, work is nobody's"
    _whole(office.child, f"seed {seed}")


def _drawn(office: Chance) -> Iterator[str]:
    """By turns in the order of the law with steps left out, and in no order at all; then what is chosen of
    it, and something struck out under that.
    """
    order = list(any_order.ACTS)
    if office.random.random() < IN_ORDER:
        yield from [name for name in order if office.random.random() < 0.8]
    else:
        yield from office.random.choices(order, k=len(order))
    yield from [*AFTERWARDS, "it is struck out", *AFTERWARDS]


def _changes() -> int:
    return JournalEntry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def _whole(child: record.Person, seed: str) -> None:
    standing = _nothing_is_lost(child, seed)
    _one_plan_at_a_time(child, seed)
    _it_can_be_read(child, standing, seed)
    _what_strangers_sent_stands(seed)


def _nothing_is_lost(child: record.Person, seed: str) -> dict[tuple[str, int], Any]:
    """Each row is as its last change left it; each change begins where the last ended; none removes it."""
    images: dict[tuple[str, int], Any] = {}
    for change in JournalEntry.objects.filter(child=child.pk).order_by("pk"):
        row = (change.table, change.row)
        assert change.operation in {"INSERT", "UPDATE"}, f"{seed}: {row} was removed"
        assert change.before == images.get(row), f"{seed}: a change to {row} is missing"
        assert change.worker, f"{seed}: nobody changed {row}"
        images[row] = change.after
    for model in OF_A_CHILD:
        table = model._meta.db_table
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT e.id, to_jsonb(e) FROM {table} e WHERE child_id = %s", [child.pk])
            now = {(table, row): json.loads(image) for row, image in cursor.fetchall()}
        assert now == {row: image for row, image in images.items() if row[0] == table}, f"{seed}: {table}"
    return images


def _one_plan_at_a_time(child: record.Person, seed: str) -> None:
    plans = list(record.ChildProtectionPlan.objects.standing().filter(child=child))
    assert sum(plan.ended_on is None for plan in plans) <= 1, seed
    for plan in plans:
        ended_by = plan.ended_by_id is not None or plan.end_reason not in (None, "conference")
        assert (plan.ended_on is not None) == ended_by, f"{seed}: a plan ended that no conference ended"
    helped = list(record.ChildInNeedPlan.objects.standing().filter(child=child))
    assert sum(plan.ended_on is None for plan in helped) <= 1, seed
    leads = record.Allocation.objects.standing().filter(child=child, until_on=None)
    assert len({led.referral_id for led in leads}) == len(leads), f"{seed}: two lead one case"


def _it_can_be_read(child: record.Person, images: dict[tuple[str, int], Any], seed: str) -> None:
    """The story tells every entry, as known now and as it stands; clocks, journey and search answer."""
    told = {(one.kind, one.entry.pk) for one in story(child, on=LATER) if isinstance(one, Happening)}
    days = {model._meta.db_table: [one.field for one in acts] for model, acts in STORY.items()}
    tables = {str(model._meta.model_name): model._meta.db_table for model in STORY}
    happened = {
        row
        for row, image in images.items()
        if any(image.get(day) is not None for day in days.get(row[0], ()))
    }
    missing = happened - {(tables[kind], row) for kind, row in told}
    assert not missing, f"{seed}: the story leaves out {missing}"
    known = story(child, on=LATER, known_at=timezone.now() + timedelta(minutes=1))
    assert {(one.kind, one.entry.pk) for one in known if isinstance(one, Happening)} == told, seed
    for clock in clocks([child.pk], on=LATER)[child.pk]:
        assert clock.standing(LATER), seed
    journey.departures(record.Referral.objects.filter(child=child), on=LATER)
    spoken = set(record.Sighting.objects.filter(child=child).values_list("pk", flat=True))
    found = SearchLine.objects.filter(child=child, kind="sighting", words__contains="my new bed")
    assert set(found.values_list("row", flat=True)) == spoken, f"{seed}: words that cannot be found"


def _what_strangers_sent_stands(seed: str) -> None:
    """In their words, once: it waits, was set aside, or is a contact as of when it came."""
    for sent in record.OnlineReferral.objects.select_related("contact"):
        assert (sent.words, sent.children.count()) == (WORDS, 1), seed
        assert sent.contact is None or sent.set_aside_at is None, f"{seed}: it became two things"
        if (made := sent.contact) is not None:
            kept = (made.words, made.received_at, made.route, made.struck_out_at)
            assert kept == (sent.words, sent.received_at, "online", None), seed
