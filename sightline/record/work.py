"""Open work: which entries still ask something of somebody, and whose they are.

Each model of which a row can be open declares so:

    work = Work("Section 47 enquiry", open=Q(concluded_on=None), since="started_on", worker="lead_worker",
                case="referral")

and one view, `record_open_work`, is built from those declarations: (kind, id, child, case, worker, team,
since), read with the rights of whoever reads it. Worklists, leaving, absence and reorganisation read that
view; `holding.py` refuses whatever would leave a row of it with nobody; whoever holds a piece may open its
child (`sight.py`). A new kind of work is covered by declaring it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import connections, models
from django.db.models import F, OuterRef, Q, Subquery, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce

from sightline.people.models import Absence

VIEW = "record_open_work"
NO_ONE = Cast(Value(None), models.BigIntegerField())


@dataclass(frozen=True)
class Work:
    """Which rows of a model are open work, since when, and who holds them.

    `what` it is called on a list. `open` says which standing rows are open; with `case`, only while that case
    is open too, unless `outlives_case`. The holder is the worker in `worker`, a foreign key; where it is
    empty, the worker who leads the `case` (the path to its referral); where there is none, the team in
    `team`, which is the case's where there is a case.
    """

    what: str
    open: Q
    since: str | Combinable
    worker: str = ""
    team: str = ""
    case: str = ""
    child: str = "child"
    worker_on: str = ""
    """The day from which that worker has held it, where the model keeps one beside the worker."""
    outlives_case: bool = False
    opens: str = ""
    """The name of the page on which this is done, whose address takes the row's id; empty: the child's."""

    @property
    def is_open(self) -> Q:
        """Which standing rows are open, as the case that they are in says too."""
        if not self.case or self.outlives_case or self.case == "id":
            return self.open
        undecided = Q(**{f"{self.case}__decision__isnull": True})
        goes_on = undecided | ~Q(**{f"{self.case}__decision": "no_further_action"})
        standing = {f"{self.case}__closed_on__isnull": True, f"{self.case}__struck_out_at__isnull": True}
        return self.open & Q(**standing) & goes_on


@dataclass(frozen=True)
class Declared:
    """A model of which rows can be open, and its declaration."""

    model: type[models.Model]
    work: Work = field(repr=False)

    @property
    def kind(self) -> str:
        """How the view names it: "enquiry"."""
        return str(self.model._meta.model_name)


#: Work in the layers below, which cannot declare it themselves: whoever covers for somebody answers for it.
BELOW: dict[type[models.Model], Work] = {
    Absence: Work(
        "Covering for somebody",
        open=Q(until_on=None) | Q(until_on__gt=models.functions.TruncDate(models.functions.Now())),
        since="from_on",
        worker="covered_by",
        child="",
        opens="absence-end",
    )
}


def declared() -> Iterator[Declared]:
    """Every kind of open work, whichever layer's model it is."""
    yield from (Declared(model, work) for model, work in BELOW.items())
    for model in apps.get_models():
        work = vars(model).get("work")
        if isinstance(work, Work):
            yield Declared(model, work)


def kinds() -> dict[str, Declared]:
    """Every kind of open work by the name that the view gives it."""
    return {one.kind: one for one in declared()}


def view_sql(*, using: str) -> str:
    """The statement that creates the view of all open work."""
    parts = "\nUNION ALL\n".join(_select(one, using) for one in declared())
    named = f"{VIEW} (kind, id, child_id, case_id, worker_id, team_id, since_on)"
    return f"CREATE VIEW {named} WITH (security_invoker = true) AS\n{parts}"


def _select(one: Declared, using: str) -> str:
    work, names = one.work, {field.name for field in one.model._meta.get_fields()}
    rows = one.model._default_manager.using(using).order_by().filter(work.is_open)
    if "struck_out_at" in names:
        rows = rows.filter(struck_out_at__isnull=True)
    rows = rows.annotate(
        held_kind=Value(one.kind, output_field=models.TextField()),
        held_child=_column(work.child),
        held_case=_column(work.case),
        held_worker=_worker(work),
        held_team=_column(work.team or (f"{work.case}__team" if work.case else "")),
        held_since=F(work.since) if isinstance(work.since, str) else work.since,
    ).values_list("held_kind", "pk", "held_child", "held_case", "held_worker", "held_team", "held_since")
    sql, params = rows.query.sql_with_params()
    operations: Any = connections[using].ops
    return str(operations.compose_sql(sql, params))


def _worker(work: Work) -> Any:
    named: list[Any] = [F(f"{work.worker}_id")] if work.worker else []
    if work.case:
        named.append(_lead(work.case))
    return (
        Coalesce(*named, output_field=models.BigIntegerField()) if len(named) > 1 else (named or [NO_ONE])[0]
    )


def _lead(case: str) -> Any:
    """The worker who leads the case: one at most, as the allocations' own constraint says."""
    allocation = apps.get_model("record", "Allocation")
    running = allocation._default_manager.order_by().filter(
        struck_out_at__isnull=True, until_on__isnull=True, referral=OuterRef(_id(case))
    )
    return Subquery(running.values("worker_id")[:1])


def _column(path: str) -> Any:
    return F(_id(path)) if path else NO_ONE


def _id(path: str) -> str:
    return path if path == "id" else f"{path}_id"
