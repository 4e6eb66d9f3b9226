"""Procedures: how this authority does what the law asks, version by version, and who has read them."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from sightline.people.models import EVERYBODY
from sightline.record.constraints import not_before
from sightline.record.models.entry import Entry, EntryQuerySet


class ProcedureQuerySet(EntryQuerySet["Procedure"]):
    """Procedures: they name no child, and whoever works here may read them."""

    child_lookup = ""


class Procedure(Entry):
    """How this authority does one thing: which area of practice it is about, and who keeps it current."""

    title = models.CharField(max_length=200)
    area = models.CharField(max_length=40, help_text="An area of practice, as every layer names it")
    owner = models.ForeignKey("people.Worker", on_delete=models.PROTECT, related_name="procedures")

    objects = ProcedureQuerySet.as_manager()

    written_by = EVERYBODY

    class Meta(Entry.Meta):
        ordering: ClassVar = ["title", "pk"]
        constraints: ClassVar = [
            *Entry.Meta.constraints,
            models.CheckConstraint(condition=~Q(title=""), name="a_procedure_has_a_title"),
            models.CheckConstraint(condition=~Q(area=""), name="a_procedure_is_about_an_area"),
        ]

    def __str__(self) -> str:
        return self.title


class VersionQuerySet(EntryQuerySet["ProcedureVersion"]):
    """Versions, for whoever may read the procedures."""

    child_lookup = ""


class ProcedureVersion(Entry):
    """What a procedure says from one day on, until the next version: its words, the law it rests on, and the
    day by which its owner is to look at it again.
    """

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="versions")
    in_force_from_on = models.DateField()
    review_by_on = models.DateField()
    legal_basis = models.TextField(help_text="The Act, regulations or guidance it rests on, and where in it")
    words = models.TextField()
    changed = models.TextField(blank=True, help_text="What is different from the version before")

    objects = VersionQuerySet.as_manager()

    written_by = EVERYBODY

    class Meta(Entry.Meta):
        ordering: ClassVar = ["procedure", "in_force_from_on", "pk"]
        constraints: ClassVar = [
            *Entry.Meta.constraints,
            models.UniqueConstraint(
                F("procedure"),
                F("in_force_from_on"),
                condition=Q(struck_out_at__isnull=True),
                name="one_version_of_a_procedure_begins_on_a_day",
            ),
            models.CheckConstraint(condition=~Q(words=""), name="a_procedure_says_something"),
            models.CheckConstraint(condition=~Q(legal_basis=""), name="a_procedure_rests_on_a_law"),
            not_before("review_by_on", "in_force_from_on", name="a_procedure_is_reviewed_after_it_begins"),
        ]

    def __str__(self) -> str:
        return f"In force from {self.in_force_from_on:%-d %B %Y}"


class ReadingQuerySet(EntryQuerySet["ProcedureReading"]):
    """Readings, for whoever may read the procedures."""

    child_lookup = ""


class ProcedureReading(Entry):
    """A worker says that they have read and understood a version: `recorded_by`, on a day."""

    version = models.ForeignKey(ProcedureVersion, on_delete=models.PROTECT, related_name="readings")
    read_on = models.DateField()

    objects = ReadingQuerySet.as_manager()

    written_by = EVERYBODY

    class Meta(Entry.Meta):
        constraints: ClassVar = [
            *Entry.Meta.constraints,
            models.UniqueConstraint(
                F("version"),
                F("recorded_by"),
                condition=Q(struck_out_at__isnull=True),
                name="a_worker_reads_a_version_once",
            ),
        ]

    def __str__(self) -> str:
        return f"Read on {self.read_on:%-d %B %Y}"
