"""What comes of contacts, by who got in touch: whether some are listened to less, and how soon each is told.

A neighbour, a relative or somebody who gives no name may know as much as a school. Here is counted; whether a
difference is more than chance makes is asked in `assurance.variation`.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from statistics import median

from django.db.models import Q

from sightline.record.codes import ReferralSource
from sightline.record.models import Contact
from sightline.record.models.contact import ContactDecision, ContactQuerySet
from sightline.record.reader import counting

OVER = timedelta(days=365)
"""How long before a day the contacts are of that are compared."""
ACCEPTED = Q(decision=ContactDecision.REFERRAL)
NOTHING = Q(decision=ContactDecision.NO_FURTHER_ACTION)
WHAT: dict[str, Q] = {
    "decided": Q(),
    "accepted": ACCEPTED,
    "nothing": NOTHING,
    "told": Q(referrer_told_at__isnull=False),
    "not-told": Q(referrer_told_at=None),
}
"""The numbers of the page, each by the contacts behind it."""
COUNTED = (
    *("source", "decision", "is_urgent", "tells_of_harm"),
    *("received_at", "taken_up_at", "decided_at", "referrer_told_at"),
)


@dataclass
class Referrers:
    """One kind of referrer's contacts that were decided within the time; times in minutes."""

    code: str
    decided: int = 0
    accepted: int = 0
    nothing: int = 0
    told: int = 0
    until_decided: list[float] = field(default_factory=list)
    until_told: list[float] = field(default_factory=list)
    until_taken_up: list[float] = field(default_factory=list)

    @property
    def name(self) -> str:
        """In a worker's words."""
        return str(dict(ReferralSource.choices).get(self.code, self.code))

    @property
    def not_told(self) -> int:
        """Of how many the referrer has heard nothing."""
        return self.decided - self.told

    @property
    def usually_decided(self) -> float | None:
        """Half were decided within so many minutes of reaching us."""
        return median(self.until_decided) if self.until_decided else None

    @property
    def usually_told(self) -> float | None:
        """Half of those who were told heard within so many minutes of the decision."""
        return median(self.until_told) if self.until_told else None

    @property
    def usually_taken_up(self) -> float | None:
        """Half of the contacts that could not wait, and were taken up, were so within so many minutes."""
        return median(self.until_taken_up) if self.until_taken_up else None

    def add(self, contact: Contact) -> None:
        """Count one decided contact."""
        self.decided += 1
        self.accepted += contact.decision == ContactDecision.REFERRAL
        self.nothing += contact.decision == ContactDecision.NO_FURTHER_ACTION
        self.until_decided += _minutes(contact.received_at, contact.decided_at)
        if contact.referrer_told_at is not None:
            self.told += 1
            self.until_told += _minutes(contact.decided_at, contact.referrer_told_at)
        if contact.is_pressing:
            self.until_taken_up += _minutes(contact.received_at, contact.taken_up_at)


@counting()
def referrers(*, on: date) -> list[Referrers]:
    """Every kind of referrer over the year up to that day, by the code of the collections. One query."""
    found: defaultdict[str, Referrers] = defaultdict(lambda: Referrers(""))
    for contact in _decided(on).only(*COUNTED):
        one = found[contact.source]
        one.code = contact.source
        one.add(contact)
    return sorted(found.values(), key=lambda one: one.code)


def together(each: Iterable[Referrers]) -> Referrers:
    """All of them as one."""
    whole = Referrers("")
    for one in each:
        whole.decided += one.decided
        whole.accepted += one.accepted
        whole.nothing += one.nothing
        whole.told += one.told
        whole.until_decided += one.until_decided
        whole.until_told += one.until_told
        whole.until_taken_up += one.until_taken_up
    return whole


@counting()
def behind(code: str, what: str, *, on: date) -> list[int]:
    """The contacts behind one number, the latest first. One query. KeyError where there is no such number."""
    rows = _decided(on).filter(WHAT[what], source=code).order_by("-decided_at", "-pk")
    return list(rows.values_list("pk", flat=True))


def _decided(on: date) -> ContactQuerySet:
    within = Q(decided_at__date__gt=on - OVER, decided_at__date__lte=on)
    return Contact.objects.standing().filter(within).order_by()


def _minutes(first: datetime | None, then: datetime | None) -> list[float]:
    return [(then - first) / timedelta(minutes=1)] if first and then and then >= first else []
