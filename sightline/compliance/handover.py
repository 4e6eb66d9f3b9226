"""Hand-overs: which wait, which have lapsed and come back, and whom each has reached by now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sightline.compliance.child import clocks, owed
from sightline.compliance.cover import answers_for, covered_by, is_for
from sightline.compliance.holding import Piece, in_cases
from sightline.compliance.seen import LastSeen, last_seen
from sightline.compliance.ways import Limits
from sightline.duties.reference import Clock
from sightline.people.models import Worker
from sightline.record.models import HandOver
from sightline.timescales.london import day_of

#: Whom an unanswered offer has reached, one more for each time its hours have gone by.
LADDER = ("receiver", "sender and both managers", "service manager", "director")


@dataclass(frozen=True)
class Offer:
    """An offer as it stands at an instant: until when it may be answered, and how far up it has gone."""

    handover: HandOver
    lapses_at: datetime
    rung: int
    """0 while it can be answered; then how often its hours have gone by, to the director's rung at most."""

    @property
    def has_lapsed(self) -> bool:
        """Whether it has come back to the sender, unanswered."""
        return self.rung > 0

    @property
    def has_reached(self) -> str:
        """Whom it has reached."""
        return LADDER[self.rung]

    @property
    def waits_for_them(self) -> bool:
        """Whether it waits for another authority, which no clock of ours can bring back."""
        return bool(self.handover.to_authority)


def offers(hand_overs: Iterable[HandOver], *, at: datetime) -> list[Offer]:
    """How each of these stands at that instant. One query."""
    limits = Limits()
    return [offer(one, limits, at=at) for one in hand_overs]


def offer(handover: HandOver, limits: Limits, *, at: datetime) -> Offer:
    """How an offer stands: it lapses when the hours that its risk gives have gone by without an answer."""
    within = limits.within(f"handover-answer-{handover.risk}", on=day_of(handover.offered_at))
    lapses_at = within.due_at(handover.offered_at)
    if handover.answered_at is not None or handover.to_authority or at < lapses_at:
        return Offer(handover, lapses_at, 0)
    times = (at - handover.offered_at) // (lapses_at - handover.offered_at)
    return Offer(handover, lapses_at, min(times, len(LADDER) - 1))


def may_answer(worker: Worker, handover: HandOver, *, on: date) -> bool:
    """Whether this worker is the one to whom it is offered, answers for that team, or acts for either."""
    if handover.to_team is not None:
        return answers_for(worker, handover.to_team, on=on)
    acting = {worker.pk, *(one.pk for one in covered_by(worker, on=on))}
    return handover.to_worker_id in acting


def holds(worker: Worker, handover: HandOver, *, on: date) -> bool:
    """Whether this worker is the sender, answers for the sender's team, or acts for either."""
    acting = (worker, *covered_by(worker, on=on))
    return any(one.pk == handover.from_worker_id or is_for(one, handover.from_team) for one in acting)


@dataclass(frozen=True)
class Pack:
    """What the next worker must know, made from the record at the moment that it is read."""

    last_seen: LastSeen | None
    owed: list[Clock]
    open: list[Piece]


def pack(handover: HandOver, *, on: date) -> Pack:
    """The pack of an offered case: last seen, what is owed and when next, and everything open in it."""
    child = handover.child_id
    return Pack(
        last_seen([child], on=on)[child],
        owed(clocks([child], on=on)[child], on=on),
        [piece for piece in in_cases([handover.referral_id]) if piece.kind not in ("referral", "handover")],
    )
