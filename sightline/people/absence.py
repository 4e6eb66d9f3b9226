"""Absence: a worker is away, and somebody covers for them until they are back."""

from datetime import date
from typing import ClassVar, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Now


class AbsenceQuerySet(models.QuerySet["Absence"]):
    def on(self, day: date) -> Self:
        """The absences that last on that day."""
        return self.filter(Q(until_on__isnull=True) | Q(until_on__gt=day), from_on__lte=day)

    def not_over(self, day: date) -> Self:
        """The absences that last on that day or are still to come."""
        return self.filter(Q(until_on__isnull=True) | Q(until_on__gt=day))


class Absence(models.Model):
    """A worker is away from one day until, but not on, another; `covered_by` acts for them meanwhile.

    Nothing changes hands: the work stays theirs, and what comes to them goes to the deputy while it lasts.
    `because` is private: it is shown to whoever recorded it and to the worker, and to nobody else.
    """

    worker = models.ForeignKey("people.Worker", on_delete=models.PROTECT, related_name="absences")
    covered_by = models.ForeignKey("people.Worker", on_delete=models.PROTECT, related_name="covers")
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    because = models.TextField(blank=True)
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)
    recorded_by = models.ForeignKey("people.Worker", on_delete=models.PROTECT, related_name="+")

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["from_on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(covered_by=F("worker")), name="nobody_covers_for_themselves"),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="nobody_is_back_before_they_go",
            ),
            ExclusionConstraint(
                name="nobody_is_away_twice_at_once",
                expressions=[
                    ("worker", RangeOperators.EQUAL),
                    (
                        Func(
                            F("from_on"),
                            F("until_on"),
                            Value("[)"),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.worker} away from {self.from_on:%-d %B %Y}"
