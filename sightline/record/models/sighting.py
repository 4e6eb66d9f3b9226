"""The seen ledger: one row for each child and each attempt to see them, and the visits that are planned."""

from typing import ClassVar

from django.db import models
from django.db.models import Exists, OuterRef, Q

from sightline.duties.language import Kind, Thread
from sightline.record.constraints import SameChild, one_of, paired
from sightline.record.milestones import Fact
from sightline.record.models.delegation import CONFIRMED, Delegated
from sightline.record.models.entry import ChildEntry, EntryQuerySet


class SightingAlone(models.TextChoices):
    YES = "yes", "Seen alone"
    NO = "no", "Not seen alone"
    USUAL_FOR_AGE = "usual_for_age", "Seen with a carer, as is usual at this age"


class SightingPurpose(models.TextChoices):
    ASSESSMENT = "assessment", "For an assessment"
    ENQUIRY = "enquiry", "For a section 47 enquiry"
    PLAN = "plan", "Visit under a plan"
    WELFARE = "welfare", "To check that the child is safe"
    OTHER = "other", "For another reason"


class PlannedVisitQuerySet(EntryQuerySet["PlannedVisit"]):
    def awaited(self) -> "PlannedVisitQuerySet":
        """Visits that were neither called off nor written up, whether their day has come or not."""
        made = Sighting.objects.standing().filter(planned=OuterRef("pk"))
        return self.standing().filter(~Exists(made), called_off_on=None)


class PlannedVisit(ChildEntry):
    """A worker means to see one child on a day. It is made when an attempt is written up, or is called off.

    One whose day has gone by with neither is not written up: whether anybody went is not known.
    """

    planned_for_on = models.DateField()
    by = models.ForeignKey("people.Worker", on_delete=models.PROTECT, related_name="visits_planned")
    purpose = models.CharField(max_length=20, choices=SightingPurpose)
    is_announced = models.BooleanField(default=True)
    called_off_on = models.DateField(null=True, blank=True)
    called_off_because = models.TextField(null=True, blank=True)

    objects = PlannedVisitQuerySet.as_manager()

    class Meta(ChildEntry.Meta):
        ordering: ClassVar = ["planned_for_on", "pk"]
        indexes: ClassVar = [models.Index(fields=["child", "planned_for_on"], name="visits_planned")]
        constraints: ClassVar = [
            *ChildEntry.Meta.constraints,
            models.UniqueConstraint(fields=["id", "child"], name="planned_visit_with_its_child"),
            paired("called_off_on", "called_off_because", name="a_visit_is_called_off_because"),
            models.CheckConstraint(
                condition=Q(called_off_because__isnull=True) | ~Q(called_off_because=""),
                name="a_visit_is_called_off_for_a_reason",
            ),
            one_of("purpose", SightingPurpose, name="planned_visit_purpose_is_a_known_code"),
        ]

    def __str__(self) -> str:
        return f"Visit planned for {self.planned_for_on:%-d %B %Y}"


class SightingQuerySet(EntryQuerySet["Sighting"]):
    def seen(self) -> "SightingQuerySet":
        """The attempts at which the child was seen, as far as those who made them have said so themselves."""
        return self.standing().filter(CONFIRMED, was_seen=True)


class Sighting(Delegated, ChildEntry):
    """One attempt to see one child: seen or not and why, alone or not and why, by whom, where and when.

    Always for one child, never for a sibling group. "Not seen, because" is a full and honest answer.
    `happened_on` is when it happened; `recorded_at` is when it was written down.
    """

    Alone = SightingAlone
    Purpose = SightingPurpose

    happened_on = models.DateField()
    happened_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey("people.Worker", on_delete=models.PROTECT, related_name="sightings_made")
    where = models.CharField(max_length=200)
    purpose = models.CharField(max_length=20, choices=SightingPurpose)
    planned = models.ForeignKey(
        PlannedVisit, on_delete=models.PROTECT, null=True, blank=True, related_name="sightings"
    )
    was_announced = models.BooleanField(null=True)
    was_seen = models.BooleanField()
    not_seen_because = models.TextField(blank=True)
    alone = models.CharField(max_length=20, choices=SightingAlone, blank=True)
    not_alone_because = models.TextField(blank=True)
    was_spoken_to = models.BooleanField(null=True)
    sleeping_place_seen = models.BooleanField(null=True)
    childs_words = models.TextField(blank=True, help_text="What the child said or showed")
    note = models.TextField(blank=True, help_text="What happened, and what we think")
    tells_of_harm = models.BooleanField(
        default=False, db_default=False, help_text="Whether the child told of harm, or signs of it were seen"
    )

    objects = SightingQuerySet.as_manager()

    thread = Thread.CHILD
    milestones: ClassVar = {
        Kind.CHILD_SEEN: Fact(
            "happened_on", at="happened_at", when=CONFIRMED & Q(was_seen=True), into=("child",)
        ),
        Kind.CHILD_SEEN_ALONE: Fact(
            "happened_on",
            at="happened_at",
            when=CONFIRMED & Q(was_seen=True, alone__in=["yes", "usual_for_age"]),
            into=("child",),
        ),
    }

    class Meta(ChildEntry.Meta):
        ordering: ClassVar = ["-happened_on", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["child", "-happened_on"], condition=Q(was_seen=True), name="last_seen")
        ]
        constraints: ClassVar = [
            *ChildEntry.Meta.constraints,
            *Delegated.Meta.constraints,
            models.UniqueConstraint(fields=["id", "child"], name="sighting_with_its_child"),
            SameChild("planned", name="a_planned_visit_is_to_the_same_child"),
            models.CheckConstraint(
                condition=Q(was_seen=True) | ~Q(not_seen_because=""), name="a_child_not_seen_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(was_seen=False) | ~Q(alone=""), name="a_child_seen_was_alone_or_not"
            ),
            models.CheckConstraint(
                condition=Q(was_seen=True)
                | Q(alone="", was_spoken_to__isnull=True, sleeping_place_seen__isnull=True),
                name="a_child_not_seen_was_not_spoken_to",
            ),
            models.CheckConstraint(
                condition=~Q(alone="no") | ~Q(not_alone_because=""),
                name="a_child_not_seen_alone_has_a_reason",
            ),
            models.CheckConstraint(condition=~Q(where=""), name="a_sighting_has_a_place"),
            models.CheckConstraint(
                condition=Q(happened_at__isnull=True) | Q(happened_at__date=models.F("happened_on")),
                name="a_sighting_happens_on_one_day",
            ),
            one_of("alone", SightingAlone, name="sighting_alone_is_a_known_code"),
            one_of("purpose", SightingPurpose, name="sighting_purpose_is_a_known_code"),
        ]

    def __str__(self) -> str:
        return f"{'Seen' if self.was_seen else 'Not seen'} on {self.happened_on:%-d %B %Y}"
