"""Disagreement: somebody holds a decision about a child to be wrong, and a named manager has to answer.

How it is taken up, and how soon it is answered, is the authority's own protocol: no text of the law that we
hold sets a limit.
"""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from sightline.people.models import Agency
from sightline.record.constraints import SameChild, not_before, one_of, paired
from sightline.record.models.entry import ChildEntry, EntryQuerySet
from sightline.record.work import Work


class DisagreementLevel(models.TextChoices):
    TEAM_MANAGER = "team_manager", "Team manager"
    SERVICE_MANAGER = "service_manager", "Service manager"
    DIRECTOR = "director", "Director"


class DisagreementOutcome(models.TextChoices):
    CHANGED = "changed", "The decision is changed"
    UPHELD = "upheld", "The decision stands"
    HIGHER = "higher", "Taken one level higher"


class DisagreementQuerySet(EntryQuerySet["Disagreement"]):
    """Disagreements."""


class Disagreement(ChildEntry):
    """Somebody disagrees with a decision about a child: which decision, why, and what they want instead.

    It is a worker of ours, or somebody of another agency by name. Nothing waits for it: whatever was decided
    holds until it is changed.
    """

    referral = models.ForeignKey("record.Referral", on_delete=models.PROTECT, related_name="disagreements")
    worker = models.ForeignKey(
        "people.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="disagreements"
    )
    agency = models.CharField(max_length=20, choices=Agency, blank=True)
    person = models.CharField(max_length=99, blank=True, help_text="Who in that agency")
    raised_on = models.DateField()
    decision = models.TextField(help_text="Which decision")
    because = models.TextField(help_text="Why they hold it to be wrong")
    wants = models.TextField(help_text="What they want instead")

    objects = DisagreementQuerySet.as_manager()

    class Meta(ChildEntry.Meta):
        ordering: ClassVar = ["-raised_on", "-pk"]
        constraints: ClassVar = [
            *ChildEntry.Meta.constraints,
            models.UniqueConstraint(fields=["id", "child"], name="disagreement_with_its_child"),
            SameChild("referral", name="a_disagreement_is_in_the_same_childs_referral"),
            models.CheckConstraint(
                condition=Q(worker__isnull=False, agency="", person="")
                | (Q(worker__isnull=True) & ~Q(agency="") & ~Q(person="")),
                name="a_disagreement_is_somebodys_by_name",
            ),
            models.CheckConstraint(condition=~Q(decision=""), name="a_disagreement_says_with_which_decision"),
            models.CheckConstraint(condition=~Q(because=""), name="a_disagreement_has_a_reason"),
            models.CheckConstraint(condition=~Q(wants=""), name="a_disagreement_says_what_is_wanted"),
            one_of("agency", Agency, name="disagreement_agency_is_a_known_code"),
        ]

    def __str__(self) -> str:
        return f"Disagreement of {self.raised_on:%-d %B %Y}"

    @property
    def whose(self) -> str:
        """Who disagrees, by name, with their agency where it is not ours."""
        return self.worker.name if self.worker else f"{self.person} ({self.get_agency_display()})"


class DisagreementStepQuerySet(EntryQuerySet["DisagreementStep"]):
    def unanswered(self) -> Self:
        """Those that nobody has answered, the soonest due first."""
        return self.standing().filter(answered_on=None).order_by("answer_by_on", "pk")


class DisagreementStep(ChildEntry):
    """A disagreement is put to one manager by name, to be answered by a day; and the answer.

    Taken one level higher, it is put to the next in a step of its own, so that each is kept.
    """

    Level = DisagreementLevel
    Outcome = DisagreementOutcome

    disagreement = models.ForeignKey(Disagreement, on_delete=models.PROTECT, related_name="steps")
    level = models.CharField(max_length=20, choices=DisagreementLevel)
    holder = models.ForeignKey(
        "people.Worker", on_delete=models.PROTECT, related_name="disagreements_to_answer"
    )
    put_on = models.DateField()
    answer_by_on = models.DateField()
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.ForeignKey(
        "people.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    outcome = models.CharField(max_length=20, choices=DisagreementOutcome, null=True, blank=True)
    because = models.TextField(null=True, blank=True)

    objects = DisagreementStepQuerySet.as_manager()

    # in no case: it outlives the case, where closing it is what somebody disagrees with
    work = Work(
        "Disagreement to be answered",
        open=Q(answered_on=None),
        since="put_on",
        worker="holder",
        opens="disagreement",
    )

    class Meta(ChildEntry.Meta):
        ordering: ClassVar = ["put_on", "pk"]
        constraints: ClassVar = [
            *ChildEntry.Meta.constraints,
            SameChild("disagreement", name="a_step_is_of_the_same_childs_disagreement"),
            models.UniqueConstraint(
                fields=["disagreement"],
                condition=Q(answered_on__isnull=True, struck_out_at__isnull=True),
                name="a_disagreement_is_with_one_manager_at_a_time",
            ),
            paired(
                "answered_on",
                "answered_by",
                "outcome",
                "because",
                name="a_disagreement_is_answered_by_whom_and_why",
            ),
            models.CheckConstraint(
                condition=Q(because__isnull=True) | ~Q(because=""),
                name="a_disagreement_is_answered_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(outcome__isnull=True)
                | ~Q(outcome=DisagreementOutcome.HIGHER)
                | ~Q(level=DisagreementLevel.DIRECTOR),
                name="nothing_is_taken_higher_than_the_director",
            ),
            not_before("answer_by_on", "put_on", name="a_disagreement_is_to_be_answered_after_it_is_put"),
            not_before("answered_on", "put_on", name="a_disagreement_is_answered_after_it_is_put"),
            one_of("level", DisagreementLevel, name="disagreement_level_is_a_known_code"),
            one_of("outcome", DisagreementOutcome, name="disagreement_outcome_is_a_known_code"),
        ]

    def __str__(self) -> str:
        return f"Put to {self.holder.name} on {self.put_on:%-d %B %Y}"
