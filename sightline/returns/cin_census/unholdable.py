"""The rows of a census that no record can hold, each with its line and why."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

from sightline.returns.cin_census import codes
from sightline.returns.cin_census.days import Days
from sightline.returns.cin_census.facts import RECORDS
from sightline.returns.cin_census.shape import FLAGS, TABLES
from sightline.returns.cin_census.spans import FOR_EVER, Span, overlaps
from sightline.returns.refusal import Reason

Found = Iterator[tuple[int, Reason]]
Inside = dict[str, dict[int, list[int]]]

LONGEST_NUMBER = 60
PUPIL_NUMBER = re.compile(r"[A-Z][0-9]{11}[0-9A-Z]", re.ASCII)
NO_LONGER_COLLECTED = frozenset(("18A", "19A"))

CODES = {
    ("ChildIdentifiers", "Sex"): codes.SEX,
    ("ChildIdentifiers", "GenderCurrent"): codes.SEX | frozenset("0129"),
    ("ChildIdentifiers", "UPNunknown"): codes.UPN_UNKNOWN,
    ("ChildCharacteristics", "Ethnicity"): codes.ETHNICITY,
    ("Disabilities", "Disability"): codes.DISABILITY,
    ("CINdetails", "ReferralSource"): codes.REFERRAL_SOURCE,
    ("CINdetails", "PrimaryNeedCode"): codes.PRIMARY_NEED,
    ("CINdetails", "ReasonForClosure"): codes.CLOSURE,
    ("AssessmentFactors", "AssessmentFactors"): codes.FACTORS - NO_LONGER_COLLECTED,
    ("ChildProtectionPlans", "InitialCategoryOfAbuse"): codes.ABUSE,
    ("ChildProtectionPlans", "LatestCategoryOfAbuse"): codes.ABUSE,
}
"""The codes that the record holds, by table and item."""

ALONE = {
    "Disabilities": ("Disability", codes.NO_DISABILITY),
    "AssessmentFactors": ("AssessmentFactors", codes.NO_FACTORS),
}
"""Tables with a code that says there is nothing to list, and so never stands beside another."""

BEGUN = {table: item for table, item in RECORDS.values() if item}


class Unholdable:
    """Finds every row that no record can hold. Days that cannot be read or are out of order are told by
    `days` and `order`."""

    def __init__(self, days: Days, inside: Inside) -> None:
        self.days, self.inside, self.tables = days, inside, days.census.tables

    def found(self) -> Found:
        """The child's place in the file, and the reason, for each."""
        yield from self._identities()
        yield from self._pupil_numbers()
        for (table, item), known in CODES.items():
            yield from self._unknown(table, item, known)
        yield from self._flags()
        yield from self._not_alone()
        yield from self._without_a_start()
        yield from self._at_the_same_time()
        yield from self._assessments_under_way()

    def _because(self, table: str, row: int, item: str, why: str) -> tuple[int, Reason]:
        place = self.tables[table].place(row, item)
        return self.tables[table].child[row], Reason(why, place.line, item)

    def _identities(self) -> Found:
        table, lines = self.tables["ChildIdentifiers"], self.tables["Child"].line
        numbers = table.values["LAchildID"]
        times = Counter(number for number in numbers if number)
        for child, line in enumerate(lines):
            for name in ("ChildIdentifiers", "ChildCharacteristics"):
                if len(self.inside[name].get(child, [])) > 1:
                    yield child, Reason(f"the child has more than one {name}", line)
            if not self.inside["ChildIdentifiers"].get(child):
                yield child, Reason("the child has no LAchildID to be found by", line)
        for row, number in enumerate(numbers):
            if not number:
                yield self._because(table.name, row, "LAchildID", "the child has no number to be found by")
            elif times[number] > 1:
                yield self._because(table.name, row, "LAchildID", "another child has the same number")
            elif len(number) > LONGEST_NUMBER or not number.isprintable():
                yield self._because(table.name, row, "LAchildID", "this is no number that could be looked up")
            if table.values["PersonBirthDate"][row] and table.values["ExpectedPersonBirthDate"][row]:
                why = "a child is born or expected, and not both"
                yield self._because(table.name, row, "ExpectedPersonBirthDate", why)

    def _pupil_numbers(self) -> Found:
        table = self.tables["ChildIdentifiers"]
        for item in ("UPN", "FormerUPN"):
            times = Counter(number for number in table.values[item] if number)
            for row, number in enumerate(table.values[item]):
                if number and not PUPIL_NUMBER.fullmatch(number):
                    yield self._because(table.name, row, item, "this is not a unique pupil number")
                elif number and times[number] > 1:
                    yield self._because(table.name, row, item, "another child has the same pupil number")
        for row, why in enumerate(table.values["UPNunknown"]):
            if why and table.values["UPN"][row]:
                yield self._because(table.name, row, "UPNunknown", "the pupil number is given, and unknown")

    def _unknown(self, table: str, item: str, known: frozenset[str]) -> Found:
        for row, code in enumerate(self.tables[table].values[item]):
            if code is not None and code not in known:
                yield self._because(table, row, item, "the record has no such code")

    def _flags(self) -> Found:
        for name, group in TABLES.items():
            for item in sorted(FLAGS.intersection(group.items)):
                flags, texts = self.days.flag(name, item), self.tables[name].values[item]
                for row, (flag, text) in enumerate(zip(flags, texts, strict=True)):
                    if flag is None and text is not None:
                        yield self._because(name, row, item, "this is neither yes nor no")

    def _not_alone(self) -> Found:
        for name, (item, code) in ALONE.items():
            values = self.tables[name].values[item]
            for rows in self.inside[name].values():
                said = {values[row] for row in rows if values[row]}
                if code in said and len(said) > 1:
                    row = next(row for row in rows if values[row] == code)
                    yield self._because(name, row, item, f"{code} says that there is nothing else")

    def _without_a_start(self) -> Found:
        for name, item in BEGUN.items():
            table = self.tables[name]
            for row, day in enumerate(table.values[item]):
                if day is None and (name == "CINdetails" or self._says_something(name, row)):
                    yield self._because(name, row, item, "it is not said when this began")

    def _says_something(self, name: str, row: int) -> bool:
        inner = {"Assessments": "AssessmentFactors", "ChildProtectionPlans": "Reviews"}.get(name)
        holds = self.inside[inner].get(row, []) if inner else []
        own = any(values[row] for values in self.tables[name].values.values())
        return own or any(
            values[one] for one in holds for values in self.tables[inner or name].values.values()
        )

    def _at_the_same_time(self) -> Found:
        """What the record holds one of at a time, begun while another of the same child runs."""
        ends = {"CINdetails": "CINclosureDate", "CINplanDates": "CINPlanEndDate"}
        ends["ChildProtectionPlans"] = "CPPendDate"
        for name, end in ends.items():
            starts, until = self.days.of(name, BEGUN[name]), self.days.of(name, end)
            of_child: dict[int, list[Span]] = {}
            for row, child in enumerate(self.tables[name].child):
                span = _span(starts[row], until[row], row)
                if span and not (name == "CINdetails" and self._came_to_nothing(row)):
                    of_child.setdefault(child, []).append(span)
            for running in of_child.values():
                for _, second in overlaps(sorted(running)):
                    why = "another was running then, and the record holds one at a time"
                    yield self._because(name, second.row, BEGUN[name], why)
        yield from self._plans_of_no_length()

    def _plans_of_no_length(self) -> Found:
        name = "ChildProtectionPlans"
        starts, ends = self.days.of(name, "CPPstartDate"), self.days.of(name, "CPPendDate")
        for row, (start, end) in enumerate(zip(starts, ends, strict=True)):
            if start is not None and start == end:
                yield self._because(name, row, "CPPendDate", "the plan ended on the day that it started")

    def _came_to_nothing(self, episode: int) -> bool:
        starts = self.tables["Assessments"].values["AssessmentActualStartDate"]
        is_assessed = any(starts[row] for row in self.inside["Assessments"].get(episode, []))
        return bool(self.days.flag("CINdetails", "ReferralNFA")[episode]) and not is_assessed

    def _assessments_under_way(self) -> Found:
        name = "Assessments"
        starts = self.days.of(name, "AssessmentActualStartDate")
        done = self.tables[name].values["AssessmentAuthorisationDate"]
        for rows in self.inside[name].values():
            under_way = [row for row in rows if starts[row] and not done[row]]
            for row in under_way[1:]:
                why = "another assessment of this episode is under way, and the record holds one at a time"
                yield self._because(name, row, "AssessmentActualStartDate", why)


def _span(start: date | None, end: date | None, row: int) -> Span | None:
    """The days it runs; nothing where it ends on the day it begins, or before."""
    if start is None or (end is not None and end <= start):
        return None
    return Span(start.toordinal(), FOR_EVER if end is None else end.toordinal(), row)
