"""Conflicts of interest: the children from whom a worker is kept because they know them from elsewhere."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from sightline.people.models import KNOWS_STAFF
from sightline.record.constraints import paired
from sightline.record.models.entry import ChildEntry, Entry, EntryQuerySet
from sightline.record.sight import Reader


class WorkerAtHomeQuerySet(EntryQuerySet["WorkerAtHome"]):
    child_lookup = ""

    def in_sight_of(self, reader: Reader) -> Any:
        """A worker's own, and everybody's for whoever answers for who works here."""
        return Q(worker=reader.pk) | reader.is_one_of(KNOWS_STAFF)


class WorkerAtHome(Entry):
    """Where a worker lives, and which person in the record they are, if any; they say so themselves.

    It is asked for one thing: to keep them from their own family's records and their neighbours'
    (`record_kept_from`).
    """

    worker = models.ForeignKey("people.Worker", on_delete=models.PROTECT, related_name="+")
    address = models.CharField(max_length=99)
    postcode = models.CharField(max_length=8)
    person = models.ForeignKey(
        "record.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = WorkerAtHomeQuerySet.as_manager()

    class Meta(Entry.Meta):
        constraints: ClassVar = [
            *Entry.Meta.constraints,
            models.UniqueConstraint(
                fields=["worker"], condition=Q(struck_out_at=None), name="a_worker_has_one_home"
            ),
        ]

    def __str__(self) -> str:
        return f"Worker {self.worker_id} at home"


class How(models.TextChoices):
    """How a worker knows a child from elsewhere."""

    RELATIVE = "relative", "A relative, or a partner’s"
    FRIEND = "friend", "A friend, or a friend’s child"
    NEIGHBOUR = "neighbour", "A neighbour"
    OTHER = "other", "In another way"


class ConflictQuerySet(EntryQuerySet["Conflict"]):
    def running(self) -> "ConflictQuerySet":
        """Those that nobody has ended."""
        return self.standing().filter(ended_at=None)

    def in_sight_of(self, reader: Reader) -> Any:
        """Whoever may open the child's record, but never the worker who is kept from it."""
        return Q(reader.sees("child")) & ~Q(worker=reader.pk)


class Conflict(ChildEntry):
    """A worker is kept from a child's record, and from the family's, because they know them from elsewhere.

    What the people index shows by itself (`record_kept_from`) needs no row: this is what somebody says.
    """

    How = How

    worker = models.ForeignKey("people.Worker", on_delete=models.PROTECT, related_name="conflicts")
    how = models.CharField(max_length=10, choices=How)
    because = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        "people.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_because = models.TextField(null=True, blank=True)

    objects = ConflictQuerySet.as_manager()

    also_written = "worker_id = (SELECT record_reader()) AND record_sees(child_id)"

    class Meta(ChildEntry.Meta):
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            *ChildEntry.Meta.constraints,
            models.UniqueConstraint(
                fields=["child", "worker"],
                condition=Q(struck_out_at=None, ended_at=None),
                name="a_worker_is_kept_from_a_child_once",
            ),
            models.CheckConstraint(
                condition=Q(how__in=How.values), name="how_a_worker_knows_a_child_is_a_known_code"
            ),
            paired("ended_at", "ended_by", "ended_because", name="a_conflict_is_ended_by_whom_and_why"),
            models.CheckConstraint(
                condition=Q(ended_by=None) | ~Q(ended_by=F("worker")), name="nobody_ends_their_own_conflict"
            ),
        ]

    def __str__(self) -> str:
        return self.get_how_display()
