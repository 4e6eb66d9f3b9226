"""Supervision: a manager and a worker think about one child, decide, and say who does what by when."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from sightline.duties.language import Kind, Thread
from sightline.record.constraints import SameChild, paired
from sightline.record.milestones import Fact
from sightline.record.models.entry import ChildEntry, EntryQuerySet
from sightline.record.work import Work


class SupervisionQuerySet(EntryQuerySet["Supervision"]):
    """Supervisions."""


class Supervision(ChildEntry):
    """One supervision about one child, with whoever leads the work: what was thought and decided."""

    referral = models.ForeignKey("record.Referral", on_delete=models.PROTECT, related_name="supervisions")
    supervisor = models.ForeignKey(
        "people.Worker", on_delete=models.PROTECT, related_name="supervisions_given"
    )
    worker = models.ForeignKey("people.Worker", on_delete=models.PROTECT, related_name="supervisions_had")
    held_on = models.DateField()
    reflection = models.TextField(
        blank=True, help_text="What it is like to be this child, and what we make of it"
    )
    decisions = models.TextField(blank=True, help_text="What was decided, and why")

    objects = SupervisionQuerySet.as_manager()

    thread = Thread.REFERRAL
    milestones: ClassVar = {Kind.SUPERVISION_HELD: Fact("held_on", into=("referral",))}

    class Meta(ChildEntry.Meta):
        ordering: ClassVar = ["-held_on", "-pk"]
        constraints: ClassVar = [
            *ChildEntry.Meta.constraints,
            models.UniqueConstraint(fields=["id", "child"], name="supervision_with_its_child"),
            SameChild("referral", name="a_supervision_is_in_the_same_childs_referral"),
            models.CheckConstraint(condition=~Q(supervisor=F("worker")), name="nobody_supervises_themselves"),
            models.CheckConstraint(
                condition=~Q(reflection="") | ~Q(decisions=""), name="a_supervision_says_something"
            ),
        ]

    def __str__(self) -> str:
        return f"Supervision of {self.held_on:%-d %B %Y}"


class SupervisionActionQuerySet(EntryQuerySet["SupervisionAction"]):
    """What was agreed in supervision."""


class SupervisionAction(ChildEntry):
    """Something agreed in supervision: what, who does it, by when; when it was done, and what came of it."""

    supervision = models.ForeignKey(Supervision, on_delete=models.PROTECT, related_name="actions")
    what = models.TextField()
    owner = models.ForeignKey("people.Worker", on_delete=models.PROTECT, related_name="supervision_actions")
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    came_of_it = models.TextField(null=True, blank=True)

    objects = SupervisionActionQuerySet.as_manager()

    work = Work(
        "Action agreed in supervision",
        open=Q(done_on=None),
        since="supervision__held_on",
        worker="owner",
        case="supervision__referral",
    )

    class Meta(ChildEntry.Meta):
        ordering: ClassVar = ["due_on", "pk"]
        indexes: ClassVar = [
            models.Index(
                fields=["owner", "due_on"], condition=Q(done_on=None), name="open_actions_of_a_worker"
            )
        ]
        constraints: ClassVar = [
            *ChildEntry.Meta.constraints,
            SameChild("supervision", name="an_action_is_of_the_same_childs_supervision"),
            models.CheckConstraint(condition=~Q(what=""), name="a_supervision_action_says_what"),
            paired("done_on", "came_of_it", name="a_supervision_action_is_done_with_a_result"),
        ]

    def __str__(self) -> str:
        return self.what
