"""Who was sent which version of the minutes or of a plan, when and how, and what they said of it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from sightline.people.models import Agency
from sightline.record.constraints import SameChild, not_before, one_of, paired
from sightline.record.models.entry import ChildEntry, EntryQuerySet

#: What a paper can be of, by its model: the field of a copy that says so.
PLACES = {"conference": "conference", "childprotectionplan": "plan", "childinneedplan": "help_plan"}


class Route(models.TextChoices):
    SECURE_EMAIL = "secure_email", "Secure e-mail"
    HAND = "hand", "By hand"
    POST = "post", "Recorded post"
    PORTAL = "portal", "The agency’s own secure system"


class CopyAnswer(models.TextChoices):
    CONFIRMED = "confirmed", "They confirmed it"
    CORRECTION = "correction", "They asked for a correction"


def _of_one_thing() -> Q:
    found = Q()
    for place in PLACES.values():
        found |= Q(**{f"{other}__isnull": other != place for other in PLACES.values()})
    return found


class SentCopyQuerySet(EntryQuerySet["SentCopy"]):
    """Copies that were sent."""


class SentCopy(ChildEntry):
    """One person was sent one version of a conference's minutes, or of a plan.

    The version is a document: a later one replaces it and keeps it, so that who has which is known for good.
    """

    Route = Route
    Answer = CopyAnswer

    conference = models.ForeignKey(
        "record.Conference", on_delete=models.PROTECT, null=True, blank=True, related_name="copies"
    )
    plan = models.ForeignKey(
        "record.ChildProtectionPlan", on_delete=models.PROTECT, null=True, blank=True, related_name="copies"
    )
    help_plan = models.ForeignKey(
        "record.ChildInNeedPlan", on_delete=models.PROTECT, null=True, blank=True, related_name="copies"
    )
    document = models.ForeignKey("record.Document", on_delete=models.PROTECT, related_name="copies")
    person = models.CharField(max_length=99, help_text="To whom it was sent, by name")
    agency = models.CharField(max_length=20, choices=Agency)
    route = models.CharField(max_length=20, choices=Route)
    sent_on = models.DateField()
    answered_on = models.DateField(null=True, blank=True)
    answer = models.CharField(max_length=20, choices=CopyAnswer, null=True, blank=True)
    correction = models.TextField(blank=True, help_text="What they want put right")

    objects = SentCopyQuerySet.as_manager()

    class Meta(ChildEntry.Meta):
        verbose_name_plural = "sent copies"
        ordering: ClassVar = ["sent_on", "pk"]
        constraints: ClassVar = [
            *ChildEntry.Meta.constraints,
            SameChild("conference", name="a_copy_is_of_the_same_childs_conference"),
            SameChild("plan", name="a_copy_is_of_the_same_childs_plan"),
            SameChild("help_plan", name="a_copy_is_of_the_same_childs_help_plan"),
            SameChild("document", name="a_copy_is_of_the_same_childs_document"),
            models.CheckConstraint(condition=_of_one_thing(), name="a_copy_is_of_one_thing"),
            models.CheckConstraint(
                condition=~Q(person="") & ~Q(agency=""), name="a_copy_is_sent_to_somebody"
            ),
            paired("answered_on", "answer", name="a_copy_is_answered_on_a_day"),
            models.CheckConstraint(
                condition=(Q(answer="correction") & ~Q(correction=""))
                | (~Q(answer="correction") & Q(correction=""))
                | (Q(answer__isnull=True) & Q(correction="")),
                name="a_correction_says_what_is_wrong",
            ),
            not_before("answered_on", "sent_on", name="a_copy_is_answered_after_it_is_sent"),
            one_of("agency", Agency, name="copy_agency_is_a_known_code"),
            one_of("route", Route, name="copy_route_is_a_known_code"),
            one_of("answer", CopyAnswer, name="copy_answer_is_a_known_code"),
        ]

    def __str__(self) -> str:
        return f"Copy sent to {self.person}"

    @property
    def paper(self) -> str:
        """What was sent, in words: of what, and which version."""
        if self.conference_id:
            what = "minutes of the conference"
        else:
            what = "child protection plan" if self.plan_id else "child in need plan"
        return f"{what}, {self.document}"
