"""Serious incidents: a child died or was seriously harmed, and what every agency knew, in one line."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from sightline.duties.language import Kind, Thread
from sightline.record.constraints import not_before, one_of, paired
from sightline.record.milestones import Fact
from sightline.record.models.entry import ChildEntry, EntryQuerySet


class IncidentHarm(models.TextChoices):
    """What became of the child."""

    DIED = "died", "The child died"
    SERIOUSLY_HARMED = "seriously_harmed", "The child was seriously harmed"


class SeriousIncidentQuerySet(EntryQuerySet["SeriousIncident"]):
    """Serious incidents."""


class SeriousIncident(ChildEntry):
    """A child died or was seriously harmed, and abuse or neglect is known or suspected.

    The day it happened and the day the authority became aware of it are kept apart: each starts a clock. It
    is notified to the national panel, or a senior manager decides with a reason that it need not be.
    """

    Harm = IncidentHarm

    harm = models.CharField(max_length=20, choices=IncidentHarm)
    happened_on = models.DateField()
    known_on = models.DateField(help_text="The day the authority became aware of it")
    what = models.TextField(help_text="What is known to have happened")
    notified_on = models.DateField(null=True, blank=True)
    notified_by = models.ForeignKey(
        "people.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reference = models.CharField(max_length=60, null=True, blank=True, help_text="The panel’s reference")
    not_notifiable_on = models.DateField(null=True, blank=True)
    not_notifiable_by = models.ForeignKey(
        "people.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    not_notifiable_because = models.TextField(null=True, blank=True)
    review_sent_on = models.DateField(null=True, blank=True, help_text="The rapid review, to the panel")

    objects = SeriousIncidentQuerySet.as_manager()

    thread = Thread.SERIOUS_INCIDENT
    milestones: ClassVar = {
        Kind.SERIOUS_INCIDENT_HAPPENED: Fact("happened_on"),
        Kind.SERIOUS_INCIDENT_KNOWN: Fact("known_on"),
        Kind.SERIOUS_INCIDENT_NOTIFIED: Fact("notified_on"),
        Kind.SERIOUS_INCIDENT_NOT_NOTIFIABLE: Fact("not_notifiable_on"),
        Kind.RAPID_REVIEW_SENT: Fact("review_sent_on"),
    }

    class Meta(ChildEntry.Meta):
        ordering: ClassVar = ["-happened_on", "-pk"]
        constraints: ClassVar = [
            *ChildEntry.Meta.constraints,
            paired("notified_on", "notified_by", "reference", name="a_notification_is_signed_and_referenced"),
            paired(
                "not_notifiable_on",
                "not_notifiable_by",
                "not_notifiable_because",
                name="an_incident_is_not_notified_by_whom_and_why",
            ),
            models.CheckConstraint(
                condition=Q(notified_on__isnull=True) | Q(not_notifiable_on__isnull=True),
                name="an_incident_is_notified_or_not",
            ),
            models.CheckConstraint(
                condition=Q(not_notifiable_because__isnull=True) | ~Q(not_notifiable_because=""),
                name="an_incident_is_not_notified_for_a_reason",
            ),
            models.CheckConstraint(condition=~Q(what=""), name="a_serious_incident_is_described"),
            not_before("known_on", "happened_on", name="an_incident_is_known_after_it_happens"),
            not_before("notified_on", "known_on", name="an_incident_is_notified_after_it_is_known"),
            not_before("review_sent_on", "known_on", name="a_rapid_review_follows_the_incident"),
            one_of("harm", IncidentHarm, name="incident_harm_is_a_known_code"),
        ]

    def __str__(self) -> str:
        return f"Serious incident of {self.happened_on:%-d %B %Y}"
