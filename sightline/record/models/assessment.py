"""Assessments of a child's needs: initial and core under the older editions, one assessment since 2013."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from sightline.duties.language import Kind, Thread
from sightline.record.codes import NOT_SAID, AssessmentFactor
from sightline.record.constraints import SameChild, all_of, alone, not_before, one_of, paired
from sightline.record.milestones import Fact
from sightline.record.models.entry import ChildEntry, EntryQuerySet
from sightline.record.sight import Opens
from sightline.record.work import Work


class AssessmentForm(models.TextChoices):
    INITIAL = "initial", "Initial assessment"
    CORE = "core", "Core assessment"
    SINGLE = "single", "Child and family assessment"


class AssessmentOutcome(models.TextChoices):
    CHILD_IN_NEED = "child_in_need", "Help the child as a child in need"
    PROTECTION = "protection", "Protect the child: strategy discussion or conference"
    EARLY_HELP = "early_help", "Pass to early help"
    NO_FURTHER_ACTION = "no_further_action", "No further action"


class AssessmentQuerySet(EntryQuerySet["Assessment"]):
    """Assessments."""


class Assessment(ChildEntry):
    """One assessment of one child: what was found, the child's own words, and who authorised it.

    It is finished for the law when somebody other than its author has authorised it
    (`authorised_on`, `authorised_by`) and the family and agencies can be told. One that will not be finished
    is left (`left_on`, `left_by`, `left_because`): it is then no longer under way, and was never finished.
    """

    Form = AssessmentForm
    Outcome = AssessmentOutcome

    referral = models.ForeignKey("record.Referral", on_delete=models.PROTECT, related_name="assessments")
    form = models.CharField(max_length=10, choices=AssessmentForm, default=AssessmentForm.SINGLE)
    author = models.ForeignKey("people.Worker", on_delete=models.PROTECT, related_name="assessments_written")
    started_on = models.DateField()
    on_open_case = models.BooleanField(
        default=False, help_text="Begun on an open case, not from the referral"
    )
    review_point_on = models.DateField(null=True, blank=True)
    reviewed_on = models.DateField(null=True, blank=True)
    childs_words = models.TextField(blank=True)
    wishes_recorded_on = models.DateField(null=True, blank=True)
    harm = models.TextField(blank=True, help_text="What has happened, and how bad it is")
    likelihood = models.TextField(blank=True, help_text="How likely it is to happen again")
    protective_factors = models.TextField(blank=True, help_text="What keeps the child safe")
    analysis = models.TextField(blank=True)
    factors = ArrayField(models.CharField(max_length=3, choices=AssessmentFactor), default=list, blank=True)
    outcome = models.CharField(max_length=20, choices=AssessmentOutcome, blank=True)
    authorised_on = models.DateField(null=True, blank=True)
    authorised_by = models.ForeignKey(
        "people.Worker",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="assessments_authorised",
    )
    left_on = models.DateField(null=True, blank=True)
    left_by = models.ForeignKey(
        "people.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="assessments_left"
    )
    left_because = models.TextField(null=True, blank=True)
    late_because = models.TextField(blank=True, help_text="Why it took longer than the law allows")

    objects = AssessmentQuerySet.as_manager()

    opens: ClassVar = (Opens("author", when=Q(authorised_on=None, left_on=None)),)

    thread = Thread.ASSESSMENT
    milestones: ClassVar = {
        Kind.ASSESSMENT_STARTED: Fact("started_on"),
        Kind.ASSESSMENT_STARTED_ON_OPEN_CASE: Fact("started_on", when=Q(on_open_case=True)),
        Kind.ASSESSMENT_REVIEWED: Fact("reviewed_on"),
        Kind.WISHES_AND_FEELINGS_RECORDED: Fact("wishes_recorded_on"),
        Kind.INITIAL_ASSESSMENT_AUTHORISED: Fact(
            "authorised_on", when=Q(form="initial"), into=("self", "referral")
        ),
        Kind.CORE_ASSESSMENT_AUTHORISED: Fact(
            "authorised_on", when=Q(form="core"), into=("self", "referral")
        ),
        Kind.ASSESSMENT_AUTHORISED: Fact("authorised_on", into=("self", "referral")),
        Kind.REFERRAL_CLOSED: Fact("referral__closed_on"),
    }

    work = Work(
        "Assessment under way",
        open=Q(authorised_on=None, left_on=None),
        since="started_on",
        case="referral",
        opens="assessment-write",
    )

    class Meta(ChildEntry.Meta):
        ordering: ClassVar = ["started_on", "pk"]
        constraints: ClassVar = [
            *ChildEntry.Meta.constraints,
            models.UniqueConstraint(fields=["id", "child"], name="assessment_with_its_child"),
            SameChild("referral", name="an_assessment_is_in_the_same_childs_referral"),
            paired("authorised_on", "authorised_by", name="an_authorisation_is_dated_and_signed"),
            models.CheckConstraint(
                condition=Q(authorised_by__isnull=True) | ~Q(authorised_by=F("author")),
                name="nobody_authorises_their_own_assessment",
            ),
            not_before("authorised_on", "started_on", name="an_assessment_is_authorised_after_it_starts"),
            models.CheckConstraint(
                condition=Q(authorised_on__isnull=True) | ~Q(outcome=""),
                name="an_authorised_assessment_has_an_outcome",
            ),
            models.UniqueConstraint(
                fields=["referral", "form"],
                condition=Q(authorised_on__isnull=True, left_on__isnull=True, struck_out_at__isnull=True),
                name="one_assessment_of_a_form_under_way",
            ),
            paired("left_on", "left_by", "left_because", name="an_assessment_is_left_by_whom_and_why"),
            models.CheckConstraint(
                condition=Q(left_because__isnull=True) | ~Q(left_because=""),
                name="an_assessment_is_left_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(authorised_on__isnull=True),
                name="an_assessment_is_finished_or_left",
            ),
            not_before("left_on", "started_on", name="an_assessment_is_left_after_it_starts"),
            all_of("factors", AssessmentFactor, name="factors_are_known_codes"),
            alone("factors", AssessmentFactor.NONE, name="no_factor_found_stands_alone"),
            one_of("form", AssessmentForm, name="assessment_form_is_a_known_code"),
            one_of("outcome", AssessmentOutcome, NOT_SAID, name="assessment_outcome_is_a_known_code"),
        ]

    def __str__(self) -> str:
        return f"{self.get_form_display()} begun {self.started_on:%-d %B %Y}"


class SentBackQuerySet(EntryQuerySet["SentBack"]):
    def unanswered(self) -> "SentBackQuerySet":
        """Those whose author has not sent the assessment in again."""
        return self.standing().filter(answered_on=None)


class SentBack(ChildEntry):
    """A manager sent a written assessment back to its author, because; `recorded_by` is the manager.

    It waits for the author until `answered_on`, and then for a manager again.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="sent_back")
    sent_back_on = models.DateField()
    because = models.TextField()
    answered_on = models.DateField(null=True, blank=True)

    objects = SentBackQuerySet.as_manager()

    class Meta(ChildEntry.Meta):
        ordering: ClassVar = ["sent_back_on", "pk"]
        constraints: ClassVar = [
            *ChildEntry.Meta.constraints,
            SameChild("assessment", name="what_is_sent_back_is_the_same_childs_assessment"),
            models.CheckConstraint(condition=~Q(because=""), name="an_assessment_is_sent_back_for_a_reason"),
            not_before("answered_on", "sent_back_on", name="an_assessment_is_answered_after_it_is_sent_back"),
            models.UniqueConstraint(
                fields=["assessment"],
                condition=Q(answered_on__isnull=True, struck_out_at__isnull=True),
                name="an_assessment_is_sent_back_once_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"Sent back on {self.sent_back_on:%-d %B %Y}"
