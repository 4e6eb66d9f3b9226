"""What is kept of a check, counted by rule and by child."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Min, Q, QuerySet

from sightline.people.models import Worker
from sightline.returns.cin_census.check import rules_of
from sightline.returns.mending import what_it_says, what_to_do
from sightline.returns.models import CensusCheck, CensusFinding


@dataclass(frozen=True, slots=True)
class RuleFound:
    """A rule that fired, how often, and how many of its findings a note explains."""

    code: str
    severity: str
    found: int
    explained: int

    @property
    def says(self) -> str:
        return what_it_says(self.code)

    @property
    def to_do(self) -> str:
        return what_to_do(self.code, self.severity)

    @property
    def unexplained(self) -> int:
        return self.found - self.explained


def newest(name: str = CensusCheck.OWN) -> CensusCheck | None:
    """The newest check under that name: the record's own, unless a file's is given."""
    return CensusCheck.objects.filter(name=name).select_related("checked_by").first()


def by_rule(made: CensusCheck) -> list[RuleFound]:
    """The rules that fired, errors first, each kind in the order of its codes. One query."""
    rows = (
        CensusFinding.objects.filter(check_made=made)
        .with_notes()
        .values("code", "severity")
        .annotate(found=Count("pk"), told=Count("pk", filter=Q(is_explained=True)))
        .order_by()
    )
    counted = {row["code"]: row for row in rows}
    order = {rule.code: place for place, rule in enumerate(rules_of(made.year))}
    found = [RuleFound(row["code"], row["severity"], row["found"], row["told"]) for row in counted.values()]
    return sorted(found, key=lambda one: (one.severity, order.get(one.code, 0)))


def by_child(made: CensusCheck, worker: Worker) -> QuerySet[Any, Any]:
    """The children with findings, those with most errors first, as rows that can be paged."""
    return (
        CensusFinding.objects.visible_to(worker)
        .filter(check_made=made)
        .values("number")
        .annotate(
            errors=Count("pk", filter=Q(severity="error")),
            queries=Count("pk", filter=Q(severity="query")),
            first=Min("pk"),
        )
        .order_by("-errors", "-queries", "number")
    )
