"""Samples: the list that was drawn from, how it was drawn, and who reads each case that was."""

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from sightline.people.models import DRAW_SAMPLES, EVERYBODY, READS_PRACTICE
from sightline.record.constraints import SameChild, not_before, one_of
from sightline.record.models.entry import ChildEntry, Entry, EntryQuerySet
from sightline.record.sight import Opens, Reader, today


class Population(models.TextChoices):
    """Which cases could have been drawn."""

    CLOSED = "closed", "Cases closed"
    NO_FURTHER_ACTION = "no_further_action", "Referrals ended in no further action"
    ENDED = "ended", "Cases closed, and referrals ended in no further action"
    OPEN = "open", "Cases open"


class Method(models.TextChoices):
    """How the cases were drawn."""

    SIMPLE = "simple", "Each as likely as any other"
    STRATIFIED = "stratified", "So many from each part, in proportion"
    WEIGHTED = "weighted", "The more that is known to be wrong, the likelier"
    WHOLE = "whole", "Every one"


class FrameQuerySet(EntryQuerySet["SamplingFrame"]):
    def in_sight_of(self, reader: Reader) -> Any:
        """Lists of cases hold no words: whoever reads practice may see every one."""
        return reader.is_one_of(READS_PRACTICE)


class SamplingFrame(Entry):
    """Every case that could have been drawn, as the record stood, with the part and the weight of each.

    `cases` are ids of referrals in order; the parts and weights stand in the same places. `digest` is of all
    three, so that a draw can be shown to be from this list and no other.
    """

    Population = Population

    population = models.CharField(max_length=20, choices=Population)
    from_on = models.DateField(null=True, blank=True)
    until_on = models.DateField()
    cases = ArrayField(models.BigIntegerField())
    strata = ArrayField(models.CharField(max_length=100))
    weights = ArrayField(models.FloatField())
    digest = models.CharField(max_length=64)

    objects = FrameQuerySet.as_manager()

    written_by = EVERYBODY

    class Meta(Entry.Meta):
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            *Entry.Meta.constraints,
            one_of("population", Population, name="population_is_a_known_code"),
            not_before("until_on", "from_on", name="a_frame_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(strata__len=F("cases__len")) & Q(weights__len=F("cases__len")),
                name="each_case_of_a_frame_has_a_part_and_a_weight",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_population_display()}, {len(self.cases)}"


class SampleQuerySet(EntryQuerySet["Sample"]):
    def in_sight_of(self, reader: Reader) -> Any:
        """How cases were drawn, for whoever reads practice: it names no child."""
        return reader.is_one_of(READS_PRACTICE)


class Sample(Entry):
    """Cases drawn from a list to be read: by whom, how, and from which seed, so that anybody can draw it
    again.

    `asks` is the question that each case is read for. `algorithm` names the way of drawing, which the code
    keeps for as long as a sample that was drawn so is kept.
    """

    Method = Method

    frame = models.ForeignKey(SamplingFrame, on_delete=models.PROTECT, related_name="samples")
    asks = models.CharField(max_length=200)
    method = models.CharField(max_length=20, choices=Method)
    seed = models.BigIntegerField()
    size = models.PositiveIntegerField()
    algorithm = models.CharField(max_length=100)
    drawn_on = models.DateField()

    objects = SampleQuerySet.as_manager()

    written_by = EVERYBODY

    class Meta(Entry.Meta):
        ordering: ClassVar = ["-drawn_on", "-pk"]
        constraints: ClassVar = [
            *Entry.Meta.constraints,
            one_of("method", Method, name="sampling_method_is_a_known_code"),
            models.CheckConstraint(condition=Q(size__gt=0), name="a_sample_has_a_case"),
            models.CheckConstraint(condition=Q(seed__gte=0), name="a_seed_is_not_negative"),
            models.CheckConstraint(condition=~Q(asks=""), name="a_sample_asks_something"),
        ]

    def __str__(self) -> str:
        return f"{self.size} of {self.frame}, drawn on {self.drawn_on:%-d %B %Y}"


class SampledCaseQuerySet(EntryQuerySet["SampledCase"]):
    def in_sight_of(self, reader: Reader) -> Any:
        """Every sampled case, for whoever may draw a sample; else those that this worker is to read."""
        return reader.is_one_of(DRAW_SAMPLES) | Q(reader=reader.pk)


class SampledCase(ChildEntry):
    """One case that was drawn: who is to read it, and until which day they may open the child's record for
    it.

    `place` is its place in the draw, from 1; `chance` how likely it was to be drawn, which its answer is
    weighted by. Nobody reads a case in which they had a hand.
    """

    sample = models.ForeignKey(Sample, on_delete=models.PROTECT, related_name="cases")
    referral = models.ForeignKey("record.Referral", on_delete=models.PROTECT, related_name="sampled")
    place = models.PositiveIntegerField()
    stratum = models.CharField(max_length=100, blank=True)
    chance = models.FloatField()
    reader = models.ForeignKey("people.Worker", on_delete=models.PROTECT, related_name="cases_to_read")
    until_on = models.DateField()

    objects = SampledCaseQuerySet.as_manager()

    written_by = EVERYBODY
    #: Whoever is to read the case opens the child's record for it, until that day or until their verdict.
    opens: ClassVar = (Opens("reader", when=Q(until_on__gte=today(), verdicts=None)),)

    class Meta(ChildEntry.Meta):
        ordering: ClassVar = ["sample", "place"]
        indexes: ClassVar = [models.Index(fields=["reader", "until_on"], name="cases_of_a_reader")]
        constraints: ClassVar = [
            *ChildEntry.Meta.constraints,
            models.UniqueConstraint(fields=["id", "child", "reader"], name="sampled_case_with_its_child"),
            SameChild("referral", name="a_sampled_case_is_the_same_childs"),
            models.UniqueConstraint(fields=["sample", "referral"], name="a_case_is_drawn_once"),
            models.UniqueConstraint(fields=["sample", "place"], name="each_place_is_drawn_once"),
            models.CheckConstraint(
                condition=Q(chance__gt=0, chance__lte=1), name="a_chance_is_a_share_and_not_nought"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place} of sample {self.sample_id}"
