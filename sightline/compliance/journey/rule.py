"""What a rule of the journey is, and what is found when it was not followed."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import NewType

from sightline.compliance.journey.case import Case
from sightline.duties.citation import Citation
from sightline.duties.language import Duty
from sightline.record.models.entry import ChildEntry

Found = Iterable[tuple[ChildEntry, date, date | None]]
"""The entry that shows it, the day from which it is a departure, and the day it was made good, if it was."""
Finder = Callable[[Case], Found]
RuleId = NewType("RuleId", str)


@dataclass(frozen=True)
class Rule:
    """One step that the way through asks for, or one that it does not allow."""

    id: RuleId
    title: str
    """What was done: "A section 47 enquiry was begun without a strategy discussion"."""
    missing: str
    """The step that is missing, or that has to be put right."""
    law: tuple[Duty | Citation, ...]
    """Where it is asked for: duties of the book, the first in force on the day counting, or a citation."""
    find: Finder

    def citation(self, on: date) -> Citation:
        """Where the edition in force on that day asks for it; the earliest one for a day before them all."""
        for source in self.law:
            if isinstance(source, Citation):
                return source
            if version := source.version_on(on):
                return version.source
        first = self.law[0]
        return first if isinstance(first, Citation) else first.versions[0].source


@dataclass(frozen=True)
class Departure:
    """A rule that was not followed in a case, shown by an entry, since a day."""

    rule: Rule
    case: Case
    entry: ChildEntry
    since_on: date
    made_good_on: date | None
    """The day on which the missing step was taken or accounted for; None while it is still missing."""

    @property
    def citation(self) -> Citation:
        """The law that was in force on the day of the departure."""
        return self.rule.citation(self.since_on)


RULES: dict[RuleId, Rule] = {}
"""Every rule of the journey, in its order; each is declared beside the function that finds departures."""


def rule(title: str, *, missing: str, law: tuple[Duty | Citation, ...]) -> Callable[[Finder], Finder]:
    """Declare a rule; its id is its function's name, as in an address."""

    def declare(find: Finder) -> Finder:
        name = RuleId(find.__name__.replace("_", "-"))
        RULES[name] = Rule(name, title, missing, law, find)
        return find

    return declare
