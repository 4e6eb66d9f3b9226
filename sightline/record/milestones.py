"""The dated facts that the law turns on, derived from the record.

Each model of the record declares which of its fields are milestones:

    thread = Thread.REFERRAL
    milestones = {Kind.REFERRAL_RECEIVED: Fact("received_on"), …}

and one view, `record_milestone`, is built from those declarations: (child, thread, kind, day, at). The law
reads that view and nothing else, so nothing is stored twice and nothing can be out of step.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import connection, connections, models
from django.db.models import F, Q, Value
from django.db.models.expressions import Combinable, ExpressionWrapper

from sightline.duties.language import Kind, Milestone, Thread
from sightline.record import identity

#: Every milestone there is, which the owner reads; and what of it a reader may see (`record/database.py`).
EVERY = "record_every_milestone"
VIEW = "record_milestone"
OF_CHILDREN = """
SELECT child, thread, kind, day, at,
    (SELECT array_agg(ARRAY[asked, entry]) FROM record_joined_with(%(children)s::bigint[]))
FROM record_milestone
WHERE child = ANY(%(children)s::bigint[] || (SELECT record_also(%(children)s::bigint[])))
AND kind = ANY(%(kinds)s)
ORDER BY day, kind, thread
"""
#: A thread's number is the row's id times this plus the kind of thread (`Thread.number`).
SPREAD = 32


@dataclass(frozen=True)
class Fact:
    """Where a milestone's day stands in a model, and in which threads it counts.

    `day` is a date field, reached through relations if need be, or an expression; `at` is the instant where
    the model knows it; `when` limits it to some rows (a function where it must wait for all models to be
    loaded); `into` names the threads it is a milestone of: "self", or the foreign key to the row whose thread
    it is ("referral", "child").
    """

    day: str | Combinable
    at: str | None = None
    when: Q | Callable[[], Q] = field(default_factory=Q)
    into: tuple[str, ...] = ("self",)


def declared() -> Iterator[tuple[type[models.Model], Kind, Fact]]:
    """Every milestone that the record's models declare."""
    for model in apps.get_app_config("record").get_models():
        for kind, facts in getattr(model, "milestones", {}).items():
            for fact in facts if isinstance(facts, tuple) else (facts,):
                yield model, kind, fact


def kinds_recorded() -> frozenset[Kind]:
    """The kinds that some model declares: a duty that needs another is not yet measured from the record."""
    return frozenset(kind for _, kind, _ in declared())


def view_sql(*, using: str) -> str:
    """The statement that creates the milestone view, from what the models declare."""
    parts = [
        _select(model, kind, fact, into, using) for model, kind, fact in declared() for into in fact.into
    ]
    return f"CREATE VIEW {EVERY} (child, thread, kind, day, at) AS\n" + "\nUNION ALL\n".join(parts)


def _select(model: type[models.Model], kind: Kind, fact: Fact, into: str, using: str) -> str:
    thread_of, thread = _thread(model, into)
    rows = (
        model._default_manager.using(using)
        .order_by()
        .filter(struck_out_at__isnull=True)
        .annotate(
            milestone_child=F(getattr(model, "child_is", "child_id")),
            milestone_thread=ExpressionWrapper(
                F(thread_of) * SPREAD + thread.value, output_field=models.BigIntegerField()
            ),
            milestone_kind=Value(int(kind), output_field=models.SmallIntegerField()),
            milestone_day=F(fact.day) if isinstance(fact.day, str) else fact.day,
            milestone_at=F(fact.at) if fact.at else Value(None, output_field=models.DateTimeField()),
        )
        .filter(fact.when() if callable(fact.when) else fact.when)
        .filter(milestone_day__isnull=False, milestone_thread__isnull=False)
        .values_list("milestone_child", "milestone_thread", "milestone_kind", "milestone_day", "milestone_at")
    )
    sql, params = rows.query.sql_with_params()
    operations: Any = connections[using].ops
    return str(operations.compose_sql(sql, params))


def _thread(model: type[models.Model], into: str) -> tuple[str, Thread]:
    if into == "self":
        return "id", model.thread  # type: ignore[attr-defined]  # declared by the model beside its milestones
    related: Any = model._meta.get_field(into).related_model
    return f"{into}_id", related.thread


def of_children(children: Iterable[int], kinds: Iterable[Kind] = Kind) -> dict[int, list[Milestone]]:
    """The milestones of these children in one query, each child's by day; every child has an entry.

    What was written under another entry for the same person is the child's own. Asked for few `kinds`,
    PostgreSQL reads only the tables that hold them.
    """
    wanted = list(children)
    found: dict[int, list[Milestone]] = {child: [] for child in wanted}
    with connection.cursor() as cursor:
        cursor.execute(OF_CHILDREN, {"children": wanted, "kinds": [int(kind) for kind in kinds]})
        rows = cursor.fetchall()
    whose = identity.whose(wanted, rows[0][-1] if rows else None)
    for entry, thread, kind, day, at, _ in rows:
        fact = Milestone(entry, thread, Kind(kind), day, at)
        for child in whose[entry]:
            found[child].append(identity.as_ones(fact, child) if child != entry else fact)
    return found
