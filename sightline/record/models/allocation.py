"""Allocation: who leads the work on a referral, who has a part in it, and what a manager allowed."""

from datetime import date
from typing import ClassVar, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import F, Q

from sightline.duties.language import Kind, Thread
from sightline.record.constraints import SameChild, all_of, not_before, one_of, paired
from sightline.record.milestones import Fact
from sightline.record.models.entry import ChildEntry, EntryQuerySet
from sightline.record.models.referral import DayRange
from sightline.record.sight import Opens


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

    #: Whoever leads; and, once the case is closed, whoever led it then.
    opens: ClassVar = (
        Opens("worker", when=Q(until_on=None), even_restricted=True),
        Opens(
            "worker",
            when=Q(referral__closed_on__isnull=False, until_on__gte=F("referral__closed_on")),
        ),
    )

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


class Part(models.TextChoices):
    """What a secondary worker does for a child whom somebody else leads the work for."""

    CO_WORKER = "co_worker", "Works alongside the lead worker"
    DIRECT_WORK = "direct_work", "Does direct work with the child"
    PARENTING = "parenting", "Helps the parents"
    FAMILY_TIME = "family_time", "Supervises family time"
    STUDENT = "student", "Is learning, under the lead worker’s eye"


class SecondaryWorkerQuerySet(EntryQuerySet["SecondaryWorker"]):
    def on(self, day: date) -> Self:
        """The parts that were held at the end of that day."""
        return self.standing().filter(Q(until_on__isnull=True) | Q(until_on__gt=day), from_on__lte=day)


class SecondaryWorker(ChildEntry):
    """A worker has a part in a child's case beside the lead worker, whom they never replace.

    They see the child; they answer for nothing. Nobody leads a referral and has a part in it on the same day,
    and nobody has the same referral twice (`record.parts`).
    """

    Part = Part

    referral = models.ForeignKey(
        "record.Referral", on_delete=models.PROTECT, related_name="secondary_workers"
    )
    worker = models.ForeignKey("people.Worker", on_delete=models.PROTECT, related_name="parts")
    part = models.CharField(max_length=20, choices=Part)
    from_on = models.DateField()
    because = models.TextField(blank=True)
    until_on = models.DateField(null=True, blank=True)
    ended_because = models.TextField(null=True, blank=True)

    objects = SecondaryWorkerQuerySet.as_manager()

    opens: ClassVar = (Opens("worker", when=Q(until_on=None)),)

    class Meta(ChildEntry.Meta):
        ordering: ClassVar = ["from_on", "pk"]
        constraints: ClassVar = [
            *ChildEntry.Meta.constraints,
            SameChild("referral", name="a_part_is_in_the_same_childs_referral"),
            ExclusionConstraint(
                name="nobody_has_two_parts_in_a_referral_at_once",
                expressions=[
                    ("referral", RangeOperators.EQUAL),
                    ("worker", RangeOperators.EQUAL),
                    (DayRange("from_on", "until_on"), RangeOperators.OVERLAPS),
                ],
                condition=Q(struck_out_at__isnull=True),
            ),
            paired("until_on", "ended_because", name="a_part_ends_for_a_reason"),
            not_before("until_on", "from_on", name="a_part_ends_after_it_begins"),
            one_of("part", Part, name="a_part_is_a_known_code"),
        ]

    def __str__(self) -> str:
        return f"{self.worker}: {self.get_part_display().lower()}"


class WorkKind(models.TextChoices):
    """Work that asks something of whoever does it."""

    CASE = "case", "Leading a case"
    ASSESSMENT = "assessment", "Writing an assessment"
    ENQUIRY = "enquiry", "Leading a section 47 enquiry"
    PROTECTION_PLAN = "protection_plan", "Leading a child protection plan"


class Lacking(models.TextChoices):
    """What somebody who was given work did not have."""

    NOT_A_SOCIAL_WORKER = "not_a_social_worker", "is not a social worker"
    REGISTRATION_ENDED = "registration_ended", "registration with Social Work England has run out"
    REGISTRATION_NOT_KNOWN = "registration_not_known", "no registration with Social Work England is on record"
    TRAINING_LAPSED = "training_lapsed", "training for this work has run out"
    NOT_TRAINED = "not_trained", "no training for this work is on record"
    OVER_THE_LIMIT = "over_the_limit", "would carry more than the authority’s limit"


class OverrideQuerySet(EntryQuerySet["Override"]):
    """What managers have allowed."""


class Override(ChildEntry):
    """A manager let a worker do work for which they lacked something, because; `recorded_by` is the manager.

    It is kept with what was lacking that day, and shown wherever the work is.
    """

    referral = models.ForeignKey("record.Referral", on_delete=models.PROTECT, related_name="overrides")
    worker = models.ForeignKey("people.Worker", on_delete=models.PROTECT, related_name="overrides")
    work = models.CharField(max_length=20, choices=WorkKind)
    lacking = ArrayField(models.CharField(max_length=30, choices=Lacking))
    allowed_on = models.DateField()
    because = models.TextField()

    objects = OverrideQuerySet.as_manager()

    class Meta(ChildEntry.Meta):
        ordering: ClassVar = ["-allowed_on", "-pk"]
        constraints: ClassVar = [
            *ChildEntry.Meta.constraints,
            SameChild("referral", name="an_override_is_in_the_same_childs_referral"),
            models.CheckConstraint(condition=~Q(because=""), name="an_override_has_a_reason"),
            models.CheckConstraint(condition=~Q(lacking__len=0), name="an_override_says_what_was_lacking"),
            models.CheckConstraint(
                condition=~Q(worker=models.F("recorded_by")), name="nobody_overrides_for_themselves"
            ),
            all_of("lacking", Lacking, name="what_is_lacking_is_a_known_code"),
            one_of("work", WorkKind, name="overridden_work_is_a_known_code"),
        ]

    @property
    def lacked(self) -> str:
        """What was lacking, in words: "is not a social worker; no training for this work is on record"."""
        return "; ".join(Lacking(code).label for code in self.lacking)

    def __str__(self) -> str:
        return f"{self.get_work_display()}: {self.worker} {self.lacked}"
