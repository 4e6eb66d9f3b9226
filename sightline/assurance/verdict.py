"""Reading a case that was drawn: one named reader says what they make of it, and danger begins work at
once.
"""

from datetime import date, datetime, timedelta

from sightline.assurance.models.sampling import SampledCase
from sightline.assurance.models.verdict import UNSAFE, Finding, FollowUp, FollowUpOutcome, Verdict
from sightline.audit import looks
from sightline.casework import referral as referrals
from sightline.casework.verb import Refused, verb
from sightline.people.models import READ_SAMPLES, Team, Worker
from sightline.record.codes import PrimaryNeed, ReferralSource
from sightline.record.models import Opening, Referral
from sightline.record.models.contact import Route
from sightline.timescales.london import day_of

PAGE = "case-to-read"
"""The page on which a case is read; the log of looks knows it by this name."""
WITHIN = {Finding.IMMEDIATE_RISK: timedelta(hours=4), Finding.POTENTIAL_RISK: timedelta(hours=24)}
"""How soon somebody is to have seen to the child, counted from the verdict: this authority's own standard."""


SEEN_TO_FOR = timedelta(days=28)
"""For how long whoever sees to a child may open the record for it."""


def due_at(follow_up: FollowUp) -> datetime:
    """By when somebody is to have seen to the child."""
    given = follow_up.verdict
    return given.given_at + WITHIN[Finding(given.finding)]


@verb(may=READ_SAMPLES, refused="Managers, chairs and auditors read cases.")
def give(
    case: SampledCase, *, by: Worker, at: datetime, finding: str, because: str, holder: Worker | None = None
) -> Verdict:
    """The reader of a case says what they make of it, and why. Each case is opened before it is judged.

    Where the child may be at risk, `holder` holds the work that begins in the same moment.
    """
    if case.reader_id != by.pk:
        raise Refused("Whoever was given a case to read gives the verdict on it.")
    if not looks.has_looked(worker=by.pk, page=PAGE, child=case.child_id, since=case.recorded_at):
        raise Refused("Open the case before you say what you make of it.")
    if finding in UNSAFE and holder is None:
        raise Refused("Say who sees to this child now: nobody else will know that they should.")
    if finding not in UNSAFE and holder is not None:
        raise Refused("There is nothing to hold where the child is safe.")
    given = Verdict.objects.create(
        recorded_by=by, child_id=case.child_id, case=case, finding=finding, because=because, given_at=at
    )
    if holder is not None:
        _begin(given, holder, by=by, on=day_of(at))
    return given


def _begin(verdict: Verdict, holder: Worker, *, by: Worker, on: date) -> FollowUp:
    if not holder.is_active:
        raise Refused(f"{holder.name} has left, and can hold nothing.")
    _open_to(holder, verdict.child_id, by=by, on=on)
    return FollowUp.objects.create(
        recorded_by=by, child_id=verdict.child_id, verdict=verdict, holder=holder, begun_on=on
    )


def _open_to(holder: Worker, child: int, *, by: Worker, on: date) -> None:
    """Open the child's record to whoever sees to the child: the case is over, and it may have closed."""
    Opening.objects.create(
        recorded_by=by,
        child_id=child,
        worker=holder,
        from_on=on,
        until_on=on + SEEN_TO_FOR,
        because="To see to a child who may be at risk",
    )


@verb(may=READ_SAMPLES, refused="Managers, chairs and auditors read cases.")
def take_back(verdict: Verdict, *, by: Worker, at: datetime, because: str) -> Verdict:
    """The reader takes back a verdict that was wrong, and may give another. Work that it began is not
    undone.
    """
    if verdict.recorded_by_id != by.pk:
        raise Refused("Whoever gave a verdict takes it back.")
    if FollowUp.objects.standing().filter(verdict=verdict).exists():
        raise Refused("Somebody is seeing to this child: end that with what became of the child.")
    verdict.struck_out_at, verdict.struck_out_by, verdict.struck_out_because = at, by, because
    verdict.save(update_fields=["struck_out_at", "struck_out_by", "struck_out_because"])
    return verdict


@verb
def hand_on(follow_up: FollowUp, *, to: Worker, by: Worker) -> FollowUp:
    """Whoever holds the work, or a manager, gives it to somebody else, who holds it from this moment."""
    if by.pk != follow_up.holder_id and not by.is_manager:
        raise Refused("Whoever holds this, or a manager, hands it on.")
    if not to.is_active:
        raise Refused(f"{to.name} has left, and can hold nothing.")
    _open_to(to, follow_up.child_id, by=by, on=follow_up.begun_on)
    follow_up.holder = to
    follow_up.save(update_fields=["holder"])
    return follow_up


@verb
def refer_again(follow_up: FollowUp, *, by: Worker, on: date, team: Team, because: str) -> FollowUp:
    """The child is referred again and a team holds the case; one that is open already is told of it
    instead.
    """
    _check_open(follow_up, by)
    case = Referral.objects.open_on(on).filter(child=follow_up.child_id).first()
    if case is None:
        case = referrals.receive(
            by=by,
            child=follow_up.child,
            team=team,
            received_on=on,
            source=ReferralSource.OWN_SOCIAL_CARE,
            route=Route.OWN_STAFF,
            primary_need=PrimaryNeed.ABUSE_OR_NEGLECT,
            referrer_can_be_told=False,
            because=because,
        )
    else:
        referrals.record_new_information(case, by=by, on=on)
    follow_up.referral = case
    return _end(follow_up, by=by, on=on, outcome=FollowUpOutcome.REFERRED_AGAIN, because=because)


@verb
def end(follow_up: FollowUp, *, by: Worker, on: date, outcome: str, because: str) -> FollowUp:
    """The child is safe, or another authority's: whoever holds the work says how they know."""
    _check_open(follow_up, by)
    if outcome == FollowUpOutcome.REFERRED_AGAIN:
        raise Refused("Refer the child again, so that a team holds the case.")
    return _end(follow_up, by=by, on=on, outcome=outcome, because=because)


def _check_open(follow_up: FollowUp, by: Worker) -> None:
    if by.pk != follow_up.holder_id and not by.is_manager:
        raise Refused("Whoever holds this, or a manager, says what became of the child.")
    if follow_up.ended_on is not None:
        raise Refused("This has been ended already.")


def _end(follow_up: FollowUp, *, by: Worker, on: date, outcome: str, because: str) -> FollowUp:
    follow_up.ended_on, follow_up.ended_by = on, by
    follow_up.outcome, follow_up.ended_because = outcome, because
    follow_up.save(update_fields=["ended_on", "ended_by", "outcome", "ended_because", "referral"])
    return follow_up
