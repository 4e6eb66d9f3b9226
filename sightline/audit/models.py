"""The journal of every change to the record and the log of every look at it.

Neither is written by a verb or a page directly: the journal is written by a trigger in PostgreSQL
(`audit/database.py`), so that a change made in raw SQL is in it too; a look is written by `audit.looks`.
Both are append-only: the database refuses to change or remove a row. Each row carries a digest of itself, and
seals chain the digests, so that what even the database's owner changed afterwards shows (`audit/seal.py`).
"""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now


class JournalEntry(models.Model):
    """One change to one row: what it was, what it became, who did it and why.

    `child` is the person whose record the row belongs to, kept as a bare number so that the journal never
    stands in the way of anything and survives everything.
    """

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    worker = models.BigIntegerField()
    because = models.TextField(blank=True)
    table = models.CharField(max_length=63)
    row = models.BigIntegerField()
    child = models.BigIntegerField(null=True)
    operation = models.CharField(max_length=6)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    digest = models.CharField(max_length=64, editable=False, default="")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["child", "at"], name="journal_of_a_child"),
            models.Index(fields=["table", "row", "at"], name="journal_of_a_row"),
        ]

    def __str__(self) -> str:
        return f"{self.operation} {self.table} {self.row}"


class Look(models.Model):
    """One worker looked at one child, or at a list, or searched: when, on which page, and with what words.

    A list or a search that showed several children writes one look for each child it named.
    """

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(db_default=Now())
    worker = models.BigIntegerField()
    page = models.CharField(max_length=60)
    child = models.BigIntegerField(null=True)
    words = models.CharField(max_length=200, blank=True)
    digest = models.CharField(max_length=64, editable=False, default="")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["child", "at"], name="looks_at_a_child"),
            models.Index(fields=["worker", "at"], name="looks_by_a_worker"),
        ]

    def __str__(self) -> str:
        return f"{self.page} at {self.at:%Y-%m-%d %H:%M}"


class Seal(models.Model):
    """A stretch of one of the two logs, closed: its rows' digests and the seal before it, hashed together.

    Rows `first` to `last` of `log` were `many`; `digest` depends on each of them and, through the seal
    before, on every row that was ever sealed.
    """

    class Log(models.TextChoices):
        JOURNAL = "audit_journalentry", "The journal of changes"
        LOOKS = "audit_look", "The log of looks"

    at = models.DateTimeField(db_default=Now())
    log = models.CharField(max_length=30, choices=Log)
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    many = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["log", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["log", "last"], name="a_stretch_is_sealed_once"),
            models.CheckConstraint(
                condition=models.Q(first__lte=models.F("last")), name="a_seal_covers_a_stretch"
            ),
            models.CheckConstraint(
                condition=models.Q(log__in=["audit_journalentry", "audit_look"]),
                name="a_seal_is_of_a_known_log",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_log_display()}, rows {self.first} to {self.last}"
