"""Oversight of work that nobody is moving: what is safe enough until when, and who among leaders knows."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from sightline.record.constraints import SameChild, not_before, one_of
from sightline.record.models.entry import ChildEntry, EntryQuerySet


class InterimSafetyDecisionQuerySet(EntryQuerySet["InterimSafetyDecision"]):
    def latest_first(self) -> Self:
        """Those that stand, the newest of each case first."""
        return self.standing().order_by("referral_id", "-decided_on", "-pk")


class InterimSafetyDecision(ChildEntry):
    """A named manager decides, for a case that nobody is moving, what is safe enough until when, and why.

    It is made again by `until_on`, or sooner where the authority's own rhythm says so.
    """

    referral = models.ForeignKey(
        "record.Referral", on_delete=models.PROTECT, related_name="interim_safety_decisions"
    )
    decided_on = models.DateField()
    decided_by = models.ForeignKey(
        "people.Worker", on_delete=models.PROTECT, related_name="interim_safety_decisions"
    )
    is_safe_enough = models.BooleanField(
        help_text="Whether the child is safe enough as things are until that day"
    )
    because = models.TextField()
    does = models.TextField(blank=True, help_text="What is done meanwhile, and by whom")
    until_on = models.DateField()

    objects = InterimSafetyDecisionQuerySet.as_manager()

    class Meta(ChildEntry.Meta):
        ordering: ClassVar = ["-decided_on", "-pk"]
        constraints: ClassVar = [
            *ChildEntry.Meta.constraints,
            SameChild("referral", name="a_safety_decision_is_in_the_same_childs_referral"),
            models.CheckConstraint(condition=~Q(because=""), name="a_safety_decision_has_a_reason"),
            models.CheckConstraint(
                condition=Q(is_safe_enough=True) | ~Q(does=""), name="not_safe_enough_says_what_is_done"
            ),
            not_before("until_on", "decided_on", name="a_safety_decision_lasts_from_its_day"),
        ]

    def __str__(self) -> str:
        return f"Interim safety decision of {self.decided_on:%-d %B %Y}"


class EscalationLevel(models.TextChoices):
    SERVICE_MANAGER = "service_manager", "Service manager"
    DIRECTOR = "director", "Director"


class AcknowledgementQuerySet(EntryQuerySet["Acknowledgement"]):
    """What leaders have said that they know."""


class Acknowledgement(ChildEntry):
    """A service manager or director says, in their name, that they know of a case that has reached them.

    That it reached them is computed and written by nobody; that they know is their act, with a note of what
    they did about it.
    """

    Level = EscalationLevel

    referral = models.ForeignKey("record.Referral", on_delete=models.PROTECT, related_name="acknowledgements")
    level = models.CharField(max_length=20, choices=EscalationLevel)
    acknowledged_on = models.DateField()
    note = models.TextField()

    objects = AcknowledgementQuerySet.as_manager()

    class Meta(ChildEntry.Meta):
        ordering: ClassVar = ["-acknowledged_on", "-pk"]
        constraints: ClassVar = [
            *ChildEntry.Meta.constraints,
            SameChild("referral", name="an_acknowledgement_is_of_the_same_childs_referral"),
            models.CheckConstraint(condition=~Q(note=""), name="an_acknowledgement_says_what_was_done"),
            one_of("level", EscalationLevel, name="escalation_level_is_a_known_code"),
        ]

    def __str__(self) -> str:
        return f"Acknowledged by a {self.get_level_display().lower()} on {self.acknowledged_on:%-d %B %Y}"
