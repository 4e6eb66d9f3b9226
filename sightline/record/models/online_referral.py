"""Referrals sent online by people without an account: their own words, held from the instant of sending."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.expressions import RawSQL
from django.db.models.functions import Length, Now, TruncDate
from django.db.models.lookups import LessThanOrEqual

from sightline.people.models import FRONT_DOOR, MANAGERS, PRACTITIONERS, Agency, Worker
from sightline.record.codes import ReferralSource
from sightline.record.constraints import not_before, one_of, paired
from sightline.record.sight import Reader
from sightline.record.work import Work

LONGEST = 20_000
"""Characters of what happened: about eight pages. More is told by telephone."""
READS_ONLINE = FRONT_DOOR | PRACTITIONERS | MANAGERS
"""Roles that may read what a stranger sent: only of a team that is theirs, or below them."""


class Said(models.TextChoices):
    """What somebody says of what they may not know."""

    YES = "yes", "Yes"
    NO = "no", "No"
    NOT_KNOWN = "not_known", "I do not know"


PRESSING_ONLINE = Q(danger_now=Said.YES) | Q(tells_of_harm=True)
"""It cannot wait: somebody is said to be in danger now, or the words tell of harm."""


def teams_of(reader: Reader) -> RawSQL:
    """The teams that a reader works in, manages or stands above, or does so for somebody who is away."""
    if reader.known is None:
        return RawSQL("(SELECT unnest(record_teams_of(record_reader())))", [])
    return RawSQL("(SELECT unnest(record_teams_of(%s)))", [reader.known])


class OnlineReferralQuerySet(models.QuerySet["OnlineReferral"]):
    def in_sight_of(self, reader: Reader) -> Any:
        """Whoever works in the team that holds it, and those above them: nobody else."""
        return reader.is_one_of(READS_ONLINE) & Q(team__in=teams_of(reader))

    def visible_to(self, worker: Worker) -> "OnlineReferralQuerySet":
        """Those that this worker may read."""
        return self.filter(self.in_sight_of(Reader.of(worker)))

    def waiting(self) -> "OnlineReferralQuerySet":
        """Those that nobody has taken up or set aside: the pressing first, then the longest waiting."""
        danger = models.Case(models.When(danger_now=Said.YES, then=0), default=1)
        pressing = models.Case(models.When(PRESSING_ONLINE, then=0), default=1)
        return self.filter(contact=None, set_aside_at=None).order_by(danger, pressing, "received_at", "pk")


class OnlineReferral(models.Model):
    """What somebody without an account told us about children, as they sent it; it never changes.

    No worker wrote it, so it is no entry: it becomes a contact when a worker takes it up, and the contact
    keeps its words and the instant at which it came. Only a manager sets one aside, with a reason, and it is
    kept all the same. `number` is the receipt that its sender was given; what opens it to them is not here.
    """

    Said = Said

    number = models.CharField(max_length=10, unique=True)
    received_at = models.DateTimeField(db_default=Now(), editable=False)
    danger_now = models.CharField(max_length=10, choices=Said)
    source = models.CharField(max_length=2, choices=ReferralSource)
    knows_how = models.CharField(max_length=200, blank=True, help_text="How they know the child")
    referrer_name = models.CharField(max_length=100, blank=True)
    referrer_agency = models.CharField(max_length=20, choices=Agency, blank=True)
    referrer_reach = models.CharField(max_length=200, blank=True, help_text="How to reach the referrer")
    stays_anonymous = models.BooleanField(default=False)
    address = models.CharField(
        max_length=200, blank=True, help_text="Where the children live, as far as known"
    )
    postcode = models.CharField(max_length=8, blank=True)
    words = models.TextField(help_text="What has happened, in the referrer's own words")
    tells_of_harm = models.BooleanField(
        default=False, help_text="The words tell of an injury, a disclosure or an assault"
    )
    family_knows = models.CharField(max_length=10, choices=Said, blank=True)
    team = models.ForeignKey("people.Team", on_delete=models.PROTECT, related_name="online_referrals")
    contact = models.OneToOneField(
        "record.Contact", on_delete=models.PROTECT, null=True, blank=True, related_name="online"
    )
    taken_up_at = models.DateTimeField(null=True, blank=True)
    taken_up_by = models.ForeignKey(
        "people.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    set_aside_at = models.DateTimeField(null=True, blank=True)
    set_aside_by = models.ForeignKey(
        "people.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    set_aside_because = models.TextField(null=True, blank=True)

    objects = OnlineReferralQuerySet.as_manager()

    work = Work(
        "Online referral to take up",
        open=Q(contact=None, set_aside_at=None),
        since=TruncDate("received_at"),
        team="team",
        child="",
        opens="online-referral",
    )

    class Meta:
        ordering: ClassVar = ["-received_at", "-pk"]
        indexes: ClassVar = [
            models.Index(
                fields=["team", "received_at"],
                condition=Q(contact=None, set_aside_at=None),
                name="online_referrals_waiting",
            )
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(number__regex=r"^[0-9]{10}$"), name="a_receipt_is_ten_figures"
            ),
            models.CheckConstraint(condition=~Q(words=""), name="an_online_referral_has_words"),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("words"), LONGEST),
                name="an_online_referral_is_no_longer_than_was_asked",
            ),
            one_of("danger_now", Said, name="online_danger_is_a_known_code"),
            models.CheckConstraint(condition=~Q(danger_now=""), name="danger_is_always_asked_about"),
            one_of("family_knows", Said, name="online_family_knows_is_a_known_code"),
            one_of("source", ReferralSource, name="online_source_is_a_known_code"),
            one_of("referrer_agency", Agency, name="online_agency_is_a_known_code"),
            models.CheckConstraint(
                condition=Q(stays_anonymous=False) | Q(referrer_name="", referrer_reach=""),
                name="whoever_stays_anonymous_is_not_named",
            ),
            paired(
                "contact", "taken_up_at", "taken_up_by", name="an_online_referral_becomes_a_signed_contact"
            ),
            paired(
                "set_aside_at",
                "set_aside_by",
                "set_aside_because",
                name="an_online_referral_is_set_aside_by_whom_and_why",
            ),
            models.CheckConstraint(
                condition=Q(set_aside_because__isnull=True) | ~Q(set_aside_because=""),
                name="an_online_referral_is_set_aside_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(contact=None) | Q(set_aside_at=None), name="what_was_taken_up_is_not_set_aside"
            ),
            not_before("taken_up_at", "received_at", name="an_online_referral_is_taken_up_after_it_comes"),
            not_before("set_aside_at", "received_at", name="an_online_referral_is_set_aside_after_it_comes"),
        ]

    def __str__(self) -> str:
        return f"Online referral {self.receipt}"

    @property
    def receipt(self) -> str:
        """Its number as it is read out: 402 118 7730."""
        return receipt(self.number)

    @property
    def is_pressing(self) -> bool:
        """Whether it cannot wait until somebody decides."""
        return self.danger_now == Said.YES or self.tells_of_harm


def receipt(number: str) -> str:
    """A receipt number in groups, as it is read out."""
    return f"{number[:3]} {number[3:6]} {number[6:]}"


class OnlineReferralChildQuerySet(models.QuerySet["OnlineReferralChild"]):
    def in_sight_of(self, reader: Reader) -> Any:
        """Whoever may read the referral in which they are named."""
        referrals = OnlineReferral.objects.order_by().filter(pk=OuterRef("online_referral_id"))
        return Exists(referrals.filter(OnlineReferral.objects.all().in_sight_of(reader)))


class OnlineReferralChild(models.Model):
    """One child whom an online referral is about, as far as its sender knew: matched with nobody yet."""

    online_referral = models.ForeignKey(OnlineReferral, on_delete=models.PROTECT, related_name="children")
    given_name = models.CharField(max_length=100, blank=True)
    family_name = models.CharField(max_length=100, blank=True)
    age = models.CharField(max_length=40, blank=True, help_text="As they put it: about six")
    born_on = models.DateField(null=True, blank=True)

    objects = OnlineReferralChildQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(given_name="") | ~Q(family_name="") | ~Q(age="") | Q(born_on__isnull=False),
                name="a_child_online_is_said_something_of",
            )
        ]

    def __str__(self) -> str:
        return f"Child {self.pk} in online referral {self.online_referral_id}"

    @property
    def name(self) -> str:
        """What they are called, as far as it is known."""
        return f"{self.given_name} {self.family_name}".strip() or "A child whose name is not known"
