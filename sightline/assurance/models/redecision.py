"""Blind re-decisions: another team decides a contact again, without seeing what was decided."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from sightline.people.models import EVERYBODY, MANAGERS, READS_PRACTICE, Role
from sightline.record.constraints import not_before, one_of, paired
from sightline.record.models import Contact
from sightline.record.models.contact import ContactDecision
from sightline.record.models.entry import Entry, EntryQuerySet
from sightline.record.sight import Reader
from sightline.record.work import Work

#: Roles that decide again, each only where another team decided.
DECIDES_AGAIN = MANAGERS | {Role.FRONT_DOOR, Role.AUDITOR}


class RedecisionQuerySet(EntryQuerySet["Redecision"]):
    def in_sight_of(self, reader: Reader) -> Any:
        """Every one, for whoever reads practice; for anyone else those that they decided."""
        return reader.is_one_of(READS_PRACTICE) | Q(recorded_by=reader.pk)


class Redecision(Entry):
    """A second decision about a contact, by somebody of another team who had not seen the first.

    `recorded_by` decided again; `first_decided_by` is kept beside it so that the database itself refuses the
    same person twice. Where the second is more protective, the front door's manager looks at it again and
    says what they make of it (`answered_because`).
    """

    contact = models.ForeignKey("record.Contact", on_delete=models.PROTECT, related_name="redecisions")
    first_decided_by = models.ForeignKey("people.Worker", on_delete=models.PROTECT, related_name="+")
    decision = models.CharField(max_length=20, choices=Contact.Decision.choices)
    because = models.TextField()
    decided_on = models.DateField()
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.ForeignKey(
        "people.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_because = models.TextField(null=True, blank=True)

    objects = RedecisionQuerySet.as_manager()

    work = Work(
        "Another answer to account for",
        open=Q(answered_on=None) & ~Q(decision=F("contact__decision")),
        since="decided_on",
        team="contact__team",
        child="",
        opens="same-answer-answer",
    )
    written_by = EVERYBODY

    class Meta(Entry.Meta):
        ordering: ClassVar = ["-decided_on", "-pk"]
        constraints: ClassVar = [
            *Entry.Meta.constraints,
            models.UniqueConstraint(
                F("contact"), condition=Q(struck_out_at__isnull=True), name="a_contact_is_decided_again_once"
            ),
            models.CheckConstraint(
                condition=~Q(recorded_by=F("first_decided_by")), name="nobody_decides_their_own_contact_again"
            ),
            models.CheckConstraint(condition=~Q(because=""), name="a_second_decision_has_a_reason"),
            paired(
                "answered_on", "answered_by", "answered_because", name="a_second_decision_is_answered_by_whom"
            ),
            models.CheckConstraint(
                condition=Q(answered_because__isnull=True) | ~Q(answered_because=""),
                name="a_second_decision_is_answered_in_words",
            ),
            not_before("answered_on", "decided_on", name="a_second_decision_is_answered_after_it"),
            one_of("decision", ContactDecision, name="second_decision_is_a_known_code"),
        ]

    def __str__(self) -> str:
        return f"Decided again on {self.decided_on:%-d %B %Y}"
