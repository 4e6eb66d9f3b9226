"""What every entry in the record has: who wrote it and when, and who struck it out and why."""

from typing import Any, ClassVar, Self, TypeVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from sightline.people.models import EVERYBODY, PRACTISES, Role, Worker
from sightline.record.constraints import paired
from sightline.record.sight import Reader

Model = TypeVar("Model", bound=models.Model)


class EntryQuerySet(models.QuerySet[Model]):
    """Entries of the record, narrowed to what stands and to what a worker may see."""

    #: The look-up that leads from this model to the person whose record it is; empty: it is about no child.
    child_lookup: ClassVar[str] = "child"

    def standing(self) -> Self:
        """The entries that nobody has struck out."""
        return self.filter(struck_out_at__isnull=True)

    def visible_to(self, worker: Worker) -> Self:
        """The entries that this worker may see."""
        return self.filter(self.in_sight_of(Reader.of(worker)))

    def in_sight_of(self, reader: Reader) -> Any:
        """What of this model a reader sees, as a condition: the entries about children whom they may open.

        PostgreSQL's own policy on the table is made from this same condition.
        """
        if not self.child_lookup:
            return reader.is_one_of(EVERYBODY)
        if "__" in self.child_lookup:
            return reader.sees_through(self.model, self.child_lookup)
        return reader.sees(self.child_lookup)


class Entry(models.Model):
    """Something written in the record by a named worker; never deleted, only struck out, because."""

    #: The roles whose writing PostgreSQL takes here, whatever a verb says.
    written_by: ClassVar[frozenset[Role]] = PRACTISES
    #: When it may be written about somebody whose record the writer may not open, as SQL about the new row.
    also_written: ClassVar[str] = ""
    #: When alone it may be written, whoever sees it, as SQL about the new row.
    only_written: ClassVar[str] = "true"
    #: What else it is read for: "identity" tells people apart, "history" is what came before a contact.
    beside: ClassVar[frozenset[str]] = frozenset()

    recorded_at = models.DateTimeField(db_default=Now(), editable=False)
    recorded_by = models.ForeignKey("people.Worker", on_delete=models.PROTECT, related_name="+")
    struck_out_at = models.DateTimeField(null=True, blank=True)
    struck_out_by = models.ForeignKey(
        "people.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    struck_out_because = models.TextField(null=True, blank=True)

    class Meta:
        abstract = True
        constraints: ClassVar = [
            paired(
                "struck_out_at",
                "struck_out_by",
                "struck_out_because",
                name="%(class)s_struck_out_by_whom_and_why",
            ),
            models.CheckConstraint(
                condition=Q(struck_out_because__isnull=True) | ~Q(struck_out_because=""),
                name="%(class)s_struck_out_for_a_reason",
            ),
        ]


class ChildEntry(Entry):
    """An entry about one child."""

    child = models.ForeignKey("record.Person", on_delete=models.PROTECT, related_name="%(class)ss")

    class Meta(Entry.Meta):
        abstract = True
