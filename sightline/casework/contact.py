"""Contacts: somebody approaches us about a child, and somebody decides what we do."""

from collections.abc import Iterable
from datetime import datetime

from sightline.casework import referral as referrals
from sightline.casework.verb import Refused, verb
from sightline.compliance.harm import words_of_harm
from sightline.people.models import Team, Worker
from sightline.record.models import Contact, ContactChild, Person, Referral
from sightline.timescales.london import day_of as london_day


@verb
def receive(
    *,
    by: Worker,
    children: Iterable[Person],
    received_at: datetime,
    route: str,
    source: str,
    words: str,
    team: Team,
    referrer_name: str = "",
    referrer_agency: str = "",
    referrer_reach: str = "",
    tells_of_harm: bool = False,
    is_urgent: bool = False,
) -> Contact:
    """Write down a contact about these children, in the referrer's own words; a team holds it to decide."""
    concerned = list(children)
    if not concerned:
        raise Refused("Say which child the contact is about.")
    contact = Contact.objects.create(
        recorded_by=by,
        received_at=received_at,
        route=route,
        source=source,
        words=words,
        team=team,
        referrer_name=referrer_name,
        referrer_agency=referrer_agency,
        referrer_reach=referrer_reach,
        tells_of_harm=tells_of_harm,
        is_urgent=is_urgent,
    )
    for child in concerned:
        ContactChild.objects.create(recorded_by=by, contact=contact, child=child)
    return contact


@verb
def decide(
    contact: Contact,
    *,
    by: Worker,
    at: datetime,
    decision: str,
    because: str,
    history_seen: bool,
    team: Team | None = None,
) -> list[Referral]:
    """Decide what follows from a contact, having seen the history; accepting it gives each child a referral.

    No further action on a contact that tells of harm is a manager's decision. Returns the referrals made, to
    be held by `team`.
    """
    contact = Contact.objects.select_for_update().get(pk=contact.pk)
    if contact.decided_at is not None:
        raise Refused(f"{contact.decided_by} has already decided this contact.")
    if not history_seen:
        raise Refused("Look at the earlier contacts first, and say that you have seen them.")
    if decision == Contact.Decision.NO_FURTHER_ACTION and not by.is_manager:
        _refuse_to_pass_over_harm(contact)
    contact.decided_at, contact.decided_by = at, by
    contact.decision, contact.decided_because = decision, because
    contact.history_seen_by_decider = True
    contact.save(
        update_fields=["decided_at", "decided_by", "decision", "decided_because", "history_seen_by_decider"]
    )
    return _refer(contact, by=by, team=team) if decision == Contact.Decision.REFERRAL else []


@verb
def take_up(contact: Contact, *, by: Worker, at: datetime) -> Contact:
    """Somebody has read a contact that cannot wait, and is acting on it; the decision is still to come."""
    contact = Contact.objects.select_for_update().get(pk=contact.pk)
    if contact.decided_at is not None:
        raise Refused(f"{contact.decided_by} has decided this contact.")
    if contact.taken_up_at is not None:
        raise Refused(f"{contact.taken_up_by} is acting on this contact already.")
    contact.taken_up_at, contact.taken_up_by = at, by
    contact.save(update_fields=["taken_up_at", "taken_up_by"])
    return contact


def _refuse_to_pass_over_harm(contact: Contact) -> None:
    """The referrer's own words are read too: a box that nobody ticked does not make them harmless."""
    if contact.tells_of_harm:
        raise Refused("This contact tells of harm: a manager must decide to take no further action.")
    if heard := words_of_harm(contact.words):
        said = ", ".join(f"“{word}”" for word in heard)
        raise Refused(f"These words tell of harm ({said}): a manager must decide to take no further action.")


def _refer(contact: Contact, *, by: Worker, team: Team | None) -> list[Referral]:
    if team is None:
        raise Refused("Say which team takes the referral.")
    children = [row.child for row in contact.children.standing().select_related("child")]
    known = set(
        Referral.objects.standing().filter(child__in=children, closed_on=None).values_list("child", flat=True)
    )
    return [
        referrals.receive(
            by=by,
            child=child,
            contact=contact,
            team=team,
            received_on=london_day(contact.received_at),
            received_at=contact.received_at,
            route=contact.route,
            source=contact.source,
            referrer_agency=contact.referrer_agency,
            because=contact.words,
        )
        for child in children
        if child.pk not in known
    ]


@verb
def tell_referrer(contact: Contact, *, by: Worker, at: datetime) -> Contact:
    """The referrer was told what we decided, and when."""
    contact.referrer_told_at = at
    contact.save(update_fields=["referrer_told_at"])
    for referral in contact.referrals.standing().filter(referrer_told_on=None):
        referrals.tell_referrer(referral, by=by, on=london_day(at))
    return contact
