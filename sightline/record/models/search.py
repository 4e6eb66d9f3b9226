"""What is searched: a line for each name, each entry with words, each page of each file. All derived."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from sightline.record.models.entry import EntryQuerySet


class SearchLineQuerySet(EntryQuerySet["SearchLine"]):
    """The lines that are searched, narrowed to what a worker may see before anything is counted."""


class SearchLine(models.Model):
    """The words of one entry, or of one page of a file, in one child's record.

    PostgreSQL writes it as the entry is written (`record/searching.py`); drop the table and nothing is lost.
    """

    child = models.ForeignKey("record.Person", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)
    """The kind of entry, as addresses name it."""
    row = models.BigIntegerField()
    """The entry's own number."""
    page = models.PositiveIntegerField(default=0)
    """Of a file: 1 is its first page. 0: what was written in the entry itself."""
    happened_on = models.DateField()
    written_at = models.DateTimeField()
    is_struck_out = models.BooleanField()
    words = models.TextField()
    vector = SearchVectorField()

    objects = SearchLineQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            GinIndex(fields=["vector"], name="words_of_the_record"),
            models.Index(fields=["kind", "row"], name="search_lines_of_an_entry"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind", "row", "page", "child"], name="a_page_is_searched_once_for_a_child"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.row}, page {self.page}"


class SearchNameQuerySet(EntryQuerySet["SearchName"]):
    """Names, narrowed to the people whom a worker may see."""


class SearchName(models.Model):
    """One name of one person, with what two spellings of it share.

    PostgreSQL writes it as the person is written (`record/naming.py`); drop the table and nothing is lost.
    """

    child = models.ForeignKey("record.Person", on_delete=models.CASCADE, related_name="+")
    of_name = models.BigIntegerField(default=0)
    """0: the person's own. Else the number of another name that they are known by."""
    name = models.TextField()
    keys = ArrayField(models.TextField())

    objects = SearchNameQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            GinIndex(fields=["keys"], name="people_by_what_names_share"),
            GinIndex(fields=["name"], opclasses=["gin_trgm_ops"], name="people_by_spelling"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["child", "of_name"], name="a_name_is_searched_once"),
        ]

    def __str__(self) -> str:
        return self.name
