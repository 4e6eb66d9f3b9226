"""Verdicts on cases that were read, and the work that begins with one that a child may be at risk."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from sightline.assurance.models.sampling import SampledCase
from sightline.people.models import DRAW_SAMPLES, EVERYBODY
from sightline.record.constraints import SameChild, not_before, one_of, paired
from sightline.record.models.entry import ChildEntry, EntryQuerySet
from sightline.record.sight import Reader
from sightline.record.work import Work


class Finding(models.TextChoices):
    """What a reader makes of a case. The last two begin work that somebody holds."""

    FINE = "fine", "The child was safe when we ended, and the record shows it"
    RECORD_GAP = "record_gap", "The child was safe; the record leaves something out"
    POTENTIAL_RISK = "potential_risk", "The child may be at risk of serious harm"
    IMMEDIATE_RISK = "immediate_risk", "The child may be in danger today"


UNSAFE = frozenset({Finding.POTENTIAL_RISK, Finding.IMMEDIATE_RISK})


class VerdictQuerySet(EntryQuerySet["Verdict"]):
    def in_sight_of(self, reader: Reader) -> Any:
        """Every verdict, for whoever may draw a sample; else those that this worker gave."""
        return reader.is_one_of(DRAW_SAMPLES) | Q(recorded_by=reader.pk)


class Verdict(ChildEntry):
    """What the reader of a sampled case made of it, and why: `recorded_by` is that reader and nobody else.

    One that was wrong is struck out, because, and another given.
    """

    Finding = Finding

    case = models.ForeignKey(SampledCase, on_delete=models.PROTECT, related_name="verdicts")
    finding = models.CharField(max_length=20, choices=Finding)
    because = models.TextField()
    given_at = models.DateTimeField()

    objects = VerdictQuerySet.as_manager()

    written_by = EVERYBODY

    class Meta(ChildEntry.Meta):
        ordering: ClassVar = ["-given_at", "-pk"]
        constraints: ClassVar = [
            *ChildEntry.Meta.constraints,
            SameChild(
                "case",
                also={"recorded_by": "reader"},
                name="a_verdict_is_given_by_whoever_was_to_read_the_case",
            ),
            models.UniqueConstraint(fields=["id", "child"], name="verdict_with_its_child"),
            models.UniqueConstraint(
                fields=["case"], condition=Q(struck_out_at=None), name="a_case_has_one_verdict"
            ),
            one_of("finding", Finding, name="verdict_is_a_known_code"),
            models.CheckConstraint(condition=~Q(finding=""), name="a_verdict_says_something"),
            models.CheckConstraint(condition=~Q(because=""), name="a_verdict_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.get_finding_display()}, case {self.case_id}"

    @property
    def is_unsafe(self) -> bool:
        """Whether a child may be at risk, so that somebody must act."""
        return self.finding in UNSAFE


class FollowUpOutcome(models.TextChoices):
    """What became of a child who may have been at risk."""

    REFERRED_AGAIN = "referred_again", "Referred again: a team works with the child"
    SAFE = "safe", "Checked: the child is safe"
    ELSEWHERE = "elsewhere", "Another authority works with the child, and has been told"


class FollowUpQuerySet(EntryQuerySet["FollowUp"]):
    def in_sight_of(self, reader: Reader) -> Any:
        """Every one, for whoever may draw a sample; else those that this worker holds or began."""
        return reader.is_one_of(DRAW_SAMPLES) | Q(holder=reader.pk) | Q(recorded_by=reader.pk)

    def open(self) -> "FollowUpQuerySet":
        """Those that nobody has ended."""
        return self.standing().filter(ended_on=None)


class FollowUp(ChildEntry):
    """What is done about a child whom a reader found to be at risk, and the one worker who holds it.

    It is begun by the verdict itself, in the same transaction, and never without a holder. It ends with what
    became of the child: a referral that a team holds, or how somebody came to know that the child is safe.
    """

    Outcome = FollowUpOutcome

    verdict = models.OneToOneField(Verdict, on_delete=models.PROTECT, related_name="follow_up")
    holder = models.ForeignKey("people.Worker", on_delete=models.PROTECT, related_name="follow_ups")
    begun_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    ended_by = models.ForeignKey(
        "people.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    outcome = models.CharField(max_length=20, choices=FollowUpOutcome, null=True, blank=True)
    ended_because = models.TextField(null=True, blank=True)
    referral = models.ForeignKey(
        "record.Referral", on_delete=models.PROTECT, null=True, blank=True, related_name="follow_ups"
    )

    objects = FollowUpQuerySet.as_manager()

    work = Work("Child to follow up", open=Q(ended_on=None), since="begun_on", worker="holder")
    written_by = EVERYBODY

    class Meta(ChildEntry.Meta):
        ordering: ClassVar = ["begun_on", "pk"]
        constraints: ClassVar = [
            *ChildEntry.Meta.constraints,
            SameChild("verdict", name="a_follow_up_is_of_the_same_childs_verdict"),
            SameChild("referral", name="a_follow_up_refers_the_same_child"),
            paired(
                "ended_on",
                "ended_by",
                "outcome",
                "ended_because",
                name="a_follow_up_ends_by_whom_and_with_what",
            ),
            models.CheckConstraint(
                condition=Q(ended_because__isnull=True) | ~Q(ended_because=""),
                name="a_follow_up_ends_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(outcome__isnull=True)
                | ~Q(outcome=FollowUpOutcome.REFERRED_AGAIN)
                | Q(referral__isnull=False),
                name="a_child_referred_again_has_a_referral",
            ),
            one_of("outcome", FollowUpOutcome, name="follow_up_outcome_is_a_known_code"),
            not_before("ended_on", "begun_on", name="a_follow_up_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return f"Follow-up of verdict {self.verdict_id}"
