"""Openings: a child's record opened, for a time, to somebody from outside the work."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from sightline.people.models import LEADS_PRACTICE, PRACTISES, READS_CASES
from sightline.record.constraints import not_before
from sightline.record.models.entry import ChildEntry, EntryQuerySet
from sightline.record.sight import Opens, listed, today


class OpeningQuerySet(EntryQuerySet["Opening"]):
    def now(self) -> Self:
        """Those open today, by the database's own clock: nobody is let in by a wrong argument."""
        return self.standing().filter(from_on__lte=today(), until_on__gte=today())


class Opening(ChildEntry):
    """One child's record, opened to one worker from a day until the end of another, because.

    An inspector sees the children that were opened to them and no other, and none once the last day is over.
    """

    worker = models.ForeignKey("people.Worker", on_delete=models.PROTECT, related_name="openings")
    from_on = models.DateField()
    until_on = models.DateField()
    because = models.TextField()

    objects = OpeningQuerySet.as_manager()

    written_by = PRACTISES | READS_CASES
    #: Whoever gives cases to be read opens them to the reader, and need not be able to open them.
    also_written = f"(SELECT record_role()) IN ({listed(LEADS_PRACTICE)})"
    opens: ClassVar = (
        Opens("worker", when=lambda: Q(from_on__lte=today(), until_on__gte=today()), alone=True),
    )

    class Meta(ChildEntry.Meta):
        ordering: ClassVar = ["from_on", "pk"]
        indexes: ClassVar = [models.Index(fields=["worker", "until_on"], name="openings_to_a_worker")]
        constraints: ClassVar = [
            *ChildEntry.Meta.constraints,
            not_before("until_on", "from_on", name="an_opening_ends_after_it_begins"),
            models.CheckConstraint(condition=~Q(because=""), name="an_opening_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"Open from {self.from_on:%-d %B %Y} to {self.until_on:%-d %B %Y}"
