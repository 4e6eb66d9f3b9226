"""What a worker was trained in, and until when that counts."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now


class Course(models.TextChoices):
    """What the authority trains its workers in, and may ask for before somebody does the work."""

    CHILD_PROTECTION = "child_protection", "Child protection"
    JOINT_ENQUIRY = "joint_enquiry", "Joint enquiries with the police"
    ASSESSMENT = "assessment", "Assessing children and families"
    SUPERVISING = "supervising", "Supervising practitioners"


class TrainingQuerySet(models.QuerySet["Training"]):
    def current_on(self, day: date) -> Self:
        """The trainings that counted on that day: completed by then, and not run out."""
        lasts = Q(expires_on__isnull=True) | Q(expires_on__gt=day)
        return self.filter(lasts, completed_on__lte=day)


class Training(models.Model):
    """A worker completed a course on a day; it counts until, but not on, the day that it expires.

    Nothing is taken out: a course done again is another row. Who recorded it is named, and the journal keeps
    every change.
    """

    worker = models.ForeignKey("people.Worker", on_delete=models.PROTECT, related_name="trainings")
    course = models.CharField(max_length=30, choices=Course)
    completed_on = models.DateField()
    expires_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey("people.Worker", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = TrainingQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["course", "-completed_on"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["worker", "course", "completed_on"], name="a_course_is_completed_once_in_a_day"
            ),
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True) | Q(expires_on__gt=F("completed_on")),
                name="training_expires_after_it_is_completed",
            ),
            models.CheckConstraint(
                condition=Q(course__in=Course.values), name="training_is_in_a_known_course"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_course_display()}, {self.completed_on:%-d %B %Y}"
