"""Reorganisation: teams are joined, split, renamed, given another manager or closed, on a marked day."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now


class ReorganisationKind(models.TextChoices):
    MERGE = "merge", "Two teams become one"
    SPLIT = "split", "Part of a team becomes a team of its own"
    RENAME = "rename", "A team has another name"
    NEW_MANAGER = "new_manager", "A team has another manager"
    CLOSE = "close", "A team closes, and another takes its work"


class Reorganisation(models.Model):
    """What changed for which teams on a day, who decided it and why, and how much open work moved.

    It marks the day: practice before and after it can be told apart. `teams` are the ids of every team it
    touched.
    """

    Kind = ReorganisationKind

    on = models.DateField()
    kind = models.CharField(max_length=20, choices=ReorganisationKind)
    teams = ArrayField(models.BigIntegerField())
    says = models.TextField(help_text="What changed, in a sentence")
    because = models.TextField()
    moved = models.PositiveIntegerField(default=0)
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)
    recorded_by = models.ForeignKey("people.Worker", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-on", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind__in=ReorganisationKind.values), name="a_reorganisation_is_of_a_known_kind"
            ),
            models.CheckConstraint(condition=~Q(because=""), name="a_reorganisation_has_a_reason"),
        ]

    def __str__(self) -> str:
        return self.says
