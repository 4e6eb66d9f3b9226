"""Section 47 enquiries: started, decided single or joint, and concluded."""

from datetime import date

from sightline.casework.allocation import allow
from sightline.casework.verb import verb
from sightline.people.models import MANAGERS, Worker
from sightline.record.models import Enquiry, Referral, StrategyDiscussion
from sightline.record.models.allocation import WorkKind


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
    override_because: str = "",
) -> Enquiry:
    """Begin an enquiry, led by a social worker (Working Together 2023, page 89).

    It may be written with no strategy discussion behind it, because that happens; the gap then shows. A lead
    who is no social worker, or is over the authority's limit, takes a manager's reason (`allocation.allow`).
    """
    allow(referral, worker=lead, work=WorkKind.ENQUIRY, by=by, on=on, because=override_because)
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
