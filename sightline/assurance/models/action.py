"""Actions: what somebody is to put right, and by which measure over the record it would show."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from sightline.people.models import EVERYBODY, READS_PRACTICE
from sightline.record.constraints import not_before, one_of, paired
from sightline.record.models.entry import Entry, EntryQuerySet
from sightline.record.sight import Reader
from sightline.record.work import Work


class ActionSource(models.TextChoices):
    """Where a recommendation came from."""

    INSPECTION = "inspection", "An inspection"
    CASE_REVIEW = "case_review", "A review of a serious case"
    AUDIT = "audit", "A case audit"
    OWN_FINDING = "own_finding", "Our own finding"


class ActionWeight(models.TextChoices):
    """How an inspector's letter would call it. A strength is kept: its measure is a floor."""

    PRIORITY = "priority", "Priority action"
    DEVELOPMENT = "development", "Development"
    STRENGTH = "strength", "Strength to keep"


class ActionQuerySet(EntryQuerySet["Action"]):
    """Actions. None names a child."""

    def in_sight_of(self, reader: Reader) -> Any:
        """Every action for whoever reads practice, and for anyone else their own."""
        return reader.is_one_of(READS_PRACTICE) | Q(owner=reader.pk)


class Action(Entry):
    """What was found, what is to be different, whose it is and by when, and the measure that would show it.

    Whether it is done is never written here: it is worked out from the measure (`assurance.action`). Until it
    has a measure it is unverified, whatever anybody says of it. `measured_from_on` is the day from which the
    measure, threshold and time stand: days before it prove nothing.
    """

    Source = ActionSource
    Weight = ActionWeight

    source = models.CharField(max_length=20, choices=ActionSource)
    came_from = models.CharField(max_length=200, help_text="The letter, report or audit, and where in it")
    weight = models.CharField(max_length=20, choices=ActionWeight, default=ActionWeight.DEVELOPMENT)
    found = models.TextField(help_text="What was found")
    recommendation = models.TextField(help_text="What is to be different")
    agreed_on = models.DateField()
    owner = models.ForeignKey("people.Worker", on_delete=models.PROTECT, related_name="actions")
    due_on = models.DateField()
    measure = models.CharField(max_length=60, null=True, blank=True, help_text="A measure of the catalogue")
    threshold = models.PositiveIntegerField(null=True, blank=True)
    holds_for_weeks = models.PositiveSmallIntegerField(null=True, blank=True)
    measured_from_on = models.DateField(null=True, blank=True)
    said_done_on = models.DateField(null=True, blank=True)
    said_done_by = models.ForeignKey(
        "people.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    said_done_because = models.TextField(null=True, blank=True, help_text="What was done, in words")
    incident = models.ForeignKey(
        "record.SeriousIncident", on_delete=models.PROTECT, null=True, blank=True, related_name="actions"
    )
    same_as = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="repeated_by"
    )

    objects = ActionQuerySet.as_manager()

    #: What is done can fail again, so somebody in post owns it as long as it stands.
    work = Work(
        "Action to put practice right", open=Q(), since="agreed_on", worker="owner", child="", opens="action"
    )
    written_by = EVERYBODY

    class Meta(Entry.Meta):
        ordering: ClassVar = ["due_on", "pk"]
        constraints: ClassVar = [
            *Entry.Meta.constraints,
            paired(
                "measure",
                "threshold",
                "holds_for_weeks",
                "measured_from_on",
                name="a_measure_has_a_threshold_a_time_and_a_day",
            ),
            models.CheckConstraint(
                condition=Q(holds_for_weeks__isnull=True) | Q(holds_for_weeks__gte=1),
                name="a_measure_is_to_hold_for_a_week_or_more",
            ),
            models.CheckConstraint(
                condition=Q(measure__isnull=True) | ~Q(measure=""), name="a_measure_has_a_name"
            ),
            paired(
                "said_done_on",
                "said_done_by",
                "said_done_because",
                name="an_action_is_said_done_by_whom_and_how",
            ),
            models.CheckConstraint(
                condition=Q(said_done_because__isnull=True) | ~Q(said_done_because=""),
                name="an_action_is_said_done_in_words",
            ),
            models.CheckConstraint(
                condition=~Q(found="") & ~Q(recommendation="") & ~Q(came_from=""),
                name="an_action_says_what_was_found_and_what_is_to_change",
            ),
            models.CheckConstraint(
                condition=Q(same_as__isnull=True) | ~Q(same_as=F("id")),
                name="an_action_does_not_repeat_itself",
            ),
            not_before("due_on", "agreed_on", name="an_action_is_due_after_it_is_agreed"),
            not_before("measured_from_on", "agreed_on", name="an_action_is_measured_after_it_is_agreed"),
            not_before("said_done_on", "agreed_on", name="an_action_is_said_done_after_it_is_agreed"),
            one_of("source", ActionSource, name="action_source_is_a_known_code"),
            one_of("weight", ActionWeight, name="action_weight_is_a_known_code"),
        ]

    def __str__(self) -> str:
        return f"Action agreed on {self.agreed_on:%-d %B %Y}"
