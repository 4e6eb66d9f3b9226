"""Same facts, same answer? A few front-door decisions of each week are decided again, blind, by another team.

Which contacts are drawn follows from the week and from nothing else, so that anybody can draw them again and
nobody can choose them. Nothing is stored until somebody decides.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

import krippendorff

from sightline.assurance.estimate import Estimate, share
from sightline.assurance.models import Redecision
from sightline.assurance.models.redecision import DECIDES_AGAIN
from sightline.casework.verb import Refused, verb
from sightline.people.models import MANAGERS, Worker
from sightline.record.at_once import Part, at_once
from sightline.record.models import Contact, Referral
from sightline.record.reader import counting
from sightline.timescales.london import day_of

#: The share of each week's decisions that is decided again.
DRAWN = 0.04
#: How many weeks a drawn contact waits for somebody before it is no longer asked.
WAITS = 4
#: From the least to the most protective.
PROTECTS = [
    Contact.Decision.NO_FURTHER_ACTION,
    Contact.Decision.ADVICE,
    Contact.Decision.EARLY_HELP,
    Contact.Decision.KNOWN_CASE,
    Contact.Decision.REFERRAL,
]


def monday(on: date) -> date:
    """The Monday of that day's week."""
    return on - timedelta(days=on.weekday())


@counting()
def drawn(week: date) -> list[Contact]:
    """The contacts decided in the week from this Monday that are drawn: about one in 25, and never none."""
    return _drawn([week])


def _drawn(weeks: list[date]) -> list[Contact]:
    """Those of each of these weeks, in order. Two queries."""
    few: list[int] = []
    for week, every in at_once({week: _decided_in(week) for week in weeks}).items():
        ranked = sorted(every, key=lambda pk: sha256(f"{week}/{pk}".encode()).digest())
        few += ranked[: max(1, round(DRAWN * len(ranked)))]
    found = Contact.objects.in_bulk(few)
    return [found[pk] for pk in few]


def _decided_in(week: date) -> Part:
    decided = Contact.objects.standing().filter(
        decided_at__date__gte=week, decided_at__date__lt=week + timedelta(days=7)
    )
    return decided.values_list("pk", flat=True)


@counting()
def waiting_for(worker: Worker, *, on: date) -> list[Contact]:
    """The contacts drawn in the last whole weeks that this worker may decide again, the oldest first."""
    if worker.role not in DECIDES_AGAIN:
        return []
    weeks = [monday(on) - timedelta(weeks=back) for back in range(WAITS, 0, -1)]
    found = _drawn(weeks)
    again = Redecision.objects.standing().filter(contact__in=found).values_list("contact", flat=True)
    ours = Referral.objects.filter(contact__in=found, team=worker.team_id).values_list("contact", flat=True)
    asked = at_once({"again": again, "ours": ours})
    known = {contact for rows in asked.values() for contact in rows}
    return [
        one
        for one in found
        if one.pk not in known and one.team_id != worker.team_id and one.decided_by_id != worker.pk
    ]


@verb(may=DECIDES_AGAIN, refused="A manager, a front door worker or an auditor decides again.")
def decide_again(contact: Contact, *, by: Worker, on: date, decision: str, because: str) -> Redecision:
    """Decide a drawn contact again, as if nobody had: of another team, and without seeing the first."""
    found = next((one for one in waiting_for(by, on=on) if one.pk == contact.pk), None)
    if found is None or found.decided_by_id is None:
        raise Refused("This contact is not one that you were drawn to decide again.")
    return Redecision.objects.create(
        recorded_by=by,
        contact=found,
        first_decided_by_id=found.decided_by_id,
        decision=decision,
        because=because.strip(),
        decided_on=on,
    )


@verb(may=MANAGERS, refused="A manager answers for what was decided.")
def answer(second: Redecision, *, by: Worker, on: date, because: str) -> Redecision:
    """The manager of the team that decided first, or the director, says what they make of the second."""
    if by.team_id != second.contact.team_id and by.pk != second.contact.team.manager_id:
        raise Refused(f"{second.contact.team.manager} answers for this decision.")
    second.answered_on, second.answered_by, second.answered_because = on, by, because.strip()
    second.save(update_fields=["answered_on", "answered_by", "answered_because"])
    return second


def is_more_protective(second: Redecision) -> bool:
    """Whether the second decision would have done more for the child than the first."""
    return PROTECTS.index(Contact.Decision(second.decision)) > _rank(second.contact)


def _rank(contact: Contact) -> int:
    return PROTECTS.index(Contact.Decision(contact.decision or Contact.Decision.NO_FURTHER_ACTION))


def to_look_at(seconds: Iterable[Redecision]) -> list[Redecision]:
    """Those more protective than the first that nobody has answered, the oldest first."""
    unanswered = [one for one in seconds if one.answered_on is None and is_more_protective(one)]
    return sorted(unanswered, key=lambda one: (one.decided_on, one.pk))


@dataclass(frozen=True)
class Agreement:
    """How often the two agreed, in one group of contacts."""

    group: str
    estimate: Estimate


def agreements(seconds: list[Redecision]) -> dict[str, list[Agreement]]:
    """How often both decided the same: in all, by team, by day of the week and by who referred."""
    groups: dict[str, Callable[[Redecision], tuple[int, str]]] = {
        "All together": lambda one: (0, "All together"),
        "By team": lambda one: (0, one.contact.team.name),
        "By day of the week": lambda one: (_weekday(one), f"{day_of(one.contact.received_at):%A}"),
        "By who referred": lambda one: (0, one.contact.get_source_display()),
    }
    return {heading: _grouped(seconds, of) for heading, of in groups.items()}


def _weekday(one: Redecision) -> int:
    return day_of(one.contact.received_at).weekday()


def _grouped(seconds: list[Redecision], of: Callable[[Redecision], tuple[int, str]]) -> list[Agreement]:
    found: dict[tuple[int, str], list[bool]] = defaultdict(list)
    for one in seconds:
        found[of(one)].append(one.decision == one.contact.decision)
    return [Agreement(key[1], share(sum(same), len(same))) for key, same in sorted(found.items())]


def alpha(seconds: list[Redecision]) -> float | None:
    """Krippendorff's alpha of the two decisions, in their order: 1 is agreement, 0 what chance would make.

    None where there is nothing to tell apart: fewer than two, or every decision the same.
    """
    first = [_rank(one.contact) for one in seconds]
    second = [PROTECTS.index(Contact.Decision(one.decision)) for one in seconds]
    if len(seconds) < 2 or len({*first, *second}) < 2:
        return None
    return float(krippendorff.alpha([first, second], level_of_measurement="ordinal"))
