"""The journal of every change to the record and the log of every look at it.

Neither is written by a verb or a page directly: the journal is written by a trigger in PostgreSQL
(`audit/database.py`), so that a change made in raw SQL is in it too; a look is written by `audit.looks`.
Both are append-only: the database refuses to change or remove a row.
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

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["child", "at"], name="looks_at_a_child"),
            models.Index(fields=["worker", "at"], name="looks_by_a_worker"),
        ]

    def __str__(self) -> str:
        return f"{self.page} at {self.at:%Y-%m-%d %H:%M}"
