"""Several questions in one: what each part gives is what it gives alone, to whoever asks."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.contrib.postgres.search import SearchVectorField
from django.db import NotSupportedError, connection, models
from django.db.models import Count, F, Max, Value
from django.test.utils import CaptureQueriesContext

from sightline.people.models import Worker
from sightline.record import reader
from sightline.record.at_once import at_once
from sightline.record.models import (
    Assessment,
    Contact,
    Person,
    Referral,
    SearchLine,
    Sighting,
    StrategyDiscussion,
    StrategyParticipant,
)
from tests.cast import Case
from tests.web.pages import addresses
from tests.web.world import NOW, World

AsWebRole = Callable[[], AbstractContextManager[None]]
APPS = ("people", "record", "audit", "assurance", "returns", "web")


def every_model() -> list[type[models.Model]]:
    return [model for app in APPS for model in apps.get_app_config(app).get_models()]


def whole(model: type[models.Model]) -> Any:
    """Every row, but what a psycopg in binary form cannot read."""
    vectors = [one.name for one in model._meta.fields if isinstance(one, SearchVectorField)]
    return model._default_manager.order_by("pk").defer(*vectors)


def values(row: models.Model) -> dict[str, tuple[type, Any]]:
    """Each field of an instance that was fetched, and of what type its value is."""
    return {name: (type(value), value) for name, value in vars(row).items() if name != "_state"}


def test_every_field_of_every_row_is_what_it_is_alone(world: World) -> None:
    addresses(world)
    asked = {model: whole(model) for model in every_model()}
    with CaptureQueriesContext(connection) as queries:
        together = at_once(asked)
    assert len(queries) == 1
    for model, rows in asked.items():
        alone = list(rows.all())
        assert [type(one) for one in together[model]] == [type(one) for one in alone], model
        assert [values(one) for one in together[model]] == [values(one) for one in alone], model
        assert all(one._state.adding is False and one._state.db == "default" for one in together[model])
    assert sum(map(len, together.values())) > 500
    kinds = {kind for rows in together.values() for one in rows for kind, _ in values(one).values()}
    assert {"str", "int", "bool", "date", "datetime", "list", "dict", "NoneType"} <= {
        one.__name__ for one in kinds
    }


def test_what_is_joined_annotated_and_given_as_values_comes_as_it_would_alone(mias_case: Case) -> None:
    asked: dict[str, Any] = {
        "joined": Assessment.objects.select_related("author", "referral__team__manager"),
        "left out": Referral.objects.select_related("closed_by").only("because", "closed_by__name"),
        "annotated": Person.objects.annotate(many=Count("referrals"), day=Max("referrals__received_on")),
        "values": Sighting.objects.values("pk", "where", name=F("by__name")),
        "tuples": Contact.objects.values_list("received_at", "words", Value("a 100% sure")),
        "flat": Worker.objects.values_list("name", flat=True),
        "union": Worker.objects.order_by()
        .values_list("pk")
        .union(Person.objects.order_by().values_list("pk")),
        "days": Referral.objects.dates("received_on", "month"),
    }
    found = at_once(asked)
    assert {name: sorted(map(repr, rows)) for name, rows in found.items()} == {
        name: sorted(map(repr, rows)) for name, rows in asked.items()
    }
    with CaptureQueriesContext(connection) as queries:
        assert found["joined"][0].referral.team.manager.name == "Bryn Pugh"
    assert len(queries) == 0
    assert values(found["annotated"][0]) == values(asked["annotated"][0])
    assert found["left out"][0].get_deferred_fields() == asked["left out"][0].get_deferred_fields()


def test_parts_keep_their_order_their_slice_and_their_emptiness(world: World) -> None:
    people = Person.objects.all()
    asked: dict[Any, Any] = {
        1: people.order_by("-born_on", "pk"),
        2: people.order_by("given_name", "-pk")[2:5],
        3: people.none(),
        4: people.filter(given_name="Nobody"),
        5: people.filter(pk__in=[]),
        6: people.distinct(),
    }
    assert at_once(asked) == {name: list(rows) for name, rows in asked.items()}
    assert at_once({}) == {}
    with CaptureQueriesContext(connection) as queries:
        assert at_once({"nobody": people.none()}) == {"nobody": []}
    assert len(queries) == 0


def test_a_value_is_never_taken_for_a_part_of_the_statement(world: World) -> None:
    words = "100%s %% ' \" \\ ); SELECT 1 --"
    Person.objects.filter(pk=world.mia.pk).update(other_names=words)
    asked = {one: Person.objects.filter(other_names=one) for one in (words, "100%s", "%", "'")}
    assert at_once(asked) == {words: [world.mia], "100%s": [], "%": [], "'": []}


def test_what_a_reader_may_not_see_is_in_no_part(world: World, carys: Worker, as_web_role: AsWebRole) -> None:
    asked = {"child": Person.objects.filter(pk=world.mia.pk), "cases": Referral.objects.all()}
    seen = {}
    for worker in (world.cast.amina, carys, None):
        with as_web_role():
            reader.name(worker, at=NOW)
            seen[worker] = at_once({name: rows.all() for name, rows in asked.items()})
            for name, rows in asked.items():
                assert seen[worker][name] == list(rows.all()), (worker, name)
    assert seen[world.cast.amina]["child"] == [world.mia]
    assert seen[carys] == seen[None] == {"child": [], "cases": []}


def test_it_stands_with_what_its_worker_may_see(world: World, carys: Worker) -> None:
    ours, theirs = (Sighting.objects.visible_to(one) for one in (world.cast.amina, carys))
    assert at_once({"ours": ours, "theirs": theirs}) == {"ours": list(ours.all()), "theirs": []}
    assert len(ours) > 0


def test_it_is_planned_once_and_reads_what_is_there_now(world: World) -> None:
    def of(child: Person) -> Any:
        return {"seen": Sighting.objects.filter(child=child, happened_on__lte=date(2026, 3, 24))}

    for _ in range(8):
        assert at_once(of(world.noah)) == {"seen": list(of(world.noah)["seen"])}
    assert at_once(of(world.mia))["seen"] != at_once(of(world.noah))["seen"]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sum(generic_plans) FROM pg_prepared_statements WHERE statement LIKE '%array_agg(part)%'"
        )
        assert cursor.fetchone()[0] > 0
    Sighting.objects.filter(child=world.noah).update(where="At gran’s")
    assert {one.where for one in at_once(of(world.noah))["seen"]} == {"At gran’s"}


def test_what_a_part_prefetches_is_fetched(mias_case: Case) -> None:
    [one] = at_once(
        {1: StrategyDiscussion.objects.filter(child=mias_case.child).prefetch_related("participants")}
    )[1]
    with CaptureQueriesContext(connection) as queries:
        there = list(one.participants.all())
    assert (there, len(queries)) == (list(StrategyParticipant.objects.filter(discussion=one)), 0)


def test_a_type_that_it_cannot_read_is_refused(world: World) -> None:
    with pytest.raises(NotSupportedError, match="defer it"):
        at_once({"lines": SearchLine.objects.all()})
