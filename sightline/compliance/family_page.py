"""Which sections of an assessment may be told to a family, and what keeps the others from the page."""

import re
from dataclasses import dataclass

from sightline.compliance.carried import carried
from sightline.people.models import Worker
from sightline.record.models import Assessment, FamilyMember
from sightline.record.models.carried import AssessmentSection

#: How each section is headed for the child, in the order in which a family reads them: their own words first.
TO_THE_CHILD = {
    AssessmentSection.CHILDS_WORDS: "What you told us",
    AssessmentSection.HARM: "What we were worried about",
    AssessmentSection.LIKELIHOOD: "Could it happen again?",
    AssessmentSection.PROTECTIVE_FACTORS: "What is going well",
    AssessmentSection.ANALYSIS: "What we think",
}
#: Words of a referrer's name that name nobody.
NOBODY = frozenset({"anonymous", "neighbour", "nurse", "teacher", "police", "school", "doctor", "office"})


@dataclass(frozen=True)
class Section:
    """A section that has words, as a family reads it, and why it cannot be on their page, if it cannot."""

    name: str
    title: str
    words: str
    kept_from: str = ""


def written(assessment: Assessment, worker: Worker) -> list[Section]:
    """The sections of an assessment that have words, the child's own first. Five queries."""
    names, taken = _referrers(assessment), carried(assessment, worker)
    found = []
    for section, title in TO_THE_CHILD.items():
        words = getattr(assessment, section.value)
        if not words.strip():
            continue
        mark, why = taken.get(section.value), ""
        if any(re.search(rf"\b{re.escape(name)}\b", words, re.IGNORECASE) for name in names):
            why = "it names whoever told us"
        elif mark is not None and mark.is_unconfirmed and (mark.source is None or mark.of_sibling):
            why = "it was carried forward from another child’s record, and nobody confirmed it"
        found.append(Section(section.value, title, words, why))
    return found


def _referrers(assessment: Assessment) -> set[str]:
    """The words of the referrer's name that would tell who they are, but those of the family's own names."""
    referral = assessment.referral
    said = [referral.contact.referrer_name if referral.contact else ""]
    homes = FamilyMember.objects.standing().filter(child=assessment.child_id).values("family")
    family = FamilyMember.objects.standing().filter(family__in=homes).select_related("child")
    own = {word for one in family for word in one.child.name.casefold().split()}
    words = {word for name in said for word in re.findall(r"\b[A-Z][\w’'-]{3,}", name.split(",")[0])}
    return {word for word in words if word.casefold() not in own | NOBODY}
