"""What can be done to a child's record, as acts that take everything else by chance."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from sightline.casework import (
    agreed,
    allocation,
    assessment,
    child_in_need,
    child_protection,
    closure,
    conference,
    conflict,
    contact,
    disagreement,
    emergency,
    enquiry,
    entry,
    family,
    handover,
    oversight,
    referral,
    restriction,
    sharing,
    sighting,
    strategy_discussion,
    supervision,
)
from sightline.casework.strategy_discussion import Participant
from sightline.compliance.child import unmet
from sightline.people.models import Team, Worker
from sightline.record import models as record
from sightline.record.models.entry import ChildEntry
from tests.casework.any_order_placing import PLACING
from tests.casework.any_order_stepping import STEPPING

BEGAN = date(2026, 3, 2)


@dataclass
class Chance:
    """One child, whoever works with her, and a seed by which everything else is chosen."""

    random: Random
    child: record.Person
    team: Team
    other_team: Team
    workers: list[Worker]

    @property
    def by(self) -> Worker:
        """More often than not the child's own manager, who may do the most."""
        return self.workers[0] if self.random.random() < 0.6 else self.random.choice(self.workers)

    @property
    def receiver(self) -> Worker:
        """More often than not the manager of the other team."""
        return self.workers[1] if self.random.random() < 0.8 else self.by

    @property
    def chair(self) -> Worker:
        """More often than not whoever chairs."""
        return self.workers[-1] if self.random.random() < 0.8 else self.by

    @property
    def on(self) -> date:
        return BEGAN + timedelta(days=self.random.randint(0, 90))

    @property
    def at(self) -> datetime:
        return datetime(2026, 3, 2, 9, tzinfo=UTC) + timedelta(hours=self.random.randint(0, 24 * 90))

    def of(self, model: type[ChildEntry]) -> Any:
        """One of the child's entries of this kind, struck out or finished though it may be."""
        rows: Any = model._default_manager
        return self.one(list(rows.filter(child=self.child).order_by("pk")))

    def one(self, rows: list[Any]) -> Any:
        if not rows:
            raise NothingToDoItTo
        return self.random.choice(rows)

    def maybe(self, model: type[ChildEntry]) -> Any:
        try:
            return self.of(model) if self.random.random() < 0.7 else None
        except NothingToDoItTo:
            return None


class NothingToDoItTo(Exception):
    """There is nothing yet to which this can be done."""


def _contact(c: Chance) -> object:
    return contact.receive(
        by=c.by,
        children=[c.child],
        received_at=c.at,
        route="telephone",
        source="1B",
        words="He hit her again, and she ran to us in her socks.",
        tells_of_harm=c.random.choice([True, False]),
        team=c.team,
    )


def _decide_contact(c: Chance) -> object:
    waiting = list(record.Contact.objects.filter(children__child=c.child).order_by("pk"))
    decided = c.random.choice(["referral", "no_further_action"])
    return contact.decide(
        c.one(waiting),
        by=c.by,
        at=c.at,
        decision=decided,
        because="It was thought about.",
        history_seen=True,
        team=c.team if decided == "referral" else None,
    )


def _refer(c: Chance) -> object:
    return referral.receive(
        by=c.by, child=c.child, team=c.team, received_on=c.on, source="6", because="A bruise"
    )


def _talk(c: Chance) -> object:
    there = [Participant("police", "Femi Ade"), Participant("health", "Dr Onslow")][: c.random.randint(0, 2)]
    decision = c.random.choice(["enquiry", "assess", "no_further_action"])
    discussion = c.of(record.StrategyDiscussion)
    return strategy_discussion.hold(
        discussion, by=c.by, on=c.on, participants=there, decision=decision, because="So it was agreed."
    )


def _see(c: Chance) -> object:
    seen = c.random.choice([True, False])
    return sighting.record(
        c.child,
        by=c.by,
        on=c.on,
        where="At home",
        purpose="assessment",
        was_seen=seen,
        alone=c.random.choice(["yes", "no"]) if seen else "",
        not_alone_because="",
        not_seen_because="" if seen else "Nobody came to the door.",
        childs_words="I like my new bed.",
    )


def _hold_conference(c: Chance) -> object:
    decision = c.random.choice(["plan", "plan", "plan", "no_plan", "continue", "end"])
    return conference.hold(
        c.of(record.Conference),
        by=c.by,
        on=c.on,
        chair=c.chair,
        decision=decision,
        because="It was weighed.",
        category=c.random.choice(["", "PHY", "NEG", "EMO"]),
        lead=c.random.choice([None, c.by]),
    )


def _book(c: Chance) -> object:
    form = c.random.choice(["initial", "initial", "review", "transfer_in"])
    plan = c.maybe(record.ChildProtectionPlan) if form == "review" else None
    return conference.book(
        c.of(record.Referral), by=c.by, form=form, on=c.on, enquiry=c.maybe(record.Enquiry), plan=plan
    )


def _close(c: Chance) -> object:
    case, on = c.of(record.Referral), c.on
    seen = (
        frozenset(clock.duty.id for clock in unmet(case, on=on)) if c.random.random() < 0.8 else frozenset()
    )
    return closure.close(case, by=c.by, on=on, reason="RC8", because="The work is done.", unmet_seen=seen)


def _send_again(c: Chance) -> object:
    written = c.of(record.Assessment)
    return assessment.send_again(written, by=written.author, on=c.on)


def _strike_out(c: Chance) -> object:
    return entry.strike_out(c.of(c.random.choice(STRUCK)), by=c.by, because="Written of the wrong child.")


def _enquire(c: Chance) -> object:
    return enquiry.start(
        c.of(record.Referral),
        by=c.by,
        on=c.on,
        lead=c.by,
        discussion=c.maybe(record.StrategyDiscussion),
        override_because="Nobody else is here.",
    )


def _conclude(c: Chance) -> object:
    outcome = c.random.choice(["not_substantiated", "no_continuing_risk", "conference"])
    return enquiry.conclude(c.of(record.Enquiry), by=c.by, on=c.on, outcome=outcome, because="It was found.")


def _give_back(c: Chance) -> object:
    offered, soon, by = _soon(c)
    return handover.give_back(offered, by=by, at=soon, because="Not ours.")


def _soon(c: Chance) -> tuple[record.HandOver, datetime, Worker]:
    """Within the hour: an offer that nobody answers in time is back with whoever made it."""
    offered = c.of(record.HandOver)
    return offered, offered.offered_at + timedelta(minutes=30), c.receiver


def _accept(c: Chance) -> object:
    offered, soon, by = _soon(c)
    handover.read(offered, by=by, at=soon)
    return handover.accept(offered, by=by, at=soon)


def _offer(c: Chance) -> object:
    """To the other team, or now and then to another authority."""
    elsewhere = {"to_authority": "Elsewhereshire"} if c.random.random() < 0.3 else {"to_team": c.other_team}
    return handover.offer(c.of(record.Referral), by=c.by, at=c.at, because="They moved.", **elsewhere)


def _agree(c: Chance, place: type[ChildEntry]) -> object:
    """To be done by whoever it is, or by somebody elsewhere."""
    who = {"owner": c.by} if c.random.random() < 0.5 else {"outside": "Her aunt"}
    return agreed.agree(c.of(place), by=c.by, on=c.on, what="See her alone.", due_on=c.on, **who)


STRUCK: list[type[ChildEntry]] = [
    record.Sighting,
    record.Assessment,
    record.Enquiry,
    record.Referral,
    record.Conference,
    record.ChildProtectionPlan,
    record.StrategyDiscussion,
    record.ChildInNeedPlan,
    record.Allocation,
    record.EarlyHelp,
    record.TransferIn,
    record.PlaceLink,
    record.UnseenDecision,
]

ACTS: dict[str, Callable[[Chance], object]] = {
    "a contact comes": _contact,
    "the contact is decided": _decide_contact,
    "a referral comes": _refer,
    "the referral is decided": lambda c: referral.decide(
        c.of(record.Referral),
        by=c.by,
        on=c.on,
        decision=c.random.choice(["assess", "no_further_action"]),
        because="She must be seen.",
    ),
    "the referrer hears": lambda c: referral.tell_referrer(c.of(record.Referral), by=c.by, on=c.on),
    "something new is learnt": lambda c: referral.record_new_information(
        c.of(record.Referral), by=c.by, on=c.on
    ),
    "it is allocated": lambda c: allocation.allocate(
        c.of(record.Referral), to=c.by, by=c.by, on=c.on, because="There is room."
    ),
    "the allocation ends": lambda c: allocation.end(
        c.of(record.Allocation), by=c.by, on=c.on, because="Other work"
    ),
    "an assessment begins": lambda c: assessment.start(c.of(record.Referral), by=c.by, on=c.on),
    "it is written": lambda c: assessment.write(
        c.of(record.Assessment),
        by=c.by,
        analysis="Likely to happen again",
        harm="A bruise",
        outcome="protection",
    ),
    "it is authorised": lambda c: assessment.authorise(c.of(record.Assessment), by=c.by, on=c.on),
    "it is sent back": lambda c: assessment.send_back(
        c.of(record.Assessment), by=c.by, on=c.on, because="What did she say?"
    ),
    "it is sent again": lambda c: assessment.send_again(
        (one := c.of(record.Assessment)), by=one.author, on=c.on
    ),
    "it is left": lambda c: assessment.leave(c.of(record.Assessment), by=c.by, on=c.on, because="They left"),
    "she is looked for": _see,
    "a visit is planned": lambda c: sighting.plan(
        c.child, by=c.by, on=c.on, planned_for=c.on, purpose="assessment"
    ),
    "the visit is called off": lambda c: sighting.call_off(
        c.of(record.PlannedVisit), by=c.by, on=c.on, because="Snow"
    ),
    "harm is suspected": lambda c: strategy_discussion.record_reasonable_cause(
        c.of(record.Referral), by=c.by, on=c.on, cause="A bruise, and her own words"
    ),
    "they talk": _talk,
    "they do not talk": lambda c: strategy_discussion.do_not_hold(
        c.of(record.StrategyDiscussion), by=c.by, on=c.on, because="It was a misreading."
    ),
    "no cause is found": lambda c: strategy_discussion.decide_no_cause(
        c.of(record.Referral), by=c.by, on=c.on, because="It was another child."
    ),
    "an enquiry begins": _enquire,
    "single or joint": lambda c: enquiry.decide_working(
        c.of(record.Enquiry), by=c.by, on=c.on, working="joint"
    ),
    "the enquiry is concluded": _conclude,
    "a conference is booked": _book,
    "a conference is held": _hold_conference,
    "the core group meets": lambda c: child_protection.hold_core_group(
        c.of(record.ChildProtectionPlan), by=c.by, on=c.on
    ),
    "the plan has a lead": lambda c: child_protection.name_lead(
        c.of(record.ChildProtectionPlan), by=c.by, lead=c.by, on=c.on, override_because="Nobody else"
    ),
    "she moves away": lambda c: child_protection.end_without_conference(
        c.of(record.ChildProtectionPlan), by=c.by, on=c.on, reason="transferred"
    ),
    "help is planned": lambda c: child_in_need.plan(c.of(record.Referral), by=c.by, on=c.on),
    "help is reviewed": lambda c: child_in_need.review(c.of(record.ChildInNeedPlan), by=c.by, on=c.on),
    "help ends": lambda c: child_in_need.end(
        c.of(record.ChildInNeedPlan), by=c.by, on=c.on, because="It worked."
    ),
    "they move house": lambda c: family.move_home(
        c.child, by=c.by, address="2 Elm Road", postcode="EX1 2AB", on=c.on
    ),
    "another agency is asked": lambda c: sharing.ask(
        c.of(record.Referral), by=c.by, on=c.on, agency="health", asks="Is she known?"
    ),
    "it answers": lambda c: sharing.answer(
        c.of(record.InformationRequest), by=c.by, on=c.on, answer="told", told="She was weighed in May."
    ),
    "somebody disagrees": lambda c: disagreement.disagree(
        c.of(record.Referral),
        by=c.by,
        on=c.on,
        decision="To close it",
        because="She is not safe",
        wants="A visit",
    ),
    "it is answered": lambda c: disagreement.answer(
        c.of(record.DisagreementStep), by=c.by, on=c.on, outcome="higher", because="Not ours to change"
    ),
    "it is safe enough": lambda c: oversight.decide_safe_enough(
        c.of(record.Referral),
        by=c.by,
        on=c.on,
        until_on=c.on,
        is_safe_enough=True,
        because="Her aunt is there.",
    ),
    "an action is agreed in the plan": lambda c: _agree(c, record.ChildProtectionPlan),
    "an action is agreed to help her": lambda c: _agree(c, record.ChildInNeedPlan),
    "an action is agreed when they speak": lambda c: _agree(c, record.StrategyDiscussion),
    "somebody else is to do it": lambda c: agreed.change(
        c.of(record.AgreedAction), by=c.by, because="He is away.", owner=c.receiver, due_on=c.on
    ),
    "it is done": lambda c: agreed.finish(
        c.of(record.AgreedAction), by=c.by, on=c.on, outcome="done", evidence="The school saw her."
    ),
    "she is talked through": lambda c: supervision.supervise(
        c.of(record.Referral), by=c.by, on=c.on, worker=c.by, reflection="What is her day like?"
    ),
    "it is handed over": _offer,
    **STEPPING,
    **PLACING,
    "the hand-over is read": lambda c: handover.read(c.of(record.HandOver), by=c.receiver, at=c.at),
    "it is accepted": _accept,
    "it is given back": _give_back,
    "it is restricted": lambda c: restriction.restrict(
        c.child, by=c.by, level="restricted", because="The press", ask=c.by, named=[c.chair]
    ),
    "somebody is named no longer": lambda c: restriction.end_naming(
        c.of(record.RestrictedTo), by=c.by, at=c.at, because="Other work"
    ),
    "it is restricted no longer": lambda c: restriction.lift(
        c.of(record.Restriction), by=c.by, at=c.at, because="It is over"
    ),
    "somebody knows her": lambda c: conflict.say(c.child, by=c.by, on=c.on, how="friend", worker=c.chair),
    "they know her no longer": lambda c: conflict.end(
        c.of(record.Conflict), by=c.by, at=c.at, because="They moved"
    ),
    "it is opened in an emergency": lambda c: emergency.open_record(
        c.child.pk, by=c.receiver, at=c.at, because="She is here"
    ),
    "they know of it": lambda c: emergency.know(c.of(record.EmergencyOpening), by=c.by, at=c.at),
    "it is reviewed": lambda c: emergency.review(
        c.of(record.EmergencyOpening), by=c.by, at=c.at, was_right=True, review="She was"
    ),
    "it is closed": _close,
    "it is struck out": _strike_out,
}
