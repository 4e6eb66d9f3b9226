"""Look-backs: every case that ended, held to a pattern of what goes wrong, in the order of present danger."""

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from sightline.assurance.models.sampling import Sample, SamplingFrame
from sightline.people.models import DRAW_SAMPLES, EVERYBODY
from sightline.record.constraints import SameChild, one_of
from sightline.record.models.entry import ChildEntry, Entry, EntryQuerySet
from sightline.record.sight import Reader


class Reads(models.TextChoices):
    """Which cases people read."""

    PICKED = "picked", "Those that the pattern picks, and a random control of the others"
    EVERY = "every", "Every case, the most dangerous first"


class LookBackQuerySet(EntryQuerySet["LookBack"]):
    def in_sight_of(self, reader: Reader) -> Any:
        """Every look-back, for whoever may draw a sample."""
        return reader.is_one_of(DRAW_SAMPLES)


class LookBack(Entry):
    """One review of every case that ended: which, since when, held to which patterns, and what is read of it.

    Its cases are those of the frame and no others, so that what goes in comes out. `readings` are the cases
    to be read, and `control` those drawn at random from what the patterns passed over: both are samples, so
    that reader, verdict and work are the same as for any case that is read.
    """

    Reads = Reads

    title = models.CharField(max_length=200)
    frame = models.OneToOneField(SamplingFrame, on_delete=models.PROTECT, related_name="look_back")
    patterns = ArrayField(models.CharField(max_length=100))
    reads = models.CharField(max_length=20, choices=Reads)
    begun_on = models.DateField()
    leaves_out = models.ForeignKey(
        Sample, on_delete=models.PROTECT, null=True, blank=True, related_name="left_out_of"
    )
    readings = models.OneToOneField(
        Sample, on_delete=models.PROTECT, null=True, blank=True, related_name="look_back"
    )
    control = models.OneToOneField(
        Sample, on_delete=models.PROTECT, null=True, blank=True, related_name="controls"
    )

    objects = LookBackQuerySet.as_manager()

    written_by = EVERYBODY

    class Meta(Entry.Meta):
        ordering: ClassVar = ["-begun_on", "-pk"]
        constraints: ClassVar = [
            *Entry.Meta.constraints,
            one_of("reads", Reads, name="what_a_look_back_reads_is_a_known_code"),
            models.CheckConstraint(condition=~Q(title=""), name="a_look_back_has_a_title"),
            models.CheckConstraint(condition=Q(patterns__len__gt=0), name="a_look_back_looks_for_something"),
        ]

    def __str__(self) -> str:
        return self.title


class ScoredCaseQuerySet(EntryQuerySet["ScoredCase"]):
    def in_sight_of(self, reader: Reader) -> Any:
        """Every scored case, for whoever may draw a sample."""
        return reader.is_one_of(DRAW_SAMPLES)


class ScoredCase(ChildEntry):
    """One case of a look-back as it was scored: the patterns that fit it, and how much danger there is now.

    `danger` is points; `because` names what gave them, in the words of `danger.py`. Scoring twice is the
    same as scoring once: a case stands in a look-back one time.
    """

    look_back = models.ForeignKey(LookBack, on_delete=models.PROTECT, related_name="scored")
    referral = models.ForeignKey("record.Referral", on_delete=models.PROTECT, related_name="scored")
    fits = ArrayField(models.CharField(max_length=100), default=list, blank=True)
    danger = models.SmallIntegerField()
    because = ArrayField(models.CharField(max_length=100), default=list, blank=True)
    scored_on = models.DateField()

    objects = ScoredCaseQuerySet.as_manager()

    written_by = EVERYBODY

    class Meta(ChildEntry.Meta):
        ordering: ClassVar = ["-danger", "pk"]
        indexes: ClassVar = [models.Index(fields=["look_back", "-danger", "referral"], name="by_danger")]
        constraints: ClassVar = [
            *ChildEntry.Meta.constraints,
            SameChild("referral", name="a_scored_case_is_the_same_childs"),
            models.UniqueConstraint(fields=["look_back", "referral"], name="a_case_is_scored_once"),
        ]

    def __str__(self) -> str:
        return f"Case {self.referral_id}, danger {self.danger}"
