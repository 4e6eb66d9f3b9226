"""The book of duties: what the law requires, one file to an area of practice, every edition since 2006.

The areas are data. `BOOK` finds a duty by its id, which is its name in the area's file, in kebab case.
"""

from sightline.duties.binding import bind, gather
from sightline.duties.book import (
    allocation,
    assessment,
    child_in_need,
    child_protection,
    conference,
    contact,
    enquiry,
    referral,
    serious_incident,
    strategy_discussion,
)

_CONTACT = bind(contact)
_REFERRAL = bind(referral)
_ALLOCATION = bind(allocation)
_ASSESSMENT = bind(assessment)
_STRATEGY_DISCUSSION = bind(strategy_discussion)
_ENQUIRY = bind(enquiry)
_CONFERENCE = bind(conference)
_CHILD_PROTECTION = bind(child_protection)
_CHILD_IN_NEED = bind(child_in_need)
_SERIOUS_INCIDENT = bind(serious_incident)

AREAS = {
    "contact": _CONTACT,
    "referral": _REFERRAL,
    "allocation": _ALLOCATION,
    "assessment": _ASSESSMENT,
    "strategy_discussion": _STRATEGY_DISCUSSION,
    "enquiry": _ENQUIRY,
    "conference": _CONFERENCE,
    "child_protection": _CHILD_PROTECTION,
    "child_in_need": _CHILD_IN_NEED,
    "serious_incident": _SERIOUS_INCIDENT,
}
"""The areas in the order that a child's journey meets them."""

BOOK = gather(
    (
        _CONTACT.duties,
        _REFERRAL.duties,
        _ALLOCATION.duties,
        _ASSESSMENT.duties,
        _STRATEGY_DISCUSSION.duties,
        _ENQUIRY.duties,
        _CONFERENCE.duties,
        _CHILD_PROTECTION.duties,
        _CHILD_IN_NEED.duties,
        _SERIOUS_INCIDENT.duties,
    )
)
"""Every duty, by id."""

NOT_YET_EXPRESSED = gather(
    (
        _CONTACT.not_yet_expressed,
        _REFERRAL.not_yet_expressed,
        _ALLOCATION.not_yet_expressed,
        _ASSESSMENT.not_yet_expressed,
        _STRATEGY_DISCUSSION.not_yet_expressed,
        _ENQUIRY.not_yet_expressed,
        _CONFERENCE.not_yet_expressed,
        _CHILD_PROTECTION.not_yet_expressed,
        _CHILD_IN_NEED.not_yet_expressed,
        _SERIOUS_INCIDENT.not_yet_expressed,
    )
)
"""What the law asks and the language cannot say yet, by id."""
