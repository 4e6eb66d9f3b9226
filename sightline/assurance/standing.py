"""Whether an action is done: worked out from its measure, day by day, and true only while the measure holds.

Nobody can say an action done. It is done on a day once its measure has kept to its threshold on every day of
its holding period; the day the measure fails, it is not, and a done action has relapsed. An action without a
measure is unverified for ever.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sightline.assurance.models.action import Action
from sightline.compliance.history import Value
from sightline.compliance.measure import CATALOGUE, Measure, readings


class Proof(StrEnum):
    """How an action stands on a day."""

    UNVERIFIED = "Unverified"
    NOT_YET = "Not yet"
    HOLDING = "Holding, not yet long enough"
    DONE = "Done, and holding"
    RELAPSED = "Relapsed"

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done: everything but what the record shows done."""
        return self is not Proof.DONE


@dataclass(frozen=True)
class Day:
    """The measure's value on one day, and whether it kept to the threshold."""

    on: date
    value: Value
    kept: bool


@dataclass(frozen=True)
class State:
    """How an action stands: since which day it has stood so, and the days that say it.

    `done_on`: the last day on which it became done; None where it never was. `relapses`: how often it was
    done and then failed.
    """

    proof: Proof
    since_on: date
    measure: Measure | None = None
    days: Sequence[Day] = ()
    done_on: date | None = None
    relapses: int = 0

    @property
    def today(self) -> Day | None:
        """The day asked about."""
        return self.days[-1] if self.days else None

    @property
    def weeks(self) -> list[Day]:
        """That day and every seventh day before it, oldest first: what a table shows."""
        return list(self.days[::-1][::7])[::-1]


def states(actions: Iterable[Action], *, on: date) -> dict[int, State]:
    """How each of these actions stands on that day. One stream of milestones, however many actions."""
    listed = list(actions)
    measures = {one.pk: _measure(one, on) for one in listed}
    read = readings([one for one in measures.values() if one], on=on)
    found = {}
    for action in listed:
        measure = measures[action.pk]
        if measure is None or action.measured_from_on is None:
            found[action.pk] = State(Proof.UNVERIFIED, action.agreed_on)
            continue
        values = read[measure.name].series(action.measured_from_on, on)
        found[action.pk] = judged(action, measure, values)
    return found


def _measure(action: Action, on: date) -> Measure | None:
    """The action's measure, once it has begun to be measured."""
    begun = action.measured_from_on is not None and action.measured_from_on <= on
    return CATALOGUE.get(action.measure or "") if begun else None


def judged(action: Action, measure: Measure, values: Sequence[Value]) -> State:
    """The state at the end of these days, of which the first is the day the measure was given."""
    first, threshold = action.measured_from_on, action.threshold
    if first is None or threshold is None or action.holds_for_weeks is None:
        raise ValueError("an action without a measure is not judged by one")
    days = [
        Day(first + timedelta(days=number), value, measure.meets(value, threshold))
        for number, value in enumerate(values)
    ]
    needed = 7 * action.holds_for_weeks
    proof, since_on, kept, done_on, relapses = Proof.NOT_YET, first, 0, None, 0
    for day in days:
        kept = kept + 1 if day.kept else 0
        now = _next(proof, kept, needed, was_done=done_on is not None)
        if now is not proof:
            since_on = day.on
            done_on = day.on if now is Proof.DONE else done_on
            relapses += proof is Proof.DONE
        proof = now
    return State(proof, since_on, measure, days, done_on, relapses)


def _next(before: Proof, kept: int, needed: int, *, was_done: bool) -> Proof:
    """How it stands at the end of a day, the measure having been kept to for so many days running."""
    if kept >= needed:
        return Proof.DONE
    if was_done:
        return Proof.RELAPSED
    return Proof.HOLDING if kept else Proof.NOT_YET
