"""Ways of working: limits of time that no law sets, which an authority sets for itself.

Each has a limit to begin with, which is ours and no law's: the authority adopts its own, with the minute
where it decided so, as it adopts a standard for a duty (`AuthorityStandard`).
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Subquery

from sightline.people.models import AuthorityStandard
from sightline.timescales import Timescale, Unit, hours, weeks, working_days


@dataclass(frozen=True)
class Way:
    """What is to be done within the limit, and the limit until the authority adopts one."""

    title: str
    until_adopted: Timescale


WAYS = {
    "handover-answer-high": Way(
        "Answer the offer of a case with a child protection plan, an enquiry or harm told of", hours(4)
    ),
    "handover-answer-plan": Way(
        "Answer the offer of a case with a child in need plan or an assessment", hours(24)
    ),
    "handover-answer-other": Way("Answer the offer of any other case", hours(48)),
    "interim-safety-high": Way(
        "Decide again what is safe enough: a child protection plan, an enquiry or harm told of",
        working_days(1),
    ),
    "interim-safety-plan": Way(
        "Decide again what is safe enough: an assessment or a child in need plan",
        working_days(3),
    ),
    "interim-safety-other": Way("Decide again what is safe enough: any other case", working_days(5)),
    "nobodys-work-to-service-manager": Way(
        "Move work that nobody is moving, before it reaches the service manager", working_days(5)
    ),
    "nobodys-work-to-director": Way(
        "Move work that nobody is moving, before it reaches the director", working_days(10)
    ),
    "urgent-contact": Way(
        "Take up a contact that is urgent or tells of harm, before it reaches the service manager", hours(1)
    ),
    "information-answer": Way("Answer what we asked another agency", working_days(3)),
    "disagreement-answer": Way("Answer a disagreement with a decision about a child", working_days(5)),
    "minute-answer": Way("Confirm or dispute the minute of a strategy discussion", working_days(5)),
    "silent-case": Way("Write something in an open case that somebody leads", weeks(4)),
}


@dataclass(frozen=True)
class Times:
    """What happens after so many times, where a number and not a length of time is the limit."""

    title: str
    until_adopted: int


TIMES = {"failed-attempts": Times("Attempts in a row that do not find a child, before a manager decides", 2)}


def adopted(name: str, *, on: date) -> Subquery:
    """How many times the authority had adopted by that day, within another query; empty where it has not."""
    by_then = AuthorityStandard.objects.filter(duty=name, adopted_on__lte=on)
    return Subquery(by_then.order_by("-adopted_on", "-pk").values("amount")[:1])


class Limits:
    """Every way's limit on any day, as the authority has adopted them. One query."""

    def __init__(self) -> None:
        adopted = AuthorityStandard.objects.filter(duty__in=WAYS).order_by("adopted_on", "pk")
        self._adopted = [(one.duty, one.adopted_on, Timescale(one.amount, Unit(one.unit))) for one in adopted]

    def within(self, name: str, *, on: date) -> Timescale:
        """The limit of this way in force on that day: the last adopted by then, or ours."""
        found = [limit for duty, day, limit in self._adopted if duty == name and day <= on]
        return found[-1] if found else WAYS[name].until_adopted
