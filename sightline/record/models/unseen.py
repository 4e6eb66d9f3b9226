"""What a manager decides once several attempts in a row did not find a child."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from sightline.record.constraints import SameChild, one_of
from sightline.record.models.entry import ChildEntry, EntryQuerySet


class UnseenNext(models.TextChoices):
    POLICE = "police", "Go at once, with the police"
    DISCUSSION = "discussion", "Hold a strategy discussion"
    ANOTHER_WAY = "another_way", "See the child another way"
    AGAIN = "again", "Try again, as said below"
    ACCEPTED = "accepted", "Nothing more for now, because"


class UnseenDecisionQuerySet(EntryQuerySet["UnseenDecision"]):
    """Decisions about children whom nobody found."""


class UnseenDecision(ChildEntry):
    """A named manager decided what to do now about a child whom attempts in a row did not find, and why.

    It answers for the attempts up to `attempt`, the latest of them: another that fails asks anew.
    """

    Next = UnseenNext

    attempt = models.ForeignKey("record.Sighting", on_delete=models.PROTECT, related_name="unseen_decisions")
    decided_on = models.DateField()
    decided_by = models.ForeignKey("people.Worker", on_delete=models.PROTECT, related_name="+")
    decision = models.CharField(max_length=20, choices=UnseenNext)
    because = models.TextField(help_text="Why; and who does what, by when")

    objects = UnseenDecisionQuerySet.as_manager()

    class Meta(ChildEntry.Meta):
        ordering: ClassVar = ["-decided_on", "-pk"]
        constraints: ClassVar = [
            *ChildEntry.Meta.constraints,
            SameChild("attempt", name="it_is_decided_about_an_attempt_to_see_the_same_child"),
            models.UniqueConstraint(
                fields=["attempt"],
                condition=Q(struck_out_at__isnull=True),
                name="what_to_do_after_an_attempt_is_decided_once",
            ),
            models.CheckConstraint(
                condition=~Q(because=""), name="what_to_do_for_a_child_unseen_has_a_reason"
            ),
            one_of("decision", UnseenNext, name="what_to_do_for_a_child_unseen_is_a_known_code"),
            models.CheckConstraint(
                condition=~Q(decision=""), name="what_to_do_for_a_child_unseen_is_decided"
            ),
        ]

    def __str__(self) -> str:
        return f"Decided on {self.decided_on:%-d %B %Y}: {self.get_decision_display().lower()}"
