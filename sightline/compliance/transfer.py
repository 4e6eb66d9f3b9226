"""Children who move between authorities: those whom another has not taken over, and those who came here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sightline.compliance.child import clocks
from sightline.duties.reference import Clock
from sightline.people.models import Team, Worker
from sightline.record.models import HandOver, Person, Referral, TransferIn

CONFERENCE = "transfer-in-conference"


@dataclass(frozen=True)
class Going:
    """A child of ours of whom another authority was told, and whom they have not taken over."""

    handover: HandOver
    days: int
    """Since they were told."""
    closed_on: date | None
    """Where the case was closed all the same."""


@dataclass(frozen=True)
class Coming:
    """A child who moved here, in a case that is open: from where, and the conference that is owed."""

    referral: Referral
    transfer: TransferIn | None
    conference: Clock | None


def cases_moved_here(child: Person) -> set[int]:
    """The child's cases of which it is told from which authority they came. One query."""
    told = TransferIn.objects.standing().filter(child__in=child.entries)
    return set(told.values_list("referral", flat=True))


def going(worker: Worker, teams: Iterable[Team], *, on: date) -> list[Going]:
    """Those whom another authority has not taken over, the longest waiting first. One query.

    A case that was closed before they took over stays here: nobody holds that child.
    """
    rows = HandOver.objects.visible_to(worker).standing().filter(from_team__in=teams, answered_at=None)
    found = rows.exclude(to_authority="").select_related("child", "referral", "from_worker", "from_team")
    waiting = [
        Going(one, (on - (one.notified_on or on)).days, one.referral.closed_on)
        for one in found
        if one.referral.struck_out_at is None
    ]
    return sorted(waiting, key=lambda one: (one.closed_on is None, -one.days, one.handover.pk))


def coming(worker: Worker, teams: Iterable[Team], *, on: date) -> list[Coming]:
    """Open cases of children who moved here from another authority, the soonest conference first.

    Three queries and those of the clocks.
    """
    rows = Referral.objects.visible_to(worker).open_on(on).filter(team__in=teams)
    moved = TransferIn.objects.standing().values("referral")
    cases = list(
        (rows.filter(pk__in=moved) | rows.filter(is_transfer_in=True)).select_related("child", "team")
    )
    told = {one.referral_id: one for one in TransferIn.objects.standing().filter(referral__in=cases)}
    owed = clocks([one.child_id for one in cases], on=on, duties={CONFERENCE})
    found = [Coming(one, told.get(one.pk), _conference(one, owed[one.child_id])) for one in cases]
    far = date.max
    return sorted(found, key=lambda one: ((one.conference and one.conference.due_on) or far, one.referral.pk))


def _conference(case: Referral, owed: Iterable[Clock]) -> Clock | None:
    """The clock of the transfer-in conference that began with this case."""
    return next((one for one in owed if one.started_on == case.received_on), None)
