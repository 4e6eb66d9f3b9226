"""How long each kind of record is kept, and whose time is up: values with their source, and a reading of it.

No time limit deletes anything. What is due is listed, and a manager decides (docs/decisions/0025).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, Max, OuterRef, Q

from sightline.people.models import Worker
from sightline.record.models import (
    Assessment,
    ChildInNeedPlan,
    ChildProtectionPlan,
    Enquiry,
    LegalHold,
    Person,
    Referral,
    RetentionDecision,
)
from sightline.timescales.timescale import months_after


@dataclass(frozen=True)
class Keeping:
    """For so many years a kind of record is kept, counted from the birthday or from the last closing.

    `source` says where the number is from and `verified` how far anybody here has checked it.
    """

    what: str
    years: int
    counts_from: str
    source: str
    verified: str


BIRTH, CLOSING = "the birthday", "the day the last case closed"
READ = "known and not read again for this book"
OURS = "an authority's own schedule says; this number is an example until yours is put here"

LOOKED_AFTER = Keeping(
    "Looked-after child", 75, BIRTH,
    "Care Planning, Placement and Case Review (England) Regulations 2010, regulation 50: until the 75th"
    " birthday, or 15 years from the death of a child who dies before 18", READ,
)  # fmt: skip
PROTECTION = Keeping(
    "Child protection plan or section 47 enquiry", 35, CLOSING, "No Act gives a number", OURS
)
IN_NEED = Keeping("Child in need plan or assessment", 25, BIRTH, "No Act gives a number", OURS)
REFERRAL = Keeping("Referral or contact only", 6, CLOSING, "No Act gives a number", OURS)
#: Every kind, the strongest first: a record is kept as the strongest of what it holds.
KINDS = (LOOKED_AFTER, PROTECTION, IN_NEED, REFERRAL)
NOT_YET = {LOOKED_AFTER.what: "Periods of being looked after are not recorded yet, so none is found by this."}


@dataclass(frozen=True)
class Due:
    """A record whose time is up: since when, by what, and what a manager has decided of it, if anything."""

    child: Person
    keeping: Keeping
    since_on: date
    because: str
    decided: RetentionDecision | None


def kept_until(born_on: date | None, closed_on: date, keeping: Keeping) -> date:
    """The day on which the time is up; where the birthday is needed and not known, from the closing on."""
    start = born_on if keeping.counts_from == BIRTH and born_on else closed_on
    return max(months_after(start, keeping.years * 12), months_after(closed_on, REFERRAL.years * 12))


def due(worker: Worker | None, *, on: date) -> list[Due]:
    """The records whose time is up by that day, oldest first; none under a legal hold, or kept on.

    A record with anything open is not due, however old. They are those that the worker may see; with nobody
    named, as on the installation's own command, all of them.
    """
    people = list(_closed(worker))
    decided = _decisions([one.pk for one in people])
    found = [item for person in people for item in _due(person, decided.get(person.pk), on)]
    return sorted(found, key=lambda item: (item.since_on, item.child.pk))


def _closed(worker: Worker | None) -> Iterator[Person]:
    """People whose every case is closed and who are under no hold, with what kinds of record they have."""
    cases = Referral.objects.standing().filter(child=OuterRef("pk"))

    def has(model: type[ChildProtectionPlan | Enquiry | ChildInNeedPlan | Assessment]) -> Exists:
        return Exists(model.objects.standing().filter(child=OuterRef("pk")))

    theirs = Person.objects.visible_to(worker) if worker else Person.objects.all()
    closed = theirs.standing().filter(Exists(cases), ~Exists(cases.filter(closed_on=None)))
    free = closed.filter(~Exists(LegalHold.objects.running().filter(child=OuterRef("pk"))))
    yield from free.annotate(
        last_closed_on=Max("referrals__closed_on", filter=Q(referrals__struck_out_at=None)),
        was_protected=has(ChildProtectionPlan),
        was_enquired=has(Enquiry),
        was_in_need=has(ChildInNeedPlan),
        was_assessed=has(Assessment),
    )


def _decisions(children: Iterable[int]) -> dict[int, RetentionDecision]:
    latest = (
        RetentionDecision.objects.standing().filter(child__in=list(children)).order_by("decided_on", "pk")
    )
    return {one.child_id: one for one in latest.select_related("recorded_by")}


def keeping_of(person: Person) -> Keeping:
    """The strongest kind that an annotated person's record is of."""
    if getattr(person, "was_protected", False) or getattr(person, "was_enquired", False):
        return PROTECTION
    if getattr(person, "was_in_need", False) or getattr(person, "was_assessed", False):
        return IN_NEED
    return REFERRAL


def _due(person: Person, decided: RetentionDecision | None, on: date) -> Iterator[Due]:
    keeping, closed_on = keeping_of(person), getattr(person, "last_closed_on", None)
    if closed_on is None:
        return
    until = kept_until(person.born_on, closed_on, keeping)
    if until > on or (decided and decided.keep_until_on and decided.keep_until_on > on):
        return
    because = f"{keeping.what}: {keeping.years} years from {keeping.counts_from}"
    yield Due(person, keeping, until, because, decided)
