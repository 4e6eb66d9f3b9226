"""What a manager answers for: the decisions that wait for them, with how long and what is at stake."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sightline.compliance.seen import Attempts, attempts_made, attempts_of
from sightline.compliance.stake import Stake, stakes
from sightline.people.models import Team
from sightline.record.at_once import at_once
from sightline.record.models import (
    Assessment,
    Enquiry,
    HandOver,
    Referral,
    SentBack,
    Sighting,
    StrategyDiscussion,
)
from sightline.record.models.entry import ChildEntry
from sightline.timescales.london import day_of


@dataclass(frozen=True)
class Waiting:
    """A decision that waits for a manager: what it is, about which entry, and since when."""

    what: str
    entry: ChildEntry
    since_on: date
    concerns: Referral | None = None
    """The case that it is a decision in, where the entry itself names none."""

    @property
    def case(self) -> Referral:
        """The case that it is a decision in."""
        if self.concerns is not None:
            return self.concerns
        found: Referral = self.entry if isinstance(self.entry, Referral) else getattr(self.entry, "referral")  # noqa: B009 - every entry here but a referral has one
        return found


def decisions(team: Team, *, on: date) -> list[Waiting]:
    """The decisions that wait for this team's manager on that day, longest waiting first."""
    return decisions_of([team], on=on)


def decisions_of(teams: Iterable[Team], *, on: date) -> list[Waiting]:
    """The same for the managers of several teams.

    Referrals to decide, strategy discussions still to be held, assessments to authorise, enquiries to
    conclude, and children whom attempts in a row did not find; of each of those only its id and its child are
    known here. An assessment that was sent back waits for its author. Two queries.
    """
    running = Referral.objects.open_on(on).filter(team__in=list(teams))
    cases = {one.pk: one for one in running.select_related("child")}
    undecided = [case for case in cases.values() if case.decided_on is None]
    found = [Waiting("Decide this referral", case, case.received_on) for case in undecided]
    latest = {one.child_id: one for one in sorted(cases.values(), key=lambda one: (one.received_on, one.pk))}
    kinds = _asking(list(cases), on=on)
    asked = at_once(
        {
            **{what: rows.order_by().values_list("pk", "referral", day) for what, _, rows, day in kinds},
            NOT_FOUND: attempts_made(list(latest), on=on),
        }
    )
    for what, model, _, _ in kinds:
        for pk, case, since_on in asked[what]:
            entry = model(pk=pk, referral=cases[case], child=cases[case].child)
            found.append(Waiting(what, entry, since_on))
    found += _not_found(attempts_of(asked[NOT_FOUND], list(latest)), latest)
    return sorted(found, key=lambda waiting: (waiting.since_on, waiting.entry.pk))


#: What a manager is asked about a child whom attempts in a row did not find.
NOT_FOUND = "Decide what to do: several attempts did not find the child"


def _not_found(every: dict[int, Attempts], latest: dict[int, Referral]) -> Iterator[Waiting]:
    """The latest attempt for each child whom too many in a row did not find, and about whom nobody decided.

    Asked once for a child, however many cases of these teams the child has.
    """
    for child, tried in every.items():
        if tried.waits and tried.asked_on:
            entry = Sighting(pk=tried.attempt, child=latest[child].child)
            yield Waiting(NOT_FOUND, entry, tried.asked_on, latest[child])


@dataclass(frozen=True)
class Batch:
    """The decisions of one kind that wait: the gravest first, then the longest waiting."""

    what: str
    waiting: list[tuple[Waiting, Stake]]

    @property
    def gravest(self) -> int:
        """The rank of what is most at stake in it; 0 is the gravest."""
        return min(stake.rank for _, stake in self.waiting)

    @property
    def since_on(self) -> date:
        """Since when the one that has waited longest has waited."""
        return min(one.since_on for one, _ in self.waiting)


def queue(team: Team, *, on: date) -> list[Batch]:
    """Everything that waits for this team's manager on that day, like with like, the gravest kind first.

    To the decisions are added the cases that others offer to the team. Four queries.
    """
    found = decisions(team, on=on) + _offered(team, on=on)
    at_stake = stakes([one.case for one in found])
    kinds: dict[str, list[tuple[Waiting, Stake]]] = {}
    for one in found:
        kinds.setdefault(one.what, []).append((one, at_stake[one.case.pk]))
    batches = [Batch(what, sorted(waiting, key=_gravest)) for what, waiting in kinds.items()]
    return sorted(batches, key=lambda batch: (batch.gravest, batch.since_on))


def _gravest(one: tuple[Waiting, Stake]) -> tuple[int, date, int]:
    waiting, stake = one
    return (stake.rank, waiting.since_on, waiting.entry.pk)


def _offered(team: Team, *, on: date) -> list[Waiting]:
    waiting = HandOver.objects.unanswered().filter(to_team=team).select_related("child", "referral")
    return [
        Waiting("Answer the offer of a case", one, since_on)
        for one in waiting
        if (since_on := day_of(one.offered_at)) <= on
    ]


def _asking(cases: list[int], *, on: date) -> list[tuple[str, type[Any], Any, str]]:
    """What waits for a manager in these cases: its words, its model, its rows and the day since when."""
    unheld = StrategyDiscussion.objects.standing().filter(held_on=None, not_held_on=None)
    written = Assessment.objects.standing().filter(authorised_on=None, left_on=None).exclude(outcome="")
    written = written.exclude(pk__in=SentBack.objects.unanswered().values("assessment"))
    running = Enquiry.objects.standing().filter(concluded_on=None, started_on__lte=on)
    return [
        (
            "Hold a strategy discussion",
            StrategyDiscussion,
            unheld.filter(referral__in=cases, reasonable_cause_on__lte=on),
            "reasonable_cause_on",
        ),
        ("Authorise this assessment", Assessment, written.filter(referral__in=cases), "started_on"),
        ("Conclude this enquiry", Enquiry, running.filter(referral__in=cases), "started_on"),
    ]
