"""The journey checked: what was done out of order, or was skipped, with the step that is missing and its law.

Nothing here stops anybody from writing: what happened can always be recorded, in any order. Each departure
from the way that the law sets out is then listed from the day it happened, until it is made good or explained
by a signed decision. `docs/reference/journey.md` lists the rules.
"""

from collections.abc import Iterable
from datetime import date

from sightline.compliance.journey import front_door, protection  # noqa: F401 - declaring their rules
from sightline.compliance.journey.case import Case, cases
from sightline.compliance.journey.rule import RULES, Departure
from sightline.record.models import Referral

__all__ = ["RULES", "Departure", "departures", "outstanding"]


def departures(referrals: Iterable[Referral], *, on: date) -> list[Departure]:
    """Every departure in these cases by the end of that day, made good since or not, the oldest first.

    Ten queries, however many cases. What happened after the day is not known.
    """
    found = (departure for case in cases(referrals, on=on) for departure in _of(case))
    return sorted(found, key=lambda one: (one.since_on, one.case.referral.pk, one.rule.id))


def outstanding(referrals: Iterable[Referral], *, on: date) -> list[Departure]:
    """The departures that nobody had made good or accounted for by the end of that day, the oldest first."""
    return [one for one in departures(referrals, on=on) if one.made_good_on is None]


def _of(case: Case) -> Iterable[Departure]:
    for rule in RULES.values():
        for entry, since_on, made_good_on in rule.find(case):
            if since_on <= case.on:
                yield Departure(rule, case, entry, since_on, case.by(made_good_on))
