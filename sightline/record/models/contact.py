"""Contacts: any approach about a child, before anyone decides whether it is a referral."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import TruncDate

from sightline.duties.language import Kind, Thread
from sightline.people.models import MANAGERS, ON_DUTY, Agency
from sightline.record.codes import ReferralSource
from sightline.record.constraints import not_before, one_of, paired
from sightline.record.milestones import Fact
from sightline.record.models.entry import ChildEntry, Entry, EntryQuerySet
from sightline.record.sight import Opens, ago
from sightline.record.work import Work


class Route(models.TextChoices):
    """How somebody reached us."""

    TELEPHONE = "telephone", "Telephone"
    WRITTEN = "written", "Letter, form or e-mail"
    ONLINE = "online", "Online form of ours"
    IN_PERSON = "in_person", "In person"
    OWN_STAFF = "own_staff", "Our own staff noticed"


class ContactDecision(models.TextChoices):
    REFERRAL = "referral", "Accept as a referral"
    EARLY_HELP = "early_help", "Offer early help"
    ADVICE = "advice", "Give information or advice"
    KNOWN_CASE = "known_case", "Pass to the worker who knows the child"
    NO_FURTHER_ACTION = "no_further_action", "Take no further action"


#: It cannot wait until somebody decides: a child may be in danger now, or harm is told of.
PRESSING = Q(is_urgent=True) | Q(tells_of_harm=True)


class ContactQuerySet(EntryQuerySet["Contact"]):
    child_lookup = "children__child"

    def waiting(self) -> "ContactQuerySet":
        """Contacts nobody has decided about, longest waiting first among the equally urgent."""
        return self.standing().filter(decided_at__isnull=True).order_by("-is_urgent", "received_at", "pk")

    def untaken(self) -> "ContactQuerySet":
        """Of those, the ones that cannot wait for a decision, and that nobody says they are acting on."""
        return self.waiting().filter(PRESSING, taken_up_at=None)


class Contact(Entry):
    """One approach about one or more children: when it came, from whom, their words, and what we decided.

    `received_at` is when it reached us, `recorded_at` when it was written down, `taken_up_at` when a person
    said that they had read it and were acting on it, `decided_at` when somebody decided; they are kept apart.
    No further action is a decision like any other: signed, with a reason.
    """

    Decision = ContactDecision

    received_at = models.DateTimeField()
    route = models.CharField(max_length=20, choices=Route)
    source = models.CharField(max_length=2, choices=ReferralSource)
    referrer_name = models.CharField(max_length=100, blank=True)
    referrer_agency = models.CharField(max_length=20, choices=Agency, blank=True)
    referrer_reach = models.CharField(max_length=200, blank=True, help_text="How to reach the referrer")
    words = models.TextField(help_text="What the referrer said, in their own words")
    tells_of_harm = models.BooleanField(
        default=False, help_text="An injury, a disclosure or an assault is told of"
    )
    is_urgent = models.BooleanField(default=False)
    team = models.ForeignKey("people.Team", on_delete=models.PROTECT, related_name="contacts")
    taken_up_at = models.DateTimeField(null=True, blank=True)
    taken_up_by = models.ForeignKey(
        "people.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="contacts_taken_up"
    )
    history_seen_by_decider = models.BooleanField(default=False)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        "people.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="contacts_decided"
    )
    decision = models.CharField(max_length=20, choices=ContactDecision, null=True, blank=True)
    decided_because = models.TextField(null=True, blank=True)
    referrer_told_at = models.DateTimeField(null=True, blank=True)

    objects = ContactQuerySet.as_manager()

    work = Work(
        "Contact to decide",
        open=Q(decided_at=None),
        since=TruncDate("received_at"),
        team="team",
        child="",
        opens="contact",
    )
    also_written = "true"
    beside = frozenset({"history"})

    class Meta(Entry.Meta):
        ordering: ClassVar = ["-received_at", "-pk"]
        indexes: ClassVar = [
            models.Index(
                fields=["team", "received_at"], condition=Q(decided_at=None), name="contacts_to_decide"
            ),
            models.Index(fields=["team"], condition=Q(referrer_told_at=None), name="contacts_to_tell_of"),
            models.Index(fields=["team", "decided_at"], name="contacts_decided"),
        ]
        constraints: ClassVar = [
            *Entry.Meta.constraints,
            paired(
                "decided_at",
                "decided_by",
                "decision",
                "decided_because",
                name="a_contact_decision_is_signed_and_reasoned",
            ),
            models.CheckConstraint(
                condition=Q(decided_because__isnull=True) | ~Q(decided_because=""),
                name="a_contact_decision_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True) | Q(history_seen_by_decider=True),
                name="nobody_decides_a_contact_without_seeing_the_history",
            ),
            not_before("decided_at", "received_at", name="a_contact_is_decided_after_it_comes"),
            paired("taken_up_at", "taken_up_by", name="whoever_takes_up_a_contact_says_when"),
            not_before("taken_up_at", "received_at", name="a_contact_is_taken_up_after_it_comes"),
            one_of("decision", ContactDecision, name="contact_decision_is_a_known_code"),
            one_of("route", Route, name="contact_route_is_a_known_code"),
            one_of("source", ReferralSource, name="contact_source_is_a_known_code"),
            models.CheckConstraint(condition=~Q(words=""), name="a_contact_keeps_the_words"),
        ]

    def __str__(self) -> str:
        return f"Contact of {self.received_at:%-d %B %Y}"

    @property
    def is_pressing(self) -> bool:
        """Whether it cannot wait until somebody decides."""
        return self.is_urgent or self.tells_of_harm


CONTACT_STANDS = Q(contact__struck_out_at=None)
#: Contacts that are not finished with: undecided, or the referrer not told yet; and those decided lately.
UNFINISHED = Q(contact__decided_at=None) | Q(contact__referrer_told_at=None)
LATELY = UNFINISHED | Q(contact__decided_at__gte=ago("28 days"))


class ContactChildQuerySet(EntryQuerySet["ContactChild"]):
    """Children whom contacts were about."""


class ContactChild(ChildEntry):
    """One child whom a contact was about; the contact's clocks run for each of them."""

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="children")

    objects = ContactChildQuerySet.as_manager()

    also_written = "record_takes_a_contact()"
    beside = frozenset({"history"})

    opens: ClassVar = (
        Opens("contact__team", ON_DUTY | MANAGERS, when=lambda: CONTACT_STANDS & LATELY),
        Opens("contact__team", MANAGERS, when=CONTACT_STANDS & UNFINISHED, even_restricted=True),
    )

    thread = Thread.CONTACT
    milestones: ClassVar = {
        Kind.CONTACT_RECEIVED: Fact(
            TruncDate("contact__received_at"), at="contact__received_at", when=Q(contact__struck_out_at=None)
        ),
        Kind.CONTACT_DECIDED: Fact(
            TruncDate("contact__decided_at"), at="contact__decided_at", when=Q(contact__struck_out_at=None)
        ),
    }

    class Meta(ChildEntry.Meta):
        constraints: ClassVar = [
            *ChildEntry.Meta.constraints,
            models.UniqueConstraint(
                F("contact"),
                F("child"),
                condition=Q(struck_out_at__isnull=True),
                name="a_contact_names_a_child_once",
            ),
        ]

    def __str__(self) -> str:
        return f"Child {self.child_id} in contact {self.contact_id}"
