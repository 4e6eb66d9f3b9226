"""What the law asks for particular children, and what would be left undone were a case closed."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

import numpy as np

from sightline.compliance.book import book, turned_on
from sightline.duties import columns, reference
from sightline.duties.language import Duty, Kind, Milestone, Standing, Thread
from sightline.duties.reference import Clock
from sightline.record import milestones
from sightline.record.models import Referral

#: Standings that still ask something of somebody.
OWED = frozenset({Standing.RUNNING, Standing.OVERDUE})


def clocks(
    children: Iterable[int], *, on: date, duties: Collection[str] | None = None
) -> dict[int, list[Clock]]:
    """Every clock of each of these children that has started by that day, soonest due first.

    `duties` limits it to those ids. Facts after the day are not known. Two queries, however many children.
    """
    law = _chosen(duties)
    return {
        child: in_order(_clocks_of(law, [fact for fact in facts if fact.day <= on]))
        for child, facts in milestones.of_children(children, turned_on(law)).items()
    }


def owed_by(children: Iterable[int], *, on: date) -> dict[int, list[Clock]]:
    """What is owed for each of these children on that day, soonest due first: `owed` of `clocks`, for a list.

    `columns` finds the few threads in which anything is owed, and `reference` tells those, and no others, in
    full. Two queries, however many children.
    """
    law = list(book().values())
    facts = milestones.of_children(children, turned_on(law))
    known = [fact for theirs in facts.values() for fact in theirs if fact.day <= on]
    every = columns.Columns.of(known)
    found: dict[int, list[Clock]] = {child: [] for child in facts}
    for duty in law:
        each = columns.evaluate(duty, every)
        asks = np.isin(each.standing(on), list(OWED))
        for child, thread in sorted(
            set(zip(each.child[asks].tolist(), each.thread[asks].tolist(), strict=True))
        ):
            within = {thread, Thread.CHILD.number(child)}
            told = [fact for fact in facts[child] if fact.thread in within and fact.day <= on]
            found[child] += owed(_clocks_of([duty], told), on=on)
    return {child: in_order(theirs) for child, theirs in found.items()}


def _chosen(duties: Collection[str] | None) -> list[Duty]:
    return [duty for name, duty in book().items() if duties is None or name in duties]


def _clocks_of(law: Iterable[Duty], facts: list[Milestone]) -> list[Clock]:
    """The clocks of each duty, which is asked only about the facts that it turns on."""
    of_kind: dict[Kind, list[Milestone]] = defaultdict(list)
    for fact in facts:
        of_kind[fact.kind].append(fact)
    found = []
    for duty in law:
        if not of_kind.keys().isdisjoint(duty.start_kinds):
            turns_on = [fact for kind in turned_on([duty]) for fact in of_kind.get(kind, ())]
            found += reference.clocks(duty, turns_on)
    return found


def in_order(found: Iterable[Clock]) -> list[Clock]:
    """Soonest due first; those with no due day after them, by when they started."""
    return sorted(found, key=lambda clock: (clock.due_on or date.max, clock.started_on, clock.duty.id))


def owed(found: Iterable[Clock], *, on: date) -> list[Clock]:
    """The clocks that are running or overdue on that day."""
    return [clock for clock in found if clock.standing(on) in OWED]


def unmet(referral: Referral, *, on: date) -> list[Clock]:
    """What would be left undone were this case closed on that day: the duties whose clocks would end unmet.

    Asked of the law itself, by supposing the closure: whatever clock ends unmet because of it is returned.
    """
    facts = [
        fact for fact in milestones.of_children([referral.child_id])[referral.child_id] if fact.day <= on
    ]
    threads = _threads(referral)
    closure = [Milestone(referral.child_id, thread, Kind.REFERRAL_CLOSED, on) for thread in threads]
    supposed = _clocks_of(book().values(), [*facts, *closure])
    return in_order(
        clock for clock in supposed if clock.thread in threads and clock.standing(on) is Standing.ENDED_UNMET
    )


def _threads(referral: Referral) -> set[int]:
    """The threads of a case: its own, and those of every assessment, discussion and enquiry in it."""
    within = {
        Thread.ASSESSMENT: referral.assessments,
        Thread.STRATEGY_DISCUSSION: referral.strategy_discussions,
        Thread.ENQUIRY: referral.enquiries,
    }
    return {Thread.REFERRAL.number(referral.pk)} | {
        thread.number(pk)
        for thread, entries in within.items()
        for pk in entries.standing().values_list("pk", flat=True)
    }
