"""What an assessment took over from an earlier one, section by section, and whether anybody stands by it."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from sightline.record.constraints import SameChild, one_of, paired
from sightline.record.models.assessment import Assessment
from sightline.record.models.entry import ChildEntry, EntryQuerySet


class AssessmentSection(models.TextChoices):
    """The sections of an assessment that hold words; each is named as its field of `Assessment`."""

    CHILDS_WORDS = "childs_words", "What the child says or shows"
    HARM = "harm", "What has happened"
    LIKELIHOOD = "likelihood", "How likely it is to happen again"
    PROTECTIVE_FACTORS = "protective_factors", "What keeps the child safe"
    ANALYSIS = "analysis", "What we make of it"


class CarriedAnswer(models.TextChoices):
    STILL_TRUE = "still_true", "It is still true"
    REWRITTEN = "rewritten", "It was rewritten"


class CarriedSectionQuerySet(EntryQuerySet["CarriedSection"]):
    def unconfirmed(self) -> Self:
        """Those that nobody has rewritten, and nobody has said are still true."""
        return self.standing().filter(answered_at=None)


class CarriedSection(ChildEntry):
    """One section of an assessment holds the words of an earlier assessment of this child, or of a sibling.

    `recorded_by` brought it in, at `recorded_at`; `was_found` where nobody said so and the words were found
    to be the same. It is not confirmed until somebody rewrites it or says that it is still true.
    """

    Answer = CarriedAnswer
    Section = AssessmentSection

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="carried")
    section = models.CharField(max_length=20, choices=AssessmentSection)
    source = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="carried_into")
    was_found = models.BooleanField(
        default=False, help_text="Nobody said so: the words were found to be the same"
    )
    answer = models.CharField(max_length=20, choices=CarriedAnswer, null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        "people.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = CarriedSectionQuerySet.as_manager()

    class Meta(ChildEntry.Meta):
        ordering: ClassVar = ["recorded_at", "pk"]
        constraints: ClassVar = [
            *ChildEntry.Meta.constraints,
            SameChild("assessment", name="a_section_is_carried_into_the_same_childs_assessment"),
            models.UniqueConstraint(
                fields=["assessment", "section"],
                condition=Q(struck_out_at__isnull=True),
                name="a_section_is_carried_from_one_place",
            ),
            models.CheckConstraint(
                condition=~Q(source=F("assessment")), name="nothing_is_carried_from_itself"
            ),
            paired(
                "answer", "answered_at", "answered_by", name="a_carried_section_is_confirmed_by_whom_and_when"
            ),
            one_of("section", AssessmentSection, name="carried_section_is_a_known_code"),
            models.CheckConstraint(condition=~Q(section=""), name="what_is_carried_is_a_section"),
            one_of("answer", CarriedAnswer, name="carried_answer_is_a_known_code"),
        ]

    def __str__(self) -> str:
        return f"Carried forward: {self.get_section_display().lower()}"
