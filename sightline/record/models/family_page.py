"""The one page of an assessment that a family is given: what is on it, what is left out, what is next."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from sightline.record.constraints import SameChild, all_of
from sightline.record.models.assessment import Assessment
from sightline.record.models.carried import AssessmentSection
from sightline.record.models.entry import ChildEntry, EntryQuerySet


class FamilyPageQuerySet(EntryQuerySet["FamilyPage"]):
    """Pages made for families."""


class FamilyPage(ChildEntry):
    """One page of an authorised assessment, written to the child, with the sections that somebody chose.

    `sections` are on it; `left_out` had words and are not. An assessment is not changed once it is
    authorised, so that the page can be read again as it was given. Who was given one is a `SentCopy`.
    """

    Section = AssessmentSection

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="family_pages")
    made_on = models.DateField()
    sections = ArrayField(models.CharField(max_length=20, choices=AssessmentSection), default=list)
    left_out = ArrayField(models.CharField(max_length=20, choices=AssessmentSection), default=list)
    next_steps = models.TextField(help_text="What happens next")
    ring = models.TextField(help_text="Whom to ring, and how")

    objects = FamilyPageQuerySet.as_manager()

    class Meta(ChildEntry.Meta):
        ordering: ClassVar = ["made_on", "pk"]
        constraints: ClassVar = [
            *ChildEntry.Meta.constraints,
            models.UniqueConstraint(fields=["id", "child"], name="family_page_with_its_child"),
            SameChild("assessment", name="a_family_page_is_of_the_same_childs_assessment"),
            all_of("sections", AssessmentSection, name="sections_of_a_family_page_are_known_codes"),
            all_of("left_out", AssessmentSection, name="what_is_left_out_is_known_codes"),
            models.CheckConstraint(
                condition=~Q(left_out__overlap=models.F("sections")),
                name="what_is_left_out_is_not_on_the_page",
            ),
            models.CheckConstraint(
                condition=~Q(next_steps="") & ~Q(ring=""),
                name="a_family_page_says_what_is_next_and_whom_to_ring",
            ),
        ]

    def __str__(self) -> str:
        return f"Page for the family of {self.made_on:%-d %B %Y}"
