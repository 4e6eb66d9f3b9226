"""The pack of one child's case: who, why, when last seen, what is owed, what was decided, and the story."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sightline.assurance.models.audit import Question
from sightline.compliance.child import clocks, owed
from sightline.compliance.seen import LastSeen, seen_by, times_seen
from sightline.duties.language import Standing
from sightline.duties.reference import Clock
from sightline.record.at_once import at_once
from sightline.record.models import Allocation, Person, Referral, Residence
from sightline.timescales.timescale import months_after
from sightline.web.child_now import around_parts, people_in
from sightline.web.story import Happening, Silence, parts_of, told_from
from sightline.web.words import due

SHOWN = 6
"""How much of what the record says to a question is shown beside it; the story has all of it."""

SAYS: dict[Question, tuple[str, ...]] = {
    Question.KNOWN: ("referral", "contact"),
    Question.SEEN: ("sighting",),
    Question.WORDS: ("sighting", "assessment", "conference"),
    Question.HISTORY: ("contact", "referral"),
    Question.RISK: ("strategydiscussion", "enquiry"),
    Question.ASSESSED: ("assessment",),
    Question.AGENCIES: ("strategydiscussion", "conference", "coregroup"),
    Question.OVERSEEN: ("allocation",),
    Question.PROMISED: ("childprotectionplan", "childinneedplan", "coregroup", "childinneedreview"),
}
"""The kinds of entry that speak to each question. Decisions are the story's key events, wherever they are."""


NOT_IN_TIME = frozenset({Standing.OVERDUE, Standing.LATE, Standing.ENDED_UNMET})


@dataclass(frozen=True)
class Said:
    """One thing that the record says: when, what, and in which words."""

    on: date
    title: str
    words: str


@dataclass
class Pack:
    """What a reader needs of a case before any page is opened."""

    child: Person
    referral: Referral
    on: date
    last_seen: LastSeen | None
    lead: Allocation | None
    story: list[Happening | Silence]
    clocks: list[Clock]
    homes: list[Residence]
    around: dict[str, Any]
    before: list[Referral] = field(default_factory=list)
    """The child's other referrals, latest first."""

    @property
    def told(self) -> list[Happening]:
        """What happened, without the silences between."""
        return [one for one in self.story if isinstance(one, Happening) and one.entry.struck_out_at is None]

    @property
    def decisions(self) -> list[Happening]:
        """The key events, latest first."""
        return [one for one in self.told if one.key]

    @property
    def owed(self) -> list[Clock]:
        return owed(self.clocks, on=self.on)

    @property
    def missed(self) -> list[Clock]:
        """What ended without ever being done, and what was done late."""
        wrong = (Standing.ENDED_UNMET, Standing.LATE)
        return [clock for clock in self.clocks if clock.standing(self.on) in wrong]

    def in_a_year(self, kind: str) -> int:
        """How many entries of this kind began in the twelve months before the day."""
        since = months_after(self.on, -12)
        return sum(one.kind == kind and one.begins and one.on > since for one in self.told)

    @property
    def counts(self) -> list[tuple[str, int]]:
        kinds = (("Contacts", "contact"), ("Referrals", "referral"), ("Section 47 enquiries", "enquiry"))
        return [(name, self.in_a_year(kind)) for name, kind in kinds]

    def says(self, question: Question) -> list[Said]:
        """What of the record speaks to a question, latest first."""
        if question is Question.TIMELY:
            late = [one for one in self.clocks if one.standing(self.on) in NOT_IN_TIME]
            return [Said(one.started_on, one.duty.title, due(one, self.on)) for one in reversed(late)][:SHOWN]
        kinds = SAYS.get(question, ())
        told = (
            self.decisions
            if question is Question.DECIDED
            else [one for one in self.told if one.kind in kinds]
        )
        return [Said(one.on, one.title, one.words) for one in told[:SHOWN]]


def pack(child: Person, referral: Referral, *, on: date) -> Pack:
    """The pack of this child's case as it stands on that day. Four queries."""
    leads = Allocation.objects.on(on).filter(referral=referral).select_related("worker")
    others = Referral.objects.standing().filter(child__in=child.entries).exclude(pk=referral.pk)
    homes = Residence.objects.standing().filter(child__in=child.entries).order_by("-from_on")
    asked = at_once(
        {
            **parts_of(child),
            **around_parts(child),
            "seen": times_seen([child.pk], on=on),
            "leads": leads.order_by("-from_on")[:1],
            "homes": homes[:1],
            "others": others.select_related("team"),
        }
    )
    return Pack(
        child,
        referral,
        on,
        seen_by(asked["seen"], [child.pk], on=on)[child.pk],
        next(iter(asked["leads"]), None),
        told_from(asked, on=on),
        clocks([child.pk], on=on)[child.pk],
        asked["homes"],
        people_in(asked),
        asked["others"],
    )
