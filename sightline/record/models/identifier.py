"""Identifiers: the numbers by which systems know a person, with their history: old papers still lead here."""

from typing import ClassVar

from django.db import models
from django.db.models import Func, Q

from sightline.record.constraints import not_before, paired
from sightline.record.models.entry import ChildEntry, EntryQuerySet

NHS_NUMBER = "NHS number"
PUPIL_NUMBER = "Unique pupil number"
#: Numbers that mean one person in the whole country. Each ends or begins with a check on the rest of it.
NATIONAL = (NHS_NUMBER, PUPIL_NUMBER)
#: Which field of a person holds the number by which they go now.
HELD_IN = {NHS_NUMBER: "nhs_number", PUPIL_NUMBER: "upn"}


def passes(check: str, field: str) -> Q:
    """Whether PostgreSQL finds that the check digit or letter of a number agrees with the rest."""
    return Q(Func(field, function=check, output_field=models.BooleanField()))


class IdentifierQuerySet(EntryQuerySet["Identifier"]):
    """Identifiers."""


class Identifier(ChildEntry):
    """One number by which a system knows, or knew, a person: which, from when to when, and where we had it
    from; and, where somebody made sure that it is theirs, when and how.

    Another system's number means one person: where it was written on the wrong one, it is struck out there
    first. An NHS or pupil number may be said of two, who may be one person in the record twice: what was said
    is never lost, and only of one of them can it be found right.
    """

    system = models.CharField(max_length=60)
    value = models.CharField(max_length=60)
    came_from = models.CharField(max_length=200, help_text="The document or person that we had it from")
    from_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)
    checked_on = models.DateField(null=True, blank=True)
    checked_how = models.CharField(max_length=200, null=True, blank=True, help_text="How it was made sure")

    objects = IdentifierQuerySet.as_manager()

    beside = frozenset({"whereabouts"})

    class Meta(ChildEntry.Meta):
        ordering: ClassVar = ["system", "value", "pk"]
        constraints: ClassVar = [
            *ChildEntry.Meta.constraints,
            models.UniqueConstraint(
                fields=["value", "system"],  # the value first: a search has it and not the system
                condition=Q(struck_out_at__isnull=True) & ~Q(system__in=NATIONAL),
                name="an_old_number_means_one_person",
            ),
            models.UniqueConstraint(
                fields=["value", "system", "child"],
                condition=Q(struck_out_at__isnull=True),
                name="a_number_is_written_once_of_a_person",
            ),
            models.UniqueConstraint(
                fields=["value", "system"],
                condition=Q(struck_out_at__isnull=True, until_on__isnull=True, checked_on__isnull=False),
                name="a_number_is_found_right_of_one_person",
            ),
            models.CheckConstraint(condition=~Q(system=""), name="an_identifier_names_its_system"),
            models.CheckConstraint(condition=~Q(value=""), name="an_identifier_has_a_value"),
            models.CheckConstraint(condition=~Q(came_from=""), name="an_identifier_came_from_somewhere"),
            models.CheckConstraint(
                condition=~Q(system=NHS_NUMBER) | passes("record_is_nhs_number", "value"),
                name="the_check_digit_of_an_nhs_number_agrees",
            ),
            models.CheckConstraint(
                condition=~Q(system=PUPIL_NUMBER) | passes("record_is_pupil_number", "value"),
                name="the_check_letter_of_a_pupil_number_agrees",
            ),
            not_before("until_on", "from_on", name="a_number_ends_after_it_begins"),
            paired("checked_on", "checked_how", name="a_number_is_found_right_when_and_how"),
            models.CheckConstraint(
                condition=Q(checked_how__isnull=True) | ~Q(checked_how=""),
                name="how_a_number_is_found_right_is_said",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.value} in {self.system}"

    def is_gone_by(self, person: models.Model) -> bool:
        """Whether this person goes by the number now."""
        return self.system in HELD_IN and getattr(person, HELD_IN[self.system]) == self.value
