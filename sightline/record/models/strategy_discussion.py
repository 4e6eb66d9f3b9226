"""Strategy discussions: a record in its own right, from the moment there is reasonable cause."""

from typing import ClassVar

from django.db import models
from django.db.models import Exists, OuterRef, Q

from sightline.duties.language import Kind, Thread
from sightline.people.models import Agency
from sightline.record.constraints import SameChild, not_before, one_of, paired
from sightline.record.milestones import Fact
from sightline.record.models.entry import ChildEntry, EntryQuerySet
from sightline.record.work import Work


class DiscussionDecision(models.TextChoices):
    ENQUIRY = "enquiry", "Begin a section 47 enquiry"
    ASSESS = "assess", "Assess, without a section 47 enquiry"
    NO_FURTHER_ACTION = "no_further_action", "No further action"


class StrategyDiscussionQuerySet(EntryQuerySet["StrategyDiscussion"]):
    """Strategy discussions, those still to be held among them."""


class ThresholdDecisionQuerySet(EntryQuerySet["ThresholdDecision"]):
    """Decisions that the threshold for a strategy discussion is not reached."""


class StrategyParticipantQuerySet(EntryQuerySet["StrategyParticipant"]):
    """Those asked to a strategy discussion."""


def _took_part(agency: Agency) -> Q:
    there = StrategyParticipant.objects.standing().filter(agency=agency.value, took_part=True)
    return Q(Exists(there.filter(discussion=OuterRef("pk"))))


def _police() -> Q:
    return _took_part(Agency.POLICE)


def _police_and_health() -> Q:
    return _took_part(Agency.POLICE) & _took_part(Agency.HEALTH)


class StrategyDiscussion(ChildEntry):
    """Reasonable cause to suspect significant harm, and the discussion that follows: held, or not because.

    Written when reasonable cause is recorded, so that a discussion nobody has held yet is on the record.
    """

    Decision = DiscussionDecision

    referral = models.ForeignKey(
        "record.Referral", on_delete=models.PROTECT, related_name="strategy_discussions"
    )
    reasonable_cause_on = models.DateField()
    reasonable_cause_at = models.DateTimeField(null=True, blank=True)
    reasonable_cause = models.TextField(help_text="What gave reasonable cause to suspect significant harm")
    cause_recorded_by = models.ForeignKey("people.Worker", on_delete=models.PROTECT, related_name="+")
    held_on = models.DateField(null=True, blank=True)
    held_at = models.DateTimeField(null=True, blank=True)
    convened_by = models.ForeignKey(
        "people.Worker",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="strategy_discussions_convened",
    )
    information_shared = models.TextField(blank=True)
    decision = models.CharField(max_length=20, choices=DiscussionDecision, null=True, blank=True)
    decided_because = models.TextField(null=True, blank=True)
    not_held_on = models.DateField(null=True, blank=True)
    not_held_because = models.TextField(null=True, blank=True)
    not_held_accepted_by = models.ForeignKey(
        "people.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = StrategyDiscussionQuerySet.as_manager()

    thread = Thread.STRATEGY_DISCUSSION
    milestones: ClassVar = {
        Kind.REASONABLE_CAUSE_RECORDED: Fact("reasonable_cause_on", at="reasonable_cause_at"),
        Kind.STRATEGY_DISCUSSION_HELD: Fact("held_on", at="held_at"),
        Kind.STRATEGY_DISCUSSION_HELD_WITH_POLICE: Fact("held_on", at="held_at", when=_police),
        Kind.STRATEGY_DISCUSSION_HELD_WITH_POLICE_AND_HEALTH: Fact(
            "held_on", at="held_at", when=_police_and_health
        ),
        Kind.ENQUIRY_DECIDED: Fact("held_on", at="held_at"),
        Kind.STRATEGY_DISCUSSION_LED_TO_ENQUIRY: Fact(
            "held_on", at="held_at", when=Q(decision="enquiry"), into=("self", "referral")
        ),
        Kind.REFERRAL_CLOSED: Fact("referral__closed_on"),
    }

    work = Work(
        "Strategy discussion awaited",
        open=Q(held_on=None, not_held_on=None),
        since="reasonable_cause_on",
        case="referral",
        opens="discussion-hold",
    )

    class Meta(ChildEntry.Meta):
        ordering: ClassVar = ["reasonable_cause_on", "pk"]
        constraints: ClassVar = [
            *ChildEntry.Meta.constraints,
            models.UniqueConstraint(fields=["id", "child"], name="strategy_discussion_with_its_child"),
            SameChild("referral", name="a_discussion_is_in_the_same_childs_referral"),
            paired(
                "held_on",
                "convened_by",
                "decision",
                "decided_because",
                name="a_discussion_held_is_signed_and_decided",
            ),
            paired(
                "not_held_on",
                "not_held_because",
                "not_held_accepted_by",
                name="a_discussion_not_held_is_accepted_because",
            ),
            models.CheckConstraint(
                condition=Q(held_on__isnull=True) | Q(not_held_on__isnull=True),
                name="a_discussion_is_held_or_not",
            ),
            models.CheckConstraint(
                condition=Q(decided_because__isnull=True) | ~Q(decided_because=""),
                name="a_discussion_decides_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(not_held_because__isnull=True) | ~Q(not_held_because=""),
                name="a_discussion_not_held_has_a_reason",
            ),
            models.CheckConstraint(condition=~Q(reasonable_cause=""), name="reasonable_cause_is_said"),
            not_before("held_on", "reasonable_cause_on", name="a_discussion_follows_its_cause"),
            one_of("decision", DiscussionDecision, name="discussion_decision_is_a_known_code"),
        ]

    def __str__(self) -> str:
        return f"Strategy discussion, reasonable cause on {self.reasonable_cause_on:%-d %B %Y}"


class StrategyParticipant(ChildEntry):
    """One person asked to a strategy discussion: for which agency, and whether they took part."""

    discussion = models.ForeignKey(StrategyDiscussion, on_delete=models.PROTECT, related_name="participants")
    agency = models.CharField(max_length=20, choices=Agency)
    name = models.CharField(max_length=100)
    post = models.CharField(max_length=100, blank=True)
    took_part = models.BooleanField(default=True)

    objects = StrategyParticipantQuerySet.as_manager()

    class Meta(ChildEntry.Meta):
        constraints: ClassVar = [
            *ChildEntry.Meta.constraints,
            SameChild("discussion", name="a_participant_is_in_the_same_childs_discussion"),
            one_of("agency", Agency, name="participant_agency_is_a_known_code"),
            models.CheckConstraint(condition=~Q(name=""), name="a_participant_has_a_name"),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.get_agency_display()}"


class ThresholdDecision(ChildEntry):
    """A manager decided that what was told gives no reasonable cause to suspect significant harm, because.

    The other answer to words of harm is a strategy discussion. With neither, the question stays open.
    """

    referral = models.ForeignKey(
        "record.Referral", on_delete=models.PROTECT, related_name="threshold_decisions"
    )
    decided_on = models.DateField()
    decided_by = models.ForeignKey("people.Worker", on_delete=models.PROTECT, related_name="+")
    because = models.TextField()

    objects = ThresholdDecisionQuerySet.as_manager()

    class Meta(ChildEntry.Meta):
        ordering: ClassVar = ["decided_on", "pk"]
        constraints: ClassVar = [
            *ChildEntry.Meta.constraints,
            SameChild("referral", name="a_threshold_decision_is_in_the_same_childs_referral"),
            models.CheckConstraint(condition=~Q(because=""), name="a_threshold_decision_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"No reasonable cause found on {self.decided_on:%-d %B %Y}"
