"""Rotherham, 2009: case files that could not move, and managers whose day was taken.

What was published (the press on Ofsted's unannounced inspections, 2009): managers' reduced e-mail inbox size
made it difficult to transfer information about vulnerable children between teams, and targets and forms took
managers from their decision-making and supervisory responsibilities. How many cases, of what size and for how
long, is not published: the numbers here are made up. Thirty-six cases move from an assessment team to a team
that works over months; a mailbox would have held none of their files.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db import transaction

from sightline.casework import allocation, handover
from sightline.compliance import handover as standing
from sightline.compliance.handover import LADDER
from sightline.compliance.holding import in_cases, nobodys
from sightline.exampleshire.days import after
from sightline.exampleshire.rehearsals.acting import ActingTeam, Acts, Calendar
from sightline.people.models import Worker
from sightline.record.models import HandOver, Referral
from sightline.timescales.london import LONDON

FIRST_DAY = date(2009, 6, 1)
LAST_DAY = date(2009, 8, 28)
CASES = 36
#: Of them, one in three is offered while the other team's manager has no time, and is offered again.
UNANSWERED_AT_FIRST = 3
#: Every so many working days the manager gives out at once what has come in.
GIVEN_OUT_EVERY = 5


def at(day: date, hour: int) -> datetime:
    """This hour of the London day."""
    return datetime.combine(day, time(hour), tzinfo=LONDON)


@dataclass
class Found:
    """What moved, what came back, whom it reached, and whether anything was ever nobody's."""

    offered: int = 0
    moved: set[int] = field(default_factory=set)
    came_back: dict[int, date] = field(default_factory=dict)
    """Cases offered that nobody answered in time, and the first evening on which that was shown."""
    reached: dict[str, set[int]] = field(default_factory=lambda: {rung: set() for rung in LADDER})
    nobodys: int = 0
    """Pieces of open work without a holder in post, on any of these days."""
    in_packs: int = 0
    """Entries of the record in the packs that were accepted."""
    hours: list[float] = field(default_factory=list)
    """From the offer that was accepted to its acceptance, each."""
    given_out: list[int] = field(default_factory=list)
    """How many cases the receiving manager allocated in each sitting."""
    held: dict[int, str] = field(default_factory=dict)
    """At the end, by case, who holds it."""

    @property
    def warning(self) -> list[int]:
        """For each case that nobody answered for in time, the days from its being shown to the inspection."""
        return sorted((LAST_DAY - shown).days for shown in self.came_back.values())

    @property
    def json(self) -> str:
        """The result on one line."""
        result: dict[str, object] = {"offered": self.offered, "moved": len(self.moved), "by_email": 0}
        result |= {"came_back_unanswered": len(self.came_back), "nobodys": self.nobodys}
        result |= {"reached_service_manager": len(self.reached["service manager"])}
        result |= {"reached_director": len(self.reached["director"])}
        result |= {"longest_answer_hours": round(max(self.hours, default=0))}
        result |= {"warning_days_least": min(self.warning, default=0)}
        result |= {"sittings": len(self.given_out), "allocated_at_once": max(self.given_out, default=0)}
        return json.dumps(result)

    @property
    def story(self) -> str:
        """What stopped the files then, and what moves them here."""
        return "\n".join(_told(self))


@dataclass
class Stage:
    """The two teams, their calendar, and what has been found so far."""

    sending: ActingTeam
    receiving: ActingTeam
    found: Found
    waiting: list[Referral] = field(default_factory=list)
    """Accepted, and held by the receiving team and its manager until they are given out."""


# ── what happens, day by day


def moves(stage: Stage, day: date, *, answered: bool) -> Acts:
    """A case is assessed and then offered; if nobody answers, it comes back and is offered again."""
    team = stage.sending
    case = team.accept(team.receive(day), day)
    worker = team.allocate(case, day)
    yield after(day, 1)
    begun = team.begin(case, worker, after(day, 1))
    team.see(case, worker, after(day, 1))
    yield after(day, 6)
    team.authorise(begun, after(day, 6))
    offered_on = after(day, 7)
    yield offered_on
    sent = _offer(stage, case, worker, offered_on)
    if not answered:
        yield offered_on + timedelta(days=9)
        offered_on += timedelta(days=9)
        sent = _offer(stage, case, worker, offered_on)
    _accept(stage, sent, offered_on)


def _offer(stage: Stage, case: Referral, worker: Worker, day: date) -> HandOver:
    stage.found.offered += 1
    because = "The assessment is done, and the family needs help over months."
    return handover.offer(case, by=worker, at=at(day, 9), to_team=stage.receiving.team, because=because)


def _accept(stage: Stage, sent: HandOver, day: date) -> None:
    manager, answered_at = stage.receiving.manager, at(day, 16)
    handover.read(sent, by=manager, at=answered_at)
    pack = standing.pack(sent, on=day)
    handover.accept(sent, by=manager, at=answered_at)
    stage.found.in_packs += len(pack.owed) + len(pack.open) + 1
    stage.found.hours.append((answered_at - sent.offered_at).total_seconds() / 3600)
    stage.found.moved.add(sent.referral_id)
    stage.waiting.append(Referral.objects.get(pk=sent.referral_id))


def everything(stage: Stage) -> Iterator[tuple[date, Acts]]:
    """Every case of those months, with its first day."""
    for number in range(CASES):
        day = after(FIRST_DAY, number)
        yield day, moves(stage, day, answered=number % UNANSWERED_AT_FIRST != 0)


def rehearse() -> Found:
    """Live through those months in one transaction, ask Sightline every evening, and roll it all back."""
    with transaction.atomic():
        found = _live()
        transaction.set_rollback(True)
    return found


def _live() -> Found:
    stage = Stage(ActingTeam("Assessment 2009", 6), ActingTeam("Family help 2009", 5), Found())
    calendar = Calendar()
    calendar.begin(everything(stage))
    day, sitting = FIRST_DAY, after(FIRST_DAY, GIVEN_OUT_EVERY)
    while day <= LAST_DAY:
        calendar.live(day)
        if day == sitting:
            _give_out(stage, day)
            sitting = after(day, GIVEN_OUT_EVERY)
        _ask(stage.found, day)
        day += timedelta(days=1)
    _give_out(stage, LAST_DAY)
    stage.found.held = {case: _holder(case) for case in stage.found.moved}
    return stage.found


def _give_out(stage: Stage, day: date) -> None:
    """The receiving manager allocates in one sitting all that has come in: one act, whatever its number."""
    if stage.waiting:
        to = {case: next(stage.receiving.in_turn) for case in stage.waiting}
        allocation.allocate_several(to, by=stage.receiving.manager, on=day, because="Next in turn.")
        stage.found.given_out.append(len(stage.waiting))
        stage.waiting.clear()


def _ask(found: Found, day: date) -> None:
    """What Sightline shows that evening."""
    evening = at(day, 18)
    found.nobodys += len(nobodys())
    for offer in standing.offers(HandOver.objects.unanswered(), at=evening):
        found.reached[offer.has_reached].add(offer.handover.referral_id)
        if offer.has_lapsed:
            found.came_back.setdefault(offer.handover.referral_id, day)


def _holder(case: int) -> str:
    [held] = {(piece.worker, piece.team) for piece in in_cases([case]) if piece.kind == "referral"}
    return "a worker" if held[0] else "a team"


# ── the story

WHAT_HAPPENED = (
    "What inspectors found: managers’ mailboxes were too small for case files, so that information about",
    "vulnerable children could not be passed between teams; and managers’ days went on targets and forms.",
)


def _told(found: Found) -> Iterator[str]:
    yield "Rotherham, 2009"
    yield ""
    yield from WHAT_HAPPENED
    yield ""
    yield f"Such months again, {FIRST_DAY:%-d %B} to {LAST_DAY:%-d %B %Y}, worked in Sightline: {CASES}"
    yield "cases, a number that is made up, move from the assessment team to the team that works over months."
    yield ""
    yield f"  {len(found.moved):>3} moved, and none by e-mail: the pack makes itself from the record"
    yield f"  {len(found.came_back):>3} were not answered in time, and came back to whoever offered them"
    yield f"  {len(found.reached['service manager']):>3} of those reached the service manager, by themselves"
    yield f"  {len(found.reached['director']):>3} of those reached the director"
    yield f"  {found.nobodys:>3} were nobody’s, on any evening: the sender holds a case until it is accepted"
    yield ""
    longest = round(max(found.hours, default=0))
    yield f"Of the offers that were answered, the slowest took {longest} hours."
    most = max(found.given_out, default=0)
    yield (
        f"The receiving manager gave out {sum(found.given_out)} cases in {len(found.given_out)} sittings, "
        f"up to {most} at once."
    )
    yield "Everything was rolled back: nothing was changed in this database."
