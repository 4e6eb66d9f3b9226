"""Section 47 enquiries: started, decided single or joint, and concluded."""

from datetime import date

from sightline.casework.verb import Refused, verb
from sightline.people.models import MANAGERS, Role, Worker
from sightline.record.models import Enquiry, Referral, StrategyDiscussion


@verb
def start(
    referral: Referral,
    *,
    by: Worker,
    on: date,
    lead: Worker,
    discussion: StrategyDiscussion | None = None,
    working: str | None = None,
    police_decision: str = "",
    safety_tonight: str = "",
) -> Enquiry:
    """Begin an enquiry, led by a social worker (Working Together 2023, page 89).

    It may be written with no strategy discussion behind it, because that happens; the gap then shows.
    """
    if lead.role == Role.FAMILY_WORKER:
        raise Refused("A social worker leads a section 47 enquiry.")
    return Enquiry.objects.create(
        recorded_by=by,
        child_id=referral.child_id,
        referral=referral,
        discussion=discussion,
        lead_worker=lead,
        started_on=on,
        working=working or None,
        working_decided_on=on if working else None,
        police_decision=police_decision,
        safety_tonight=safety_tonight,
    )


@verb
def decide_working(
    enquiry: Enquiry, *, by: Worker, on: date, working: str, police_decision: str = ""
) -> Enquiry:
    """The police and the authority agreed whether the enquiry is joint."""
    enquiry.working, enquiry.working_decided_on = working, on
    enquiry.police_decision = police_decision or enquiry.police_decision
    enquiry.save(update_fields=["working", "working_decided_on", "police_decision"])
    return enquiry


@verb(may=MANAGERS, refused="A manager concludes a section 47 enquiry.")
def conclude(enquiry: Enquiry, *, by: Worker, on: date, outcome: str, because: str) -> Enquiry:
    """A manager concludes the enquiry: not substantiated, no continuing risk, or a conference, because."""
    enquiry.concluded_on, enquiry.concluded_by = on, by
    enquiry.outcome, enquiry.concluded_because = outcome, because
    enquiry.save(update_fields=["concluded_on", "concluded_by", "outcome", "concluded_because"])
    return enquiry
