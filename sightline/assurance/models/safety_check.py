"""Safety checks: somebody looking at practice fears for a child, and one named worker goes and finds out."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q

from sightline.people.models import PRACTISES, READS_CASES
from sightline.record.constraints import SameChild, not_before, one_of, paired
from sightline.record.models.entry import ChildEntry, EntryQuerySet
from sightline.record.sight import Reader
from sightline.record.work import Work


class SafetyFound(models.TextChoices):
    """What whoever checked found."""

    SAFE = "safe", "The child is safe"
    MADE_SAFE = "made_safe", "The child was not safe, and is now, because of what was done"
    AT_RISK = "at_risk", "The child is at risk: protection has begun"


class SafetyCheckQuerySet(EntryQuerySet["SafetyCheck"]):
    def open(self) -> Self:
        """Those whose child nobody has checked yet, the oldest first."""
        return self.standing().filter(checked_at=None).order_by("asked_at", "pk")

    def in_sight_of(self, reader: Reader) -> Any:
        """Those that the worker holds or asked for, and those of children they may open."""
        return Q(holder=reader.pk) | Q(recorded_by=reader.pk) | Q(reader.sees("child"))


class SafetyCheck(ChildEntry):
    """A check, the same day, that one child is safe: asked for by an audit or in an inspection's room.

    One worker holds it from the minute it is asked until the child has been checked; when it is due follows
    from `asked_at` and is never written. What was found and what was done are said together.
    """

    Found = SafetyFound

    audit = models.ForeignKey(
        "assurance.Audit", on_delete=models.PROTECT, null=True, blank=True, related_name="safety_checks"
    )
    inspection = models.ForeignKey(
        "assurance.Inspection", on_delete=models.PROTECT, null=True, blank=True, related_name="concerns"
    )
    raised_by = models.CharField(max_length=100, blank=True, help_text="The inspector who raised it")
    because = models.TextField(help_text="What gave rise to the fear, in the words of whoever had it")
    asked_at = models.DateTimeField()
    holder = models.ForeignKey("people.Worker", on_delete=models.PROTECT, related_name="safety_checks")
    checked_at = models.DateTimeField(null=True, blank=True)
    checked_by = models.ForeignKey(
        "people.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    found = models.CharField(max_length=20, choices=SafetyFound, null=True, blank=True)
    what_was_found = models.TextField(null=True, blank=True)
    what_was_done = models.TextField(null=True, blank=True)

    objects = SafetyCheckQuerySet.as_manager()

    written_by = PRACTISES | READS_CASES

    work = Work(
        "Safety check to make",
        open=Q(checked_at=None),
        since=models.functions.TruncDate("asked_at"),
        worker="holder",
        opens="safety-check",
    )

    class Meta(ChildEntry.Meta):
        ordering: ClassVar = ["asked_at", "pk"]
        constraints: ClassVar = [
            *ChildEntry.Meta.constraints,
            models.UniqueConstraint(fields=["id", "child"], name="safety_check_with_its_child"),
            SameChild("audit", name="a_safety_check_follows_the_same_childs_audit"),
            models.CheckConstraint(
                condition=Q(audit__isnull=True) | Q(inspection__isnull=True),
                name="a_safety_check_has_one_source",
            ),
            models.CheckConstraint(
                condition=Q(audit__isnull=False) | Q(inspection__isnull=False),
                name="a_safety_check_comes_from_somewhere",
            ),
            models.UniqueConstraint(
                fields=["audit"],
                condition=Q(struck_out_at=None),
                name="an_audit_asks_for_one_safety_check",
            ),
            paired(
                "checked_at",
                "checked_by",
                "found",
                "what_was_found",
                "what_was_done",
                name="a_child_is_checked_by_whom_with_what_found_and_done",
            ),
            models.CheckConstraint(
                condition=Q(what_was_found__isnull=True) | (~Q(what_was_found="") & ~Q(what_was_done="")),
                name="what_was_found_and_done_is_said",
            ),
            models.CheckConstraint(condition=~Q(because=""), name="a_safety_check_has_a_reason"),
            not_before("checked_at", "asked_at", name="a_child_is_checked_after_it_is_asked"),
            one_of("found", SafetyFound, name="safety_found_is_a_known_code"),
        ]

    def __str__(self) -> str:
        return f"Safety check asked for {self.asked_at:%-d %B %Y}"


class SafetyNoteQuerySet(EntryQuerySet["SafetyNote"]):
    """What happened to a safety check, minute by minute."""


class SafetyNote(ChildEntry):
    """One thing that happened to a safety check, and its minute: somebody rang, somebody took it over."""

    check_asked = models.ForeignKey(SafetyCheck, on_delete=models.PROTECT, related_name="notes")
    happened_at = models.DateTimeField()
    words = models.TextField()

    objects = SafetyNoteQuerySet.as_manager()

    written_by = PRACTISES | READS_CASES

    class Meta(ChildEntry.Meta):
        ordering: ClassVar = ["happened_at", "pk"]
        constraints: ClassVar = [
            *ChildEntry.Meta.constraints,
            SameChild("check_asked", name="a_safety_note_is_of_the_same_childs_check"),
            models.CheckConstraint(condition=~Q(words=""), name="a_safety_note_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.happened_at:%H:%M}: {self.words}"
