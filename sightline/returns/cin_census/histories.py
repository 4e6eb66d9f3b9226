"""A census as the histories of its children: what can become records, and what cannot and why.

A child's history is whole or it is none: one row that no record can hold leaves the child out, with a reason
for every such row. What is odd but can be held (an orphan: work from before its referral, a review after its
plan) is taken as it is, and said.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from sightline.casework.history import Assessed, Enquired, Episode, Helped, History, Protected
from sightline.returns.cin_census.days import Days
from sightline.returns.cin_census.order import disorders
from sightline.returns.cin_census.tables import Census
from sightline.returns.cin_census.unholdable import Unholdable
from sightline.returns.refusal import Reason, Refused
from sightline.returns.words import listed, written

FOUND_OUT = frozenset(("UN2", "UN3", "UN5", "UN6"))
"""Reasons for having no pupil number that somebody has to find out. The others follow from the record."""

WORK = ("Assessments", "CINplanDates", "Section47", "ChildProtectionPlans")
LISTS = {"Assessments": "AssessmentFactors", "ChildProtectionPlans": "Reviews"}
"""The groups of an episode, and the lists inside them."""

SEXES = {"1": "M", "2": "F", "0": "U", "9": "U"}
"""How `GenderCurrent` was written before 2024, in the letters of `Sex`."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a census tells of one child: a history, or the reasons why there can be none.

    `number` is the old number, where the file gives it to this child alone. `rows` counts the child's rows of
    each table; `nowhere` those of them that say nothing, or that the record has no place for, with why.
    `orphans` are what cannot both be right, and is held as it is.
    """

    name: str
    number: str | None
    history: History | None
    reasons: tuple[Reason, ...]
    orphans: tuple[Reason, ...]
    rows: Counter[str]
    nowhere: dict[str, Counter[str]] = field(default_factory=dict)


class Histories:
    """Reads a census child by child. Raises Refused where the header is such that nobody can tell its day."""

    def __init__(self, census: Census) -> None:
        self.census, self.tables = census, census.tables
        wrong: list[Reason] = []
        self.days = Days(census, wrong=wrong)
        self.reasons: dict[int, list[Reason]] = defaultdict(list)
        self.orphans: dict[int, list[Reason]] = defaultdict(list)
        self.inside = _inside(census)
        self.on = self._reference_day(wrong)
        for reason in wrong:
            self.reasons[self._child_on(reason.line or 0)].append(reason)
        self._days_out_of_order()
        self._left_open()
        self._marked_for_nothing()
        for child, reason in Unholdable(self.days, self.inside).found():
            self.reasons[child].append(reason)
        self.rows = self._rows()

    def children(self) -> Iterator[Told]:
        """What is told of each child, in the order of the file."""
        numbers = self.tables["ChildIdentifiers"].values["LAchildID"]
        times = Counter(numbers)
        for child, name in enumerate(self.census.names()):
            rows = self.inside["ChildIdentifiers"].get(child, [])
            number = numbers[rows[0]] if rows else None
            reasons = sorted(self.reasons.get(child, ()), key=lambda reason: reason.line or 0)
            yield Told(
                name=name,
                number=number if number and times[number] == 1 else None,
                history=None if reasons else self._history(child, rows[0]),
                reasons=tuple(reasons),
                orphans=tuple(self.orphans.get(child, ())),
                rows=self.rows[child],
                nowhere=self._nowhere(child),
            )

    def _reference_day(self, wrong: list[Reason]) -> date:
        begins = next(iter(self.tables["Child"].line), 0)
        if in_header := [reason for reason in wrong if (reason.line or 0) < begins]:
            raise Refused(*in_header)
        (given, *_) = [*self.days.of("Header", "ReferenceDate"), None]
        if given is None:
            raise Refused(Reason("the header has no ReferenceDate: nobody can tell of which day it speaks"))
        return given

    def _child_on(self, line: int) -> int:
        return bisect_right(self.tables["Child"].line, line) - 1

    def _days_out_of_order(self) -> None:
        for one in disorders(self.days):
            says = f"{one.order.says}: {written(one.earlier)}, then {written(one.later)}"
            found = self.reasons if one.order.unused else self.orphans
            found[one.child].append(Reason(says, one.line, one.order.later[1]))

    def _left_open(self) -> None:
        """Plans without an end in a case that was closed."""
        closed = self.days.of("CINdetails", "CINclosureDate")
        for name, end in (("CINplanDates", "CINPlanEndDate"), ("ChildProtectionPlans", "CPPendDate")):
            for row, ended in enumerate(self.days.of(name, end)):
                on = closed[self.tables[name].parent[row]]
                if on and not ended and not self._says_nothing(name, row):
                    self._orphan(name, row, end, f"no end, and its referral was closed on {written(on)}")

    def _marked_for_nothing(self) -> None:
        """Referrals marked for no further action that have work in them: one of the two is wrong."""
        for row, marked in enumerate(self.days.flag("CINdetails", "ReferralNFA")):
            work = [name for name in WORK if marked and self._said(name, row)]
            if work:
                believed = "the work was believed" if "Assessments" in work else "the mark was believed"
                says = f"marked for no further action, and has {listed(work)}: {believed}"
                self._orphan("CINdetails", row, "ReferralNFA", says)

    def _orphan(self, table: str, row: int, item: str, says: str) -> None:
        place = self.tables[table].place(row, item)
        self.orphans[self.tables[table].child[row]].append(Reason(says, place.line, item))

    def _rows(self) -> list[Counter[str]]:
        rows: list[Counter[str]] = [Counter() for _ in range(self.census.children)]
        for name, table in self.tables.items():
            if name != "Header":
                for child in table.child if name != "Child" else range(len(table)):
                    rows[child][name] += 1
        return rows

    def _nowhere(self, child: int) -> dict[str, Counter[str]]:
        """The child's rows that come to nothing, by table and why, whatever becomes of the child."""
        found: dict[str, Counter[str]] = defaultdict(Counter)
        if many := self.rows[child]["PreProceedingsandFGDM"]:
            found["PreProceedingsandFGDM"]["the record has no place for it yet"] = many
        for name, rows in self._blank_rows(child):
            if rows:
                found[name]["it says nothing"] = rows
        return found

    def _blank_rows(self, child: int) -> Iterator[tuple[str, int]]:
        for episode in self.inside["CINdetails"].get(child, []):
            for name in WORK:
                rows = self.inside[name].get(episode, [])
                yield name, sum(1 for row in rows if self._says_nothing(name, row))
                if name in LISTS:
                    yield LISTS[name], sum(self._blanks_in(LISTS[name], row) for row in rows)
        for row in self.inside["ChildCharacteristics"].get(child, []):
            yield "Disabilities", self._blanks_in("Disabilities", row)

    def _blanks_in(self, table: str, holder: int) -> int:
        return sum(1 for row in self.inside[table].get(holder, []) if self._says_nothing(table, row))

    def _says_nothing(self, name: str, row: int) -> bool:
        return not any(values[row] for values in self.tables[name].values.values())

    def _text(self, table: str, item: str, row: int) -> str | None:
        return self.tables[table].values[item][row]

    def _day(self, table: str, item: str, row: int) -> date | None:
        return self.days.of(table, item)[row]

    def _texts(self, table: str, item: str, holder: int) -> tuple[str, ...]:
        values = self.tables[table].values[item]
        return tuple(dict.fromkeys(v for row in self.inside[table].get(holder, []) if (v := values[row])))

    def _history(self, child: int, row: int) -> History:
        identifiers = "ChildIdentifiers"
        sex = self._text(identifiers, "Sex", row) or self._text(identifiers, "GenderCurrent", row)
        without = self._text(identifiers, "UPNunknown", row)
        history = History(
            number=self._text(identifiers, "LAchildID", row) or "",
            born_on=self._day(identifiers, "PersonBirthDate", row),
            expected_on=self._day(identifiers, "ExpectedPersonBirthDate", row),
            died_on=self._day(identifiers, "PersonDeathDate", row),
            sex=SEXES.get(sex, sex) if sex else None,
            upn=self._text(identifiers, "UPN", row),
            former_upn=self._text(identifiers, "FormerUPN", row),
            no_upn_because=without if without in FOUND_OUT else None,
            episodes=tuple(self._episode(one) for one in self.inside["CINdetails"].get(child, [])),
        )
        for one in self.inside["ChildCharacteristics"].get(child, []):
            return replace(
                history,
                ethnicity=self._text("ChildCharacteristics", "Ethnicity", one),
                disabilities=self._texts("Disabilities", "Disability", one),
            )
        return history

    def _episode(self, row: int) -> Episode:
        table = "CINdetails"
        assessments = self._assessments(row)
        enquiries, conference_on = self._enquiries(row)
        return Episode(
            received_on=self._begun(table, "CINreferralDate", row),
            source=self._text(table, "ReferralSource", row) or "",
            primary_need=self._text(table, "PrimaryNeedCode", row),
            came_to_nothing=bool(self.days.flag(table, "ReferralNFA")[row]) and not assessments,
            closed_on=self._day(table, "CINclosureDate", row),
            closure_reason=self._text(table, "ReasonForClosure", row) or "",
            conference_on=conference_on,
            assessments=assessments,
            help_plans=tuple(self._help_plans(row)),
            enquiries=enquiries,
            plans=tuple(self._plans(row)),
        )

    def _begun(self, table: str, item: str, row: int) -> date:
        begun = self._day(table, item, row)
        if begun is None:
            raise ValueError(f"row {row} of {table} has no first day, and Unholdable did not say so")
        return begun

    def _said(self, table: str, episode: int) -> list[int]:
        return [row for row in self.inside[table].get(episode, []) if not self._says_nothing(table, row)]

    def _assessments(self, episode: int) -> tuple[Assessed, ...]:
        """In the order of their start; one begun after another of the episode was begun on an open case."""
        name, start = "Assessments", "AssessmentActualStartDate"
        rows = sorted(self._said(name, episode), key=lambda row: self._begun(name, start, row))
        return tuple(
            Assessed(
                started_on=self._begun(name, start, row),
                authorised_on=self._day(name, "AssessmentAuthorisationDate", row),
                review_point_on=self._day(name, "AssessmentInternalReviewDate", row),
                factors=self._texts("AssessmentFactors", "AssessmentFactors", row),
                on_open_case=self._begun(name, start, row) > self._begun(name, start, rows[0]),
            )
            for row in rows
        )

    def _help_plans(self, episode: int) -> Iterator[Helped]:
        for row in self._said("CINplanDates", episode):
            started_on = self._begun("CINplanDates", "CINPlanStartDate", row)
            yield Helped(started_on, self._day("CINplanDates", "CINPlanEndDate", row))

    def _enquiries(self, episode: int) -> tuple[tuple[Enquired, ...], date | None]:
        """The enquiries, and the day of a conference that belongs to none of them.

        A conference given on the episode is that of the last enquiry begun by its day that waits for one, as
        in `milestones`; one that an enquiry gives too was given twice.
        """
        rows = self._said("Section47", episode)
        rows.sort(key=lambda row: self._begun("Section47", "S47ActualStartDate", row))
        excused = self.days.flag("Section47", "ICPCnotRequired")
        enquiries = []
        for row in rows:
            held_on = self._day("Section47", "DateOfInitialCPC", row)
            begun_on = self._begun("Section47", "S47ActualStartDate", row)
            enquiries.append(Enquired(begun_on, held_on, bool(excused[row]) and held_on is None))
        conference_on = self._day("CINdetails", "DateOfInitialCPC", episode)
        waiting = [
            place
            for place, one in enumerate(enquiries)
            if one.conference_on is None and not one.needed_no_conference
            if conference_on and one.begun_on <= conference_on
        ]
        if waiting:
            enquiries[waiting[-1]] = replace(enquiries[waiting[-1]], conference_on=conference_on)
        is_placed = any(one.conference_on == conference_on for one in enquiries)
        return tuple(enquiries), None if is_placed else conference_on

    def _plans(self, episode: int) -> Iterator[Protected]:
        name = "ChildProtectionPlans"
        for row in self._said(name, episode):
            held = [self._day("Reviews", "CPPreviewDate", one) for one in self.inside["Reviews"].get(row, [])]
            yield Protected(
                started_on=self._begun(name, "CPPstartDate", row),
                ended_on=self._day(name, "CPPendDate", row),
                first_category=self._text(name, "InitialCategoryOfAbuse", row) or "",
                latest_category=self._text(name, "LatestCategoryOfAbuse", row) or "",
                reviewed_on=tuple(sorted(day for day in held if day)),
            )


def _inside(census: Census) -> dict[str, dict[int, list[int]]]:
    """For each table, the rows that each row above holds: of its child, or of the group around it."""
    of_the_child = ("ChildIdentifiers", "ChildCharacteristics", "CINdetails")
    found: dict[str, dict[int, list[int]]] = {}
    for name, table in census.tables.items():
        held = found[name] = defaultdict(list)
        for row, holder in enumerate(table.child if name in of_the_child else table.parent):
            held[holder].append(row)
    return found
