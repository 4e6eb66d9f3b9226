"""Hand-overs: a case is offered to another worker, team or authority; the sender holds it until accepted."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from sightline.duties.language import Kind
from sightline.people.models import MANAGERS
from sightline.record.constraints import SameChild, not_before, one_of, paired
from sightline.record.milestones import Fact
from sightline.record.models.entry import ChildEntry, EntryQuerySet
from sightline.record.sight import Opens
from sightline.record.work import Work


class HandOverRisk(models.TextChoices):
    """How soon an offer must be answered, by what is at stake for the child."""

    HIGH = "high", "A child protection plan or an enquiry is open, or harm was told of"
    PLAN = "plan", "A child in need plan or an assessment is open"
    OTHER = "other", "Anything else"


class HandOverAnswer(models.TextChoices):
    ACCEPTED = "accepted", "Accepted"
    RETURNED = "returned", "Returned"
    WITHDRAWN = "withdrawn", "Withdrawn"


class HandOverRoute(models.TextChoices):
    """The ways on which a child's papers may leave for another authority."""

    SECURE_EMAIL = "secure_email", "Secure e-mail, from one governed mailbox to another"
    SECURE_TRANSFER = "secure_transfer", "A secure file transfer"
    BY_HAND = "by_hand", "By hand, from one worker to another, signed for"
    RECORDED_POST = "recorded_post", "Tracked post, signed for"


class HandOverQuerySet(EntryQuerySet["HandOver"]):
    def unanswered(self) -> Self:
        """Offers of open cases that nobody has accepted, returned or withdrawn, the oldest first."""
        running = {"referral__closed_on": None, "referral__struck_out_at": None}
        return self.standing().filter(answered_at=None, **running).order_by("offered_at", "pk")


#: Whoever is offered a case reads it before they answer, and as long as they have not.
OFFERED = Q(answered_at=None, referral__closed_on=None, referral__struck_out_at=None)


class HandOver(ChildEntry):
    """A child's case offered by whoever holds it, read, and then accepted, returned or withdrawn.

    Offered to one of: a worker of the same team, another team, or another authority (by name). Until it is
    accepted the sender holds the case. `risk` is what was at stake on the day of the offer; how many hours it
    gives is the authority's own standard, and that the offer has lapsed is computed from it.

    To another authority: `notified_on` is when they were told, `sent` what they were sent and by which
    route, `receipt_on` and `receipt_by` what they said and who, `taken_over_on` and `taken_over_by` from
    which day the child is theirs and who there says so, and `their_conference_on` the day of the conference
    at which they took over a plan.
    """

    Risk = HandOverRisk
    Route = HandOverRoute
    Answer = HandOverAnswer

    referral = models.ForeignKey("record.Referral", on_delete=models.PROTECT, related_name="hand_overs")
    from_worker = models.ForeignKey(
        "people.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="hand_overs_offered"
    )
    from_team = models.ForeignKey("people.Team", on_delete=models.PROTECT, related_name="hand_overs_offered")
    to_worker = models.ForeignKey(
        "people.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="hand_overs_received"
    )
    to_team = models.ForeignKey(
        "people.Team", on_delete=models.PROTECT, null=True, blank=True, related_name="hand_overs_received"
    )
    to_authority = models.CharField(max_length=100, blank=True)
    risk = models.CharField(max_length=10, choices=HandOverRisk)
    because = models.TextField()
    note = models.TextField(blank=True, help_text="What the next worker must know")
    offered_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    read_by = models.ForeignKey(
        "people.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    notified_on = models.DateField(null=True, blank=True)
    sent = models.TextField(blank=True, help_text="What was sent to the other authority")
    sent_on = models.DateField(null=True, blank=True)
    route = models.CharField(max_length=20, choices=HandOverRoute, blank=True)
    receipt_on = models.DateField(null=True, blank=True)
    receipt_by = models.CharField(max_length=100, null=True, blank=True)
    taken_over_on = models.DateField(null=True, blank=True)
    taken_over_by = models.CharField(max_length=100, null=True, blank=True, help_text="Who there said so")
    their_conference_on = models.DateField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        "people.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answer = models.CharField(max_length=10, choices=HandOverAnswer, null=True, blank=True)
    answer_because = models.TextField(blank=True)

    objects = HandOverQuerySet.as_manager()

    work = Work(
        "Hand-over to be answered",
        open=Q(answered_at=None),
        since=models.functions.TruncDate("offered_at"),
        worker="from_worker",
        case="referral",
        opens="handover",
    )

    #: A move that was called off asks nothing.
    milestones: ClassVar = {
        Kind.MOVE_OUT_NOTIFIED: Fact(
            "notified_on", when=~Q(answer=HandOverAnswer.WITHDRAWN), into=("referral",)
        ),
        Kind.MOVE_OUT_TAKEN_OVER: Fact("taken_over_on", into=("referral",)),
    }

    opens: ClassVar = (
        Opens("to_worker", when=OFFERED, even_restricted=True),
        Opens("to_team", MANAGERS, when=OFFERED, even_restricted=True),
    )

    class Meta(ChildEntry.Meta):
        ordering: ClassVar = ["-offered_at", "-pk"]
        constraints: ClassVar = [
            *ChildEntry.Meta.constraints,
            SameChild("referral", name="a_hand_over_is_of_the_same_childs_referral"),
            models.UniqueConstraint(
                fields=["referral"],
                condition=Q(answered_at__isnull=True, struck_out_at__isnull=True),
                name="a_case_is_offered_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=(Q(to_worker__isnull=False) & Q(to_team__isnull=True) & Q(to_authority=""))
                | (Q(to_worker__isnull=True) & Q(to_team__isnull=False) & Q(to_authority=""))
                | (Q(to_worker__isnull=True) & Q(to_team__isnull=True) & ~Q(to_authority="")),
                name="a_hand_over_is_offered_to_one",
            ),
            models.CheckConstraint(condition=~Q(because=""), name="a_hand_over_has_a_reason"),
            paired("read_at", "read_by", name="a_hand_over_is_read_by_somebody"),
            paired("answered_at", "answered_by", "answer", name="a_hand_over_is_answered_by_somebody"),
            models.CheckConstraint(
                condition=~Q(answer=HandOverAnswer.RETURNED) | ~Q(answer_because=""),
                name="a_hand_over_is_returned_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(answer__isnull=True)
                | ~Q(answer=HandOverAnswer.ACCEPTED)
                | Q(read_at__isnull=False)
                | Q(receipt_on__isnull=False),
                name="nobody_accepts_a_hand_over_unread",
            ),
            models.CheckConstraint(
                condition=~Q(to_authority="")
                | Q(notified_on__isnull=True, receipt_on__isnull=True, their_conference_on__isnull=True),
                name="only_another_authority_sends_a_receipt",
            ),
            models.CheckConstraint(
                condition=~Q(to_authority="") | Q(sent_on__isnull=True, taken_over_on__isnull=True),
                name="only_another_authority_is_sent_papers_and_takes_over",
            ),
            models.CheckConstraint(
                condition=Q(sent_on__isnull=True, sent="", route="")
                | (Q(sent_on__isnull=False) & ~Q(sent="") & ~Q(route="")),
                name="what_was_sent_went_on_a_day_by_a_route",
            ),
            paired("receipt_on", "receipt_by", name="a_receipt_is_sent_by_somebody"),
            paired("taken_over_on", "taken_over_by", name="somebody_there_takes_a_child_over"),
            not_before("taken_over_on", "notified_on", name="a_child_is_taken_over_after_they_were_told"),
            one_of("route", HandOverRoute, name="hand_over_route_is_a_known_code"),
            not_before("answered_at", "offered_at", name="a_hand_over_is_answered_after_it_is_offered"),
            not_before("read_at", "offered_at", name="a_hand_over_is_read_after_it_is_offered"),
            one_of("risk", HandOverRisk, name="hand_over_risk_is_a_known_code"),
            one_of("answer", HandOverAnswer, name="hand_over_answer_is_a_known_code"),
        ]

    def __str__(self) -> str:
        return f"Hand-over to {self.receiver} offered {self.offered_at:%-d %B %Y}"

    @property
    def receiver(self) -> str:
        """To whom it is offered, by name."""
        return str(self.to_worker or self.to_team or self.to_authority)

    @property
    def sender(self) -> str:
        """Who holds the case until it is accepted, by name."""
        return str(self.from_worker or self.from_team)
