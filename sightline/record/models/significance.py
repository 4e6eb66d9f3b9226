"""What mattered: the events of a child's story that somebody marked, and why each of them mattered."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from sightline.record.constraints import SameChild
from sightline.record.models.entry import ChildEntry, EntryQuerySet

#: An event of the story: the kind of its entry, as addresses name it, the entry's number, and the field that
#: says when it happened.
Event = tuple[str, int, str]


class SignificantEventQuerySet(EntryQuerySet["SignificantEvent"]):
    """Marks on events."""


class SignificantEvent(ChildEntry):
    """Somebody marked one event of a child's story: it mattered.

    The event is one dated field of one entry, named by the entry's kind and number. PostgreSQL refuses a mark
    on what is not there, has not happened or is another child's (`record/significance.py`).
    """

    kind = models.CharField(max_length=40, help_text="The kind of entry, as addresses name it")
    row = models.BigIntegerField(help_text="The entry’s own number")
    field = models.CharField(max_length=40, help_text="Which of the entry’s days")
    marked_on = models.DateField()

    objects = SignificantEventQuerySet.as_manager()

    class Meta(ChildEntry.Meta):
        constraints: ClassVar = [
            *ChildEntry.Meta.constraints,
            models.UniqueConstraint(fields=["id", "child"], name="significant_event_with_its_child"),
            models.UniqueConstraint(
                fields=["kind", "row", "field", "child"],
                condition=Q(struck_out_at__isnull=True),
                name="an_event_is_marked_once",
            ),
        ]

    def __str__(self) -> str:
        return f"Mark of {self.marked_on:%-d %B %Y}: it mattered"

    @property
    def event(self) -> Event:
        """Which event it marks."""
        return self.kind, self.row, self.field


class EventAnalysisQuerySet(EntryQuerySet["EventAnalysis"]):
    """Analyses of events."""


class EventAnalysis(ChildEntry):
    """Why an event mattered, in the words of whoever wrote it, on the day on which they thought so.

    Several people may each write one. To correct it, its author writes it anew and this one is struck out.
    """

    event = models.ForeignKey(SignificantEvent, on_delete=models.PROTECT, related_name="analyses")
    written_on = models.DateField()
    why = models.TextField(help_text="Why it mattered")

    objects = EventAnalysisQuerySet.as_manager()

    class Meta(ChildEntry.Meta):
        verbose_name = "why an event mattered"
        verbose_name_plural = "event analyses"
        ordering: ClassVar = ["written_on", "pk"]
        constraints: ClassVar = [
            *ChildEntry.Meta.constraints,
            SameChild("event", name="an_analysis_is_of_the_same_childs_event"),
            models.CheckConstraint(condition=~Q(why=""), name="an_analysis_says_why_it_mattered"),
        ]

    def __str__(self) -> str:
        return f"Why it mattered, written on {self.written_on:%-d %B %Y}"
