"""Allocation: which worker leads the work on a referral, from when to when, and who decided so."""

from datetime import date
from typing import ClassVar, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Q

from sightline.duties.language import Kind, Thread
from sightline.record.constraints import SameChild, not_before, paired
from sightline.record.milestones import Fact
from sightline.record.models.entry import ChildEntry, EntryQuerySet
from sightline.record.models.referral import DayRange


class AllocationQuerySet(EntryQuerySet["Allocation"]):
    def on(self, day: date) -> Self:
        """The allocations that held at the end of that day."""
        return self.standing().filter(Q(until_on__isnull=True) | Q(until_on__gt=day), from_on__lte=day)


class Allocation(ChildEntry):
    """A worker leads a referral's work from one day until another; a manager decided it, because.

    Two workers never lead the same referral on the same day. Between allocations the team holds the work and
    its manager answers for it.
    """

    referral = models.ForeignKey("record.Referral", on_delete=models.PROTECT, related_name="allocations")
    worker = models.ForeignKey("people.Worker", on_delete=models.PROTECT, related_name="allocations")
    from_on = models.DateField()
    because = models.TextField(blank=True)
    until_on = models.DateField(null=True, blank=True)
    ended_because = models.TextField(null=True, blank=True)

    objects = AllocationQuerySet.as_manager()

    thread = Thread.REFERRAL
    milestones: ClassVar = {Kind.SOCIAL_WORKER_ALLOCATED: Fact("from_on", into=("referral",))}

    class Meta(ChildEntry.Meta):
        ordering: ClassVar = ["from_on", "pk"]
        constraints: ClassVar = [
            *ChildEntry.Meta.constraints,
            SameChild("referral", name="an_allocation_is_of_the_same_childs_referral"),
            ExclusionConstraint(
                name="one_lead_worker_at_a_time",
                expressions=[
                    ("referral", RangeOperators.EQUAL),
                    (DayRange("from_on", "until_on"), RangeOperators.OVERLAPS),
                ],
                condition=Q(struck_out_at__isnull=True),
            ),
            paired("until_on", "ended_because", name="an_allocation_ends_for_a_reason"),
            not_before("until_on", "from_on", name="an_allocation_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return f"{self.worker} from {self.from_on:%-d %B %Y}"
