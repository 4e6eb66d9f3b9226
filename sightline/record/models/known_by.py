"""What somebody is or was known by besides the name at the head of their record."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from sightline.record.constraints import not_before, one_of
from sightline.record.models.entry import ChildEntry, EntryQuerySet


class NameUse(models.TextChoices):
    """What a name is, or was, used for. The codes are those of HL7's NameUse, and one of ours."""

    OFFICIAL = "official", "Legal name"
    USUAL = "usual", "Usual name"
    BIRTH = "birth", "Name at birth"
    FORMER = "old", "Former name"
    BEFORE_MARRIAGE = "maiden", "Name before a marriage"
    NICKNAME = "nickname", "Nickname"
    FOR_A_TIME = "temp", "Name for a time"
    ALIAS = "anonymous", "Alias, or a name that keeps them safe"


class OtherNameQuerySet(EntryQuerySet["OtherName"]):
    """Other names."""


class OtherName(ChildEntry):
    """Another name by which a person is or was known: what for, from when to when, and by whose account.

    Search finds the person by it as by their own name (`record/naming.py`), with their own given or family
    name where this one has none; struck out, it finds nobody.
    """

    NameUse = NameUse

    beside = frozenset({"whereabouts"})

    given_name = models.CharField(max_length=100, blank=True)
    family_name = models.CharField(max_length=100, blank=True)
    use = models.CharField(max_length=12, choices=NameUse)
    from_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)
    said_by = models.CharField(max_length=200, help_text="Who told us, or what we had it from")

    objects = OtherNameQuerySet.as_manager()

    class Meta(ChildEntry.Meta):
        ordering: ClassVar = ["from_on", "pk"]
        constraints: ClassVar = [
            *ChildEntry.Meta.constraints,
            one_of("use", NameUse, name="use_of_a_name_is_a_known_code"),
            models.CheckConstraint(condition=~Q(use=""), name="another_name_has_a_use"),
            models.CheckConstraint(
                condition=~Q(given_name="") | ~Q(family_name=""), name="another_name_is_not_empty"
            ),
            models.CheckConstraint(condition=~Q(said_by=""), name="another_name_is_said_by_somebody"),
            not_before("until_on", "from_on", name="a_name_is_left_after_it_is_taken"),
            models.UniqueConstraint(
                fields=["child", "given_name", "family_name", "use", "from_on"],
                condition=Q(struck_out_at__isnull=True),
                nulls_distinct=False,
                name="another_name_is_written_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name as it is said."""
        return f"{self.given_name} {self.family_name}".strip()
