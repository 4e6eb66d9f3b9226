"""Calderdale, 2009: child protection enquiries that were not properly made.

What was published (the press on Ofsted's unannounced inspection, 2009): enquiries had not been properly made,
joint work between police and social workers did not always follow procedure, and in two cases children had
said that they were assaulted. Only the two have a published number: of the others this rehearsal takes a few
of each kind, among enquiries that were made as they should be, over three weeks of June.
"""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import transaction

from sightline.casework import contact, enquiry, strategy_discussion
from sightline.casework.strategy_discussion import Participant
from sightline.compliance import journey
from sightline.compliance.journey import Departure
from sightline.exampleshire.days import after, at
from sightline.exampleshire.rehearsals.acting import ActingTeam, Acts, Calendar
from sightline.people.models import Agency, Worker
from sightline.record.codes import ReferralSource
from sightline.record.models import Contact, Enquiry, Referral
from sightline.record.models.contact import Route

FIRST_DAY = date(2009, 6, 1)
LAST_DAY = date(2009, 7, 17)
"""The last evening on which the list is asked: by then every case has run its course."""

POLICE = Participant(Agency.POLICE, "The duty sergeant")

#: What went wrong in a case, by the name of the story; the second is what a reader is told.
WRONG = {
    "without police": "enquiries begun with no strategy discussion with the police",
    "with no discussion": "enquiries begun with no strategy discussion at all",
    "unseen": "enquiries concluded on a child whom nobody had seen",
    "no outcome": "enquiries whose case was closed with no outcome",
    "disclosure": "children who said that an adult at home had assaulted them, and no discussion",
}
HOW_MANY = {
    "without police": 6,
    "with no discussion": 3,
    "unseen": 5,
    "no outcome": 4,
    "disclosure": 2,
    "in order": 20,
}


@dataclass
class Found:
    """What the list of exceptions showed each evening, beside what had really happened."""

    happened: dict[int, tuple[str, date]] = field(default_factory=dict)
    """For each referral in which something went wrong: what, and on which day. The list never reads it."""
    in_order: set[int] = field(default_factory=set)
    first_shown: dict[int, Departure] = field(default_factory=dict)
    first_shown_on: dict[int, date] = field(default_factory=dict)

    @property
    def counts(self) -> Counter[str]:
        """How many cases went wrong in each way."""
        return Counter(what for what, _ in self.happened.values())

    @property
    def same_day(self) -> bool:
        """Whether each was on the list by the evening of the day it happened."""
        return all(self.first_shown_on.get(case) == day for case, (_, day) in self.happened.items())

    @property
    def false_alarms(self) -> int:
        """How many cases that were in order were ever on the list."""
        return len(self.in_order & self.first_shown.keys())

    @property
    def json(self) -> str:
        """The result on one line."""
        return json.dumps(
            {
                **{what.replace(" ", "_"): self.counts[what] for what in WRONG},
                "in_order": len(self.in_order),
                "false_alarms": self.false_alarms,
                "shown_the_same_day": self.same_day,
                "shown": [self._shown(case) for case in sorted(self.first_shown)],
            }
        )

    def _shown(self, case: int) -> dict[str, str | int]:
        found, (what, day) = self.first_shown[case], self.happened.get(case, ("in order", date.min))
        return {
            "referral": case,
            "what": what,
            "happened_on": day.isoformat(),
            "first_shown_on": self.first_shown_on[case].isoformat(),
            "exception": found.rule.id,
            "missing": found.rule.missing,
            "law": str(found.citation),
        }

    @property
    def story(self) -> str:
        """What inspectors found, and what the list would have said on the day."""
        return "\n".join(_told(self))


def rehearse() -> Found:
    """Live through those weeks in one transaction, ask for the exceptions every evening, and roll it back."""
    with transaction.atomic():
        found = _live()
        transaction.set_rollback(True)
    return found


def _live() -> Found:
    team, calendar, found = ActingTeam("Rehearsal of enquiries", social_workers=5), Calendar(), Found()
    calendar.begin(_everything(team, found))
    day = FIRST_DAY
    while day <= LAST_DAY:
        calendar.live(day)
        cases = Referral.objects.filter(team=team.team).select_related("child", "contact")
        for departure in journey.outstanding(cases, on=day):
            case = departure.case.referral.pk
            found.first_shown.setdefault(case, departure)
            found.first_shown_on.setdefault(case, day)
        day += timedelta(days=1)
    return found


# ── what happens, day by day


def _everything(team: ActingTeam, found: Found) -> Iterator[tuple[date, Acts]]:
    """Every case of those weeks, with its first day; what goes wrong is mixed with what does not."""
    waiting = [what for what, many in HOW_MANY.items() for _ in range(many)]
    mixed = [waiting[number * 7 % len(waiting)] for number in range(len(waiting))]
    for number, what in enumerate(mixed):
        day = after(FIRST_DAY, number * 14 // len(waiting))
        yield day, _disclosure(team, found, day) if what == "disclosure" else _case(team, found, day, what)


def _case(team: ActingTeam, found: Found, day: date, what: str) -> Acts:
    """A referral that leads to an enquiry, which is made as it should be but for one thing."""
    case = team.accept(team.receive(day), day)
    worker = team.allocate(case, day)
    yield after(day, 1)
    day = after(day, 1)
    team.begin(case, worker, day)
    made = _enquire(team, case, worker, day, what)
    if what in ("without police", "with no discussion"):
        found.happened[case.pk] = (what, day)
    yield after(day, 1)
    if what != "unseen":
        team.see(case, worker, after(day, 1))
    yield after(day, 6)
    day = after(day, 6)
    if what == "unseen":
        found.happened[case.pk] = (what, day)
    if what != "no outcome":
        _conclude(made, team, day)
    team.authorise(case.assessments.get(), day)
    yield after(day, 3)
    team.close(case, after(day, 3))
    if what == "no outcome":
        found.happened[case.pk] = (what, after(day, 3))
    if what == "in order":
        found.in_order.add(case.pk)


def _enquire(team: ActingTeam, case: Referral, worker: Worker, day: date, what: str) -> Enquiry:
    """The discussion, as it was held or not, and the enquiry that begins the same day."""
    talked = None
    if what != "with no discussion":
        cause = strategy_discussion.record_reasonable_cause(
            case, by=worker, on=day, cause="A mark that nobody could explain."
        )
        talked = strategy_discussion.hold(
            cause,
            by=team.manager,
            on=day,
            participants=[] if what == "without police" else [POLICE],
            decision="enquiry",
            because="The mark needs explaining.",
        )
    return enquiry.start(
        case, by=worker, on=day, lead=worker, discussion=talked, working="single", police_decision="No part"
    )


def _conclude(made: Enquiry, team: ActingTeam, day: date) -> None:
    enquiry.conclude(
        made,
        by=team.manager,
        on=day,
        outcome=Enquiry.Outcome.NOT_SUBSTANTIATED,
        because="The mark was an accident, which the hospital confirms.",
    )


def _disclosure(team: ActingTeam, found: Found, day: date) -> Acts:
    """A child says that an adult at home hit them. It is taken as a referral, and no discussion is held."""
    came = contact.receive(
        by=team.desk,
        children=[team.meet(day)],
        received_at=at(day, 10 * 60),
        route=Route.TELEPHONE,
        source=ReferralSource.SCHOOL,
        referrer_agency=Agency.EDUCATION,
        words="She says that her stepfather hit her with a belt.",
        tells_of_harm=True,
        team=team.team,
    )
    [case] = contact.decide(
        came,
        by=team.manager,
        at=at(day, 11 * 60),
        decision=Contact.Decision.REFERRAL,
        because="An assault, as the child tells it.",
        history_seen=True,
        team=team.team,
    )
    found.happened[case.pk] = ("disclosure", day)
    team.accept(case, day)
    yield after(day, 1)
    worker = team.allocate(case, after(day, 1))
    team.begin(case, worker, after(day, 1))
    yield after(day, 3)
    team.see(case, worker, after(day, 3))


# ── the story

WHAT_HAPPENED = (
    "What inspectors found: child protection enquiries were not properly made; joint work with the police",
    "did not always follow procedure; and two children had said that they were assaulted.",
)


def _told(found: Found) -> Iterator[str]:
    yield "Calderdale, 2009"
    yield ""
    yield from WHAT_HAPPENED
    yield ""
    total = sum(HOW_MANY.values())
    yield f"Such weeks again, from {FIRST_DAY:%-d %B} to {LAST_DAY:%-d %B %Y}, worked in Sightline: {total}"
    yield f"cases, {len(found.in_order)} of them as they should be. Each evening the list is asked."
    yield ""
    for what, words in WRONG.items():
        yield f"  {found.counts[what]:>3} {words}"
        yield from _first_of(found, what)
    yield ""
    shown = "on the list by that evening" if found.same_day else "NOT all on the list by that evening"
    yield f"Each of the {len(found.happened)} was {shown}."
    yield f"Of the {len(found.in_order)} cases in order, {found.false_alarms} were ever on it."
    yield "Everything was rolled back: nothing was changed in this database."


def _first_of(found: Found, what: str) -> Iterator[str]:
    """What the list said of the first of them."""
    shown = [found.first_shown[case] for case, (how, _) in found.happened.items() if how == what]
    for one in sorted(shown, key=lambda departure: departure.since_on)[:1]:
        yield f"      {one.since_on:%-d %B}: missing: {one.rule.missing[0].lower()}{one.rule.missing[1:]}"
        yield f"      asked for by {one.citation}"
