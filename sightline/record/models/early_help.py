"""Early help: what is done with a family's consent below, before and after children's social care."""

from typing import ClassVar, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Q

from sightline.people.models import MANAGERS, ON_DUTY, Agency
from sightline.record.constraints import SameChild, not_before, one_of, paired
from sightline.record.models.entry import ChildEntry, EntryQuerySet
from sightline.record.models.referral import DayRange, Referral
from sightline.record.sight import Opens
from sightline.record.work import Work


class EarlyHelpOutcome(models.TextChoices):
    NEEDS_MET = "needs_met", "What it was to change has changed"
    STEPPED_UP = "stepped_up", "Stepped up to children’s services"
    CONSENT_WITHDRAWN = "consent_withdrawn", "The family withdrew consent"
    NOT_TAKEN_UP = "not_taken_up", "The family was not reached, or did not take it up"
    MOVED_AWAY = "moved_away", "The family moved away"
    EIGHTEEN = "eighteen", "The child turned 18"


def _somebody(worker: str, agency: str, person: str) -> Q:
    """A worker of ours, or somebody of another agency by name; not both and not neither."""
    ours = Q(**{f"{worker}__isnull": False, agency: "", person: ""})
    return ours | (Q(**{f"{worker}__isnull": True}) & ~Q(**{agency: ""}) & ~Q(**{person: ""}))


class EarlyHelpQuerySet(EntryQuerySet["EarlyHelp"]):
    def running(self) -> Self:
        """Those that nobody has ended, the longest first."""
        return self.standing().filter(ended_on=None).order_by("began_on", "pk")

    def stepped_down(self) -> Self:
        """Those that began as a step down from a case."""
        return self.standing().filter(stepped_down_from__isnull=False)


class EarlyHelp(ChildEntry):
    """One child's early help, from the day it began until it ended with an outcome; one at a time.

    The lead practitioner is a worker here, or somebody of another agency by name. `team` is always ours: it
    answers for help that another agency leads. Where it began as a step down, it names the case that it was
    stepped down from, and the child in need plan that ended; where it ends as a step up, the referral.
    """

    Outcome = EarlyHelpOutcome

    team = models.ForeignKey("people.Team", on_delete=models.PROTECT, related_name="early_help")
    began_on = models.DateField()
    because = models.TextField(help_text="Why the family needs help")
    change = models.TextField(help_text="What it is to change")
    consented_on = models.DateField()
    consented_by = models.CharField(max_length=99, help_text="Who in the family agreed to it")
    lead_worker = models.ForeignKey(
        "people.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="early_help_led"
    )
    lead_agency = models.CharField(max_length=20, choices=Agency, blank=True)
    lead_person = models.CharField(max_length=99, blank=True, help_text="Who leads, in that agency")
    stepped_down_from = models.ForeignKey(
        "record.Referral", on_delete=models.PROTECT, null=True, blank=True, related_name="stepped_down_to"
    )
    after_plan = models.ForeignKey(
        "record.ChildInNeedPlan",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="stepped_down_to",
    )
    ended_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=20, choices=EarlyHelpOutcome, null=True, blank=True)
    ended_because = models.TextField(null=True, blank=True)
    stepped_up_to = models.ForeignKey(
        "record.Referral", on_delete=models.PROTECT, null=True, blank=True, related_name="stepped_up_from"
    )

    objects = EarlyHelpQuerySet.as_manager()

    beside = frozenset({"history"})

    opens: ClassVar = (Opens("team", ON_DUTY, when=Q(ended_on=None)), Opens("team", MANAGERS))

    # in no case: it begins where a case ends, or before there is one
    work = Work(
        "Early help",
        open=Q(ended_on=None),
        since="began_on",
        worker="lead_worker",
        team="team",
        opens="early-help",
    )

    class Meta(ChildEntry.Meta):
        ordering: ClassVar = ["-began_on", "-pk"]
        constraints: ClassVar = [
            *ChildEntry.Meta.constraints,
            models.UniqueConstraint(fields=["id", "child"], name="early_help_with_its_child"),
            SameChild("stepped_down_from", name="early_help_is_stepped_down_from_the_same_childs_case"),
            SameChild("after_plan", name="early_help_comes_after_the_same_childs_plan"),
            SameChild("stepped_up_to", name="early_help_is_stepped_up_to_the_same_childs_referral"),
            ExclusionConstraint(
                name="one_early_help_at_a_time",
                expressions=[
                    ("child", RangeOperators.EQUAL),
                    (DayRange("began_on", "ended_on"), RangeOperators.OVERLAPS),
                ],
                condition=Q(struck_out_at__isnull=True),
            ),
            models.CheckConstraint(condition=~Q(because=""), name="early_help_has_a_reason"),
            models.CheckConstraint(condition=~Q(change=""), name="early_help_says_what_is_to_change"),
            models.CheckConstraint(condition=~Q(consented_by=""), name="somebody_agrees_to_early_help"),
            models.CheckConstraint(
                condition=_somebody("lead_worker", "lead_agency", "lead_person"),
                name="early_help_is_led_by_somebody_by_name",
            ),
            models.CheckConstraint(
                condition=Q(after_plan__isnull=True) | Q(stepped_down_from__isnull=False),
                name="early_help_after_a_plan_names_its_case",
            ),
            paired("ended_on", "outcome", "ended_because", name="early_help_ends_with_an_outcome_and_why"),
            models.CheckConstraint(
                condition=Q(ended_because__isnull=True) | ~Q(ended_because=""),
                name="early_help_ends_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(outcome=EarlyHelpOutcome.STEPPED_UP, stepped_up_to__isnull=False)
                | (
                    Q(stepped_up_to__isnull=True)
                    & (Q(outcome__isnull=True) | ~Q(outcome=EarlyHelpOutcome.STEPPED_UP))
                ),
                name="early_help_stepped_up_names_the_referral",
            ),
            not_before("began_on", "consented_on", name="early_help_begins_once_it_is_agreed_to"),
            not_before("ended_on", "began_on", name="early_help_ends_after_it_begins"),
            one_of("lead_agency", Agency, name="early_help_lead_agency_is_a_known_code"),
            one_of("outcome", EarlyHelpOutcome, name="early_help_outcome_is_a_known_code"),
        ]

    def __str__(self) -> str:
        return f"Early help from {self.began_on:%-d %B %Y}"

    @property
    def lead(self) -> str:
        """The lead practitioner by name, with their agency where it is not ours."""
        if self.lead_worker:
            return self.lead_worker.name
        return f"{self.lead_person} ({self.get_lead_agency_display()})"

    def is_asked_by(self, referral: Referral) -> bool:
        """Whether a referral came since this began, so that it may have to be stepped up."""
        return referral.received_on >= self.began_on and referral.pk != self.stepped_down_from_id

    @property
    def stepped_down(self) -> str:
        """What it was stepped down from, in words; empty where it was not."""
        if self.after_plan_id:
            return "a child in need plan"
        return "a case with children’s services" if self.stepped_down_from_id else ""


class EarlyHelpMemberQuerySet(EntryQuerySet["EarlyHelpMember"]):
    def there(self) -> Self:
        """Those who have not left it."""
        return self.standing().filter(until_on=None)


class EarlyHelpMember(ChildEntry):
    """Somebody in the team around the family: a worker here, or of another agency by name, from a day."""

    early_help = models.ForeignKey(EarlyHelp, on_delete=models.PROTECT, related_name="members")
    worker = models.ForeignKey(
        "people.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="around_families"
    )
    agency = models.CharField(max_length=20, choices=Agency, blank=True)
    person = models.CharField(max_length=99, blank=True)
    does = models.CharField(max_length=200, help_text="What they do for the family")
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    objects = EarlyHelpMemberQuerySet.as_manager()

    class Meta(ChildEntry.Meta):
        ordering: ClassVar = ["from_on", "pk"]
        constraints: ClassVar = [
            *ChildEntry.Meta.constraints,
            SameChild("early_help", name="a_member_is_of_the_same_childs_early_help"),
            models.CheckConstraint(
                condition=_somebody("worker", "agency", "person"), name="a_member_is_somebody_by_name"
            ),
            models.CheckConstraint(condition=~Q(does=""), name="a_member_does_something"),
            not_before("until_on", "from_on", name="a_member_leaves_after_they_come"),
            one_of("agency", Agency, name="agency_of_a_member_is_a_known_code"),
        ]

    def __str__(self) -> str:
        return f"{self.who}: {self.does}"

    @property
    def who(self) -> str:
        """Who they are, by name, with their agency where it is not ours."""
        return self.worker.name if self.worker else f"{self.person} ({self.get_agency_display()})"


class EarlyHelpReviewQuerySet(EntryQuerySet["EarlyHelpReview"]):
    """Reviews of early help."""


class EarlyHelpReview(ChildEntry):
    """The team around the family met with them: what has changed, what has not, and when they meet next."""

    early_help = models.ForeignKey(EarlyHelp, on_delete=models.PROTECT, related_name="reviews")
    held_on = models.DateField()
    found = models.TextField(help_text="What has changed, and what has not")
    family_said = models.TextField(blank=True, help_text="What the child and the family say of it")
    next_on = models.DateField(null=True, blank=True)

    objects = EarlyHelpReviewQuerySet.as_manager()

    class Meta(ChildEntry.Meta):
        ordering: ClassVar = ["-held_on", "-pk"]
        constraints: ClassVar = [
            *ChildEntry.Meta.constraints,
            SameChild("early_help", name="an_early_help_review_is_of_the_same_childs_early_help"),
            models.CheckConstraint(condition=~Q(found=""), name="an_early_help_review_finds_something"),
            not_before("next_on", "held_on", name="early_help_is_reviewed_next_after_this"),
        ]

    def __str__(self) -> str:
        return f"Early help reviewed on {self.held_on:%-d %B %Y}"
