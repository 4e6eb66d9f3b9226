"""Small made-up duties, for rules that no one duty of the book shows on its own."""

from datetime import date

from sightline.duties.language import (
    Confidence,
    Duty,
    Edition,
    Force,
    Kind,
    Mark,
    Repealed,
    Thread,
    Verified,
    Version,
)
from sightline.timescales import Timescale, days, working_days

KNOWN = Verified(Mark.PRIMARY, Confidence.HIGH)


def edition(in_force_from: str, name: str = "Made-up guidance") -> Edition:
    return Edition(name, name, date.fromisoformat(in_force_from), "to the day", "made up")


def version(in_force_from: str, within: Timescale | None) -> Version:
    return Version(edition(in_force_from).at("", KNOWN), within)


def repealed(in_force_from: str) -> Repealed:
    return Repealed(edition(in_force_from).at("", KNOWN))


def duty(
    within: Timescale | None = working_days(5),  # noqa: B008 - a frozen value
    starts_on: Kind | tuple[Kind, ...] = Kind.REFERRAL_RECEIVED,
    met_by: Kind | tuple[Kind, ...] = Kind.REFERRAL_DECIDED,
    ends_on: Kind | tuple[Kind, ...] = Kind.REFERRAL_CLOSED,
    lapses_on: Kind | tuple[Kind, ...] = Kind.REFERRAL_NO_FURTHER_ACTION,
    recurs: bool = False,
    thread: Thread = Thread.REFERRAL,
    versions: tuple[Version | Repealed, ...] = (),
) -> Duty:
    """A duty in a referral, of five working days since 2006, but for what is said."""
    return Duty(
        title="Do it",
        who="somebody",
        force=Force.STATUTORY_GUIDANCE,
        thread=thread,
        starts_on=starts_on,
        met_by=met_by,
        ends_on=ends_on,
        lapses_on=lapses_on,
        recurs=recurs,
        versions=versions or (version("2006-04-01", within),),
    )


VISITS = duty(
    days(14),
    starts_on=Kind.CHILD_PROTECTION_PLAN_STARTED,
    met_by=Kind.CHILD_SEEN,
    ends_on=Kind.CHILD_PROTECTION_PLAN_ENDED,
    lapses_on=(),
    recurs=True,
    thread=Thread.CHILD_PROTECTION_PLAN,
)
"""Visits under a plan: at most 14 days apart."""
