"""What the lists show of the law being kept, where their columns can tell it.

A list tells where things stand and seldom how they came there, so only this is measured: an assessment from
the referral in List 3 that it followed, or else from its own start, which is the loosest reading; an initial
conference from the strategy discussion; the first review of a plan that has had none; and the next review
after the latest.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sightline.duties import reference
from sightline.duties.book import BOOK
from sightline.duties.language import Duty, Kind, Milestone, Standing, Thread
from sightline.duties.reference import Clock
from sightline.returns.annex_a.check import CHILD
from sightline.returns.annex_a.codes import YES_NO
from sightline.returns.annex_a.read import Line, Workbook
from sightline.returns.inspect import STANDINGS

TOLD = (
    "single-assessment",
    "assessment-on-open-case",
    "initial-conference",
    "first-review-conference",
    "later-review-conferences",
)
"""The duties that the lists can show kept or not."""

Facts = dict[str, list[Milestone]]


@dataclass(frozen=True, slots=True)
class Kept:
    """One duty, and each of its clocks with whose it is."""

    duty: Duty
    clocks: tuple[tuple[str, Clock], ...]

    def counts(self, on: date) -> dict[Standing, int]:
        """How many clocks stand in each way on that day."""
        standings = [clock.standing(on) for _, clock in self.clocks]
        return {standing: standings.count(standing) for standing in STANDINGS}


def timeliness(book: Workbook, *, on: date) -> list[Kept]:
    """Each duty with its clocks that had started by that day."""
    facts = _facts(book)
    found = []
    for duty in (BOOK[name] for name in TOLD):
        clocks = [
            (child, clock)
            for child, theirs in facts.items()
            for clock in reference.clocks(duty, [fact for fact in theirs if fact.day <= on])
        ]
        found.append(Kept(duty, tuple(clocks)))
    return found


def _facts(book: Workbook) -> Facts:
    """The milestones of each child. A record's number is its row in its sheet."""
    found: Facts = defaultdict(list)
    referred = _referrals(book)
    for number, tell in ((4, _assessment), (5, _enquiry), (7, _plan)):
        table = book.tables.get(number)
        for line in table.lines if table else ():
            if child := line.text(CHILD):
                found[child] += [fact for fact in tell(line, referred[child]) if fact is not None]
    return found


def _referrals(book: Workbook) -> dict[str, list[date]]:
    """The days of each child's referrals in List 3."""
    found: dict[str, list[date]] = defaultdict(list)
    table = book.tables.get(3)
    for line in table.lines if table else ():
        if day := line.day("Date of Referral"):
            found[line.text(CHILD)].append(day)
    return found


def _fact(line: Line, thread: Thread, kind: Kind, day: date | None) -> Milestone | None:
    return Milestone(0, thread.number(line.number), kind, day) if day else None


def _assessment(line: Line, referred: list[date]) -> Iterator[Milestone | None]:
    started_on = line.day("Continuous Assessment Start Date")
    referred_on = max((day for day in referred if started_on and day <= started_on), default=None)
    thread = Thread.REFERRAL if referred_on else Thread.ASSESSMENT
    kind = Kind.REFERRAL_RECEIVED if referred_on else Kind.ASSESSMENT_STARTED_ON_OPEN_CASE
    yield _fact(line, thread, kind, referred_on or started_on)
    authorised_on = line.day("Continuous Assessment Date of Authorisation")
    yield _fact(line, thread, Kind.ASSESSMENT_AUTHORISED, authorised_on)


def _enquiry(line: Line, referred: list[date]) -> Iterator[Milestone | None]:
    began = line.day("Strategy discussion initiating Section 47 Enquiry Start Date")
    yield _fact(line, Thread.ENQUIRY, Kind.STRATEGY_DISCUSSION_LED_TO_ENQUIRY, began)
    held_on = line.day("Date of Initial Child Protection Conference")
    yield _fact(line, Thread.ENQUIRY, Kind.INITIAL_CONFERENCE_HELD, held_on)
    needless = YES_NO.read(line.text("Was an Initial Child Protection Conference deemed unnecessary?"))
    if needless == "yes" and held_on is None:  # no column says when: taken as known from the first
        yield _fact(line, Thread.ENQUIRY, Kind.CONFERENCE_NOT_REQUIRED, began)


def _plan(line: Line, referred: list[date]) -> Iterator[Milestone | None]:
    """With a review, only what follows the latest can be told: whether it was the first is in no column."""
    reviewed_on = line.day("Date of latest review conference")
    thread = Thread.CHILD_PROTECTION_PLAN
    if reviewed_on is None:
        started_on = line.day("Child Protection Plan Start Date")
        yield _fact(line, thread, Kind.CHILD_PROTECTION_PLAN_STARTED, started_on)
    yield _fact(line, thread, Kind.REVIEW_CONFERENCE_HELD, reviewed_on)
    yield _fact(line, thread, Kind.CHILD_PROTECTION_PLAN_ENDED, line.day("Child Protection Plan End Date"))
