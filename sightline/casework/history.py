"""A child's history as another system's return tells it: days and codes, and nothing that it does not say.

Everything is as the return has it and nothing is filled in: None is what it leaves out. Days are in an order
that the record can hold; whoever reads the return sees to that, since only they can say on which line it is
not so.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Assessed:
    """An assessment, finished where it has the day of its authorisation."""

    started_on: date
    authorised_on: date | None = None
    review_point_on: date | None = None
    factors: tuple[str, ...] = ()
    on_open_case: bool = False


@dataclass(frozen=True, slots=True)
class Helped:
    """A child in need plan."""

    started_on: date
    ended_on: date | None = None


@dataclass(frozen=True, slots=True)
class Enquired:
    """A section 47 enquiry; `begun_on` is the day of the strategy discussion that began it."""

    begun_on: date
    conference_on: date | None = None
    needed_no_conference: bool = False


@dataclass(frozen=True, slots=True)
class Protected:
    """A child protection plan, and the days on which it was reviewed."""

    started_on: date
    ended_on: date | None = None
    first_category: str = ""
    latest_category: str = ""
    reviewed_on: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Episode:
    """A referral and the work that followed it; `conference_on` is of a conference with no enquiry here."""

    received_on: date
    source: str = ""
    primary_need: str | None = None
    came_to_nothing: bool = False
    closed_on: date | None = None
    closure_reason: str = ""
    conference_on: date | None = None
    assessments: tuple[Assessed, ...] = ()
    help_plans: tuple[Helped, ...] = ()
    enquiries: tuple[Enquired, ...] = ()
    plans: tuple[Protected, ...] = ()


@dataclass(frozen=True, slots=True)
class History:
    """One child: `number` is the other system's own number for them. There is no name: a return has none."""

    number: str
    born_on: date | None = None
    expected_on: date | None = None
    died_on: date | None = None
    sex: str | None = None
    ethnicity: str | None = None
    disabilities: tuple[str, ...] = ()
    upn: str | None = None
    former_upn: str | None = None
    no_upn_because: str | None = None
    episodes: tuple[Episode, ...] = ()
