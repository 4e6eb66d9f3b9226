"""Sharing: what we asked another agency, who waits for the answer, and what came of it."""

from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from sightline.people.models import Agency
from sightline.record.constraints import SameChild, not_before, one_of, paired
from sightline.record.models.entry import ChildEntry, EntryQuerySet
from sightline.record.work import Work


class InformationAnswer(models.TextChoices):
    """What another agency said. Silence is no answer: until one comes, what was asked is not known."""

    TOLD = "told", "They told us"
    NOTHING_KNOWN = "nothing_known", "They looked, and know nothing"
    REFUSED = "refused", "They refused"
    WITHDRAWN = "withdrawn", "We no longer ask"


class InformationRequestQuerySet(EntryQuerySet["InformationRequest"]):
    def unanswered(self) -> Self:
        """Requests that nobody has answered, the soonest due first."""
        return self.standing().filter(answered_on=None).order_by("answer_by_on", "pk")


class InformationRequest(ChildEntry):
    """What we asked another agency about a child, by when, who waits for it, and the answer.

    `holder` is the worker who waits and chases; where it is empty, whoever leads the case, or its team.
    """

    Answer = InformationAnswer

    referral = models.ForeignKey(
        "record.Referral", on_delete=models.PROTECT, related_name="information_requests"
    )
    agency = models.CharField(max_length=20, choices=Agency)
    asked_of = models.CharField(max_length=100, blank=True, help_text="Whom we asked there")
    asks = models.TextField(help_text="What we asked")
    asked_on = models.DateField()
    answer_by_on = models.DateField()
    holder = models.ForeignKey(
        "people.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="information_awaited"
    )
    days_chased = ArrayField(models.DateField(), default=list, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answer = models.CharField(max_length=20, choices=InformationAnswer, null=True, blank=True)
    told = models.TextField(blank=True, help_text="What they said, or why not")
    answer_recorded_by = models.ForeignKey(
        "people.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = InformationRequestQuerySet.as_manager()

    work = Work(
        "Answer awaited from another agency",
        open=Q(answered_on=None),
        since="asked_on",
        worker="holder",
        case="referral",
        opens="information-answer",
    )

    class Meta(ChildEntry.Meta):
        ordering: ClassVar = ["-asked_on", "-pk"]
        constraints: ClassVar = [
            *ChildEntry.Meta.constraints,
            SameChild("referral", name="information_is_asked_in_the_same_childs_referral"),
            models.CheckConstraint(condition=~Q(asks=""), name="an_information_request_asks_something"),
            not_before("answer_by_on", "asked_on", name="an_answer_is_wanted_after_it_is_asked"),
            not_before("answered_on", "asked_on", name="an_answer_comes_after_it_is_asked"),
            paired("answered_on", "answer", "answer_recorded_by", name="an_answer_is_dated_and_signed"),
            models.CheckConstraint(
                condition=Q(answer__isnull=True) | Q(answer=InformationAnswer.NOTHING_KNOWN) | ~Q(told=""),
                name="an_answer_says_what_was_told",
            ),
            one_of("agency", Agency, name="information_agency_is_a_known_code"),
            one_of("answer", InformationAnswer, name="information_answer_is_a_known_code"),
        ]

    def __str__(self) -> str:
        return f"Asked {self.get_agency_display()} on {self.asked_on:%-d %B %Y}"
