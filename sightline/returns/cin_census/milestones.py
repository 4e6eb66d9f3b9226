"""A census as milestones: the dated facts that the law turns on."""

from collections.abc import Iterator
from datetime import date

from sightline.duties.language import Duty, Kind, Milestone, Thread
from sightline.returns.cin_census.days import Days
from sightline.returns.cin_census.facts import FACTS, NOT_TOLD, RECORDS, Fact
from sightline.returns.cin_census.order import ORDERS, Order, Relations


def milestones(days: Days) -> list[Milestone]:
    """Every milestone a census tells. A child's number is its place in the file from 0, a record's its row.

    Days that cannot be right (see `order`) are left out where they would meet or end something.
    """
    told = _Told(days)
    return [*told.by_item(), *told.assessments_on_open_cases(), *told.conferences_of_episodes()]


class _Told:
    def __init__(self, days: Days) -> None:
        self.days, self.tables, self.relations = days, days.census.tables, Relations(days.census)

    def by_item(self) -> Iterator[Milestone]:
        """The milestones of FACTS."""
        for fact in FACTS:
            days = self._usable(fact)
            for thread in fact.threads:
                yield from self._in_thread(fact, days, thread)

    def assessments_on_open_cases(self) -> Iterator[Milestone]:
        """Each assessment that started after another in the same episode: the case was open already."""
        starts = self.days.of("Assessments", "AssessmentActualStartDate")
        table = self.tables["Assessments"]
        first: dict[int, date] = {}
        for episode, start in zip(table.parent, starts, strict=True):
            if start and start < first.get(episode, date.max):
                first[episode] = start
        for row, start in enumerate(starts):
            if start and start > first[table.parent[row]]:
                thread = Thread.ASSESSMENT.number(row)
                yield Milestone(table.child[row], thread, Kind.ASSESSMENT_STARTED_ON_OPEN_CASE, start)

    def conferences_of_episodes(self) -> Iterator[Milestone]:
        """Each conference recorded on the episode, for the enquiry it came after that has none of its own.

        An authority may record it there or on the enquiry, not on both (rule 2884 of the census). Of several
        enquiries it is the last begun. One that came after no enquiry is a transfer in, or cannot be placed.
        """
        held = self.days.of("CINdetails", "DateOfInitialCPC")
        table = self.tables["Section47"]
        for episode, row in self._enquiries_without_conference().items():
            if day := held[episode]:
                thread = Thread.ENQUIRY.number(row)
                yield Milestone(table.child[row], thread, Kind.INITIAL_CONFERENCE_HELD, day)

    def _enquiries_without_conference(self) -> dict[int, int]:
        """By episode with a conference: the row of the last enquiry begun by its day that waits for one."""
        starts = self.days.of("Section47", "S47ActualStartDate")
        held = self.days.of("Section47", "DateOfInitialCPC")
        on_episode = self.days.of("CINdetails", "DateOfInitialCPC")
        excused = self.days.flag("Section47", "ICPCnotRequired")
        found: dict[int, tuple[date, int]] = {}
        for row, episode in enumerate(self.tables["Section47"].parent):
            start, conference = starts[row], on_episode[episode]
            if start and conference and start <= conference and not held[row] and not excused[row]:
                found[episode] = max(found.get(episode, (start, row)), (start, row))
        return {episode: row for episode, (_, row) in found.items()}

    def _usable(self, fact: Fact) -> list[date | None]:
        """The fact's day on each row of its table; None where there is none, or it is no evidence."""
        days = list(self.days.of(fact.table, fact.item))
        for order in ORDERS:
            if order.unused and order.later == (fact.table, fact.item):
                self._drop(days, fact, order)
        if fact.flag:
            days = self._flagged(fact, days)
        return [day and years_after(day, fact.years_on) for day in days] if fact.years_on else days

    def _drop(self, days: list[date | None], fact: Fact, order: Order) -> None:
        earlier = self.days.of(*order.earlier)
        for row, day in enumerate(days):
            holder = self.relations.holder(fact.table, row, order.earlier[0])
            first = None if holder is None else earlier[holder]
            if day and first and (day < first or (order.strictly and day == first)):
                days[row] = None

    def _flagged(self, fact: Fact, days: list[date | None]) -> list[date | None]:
        table, item = fact.yields_to
        outranking = self.days.of(table, item)
        holders = range(len(outranking)) if table == fact.table else self.tables[table].parent
        outranked = {holder for holder, day in zip(holders, outranking, strict=True) if day}
        flags = self.days.flag(fact.table, fact.flag)
        return [day if flags[row] and row not in outranked else None for row, day in enumerate(days)]

    def _in_thread(self, fact: Fact, days: list[date | None], thread: Thread) -> Iterator[Milestone]:
        record, began = RECORDS[thread]
        if fact.table == "CINdetails" and record != "CINdetails":
            yield from self._passed_down(fact.kind, days, thread, record, began)
            return
        table = self.tables[fact.table]
        for row, day in enumerate(days):
            if day:
                number = self._record(fact.table, row, record)
                yield Milestone(table.child[row], thread.number(number), fact.kind, day)

    def _record(self, table: str, row: int, record: str) -> int:
        if record == "Child":
            return self.tables[table].child[row]
        return row if table == record else self.tables[table].parent[row]

    def _passed_down(
        self, kind: Kind, days: list[date | None], thread: Thread, record: str, began: str
    ) -> Iterator[Milestone]:
        """The fact in each record that the episode holds, but for one that began after it (see `order`)."""
        table, starts = self.tables[record], self.days.of(record, began)
        for row, episode in enumerate(table.parent):
            day, start = days[episode], starts[row]
            if day and not (start and day < start):
                yield Milestone(table.child[row], thread.number(row), kind, day)


def years_after(day: date, years: int) -> date:
    """That birthday. One born on 29 February has it on 1 March of a common year."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


_DATED = {fact.kind: (fact.table, fact.item) for fact in FACTS if not fact.flag and not fact.years_on}
_DATED[Kind.ASSESSMENT_STARTED_ON_OPEN_CASE] = ("Assessments", "AssessmentActualStartDate")


def why_not_told(duty: Duty) -> str | None:
    """Why a census cannot show whether the duty was done, in words; None if it can.

    It can where something that starts the duty and everything that meets it are dated in it, by different
    items.
    """
    missing = [kind for kind in duty.met_kinds if kind not in _DATED]
    if not any(kind in _DATED for kind in duty.start_kinds):
        missing = [*duty.start_kinds, *missing]
    if missing:
        return " ".join(dict.fromkeys(_why(kind) for kind in missing))
    pairs = [(start, met) for start in duty.start_kinds for met in duty.met_kinds if start is not met]
    if any(_DATED.get(start) == _DATED[met] for start, met in pairs):
        return "One item tells both what starts it and what meets it, so it can never show a delay."
    return None


def starts_not_seen(duty: Duty) -> list[Kind]:
    """The facts that start the duty too, and are not in a census: clocks begun by them are not counted."""
    return [kind for kind in duty.start_kinds if kind not in _DATED]


def _why(kind: Kind) -> str:
    why = NOT_TOLD.get(kind, f"no item says when: {kind.words}")
    return f"{why[0].upper()}{why[1:]}."
