"""Who was sent which version of the minutes or of a plan, when and how, and what they said of it."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from sightline.people.models import Agency
from sightline.record.constraints import SameChild, not_before, one_of, paired
from sightline.record.models.entry import ChildEntry, EntryQuerySet

#: What a paper can be of, by its model: the field of a copy that says so.
PLACES = {
    "conference": "conference",
    "childprotectionplan": "plan",
    "childinneedplan": "help_plan",
    "strategydiscussion": "discussion",
    "familypage": "family_page",
}
#: What is sent as it stands in the record, and is no document.
AS_IT_STANDS = ("discussion", "family_page")


class Route(models.TextChoices):
    SECURE_EMAIL = "secure_email", "Secure e-mail"
    HAND = "hand", "By hand"
    POST = "post", "Recorded post"
    PORTAL = "portal", "The agency’s own secure system"


class CopyAnswer(models.TextChoices):
    CONFIRMED = "confirmed", "They confirmed it"
    CORRECTION = "correction", "They asked for a correction"
    DISPUTED = "disputed", "They dispute it"


def _of_one_thing() -> Q:
    found = Q()
    for place in PLACES.values():
        found |= Q(**{f"{other}__isnull": other != place for other in PLACES.values()})
    return found


def _as_it_stands() -> Q:
    found = Q()
    for place in AS_IT_STANDS:
        found |= Q(**{f"{place}__isnull": False})
    return found


class SentCopyQuerySet(EntryQuerySet["SentCopy"]):
    def disputed(self) -> Self:
        """Minutes that an agency disputes, and that nobody has answered."""
        return self.standing().filter(answer=CopyAnswer.DISPUTED.value, settled_on=None)


class SentCopy(ChildEntry):
    """One person was sent one version of a conference's minutes, or of a plan; or the minute of a strategy
    discussion, or a family's page of an assessment.

    The version is a document: a later one replaces it and keeps it, so that who has which is known for good.
    A discussion's minute and a family's page are sent as they stand in the record, where nobody changes them.
    A minute that is disputed stays so until somebody answers it: `settled_on`, by whom and with what words.
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
    discussion = models.ForeignKey(
        "record.StrategyDiscussion", on_delete=models.PROTECT, null=True, blank=True, related_name="copies"
    )
    family_page = models.ForeignKey(
        "record.FamilyPage", on_delete=models.PROTECT, null=True, blank=True, related_name="copies"
    )
    document = models.ForeignKey(
        "record.Document", on_delete=models.PROTECT, null=True, blank=True, related_name="copies"
    )
    person = models.CharField(max_length=99, help_text="To whom it was sent, by name")
    agency = models.CharField(max_length=20, choices=Agency)
    route = models.CharField(max_length=20, choices=Route)
    sent_on = models.DateField()
    answered_on = models.DateField(null=True, blank=True)
    answer = models.CharField(max_length=20, choices=CopyAnswer, null=True, blank=True)
    correction = models.TextField(blank=True, help_text="What they want put right, or dispute")
    settled_on = models.DateField(null=True, blank=True)
    settled_by = models.ForeignKey(
        "people.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    settlement = models.TextField(null=True, blank=True, help_text="What was answered to a dispute")

    objects = SentCopyQuerySet.as_manager()

    class Meta(ChildEntry.Meta):
        verbose_name_plural = "sent copies"
        ordering: ClassVar = ["sent_on", "pk"]
        constraints: ClassVar = [
            *ChildEntry.Meta.constraints,
            SameChild("conference", name="a_copy_is_of_the_same_childs_conference"),
            SameChild("plan", name="a_copy_is_of_the_same_childs_plan"),
            SameChild("help_plan", name="a_copy_is_of_the_same_childs_help_plan"),
            SameChild("discussion", name="a_copy_is_of_the_same_childs_discussion"),
            SameChild("family_page", name="a_copy_is_of_the_same_childs_family_page"),
            SameChild("document", name="a_copy_is_of_the_same_childs_document"),
            models.CheckConstraint(
                condition=(_as_it_stands() & Q(document__isnull=True))
                | (~_as_it_stands() & Q(document__isnull=False)),
                name="a_copy_is_of_a_version",
            ),
            models.CheckConstraint(condition=_of_one_thing(), name="a_copy_is_of_one_thing"),
            models.CheckConstraint(
                condition=~Q(person="") & ~Q(agency=""), name="a_copy_is_sent_to_somebody"
            ),
            paired("answered_on", "answer", name="a_copy_is_answered_on_a_day"),
            models.CheckConstraint(
                condition=(Q(answer__in=["correction", "disputed"]) & ~Q(correction=""))
                | (~Q(answer__in=["correction", "disputed"]) & Q(correction=""))
                | (Q(answer__isnull=True) & Q(correction="")),
                name="a_correction_says_what_is_wrong",
            ),
            models.CheckConstraint(
                condition=Q(answer__isnull=True) | ~Q(answer="disputed") | Q(discussion__isnull=False),
                name="a_minute_is_what_is_disputed",
            ),
            paired("settled_on", "settled_by", "settlement", name="a_dispute_is_answered_by_whom_and_how"),
            models.CheckConstraint(
                condition=Q(settled_on__isnull=True)
                | Q(answer__isnull=False, answer="disputed") & ~Q(settlement=""),
                name="a_dispute_is_what_is_answered",
            ),
            not_before("settled_on", "answered_on", name="a_dispute_is_answered_after_it_is_raised"),
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
        if self.discussion_id:
            return "minute of the strategy discussion"
        if self.family_page_id:
            return "page for the family, of an assessment"
        if self.conference_id:
            what = "minutes of the conference"
        else:
            what = "child protection plan" if self.plan_id else "child in need plan"
        return f"{what}, {self.document}"
