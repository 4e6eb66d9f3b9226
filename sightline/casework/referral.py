"""Referrals: received, acknowledged, checked and decided."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sightline.casework.verb import Refused, verb
from sightline.people.models import MANAGERS, Team, Worker
from sightline.record.codes import PrimaryNeed
from sightline.record.models import Contact, Person, Referral
from sightline.record.models.contact import Route


@verb
def receive(
    *,
    by: Worker,
    child: Person,
    team: Team,
    received_on: date,
    source: str,
    received_at: datetime | None = None,
    route: str = Route.WRITTEN,
    contact: Contact | None = None,
    referrer_agency: str = "",
    referrer_can_be_told: bool = True,
    primary_need: str = PrimaryNeed.NOT_STATED,
    because: str = "",
    is_transfer_in: bool = False,
) -> Referral:
    """Accept a referral of one child for a decision; the team holds it from this moment."""
    return Referral.objects.create(
        recorded_by=by,
        child=child,
        contact=contact,
        team=team,
        received_on=received_on,
        received_at=received_at,
        route=route,
        source=source,
        referrer_agency=referrer_agency,
        referrer_can_be_told=referrer_can_be_told,
        primary_need=primary_need,
        because=because,
        is_transfer_in=is_transfer_in,
    )


@verb
def acknowledge(referral: Referral, *, by: Worker, on: date) -> Referral:
    """The referrer was told that the referral arrived."""
    referral.acknowledged_on = on
    referral.save(update_fields=["acknowledged_on"])
    return referral


@verb
def record_checks(referral: Referral, *, by: Worker, on: date) -> Referral:
    """Our own records, the household's adults and the other agencies were checked."""
    referral.checks_made_on = on
    referral.save(update_fields=["checks_made_on"])
    return referral


@verb(may=MANAGERS, refused="A manager decides what follows a referral.")
def decide(referral: Referral, *, by: Worker, on: date, decision: str, because: str) -> Referral:
    """A manager decides the next step on a referral, with a reason.

    The decision is a social-work-qualified supervisor's or manager's (Working Together 2023, paragraph 153).
    """
    referral = Referral.objects.select_for_update().get(pk=referral.pk)
    if referral.decided_on is not None:
        raise Refused(f"{referral.decided_by} has already decided this referral.")
    referral.decided_on, referral.decided_by = on, by
    referral.decision, referral.decided_because = decision, because
    referral.save(update_fields=["decided_on", "decided_by", "decision", "decided_because"])
    return referral


@dataclass(frozen=True)
class Decided:
    """What is decided of one referral, and why."""

    decision: str
    because: str


@verb(may=MANAGERS, refused="A manager decides what follows a referral.")
def decide_several(referrals: Mapping[Referral, Decided], *, by: Worker, on: date) -> list[Referral]:
    """A manager decides several referrals, each with its own reason: all of them or none."""
    return [
        decide(referral, by=by, on=on, decision=one.decision, because=one.because)
        for referral, one in sorted(referrals.items(), key=lambda pair: pair[0].pk)
    ]


@verb
def tell_referrer(referral: Referral, *, by: Worker, on: date) -> Referral:
    """The referrer was told what was decided."""
    referral.referrer_told_on = on
    referral.save(update_fields=["referrer_told_on"])
    return referral


@verb
def record_new_information(referral: Referral, *, by: Worker, on: date) -> Referral:
    """New information on an open case, which under the older editions could start an assessment."""
    referral.new_information_on = on
    referral.save(update_fields=["new_information_on"])
    return referral
