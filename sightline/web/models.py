"""What the pages keep for themselves: words typed in a form that nobody has saved yet, and digests sent."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast, Length
from django.db.models.lookups import LessThanOrEqual

from sightline.people.models import SENIOR_MANAGERS, Worker
from sightline.record.constraints import one_of, paired
from sightline.record.models.own_question import LongForm
from sightline.record.sight import Reader

MOST_BEGUN = 100_000
"""Characters of everything that a stranger has typed, as it is kept: several times what the form takes."""


class DraftQuerySet(models.QuerySet["Draft"]):
    def in_sight_of(self, reader: Reader) -> Any:
        """One's own; and those about children whom one may open, to say that somebody is writing."""
        return Q(worker=reader.pk) | Q(reader.sees("child"))

    def open(self) -> Self:
        """The drafts whose words are not in the record yet, the newest first."""
        return self.filter(entered_at=None, revision__gt=0).order_by("-saved_at", "-pk")

    def readable_by(self, worker: Worker) -> Self:
        """A worker's own drafts, while they may open the child whom the words are about; nobody else's."""
        return self.filter(Q(child=None) | Q(Reader.of(worker).sees("child")), worker=worker)


class Draft(models.Model):
    """What one worker has typed in one form and not saved: their own, and no part of a child's record.

    Colleagues see that somebody is writing, and since when; never the words. When the form is saved its words
    go, and what stays is where they led, so that the same form sent twice is saved once.
    """

    name = models.SlugField(max_length=32)
    worker = models.ForeignKey("people.Worker", on_delete=models.PROTECT, related_name="drafts")
    page = models.CharField(max_length=60)
    address = models.CharField(max_length=200, db_index=True)
    title = models.CharField(max_length=120)
    child = models.ForeignKey(
        "record.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    typed = models.JSONField(default=dict)
    """Each box's name and what it holds, exactly as typed: a list, for a box may be ticked several times."""
    aside = models.JSONField(default=dict)
    """What was found on the way and is in no box, such as the people whom a contact is about."""
    seen = models.BigIntegerField(default=0)
    """The newest change that the journal had of the entry written in, when it was opened."""
    revision = models.PositiveIntegerField(default=0)
    """How often it was kept; 0: never, and there are no words."""
    begun_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    entered_at = models.DateTimeField(null=True, blank=True)
    led_to = models.CharField(max_length=200, null=True, blank=True)
    """The address of what it became."""
    digest = models.CharField(max_length=64, blank=True)
    """Of the words that were entered, to know the same form again."""

    objects = DraftQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-saved_at", "-pk"]
        indexes: ClassVar = [
            models.Index(
                fields=["worker", "-saved_at"], condition=Q(entered_at=None), name="drafts_of_a_worker"
            )
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["worker", "name"], name="a_worker_has_one_draft_of_a_name"),
            paired("entered_at", "led_to", name="an_entered_draft_led_somewhere"),
            models.CheckConstraint(
                condition=Q(entered_at__isnull=True) | Q(typed={}, aside={}),
                name="an_entered_draft_keeps_no_words",
            ),
            models.CheckConstraint(
                condition=Q(saved_at__gte=models.F("begun_at")), name="a_draft_is_kept_after_it_is_begun"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class BegunReferral(models.Model):
    """What somebody without an account has begun to tell us: theirs until they send it, and no record.

    `key` is the salted hash of the receipt number and a secret code, which is kept nowhere; whoever has both
    finds this row, and PostgreSQL shows it to nobody else (`record/stranger.py`). Once it is sent its words
    are in the record alone, and this row says under which number. Unsent it goes when it expires.
    """

    key = models.CharField(max_length=64, unique=True)
    number = models.CharField(max_length=10, unique=True)
    typed = models.JSONField(default=dict)
    """Each box's name and what it holds, exactly as typed."""
    revision = models.PositiveIntegerField(default=0)
    begun_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(typed={}), name="a_sent_referral_keeps_no_draft"
            ),
            models.CheckConstraint(
                condition=Q(saved_at__gte=models.F("begun_at")) & Q(expires_at__gt=models.F("begun_at")),
                name="a_begun_referral_is_kept_for_a_time",
            ),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length(Cast("typed", models.TextField())), MOST_BEGUN),
                name="a_begun_referral_is_not_endless",
            ),
        ]

    def __str__(self) -> str:
        return f"Begun referral {self.pk}"


class Digest(models.Model):
    """What asked for one worker on the morning of one day, as numbers; sent to them where it was anything.

    It holds no words and no child: it is there to measure how much each person is told.
    """

    worker = models.ForeignKey("people.Worker", on_delete=models.PROTECT, related_name="digests")
    on = models.DateField()
    alerts = models.PositiveSmallIntegerField(help_text="Lines")
    things = models.PositiveIntegerField(help_text="What the lines count, all together")
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-on", "worker"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["worker", "on"], name="one_digest_of_a_worker_in_a_day"),
            models.CheckConstraint(
                condition=Q(things__gte=models.F("alerts")), name="an_alert_is_of_at_least_one_thing"
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(alerts__gt=0), name="an_empty_digest_is_not_sent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.alerts} alerts on {self.on:%-d %B %Y}"


class FormTime(models.Model):
    """How many minutes a long form was open before it was saved, and on which day: no child, no worker."""

    form = models.CharField(max_length=20, choices=LongForm)
    on = models.DateField(db_index=True)
    minutes = models.PositiveIntegerField(help_text="From opening to saving, breaks included")

    class Meta:
        constraints: ClassVar = [one_of("form", LongForm, name="form_time_is_of_a_known_form")]

    def __str__(self) -> str:
        return f"{self.get_form_display()}: {self.minutes} minutes"


class ObstacleQuerySet(models.QuerySet["Obstacle"]):
    def in_sight_of(self, reader: Reader) -> Any:
        """One's own; and all of them for whoever answers."""
        return Q(by=reader.pk) | Q(reader.is_one_of(ANSWERS_OBSTACLES))

    def visible_to(self, worker: Worker) -> Self:
        """What this worker said, or all that was said where they answer it."""
        return self.filter(self.in_sight_of(Reader.of(worker)))


#: Roles that answer what somebody said got in their way.
ANSWERS_OBSTACLES = SENIOR_MANAGERS


class Obstacle(models.Model):
    """Something got in somebody's way at a page; somebody answers with words. The page is named, no child."""

    page = models.CharField(max_length=60, help_text="The page, as addresses name it")
    words = models.TextField()
    by = models.ForeignKey("people.Worker", on_delete=models.PROTECT, related_name="obstacles")
    said_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        "people.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answer = models.TextField(null=True, blank=True)

    objects = ObstacleQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-said_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(words=""), name="what_got_in_the_way_is_said"),
            paired("answered_at", "answered_by", "answer", name="what_got_in_the_way_is_answered_by_whom"),
            models.CheckConstraint(
                condition=Q(answer__isnull=True) | ~Q(answer=""),
                name="what_got_in_the_way_is_answered_with_words",
            ),
        ]

    def __str__(self) -> str:
        return f"In the way: {self.page_said}"

    @property
    def page_said(self) -> str:
        """The page in words."""
        return self.page.replace("-", " ")
