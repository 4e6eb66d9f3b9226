"""The catalogue of measures: what leaders may hold practice to, each computed from the record for any day.

A measure has a definition in words and the list of children behind it, and its value on a day gone by is
worked out from what had happened by that day. Nothing is stored or counted: see `history.py`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np
from django.db.models.functions import TruncDate

from sightline.compliance.authority import columns
from sightline.compliance.book import book, turned_on
from sightline.compliance.history import Behind, Events, Spells, Value
from sightline.duties.columns import Columns, day_number, evaluate
from sightline.duties.language import Duty, Thread
from sightline.record.models import Sighting
from sightline.record.reader import counting
from sightline.timescales import Timescale, working_days_after

#: Working days within which a visit is to be written down.
WRITTEN_WITHIN = 2


@dataclass(frozen=True)
class Measure:
    """One thing that can be measured on any day.

    `duty` is the duty's id in the book, where the measure is of one.
    """

    name: str
    title: str
    means: str
    is_share: bool
    duty: str = ""

    def meets(self, value: Value, threshold: int) -> bool:
        """Whether this value keeps to the threshold: at least so many per cent, or at most so many.

        A share of nothing shows nothing, and keeps to no threshold.
        """
        if not self.is_share:
            return value.number <= threshold
        return value.out_of not in (None, 0) and 100 * value.number >= threshold * (value.out_of or 0)

    def says(self, value: Value) -> str:
        """ "41 of 50, 82%" or "3"."""
        if not self.is_share:
            return f"{value.number:,}"
        if value.percent is None:
            return "nothing to measure"
        return f"{value.number:,} of {value.out_of:,}, {value.percent:.3g}%"

    def holds_to(self, threshold: int) -> str:
        """ "at least 90%" or "at most 3"."""
        return f"at least {threshold}%" if self.is_share else f"at most {threshold:,}"


def _in_time(duty: str, title: str, what: str, means: str = "") -> Measure:
    said = (
        means or f"{what} due in the thirteen weeks up to the day: the share done by the day they were due."
    )
    return Measure(f"{duty}-in-time", title, said, True, duty)


def _overdue(duty: str, title: str, means: str) -> Measure:
    return Measure(f"{duty}-overdue", title, means, False, duty)


def _undone(duty: str, title: str, means: str) -> Measure:
    said = f"{means}, in the thirteen weeks up to the day."
    return Measure(f"{duty}-left-undone", title, said, False, duty)


OURS = "by the day that this authority sets"
_WRITTEN = Measure(
    "visits-written-in-time",
    "Visits written up in time",
    "Attempts to see a child that were to be written up in the thirteen weeks up to the day: the share "
    f"written within {WRITTEN_WITHIN} working days of the visit.",
    True,
)
CATALOGUE: dict[str, Measure] = {
    one.name: one
    for one in (
        _overdue(
            "contact-decision",
            "Contacts past their day for a decision",
            f"Children in contacts that nobody had decided {OURS}.",
        ),
        _in_time("contact-decision", "Contacts decided in time", "Decisions about each child in a contact"),
        _in_time("referral-decision", "Referrals decided in time", "Decisions about referrals"),
        _in_time("referrer-feedback", "Referrers told in time", "Answers to referrers"),
        _overdue(
            "referral-allocation",
            "Accepted referrals that nobody leads",
            f"Accepted referrals not allocated to a worker {OURS}.",
        ),
        _overdue(
            "child-seen-after-referral",
            "Children not seen after their referral",
            f"Accepted referrals whose child had not been seen {OURS}.",
        ),
        _in_time(
            "child-seen-after-referral",
            "Children seen in time after their referral",
            "First sights of a child",
        ),
        _undone(
            "child-seen-after-referral",
            "Cases closed without the child being seen",
            "Accepted referrals closed although the child was never seen after them",
        ),
        _in_time(
            "child-seen-alone-in-assessment",
            "Children seen alone in time in their assessment",
            "Sights of a child alone in an assessment",
        ),
        _overdue(
            "single-assessment",
            "Assessments past their day",
            "Assessments not concluded by the day they were due.",
        ),
        _in_time("single-assessment", "Assessments concluded in time", "Assessments"),
        _overdue(
            "strategy-discussion",
            "Strategy discussions not held",
            f"Reasonable cause was recorded, and no strategy discussion held {OURS}.",
        ),
        _in_time("strategy-discussion", "Strategy discussions held in time", "Strategy discussions"),
        _undone(
            "strategy-discussion",
            "Cases closed with no strategy discussion held",
            "Reasonable cause recorded, and the case closed with no strategy discussion held",
        ),
        _in_time(
            "strategy-discussion-with-police-and-health",
            "Strategy discussions with the police and health",
            "",
            "Strategy discussions decided in the thirteen weeks up to the day: the share in which the police "
            "and health both took part.",
        ),
        _in_time("initial-conference", "Initial conferences held in time", "Initial conferences"),
        _in_time("first-core-group", "First core groups held in time", "First core groups"),
        _overdue(
            "plan-visits",
            "Children on plans whose visit is overdue",
            f"Child protection plans under which the child had not been seen {OURS}.",
        ),
        _in_time("plan-visits", "Visits under plans made in time", "Visits under child protection plans"),
        _in_time("first-review-conference", "First reviews held in time", "First review conferences"),
        _WRITTEN,
    )
}
"""Every measure by its name."""

Reading = Spells | Events


def undated(*, on: date, law: dict[str, Duty] | None = None) -> list[Measure]:
    """The measures of lateness that can show none on that day: neither law nor authority sets a limit."""
    law = book() if law is None else law
    late = [one for one in CATALOGUE.values() if one.name.endswith("-overdue")]
    return [one for one in late if _limit(law[one.duty], on) is None]


def _limit(duty: Duty, on: date) -> Timescale | None:
    version = duty.version_on(on)
    return version.limit_on(on) if version else None


@counting()
def readings(
    measures: Iterable[Measure], *, on: date, law: dict[str, Duty] | None = None
) -> dict[str, Reading]:
    """What each measure is read from, up to that day: one stream of milestones, however many measures."""
    wanted = list({one.name: one for one in measures}.values())
    law = book() if law is None else law
    duties = {one.duty: law[one.duty] for one in wanted if one.duty}
    facts = columns(on=on, kinds=turned_on(duties.values())) if duties else None
    return {one.name: _reading(one, duties.get(one.duty), facts, on) for one in wanted}


def _reading(measure: Measure, duty: Duty | None, facts: Columns | None, on: date) -> Reading:
    if duty is None or facts is None:
        return visits_written(on=on)
    clocks = evaluate(duty, facts)
    if measure.is_share:
        return Events.in_time(clocks)
    return Spells.overdue(clocks) if measure.name.endswith("-overdue") else Events.left_undone(clocks)


def visits_written(*, on: date) -> Events:
    """Each attempt to see a child, on the day by which it was to be written down: whether it was.

    An attempt whose writing is not yet due does not count.
    """
    rows = (
        Sighting.objects.standing()
        .filter(happened_on__lte=on)
        .annotate(written_on=TruncDate("recorded_at"))
        .values_list("child_id", "happened_on", "written_on")
    )
    due = {day: working_days_after(day, WRITTEN_WITHIN) for day in {happened for _, happened, _ in rows}}
    told = [
        (child, Thread.CHILD.number(child), day_number(due[happened]), written <= due[happened])
        for child, happened, written in rows
        if due[happened] <= on
    ]
    child, thread, day, good = np.array(told, np.int64).reshape(-1, 4).T
    return Events(child, thread, day.astype(np.int32), good.astype(np.bool_))


def values(measure: Measure, *, first: date, last: date) -> list[Value]:
    """The measure's value on each day from the first to the last."""
    return readings([measure], on=last)[measure.name].series(first, last)


def value(measure: Measure, *, on: date) -> Value:
    """The measure's value on that day."""
    return values(measure, first=on, last=on)[0]


def behind(measure: Measure, *, on: date) -> list[Behind]:
    """The work behind the value on that day: what stands so, or what did not go well."""
    return readings([measure], on=on)[measure.name].behind(on)
