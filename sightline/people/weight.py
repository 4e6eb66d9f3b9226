"""How heavily each kind of work weighs, and how much one worker should carry: the authority's own figures."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django.db import models


class Weighed(models.TextChoices):
    """What is weighed, and the limit that the points are held against."""

    CHILD = "child", "Each child"
    ASSESSMENT = "assessment", "Each assessment under way"
    ENQUIRY = "enquiry", "Each section 47 enquiry under way"
    PROTECTION_PLAN = "protection_plan", "Each child with a child protection plan"
    VISIT = "visit", "Each visit due within two weeks"
    LIMIT = "limit", "The most that one worker should carry"


#: Where the authority has decided nothing. No source sets such a table: it is ours, to be argued with.
UNLESS_SET: dict[str, Decimal] = {
    Weighed.CHILD: Decimal(1),
    Weighed.ASSESSMENT: Decimal(1),
    Weighed.ENQUIRY: Decimal(2),
    Weighed.PROTECTION_PLAN: Decimal(1),
    Weighed.VISIT: Decimal("0.25"),
}


class LoadWeight(models.Model):
    """From a day, this is how many points a kind of work weighs, or how many points are the limit.

    `minute` says where the authority decided it.
    """

    weighed = models.CharField(max_length=20, choices=Weighed)
    points = models.DecimalField(max_digits=6, decimal_places=2)
    adopted_on = models.DateField()
    minute = models.CharField(max_length=200)

    class Meta:
        ordering: ClassVar = ["weighed", "adopted_on"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["weighed", "adopted_on"], name="one_weight_of_a_kind_from_a_day"),
            models.CheckConstraint(
                condition=models.Q(points__gte=0), name="no_work_weighs_less_than_nothing"
            ),
            models.CheckConstraint(
                condition=models.Q(weighed__in=Weighed.values), name="a_weight_is_of_a_known_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_weighed_display()}: {self.points.normalize()} points"


def weights(*, on: date) -> dict[str, Decimal]:
    """What each kind weighs on that day; there is a `LIMIT` only where the authority set one. One query."""
    return weighed(adopted(on=on))


def adopted(*, on: date) -> models.QuerySet[Any, Any]:
    """The query that `weights` asks, to be asked with others; `weighed` reads what it finds."""
    rows = LoadWeight.objects.filter(adopted_on__lte=on).order_by("adopted_on", "pk")
    return rows.values_list("weighed", "points")


def weighed(rows: Iterable[tuple[str, Decimal]]) -> dict[str, Decimal]:
    """What `weights` says, from what `adopted` found."""
    return UNLESS_SET | dict(rows)
