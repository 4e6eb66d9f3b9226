"""The addresses of what is told beside the story: what mattered, a whole family's, who has which copy."""

from collections.abc import Callable
from typing import Any

from sightline.people.models import OPENS_CHILDREN, PRACTISES, Role
from sightline.web import agency_chronology, circulation, family_story, significance

CHRONOLOGIES: tuple[tuple[str, Callable[..., Any], str, frozenset[Role]], ...] = (
    ("families/<int:pk>/story/", family_story.family_story, "family-story", OPENS_CHILDREN),
    ("children/<int:pk>/mattered/", significance.mattered, "mattered", OPENS_CHILDREN),
    (
        "children/<int:pk>/mattered/<slug:kind>/<int:entry>/<slug:field>/",
        significance.mark,
        "mark",
        PRACTISES,
    ),
    ("significant-events/<int:pk>/why/", significance.analyse, "mark-why", PRACTISES),
    ("event-analyses/<int:pk>/correct/", significance.correct, "analysis-correct", PRACTISES),
    ("children/<int:pk>/agencies/", agency_chronology.agencies, "agencies", OPENS_CHILDREN),
    (
        "children/<int:pk>/agencies/chronology/",
        agency_chronology.bring_in,
        "agency-chronology",
        PRACTISES,
    ),
    ("conferences/<int:pk>/copies/", circulation.of_conference, "conference-copies", PRACTISES),
    ("plans/<int:pk>/copies/", circulation.of_plan, "plan-copies", PRACTISES),
    ("child-in-need-plans/<int:pk>/copies/", circulation.of_help_plan, "help-copies", PRACTISES),
    ("sent-copies/<int:pk>/answer/", circulation.answer, "copy-answer", PRACTISES),
)
