"""Relationships: who people are to one another, since when, by whose account, and who disputes it."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least

from sightline.record.constraints import not_before, one_of
from sightline.record.models.entry import ChildEntry, EntryQuerySet


class Relation(models.TextChoices):
    """What `other` is to `child`. The codes are those of HL7's RoleCode; each is kept in one direction."""

    PARENT = "PRN", "Parent"
    STEP_PARENT = "STPPRN", "Step-parent"
    ADOPTIVE_PARENT = "ADOPTP", "Adoptive parent"
    FOSTER_CARER = "PRNFOST", "Foster carer"
    GUARDIAN = "GUARD", "Guardian"
    GRANDPARENT = "GRPRN", "Grandparent"
    AUNT = "AUNT", "Aunt"
    UNCLE = "UNCLE", "Uncle"
    SIBLING = "SIB", "Brother or sister"
    HALF_SIBLING = "HSIB", "Half-brother or half-sister"
    STEP_SIBLING = "STPSIB", "Step-brother or step-sister"
    COUSIN = "COUSN", "Cousin"
    PARTNER = "DOMPART", "Partner"
    SPOUSE = "SPS", "Husband, wife or civil partner"
    FRIEND = "FRND", "Friend"
    NEIGHBOUR = "NBOR", "Neighbour"


#: What `child` is to `other`, where that is another word: the same relationship, read the other way.
READ_BACK = {
    Relation.PARENT: ("CHILD", "Child"),
    Relation.STEP_PARENT: ("STPCHLD", "Step-child"),
    Relation.ADOPTIVE_PARENT: ("CHLDADOPT", "Adopted child"),
    Relation.FOSTER_CARER: ("CHLDFOST", "Foster child"),
    Relation.GUARDIAN: ("WARD", "Ward"),
    Relation.GRANDPARENT: ("GRNDCHILD", "Grandchild"),
    Relation.AUNT: ("NIENEPH", "Niece or nephew"),
    Relation.UNCLE: ("NIENEPH", "Niece or nephew"),
}


class RelationshipQuerySet(EntryQuerySet["Relationship"]):
    def around(self, *people: int) -> Self:
        """The relationships that stand of any of these people, from either side."""
        return self.standing().filter(Q(child__in=people) | Q(other__in=people))


class Relationship(ChildEntry):
    """`other` is this to `child`, from when to when, as somebody says: one row, read from both sides."""

    Relation = Relation

    beside = frozenset({"warnings"})

    other = models.ForeignKey("record.Person", on_delete=models.PROTECT, related_name="related_to")
    relation = models.CharField(max_length=12, choices=Relation)
    from_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)
    said_by = models.CharField(max_length=200, help_text="Who told us, or what we had it from")
    disputed_by = models.CharField(max_length=200, blank=True, help_text="Who says that it is not so")
    disputed_because = models.TextField(blank=True)

    objects = RelationshipQuerySet.as_manager()

    class Meta(ChildEntry.Meta):
        constraints: ClassVar = [
            *ChildEntry.Meta.constraints,
            one_of("relation", Relation, name="relation_is_a_known_code"),
            models.CheckConstraint(condition=~Q(child=F("other")), name="nobody_is_related_to_themselves"),
            models.CheckConstraint(condition=~Q(said_by=""), name="a_relationship_is_said_by_somebody"),
            models.CheckConstraint(
                condition=Q(disputed_by="") | ~Q(disputed_because=""),
                name="a_dispute_says_what_is_disputed",
            ),
            models.CheckConstraint(
                condition=Q(disputed_because="") | ~Q(disputed_by=""),
                name="a_dispute_says_who_disputes",
            ),
            not_before("until_on", "from_on", name="a_relationship_ends_after_it_begins"),
            models.UniqueConstraint(
                Least("child", "other"),
                Greatest("child", "other"),
                "relation",
                condition=Q(struck_out_at__isnull=True, until_on__isnull=True),
                name="two_people_are_related_so_once",
            ),
        ]

    def __str__(self) -> str:
        return self.get_relation_display()

    def lasts(self, on: date) -> bool:
        """Whether it holds on that day, as far as its days are known."""
        return (self.from_on is None or self.from_on <= on) and (self.until_on is None or self.until_on > on)

    def seen_from(self, person: int) -> str:
        """What the other one is to this person, in words."""
        back = READ_BACK.get(Relation(self.relation))
        return back[1] if back and person == self.other_id else str(Relation(self.relation).label)
