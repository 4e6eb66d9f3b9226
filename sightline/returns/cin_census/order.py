"""Days that cannot both be right: one that must come after another, and does not."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sightline.returns.cin_census.days import Days
from sightline.returns.cin_census.tables import Census

Item = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Order:
    """`later` is never before `earlier`; with `strictly`, nor on the same day.

    One of the two tables is the other, or holds it: an episode holds its enquiries, a plan its reviews, a
    child everything. With `unused`, a `later` day that breaks this is no evidence that anything was done:
    it meets and ends nothing.
    """

    earlier: Item
    later: Item
    says: str
    unused: bool = False
    strictly: bool = False


REFERRED = ("CINdetails", "CINreferralDate")
CLOSED = ("CINdetails", "CINclosureDate")
DIED = ("ChildIdentifiers", "PersonDeathDate")

ORDERS = (
    Order(REFERRED, CLOSED, "closed before it was referred", unused=True),
    Order(
        ("Assessments", "AssessmentActualStartDate"),
        ("Assessments", "AssessmentAuthorisationDate"),
        "assessment authorised before it started",
        unused=True,
    ),
    Order(
        ("Section47", "S47ActualStartDate"),
        ("Section47", "DateOfInitialCPC"),
        "initial conference held before its section 47 enquiry started",
        unused=True,
    ),
    Order(
        ("CINplanDates", "CINPlanStartDate"),
        ("CINplanDates", "CINPlanEndDate"),
        "child in need plan ended before it started",
        unused=True,
    ),
    Order(
        ("ChildProtectionPlans", "CPPstartDate"),
        ("ChildProtectionPlans", "CPPendDate"),
        "protection plan ended before it started",
        unused=True,
    ),
    Order(
        ("ChildProtectionPlans", "CPPstartDate"),
        ("Reviews", "CPPreviewDate"),
        "review held on or before the day its plan started",
        unused=True,
        strictly=True,
    ),
    Order(
        ("Reviews", "CPPreviewDate"),
        ("ChildProtectionPlans", "CPPendDate"),
        "review held after its protection plan ended",
    ),
    Order(
        ("ChildIdentifiers", "PersonBirthDate"),
        DIED,
        "died before birth",
        unused=True,
    ),
    Order(REFERRED, ("CINdetails", "DateOfInitialCPC"), "conference held before the referral"),
    Order(REFERRED, ("Assessments", "AssessmentActualStartDate"), "assessment started before the referral"),
    Order(REFERRED, ("Section47", "S47ActualStartDate"), "section 47 enquiry started before the referral"),
    Order(REFERRED, ("CINplanDates", "CINPlanStartDate"), "child in need plan started before the referral"),
    Order(REFERRED, ("ChildProtectionPlans", "CPPstartDate"), "protection plan started before the referral"),
    Order(("CINdetails", "DateOfInitialCPC"), CLOSED, "conference held after closure"),
    Order(("Assessments", "AssessmentActualStartDate"), CLOSED, "assessment started after closure"),
    Order(("Assessments", "AssessmentAuthorisationDate"), CLOSED, "assessment authorised after closure"),
    Order(("Section47", "S47ActualStartDate"), CLOSED, "section 47 enquiry started after closure"),
    Order(("Section47", "DateOfInitialCPC"), CLOSED, "conference held after closure"),
    Order(("CINplanDates", "CINPlanEndDate"), CLOSED, "child in need plan ended after closure"),
    Order(("ChildProtectionPlans", "CPPendDate"), CLOSED, "protection plan ended after closure"),
    Order(REFERRED, DIED, "referred after the child's death"),
    Order(("ChildProtectionPlans", "CPPendDate"), DIED, "protection plan ended after the child's death"),
)


@dataclass(frozen=True, slots=True)
class Disorder:
    """Two days of one child in an order that cannot be: which, when, and the line of the later."""

    child: int
    order: Order
    earlier: date
    later: date
    line: int


class Relations:
    """Which row of one table stands with a row of another: itself, what holds it, or its child's."""

    def __init__(self, census: Census) -> None:
        self.tables = census.tables
        identifiers = census.tables["ChildIdentifiers"].child
        self._of_child = {child: row for row, child in reversed(list(enumerate(identifiers)))}

    def holder(self, table: str, row: int, other: str) -> int | None:
        """The row of `other` that holds that row of `table`, or is it. None if the child has none."""
        if table == other:
            return row
        if other == "ChildIdentifiers":
            return self._of_child.get(self.tables[table].child[row])
        return self.tables[table].parent[row]


def disorders(days: Days) -> list[Disorder]:
    """Every pair of days that breaks one of ORDERS, child by child."""
    relations = Relations(days.census)
    found = [one for order in ORDERS for one in _disorders(order, days, relations)]
    return sorted(found, key=lambda one: (one.child, one.line))


def _disorders(order: Order, days: Days, relations: Relations) -> Iterator[Disorder]:
    outer, inner = sorted((order.earlier[0], order.later[0]), key=_depth)
    tables = days.census.tables
    earlier, later = days.of(*order.earlier), days.of(*order.later)
    for row in range(len(tables[inner])):
        held_by = relations.holder(inner, row, outer)
        if held_by is None:
            continue
        first_row = row if order.earlier[0] == inner else held_by
        then_row = row if order.later[0] == inner else held_by
        first, then = earlier[first_row], later[then_row]
        if first and then and (then < first or (order.strictly and then == first)):
            line = tables[order.later[0]].place(then_row, order.later[1]).line
            yield Disorder(tables[inner].child[row], order, first, then, line)


def _depth(table: str) -> int:
    return {"ChildIdentifiers": 0, "CINdetails": 1, "Reviews": 3}.get(table, 2)
