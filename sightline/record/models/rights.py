"""What a person may ask of their own record, what keeps it whole, and odd looks accounted for."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from sightline.people.models import Worker
from sightline.record.constraints import SameChild, not_before, one_of, paired
from sightline.record.models.entry import ChildEntry, EntryQuerySet


class LookNoteQuerySet(EntryQuerySet["LookNote"]):
    """Notes on odd looks."""


class LookNote(ChildEntry):
    """What a holder found out about an odd look at a record: whose, on which day, and was it right."""

    looker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    looked_on = models.DateField()
    note = models.TextField()
    is_concern = models.BooleanField(default=False)

    objects = LookNoteQuerySet.as_manager()

    class Meta(ChildEntry.Meta):
        constraints: ClassVar = [
            *ChildEntry.Meta.constraints,
            models.CheckConstraint(condition=~Q(note=""), name="a_note_on_a_look_says_something"),
            models.UniqueConstraint(
                fields=["child", "looker", "looked_on"],
                condition=Q(struck_out_at__isnull=True),
                name="a_days_looks_are_accounted_for_once",
            ),
        ]

    def __str__(self) -> str:
        return f"Look of {self.looked_on:%-d %B %Y} accounted for"


class LegalHoldQuerySet(EntryQuerySet["LegalHold"]):
    def running(self) -> "LegalHoldQuerySet":
        """The holds that nobody has ended."""
        return self.standing().filter(ended_on=None)


class LegalHold(ChildEntry):
    """A record is to be kept whole, whatever its age: a court, an inquiry or a claim may need it."""

    from_on = models.DateField()
    because = models.TextField()
    ended_on = models.DateField(null=True, blank=True)
    ended_by = models.ForeignKey(Worker, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ended_because = models.TextField(null=True, blank=True)

    objects = LegalHoldQuerySet.as_manager()

    class Meta(ChildEntry.Meta):
        ordering: ClassVar = ["from_on", "pk"]
        constraints: ClassVar = [
            *ChildEntry.Meta.constraints,
            models.CheckConstraint(condition=~Q(because=""), name="a_legal_hold_has_a_reason"),
            paired("ended_on", "ended_by", "ended_because", name="a_legal_hold_ends_by_whom_and_why"),
            not_before("ended_on", "from_on", name="a_legal_hold_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return f"Legal hold from {self.from_on:%-d %B %Y}"


class WhoAsks(models.TextChoices):
    SELF = "self", "The person themselves"
    PARENT = "parent", "Somebody with parental responsibility"
    REPRESENTATIVE = "representative", "A solicitor or other representative"


class AccessRequestQuerySet(EntryQuerySet["AccessRequest"]):
    def waiting(self) -> "AccessRequestQuerySet":
        """The requests that nothing has been released for."""
        return self.standing().filter(released_on=None)


class AccessRequest(ChildEntry):
    """Somebody asks for a copy of a person's record: the person themselves, or whoever may for them.

    A month is given to answer (UK GDPR, article 12(3)); it is counted from the day it came, never stored.
    """

    AskedBy = WhoAsks

    received_on = models.DateField()
    asked_by = models.CharField(max_length=20, choices=AskedBy)
    who = models.CharField(max_length=200, help_text="Who asked, and how to reach them")
    identity_shown = models.TextField(blank=True, help_text="How we know that it is they, and may ask")
    released_on = models.DateField(null=True, blank=True)
    released_by = models.ForeignKey(Worker, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    released_to = models.CharField(max_length=200, null=True, blank=True)

    objects = AccessRequestQuerySet.as_manager()

    class Meta(ChildEntry.Meta):
        ordering: ClassVar = ["received_on", "pk"]
        constraints: ClassVar = [
            *ChildEntry.Meta.constraints,
            models.UniqueConstraint(fields=["id", "child"], name="access_request_with_its_child"),
            one_of("asked_by", WhoAsks, name="whoever_asks_for_a_record_is_of_a_known_kind"),
            paired("released_on", "released_by", "released_to", name="a_copy_is_released_by_whom_to_whom"),
            models.CheckConstraint(
                condition=Q(released_on__isnull=True) | ~Q(identity_shown=""),
                name="nothing_is_released_to_somebody_unknown",
            ),
            not_before("released_on", "received_on", name="a_copy_is_released_after_it_is_asked_for"),
        ]

    def __str__(self) -> str:
        return f"Request of {self.received_on:%-d %B %Y} for a copy"


class WithheldBecause(models.TextChoices):
    ANOTHER_PERSON = "another_person", "It is about another person, who has not agreed"
    SERIOUS_HARM = "serious_harm", "To show it would be likely to cause serious harm"
    LEGAL_ADVICE = "legal_advice", "It is legal advice"
    CRIME = "crime", "It would hinder preventing or finding out a crime"


class RedactionQuerySet(EntryQuerySet["Redaction"]):
    """Redactions."""


class Redaction(ChildEntry):
    """Part of a record is left out of a copy, because: an entry whole, or words wherever they stand in it."""

    Reason = WithheldBecause

    request = models.ForeignKey(AccessRequest, on_delete=models.PROTECT, related_name="redactions")
    kind = models.CharField(max_length=40, help_text="The kind of entry, as addresses name it")
    entry = models.BigIntegerField()
    words = models.TextField(blank=True, help_text="The words left out; empty: the whole entry")
    reason = models.CharField(max_length=20, choices=Reason)

    objects = RedactionQuerySet.as_manager()

    class Meta(ChildEntry.Meta):
        constraints: ClassVar = [
            *ChildEntry.Meta.constraints,
            SameChild("request", name="a_redaction_is_for_a_request_about_the_same_child"),
            one_of("reason", WithheldBecause, name="reason_to_leave_something_out_is_a_known_code"),
            models.CheckConstraint(condition=~Q(reason=""), name="nothing_is_left_out_without_a_reason"),
        ]

    def __str__(self) -> str:
        return f"Left out of a copy: {self.get_reason_display().lower()}"


class CorrectionDecision(models.TextChoices):
    STRUCK_OUT = "struck_out", "It was wrong, and is struck out"
    DISAGREED = "disagreed", "It stands, with their disagreement beside it"


class CorrectionQuerySet(EntryQuerySet["Correction"]):
    """Requests to put something right."""


class Correction(ChildEntry):
    """A person says that something in their record is wrong; somebody decides, and both versions are kept."""

    Decision = CorrectionDecision

    received_on = models.DateField()
    who = models.CharField(max_length=200, help_text="Who says so")
    said = models.TextField(help_text="What they say is wrong, in their own words")
    kind = models.CharField(max_length=40, blank=True, help_text="The kind of entry that was struck out")
    entry = models.BigIntegerField(null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey(Worker, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decision = models.CharField(max_length=20, choices=Decision, null=True, blank=True)
    decided_because = models.TextField(null=True, blank=True)

    objects = CorrectionQuerySet.as_manager()

    class Meta(ChildEntry.Meta):
        ordering: ClassVar = ["received_on", "pk"]
        constraints: ClassVar = [
            *ChildEntry.Meta.constraints,
            models.CheckConstraint(condition=~Q(said=""), name="a_request_to_correct_says_what_is_wrong"),
            paired(
                "decided_on",
                "decided_by",
                "decision",
                "decided_because",
                name="a_request_to_correct_is_decided_by_whom_and_why",
            ),
            one_of("decision", CorrectionDecision, name="decision_on_a_correction_is_a_known_code"),
            models.CheckConstraint(
                condition=Q(decision__isnull=True) | ~Q(decision="struck_out") | Q(entry__isnull=False),
                name="an_entry_that_is_put_right_is_named",
            ),
        ]

    def __str__(self) -> str:
        return f"Request of {self.received_on:%-d %B %Y} to put something right"


class RetentionChoice(models.TextChoices):
    KEEP = "keep", "Keep it"
    DESTROY = "destroy", "It is due to be destroyed"


class RetentionDecisionQuerySet(EntryQuerySet["RetentionDecision"]):
    """Decisions on old records."""


class RetentionDecision(ChildEntry):
    """A manager decided what becomes of a record whose time is up: kept until a day, or due to be destroyed.

    Nothing is destroyed by it: the record cannot yet be erased.
    """

    Decision = RetentionChoice

    decided_on = models.DateField()
    decision = models.CharField(max_length=10, choices=Decision)
    because = models.TextField()
    keep_until_on = models.DateField(null=True, blank=True)

    objects = RetentionDecisionQuerySet.as_manager()

    class Meta(ChildEntry.Meta):
        ordering: ClassVar = ["decided_on", "pk"]
        constraints: ClassVar = [
            *ChildEntry.Meta.constraints,
            models.CheckConstraint(condition=~Q(because=""), name="a_decision_on_an_old_record_has_a_reason"),
            models.CheckConstraint(
                condition=Q(decision="keep", keep_until_on__isnull=False)
                | Q(decision="destroy", keep_until_on__isnull=True),
                name="a_record_that_is_kept_is_kept_until_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"Decided on {self.decided_on:%-d %B %Y}: {self.get_decision_display().lower()}"
