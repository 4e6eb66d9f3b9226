"""Referrals: a request for help that was accepted for a decision, and the episode of work that follows it."""

from datetime import date
from typing import ClassVar, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from sightline.duties.language import Kind, Thread
from sightline.people.models import MANAGERS, ON_DUTY, Agency
from sightline.record.codes import PrimaryNeed, ReasonForClosure, ReferralSource
from sightline.record.constraints import not_before, one_of, paired
from sightline.record.milestones import Fact
from sightline.record.models.contact import Route
from sightline.record.models.entry import ChildEntry, EntryQuerySet
from sightline.record.sight import Opens
from sightline.record.work import Work

FROM_A_PROFESSIONAL = ~Q(referrer_agency__in=["", Agency.FAMILY])


class DayRange(Func):
    """The days from one column up to, but not on, another; without end where the second is empty."""

    function = "daterange"
    output_field = DateRangeField()

    def __init__(self, start: str, end: str) -> None:
        super().__init__(F(start), F(end), Value("[)"))


class ReferralDecision(models.TextChoices):
    ASSESS = "assess", "Assess the child’s needs"
    STRATEGY_DISCUSSION = "strategy_discussion", "Hold a strategy discussion"
    PROTECT_NOW = "protect_now", "Act at once to protect the child"
    SERVICES = "services", "Provide help now"
    NO_FURTHER_ACTION = "no_further_action", "Take no further action"


class ReferralQuerySet(EntryQuerySet["Referral"]):
    def open_on(self, day: date) -> Self:
        """Referrals received by that day, and by its end neither closed nor ended in no further action."""
        ended = Q(decision=ReferralDecision.NO_FURTHER_ACTION, decided_on__lte=day)
        return (
            self.standing()
            .filter(Q(closed_on__isnull=True) | Q(closed_on__gt=day), received_on__lte=day)
            .exclude(ended)
        )


class Referral(ChildEntry):
    """One child's referral and the open case it begins, until it is closed by a named worker, because.

    The team always holds it; a lead worker may be allocated too (`Allocation`). `received_on` is the day it
    reached us, working day or not.
    """

    Decision = ReferralDecision

    contact = models.ForeignKey(
        "record.Contact", on_delete=models.PROTECT, null=True, blank=True, related_name="referrals"
    )
    team = models.ForeignKey("people.Team", on_delete=models.PROTECT, related_name="referrals")
    received_on = models.DateField()
    received_at = models.DateTimeField(null=True, blank=True)
    route = models.CharField(max_length=20, choices=Route, default=Route.WRITTEN)
    source = models.CharField(max_length=2, choices=ReferralSource)
    referrer_agency = models.CharField(max_length=20, choices=Agency, blank=True)
    referrer_can_be_told = models.BooleanField(default=True)
    primary_need = models.CharField(max_length=2, choices=PrimaryNeed, default=PrimaryNeed.NOT_STATED)
    because = models.TextField(blank=True, help_text="Why the child was referred")
    is_transfer_in = models.BooleanField(default=False, help_text="On another authority’s plan, moving here")
    acknowledged_on = models.DateField(null=True, blank=True)
    confirmed_in_writing_at = models.DateTimeField(null=True, blank=True)
    checks_made_on = models.DateField(null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey(
        "people.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="referrals_decided"
    )
    decision = models.CharField(max_length=20, choices=ReferralDecision, null=True, blank=True)
    decided_because = models.TextField(null=True, blank=True)
    referrer_told_on = models.DateField(null=True, blank=True)
    new_information_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    closed_by = models.ForeignKey(
        "people.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="referrals_closed"
    )
    closure_reason = models.CharField(max_length=3, choices=ReasonForClosure, null=True, blank=True)
    closed_because = models.TextField(null=True, blank=True)

    objects = ReferralQuerySet.as_manager()

    beside = frozenset({"history"})

    #: A team covers for its own in what is open; its managers answer for all that it held.
    opens: ClassVar = (
        Opens("team", ON_DUTY, when=Q(closed_on=None)),
        Opens("team", MANAGERS),
        Opens("team", MANAGERS, when=Q(closed_on=None), even_restricted=True),
    )

    thread = Thread.REFERRAL
    milestones: ClassVar = {
        Kind.REFERRAL_RECEIVED: Fact("received_on", at="received_at"),
        Kind.REFERRAL_RECEIVED_IN_WRITING: Fact(
            "received_on", at="received_at", when=Q(route__in=(Route.WRITTEN, Route.ONLINE))
        ),
        Kind.REFERRAL_TELEPHONED_BY_PROFESSIONAL: Fact(
            "received_on", at="received_at", when=Q(route=Route.TELEPHONE) & FROM_A_PROFESSIONAL
        ),
        Kind.REFERRAL_CONFIRMED_IN_WRITING: Fact(
            models.functions.TruncDate("confirmed_in_writing_at"), at="confirmed_in_writing_at"
        ),
        Kind.REFERRAL_ACKNOWLEDGED: Fact("acknowledged_on"),
        Kind.ACKNOWLEDGEMENT_NOT_POSSIBLE: Fact("received_on", when=Q(referrer_can_be_told=False)),
        Kind.AGENCY_CHECKS_MADE: Fact("checks_made_on"),
        Kind.REFERRAL_DECIDED: Fact("decided_on"),
        Kind.REFERRAL_ACCEPTED: Fact("decided_on", when=~Q(decision="no_further_action")),
        Kind.REFERRAL_NO_FURTHER_ACTION: Fact("decided_on", when=Q(decision="no_further_action")),
        Kind.REFERRER_TOLD: Fact("referrer_told_on"),
        Kind.NEW_INFORMATION_RECORDED: Fact("new_information_on"),
        Kind.TRANSFER_IN_NOTIFIED: Fact("received_on", when=Q(is_transfer_in=True)),
        Kind.REFERRAL_CLOSED: Fact("closed_on"),
    }

    work = Work(
        "Open case",
        open=Q(closed_on=None) & (Q(decision=None) | ~Q(decision=ReferralDecision.NO_FURTHER_ACTION)),
        since="received_on",
        team="team",
        case="id",
    )

    class Meta(ChildEntry.Meta):
        ordering: ClassVar = ["-received_on", "-pk"]
        indexes: ClassVar = [
            models.Index(
                fields=["team", "received_on"], condition=Q(closed_on=None), name="open_referrals_of_a_team"
            )
        ]
        constraints: ClassVar = [
            *ChildEntry.Meta.constraints,
            models.UniqueConstraint(fields=["id", "child"], name="referral_with_its_child"),
            ExclusionConstraint(
                name="one_referral_open_at_a_time",
                expressions=[
                    ("child", RangeOperators.EQUAL),
                    (DayRange("received_on", "closed_on"), RangeOperators.OVERLAPS),
                ],
                condition=Q(struck_out_at__isnull=True)
                & (Q(decision__isnull=True) | ~Q(decision=ReferralDecision.NO_FURTHER_ACTION)),
            ),
            paired(
                "decided_on",
                "decided_by",
                "decision",
                "decided_because",
                name="a_referral_decision_is_signed_and_reasoned",
            ),
            models.CheckConstraint(
                condition=Q(decided_because__isnull=True) | ~Q(decided_because=""),
                name="a_referral_decision_has_a_reason",
            ),
            paired(
                "closed_on",
                "closed_by",
                "closure_reason",
                "closed_because",
                name="a_closure_is_signed_and_reasoned",
            ),
            models.CheckConstraint(
                condition=Q(closed_because__isnull=True) | ~Q(closed_because=""),
                name="a_closure_has_a_reason",
            ),
            not_before("decided_on", "received_on", name="a_referral_is_decided_after_it_comes"),
            not_before("closed_on", "received_on", name="a_referral_closes_after_it_comes"),
            one_of("decision", ReferralDecision, name="referral_decision_is_a_known_code"),
            one_of("source", ReferralSource, name="referral_source_is_a_known_code"),
            one_of("primary_need", PrimaryNeed, name="primary_need_is_a_known_code"),
            one_of("closure_reason", ReasonForClosure, name="closure_reason_is_a_known_code"),
            models.CheckConstraint(
                condition=Q(received_at__isnull=True) | Q(received_at__date=F("received_on")),
                name="a_referral_is_received_on_one_day",
            ),
        ]

    def __str__(self) -> str:
        return f"Referral of {self.received_on:%-d %B %Y}"
