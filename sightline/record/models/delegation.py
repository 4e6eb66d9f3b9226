"""Delegated entry: business support writes for a worker, who stays the owner and confirms it."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from sightline.record.constraints import one_of, paired
from sightline.record.models.entry import ChildEntry, EntryQuerySet
from sightline.record.work import Work

#: What the law may count: written by whoever it is about, or confirmed by them.
CONFIRMED = Q(on_behalf_of__isnull=True) | Q(confirmed_at__isnull=False)


class Delegated(models.Model):
    """An entry that somebody may write for its owner. Until the owner confirms it, it is unconfirmed.

    `recorded_by` wrote it and `on_behalf_of` owns it; where nobody is named, whoever wrote it owns it. What
    is unconfirmed is shown as such and meets no duty.
    """

    on_behalf_of = models.ForeignKey(
        "people.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(on_behalf_of__isnull=True) | ~Q(on_behalf_of=F("recorded_by")),
                name="%(class)s_is_entered_for_somebody_else",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | Q(on_behalf_of__isnull=False),
                name="%(class)s_is_confirmed_by_its_owner",
            ),
        ]

    @property
    def is_unconfirmed(self) -> bool:
        """Whether its owner has still to say that it is right."""
        return self.on_behalf_of_id is not None and self.confirmed_at is None


class Handed(models.TextChoices):
    """What a worker hands to business support to write."""

    CONFERENCE = "conference", "Minutes of a conference"
    CORE_GROUP = "core_group", "A core group"
    SIGHTING = "sighting", "A visit"


class HandedEntryQuerySet(EntryQuerySet["HandedEntry"]):
    def waiting(self) -> "HandedEntryQuerySet":
        """What has not been written yet."""
        return self.standing().filter(entered_at=None)


class HandedEntry(ChildEntry):
    """A worker (`recorded_by`) hands one thing about a child to somebody to write in their name.

    It lets that person open the child's record until it is written.
    """

    Handed = Handed

    to = models.ForeignKey("people.Worker", on_delete=models.PROTECT, related_name="handed_to_me")
    what = models.CharField(max_length=20, choices=Handed)
    about_on = models.DateField(help_text="The day it happened")
    notes = models.TextField(help_text="What to write, as roughly as it comes")
    due_on = models.DateField()
    entered_at = models.DateTimeField(null=True, blank=True)
    entry = models.BigIntegerField(null=True, blank=True, help_text="The id of what was written")

    objects = HandedEntryQuerySet.as_manager()

    work = Work(
        "Entry to write for somebody",
        open=Q(entered_at=None),
        since=models.functions.TruncDate("recorded_at"),
        worker="to",
    )

    class Meta(ChildEntry.Meta):
        ordering: ClassVar = ["due_on", "pk"]
        constraints: ClassVar = [
            *ChildEntry.Meta.constraints,
            models.CheckConstraint(condition=~Q(notes=""), name="a_handed_entry_has_notes"),
            models.CheckConstraint(
                condition=~Q(to=F("recorded_by")), name="nobody_hands_an_entry_to_themselves"
            ),
            paired("entered_at", "entry", name="a_handed_entry_is_written_somewhere"),
            one_of("what", Handed, name="a_handed_entry_is_of_a_known_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.get_what_display()} of {self.about_on:%-d %B %Y}"
