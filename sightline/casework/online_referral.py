"""What a stranger sent us online: a worker takes it up into a contact, or a manager sets it aside."""

from collections.abc import Iterable
from datetime import datetime

from sightline.casework import contact as contacts
from sightline.casework.verb import Refused, verb
from sightline.people.models import MANAGERS, Team, Worker
from sightline.record.models import Contact, OnlineReferral, Person
from sightline.record.models.contact import Route

NOT_MANAGERS = "A manager sets an online referral aside."


@verb
def take_up(
    sent: OnlineReferral,
    *,
    by: Worker,
    at: datetime,
    children: Iterable[Person],
    team: Team,
    tells_of_harm: bool = False,
    is_urgent: bool = False,
) -> Contact:
    """An online referral becomes a contact about these children, in its own words and as of when it came."""
    sent = _waiting(sent)
    made = contacts.receive(
        by=by,
        children=children,
        received_at=sent.received_at,
        route=Route.ONLINE,
        source=sent.source,
        words=sent.words,
        team=team,
        referrer_name=sent.referrer_name,
        referrer_agency=sent.referrer_agency,
        referrer_reach=sent.referrer_reach,
        tells_of_harm=tells_of_harm,
        is_urgent=is_urgent,
    )
    sent.contact, sent.taken_up_at, sent.taken_up_by = made, at, by
    sent.save(update_fields=["contact", "taken_up_at", "taken_up_by"])
    return made


@verb(may=MANAGERS, refused=NOT_MANAGERS)
def set_aside(sent: OnlineReferral, *, by: Worker, at: datetime, because: str) -> OnlineReferral:
    """A manager says why nothing is to follow: it was sent twice, or tells of no child. It is kept."""
    sent = _waiting(sent)
    if not because.strip():
        raise Refused("Say why it is set aside.")
    sent.set_aside_at, sent.set_aside_by, sent.set_aside_because = at, by, because
    sent.save(update_fields=["set_aside_at", "set_aside_by", "set_aside_because"])
    return sent


def _waiting(sent: OnlineReferral) -> OnlineReferral:
    """It, locked, while nobody has taken it up or set it aside."""
    locked = OnlineReferral.objects.select_for_update().get(pk=sent.pk)
    if locked.contact_id is not None:
        raise Refused(f"{locked.taken_up_by} has taken this up already.")
    if locked.set_aside_at is not None:
        raise Refused(f"{locked.set_aside_by} has set this aside.")
    return locked
