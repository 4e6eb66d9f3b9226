"""Two entries for one person: joined by a judgement that can be taken back, with every row where it was."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least

from sightline.record.models.entry import ChildEntry, EntryQuerySet
from sightline.record.sight import Reader


class SamePersonQuerySet(EntryQuerySet["SamePerson"]):
    def in_sight_of(self, reader: Reader) -> Any:
        """A judgement about two records, for whoever may open both: it opens neither to anybody."""
        return Q(reader.sees("child")) & Q(reader.sees("kept"))

    def one(self) -> "SamePersonQuerySet":
        """The judgements by which two entries are one person."""
        return self.standing().filter(are_one=True)


class SamePerson(ChildEntry):
    """A manager's judgement that two entries are of one person, or that they are not, and how it is known.

    `child` is the entry that is set aside, `kept` the one whose name is used; neither loses a row, and reads
    follow the link (`record/identity.py`). To part them the judgement is struck out, and all is as it was.
    """

    beside = frozenset({"history"})

    kept = models.ForeignKey("record.Person", on_delete=models.PROTECT, related_name="also_recorded_as")
    are_one = models.BooleanField(default=True)
    judged_on = models.DateField()
    because = models.TextField(help_text="How it is known")

    objects = SamePersonQuerySet.as_manager()

    class Meta(ChildEntry.Meta):
        verbose_name_plural = "same persons"
        constraints: ClassVar = [
            *ChildEntry.Meta.constraints,
            models.CheckConstraint(condition=~Q(child=F("kept")), name="nobody_is_joined_with_themselves"),
            models.CheckConstraint(condition=~Q(because=""), name="how_two_entries_are_judged_is_said"),
            models.UniqueConstraint(
                fields=["child"],
                condition=Q(struck_out_at__isnull=True, are_one=True),
                name="an_entry_is_set_aside_once",
            ),
            models.UniqueConstraint(
                Least("child", "kept"),
                Greatest("child", "kept"),
                condition=Q(struck_out_at__isnull=True),
                name="two_entries_are_judged_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{'The same person as' if self.are_one else 'Not'} {self.kept_id}"
