"""The time limits that Exampleshire's council set for itself: where the law sets none, or tighter than it."""

from datetime import date

from sightline.exampleshire.world import World
from sightline.timescales import Timescale, hours, weeks, working_days

FRONT_DOOR = "Front door procedures, children’s scrutiny committee, item 6"
PRACTICE = "Practice standards, children’s scrutiny committee, item 4"
PARTNERSHIP = "Protocol for assessment, safeguarding partnership, section 3"
PROTECTION = "Child protection procedures, safeguarding partnership, section 5"

#: By the duty's id in the book: the limit, and where the council decided it.
STANDARDS: dict[str, tuple[Timescale, str]] = {
    "contact-decision": (working_days(1), FRONT_DOOR),
    "agency-checks": (working_days(1), FRONT_DOOR),
    "referrer-feedback": (working_days(5), FRONT_DOOR),
    "referral-allocation": (working_days(2), PRACTICE),
    "supervision": (weeks(8), PRACTICE),
    "child-seen-after-referral": (working_days(10), PRACTICE),
    "child-seen-in-assessment": (working_days(5), PRACTICE),
    "child-seen-alone-in-assessment": (working_days(10), PRACTICE),
    "assessment-review-point": (working_days(15), PARTNERSHIP),
    "child-in-need-reviews": (weeks(12), PRACTICE),
    "child-in-need-visits": (weeks(6), PRACTICE),
    "strategy-discussion": (working_days(1), PROTECTION),
    "joint-working-decision": (working_days(1), PROTECTION),
    "child-seen-in-enquiry": (hours(24), PROTECTION),
    "enquiry-conclusion": (working_days(15), PROTECTION),
    "later-core-groups": (weeks(6), PROTECTION),
    "plan-circulation": (working_days(20), PROTECTION),
    "plan-visits": (working_days(10), PROTECTION),
    "review-after-birth": (working_days(20), PROTECTION),
}
ADOPTED_AFTER = 2
"""Years from the beginning of the record to the decision: the oldest clocks have the law's own limits."""


def adopted_on(world: World) -> date:
    """The day from which the standards hold: a 1 April, some years into the record."""
    return date(world.begins_on.year + ADOPTED_AFTER, 4, 1)


def set_by_exampleshire(world: World) -> None:
    """Write the standards down."""
    for duty, (within, minute) in STANDARDS.items():
        world.rows.add(
            "authoritystandard",
            duty=duty,
            amount=within.amount,
            unit=within.unit.value,
            adopted_on=adopted_on(world),
            minute=minute,
        )
