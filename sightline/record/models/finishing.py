"""The day by which one assessment is to be finished, set for this child, and each time it was moved."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from sightline.record.constraints import SameChild
from sightline.record.models.assessment import Assessment
from sightline.record.models.entry import ChildEntry, EntryQuerySet


class FinishingDayQuerySet(EntryQuerySet["FinishingDay"]):
    def current(self) -> Self:
        """The last that was set for each assessment."""
        return self.standing().filter(moved_to=None)


class FinishingDay(ChildEntry):
    """By which day an assessment is to be finished, as somebody set it for this child; moved for a reason.

    Never later than the law allows: that is asked when it is set. `replaces` is the day that it was before.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="finishing_days")
    finish_on = models.DateField()
    because = models.TextField(blank=True, help_text="Why it was moved")
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="moved_to"
    )

    objects = FinishingDayQuerySet.as_manager()

    class Meta(ChildEntry.Meta):
        ordering: ClassVar = ["recorded_at", "pk"]
        constraints: ClassVar = [
            *ChildEntry.Meta.constraints,
            models.UniqueConstraint(
                fields=["id", "child", "assessment"], name="finishing_day_with_its_assessment"
            ),
            SameChild("assessment", name="a_finishing_day_is_of_the_same_childs_assessment"),
            SameChild(
                "replaces",
                also={"assessment": "assessment"},
                name="a_finishing_day_moves_one_of_the_same_assessment",
            ),
            models.UniqueConstraint(
                fields=["assessment"],
                condition=Q(replaces__isnull=True, struck_out_at__isnull=True),
                name="a_first_finishing_day_is_set_once",
            ),
            models.CheckConstraint(
                condition=Q(replaces__isnull=True) | ~Q(because=""),
                name="a_finishing_day_is_moved_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"To be finished by {self.finish_on:%-d %B %Y}"
