"""What an inspection's readers graded blind, beside what our own audits had said of the same children."""

from collections.abc import Iterable
from dataclasses import dataclass

from sightline.assurance.agreement import Agreement, agreement
from sightline.assurance.audit_round import agreed
from sightline.assurance.models import Audit, Inspection, InspectionChild
from sightline.assurance.models.audit import ORDER, Grade
from sightline.people.models import Role, Worker


@dataclass(frozen=True)
class Compared:
    """One child of an inspection: the blind grade, and that of our own latest audit, where there are both."""

    read: InspectionChild
    blind: str | None
    ours: str | None
    hidden: bool = False
    """Whether it is kept from whoever looks, because they may yet be its second reader."""

    @property
    def says(self) -> str:
        """How the two differ, in words."""
        if self.blind is None:
            return "not graded yet"
        if self.ours is None:
            return "never audited by us before"
        apart = ORDER[Grade(self.ours)] - ORDER[Grade(self.blind)]
        if not apart:
            return "the same"
        return "our own audit was kinder" if apart > 0 else "our own audit was harsher"

    @property
    def blind_words(self) -> str:
        return _words(self.blind)

    @property
    def ours_words(self) -> str:
        return _words(self.ours)


@dataclass(frozen=True)
class Comparison:
    """Every child of an inspection, and how far blind grades and our own agree over those with both."""

    children: list[Compared]
    agreement: Agreement
    kinder: int
    """How many our own audits had graded higher."""


def compare(inspection: Inspection, children: Iterable[InspectionChild], *, viewer: Worker) -> Comparison:
    """Compare the grades of an inspection with our own, as this worker may see them. A few queries.

    An auditor who may yet read a case the second time sees no grade of it; nobody's count holds it back.
    """
    rows = list(children)
    firsts = Audit.objects.finished().filter(inspection=inspection, second_of=None)
    read = {one.child_id: one for one in firsts.prefetch_related("second_readings")}
    ours = _ours([one.child_id for one in rows])
    found = []
    for one in rows:
        first = read.get(one.child_id)
        grade = first.grade if first else None
        hidden = first is not None and _may_read_again(first, viewer)
        found.append(Compared(one, grade, ours.get(one.child_id), hidden))
    both = [(one.ours, one.blind) for one in found if one.ours and one.blind]
    kinder = sum(ORDER[Grade(ours)] > ORDER[Grade(blind)] for ours, blind in both)
    return Comparison(found, agreement(both), kinder)


def _may_read_again(first: Audit, viewer: Worker) -> bool:
    """Whether an auditor may yet be this reading's second reader, or is that now."""
    seconds = [one for one in first.second_readings.all() if one.struck_out_at is None]
    both = any(one.finished_at for one in seconds)
    return viewer.role == Role.AUDITOR and viewer.pk != first.rater_id and not both


def _ours(children: list[int]) -> dict[int, str | None]:
    """The grade that stands of the latest audit of each child that was no inspection's."""
    rows = Audit.objects.finished().filter(child__in=children, inspection=None, second_of=None)
    found: dict[int, str | None] = {}
    for one in rows.prefetch_related("second_readings", "moderations").order_by("finished_at"):
        second = next((two for two in one.second_readings.all() if two.struck_out_at is None), None)
        moderated = next((two for two in one.moderations.all() if two.struck_out_at is None), None)
        found[one.child_id] = moderated.grade if moderated else agreed(one, second)
    return found


def _words(grade: str | None) -> str:
    return Grade(grade).label if grade else ""
