"""Restricted records: for few and named workers only, and how one is opened in an emergency all the same."""

from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import RawSQL

from sightline.people.models import PRACTISES
from sightline.record.constraints import SameChild, paired
from sightline.record.models.entry import ChildEntry, EntryQuerySet
from sightline.record.sight import Opens, Reader, ago

#: So long an emergency lasts.
HOURS = 4


class Level(models.TextChoices):
    """How closely a record is kept."""

    RESTRICTED = "restricted", "Named workers only; others may open it in an emergency"
    SEALED = "sealed", "Named workers only, in an emergency too"


class RestrictionQuerySet(EntryQuerySet["Restriction"]):
    def running(self) -> "RestrictionQuerySet":
        """Those that nobody has lifted."""
        return self.standing().filter(lifted_at=None)


class Restriction(ChildEntry):
    """A child's record is for named workers only, since a manager said so, because; until one lifts it.

    That there is a record can still be found, with whom to ask (`ask`). `RestrictedTo` names who may read it.
    """

    Level = Level

    level = models.CharField(max_length=10, choices=Level)
    because = models.TextField()
    ask = models.ForeignKey("people.Worker", on_delete=models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(
        "people.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    lifted_because = models.TextField(null=True, blank=True)

    objects = RestrictionQuerySet.as_manager()

    beside = frozenset({"existence"})

    class Meta(ChildEntry.Meta):
        ordering: ClassVar = ["-recorded_at", "-pk"]
        constraints: ClassVar = [
            *ChildEntry.Meta.constraints,
            models.UniqueConstraint(fields=["id", "child"], name="restriction_with_its_child"),
            models.UniqueConstraint(
                fields=["child"],
                condition=Q(struck_out_at=None, lifted_at=None),
                name="a_record_has_one_restriction_at_a_time",
            ),
            models.CheckConstraint(condition=~Q(because=""), name="a_restriction_has_a_reason"),
            models.CheckConstraint(
                condition=Q(level__in=Level.values), name="restriction_level_is_a_known_code"
            ),
            paired(
                "lifted_at", "lifted_by", "lifted_because", name="a_restriction_is_lifted_by_whom_and_why"
            ),
        ]

    def __str__(self) -> str:
        return self.get_level_display()


RUNS = Q(restriction__struck_out_at=None, restriction__lifted_at=None)


class RestrictedToQuerySet(EntryQuerySet["RestrictedTo"]):
    def running(self) -> "RestrictedToQuerySet":
        """Those who are named now."""
        return self.standing().filter(RUNS, ended_at=None)


class RestrictedTo(ChildEntry):
    """A worker may read a restricted record, since a manager named them, until a manager says otherwise."""

    restriction = models.ForeignKey(Restriction, on_delete=models.PROTECT, related_name="named")
    worker = models.ForeignKey("people.Worker", on_delete=models.PROTECT, related_name="restricted_to")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_because = models.TextField(null=True, blank=True)

    objects = RestrictedToQuerySet.as_manager()

    opens: ClassVar = (Opens("worker", when=RUNS & Q(ended_at=None), even_restricted=True),)

    class Meta(ChildEntry.Meta):
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            *ChildEntry.Meta.constraints,
            SameChild("restriction", name="whoever_is_named_is_named_for_the_same_child"),
            models.UniqueConstraint(
                fields=["restriction", "worker"],
                condition=Q(struck_out_at=None, ended_at=None),
                name="a_worker_is_named_once_in_a_restriction",
            ),
            paired("ended_at", "ended_because", name="a_worker_is_no_longer_named_for_a_reason"),
        ]

    def __str__(self) -> str:
        return f"Worker {self.worker_id} in restriction {self.restriction_id}"


class EmergencyOpeningQuerySet(EntryQuerySet["EmergencyOpening"]):
    def in_sight_of(self, reader: Reader) -> Any:
        """Whoever opened it, whoever is told of it, and whoever may open the child's record."""
        told = Q(recorded_by=reader.pk) | Q(holder=reader.pk) | Q(manager=reader.pk)
        return told | Q(reader.sees("child"))


def _running() -> Q:
    sealed = RawSQL("NOT child_id = ANY (record_restricted('sealed'))", [], models.BooleanField())
    return Q(opened_at__gt=ago(f"{HOURS} hours")) & Q(sealed)


class EmergencyOpening(ChildEntry):
    """Somebody (`recorded_by`) opened a record that was not theirs to open, in an emergency, for some hours.

    Whoever holds the child's case and its manager are told at once, and say that they know
    (`holder_knew_at`, `manager_knew_at`). A manager other than whoever opened it reviews it, by the next
    working day: whether it was right, in words.
    """

    because = models.TextField()
    opened_at = models.DateTimeField()
    holder = models.ForeignKey("people.Worker", on_delete=models.PROTECT, related_name="+")
    manager = models.ForeignKey("people.Worker", on_delete=models.PROTECT, related_name="+")
    holder_knew_at = models.DateTimeField(null=True, blank=True)
    manager_knew_at = models.DateTimeField(null=True, blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.ForeignKey(
        "people.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    was_right = models.BooleanField(null=True)
    review = models.TextField(null=True, blank=True)

    objects = EmergencyOpeningQuerySet.as_manager()

    only_written = "record_opens_in_an_emergency(child_id, (SELECT record_reader()))"
    opens: ClassVar = (Opens("recorded_by", PRACTISES, when=_running, even_restricted=True),)

    class Meta(ChildEntry.Meta):
        ordering: ClassVar = ["-opened_at", "-pk"]
        constraints: ClassVar = [
            *ChildEntry.Meta.constraints,
            models.CheckConstraint(condition=~Q(because=""), name="an_emergency_has_a_reason"),
            models.CheckConstraint(
                condition=~Q(manager=F("recorded_by")), name="an_emergency_is_told_to_another_manager"
            ),
            paired(
                "reviewed_at",
                "reviewed_by",
                "was_right",
                "review",
                name="an_emergency_is_reviewed_by_whom_and_how",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by=None) | ~Q(reviewed_by=F("recorded_by")),
                name="nobody_reviews_their_own_emergency",
            ),
        ]

    def __str__(self) -> str:
        return f"Opened in an emergency on {self.opened_at:%-d %B %Y}"

    @property
    def until_at(self) -> datetime:
        """When it shuts again."""
        return self.opened_at + timedelta(hours=HOURS)
