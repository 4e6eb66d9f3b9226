"""Supervision that is due: for each child whose work somebody leads, when it was last thought through."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sightline.compliance.authority import due
from sightline.compliance.book import book
from sightline.compliance.stake import Stake, stakes
from sightline.duties.language import Thread
from sightline.people.models import Team, Worker
from sightline.record.models import Allocation, Referral, Supervision, SupervisionAction

DUTY = "supervision"


@dataclass(frozen=True)
class Supervised:
    """One child's case: who leads, when it was last supervised, by when it is due again, what is still open.

    `due_on` is by the authority's own standard; None where it has set none, for no law does.
    """

    referral: Referral
    worker: Worker
    stake: Stake
    last: Supervision | None
    due_on: date | None
    agreed: list[SupervisionAction]

    def is_overdue(self, on: date) -> bool:
        """Whether it should have been held by now."""
        return self.due_on is not None and self.due_on < on


def supervised(team: Team, *, on: date) -> list[Supervised]:
    """Every case that somebody leads in this team: those due soonest first, then the longest not supervised.

    Six queries, however many children.
    """
    cases = Referral.objects.open_on(on).filter(team=team)
    led = Allocation.objects.on(on).filter(referral__in=cases).select_related("referral__child", "worker")
    held = list(led)
    numbers = [one.referral_id for one in held]
    by = {
        Thread.record_id(thread): day
        for thread, day in due([book()[DUTY]], [one.child_id for one in held], on=on).items()
    }
    at_stake, last, agreed = stakes([one.referral for one in held]), _last(numbers, on=on), _agreed(numbers)
    found = [
        Supervised(
            one.referral,
            one.worker,
            at_stake[one.referral_id],
            last.get(one.referral_id),
            by.get(one.referral_id),
            agreed[one.referral_id],
        )
        for one in held
    ]
    return sorted(found, key=_soonest)


def _soonest(one: Supervised) -> tuple[date, date, int]:
    return (one.due_on or date.max, one.last.held_on if one.last else date.min, one.referral.pk)


def _last(cases: Iterable[int], *, on: date) -> dict[int, Supervision]:
    held = Supervision.objects.standing().filter(referral__in=list(cases), held_on__lte=on)
    latest = held.order_by("referral_id", "-held_on", "-pk").distinct("referral_id")
    return {one.referral_id: one for one in latest.select_related("supervisor")}


def _agreed(cases: Iterable[int]) -> dict[int, list[SupervisionAction]]:
    """What was agreed in these cases and is not done, the soonest due first. One query."""
    found: dict[int, list[SupervisionAction]] = defaultdict(list)
    still = SupervisionAction.objects.standing().filter(supervision__referral__in=list(cases), done_on=None)
    for one in still.select_related("owner", "supervision").order_by("due_on", "pk"):
        found[one.supervision.referral_id].append(one)
    return found


def last_time(referral: Referral, *, on: date) -> tuple[Supervision | None, list[SupervisionAction]]:
    """The last supervision of this case by that day, and everything agreed in it or before and not done."""
    return _last([referral.pk], on=on).get(referral.pk), _agreed([referral.pk])[referral.pk]
