"""Transfers in: a child moves here from another authority. A transfer out is a hand-over to an authority."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from sightline.record.constraints import SameChild, not_before, one_of
from sightline.record.models.entry import ChildEntry, EntryQuerySet


class PlanThere(models.TextChoices):
    NONE = "none", "No plan, or none that we were told of"
    EARLY_HELP = "early_help", "Early help"
    CHILD_IN_NEED = "child_in_need", "A child in need plan"
    CHILD_PROTECTION = "child_protection", "A child protection plan"


class TransferInQuerySet(EntryQuerySet["TransferIn"]):
    """Children who moved here."""


class TransferIn(ChildEntry):
    """A child moved here from another authority: from which, what they sent us, and their plan there.

    We were told on the day of the referral, which `told_on` keeps. For a child with a child protection plan
    the referral is marked as a transfer in, and the transfer-in conference counts from that day.
    """

    Plan = PlanThere

    referral = models.ForeignKey("record.Referral", on_delete=models.PROTECT, related_name="transfers_in")
    from_authority = models.CharField(max_length=100)
    told_on = models.DateField()
    told_by = models.CharField(max_length=100, help_text="Who there told us: name and post")
    received = models.TextField(blank=True, help_text="What they sent us")
    plan = models.CharField(max_length=20, choices=PlanThere)
    plan_since_on = models.DateField(null=True, blank=True)

    objects = TransferInQuerySet.as_manager()

    class Meta(ChildEntry.Meta):
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            *ChildEntry.Meta.constraints,
            SameChild("referral", name="a_transfer_in_is_in_the_same_childs_referral"),
            models.UniqueConstraint(
                fields=["referral"], condition=Q(struck_out_at__isnull=True), name="a_child_moves_here_once"
            ),
            models.CheckConstraint(condition=~Q(from_authority=""), name="a_child_moves_here_from_somewhere"),
            models.CheckConstraint(condition=~Q(told_by=""), name="somebody_told_us_that_a_child_moves_here"),
            models.CheckConstraint(
                condition=~Q(plan=PlanThere.NONE) | Q(plan_since_on__isnull=True),
                name="a_child_without_a_plan_there_has_it_since_no_day",
            ),
            not_before("told_on", "plan_since_on", name="a_plan_there_began_before_we_were_told"),
            one_of("plan", PlanThere, name="plan_in_another_authority_is_a_known_code"),
        ]

    def __str__(self) -> str:
        return f"Moved here from {self.from_authority}"
