"""Families: the people whom the work is about together, and who they are to one another."""

from typing import ClassVar

from django.db import models

from sightline.record.constraints import not_before
from sightline.record.models.entry import Entry, EntryQuerySet
from sightline.record.models.person import Person


class FamilyQuerySet(EntryQuerySet["Family"]):
    """Families: seen by whoever may open the record of somebody in them."""

    child_lookup = "members__child"


class Family(Entry):
    """A family as the work knows it: one assessment, plan and story; each child keeps their own record."""

    name = models.CharField(max_length=100)

    objects = FamilyQuerySet.as_manager()

    also_written = "true"
    beside = frozenset({"whereabouts"})

    class Meta(Entry.Meta):
        verbose_name_plural = "families"

    def __str__(self) -> str:
        return f"{self.name} family"


class FamilyPlace(models.TextChoices):
    CHILD = "child", "Child"
    MOTHER = "mother", "Mother"
    FATHER = "father", "Father"
    STEP_PARENT = "step_parent", "Step-parent or partner"
    GRANDPARENT = "grandparent", "Grandparent"
    CARER = "carer", "Carer"
    OTHER = "other", "Someone else in the family"


class FamilyMemberQuerySet(EntryQuerySet["FamilyMember"]):
    """Places in families."""


class FamilyMember(Entry):
    """One person's place in a family, from when to when. `child` is that person, child or adult."""

    Place = FamilyPlace

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="members")
    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="family_memberships")
    place = models.CharField(max_length=20, choices=FamilyPlace)
    has_parental_responsibility = models.BooleanField(null=True)
    from_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)

    objects = FamilyMemberQuerySet.as_manager()

    also_written = "record_takes_a_contact()"
    beside = frozenset({"whereabouts", "history", "warnings"})

    class Meta(Entry.Meta):
        constraints: ClassVar = [
            *Entry.Meta.constraints,
            models.UniqueConstraint(
                fields=["family", "child"],
                condition=models.Q(struck_out_at__isnull=True, until_on__isnull=True),
                name="a_person_has_one_place_in_a_family",
            ),
            not_before("until_on", "from_on", name="nobody_leaves_a_family_before_joining"),
        ]

    def __str__(self) -> str:
        return f"{self.get_place_display()} in {self.family_id}"
