"""Hand-overs: a case is offered, read, and accepted or returned; until it is accepted the sender holds it."""

from datetime import date, datetime

from sightline.casework import allocation, child_protection
from sightline.casework.handing_on import pass_case
from sightline.casework.verb import Refused, verb
from sightline.compliance import choosing
from sightline.compliance import handover as standing
from sightline.compliance.cover import answers_for, covered_by
from sightline.compliance.stake import stake
from sightline.compliance.ways import Limits
from sightline.people.models import Team, Worker
from sightline.record.kept import is_kept_from
from sightline.record.models import Allocation, ChildProtectionPlan, HandOver, Referral
from sightline.timescales.london import day_of

Answer = HandOver.Answer


@verb
def offer(
    referral: Referral,
    *,
    by: Worker,
    at: datetime,
    because: str,
    to_worker: Worker | None = None,
    to_team: Team | None = None,
    to_authority: str = "",
    note: str = "",
) -> HandOver:
    """Offer a case to a worker of its team, to another team or to another authority.

    Whoever leads it, or answers for its team, offers it; to a worker, only a manager, whose act allocation
    is. Whoever holds it goes on holding it. An earlier offer that lapsed makes way for this one.
    """
    referral = Referral.objects.select_for_update().get(pk=referral.pk)
    on = day_of(at)
    lead = referral.allocations.standing().filter(until_on=None).select_related("worker").first()
    _check_may_offer(referral, lead, by, on)
    _check_receiver(referral, lead, by, on, to_worker, to_team)
    _clear_the_way(referral, by, at)
    return HandOver.objects.create(
        recorded_by=by,
        child_id=referral.child_id,
        referral=referral,
        from_worker=lead.worker if lead else None,
        from_team_id=referral.team_id,
        to_worker=to_worker,
        to_team=to_team,
        to_authority=to_authority.strip(),
        notified_on=on if to_authority.strip() else None,
        risk=stake(referral).risk,
        because=because.strip(),
        note=note.strip(),
        offered_at=at,
    )


def _check_may_offer(referral: Referral, lead: Allocation | None, by: Worker, on: date) -> None:
    if referral.closed_on is not None:
        raise Refused("This case is closed: there is nothing to hand over.")
    acting = {by.pk, *(one.pk for one in covered_by(by, on=on))}
    if not (lead and lead.worker_id in acting) and not answers_for(by, referral.team, on=on):
        raise Refused("Whoever leads the case, or answers for its team, hands it over.")


def _check_receiver(
    referral: Referral,
    lead: Allocation | None,
    by: Worker,
    on: date,
    to_worker: Worker | None,
    to_team: Team | None,
) -> None:
    if to_worker is not None:
        if not answers_for(by, referral.team, on=on):
            raise Refused("A manager chooses who leads next: offer it to your team or to another.")
        if to_worker.team_id != referral.team_id:
            raise Refused(f"{to_worker} is of another team: offer it to that team, whose manager allocates.")
        _check_fit(referral, to_worker, by=by, on=on)
        if to_worker.left_on is not None or (lead and lead.worker_id == to_worker.pk):
            raise Refused(f"{to_worker} cannot be offered this case.")
    if to_team is not None and (to_team.pk == referral.team_id or to_team.closed_on is not None):
        raise Refused(f"{to_team} cannot be offered this case.")
    reader = to_worker or (to_team and to_team.manager)
    if reader and is_kept_from(reader, referral.child_id):
        raise Refused(f"{reader} cannot be offered this case. Offer it to somebody else.")


def _clear_the_way(referral: Referral, by: Worker, at: datetime) -> None:
    waiting = HandOver.objects.unanswered().filter(referral=referral).first()
    if waiting is None:
        return
    if not standing.offer(waiting, Limits(), at=at).has_lapsed:
        raise Refused(f"It is offered to {waiting.receiver} already: withdraw that first.")
    answer_offer(waiting, Answer.WITHDRAWN, by=by, at=at, because="Nobody answered; offered again")


@verb
def read(handover: HandOver, *, by: Worker, at: datetime) -> HandOver:
    """Whoever it is offered to has read the pack."""
    handover = _waiting(handover)
    if not standing.may_answer(by, handover, on=day_of(at)):
        raise Refused("Whoever it is offered to reads it.")
    if handover.read_at is None:
        handover.read_at, handover.read_by = at, by
        handover.save(update_fields=["read_at", "read_by"])
    return handover


@verb
def accept(handover: HandOver, *, by: Worker, at: datetime, lead: Worker | None = None) -> HandOver:
    """Accept a case that was offered: from this moment the receiver holds it, and everything in it.

    A team's manager may name who leads it at once (`lead`); otherwise the team holds it.
    """
    handover = _waiting(handover)
    on = day_of(at)
    if not standing.may_answer(by, handover, on=on):
        raise Refused("Whoever it is offered to accepts it.")
    if standing.offer(handover, Limits(), at=at).has_lapsed:
        raise Refused(f"Nobody answered in time, so it is back with {handover.sender}: ask for it again.")
    if handover.read_at is None:
        raise Refused("Read the pack before you accept.")
    if handover.to_team is not None and lead is not None and lead.team_id != handover.to_team_id:
        raise Refused(f"{lead} is of another team.")
    answer_offer(handover, Answer.ACCEPTED, by=by, at=at, because="")
    to = lead if handover.to_team else handover.to_worker
    if to is not None:
        _check_fit(handover.referral, to, by=by, on=on)
    because = f"Handed over by {handover.sender}: {handover.because}"
    pass_case(handover.referral, to=to, team=handover.to_team, by=by, on=on, because=because)
    return handover


def _check_fit(referral: Referral, worker: Worker, *, by: Worker, on: date) -> None:
    """What leading this case asks of a worker is asked here as when it is allocated."""
    for work in choosing.works_in(referral, on=on):
        allocation.allow(referral, worker=worker, work=work, by=by, on=on, because="")


@verb
def give_back(handover: HandOver, *, by: Worker, at: datetime, because: str) -> HandOver:
    """Return a case that was offered, because: whoever offered it goes on holding it."""
    handover = _waiting(handover)
    if not standing.may_answer(by, handover, on=day_of(at)):
        raise Refused("Whoever it is offered to returns it.")
    if not because.strip():
        raise Refused("Say why you return it.")
    return answer_offer(handover, Answer.RETURNED, by=by, at=at, because=because)


@verb
def withdraw(handover: HandOver, *, by: Worker, at: datetime, because: str) -> HandOver:
    """Take an offer back: whoever holds the case keeps it."""
    handover = _waiting(handover)
    if not standing.holds(by, handover, on=day_of(at)):
        raise Refused("Whoever offered it, or answers for their team, withdraws it.")
    return answer_offer(handover, Answer.WITHDRAWN, by=by, at=at, because=because)


@verb
def record_receipt(handover: HandOver, *, by: Worker, on: date, receipt_by: str) -> HandOver:
    """The other authority said that it has the case: who said so, and on which day."""
    handover = _to_an_authority(handover, by, on)
    handover.receipt_on, handover.receipt_by = on, receipt_by.strip()
    handover.save(update_fields=["receipt_on", "receipt_by"])
    return handover


@verb
def record_sent(handover: HandOver, *, by: Worker, on: date, sent: str, route: str) -> HandOver:
    """The child's papers went to the other authority: which, on which day, and by which secure route."""
    handover = _to_an_authority(handover, by, on)
    if not sent.strip():
        raise Refused("Say what was sent.")
    handover.sent_on, handover.sent, handover.route = on, sent.strip(), route
    handover.save(update_fields=["sent_on", "sent", "route"])
    return handover


@verb
def complete(
    handover: HandOver,
    *,
    by: Worker,
    at: datetime,
    taken_over_on: date,
    taken_over_by: str,
    their_conference_on: date | None = None,
) -> HandOver:
    """The other authority has taken over: from which day, and who there says so.

    Until its own conference, a child protection plan is ours (Working Together 2023, page 100). The case
    stays open with us until a manager closes it, in sight of what is unmet.
    """
    handover = _to_an_authority(handover, by, day_of(at))
    if handover.receipt_on is None:
        raise Refused("Record their receipt first: until then it is ours.")
    if not taken_over_by.strip():
        raise Refused("Say who there takes the child over.")
    plan = ChildProtectionPlan.objects.standing().filter(referral=handover.referral, ended_on=None).first()
    if plan is not None:
        if their_conference_on is None:
            raise Refused("The child has a plan: it is ours until their conference. Say on which day it was.")
        if taken_over_on < their_conference_on:
            raise Refused("The child has a plan: they take over at their conference, and not before.")
        child_protection.end_without_conference(
            plan, by=by, on=their_conference_on, reason=ChildProtectionPlan.EndReason.TRANSFERRED
        )
    handover.their_conference_on = their_conference_on
    handover.taken_over_on, handover.taken_over_by = taken_over_on, taken_over_by.strip()
    handover.save(update_fields=["their_conference_on", "taken_over_on", "taken_over_by"])
    return answer_offer(
        handover, Answer.ACCEPTED, by=by, at=at, because=f"Taken over by {handover.to_authority}"
    )


def _to_an_authority(handover: HandOver, by: Worker, on: date) -> HandOver:
    handover = _waiting(handover)
    if not handover.to_authority:
        raise Refused("This case was not offered to another authority.")
    if not standing.holds(by, handover, on=on):
        raise Refused("Whoever offered it, or answers for their team, records this.")
    return handover


def _waiting(handover: HandOver) -> HandOver:
    """The offer, locked, so that it is answered once."""
    rows = HandOver.objects.select_for_update(of=("self",)).select_related(
        "referral", "from_worker", "from_team", "to_worker", "to_team"
    )
    found = rows.get(pk=handover.pk)
    if found.answered_at is not None or found.struck_out_at is not None:
        raise Refused("This offer has been answered already.")
    return found


@verb
def answer_offer(handover: HandOver, answer: str, *, by: Worker, at: datetime, because: str) -> HandOver:
    """Write down what became of an offer; the verbs above say who may."""
    handover.answered_at, handover.answered_by, handover.answer = at, by, answer
    handover.answer_because = because.strip()
    handover.save(update_fields=["answered_at", "answered_by", "answer", "answer_because"])
    return handover
