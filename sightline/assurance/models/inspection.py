"""Inspections: our own on any morning, or a real one; the children they read, the room, and the letter."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Exists, OuterRef, Q

from sightline.people.models import LEADS_PRACTICE, READS_CASES
from sightline.record.constraints import SameChild, not_before, one_of
from sightline.record.models.entry import ChildEntry, Entry, EntryQuerySet
from sightline.record.sight import Opens, Reader, today


def _inspects(reader: Reader, inspection: str) -> Any:
    """Whether the reader is an inspector of the inspection to which this leads, or follows teams."""
    own = InspectionInspector.objects.standing().filter(inspection=OuterRef(inspection), inspector=reader.pk)
    return reader.is_one_of(READS_CASES) | Exists(own)


class InspectionForm(models.TextChoices):
    OURS = "ours", "Unannounced, by ourselves"
    REAL = "real", "By inspectors"


class InspectionQuerySet(EntryQuerySet["Inspection"]):
    def in_sight_of(self, reader: Reader) -> Any:
        """Every one, for whoever reads cases; for an inspector, their own. None names a child."""
        return _inspects(reader, "pk")


class Inspection(Entry):
    """One inspection: ours or a real one, from a day until the end of another.

    `sample` is how its cases were drawn, from which list and which seed, so that anybody can draw them again.
    """

    Form = InspectionForm

    title = models.CharField(max_length=200)
    form = models.CharField(max_length=10, choices=InspectionForm)
    from_on = models.DateField()
    until_on = models.DateField()
    begun_at = models.DateTimeField()
    sample = models.OneToOneField("assurance.Sample", on_delete=models.PROTECT, related_name="inspection")

    objects = InspectionQuerySet.as_manager()

    written_by = LEADS_PRACTICE

    class Meta(Entry.Meta):
        ordering: ClassVar = ["-begun_at", "-pk"]
        constraints: ClassVar = [
            *Entry.Meta.constraints,
            not_before("until_on", "from_on", name="an_inspection_ends_after_it_begins"),
            models.CheckConstraint(condition=~Q(title=""), name="an_inspection_has_a_title"),
            one_of("form", InspectionForm, name="inspection_form_is_a_known_code"),
        ]

    def __str__(self) -> str:
        return self.title


class InspectionInspectorQuerySet(EntryQuerySet["InspectionInspector"]):
    def in_sight_of(self, reader: Reader) -> Any:
        """Who inspects, for whoever reads cases; and oneself."""
        return reader.is_one_of(READS_CASES) | Q(inspector=reader.pk)


class InspectionInspector(Entry):
    """One inspector of an inspection: their account opens its children, from its first day to its last."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="inspectors")
    inspector = models.ForeignKey("people.Worker", on_delete=models.PROTECT, related_name="inspections")

    objects = InspectionInspectorQuerySet.as_manager()

    written_by = LEADS_PRACTICE

    class Meta(Entry.Meta):
        constraints: ClassVar = [
            *Entry.Meta.constraints,
            models.UniqueConstraint(
                fields=["inspection", "inspector"],
                condition=Q(struck_out_at=None),
                name="an_inspector_is_in_an_inspection_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.inspector} in {self.inspection}"


class HowInspected(models.TextChoices):
    DRAWN = "drawn", "Drawn"
    ASKED = "asked", "Asked for in the room"


class InspectionChildQuerySet(EntryQuerySet["InspectionChild"]):
    def in_sight_of(self, reader: Reader) -> Any:
        """Every child whom one reads, for whoever keeps its room; else those whom one may open."""
        return reader.is_one_of(LEADS_PRACTICE) | Q(reader.sees("child"))


class InspectionChild(ChildEntry):
    """One child whom an inspection reads: drawn, or asked for in the room, and at which minute."""

    How = HowInspected

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="children")
    referral = models.ForeignKey("record.Referral", on_delete=models.PROTECT, related_name="inspected")
    how = models.CharField(max_length=10, choices=HowInspected)
    since_at = models.DateTimeField()

    objects = InspectionChildQuerySet.as_manager()

    written_by = LEADS_PRACTICE
    #: Whoever began the inspection keeps its room: they open its children until its last day is over.
    opens: ClassVar = (Opens("inspection__recorded_by", when=lambda: Q(inspection__until_on__gte=today())),)

    class Meta(ChildEntry.Meta):
        ordering: ClassVar = ["pk"]
        verbose_name_plural = "inspection children"
        constraints: ClassVar = [
            *ChildEntry.Meta.constraints,
            SameChild("referral", name="an_inspected_case_is_the_same_childs"),
            models.UniqueConstraint(
                fields=["inspection", "child"],
                condition=Q(struck_out_at=None),
                name="a_child_is_in_an_inspection_once",
            ),
            one_of("how", HowInspected, name="how_inspected_is_a_known_code"),
        ]

    def __str__(self) -> str:
        return f"Child {self.child_id} in inspection {self.inspection_id}"


class InspectionFindingQuerySet(EntryQuerySet["InspectionFinding"]):
    def in_sight_of(self, reader: Reader) -> Any:
        """Those of the inspections that this worker may read. A finding names no child."""
        return _inspects(reader, "inspection")


class InspectionFinding(Entry):
    """One finding of an inspection's letter, in its own words, and the action that answers it.

    How grave it is, whose it is and whether it is done are the action's, and the record's.
    """

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="findings")
    words = models.TextField()
    action = models.OneToOneField(
        "assurance.Action", on_delete=models.PROTECT, related_name="inspection_finding"
    )

    objects = InspectionFindingQuerySet.as_manager()

    written_by = LEADS_PRACTICE

    class Meta(Entry.Meta):
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            *Entry.Meta.constraints,
            models.CheckConstraint(condition=~Q(words=""), name="a_finding_keeps_the_letters_words"),
        ]

    def __str__(self) -> str:
        return f"Finding {self.pk} of inspection {self.inspection_id}"
