"""Child protection plans and the core groups that carry them out."""

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import F, Q

from sightline.duties.language import Kind, Thread
from sightline.people.models import Agency
from sightline.record.codes import NOT_SAID, CategoryOfAbuse
from sightline.record.constraints import SameChild, one_of, paired
from sightline.record.milestones import Fact
from sightline.record.models.delegation import CONFIRMED, Delegated
from sightline.record.models.entry import ChildEntry, EntryQuerySet
from sightline.record.models.referral import DayRange
from sightline.record.work import Work


class PlanEndReason(models.TextChoices):
    CONFERENCE = "conference", "A review conference ended it"
    TRANSFERRED = "transferred", "The child moved and the other authority held its conference"
    EIGHTEEN = "eighteen", "The child turned 18"
    DIED = "died", "The child died"
    LEFT_UK = "left_uk", "The child left the United Kingdom for good"


class ChildProtectionPlanQuerySet(EntryQuerySet["ChildProtectionPlan"]):
    """Child protection plans."""


class ChildProtectionPlan(ChildEntry):
    """A child protection plan: made by a conference on the day it was held, and ended by another.

    Besides a review conference, a plan ends only when the child moved permanently to another authority that
    has held its conference, turned 18, died, or permanently left the United Kingdom (Working Together 2023,
    page 100). Becoming looked after does not end it.
    """

    EndReason = PlanEndReason

    referral = models.ForeignKey("record.Referral", on_delete=models.PROTECT, related_name="plans")
    made_by = models.ForeignKey("record.Conference", on_delete=models.PROTECT, related_name="plans_made")
    started_on = models.DateField()
    first_category = models.CharField(max_length=3, choices=CategoryOfAbuse)
    latest_category = models.CharField(max_length=3, choices=CategoryOfAbuse)
    lead_worker = models.ForeignKey(
        "people.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="plans_led"
    )
    lead_named_on = models.DateField(null=True, blank=True)
    outline = models.TextField(blank=True)
    circulated_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    end_reason = models.CharField(max_length=20, choices=PlanEndReason, null=True, blank=True)
    ended_by = models.ForeignKey(
        "record.Conference", on_delete=models.PROTECT, null=True, blank=True, related_name="plans_ended"
    )

    objects = ChildProtectionPlanQuerySet.as_manager()

    thread = Thread.CHILD_PROTECTION_PLAN
    milestones: ClassVar = {
        Kind.CHILD_PROTECTION_PLAN_STARTED: Fact("started_on"),
        Kind.INITIAL_CONFERENCE_HELD: Fact("started_on", when=Q(made_by__form="initial")),
        Kind.LEAD_SOCIAL_WORKER_NAMED: Fact("lead_named_on"),
        Kind.PLAN_CIRCULATED: Fact("circulated_on"),
        Kind.CHILD_PROTECTION_PLAN_ENDED: Fact("ended_on"),
        Kind.BORN_ON_A_PLAN: Fact("child__born_on", when=Q(child__born_on__gt=F("started_on"))),
    }

    work = Work(
        "Child protection plan",
        open=Q(ended_on=None),
        since="started_on",
        worker="lead_worker",
        worker_on="lead_named_on",
        case="referral",
        outlives_case=True,
    )

    class Meta(ChildEntry.Meta):
        ordering: ClassVar = ["started_on", "pk"]
        constraints: ClassVar = [
            *ChildEntry.Meta.constraints,
            models.UniqueConstraint(fields=["id", "child"], name="plan_with_its_child"),
            SameChild("referral", name="a_plan_is_in_the_same_childs_referral"),
            SameChild(
                "made_by", also={"started_on": "held_on"}, name="a_plan_starts_on_the_day_of_its_conference"
            ),
            SameChild(
                "ended_by", also={"ended_on": "held_on"}, name="a_plan_ends_on_the_day_of_its_conference"
            ),
            ExclusionConstraint(
                name="one_child_protection_plan_at_a_time",
                expressions=[
                    ("child", RangeOperators.EQUAL),
                    (DayRange("started_on", "ended_on"), RangeOperators.OVERLAPS),
                ],
                condition=Q(struck_out_at__isnull=True),
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gt=F("started_on")),
                name="a_plan_lasts_at_least_a_day",
            ),
            paired("ended_on", "end_reason", name="a_plan_ends_for_a_reason"),
            models.CheckConstraint(
                condition=Q(end_reason__isnull=True)
                | (Q(end_reason="conference") & Q(ended_by__isnull=False))
                | (~Q(end_reason="conference") & Q(ended_by__isnull=True)),
                name="nobody_but_a_conference_ends_a_plan",
            ),
            paired("lead_worker", "lead_named_on", name="a_lead_worker_is_named_on_a_day"),
            one_of("first_category", CategoryOfAbuse, name="first_category_is_a_known_code"),
            one_of("latest_category", CategoryOfAbuse, name="latest_category_is_a_known_code"),
            one_of("end_reason", PlanEndReason, NOT_SAID, name="plan_end_reason_is_a_known_code"),
        ]

    def __str__(self) -> str:
        return f"Child protection plan from {self.started_on:%-d %B %Y}"


class CoreGroupQuerySet(EntryQuerySet["CoreGroup"]):
    """Core group meetings."""


class CoreGroup(Delegated, ChildEntry):
    """One meeting of the group that carries out a child protection plan."""

    plan = models.ForeignKey(ChildProtectionPlan, on_delete=models.PROTECT, related_name="core_groups")
    held_on = models.DateField()
    agencies_present = ArrayField(models.CharField(max_length=20, choices=Agency), default=list, blank=True)
    note = models.TextField(blank=True)

    objects = CoreGroupQuerySet.as_manager()

    thread = Thread.CHILD_PROTECTION_PLAN
    milestones: ClassVar = {Kind.CORE_GROUP_HELD: Fact("held_on", when=CONFIRMED, into=("plan",))}

    class Meta(ChildEntry.Meta):
        ordering: ClassVar = ["held_on", "pk"]
        constraints: ClassVar = [
            *ChildEntry.Meta.constraints,
            *Delegated.Meta.constraints,
            SameChild("plan", name="a_core_group_is_of_the_same_childs_plan"),
        ]

    def __str__(self) -> str:
        return f"Core group of {self.held_on:%-d %B %Y}"
