"""Warning notes: what a person may do to a child or to whoever visits, dated, reviewed and ended."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from sightline.record.constraints import SameChild, not_before, one_of, paired
from sightline.record.models.entry import ChildEntry, EntryQuerySet


class Risk(models.TextChoices):
    CHILDREN = "children", "A risk to children"
    PARTNERS = "partners", "A risk to a partner"
    WORKERS = "workers", "A risk to whoever visits"
    SELF = "self", "A risk to themselves"


class WarningNoteQuerySet(EntryQuerySet["WarningNote"]):
    def in_force(self) -> Self:
        """The notes that nobody has ended."""
        return self.standing().filter(ended_on=None)


class WarningNote(ChildEntry):
    """What somebody may do, where we have it from, and when it is to be looked at again.

    `child` is the person whom it is about, child or adult. An adult's stands at the head of the page of every
    child who is linked with them (`compliance/warnings.py`).
    """

    Risk = Risk

    beside = frozenset({"warnings"})

    risk = models.CharField(max_length=12, choices=Risk)
    what = models.TextField(help_text="What they may do, to whom, and what to do about it")
    came_from = models.CharField(max_length=200, help_text="Who told us, or what we had it from")
    noted_on = models.DateField()
    review_on = models.DateField(help_text="When it is to be looked at again, if nobody looks sooner")
    ended_on = models.DateField(null=True, blank=True)
    ended_by = models.ForeignKey(
        "people.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_because = models.TextField(null=True, blank=True)

    objects = WarningNoteQuerySet.as_manager()

    class Meta(ChildEntry.Meta):
        constraints: ClassVar = [
            *ChildEntry.Meta.constraints,
            models.UniqueConstraint(fields=["id", "child"], name="warning_note_with_its_child"),
            one_of("risk", Risk, name="risk_is_a_known_code"),
            models.CheckConstraint(condition=~Q(what=""), name="a_warning_says_of_what"),
            models.CheckConstraint(condition=~Q(came_from=""), name="a_warning_came_from_somewhere"),
            not_before("review_on", "noted_on", name="a_warning_is_reviewed_after_it_is_noted"),
            not_before("ended_on", "noted_on", name="a_warning_ends_after_it_is_noted"),
            paired("ended_on", "ended_by", "ended_because", name="a_warning_is_ended_by_whom_and_why"),
            models.CheckConstraint(
                condition=Q(ended_because__isnull=True) | ~Q(ended_because=""),
                name="a_warning_ends_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.get_risk_display()


class WarningReviewQuerySet(EntryQuerySet["WarningReview"]):
    """Reviews of warning notes."""


class WarningReview(ChildEntry):
    """Somebody looked at a warning note again: it stands, because, until it is next to be looked at."""

    beside = frozenset({"warnings"})

    note = models.ForeignKey(WarningNote, on_delete=models.PROTECT, related_name="reviews")
    reviewed_on = models.DateField()
    because = models.TextField(help_text="Why it still stands, and what has changed")
    next_review_on = models.DateField()

    objects = WarningReviewQuerySet.as_manager()

    class Meta(ChildEntry.Meta):
        constraints: ClassVar = [
            *ChildEntry.Meta.constraints,
            SameChild("note", name="a_review_is_of_the_same_persons_warning"),
            models.CheckConstraint(condition=~Q(because=""), name="a_warning_stands_for_a_reason"),
            not_before("next_review_on", "reviewed_on", name="a_warning_is_reviewed_again_later"),
        ]

    def __str__(self) -> str:
        return f"Reviewed on {self.reviewed_on:%-d %B %Y}"
