"""Identifiers: the numbers by which other systems know a person, kept so that old papers still lead here."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from sightline.record.models.entry import ChildEntry, EntryQuerySet


class IdentifierQuerySet(EntryQuerySet["Identifier"]):
    """Identifiers."""


class Identifier(ChildEntry):
    """One number by which another system knows, or knew, a person: which system, and where we had it from.

    Who wrote it and when is in every entry. A system's number means one person: where it was written on the
    wrong one, it is struck out there first.
    """

    system = models.CharField(max_length=60)
    value = models.CharField(max_length=60)
    came_from = models.CharField(max_length=200, help_text="The document that we had it from")

    objects = IdentifierQuerySet.as_manager()

    beside = frozenset({"whereabouts"})

    class Meta(ChildEntry.Meta):
        ordering: ClassVar = ["system", "value", "pk"]
        constraints: ClassVar = [
            *ChildEntry.Meta.constraints,
            models.UniqueConstraint(
                fields=["value", "system"],  # the value first: a search has it and not the system
                condition=Q(struck_out_at__isnull=True),
                name="an_old_number_means_one_person",
            ),
            models.CheckConstraint(condition=~Q(system=""), name="an_identifier_names_its_system"),
            models.CheckConstraint(condition=~Q(value=""), name="an_identifier_has_a_value"),
            models.CheckConstraint(condition=~Q(came_from=""), name="an_identifier_came_from_somewhere"),
        ]

    def __str__(self) -> str:
        return f"{self.value} in {self.system}"
