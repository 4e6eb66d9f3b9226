"""An assessment to be read: what was found, what we make of it and what was decided, each by itself."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render

from sightline.compliance import carried
from sightline.compliance.carried import Carried
from sightline.compliance.finishing import latest_allowed
from sightline.people.models import Worker
from sightline.record.codes import AssessmentFactor
from sightline.record.models import Assessment, FinishingDay
from sightline.record.models.carried import AssessmentSection as Section
from sightline.web.finding import about, find_entry
from sightline.web.form import SignedIn
from sightline.web.today import today

#: The parts that can be read apart, each with its sections: what was decided has none.
PARTS = {
    "found": ("What was found", (Section.CHILDS_WORDS, Section.HARM, Section.PROTECTIVE_FACTORS)),
    "analysis": ("The analysis", (Section.LIKELIHOOD, Section.ANALYSIS)),
    "decided": ("What was decided", ()),
}


@dataclass(frozen=True)
class Read:
    """One section that has words, and what it was carried forward from."""

    title: str
    words: str
    taken: Carried | None


@dataclass(frozen=True)
class Part:
    """One part of an assessment: its sections that have words."""

    name: str
    title: str
    sections: list[Read]


def parts(assessment: Assessment, taken: dict[str, Carried]) -> list[Part]:
    """The three parts, in the order in which they are read; a section without words is in none."""
    return [
        Part(
            name,
            title,
            [
                Read(one.label, getattr(assessment, one.value), taken.get(one.value))
                for one in sections
                if getattr(assessment, one.value).strip()
            ],
        )
        for name, (title, sections) in PARTS.items()
    ]


def read(request: SignedIn, pk: int) -> HttpResponse:
    """The whole of it, or one of its parts alone."""
    found = find_entry(request, Assessment, pk, "author", "authorised_by", "left_by")
    only = request.GET.get("part")
    taken = carried.carried(found, request.user)
    shown = [one for one in parts(found, taken) if only not in PARTS or one.name == only]
    days = list(FinishingDay.objects.standing().filter(assessment=found).select_related("recorded_by"))
    page = {
        **about(found.child),
        "title": found.get_form_display(),
        "assessment": found,
        "parts": shown,
        "only": only if only in PARTS else "",
        "unconfirmed": list(carried.unconfirmed(taken)),
        "factors": [AssessmentFactor(code).label for code in found.factors],
        "days": days,
        "law": latest_allowed(found, on=today()) if _is_under_way(found) else None,
        "family_pages": found.family_pages.standing().select_related("recorded_by"),
        "under_way": _is_under_way(found),
    }
    return render(request, "web/assessment_read.html", page)


def _is_under_way(assessment: Assessment) -> bool:
    return assessment.authorised_on is None and assessment.left_on is None


def unconfirmed(assessment: Assessment, worker: Worker) -> list[Carried]:
    """What whoever authorises an assessment is shown before they do: what nobody has confirmed."""
    return list(carried.unconfirmed(carried.carried(assessment, worker)))
