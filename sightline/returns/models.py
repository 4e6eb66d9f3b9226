"""What is kept of checking a census: counts, the newest findings, and notes that explain them.

None of it is a child's record. A check can be made again at any time, so checks and findings are replaced;
a note is somebody's word and stays.
"""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from sightline.people.models import ANSWERS_FOR_RETURNS, Worker
from sightline.record.sight import Reader


class CensusCheck(models.Model):
    """A census that was checked: built from the record, or another system's, read from a file.

    The record's own findings are kept for its newest check only; the counts of every check are the trend.
    """

    OWN: ClassVar = "record"

    name = models.SlugField(max_length=40)
    """`record`, or the random name that a file from elsewhere is kept under."""
    year = models.PositiveSmallIntegerField()
    """The year that the census year ends in."""
    checked_on = models.DateField()
    checked_at = models.DateTimeField()
    checked_by = models.ForeignKey(
        "people.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    """Null: the nightly command."""
    called = models.CharField(max_length=100, blank=True)
    """What the file was called by whoever sent it."""
    children = models.PositiveIntegerField()
    errors = models.PositiveIntegerField()
    queries = models.PositiveIntegerField()
    explained = models.PositiveIntegerField(default=0)
    """How many of the queries a note explained at the time."""
    unable = models.JSONField(default=list)
    """The rules that were not evaluated, wholly or in part: pairs of code and why."""

    class Meta:
        ordering: ClassVar = ["-checked_on", "-checked_at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["name", "-checked_on", "-checked_at"], name="newest_check")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(explained__lte=F("queries")), name="only_queries_can_be_explained"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year - 1}-{self.year % 100:02}, checked on {self.checked_on}"

    @property
    def is_own(self) -> bool:
        """Whether it was built from this record."""
        return self.name == self.OWN


class FindingQuerySet(models.QuerySet["CensusFinding"]):
    def visible_to(self, worker: Worker) -> Self:
        """The findings that this worker may see."""
        return self.filter(self.in_sight_of(Reader.of(worker)))

    def in_sight_of(self, reader: Reader) -> Any:
        """Every finding, for whoever answers for the return; else those about children they may open."""
        return reader.is_one_of(ANSWERS_FOR_RETURNS) | Q(reader.sees("child"))

    def newest(self) -> Self:
        """The findings of the record's newest check."""
        checks = CensusCheck.objects.filter(name=CensusCheck.OWN)
        return self.filter(check_made__in=checks.values("pk")[:1])

    def with_notes(self) -> Self:
        """Each with `is_explained`: whether a note explains what it says, in this build or an earlier one."""
        notes = CensusNote.objects.filter(
            year=OuterRef("check_made__year"), code=OuterRef("code"),
            number=OuterRef("number"), says=OuterRef("says"),
        )  # fmt: skip
        own = Q(severity="query", check_made__name=CensusCheck.OWN)
        return self.annotate(
            is_explained=models.ExpressionWrapper(own & Q(Exists(notes)), models.BooleanField())
        )


class CensusFinding(models.Model):
    """One place where a rule fired in a check that is kept."""

    check_made = models.ForeignKey(CensusCheck, on_delete=models.CASCADE, related_name="findings")
    code = models.CharField(max_length=10)
    severity = models.CharField(max_length=5, choices=[("error", "Error"), ("query", "Query")])
    number = models.CharField(max_length=210, blank=True)
    """The authority's number for the child, as the census gives it (LAchildID). Empty: of no one child."""
    child = models.BigIntegerField(null=True, blank=True, db_index=True)
    """The child's id in this record. Null in a census from elsewhere, whose numbers are not ours."""
    table = models.CharField(max_length=40)
    fields = models.JSONField(default=list)
    """Pairs of an item's name and its value."""
    line = models.PositiveIntegerField(null=True, blank=True)
    """Where it stands in a file from elsewhere."""
    says = models.CharField(max_length=64)
    """A digest of the place and its values: the same in every build in which nothing there has changed."""

    objects = FindingQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [
            models.Index(fields=["check_made", "code"], name="findings_of_a_rule"),
            models.Index(fields=["check_made", "number"], name="findings_of_a_child"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(severity__in=["error", "query"]), name="finding_is_an_error_or_a_query"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} at {self.table}"


class CensusNote(models.Model):
    """Why a query's finding is right as it stands: kept for as long as the finding says the same."""

    year = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=10)
    number = models.CharField(max_length=210, blank=True)
    says = models.CharField(max_length=64)
    because = models.TextField()
    written_by = models.ForeignKey("people.Worker", on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-written_at", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["year", "code", "number", "says"], name="notes_on_a_finding")
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(because=""), name="a_note_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.because}"
