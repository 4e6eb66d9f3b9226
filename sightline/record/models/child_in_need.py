"""Child in need plans: what everyone will do to help a child, and the reviews that keep them to it."""

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import Q

from sightline.duties.language import Kind, Thread
from sightline.people.models import Agency
from sightline.record.constraints import SameChild, not_before, paired
from sightline.record.milestones import Fact
from sightline.record.models.entry import ChildEntry, EntryQuerySet
from sightline.record.models.referral import DayRange
from sightline.record.work import Work


class ChildInNeedPlanQuerySet(EntryQuerySet["ChildInNeedPlan"]):
    """Child in need plans."""


class ChildInNeedPlan(ChildEntry):
    """A plan to help a child in need, from one day until another; one at a time for a child.

    It ends, because: the needs are met, the case closes, or a child protection plan takes its place.
    """

    referral = models.ForeignKey(
        "record.Referral", on_delete=models.PROTECT, related_name="child_in_need_plans"
    )
    started_on = models.DateField()
    lead_worker = models.ForeignKey(
        "people.Worker",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="child_in_need_plans_led",
    )
    outline = models.TextField(blank=True)
    ended_on = models.DateField(null=True, blank=True)
    ended_because = models.TextField(null=True, blank=True)

    objects = ChildInNeedPlanQuerySet.as_manager()

    thread = Thread.CHILD_IN_NEED_PLAN
    milestones: ClassVar = {
        Kind.CHILD_IN_NEED_PLAN_STARTED: Fact("started_on"),
        Kind.CHILD_IN_NEED_PLAN_ENDED: Fact("ended_on"),
        Kind.REFERRAL_CLOSED: Fact("referral__closed_on"),
    }

    work = Work(
        "Child in need plan", open=Q(ended_on=None), since="started_on", worker="lead_worker", case="referral"
    )

    class Meta(ChildEntry.Meta):
        ordering: ClassVar = ["started_on", "pk"]
        constraints: ClassVar = [
            *ChildEntry.Meta.constraints,
            models.UniqueConstraint(fields=["id", "child"], name="child_in_need_plan_with_its_child"),
            SameChild("referral", name="a_child_in_need_plan_is_in_the_same_childs_referral"),
            ExclusionConstraint(
                name="one_child_in_need_plan_at_a_time",
                expressions=[
                    ("child", RangeOperators.EQUAL),
                    (DayRange("started_on", "ended_on"), RangeOperators.OVERLAPS),
                ],
                condition=Q(struck_out_at__isnull=True),
            ),
            paired("ended_on", "ended_because", name="a_child_in_need_plan_ends_for_a_reason"),
            not_before("ended_on", "started_on", name="a_child_in_need_plan_ends_after_it_starts"),
        ]

    def __str__(self) -> str:
        return f"Child in need plan from {self.started_on:%-d %B %Y}"


class ChildInNeedReviewQuerySet(EntryQuerySet["ChildInNeedReview"]):
    """Reviews of child in need plans."""


class ChildInNeedReview(ChildEntry):
    """One review of a child in need plan."""

    plan = models.ForeignKey(ChildInNeedPlan, on_delete=models.PROTECT, related_name="reviews")
    held_on = models.DateField()
    agencies_present = ArrayField(models.CharField(max_length=20, choices=Agency), default=list, blank=True)
    note = models.TextField(blank=True)

    objects = ChildInNeedReviewQuerySet.as_manager()

    thread = Thread.CHILD_IN_NEED_PLAN
    milestones: ClassVar = {Kind.CHILD_IN_NEED_PLAN_REVIEWED: Fact("held_on", into=("plan",))}

    class Meta(ChildEntry.Meta):
        ordering: ClassVar = ["held_on", "pk"]
        constraints: ClassVar = [
            *ChildEntry.Meta.constraints,
            models.UniqueConstraint(fields=["id", "child"], name="child_in_need_review_with_its_child"),
            SameChild("plan", name="a_child_in_need_review_is_of_the_same_childs_plan"),
        ]

    def __str__(self) -> str:
        return f"Review of {self.held_on:%-d %B %Y}"
