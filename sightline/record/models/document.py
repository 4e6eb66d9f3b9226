"""Documents: files that belong in a child's record, kept whole, with the words that can be read in them."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q

from sightline.people.models import OPENS_CHILDREN
from sightline.record.constraints import SameChild, one_of
from sightline.record.models.entry import ChildEntry, EntryQuerySet
from sightline.record.sight import Reader


class DocumentKind(models.TextChoices):
    """What sort of thing a document is."""

    REPORT = "report", "Report or assessment from somebody else"
    LETTER = "letter", "Letter or e-mail"
    COURT = "court", "Court paper"
    HEALTH = "health", "Health record or plan"
    EDUCATION = "education", "School or college paper"
    MINUTES = "minutes", "Minutes of a meeting"
    POLICE = "police", "Police paper"
    CHILDS = "childs", "Made by the child: a drawing, a letter, a photo"
    PICTURE = "picture", "Photo, film or recording"
    OTHER = "other", "Something else"


class StoredFileQuerySet(models.QuerySet["StoredFile"]):
    def in_sight_of(self, reader: Reader) -> Any:
        """That a file is kept, and its size, for whoever may put it in a record: nothing of what it says."""
        return reader.is_one_of(OPENS_CHILDREN)


class InsideQuerySet(models.QuerySet[Any]):
    def in_sight_of(self, reader: Reader) -> Any:
        """What is inside a file, for whoever may open a child in whose record it is."""
        documents = Document.objects.order_by().filter(file=models.OuterRef("file_id"))
        return models.Exists(documents.filter(reader.sees("child")))


class StoredFile(models.Model):
    """The bytes of a file, kept once however many records hold it, and never changed.

    `digest` is the SHA-256 of the bytes. `media_type` is what they are, judged by what is in them. The words
    inside are read out by a job; they are derived, and can be read again at any time. A long file is read in
    stretches: until `read_at` says when it was done, `read_to` of its `pages` are.
    """

    digest = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField(help_text="Bytes")
    media_type = models.CharField(max_length=100)
    read_at = models.DateTimeField(null=True, blank=True, help_text="When the words inside were read out")
    unreadable_because = models.TextField(blank=True, help_text="Why no words could be read out of it")
    pages = models.PositiveIntegerField(default=0, help_text="Pages it has, where a program counted them")
    read_to = models.PositiveIntegerField(default=0, help_text="The page up to which it is read")
    awaits_reader = models.BooleanField(
        default=False, help_text="Some of it is a scan, and there was no reader for scans when it was read"
    )

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(size__gt=0), name="a_file_is_not_empty"),
            models.CheckConstraint(
                condition=Q(digest__regex="^[0-9a-f]{64}$"), name="a_file_is_known_by_its_digest"
            ),
            models.CheckConstraint(condition=Q(read_to__lte=F("pages")), name="a_file_is_read_to_its_end"),
        ]

    def __str__(self) -> str:
        return f"{self.media_type}, {self.size} bytes"


class FilePart(models.Model):
    """A stretch of a file's bytes, so that the largest is never held in memory whole."""

    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="parts")
    number = models.PositiveIntegerField()
    content = models.BinaryField()

    objects = InsideQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["file", "number"], name="a_file_has_each_part_once"),
        ]

    def __str__(self) -> str:
        return f"Part {self.number} of file {self.file_id}"


class FileText(models.Model):
    """The words of one page, or one stretch, of a file: read out of it, and no part of anybody's writing.

    `is_scan`: they were read off a picture of the page, and may be misread.
    """

    file = models.ForeignKey(StoredFile, on_delete=models.CASCADE, related_name="texts")
    number = models.PositiveIntegerField()
    words = models.TextField()
    is_scan = models.BooleanField(default=False, help_text="Read off a picture, and may be misread")

    objects = InsideQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["file", "number"], name="a_file_has_each_page_once"),
        ]

    def __str__(self) -> str:
        return f"Page {self.number} of file {self.file_id}"


class DocumentQuerySet(EntryQuerySet["Document"]):
    """Documents in children's records."""

    def newest_versions(self) -> Self:
        """The documents that no later version stands instead of."""
        later = Document.objects.standing().filter(replaces=models.OuterRef("pk"))
        return self.filter(~models.Exists(later))


class Document(ChildEntry):
    """A file in one child's record: what it is, and its own date.

    `replaces` is the version before it; both stay. `name` is what the sender called the file: it is shown to
    whoever may open the child and is in no address.
    """

    Kind = DocumentKind

    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=20, choices=DocumentKind)
    title = models.CharField(max_length=200)
    dated_on = models.DateField()
    name = models.CharField(max_length=200, blank=True, help_text="What the sender called the file")
    replaces = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    referral = models.ForeignKey(
        "record.Referral", on_delete=models.PROTECT, null=True, blank=True, related_name="documents"
    )

    objects = DocumentQuerySet.as_manager()

    class Meta(ChildEntry.Meta):
        ordering: ClassVar = ["-dated_on", "-pk"]
        constraints: ClassVar = [
            *ChildEntry.Meta.constraints,
            models.UniqueConstraint(fields=["id", "child"], name="document_with_its_child"),
            SameChild("replaces", name="a_document_replaces_one_of_the_same_child"),
            SameChild("referral", name="a_document_is_in_the_same_childs_referral"),
            models.UniqueConstraint(
                F("replaces"),
                condition=Q(struck_out_at__isnull=True),
                name="a_document_is_replaced_once",
            ),
            models.CheckConstraint(
                condition=Q(replaces__isnull=True) | ~Q(replaces=F("id")), name="a_document_replaces_another"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="a_document_says_what_it_is"),
            one_of("kind", DocumentKind, name="document_kind_is_a_known_code"),
        ]

    def __str__(self) -> str:
        return f"{self.title} of {self.dated_on:%-d %B %Y}"
