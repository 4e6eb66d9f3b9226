"""What is agreed to be done, wherever it is: by whom, by when, what came of it and how that is known."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from sightline.record.constraints import not_before, one_of, paired


class ActionOutcome(models.TextChoices):
    DONE = "done", "It is done"
    NOT_NEEDED = "not_needed", "It is no longer needed"
    NOT_DONE = "not_done", "It was not done, and will not be"


class ToDo(models.Model):
    """Something to be done by one: a worker here (`owner`), somebody elsewhere in words (`outside`), or else
    whoever answers for what it is about. By when, each kind says in a `due_on` of its own.
    """

    Outcome = ActionOutcome
    #: Who does it where nobody is named, in words.
    otherwise: ClassVar[str]

    what = models.TextField()
    agreed_on = models.DateField()
    owner = models.ForeignKey(
        "people.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="%(class)ss"
    )
    outside = models.CharField(
        max_length=150, blank=True, help_text="Who does it, and from where, if not a worker here"
    )
    finished_on = models.DateField(null=True, blank=True)
    finished_by = models.ForeignKey(
        "people.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    outcome = models.CharField(max_length=10, choices=ActionOutcome, null=True, blank=True)
    evidence = models.TextField(null=True, blank=True, help_text="How it is known, or why it was not done")

    class Meta:
        abstract = True
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(what=""), name="%(class)s_says_what"),
            models.CheckConstraint(
                condition=Q(owner__isnull=True) | Q(outside=""), name="%(class)s_is_done_by_one"
            ),
            not_before("due_on", "agreed_on", name="%(class)s_is_due_after_it_is_agreed"),
            not_before("finished_on", "agreed_on", name="%(class)s_is_finished_after_it_is_agreed"),
            paired("finished_on", "finished_by", "outcome", "evidence", name="%(class)s_is_finished_as_said"),
            models.CheckConstraint(
                condition=Q(evidence__isnull=True) | ~Q(evidence=""),
                name="%(class)s_is_finished_with_evidence",
            ),
            one_of("outcome", ActionOutcome, name="%(class)s_outcome_is_a_known_code"),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def doer(self) -> str:
        """Who does it, in words."""
        return self.owner.name if self.owner else self.outside or self.otherwise
