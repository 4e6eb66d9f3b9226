"""Contacts: deciding whether what somebody has told us is a referral."""

from sightline.duties.language import Duty, Force, Kind, Thread, Version
from sightline.duties.sources import LOCAL_PROCEDURES, SECONDARY_HIGH

CONTACT_DECISION = Duty(
    title="Decide whether a contact becomes a referral",
    who="a manager or social worker at the front door",
    force=Force.LOCAL_STANDARD,
    thread=Thread.CONTACT,
    starts_on=Kind.CONTACT_RECEIVED,
    met_by=Kind.CONTACT_DECIDED,
    versions=(
        Version(
            LOCAL_PROCEDURES.at("", SECONDARY_HIGH),
            within=None,
            note="24 hours or one working day is common; no national text gives a number",
        ),
    ),
    note='"Information only" is a decision too.',
)
