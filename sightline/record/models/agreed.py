"""What a plan or a strategy discussion says is to be done: by whom, by when, and how it is known."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce, TruncDate

from sightline.record.constraints import SameChild
from sightline.record.models.entry import ChildEntry, EntryQuerySet
from sightline.record.models.to_do import ToDo
from sightline.record.work import Work
from sightline.timescales.london import day_of

#: What an action can be agreed in, by the field that says so.
PLACES = ("plan", "help_plan", "discussion")


def _in_one_place() -> Q:
    found = Q()
    for place in PLACES:
        found |= Q(**{f"{other}__isnull": other != place for other in PLACES})
    return found


class AgreedActionQuerySet(EntryQuerySet["AgreedAction"]):
    def awaited(self) -> Self:
        """What is still to be done: nobody has said what came of it, and its plan has not ended."""
        return self.standing().filter(finished_on=None, plan__ended_on=None, help_plan__ended_on=None)

    def past_due(self, on: date) -> Self:
        """What was to be done before that day."""
        return self.filter(Q(due_on__lt=on) | Q(due_at__date__lt=on))

    def soonest_first(self) -> Self:
        """By the day on which it is due, what is due at an hour of that day before the rest of it."""
        return self.order_by(Coalesce("due_on", TruncDate("due_at")), "due_at", "pk")


class AgreedAction(ToDo, ChildEntry):
    """Something to be done: so says a child protection plan, a child in need plan or a strategy discussion.

    Whoever leads the case answers that what is done elsewhere is done. What cannot wait until a day's end
    is due at an instant.
    """

    otherwise: ClassVar[str] = "Whoever leads the case"

    referral = models.ForeignKey("record.Referral", on_delete=models.PROTECT, related_name="agreed_actions")
    plan = models.ForeignKey(
        "record.ChildProtectionPlan", on_delete=models.PROTECT, null=True, blank=True, related_name="actions"
    )
    help_plan = models.ForeignKey(
        "record.ChildInNeedPlan", on_delete=models.PROTECT, null=True, blank=True, related_name="actions"
    )
    discussion = models.ForeignKey(
        "record.StrategyDiscussion", on_delete=models.PROTECT, null=True, blank=True, related_name="actions"
    )
    due_on = models.DateField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)

    objects = AgreedActionQuerySet.as_manager()

    work = Work(
        "Action in a plan",
        open=Q(finished_on=None, plan__ended_on=None, help_plan__ended_on=None),
        since="agreed_on",
        worker="owner",
        case="referral",
        opens="agreed-finish",
    )

    class Meta(ChildEntry.Meta):
        ordering: ClassVar = ["agreed_on", "pk"]
        constraints: ClassVar = [
            *ChildEntry.Meta.constraints,
            *ToDo.Meta.constraints,
            SameChild("referral", name="what_is_agreed_is_in_the_same_childs_referral"),
            SameChild("plan", name="what_is_agreed_is_in_the_same_childs_plan"),
            SameChild("help_plan", name="what_is_agreed_is_in_the_same_childs_help_plan"),
            SameChild("discussion", name="what_is_agreed_is_in_the_same_childs_discussion"),
            models.CheckConstraint(condition=_in_one_place(), name="an_action_is_agreed_in_one_place"),
            models.CheckConstraint(
                condition=Q(due_on__isnull=True) ^ Q(due_at__isnull=True),
                name="what_is_agreed_is_due_on_a_day_or_at_an_hour",
            ),
        ]

    @property
    def last_day(self) -> date:
        """The day by which it is to be done."""
        return self.due_on or day_of(self.due_at)  # type: ignore[arg-type]  # it has one of the two

    @property
    def agreed_in(self) -> str:
        """Where it was agreed, in words."""
        if self.plan_id:
            return "Child protection plan"
        return "Child in need plan" if self.help_plan_id else "Strategy discussion"
