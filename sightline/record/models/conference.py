"""Child protection conferences: initial, review, and on transfer from another authority."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce, TruncDate

from sightline.duties.language import Kind, Thread
from sightline.people.models import CHAIRS, Agency
from sightline.record.constraints import SameChild, one_of, paired
from sightline.record.milestones import Fact
from sightline.record.models.delegation import Delegated
from sightline.record.models.entry import ChildEntry, EntryQuerySet
from sightline.record.sight import Opens
from sightline.record.work import Work

HELD_INITIAL = Q(form="initial")
HELD_REVIEW = Q(form="review")
HELD_TRANSFER_IN = Q(form="transfer_in")


class ConferenceForm(models.TextChoices):
    INITIAL = "initial", "Initial conference"
    REVIEW = "review", "Review conference"
    TRANSFER_IN = "transfer_in", "Transfer-in conference"


class ConferenceDecision(models.TextChoices):
    PLAN = "plan", "The child needs a child protection plan"
    NO_PLAN = "no_plan", "No child protection plan is needed"
    CONTINUE = "continue", "The plan continues"
    END = "end", "The plan ends"


class ConferenceQuerySet(EntryQuerySet["Conference"]):
    """Child protection conferences, booked and held."""


class Conference(Delegated, ChildEntry):
    """One conference about one child: booked, and then held with an independent chair and a decision."""

    Form = ConferenceForm
    Decision = ConferenceDecision

    form = models.CharField(max_length=20, choices=ConferenceForm)
    referral = models.ForeignKey("record.Referral", on_delete=models.PROTECT, related_name="conferences")
    enquiry = models.ForeignKey(
        "record.Enquiry", on_delete=models.PROTECT, null=True, blank=True, related_name="conferences"
    )
    plan = models.ForeignKey(
        "record.ChildProtectionPlan", on_delete=models.PROTECT, null=True, blank=True, related_name="reviews"
    )
    booked_for_on = models.DateField(null=True, blank=True)
    held_on = models.DateField(null=True, blank=True)
    chair = models.ForeignKey(
        "people.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="conferences_chaired"
    )
    agencies_present = ArrayField(models.CharField(max_length=20, choices=Agency), default=list, blank=True)
    was_quorate = models.BooleanField(null=True)
    childs_words = models.TextField(blank=True)
    parents_words = models.TextField(blank=True)
    dissent = models.TextField(blank=True)
    decision = models.CharField(max_length=20, choices=ConferenceDecision, null=True, blank=True)
    decided_because = models.TextField(null=True, blank=True)

    objects = ConferenceQuerySet.as_manager()

    #: A chair has the conferences that they chaired, and those that are still to have a chair.
    opens: ClassVar = (
        Opens("chair", CHAIRS),
        Opens(None, CHAIRS, when=Q(chair=None, held_on=None)),
    )

    thread = Thread.ENQUIRY
    milestones: ClassVar = {
        Kind.INITIAL_CONFERENCE_HELD: Fact("held_on", when=HELD_INITIAL, into=("enquiry",)),
        Kind.TRANSFER_IN_CONFERENCE_HELD: Fact("held_on", when=HELD_TRANSFER_IN, into=("referral",)),
        Kind.REVIEW_CONFERENCE_HELD: Fact("held_on", when=HELD_REVIEW, into=("plan",)),
    }

    work = Work(
        "Conference booked",
        open=Q(held_on=None),
        since=Coalesce("booked_for_on", TruncDate("recorded_at")),
        case="referral",
        opens="conference-hold",
    )

    class Meta(ChildEntry.Meta):
        ordering: ClassVar = ["held_on", "booked_for_on", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["booked_for_on"], condition=Q(held_on=None), name="conferences_to_hold")
        ]
        constraints: ClassVar = [
            *ChildEntry.Meta.constraints,
            *Delegated.Meta.constraints[1:],  # whoever booked it (`recorded_by`) may own the minutes too
            models.UniqueConstraint(fields=["id", "child"], name="conference_with_its_child"),
            models.UniqueConstraint(
                fields=["id", "child", "held_on"], name="conference_with_its_child_and_day"
            ),
            SameChild("referral", name="a_conference_is_in_the_same_childs_referral"),
            SameChild("enquiry", name="a_conference_follows_the_same_childs_enquiry"),
            SameChild("plan", name="a_conference_reviews_the_same_childs_plan"),
            paired(
                "held_on",
                "chair",
                "decision",
                "decided_because",
                name="a_conference_held_is_chaired_and_decided",
            ),
            models.CheckConstraint(
                condition=Q(decided_because__isnull=True) | ~Q(decided_because=""),
                name="a_conference_decides_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(held_on__isnull=False) | Q(booked_for_on__isnull=False),
                name="a_conference_has_a_day",
            ),
            models.CheckConstraint(
                condition=(HELD_REVIEW & Q(plan__isnull=False)) | (~HELD_REVIEW & Q(plan__isnull=True)),
                name="a_review_conference_reviews_a_plan",
            ),
            models.CheckConstraint(
                condition=Q(decision__isnull=True)
                | (HELD_REVIEW & Q(decision__in=["continue", "end"]))
                | (~HELD_REVIEW & Q(decision__in=["plan", "no_plan"])),
                name="a_conference_decides_what_its_form_can",
            ),
            one_of("form", ConferenceForm, name="conference_form_is_a_known_code"),
        ]

    def __str__(self) -> str:
        return f"{self.get_form_display()}"
