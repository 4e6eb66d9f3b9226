"""Section 47 enquiries: what the authority finds out to decide whether it must act to protect a child."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from sightline.duties.language import Kind, Thread
from sightline.record.constraints import SameChild, not_before, one_of, paired
from sightline.record.milestones import Fact
from sightline.record.models.entry import ChildEntry, EntryQuerySet
from sightline.record.work import Work


class EnquiryWorking(models.TextChoices):
    JOINT = "joint", "Jointly with the police"
    SINGLE = "single", "By children’s social care alone"


class EnquiryOutcome(models.TextChoices):
    NOT_SUBSTANTIATED = "not_substantiated", "Concerns not substantiated"
    NO_CONTINUING_RISK = "no_continuing_risk", "Substantiated, no continuing risk of significant harm"
    CONFERENCE = "conference", "Substantiated, continuing risk: hold a conference"


NO_CONFERENCE = "no conference"
"""The outcome of an enquiry brought in from another system that says no more than that. No form offers it."""


class EnquiryQuerySet(EntryQuerySet["Enquiry"]):
    """Section 47 enquiries."""


class Enquiry(ChildEntry):
    """One section 47 enquiry about one child: single or joint, who leads, what was concluded and why.

    Its lead social worker is empty only between one and the next: whoever leads the case holds it then, or
    the team. It can be written without a strategy discussion, because that happens; the gap then shows.
    """

    Working = EnquiryWorking
    Outcome = EnquiryOutcome

    referral = models.ForeignKey("record.Referral", on_delete=models.PROTECT, related_name="enquiries")
    discussion = models.ForeignKey(
        "record.StrategyDiscussion", on_delete=models.PROTECT, null=True, blank=True, related_name="enquiries"
    )
    lead_worker = models.ForeignKey(
        "people.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="enquiries_led"
    )
    started_on = models.DateField()
    working = models.CharField(max_length=10, choices=EnquiryWorking, null=True, blank=True)
    working_decided_on = models.DateField(null=True, blank=True)
    police_decision = models.TextField(blank=True)
    safety_tonight = models.TextField(
        blank=True, help_text="Where the child sleeps tonight and why that is safe"
    )
    outcome = models.CharField(max_length=20, choices=EnquiryOutcome, null=True, blank=True)
    concluded_on = models.DateField(null=True, blank=True)
    concluded_by = models.ForeignKey(
        "people.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="enquiries_concluded"
    )
    concluded_because = models.TextField(null=True, blank=True)

    objects = EnquiryQuerySet.as_manager()

    thread = Thread.ENQUIRY
    milestones: ClassVar = {
        Kind.ENQUIRY_STARTED: Fact("started_on", into=("self", "referral")),
        Kind.STRATEGY_DISCUSSION_LED_TO_ENQUIRY: Fact("discussion__held_on", at="discussion__held_at"),
        Kind.JOINT_WORKING_DECIDED: Fact("working_decided_on"),
        # What was brought in says that no conference was required, and not on which day that was concluded.
        Kind.ENQUIRY_CONCLUDED: Fact("concluded_on", when=~Q(outcome=NO_CONFERENCE)),
        Kind.CONFERENCE_NOT_REQUIRED: Fact(
            "concluded_on", when=Q(outcome__in=["not_substantiated", "no_continuing_risk", NO_CONFERENCE])
        ),
        Kind.REFERRAL_CLOSED: Fact("referral__closed_on"),
    }

    work = Work(
        "Section 47 enquiry under way",
        open=Q(concluded_on=None),
        since="started_on",
        worker="lead_worker",
        case="referral",
        opens="enquiry-conclude",
    )

    class Meta(ChildEntry.Meta):
        ordering: ClassVar = ["started_on", "pk"]
        verbose_name_plural = "enquiries"
        constraints: ClassVar = [
            *ChildEntry.Meta.constraints,
            models.UniqueConstraint(fields=["id", "child"], name="enquiry_with_its_child"),
            SameChild("referral", name="an_enquiry_is_in_the_same_childs_referral"),
            SameChild("discussion", name="an_enquiry_follows_the_same_childs_discussion"),
            paired("working", "working_decided_on", name="single_or_joint_is_decided_on_a_day"),
            paired(
                "concluded_on",
                "concluded_by",
                "outcome",
                "concluded_because",
                name="a_conclusion_is_signed_and_reasoned",
            ),
            models.CheckConstraint(
                condition=Q(concluded_because__isnull=True) | ~Q(concluded_because=""),
                name="a_conclusion_has_a_reason",
            ),
            not_before("concluded_on", "started_on", name="an_enquiry_concludes_after_it_starts"),
            one_of("working", EnquiryWorking, name="enquiry_working_is_a_known_code"),
            one_of("outcome", EnquiryOutcome, NO_CONFERENCE, name="enquiry_outcome_is_a_known_code"),
        ]

    def __str__(self) -> str:
        return f"Section 47 enquiry begun {self.started_on:%-d %B %Y}"

    @property
    def led_by(self) -> str:
        """Who leads it, by name; between one and the next, whoever leads the case."""
        return self.lead_worker.name if self.lead_worker else "whoever leads the case"
