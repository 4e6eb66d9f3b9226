"""What has reached whom: work that nobody is moving, with what is at stake and the last safety decision.

Nothing is sent and nothing is written: how far up the line a case has come is worked out from the day since
when nobody moves it. That a leader knows of it is an act of theirs (`Acknowledgement`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sightline.compliance.stake import Stake, stakes
from sightline.compliance.ways import Limits
from sightline.compliance.worklist import Item, NobodysWork
from sightline.record.models import Acknowledgement, InterimSafetyDecision
from sightline.record.models.oversight import EscalationLevel

#: The three ways for work to have nobody, kept apart.
KINDS = ("never_allocated", "stalled", "orphaned")
#: How long work may be moved by nobody before it comes to each level.
COMES_TO = {
    EscalationLevel.SERVICE_MANAGER.value: "nobodys-work-to-service-manager",
    EscalationLevel.DIRECTOR.value: "nobodys-work-to-director",
}


@dataclass(frozen=True)
class Watched:
    """A case nobody is moving: what is at stake, the last safety decision, and whom it has reached."""

    item: Item
    kind: str
    stake: Stake
    decision: InterimSafetyDecision | None
    again_by: date
    """The last day on which it must be decided (again) what is safe enough."""
    reached: dict[str, date]
    """The levels it has reached, and the first day on which it was there."""
    known: dict[str, Acknowledgement]
    """The levels at which somebody has said, since it reached them, that they know."""

    def is_due_again(self, on: date) -> bool:
        """Whether what is safe enough has to be decided by now and is not."""
        return self.again_by < on

    def waits_at(self, level: str) -> bool:
        """Whether it has reached this level and nobody there has said that they know."""
        return level in self.reached and level not in self.known


def watched(work: Iterable[NobodysWork], *, on: date, limits: Limits | None = None) -> list[Watched]:
    """Everything that nobody is moving in these teams, gravest first, then longest. Four queries at most."""
    items = [(kind, item) for one in work for kind in KINDS for item in getattr(one, kind)]
    found = _watched(items, limits or Limits(), on=on)
    return sorted(found, key=lambda one: (one.stake.rank, one.item.since_on, one.item.referral.pk))


def watch(kind: str, items: Iterable[Item], *, on: date) -> list[Watched]:
    """These cases of one kind, in their order."""
    return _watched([(kind, item) for item in items], Limits(), on=on)


def _watched(items: list[tuple[str, Item]], limits: Limits, *, on: date) -> list[Watched]:
    cases = [item.referral for _, item in items]
    at_stake = stakes(cases)
    decided = _decisions([case.pk for case in cases], on=on)
    said = _acknowledged([case.pk for case in cases], on=on)
    return [
        _watch(kind, item, at_stake[item.referral.pk], decided, said, limits, on=on) for kind, item in items
    ]


def _watch(
    kind: str,
    item: Item,
    stake: Stake,
    decided: dict[int, InterimSafetyDecision],
    said: dict[int, list[Acknowledgement]],
    limits: Limits,
    *,
    on: date,
) -> Watched:
    case, since = item.referral.pk, item.since_on
    decision = decided.get(case)
    from_on = decision.decided_on if decision and decision.decided_on >= since else since
    rhythm = limits.within(f"interim-safety-{stake.risk}", on=from_on).due(from_on)
    again = min(rhythm, decision.until_on) if decision and from_on == decision.decided_on else rhythm
    comes = {level: limits.within(way, on=since).due(since) for level, way in COMES_TO.items()}
    reached = {level: day for level, day in comes.items() if day <= on}
    told = [one for one in said.get(case, []) if one.level in reached]
    known = {one.level: one for one in told if one.acknowledged_on >= reached[one.level]}
    return Watched(item, kind, stake, decision, again, reached, known)


def _decisions(cases: list[int], *, on: date) -> dict[int, InterimSafetyDecision]:
    """The last safety decision in each of these cases by that day. One query."""
    made = InterimSafetyDecision.objects.latest_first().filter(referral__in=cases, decided_on__lte=on)
    return {one.referral_id: one for one in made.distinct("referral_id").select_related("decided_by")}


def _acknowledged(cases: list[int], *, on: date) -> dict[int, list[Acknowledgement]]:
    made = Acknowledgement.objects.standing().filter(referral__in=cases, acknowledged_on__lte=on)
    found: dict[int, list[Acknowledgement]] = {}
    for one in made.select_related("recorded_by").order_by("acknowledged_on", "pk"):
        found.setdefault(one.referral_id, []).append(one)
    return found
