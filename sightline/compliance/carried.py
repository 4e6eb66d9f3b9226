"""What an earlier assessment of a child or a sibling says already, and what was taken over unconfirmed."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from difflib import SequenceMatcher

from django.db.models import Exists, OuterRef, Q

from sightline.people.models import Worker
from sightline.record import identity
from sightline.record.models import Assessment, CarriedSection, FamilyMember
from sightline.record.models.carried import AssessmentSection as Section
from sightline.record.models.carried import CarriedSectionQuerySet

#: Fewer words than this are the same by chance: "Nothing is known" is nobody's in particular.
TELLING = 8
#: Earlier assessments that are looked at, the newest first.
LOOKED_AT = 12


@dataclass(frozen=True)
class Offer:
    """A section of an earlier assessment that can be brought in: whose words, of which day."""

    section: str
    source: Assessment
    words: str
    of_sibling: bool
    differs: list["Passage"] = field(default_factory=list)
    """Where the new one has words already: what is in one of the two and not in the other."""


@dataclass(frozen=True)
class Passage:
    """A sentence or more that stands in one of two texts and not in the other."""

    words: str
    is_new: bool


@dataclass(frozen=True)
class Carried:
    """A section that was carried forward: from which entry, and whether anybody stands by it.

    `source` is None where the reader may not open the record that it came from.
    """

    mark: CarriedSection
    source: Assessment | None
    words: str

    @property
    def is_unconfirmed(self) -> bool:
        return self.mark.answered_at is None

    @property
    def of_sibling(self) -> bool:
        return self.source is not None and self.source.child_id != self.mark.child_id

    @property
    def changed(self) -> list[Passage]:
        """What was rewritten in it: nothing where its source cannot be read."""
        if self.source is None or self.mark.answer != CarriedSection.Answer.REWRITTEN:
            return []
        return passages(getattr(self.source, self.mark.section), self.words)


def said_on(source: Assessment) -> date:
    """The day that an assessment's words are from: when it was authorised, or else begun."""
    return source.authorised_on or source.left_on or source.started_on


def normal(text: str) -> str:
    """A text without what two copies of it may differ in: case, spaces, line ends and punctuation."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def passages(before: str, after: str) -> list[Passage]:
    """What changed between two texts, sentence by sentence: what went, and what came in its place."""
    old, new = _sentences(before), _sentences(after)
    found: list[Passage] = []
    same = SequenceMatcher(a=[normal(one) for one in old], b=[normal(one) for one in new], autojunk=False)
    for what, start, end, begin, until in same.get_opcodes():
        if what == "equal":
            continue
        found += [Passage(" ".join(old[start:end]), is_new=False)] if end > start else []
        found += [Passage(" ".join(new[begin:until]), is_new=True)] if until > begin else []
    return found


def _sentences(text: str) -> list[str]:
    return [one.strip() for one in re.split(r"(?<=[.!?])\s+|\n+", text) if one.strip()]


def sources(assessment: Assessment, worker: Worker) -> list[Assessment]:
    """Earlier assessments of this child, and of the other children of the family, that this worker may read.

    Their own first, then the siblings', the newest first of each. One query.
    """
    own = identity.every([assessment.child_id])
    places = FamilyMember.objects.standing().filter(until_on=None)
    homes = places.filter(child__in=own).values("family")
    siblings = places.filter(family__in=homes, place=FamilyMember.Place.CHILD).values("child")
    theirs = Q(child__in=own) | Q(child__in=siblings)
    earlier = Assessment.objects.visible_to(worker).standing().filter(started_on__lte=assessment.started_on)
    rows = earlier.filter(theirs).exclude(pk=assessment.pk).select_related("author", "child")
    newest = rows.order_by("-started_on", "-pk")[:LOOKED_AT]
    return sorted(newest, key=lambda one: one.child_id != assessment.child_id)


def offers(assessment: Assessment, found: Iterable[Assessment]) -> dict[str, list[Offer]]:
    """What can be brought into each section: of each child the newest words that there are."""
    offered: dict[str, list[Offer]] = {}
    for section in Section.values:
        written, whose = getattr(assessment, section), set()
        for source in found:
            words = getattr(source, section)
            if not words.strip() or source.child_id in whose or normal(words) == normal(written):
                continue
            whose.add(source.child_id)
            differs = passages(words, written) if written.strip() else []
            of_sibling = source.child_id != assessment.child_id
            offered.setdefault(section, []).append(Offer(section, source, words, of_sibling, differs))
    return offered


def same_words(section: str, words: str, found: Iterable[Assessment]) -> Assessment | None:
    """The assessment of these whose section says the very same, where there is enough of it to tell."""
    said = normal(words)
    if len(said.split()) < TELLING:
        return None
    return next((one for one in found if normal(getattr(one, section)) == said), None)


def carried(assessment: Assessment, worker: Worker) -> dict[str, Carried]:
    """The sections of an assessment that were carried forward and still have words. Two queries."""
    return carried_in([assessment], worker).get(assessment.pk, {})


def carried_in(assessments: Iterable[Assessment], worker: Worker) -> dict[int, dict[str, Carried]]:
    """The same of several assessments, by number. Two queries."""
    by_number = {one.pk: one for one in assessments}
    marks = list(
        CarriedSection.objects.standing()
        .filter(assessment__in=by_number)
        .select_related("recorded_by", "answered_by")
    )
    read = Assessment.objects.visible_to(worker).select_related("author", "child")
    came_from = read.in_bulk({one.source_id for one in marks}) if marks else {}
    found: dict[int, dict[str, Carried]] = {}
    for mark in marks:
        words = getattr(by_number[mark.assessment_id], mark.section)
        if words.strip():
            one = Carried(mark, came_from.get(mark.source_id), words)
            found.setdefault(mark.assessment_id, {})[mark.section] = one
    return found


def never_confirmed(worker: Worker) -> CarriedSectionQuerySet:
    """Sections carried forward twice in a row that nobody has confirmed or rewritten, the newest first.

    Only of children whom this worker may see, and of assessments that stand.
    """
    unconfirmed = CarriedSection.objects.visible_to(worker).unconfirmed().filter(_written())
    before = CarriedSection.objects.unconfirmed().filter(
        assessment=OuterRef("source"), section=OuterRef("section")
    )
    twice = unconfirmed.filter(Exists(before)).select_related("child", "assessment__author", "recorded_by")
    return twice.order_by("-recorded_at", "-pk")


def _written() -> Q:
    """The section still has words, in an assessment that stands."""
    found = Q()
    for section in Section.values:
        found |= Q(section=section) & ~Q(**{f"assessment__{section}": ""})
    return found & Q(assessment__struck_out_at=None)


def unconfirmed(found: dict[str, Carried]) -> Iterator[Carried]:
    """Those of these sections that nobody stands by yet."""
    return (one for one in found.values() if one.is_unconfirmed)
