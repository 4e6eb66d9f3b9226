"""The language of patterns: what goes wrong, as a value over duties and over facts of the record.

A pattern is data, like the law's book: no functions. `book.py` holds them, `cases.py` holds cases to them.
"""

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from sightline.duties.citation import require


class Danger(IntEnum):
    """How much a pattern that fits says about the child. A machine never says more than "may be"."""

    RECORD_GAP = 1
    MAY_BE_UNSAFE = 2
    HARM_UNANSWERED = 3

    @property
    def words(self) -> str:
        """As a page says it."""
        return _DANGER[self]


_DANGER = {
    Danger.RECORD_GAP: "the record leaves something out",
    Danger.MAY_BE_UNSAFE: "the child may not be safe",
    Danger.HARM_UNANSWERED: "harm was told of, and what should have followed is not there",
}


class Fact(StrEnum):
    """Something that is so of a case on the day it ends, as far as the record shows. `facts.py` says when."""

    NO_FURTHER_ACTION = "It ended in no further action"
    NOT_YET_BORN = "The child was not yet born"
    CHILD_DIED = "The child had died"
    MOVED_AWAY = "Another authority took it over"
    HARM_TOLD = "Harm to the child was told of"
    TRIED_TO_SEE = "Somebody tried to see the child"
    SEEN = "The child was seen"
    SEEN_ALONE = "The child was seen alone, or with a carer as is usual at that age"
    ALONE_ACCOUNTED_FOR = "It says that the child was seen alone, or why not"
    WISHES_RECORDED = "The child’s wishes and feelings, or own words, are written down"
    ASSESS_DECIDED = "It was decided to assess the child’s needs"
    ASSESSMENT_BEGUN = "An assessment was begun"
    ASSESSMENT_AUTHORISED = "An assessment was authorised by somebody other than its author"
    ASSESSMENT_UNFINISHED = "An assessment was neither finished nor left for a reason"
    RISK_ANALYSED = "An authorised assessment weighs the harm, how likely it is, and what protects the child"
    DISCUSSION_HELD = "A strategy discussion was held"
    DISCUSSION_REFUSED = "A manager accepted, with a reason, that no strategy discussion was held"
    NO_CAUSE_FOUND = "A manager decided, with a reason, that what was told gave no reasonable cause"
    DISCUSSION_WANTING = "Reasonable cause was recorded, and its discussion neither held nor accounted for"
    ENQUIRY_MADE = "A section 47 enquiry was begun"
    ENQUIRY_OPEN = "A section 47 enquiry had no outcome"
    CONFERENCE_WANTING = "An enquiry called for a conference, and none was held"
    CHECKS_MADE = "Earlier records, the household and other agencies were checked"
    HISTORY_SHOWN = "Whoever decided about the contact had the history in sight"
    KNOWN_BEFORE = "The child had been referred before, within the year"
    EVER_LED = "A worker led the case"
    DECIDED_BY_A_MANAGER = "A manager decided what followed the referral"
    ENDED_BY_A_MANAGER = "A manager ended it"
    REASON_IN_A_WORD = "The reason for ending it says next to nothing"
    PLAN_OPEN = "A plan for the child was still open"
    CONTACT_WAITING = "Another contact about the child was waiting for a decision"
    WRITTEN_LATE = "A visit was written down more than a week later"
    CAME_BACK = "Somebody was worried about the child again within the year"


@dataclass(frozen=True, slots=True)
class Unmet:
    """A clock of one of these duties, in this case, ended without being met."""

    duties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Late:
    """A clock of one of these duties, in this case, was met late; of any duty where none is named."""

    duties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AnyUnmet:
    """A clock of any duty, in this case, ended without being met."""


@dataclass(frozen=True, slots=True)
class Fits:
    """A pattern of at least this danger fits the case."""

    danger: Danger


Condition = Fact | Unmet | Late | AnyUnmet | Fits
Conditions = tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """Something that goes wrong. It fits a case of which all of `all_of`, any of `any_of` and none of
    `none_of` is so.

    `rests_on` are the duties whose law it is about; `cannot_tell` is what only whoever reads the case can.
    """

    title: str
    danger: Danger
    all_of: Conditions = ()
    any_of: Conditions = ()
    none_of: Conditions = ()
    rests_on: tuple[str, ...] = ()
    source: str = ""
    """Where it was learnt: an inspection, a review."""
    cannot_tell: str = ""

    def __post_init__(self) -> None:
        require(self.title.strip(), "a pattern says what goes wrong")
        require(self.all_of or self.any_of, f"{self.title}: it would fit every case")
        require(self.rests_on, f"{self.title}: it names the law that it is about")
        require(self.cannot_tell.strip(), f"{self.title}: it says what it cannot tell")

    @property
    def conditions(self) -> Conditions:
        """Everything that it turns on."""
        return self.all_of + self.any_of + self.none_of


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the closed-case test.

    It arises where any of `arises_if_any` is so (always, where none is named) and none of `unless`. It is
    answered "no" unless all of `needs` is so, and any of `needs_any` where there are such; and where any of
    `fails_on` is.
    """

    code: str
    asks: str
    cannot_tell: str
    arises_if_any: Conditions = ()
    unless: Conditions = ()
    needs: Conditions = ()
    needs_any: Conditions = ()
    fails_on: Conditions = ()
    rests_on: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        require(self.asks.strip() and self.cannot_tell.strip(), f"{self.code}: it asks, and says its limits")
        require(self.needs or self.needs_any or self.fails_on, f"{self.code}: nothing answers it")

    @property
    def conditions(self) -> Conditions:
        """Everything that it turns on."""
        return self.arises_if_any + self.unless + self.needs + self.needs_any + self.fails_on


class Answer(IntEnum):
    """What the machine answers to a question about a case."""

    YES = 1
    NO = 2
    DOES_NOT_ARISE = 3

    @property
    def words(self) -> str:
        return self.name.lower().replace("_", " ")
