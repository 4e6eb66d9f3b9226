"""Cases held to patterns and to the closed-case test: as columns, one as easily as a hundred thousand.

Nothing is kept: what a case shows on a day is worked out from the record whenever somebody asks.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sightline.compliance.authority import columns
from sightline.compliance.book import book, turned_on
from sightline.compliance.pattern.book import PATTERNS, UNSAFE
from sightline.compliance.pattern.closed_case import QUESTIONS
from sightline.compliance.pattern.facts import REFUSED, annotated, these
from sightline.compliance.pattern.language import (
    Answer,
    AnyUnmet,
    Condition,
    Danger,
    Fact,
    Fits,
    Late,
    Pattern,
    Question,
    Unmet,
)
from sightline.duties.columns import Columns, evaluate
from sightline.duties.language import Duty, Kind, Milestone, Standing, Thread
from sightline.duties.reference import Clock
from sightline.record.models import (
    Assessment,
    ChildInNeedPlan,
    ChildProtectionPlan,
    Enquiry,
    Referral,
    StrategyDiscussion,
)

Flags = NDArray[np.bool_]
#: What the threads of a case are, besides its own: each belongs to one referral.
WITHIN = {
    Thread.ASSESSMENT: Assessment,
    Thread.STRATEGY_DISCUSSION: StrategyDiscussion,
    Thread.ENQUIRY: Enquiry,
    Thread.CHILD_PROTECTION_PLAN: ChildProtectionPlan,
    Thread.CHILD_IN_NEED_PLAN: ChildInNeedPlan,
}
#: Those of them whose clocks a closure ends.
ENDED_BY_CLOSING = (Thread.ASSESSMENT, Thread.STRATEGY_DISCUSSION, Thread.ENQUIRY)


@dataclass
class Cases:
    """Some cases as they stood on the day each ended, one place in every column to a case."""

    on: date
    referral: list[int]
    child: list[int]
    over_on: list[date]
    facts: dict[Fact, Flags]
    standings: dict[str, tuple[Flags, Flags]] = field(default_factory=dict)
    """For each duty: in which cases a clock of it ended unmet, and in which one was met late."""

    def __len__(self) -> int:
        return len(self.referral)

    def so(self, condition: Condition) -> Flags:
        """Where a condition is so."""
        match condition:
            case Unmet(duties):
                return self._any(self.standings[duty][0] for duty in duties if duty in self.standings)
            case Late(duties):
                named = duties or tuple(self.standings)
                return self._any(self.standings[duty][1] for duty in named if duty in self.standings)
            case AnyUnmet():
                return self._any(unmet for unmet, _ in self.standings.values())
            case Fits(danger):
                return self._any(self.fits(one) for one in PATTERNS.values() if one.danger >= danger)
            case _:
                return self.facts[condition]

    def fits(self, pattern: Pattern) -> Flags:
        """Where the pattern fits."""
        found = self._all(self.so(one) for one in pattern.all_of)
        if pattern.any_of:
            found &= self._any(self.so(one) for one in pattern.any_of)
        return found & ~self._any(self.so(one) for one in pattern.none_of)

    def unsafe(self) -> Flags:
        """Where a pattern fits that may mean danger."""
        return self.so(Fits(UNSAFE))

    def answers(self, question: Question) -> NDArray[np.int8]:
        """The Answer to the question in each case."""
        good = self._all(self.so(one) for one in question.needs)
        if question.needs_any:
            good &= self._any(self.so(one) for one in question.needs_any)
        good &= ~self._any(self.so(one) for one in question.fails_on)
        arises = ~self._any(self.so(one) for one in question.unless)
        if question.arises_if_any:
            arises &= self._any(self.so(one) for one in question.arises_if_any)
        answered = np.where(good, np.int8(Answer.YES), np.int8(Answer.NO))
        return np.where(arises, answered, np.int8(Answer.DOES_NOT_ARISE))

    def _any(self, flags: Iterable[Flags]) -> Flags:
        found = np.zeros(len(self), np.bool_)
        for each in flags:
            found |= each
        return found

    def _all(self, flags: Iterable[Flags]) -> Flags:
        found = np.ones(len(self), np.bool_)
        for each in flags:
            found &= each
        return found


@dataclass(frozen=True)
class Shown:
    """What the test shows of one case: the patterns that fit, by name, and the answer to each question."""

    referral: int
    child: int
    over_on: date
    patterns: tuple[str, ...]
    answers: dict[str, Answer]

    @property
    def danger(self) -> Danger | None:
        """The gravest of the patterns that fit; None where none does."""
        return max((PATTERNS[name].danger for name in self.patterns), default=None)

    @property
    def is_unsafe(self) -> bool:
        """Whether somebody should look at the child."""
        return self.answers["C15"] is Answer.NO


def cases(
    referrals: Sequence[int], *, on: date, supposing_closed: bool = False, measured: bool = True
) -> Cases:
    """These referrals as cases, knowing the record up to that day; those struck out are left out.

    `supposing_closed`: as they would stand were each closed on that day. `measured`: held to the law too,
    which takes seven queries, however many; their facts take one.
    """
    rows = annotated(Referral.objects.standing().filter(pk__in=these(referrals)), on=on).order_by("pk")
    names = [f"is_{fact.name.lower()}" for fact in Fact]
    told = list(rows.values_list("pk", "child_id", "over_on", *names))
    flags = np.array([row[3:] for row in told], np.bool_).reshape(-1, len(names))
    found = Cases(
        on,
        [row[0] for row in told],
        [row[1] for row in told],
        [row[2] for row in told],
        {fact: flags[:, place] for place, fact in enumerate(Fact)},
    )
    if found.referral and measured:
        found.standings = _standings(found, supposing_closed=supposing_closed)
    return found


def _standings(found: Cases, *, supposing_closed: bool) -> dict[str, tuple[Flags, Flags]]:
    law = [duty for duty in book().values() if duty.thread in WITHIN or duty.thread is Thread.REFERRAL]
    place_of = _places(found)
    supposed = list(_closures(found, place_of)) if supposing_closed else []
    children = sorted(set(found.child))
    facts = columns(on=found.on, children=children, kinds=turned_on(law), supposing=supposed)
    return {duty.id: _standing(duty, facts, found, place_of[duty.thread]) for duty in law}


def _places(found: Cases) -> dict[Thread, dict[int, int]]:
    """For each kind of thread, the place of the case that each record is part of."""
    own = {referral: place for place, referral in enumerate(found.referral)}
    places = {Thread.REFERRAL: own}
    for thread, model in WITHIN.items():
        entries: Any = model._default_manager
        within = entries.standing().filter(referral__in=these(found.referral)).values_list("pk", "referral")
        places[thread] = {pk: own[referral] for pk, referral in within}
    return places


def _closures(found: Cases, places: dict[Thread, dict[int, int]]) -> Iterable[Milestone]:
    for thread in (Thread.REFERRAL, *ENDED_BY_CLOSING):
        for record, place in places[thread].items():
            yield Milestone(found.child[place], thread.number(record), Kind.REFERRAL_CLOSED, found.on)


def _standing(duty: Duty, facts: Columns, found: Cases, place_of: dict[int, int]) -> tuple[Flags, Flags]:
    unmet, late = np.zeros(len(found), np.bool_), np.zeros(len(found), np.bool_)
    clocks = evaluate(duty, facts)
    standing = clocks.standing(found.on)
    for flags, which in ((unmet, Standing.ENDED_UNMET), (late, Standing.LATE)):
        records = (clocks.thread[standing == which] >> 5).tolist()
        flags[[place_of[record] for record in records if record in place_of]] = True
    return unmet, late


def shown(found: Cases) -> list[Shown]:
    """What the test shows of each case, in the order of the columns."""
    fits = {name: found.fits(pattern) for name, pattern in PATTERNS.items()}
    answers = {question.code: found.answers(question) for question in QUESTIONS}
    return [
        Shown(
            referral,
            found.child[place],
            found.over_on[place],
            tuple(name for name, flags in fits.items() if flags[place]),
            {code: Answer(int(each[place])) for code, each in answers.items()},
        )
        for place, referral in enumerate(found.referral)
    ]


def ended_on(first: date, last: date | None = None) -> Any:
    """The referrals that ended on these days: closed, or decided to be no further action."""
    days = (first, last or first)
    refused = Referral.objects.standing().filter(REFUSED, decided_on__range=days)
    return (Referral.objects.standing().filter(closed_on__range=days) | refused).order_by("pk")


def firing(*, on: date, since: date | None = None, among: Any = None) -> list[Shown]:
    """The cases that ended on that day (or since that earlier one) in which something looks unsafe.

    `among` narrows it to referrals that somebody may see. Each is asked as the record stands on the
    day `on`, the gravest first.
    """
    rows = ended_on(since or on, on)
    if among is not None:
        rows = rows.filter(pk__in=among.values("pk"))
    ended = list(rows.values_list("pk", flat=True))
    found = [one for one in shown(cases(ended, on=on)) if one.is_unsafe] if ended else []
    return sorted(found, key=lambda one: (-(one.danger or 0), -len(one.patterns), one.over_on, one.referral))


def were_it_closed(referral: Referral, *, on: date) -> Shown:
    """What the test would show of this case were it closed on that day."""
    return shown(cases([referral.pk], on=on, supposing_closed=True))[0]


def patterns_left_by(referral: Referral, undone: Iterable[Clock], *, on: date) -> list[Pattern]:
    """The patterns that would fit it were it closed on that day, given the clocks that would end unmet.

    One query: for the page on which it is closed.
    """
    found = cases([referral.pk], on=on, measured=False)
    one = np.ones(1, np.bool_)
    found.standings = {clock.duty.id: (one, ~one) for clock in undone}
    return [pattern for pattern in PATTERNS.values() if found.fits(pattern).any()]
